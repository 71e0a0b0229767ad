"""What a command says: results on stdout, progress and diagnostics on stderr, in one language, and never a traceback.

`Console` is made once a run from the options and the environment; the sentences come from the catalogs.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from reportgen.errors import DeliveryError
from reportgen.findings import Finding, Severity
from reportgen.language import Language, choose, translate

_COLOURS = {Severity.ERROR: "31", Severity.VERIFY: "33", Severity.NOTE: "36"}


class ReaderGoneError(Exception):
    """Whoever read our output has gone, and wants no more."""


@dataclass(frozen=True, slots=True)
class Console:
    """Where to speak, and in which language."""

    language: Language

    def say(self, text: str, **values: object) -> None:
        """A result, on stdout; `text` is English and translated before the values are put in."""
        self.plain(translate(text, self.language).format_map(values) if values else translate(text, self.language))

    def plain(self, text: str) -> None:
        """A result that needs no translation. Raises DeliveryError D110 where it cannot be printed."""
        _printed(text, sys.stdout)

    def tell(self, text: str, **values: object) -> None:
        """Progress or a diagnostic, on stderr."""
        print(translate(text, self.language).format_map(values), file=sys.stderr)

    def findings(self, findings: Sequence[Finding], *, as_json: bool = False, **more: Any) -> None:
        """All findings, as lines or as the JSON document."""
        if as_json:
            from reportgen.deliver.listings import findings_json

            self.plain(fitting(findings_json.document(findings, self.language, **more), sys.stdout))
            return
        self._lines(findings, sys.stdout)

    def json(self, data: object) -> None:
        """A result for programs."""
        self.plain(fitting(json.dumps(data, ensure_ascii=False, indent=2), sys.stdout))

    def result(self, findings: Sequence[Finding]) -> None:
        """The one line that sums the findings up."""
        from reportgen.deliver.listings.findings_text import closing_line

        self.plain(closing_line(findings, self.language))

    def failure(self, findings: Iterable[Finding]) -> None:
        """Why the work could not go on, on stderr."""
        self._lines(findings, sys.stderr)

    def _lines(self, findings: Iterable[Finding], stream: TextIO) -> None:
        from reportgen.deliver.listings.findings_text import lines

        for finding in findings:
            head, *rest = lines([finding], self.language)
            _printed("\n".join((_coloured(head, finding.severity, stream), *rest)), stream)


def _printed(text: str, stream: TextIO) -> None:
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError as error:  # under its own name typer would make exit code 1 of it, which means findings
        raise ReaderGoneError from error
    except (OSError, ValueError) as error:  # a full disk; a stream that was closed
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise DeliveryError.of("D110", reason=reason) from error


def prepare_streams() -> None:
    """Makes a console that cannot show every character (GBK, ASCII) show an escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a stream that was put in place of the usual one has none
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def console(asked: str | None = None) -> Console:
    """The console of this run. An unknown language falls back to the environment's."""
    return Console(choose(asked))


def fitting(text: str, stream: TextIO) -> str:
    """JSON text that the stream can carry: escaped where its encoding is not Unicode."""
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(json.loads(text), ensure_ascii=True, indent=2)
    return text


def _coloured(line: str, severity: Severity, stream: TextIO, environ: Mapping[str, str] | None = None) -> str:
    environ = os.environ if environ is None else environ
    if environ.get("NO_COLOR") or environ.get("TERM") == "dumb" or not stream.isatty():
        return line
    # the first: the message may hold the word too
    return line.replace(severity.value, f"\033[{_COLOURS[severity]}m{severity.value}\033[0m", 1)
