"""A plain sheet behind the sheets of a workbook: headings and rows; where Excel's last row is reached, a second one.

Takes rows of texts and numbers; writes them into an XlsxWriter workbook that somebody else made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_LAST_ROW = 1_048_575  # Excel's, counted from 0
_LONGEST = 32_767  # characters that Excel takes in a cell

PlainCell = str | int | Decimal


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """What the sheet is called and holds; `widths` of its columns in characters."""

    name: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[PlainCell]]


def add(book: Any, plain: PlainSheet) -> None:
    """Adds the sheet at the end of the workbook, with a filter over its columns."""
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DDEBF7"})
    sheet, line, page = _begun(book, plain, 1, bold), 0, 1
    for row in plain.rows:
        if line == _LAST_ROW:
            sheet.autofilter(0, 0, line, len(plain.headings) - 1)
            page += 1
            sheet, line = _begun(book, plain, page, bold), 0
        line += 1
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell[:_LONGEST])
            else:
                sheet.write_number(line, column, float(cell))
    sheet.autofilter(0, 0, max(line, 1), len(plain.headings) - 1)


def _begun(book: Any, plain: PlainSheet, page: int, bold: Any) -> Any:
    sheet = book.add_worksheet(plain.name if page == 1 else f"{plain.name} {page}")
    for column, (heading, width) in enumerate(zip(plain.headings, plain.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 0)
    return sheet
