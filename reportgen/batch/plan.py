"""What there is to do: the sources of a batch, taken apart into jobs of one unit and tasks of about fifty.

Takes paths; gives jobs as paths, byte ranges and row numbers, never as data, so that a task is small wherever it is
sent. The order is that of the sources as named, folders by path, and does not depend on the machine. Reading the
units is left to `work.py`.
"""

import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from reportgen.errors import SourceError
from reportgen.findings import Location
from reportgen.sources import content

WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".ods"))
UNIT_FILES = WORKBOOKS | {".json"}
STATE_FOLDER = ".reportgen"
TASK_SIZE = 50  # units: a task lasts about a second, so little is lost with it, and passing it on costs nothing beside

Kind = Literal["file", "line", "row"]


@dataclass(frozen=True, slots=True)
class Job:
    """One unit to do. `number` counts lines or rows as editors do; `start` and `length` are bytes of a line."""

    index: int
    kind: Kind
    path: str
    number: int = 0
    start: int = 0
    length: int = 0

    @property
    def key(self) -> str:
        """Its place in the sources, the same in every run."""
        return self.path if self.kind == "file" else f"{self.path}:{self.number}"


@dataclass(frozen=True, slots=True)
class _Files:
    paths: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.paths)

    def jobs(self, first: int) -> Iterator[Job]:
        return (Job(first + index, "file", path) for index, path in enumerate(self.paths))


@dataclass(frozen=True, slots=True)
class _Lines:
    path: str
    numbers: "array[int]"  # arrays: eight bytes a number, where a list would take forty
    starts: "array[int]"
    lengths: "array[int]"

    def __len__(self) -> int:
        return len(self.numbers)

    def jobs(self, first: int) -> Iterator[Job]:
        spots = zip(self.numbers, self.starts, self.lengths, strict=True)
        return (Job(first + index, "line", self.path, *spot) for index, spot in enumerate(spots))


@dataclass(frozen=True, slots=True)
class _Rows:
    path: str
    numbers: "array[int]"

    def __len__(self) -> int:
        return len(self.numbers)

    def jobs(self, first: int) -> Iterator[Job]:
        return (Job(first + index, "row", self.path, number) for index, number in enumerate(self.numbers))


@dataclass(frozen=True, slots=True)
class Plan:
    """Every unit of a batch, in order."""

    sources: tuple[_Files | _Lines | _Rows, ...]
    passed_over: tuple[str, ...] = ()  # files in the folders that are of no kind that is read

    def __len__(self) -> int:
        return sum(map(len, self.sources))

    def jobs(self) -> Iterator[Job]:
        """The jobs, made one at a time."""
        first = 0
        for source in self.sources:
            yield from source.jobs(first)
            first += len(source)

    def tasks(self) -> Iterator[tuple[Job, ...]]:
        """The jobs in tasks of TASK_SIZE."""
        jobs = self.jobs()
        while task := tuple(islice(jobs, TASK_SIZE)):
            yield task


def make(
    sources: Sequence[Path],
    *,
    apart_from: Iterable[Path] = (),
    map_file: Path | None = None,
    kinds: frozenset[str] = UNIT_FILES,
) -> Plan:
    """The plan for these files and folders.

    `apart_from` are files and folders that lie among them and are none, such as a roster; `map_file` names an
    office's headings; `kinds` are the endings of files that hold one unit.
    Raises SourceError where a source is missing, is of no known kind, or where there is no unit in any of them.
    """
    excluded = frozenset(os.path.realpath(path) for path in apart_from)
    passed_over: list[str] = []
    parts = [part for source in sources for part in _parts(source, excluded, map_file, kinds, passed_over)]
    plan = Plan(tuple(parts), tuple(passed_over))
    if not len(plan):
        raise SourceError.of("B114", Location(file="、".join(map(str, sources))))
    return plan


def _parts(
    source: Path, excluded: frozenset[str], map_file: Path | None, kinds: frozenset[str], passed_over: list[str]
) -> Iterator[_Files | _Lines | _Rows]:
    if source.is_dir():
        yield from _folder(source, excluded, map_file, kinds, passed_over)
    elif not source.is_file():
        raise SourceError.of("S101", Location(file=str(source)))
    # a workbook is one unit's, or a table of many
    elif source.suffix.lower() in kinds - WORKBOOKS or (source.suffix.lower() in WORKBOOKS and not _is_table(source)):
        yield _Files((str(source),))
    else:
        yield _many(source, map_file)


def _folder(
    folder: Path, excluded: frozenset[str], map_file: Path | None, kinds: frozenset[str], passed_over: list[str]
) -> Iterator[_Files | _Lines | _Rows]:
    """What is in a folder; a table that cannot be read is a job like any other, and does not stop the others."""
    files: list[str] = []
    for path in _walk(folder, excluded):
        if path.suffix.lower() in kinds:
            files.append(str(path))
        elif path.suffix.lower() in (".jsonl", ".csv"):
            try:
                table = _many(path, map_file)
            except SourceError:
                files.append(str(path))  # read again by itself, it says why
                continue
            if files:  # what stands before it by name comes before it
                yield _Files(tuple(files))
                files = []
            yield table
        else:
            passed_over.append(str(path))
    if files:
        yield _Files(tuple(files))


def _walk(folder: Path, excluded: frozenset[str]) -> Iterator[Path]:
    """The files below a folder by name; not those of a batch's output, nor what programs hide or lock."""
    # by name: the order of a folder is the machine's own
    for path in sorted(folder.iterdir(), key=lambda item: item.name):
        if path.name.startswith(("~$", ".")) or os.path.realpath(path) in excluded:  # Excel's lock files, hidden files
            continue
        if path.is_dir():
            if not (path / STATE_FOLDER).is_dir():  # the output of another batch
                yield from _walk(path, excluded)
        else:
            yield path


def _many(path: Path, map_file: Path | None) -> _Lines | _Rows:
    kind = path.suffix.lower()
    if kind == ".jsonl":
        return _lines(path)
    if kind == ".csv" or kind in WORKBOOKS:
        from reportgen.sources.table import file as table_file

        return _Rows(str(path), array("Q", table_file.read(path, map_file).numbers))
    raise SourceError.of("B116", Location(file=str(path)), kind=path.suffix or path.name)


def _is_table(path: Path) -> bool:
    from reportgen.sources.table import file as table_file

    return table_file.is_table(path)


def _lines(path: Path) -> _Lines:
    numbers, starts, lengths = array("Q"), array("Q"), array("Q")
    start = 0
    try:
        content.refuse_other_than_files(path)
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip(b" \t\r\n\xef\xbb\xbf"):  # blank lines, and a mark at the beginning, hold no unit
                    numbers.append(number)
                    starts.append(start)
                    lengths.append(len(line))
                start += len(line)
    except OSError as error:
        raise SourceError.of("S102", Location(file=str(path)), reason=error.strerror or "") from error
    return _Lines(str(path), numbers, starts, lengths)
