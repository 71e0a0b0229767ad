"""Inputs read: a workbook or a JSON report, whatever its make, as ReportData with the place of every value.

`read` refuses what is no report (SourceError, exit code 3); `identity` says who reports, so that the pack can be
chosen; `bind` gives the report and what could not be read. Whether the figures are right is left to `checks`.
"""

from pathlib import Path

from reportgen.errors import SourceError
from reportgen.findings import Location
from reportgen.sources import identify, json_file
from reportgen.sources.bind import bind
from reportgen.sources.identify import Identity
from reportgen.sources.json_file import JsonReport
from reportgen.sources.preflight import LARGEST_FILE
from reportgen.sources.previous import previous_year
from reportgen.sources.sheet import Cell, Sheet, Workbook

Source = Workbook | JsonReport

_JSON_START = (b"{", b"[")

__all__ = [
    "Cell",
    "Identity",
    "JsonReport",
    "Sheet",
    "Source",
    "Workbook",
    "bind",
    "identity",
    "previous_year",
    "read",
    "read_bytes",
    "report_json_schema",
]


def read(path: Path) -> Source:
    """The file as a Workbook or a JSON report, told by what is in it. Raises SourceError when it is neither."""
    return read_bytes(_content(path), str(path))


def read_bytes(data: bytes, file: str) -> Source:
    """The same for bytes that are already here; `file` is their name in findings."""
    if _is_json(data, file):
        return json_file.read(data, file)
    from reportgen.sources import excel_file

    return excel_file.read(data, file)


def identity(source: Source) -> Identity:
    """What the source says of itself: pack, level, body, year."""
    return identify.of_workbook(source) if isinstance(source, Workbook) else identify.of_json(source)


def report_json_schema() -> dict[str, object]:
    """The JSON Schema of a report."""
    from reportgen.sources.report_schema import report_json_schema

    return report_json_schema()


def _content(path: Path) -> bytes:
    at = Location(file=str(path))
    try:
        if path.is_dir():
            raise SourceError.of("S118", at)
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise SourceError.of("S108", at, unpacked=size, size=size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError.of("S101", at) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        raise SourceError.of("S102", at, reason=getattr(error, "strerror", None) or type(error).__name__) from error


def _is_json(data: bytes, file: str) -> bool:
    start = data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    return (file.lower().endswith(".json") and not data.startswith((b"PK\x03\x04", b"\xd0\xcf"))) or (
        start.startswith(_JSON_START) and not start.startswith(b"{\\rtf")
    )
