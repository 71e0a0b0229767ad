"""The figures of the tables in their printed form, by row tag and column.

Takes a report and its pack; gives the cells, and one finding when some would be printed blank. Laying the tables out
is left to the Word template, finding each blank to `checks`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.compose.placeholders import UNFILLED, UNREAD
from reportgen.findings import Fact, Finding, finding_of
from reportgen.model import BLANK, DASH, NOT_APPLICABLE, Figure, FigureKey, ReportData
from reportgen.packs import Pack
from reportgen.wording import plain


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row's tag and its cells: column code, address, and whether it is open."""

    tag: str
    cells: tuple[tuple[str, FigureKey, bool], ...]


def rows(pack: Pack) -> tuple[TableRow, ...]:
    """Every row of the pack that holds figures."""
    return tuple(
        TableRow(items[0].row.tag, tuple((item.column.code, item.key, item.is_open) for item in items))
        for items in pack.fields_of_row.values()
    )


def cells(table_rows: Sequence[TableRow], data: ReportData) -> Mapping[str, Mapping[str, str]]:
    """What is printed in each cell."""
    figures = data.figures
    return {
        row.tag: {column: printed(figures.get(key, BLANK), is_open=is_open) for column, key, is_open in row.cells}
        for row in table_rows
    }


def printed(figure: Figure, *, is_open: bool = True) -> str:
    """A figure as the table prints it: what was typed where that is more than a number, a mark for a blank."""
    if figure.unread:
        return UNREAD
    if figure.raw is not None:
        return figure.raw
    value = figure.value
    if value is None:
        return UNFILLED if is_open else DASH
    return DASH if value is NOT_APPLICABLE else plain(value)


def blanks(table_rows: Sequence[TableRow], data: ReportData) -> Iterator[Finding]:
    """One finding for all cells that would be printed without a figure, at the first of them."""
    missing = [
        key
        for row in table_rows
        for _, key, is_open in row.cells
        if is_open and data.figure(key).value is None and (data.figure(key).raw is None or data.figure(key).unread)
    ]
    if missing:
        facts: dict[str, Fact] = {"count": len(missing), "figure": missing[0]}
        location = data.figure(missing[0]).location
        yield finding_of("W101", location, **facts)
