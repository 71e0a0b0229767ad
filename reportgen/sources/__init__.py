"""Inputs read: a workbook or a JSON report, whatever its make, as ReportData with the place of every value.

`read` refuses what is no report (SourceError, exit code 3); `identity` says who reports, so that the pack can be
chosen; `bind` gives the report and what could not be read. Whether the figures are right is left to `checks`.
"""

from pathlib import Path

from reportgen.sources import content, kinds
from reportgen.sources.bind import bind
from reportgen.sources.identify import Identity
from reportgen.sources.json import file as json_file
from reportgen.sources.json import identity as json_identity
from reportgen.sources.json import lines as json_lines
from reportgen.sources.json.file import JsonReport
from reportgen.sources.previous import previous_year
from reportgen.sources.sheet import Cell, Sheet, Workbook
from reportgen.sources.table.row import TableRow
from reportgen.sources.workbook import identity as workbook_identity

Source = Workbook | JsonReport | TableRow

__all__ = [
    "Cell",
    "Identity",
    "JsonReport",
    "Sheet",
    "Source",
    "TableRow",
    "Workbook",
    "bind",
    "identity",
    "previous_year",
    "read",
    "read_bytes",
    "read_line",
    "read_row",
    "report_json_schema",
    "unit_words",
]


def read(path: Path) -> Source:
    """The file as a Workbook or a JSON report, told by what is in it. Raises SourceError when it is neither."""
    return read_bytes(content.read(path), str(path))


def read_bytes(data: bytes, file: str) -> Source:
    """The same for bytes that are already here; `file` is their name in findings."""
    if kinds.is_json(data, file):
        return json_file.read(data, file)
    from reportgen.sources.workbook import excel_file  # calamine takes time to load

    return excel_file.read(data, file)


def read_line(path: Path, number: int, data: bytes) -> JsonReport:
    """One line of a JSONL file: its number, counted from 1, and its bytes."""
    return json_lines.read(data, str(path), number)


def read_row(path: Path, number: int, map_file: Path | None = None) -> TableRow:
    """One row of a table with a row a unit, by its number from 1. `map_file` names an office's own headings."""
    from reportgen.sources.table import file as table_file

    return TableRow(table_file.read(path, map_file), number)


def identity(source: Source) -> Identity:
    """What the source says of itself: pack, level, body, year."""
    if isinstance(source, Workbook):
        return workbook_identity.of_workbook(source)
    return json_identity.of_json(source.report() if isinstance(source, TableRow) else source)


def unit_words(source: Source) -> tuple[str, str]:
    """The code and the name that the source gives its unit, as they are bound; empty where it is silent."""
    if isinstance(source, Workbook):
        return workbook_identity.unit_of_workbook(source)
    return json_identity.unit_of_json(source.report() if isinstance(source, TableRow) else source)


def report_json_schema() -> dict[str, object]:
    """The JSON Schema of a report."""
    from reportgen.sources.json.schema import report_json_schema

    return report_json_schema()
