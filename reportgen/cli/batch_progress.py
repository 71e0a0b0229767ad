"""How a batch shows itself: a bar on a terminal, a line now and then elsewhere; its findings as one JSON document.

Takes what the run tells of each unit; keeps nothing in memory. What is said at the end is left to `batch.py`.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from reportgen.cli.console import Console
from reportgen.findings import Finding, summary
from reportgen.language import Language, translate

if TYPE_CHECKING:
    from reportgen.batch.run import Report, Tally

_BETWEEN_LINES_SECONDS = 10.0  # a log is read later: a line now and then is enough
_BETWEEN_FRAMES_SECONDS = 0.1  # faster than eyes, and drawing costs time


class Progress:
    """Done, to be settled, remaining, rate and time left, on stderr."""

    def __init__(self, voice: Console) -> None:
        self._voice = voice
        self._bar: Any = None
        self._task: Any = None
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, tally: "Tally") -> None:
        """Shows how far the run is, if it is time to."""
        is_last = tally.done == tally.total
        between = _BETWEEN_FRAMES_SECONDS if sys.stderr.isatty() else _BETWEEN_LINES_SECONDS
        if not is_last and time.monotonic() - self._last < between:
            return
        self._last = time.monotonic()
        if sys.stderr.isatty():
            self._frame(tally)
        elif not is_last:
            self._voice.tell(_LINE, **_numbers(tally))

    def _frame(self, tally: "Tally") -> None:
        if self._bar is None:
            from rich.console import Console as RichConsole
            from rich.progress import BarColumn, Progress, TextColumn

            self._bar = Progress(BarColumn(), TextColumn("{task.description}"), console=RichConsole(stderr=True))
            self._task = self._bar.add_task("", total=tally.total)
            self._bar.start()
        text = translate(_LINE, self._voice.language).format_map(_numbers(tally))
        self._bar.update(self._task, completed=tally.done, description=text)


_LINE = "{done} done, {open} to settle, {remaining} remaining, {rate} a second, {left} left"


def _numbers(tally: "Tally") -> dict[str, str]:
    left = tally.seconds_left
    minutes, seconds = divmod(int(left or 0), 60)
    return {
        "done": str(tally.done),
        "open": str(tally.with_errors),
        "remaining": str(tally.total - tally.done),
        "rate": f"{tally.rate:.0f}",
        "left": "?" if left is None else f"{minutes}:{seconds:02}",
    }


def _scratch() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8")  # closed with the spool


class Spool:
    """Findings on their way into the JSON document, on disk, so that ten thousand units need no memory."""

    def __init__(self, is_wanted: bool) -> None:
        self._file: IO[str] | None = _scratch() if is_wanted else None
        self._counts: Counter[str] = Counter()
        self._ascii = not (sys.stdout.encoding or "").lower().startswith("utf")  # escapes where the stream needs them

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None and self._file is not None:  # else `print` closes it
            self._file.close()

    def add(self, findings: Iterable[Finding], language: Language) -> None:
        """Keeps the findings of one unit."""
        from reportgen.deliver.listings.findings_json import as_dict

        for finding in findings:
            self._counts.update(summary([finding]))
            if self._file is not None:
                self._file.write(self._line(as_dict(finding, language)) + "\n")

    def _line(self, finding: Mapping[str, Any]) -> str:
        """The finding as JSON, in escapes where it names a file whose name is no UTF-8."""
        text = json.dumps(finding, ensure_ascii=self._ascii)
        return text if text.encode("utf-8", "replace").decode() == text else json.dumps(finding)

    def print(self, report: "Report", language: Language) -> None:
        """Prints the document: what `--json` gives everywhere, and how many units there are of each kind."""
        from reportgen.deliver.listings.findings_json import VERSION

        if self._file is None:
            return
        self.add(report.findings, language)
        self._file.seek(0)
        units = {"total": report.tally.total, "done": report.tally.done, "kept": report.tally.kept}
        units |= {status.value: count for status, count in report.tally.statuses.items()}
        head = {"version": VERSION, "units": units, "output": str(report.summary or "")}
        # without its }, so that the findings go on in it
        print(json.dumps(head, ensure_ascii=self._ascii)[:-1] + ', "findings": [')
        before = ""
        for line in self._file:
            print(before + line.rstrip("\n"), end="")
            before = ",\n"
        counts = {name: self._counts[name] for name in ("error", "verify", "note", "explained", "blocking")}
        print('\n], "summary": ' + json.dumps(counts) + "}")
        self._file.close()
