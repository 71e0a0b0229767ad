"""The journal of a batch: one JSON line a unit, appended and synced, from which a stopped run goes on.

Takes outcomes whose documents lie on the disk already; gives them back by their place in the file, so that no list of
outcomes is ever held in memory. A line that was torn by a sudden end is cut off when the journal is opened again. What
an entry means for the next run is left to `run.py`.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from reportgen.batch.outcome import UnitOutcome, as_dict, from_dict
from reportgen.errors import DeliveryError
from reportgen.findings import Location

FILE_NAME = "journal.jsonl"
_NAMES = "surrogatepass"  # names of files that are no UTF-8, as an archive of a Chinese Windows leaves them, go through
FORMAT = 3  # 2: annotated copies; 3: files of the whole batch


def outcomes_in(path: Path) -> Iterator[UnitOutcome]:
    """The outcomes in another batch's journal, which is left as it is; what cannot be read of it is passed over."""
    try:
        file = path.open("rb")
    except OSError:
        return
    with file:
        for line in file:
            try:
                yield from_dict(json.loads(line))
            except (ValueError, KeyError, TypeError):  # a torn or foreign line
                continue


class Journal:
    """An open journal.

    What earlier runs left in it is told by `index`, where the last entry of each unit begins by the unit's key, by
    `documents`, the digest of each file they wrote for a unit, and by `others`, every digest that a file of the whole
    batch ever had; all stay as they were when it was opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.damaged_lines = 0
        self.index: dict[str, int] = {}
        self.documents: dict[str, str] = {}
        self.others: dict[str, set[str]] = {}
        self._end = 0
        self._file = self._opened()

    def _opened(self) -> BinaryIO:
        try:
            file = self.path.open("a+b")  # a: an entry is never written over; b: places are bytes
        except OSError as error:
            raise DeliveryError.of("B112", Location(file=str(self.path)), reason=error.strerror or "") from error
        self._load(file)
        file.truncate(self._end)  # what was torn would stand in the middle of the next line
        file.seek(self._end)
        return file

    def _load(self, file: BinaryIO) -> None:
        """Reads the index; `_end` is where the last whole line ends."""
        file.seek(0)
        for line in file:
            if not line.endswith(b"\n"):  # torn by a sudden end
                break
            offset, self._end = self._end, self._end + len(line)  # where the line begins, where the next does
            self._note(line, offset)

    def _note(self, line: bytes, offset: int) -> None:
        try:
            entry = json.loads(line)
            if "run" in entry:
                self._check_format(entry["run"])
            elif "told" in entry:
                self.others.setdefault(entry["told"], set()).add(entry["sha256"])
            elif "removed" in entry:
                self.documents.pop(entry["removed"], None)
            else:
                self.index[entry["key"]] = offset  # the last entry of a unit counts
                self._note_files(entry)
        except (ValueError, KeyError, TypeError):  # told to the user, and the unit is made again
            self.damaged_lines += 1

    def _note_files(self, entry: Mapping[str, Any]) -> None:
        if entry["document"]:
            self.documents[entry["document"]] = entry["sha256"]
        if entry.get("annotated"):
            self.documents[entry["annotated"]] = entry["annotated_sha256"]

    def _check_format(self, header: Mapping[str, Any]) -> None:
        if header["format"] > FORMAT:
            # written by a newer program
            raise DeliveryError.of("B113", Location(file=str(self.path)), found=header["format"], known=FORMAT)

    def begin(self, **facts: Any) -> None:
        """Notes that a run begins, and with what."""
        self._append([{"run": {"format": FORMAT, **facts}}])

    def add(self, outcomes: Iterable[UnitOutcome]) -> list[int]:
        """Appends the outcomes and syncs once; gives where each begins. Their documents must be synced already."""
        return self._append([as_dict(outcome) for outcome in outcomes])

    def remove(self, document: str) -> None:
        """Notes that a file that stood for no unit any more is gone."""
        self._append([{"removed": document}])

    def tell(self, name: str, digest: str) -> None:
        """Notes that a file of the whole batch is about to be written, and its digest."""
        self._append([{"told": name, "sha256": digest}])

    def read(self, offset: int) -> UnitOutcome:
        """The outcome that begins there."""
        self._file.flush()
        self._file.seek(offset)
        return from_dict(json.loads(self._file.readline()))

    def outcomes(self, offsets: Iterable[int]) -> Iterator[UnitOutcome]:
        """The outcomes that begin there, one at a time."""
        return (self.read(offset) for offset in offsets)

    def _append(self, entries: Iterable[Mapping[str, Any]]) -> list[int]:
        offsets, lines = [], []
        for entry in entries:
            offsets.append(self._end)
            line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode("utf-8", _NAMES) + b"\n"
            lines.append(line)
            self._end += len(line)
        if not lines:
            return []
        self._file.seek(0, os.SEEK_END)  # `read` may have moved the place
        self._file.write(b"".join(lines))
        self._file.flush()
        # the reports lie synced on the disk already: an entry never speaks of what is not there
        os.fsync(self._file.fileno())
        return offsets

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
