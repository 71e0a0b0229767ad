"""Workbook, Sheet and Cell: values and where they stood. Immutable and cheap: a cell is made when it is asked for.

Every reader of tables gives a Workbook, whatever the file; what the cells mean is left to `workbook/bind.py`. Rows and
columns count from 0; a cell's name (`C12`) as the spreadsheet shows it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from reportgen.findings import Location
from reportgen.wording.cell_names import cell_name

CellValue = str | float | bool | date | datetime | time | timedelta
EMPTY = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and where it stood."""

    value: CellValue
    location: Location


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a cell that the fast reader shows empty: a formula never computed, or an error such as #REF!."""

    formula: str = ""  # without the =
    error: str = ""


def _nothing_unread() -> Mapping[tuple[int, int], Unread]:
    return {}


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet's cells, row by row from A1; rows may differ in length."""

    file: str
    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    find_unread: Callable[[], Mapping[tuple[int, int], Unread]] = _nothing_unread

    @cached_property
    def unread(self) -> Mapping[tuple[int, int], Unread]:
        """The cells that only look empty; looked for when an empty cell makes somebody ask."""
        return self.find_unread()

    def value(self, row: int, column: int) -> CellValue:
        """The cell's value; an empty text beyond the edge."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return EMPTY
        return self.rows[row][column]

    def location(self, row: int, column: int) -> Location:
        """The cell's place."""
        return Location.of_cell(self.file, self.name, cell_name(row, column))

    def cell(self, row: int, column: int) -> Cell:
        """The value with its place."""
        return Cell(self.value(row, column), self.location(row, column))


@dataclass(frozen=True, eq=False)
class Workbook:
    """A file of sheets, hidden ones included, in their order."""

    file: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)
