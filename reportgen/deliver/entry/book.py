"""The entry workbook while it is written: what goes into it, and how a cell of any kind is put down.

The sheets (`text_sheets.py`, `table_sheet.py`, `checks_sheet.py`) write through it; what stands on them is theirs.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from reportgen.deliver.entry.formulas import BAD, GOOD, UNCLEAR, UNFINISHED, Computed, Content, Relations
from reportgen.deliver.entry.styles import Styles
from reportgen.errors import DeliveryError
from reportgen.model import DASH, NOT_APPLICABLE, Figure, PreviousYear, ReportData
from reportgen.packs import Field, Pack, dated
from reportgen.packs.workbook_layout import Layout, layout

LINE_HEIGHT = 16.5
_PROTECTION = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
_A4 = 9  # the format's number for that paper
_LONGEST_CELL = 32_767  # Excel's limit
_EXACT_DIGITS = 15  # what a spreadsheet keeps of a number


def cell_content(figure: Figure, field: Field) -> Content:
    """What a cell shows: a number, `-`, the text it was read from, or nothing."""
    if figure.raw is not None:
        return figure.raw
    if figure.value is None:
        return None if field.is_open else DASH
    if figure.value is NOT_APPLICABLE:
        return DASH
    if field.measure == "amount_with_unit" and figure.value != 0:
        return f"{figure.value:f}元"
    return figure.value


class EntryBook:
    """One workbook: the pack and year it is for, what is entered, and XlsxWriter's book."""

    def __init__(self, book: Any, pack: Pack, year: int, data: ReportData, previous: PreviousYear | None) -> None:
        self.book = book
        self.pack = pack
        self.year = year
        self.data = replace(data, year=year)
        self.previous = previous
        self.layout: Layout = layout(pack)
        self.style = Styles(book)
        self.contents = {key: cell_content(data.figure(key), field) for key, field in pack.fields.items()}
        before = previous.figures if previous else {}
        self.before = {key: cell_content(item, pack.fields[key]) for key, item in before.items() if key in pack.fields}
        self.relations = Relations(self.layout, self.contents, self.before if previous else None)
        # reversed, so that of columns with one code the first counts
        self.column_labels = {
            field.column.code: dated(field.column.label, year) for field in reversed(list(pack.fields.values()))
        }

    def finish(self, sheet: Any, *, landscape: bool, repeat: int | None = None) -> None:
        """Protection and print setup, the same for every sheet; `repeat` is the line printed on every page."""
        sheet.protect("", _PROTECTION)  # without a password: against slips, not against the clerk
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)  # one page wide, as long as it takes
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&C&9第 &P 页，共 &N 页&R&9&A")
        sheet.hide_gridlines(2)  # 2: on the screen too
        if landscape:
            sheet.set_landscape()
        if repeat is not None:
            sheet.repeat_rows(repeat)

    def title(self, sheet: Any, text: str, subtitle: str) -> None:
        """The two lines every sheet begins with."""
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, text, self.style("title"))
        sheet.write_string(1, 0, subtitle, self.style("subtitle"))

    def headings(self, sheet: Any, row: int, texts: Sequence[str]) -> None:
        """A line of headings from the first column on."""
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, self.style("heading"))

    def put(self, sheet: Any, row: int, column: int, content: Content, style: Any) -> None:
        """A number, a text or nothing. A number that a spreadsheet would round is written as text."""
        if content is None:
            sheet.write_blank(row, column, None, style)
        elif isinstance(content, str):
            self.text(sheet, row, column, content, style)
        elif len(content.as_tuple().digits) <= _EXACT_DIGITS:
            sheet.write_number(row, column, float(content), style)
        else:
            self.text(sheet, row, column, f"{content:f}", style)

    def text(self, sheet: Any, row: int, column: int, text: str, style: Any) -> None:
        """A text; an empty one is an empty cell. Raises DeliveryError (D107) when it does not fit."""
        if len(text) > _LONGEST_CELL:
            raise DeliveryError.of("D107", field=sheet.get_name(), found=len(text), most=_LONGEST_CELL)
        if text:
            sheet.write_string(row, column, text, style)
        else:
            sheet.write_blank(row, column, None, style)

    def computed(self, sheet: Any, row: int, column: int, item: Computed, style: Any) -> None:
        """A formula with the value it has now, or a plain text."""
        if not item.formula.startswith("="):
            self.text(sheet, row, column, item.formula, style)
            return
        value = float(item.value) if isinstance(item.value, Decimal) else item.value
        sheet.write_formula(row, column, item.formula, style, value)

    def colour_marks(self, sheet: Any, area: tuple[int, int, int, int]) -> None:
        """✓ green, ✗ red, and what is unclear or unfinished in between."""
        for words, style in ((BAD, "bad"), (UNCLEAR, "doubt"), (UNFINISHED, "doubt"), (GOOD, "good")):
            rule = {"type": "text", "criteria": "containing", "value": words, "format": self.style(style)}
            sheet.conditional_format(*area, rule)


def told(title: str, text: str) -> dict[str, str]:
    """What is shown beside a cell when it is entered, cut to what a spreadsheet takes."""
    return {"input_title": title[:32], "input_message": text[:255]}  # Excel's limits


def asked(title: str, text: str) -> dict[str, str]:
    """The same, shown again when something else is typed; the clerk may insist."""
    return {**told(title, text), "error_title": "请核对", "error_message": text[:255], "error_type": "warning"}


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width, in half-width characters."""
    return sum(max(1, -int(-_width(line) // width)) for line in text.split("\n")) if text else 1


def height(lines: int, margin: float = 3) -> float:
    """The height of a row of so many lines; a spreadsheet takes at most 409 points."""
    return min(LINE_HEIGHT * lines + margin, 400)


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)  # a Chinese sign is as wide as two
