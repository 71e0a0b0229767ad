"""Rows under headings, written through as they come, over one sheet or more: Excel's sheets end at a last row.

Takes XlsxWriter's sheets and formats, and rows of texts, numbers and links; keeps none of them. Which sheets there are,
and what the rows say, is left to `workbook.py`.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

_A4 = 9
_LAST_ROW = 1_048_575  # Excel's last, counted from 0
_LONGEST = 32_767  # of a cell's text
# what ends a text in a formula, or a link
_IN_PERCENT = str.maketrans({sign: f"%{ord(sign):02X}" for sign in '%"#()'})


@dataclass(frozen=True, slots=True)
class Link:
    """A file to open, by its path from the workbook or from the root."""

    path: str


CellContent = str | float | Link | None


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the rows: the headings, their columns' widths, and in some sheets a code below each."""

    headings: Sequence[str]
    widths: Sequence[int]
    codes: Sequence[str] = ()

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return 2 if self.codes else 1


def pages(rows: int, lines: int) -> int:
    """How many sheets so many rows take, below a head of so many lines; one where there are none."""
    return max(1, -(-rows // (_LAST_ROW + 1 - lines)))  # rounded up


class Rows:
    """The rows of one kind. `sheets` are as many as `pages` says."""

    def __init__(self, sheets: Sequence[Any], head: Head, formats: Mapping[str, Any]) -> None:
        self._head, self._formats = head, formats
        self._waiting = iter(sheets)
        self._begin()

    def _begin(self) -> None:
        """Goes on to the next sheet: its columns and its head."""
        self._sheet, head = next(self._waiting), self._head
        for column, width in enumerate(head.widths):
            self._sheet.set_column(column, column, width)
        if not head.codes:
            fit(self._sheet)  # a sheet of a form's figures is too wide for a page
        self._sheet.freeze_panes(head.lines, 1)
        self._sheet.repeat_rows(0)
        self._sheet.set_row(0, 48 if head.codes else 20)
        for column, heading in enumerate(head.headings):
            self._sheet.write_string(0, column, heading, self._formats["heading"])
        for column, code in enumerate(head.codes):
            self._sheet.write_string(1, column, code, self._formats["code"])
        self._row = head.lines

    def row(self, cells: Sequence[CellContent], tone: str | None = None) -> None:
        """Writes a row; `tone` names the format of its texts."""
        if self._row > _LAST_ROW:
            self.finish()
            self._begin()
        form, numbers = self._formats[tone or "text"], list[float]()
        for column, cell in enumerate(cells):
            if type(cell) is float:  # most are, one beside the other: XlsxWriter takes them quickest as a row
                numbers.append(cell)
                continue
            self._numbers(column, numbers)
            numbers.clear()
            if cell:
                self._write(column, cell, form)
        self._numbers(len(cells), numbers)
        self._row += 1

    def _numbers(self, end: int, numbers: Sequence[float]) -> None:
        """The numbers in the cells before that column."""
        if numbers:
            self._sheet.write_row(self._row, end - len(numbers), numbers, self._formats["number"])

    def _write(self, column: int, cell: CellContent, form: Any) -> None:
        if isinstance(cell, str):
            self._sheet.write_string(self._row, column, _printable(cell[:_LONGEST]), form)  # Excel's limit
        elif isinstance(cell, Link) and cell.path:
            formula = f'=HYPERLINK("{_target(cell.path)}","打开")'
            # a formula carries its value for readers that do not compute
            self._sheet.write_formula(self._row, column, formula, self._formats["link"], "打开")

    def finish(self) -> None:
        """Sets the filter over what was written on the last sheet."""
        first = self._head.lines - 1
        self._sheet.autofilter(first, 0, max(first, self._row - 1), len(self._head.headings) - 1)


def fit(sheet: Any) -> None:
    """Prints the sheet across, one page wide."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _printable(text: str) -> str:
    """The text, with a question mark for each sign of a file's name that is no UTF-8."""
    return text.encode("utf-8", "replace").decode()


def _target(path: str) -> str:
    """The path as a link: signs that end a link or a text are written in percent, brackets too: SORT( is a formula."""
    is_text = _printable(path) == path
    # a text in a formula has at most 255 characters
    return path.translate(_IN_PERCENT) if is_text and len(path) < 250 else quote(os.fsencode(path))[:250]
