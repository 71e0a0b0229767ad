"""The table of one row: figures of several rows of the form side by side, under several levels of headings.

Takes a printed table or the tokens of a flattened one; gives the cells by row and column of the form. Which cells are
there is left to `tables.py`, from which it takes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.findings import Location
from reportgen.model import FigureKey, figure_key
from reportgen.packs import Column, Row, Table
from reportgen.sources.published.blocks import PublishedCell, PublishedTable
from reportgen.sources.published.form_words import column_key, is_value
from reportgen.sources.published.likeness import bare


@dataclass(frozen=True, slots=True)
class FigureText:
    """The text of a cell that should hold a figure, and where it stood."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the form that the report prints: with which words, where, and its cells as far as they are there."""

    row: Row
    label: str
    location: Location
    cells: tuple[FigureText, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A cell of a flattened table. An explicit empty one stands for an empty cell."""

    text: str
    location: Location
    block: int

    @property
    def is_value(self) -> bool:
        """True for a figure."""
        return is_value(self.text)


def read_strip(
    table: PublishedTable, form_table: Table, entries: dict[FigureKey, FigureText], found: dict[str, Found]
) -> bool:
    """A table of one row of figures under several levels of headings; False when this is none."""
    official = [row for part in form_table.parts for row in part.rows]
    columns = form_table.parts[0].columns
    names = {column_key(column.label): column for column in columns}
    rows = table.rows()
    named = [cell for cell in table.cells if column_key(cell.text) in names]
    for r in range(len(rows) - 1):
        # a heading may be merged over several rows
        heads = sorted((c for c in named if c.row <= r < c.row + c.row_span), key=lambda cell: cell.column)
        if len(heads) != len(official) * len(columns):  # as many as the strip has columns, or it is another table
            continue
        # a blank row may come between
        figures = next((row for row in rows[r + 1 :] if any(cell.text for cell in row)), rows[r + 1])
        for position, head in enumerate(heads):
            row = _group_above(table.cells, head, official) or _by_order(official, position, len(columns))
            cell = next((item for item in figures if item.covers(head.column)), None)
            if row is not None and cell is not None:
                entry = FigureText(cell.text, cell.location)
                _enter(row, names[column_key(head.text)], entry, head.location, entries, found)
        return True
    tokens = [Token(cell.text, cell.location, 0) for cell in table.cells]
    return bool(read_flat_strip(tokens, form_table, entries, found))  # the spans of the headings are lost


def _by_order(rows: Sequence[Row], position: int, columns: int) -> Row | None:
    return rows[position // columns] if position // columns < len(rows) else None


def _group_above(cells: Sequence[PublishedCell], head: PublishedCell, official: Sequence[Row]) -> Row | None:
    """The row of the form that is named over a column heading, the nearest name first."""
    for cell in reversed(cells):
        if cell.row < head.row and cell.covers(head.column):
            for item in official:
                if bare(cell.text) in (bare(item.printed), bare(item.label)):
                    return item
    return None


def _enter(
    row: Row,
    column: Column,
    entry: FigureText,
    place: Location,
    entries: dict[FigureKey, FigureText],
    found: dict[str, Found],
) -> None:
    entries[figure_key(row.code, column.code)] = entry
    before = found.get(row.code)
    cells = (*before.cells, entry) if before else (entry,)
    found[row.code] = Found(row, row.printed, place, cells, True)


def read_flat_strip(
    tokens: Sequence[Token], form_table: Table, entries: dict[FigureKey, FigureText], found: dict[str, Found]
) -> set[int]:
    """As `read_strip`, flattened: all headings, then all figures. Gives the tokens it took."""
    rows = [row for part in form_table.parts for row in part.rows]
    columns = form_table.parts[0].columns
    names = {column_key(column.label) for column in columns}
    groups = {bare(text) for row in rows for text in (row.printed, row.label, row.group)}
    heads = _flat_heads(tokens, names, groups, len(rows) * len(columns))
    if not heads:
        return set()
    first = end = heads[-1] + 1
    while end < len(tokens) and (tokens[end].is_value or not tokens[end].text):
        end += 1
    cells = list(tokens[first:end])
    size = len(rows) * len(columns)
    # a place for every figure, and no figure without one
    is_complete = len(cells) >= size >= sum(bool(token.text) for token in cells)
    for index, row in enumerate(rows):
        # not to be told apart: each row is told with all that was read
        own = cells[index * len(columns) : (index + 1) * len(columns)] if is_complete else cells
        got = tuple(FigureText(token.text, token.location) for token in own)
        found[row.code] = Found(row, row.printed, tokens[heads[0]].location, got, is_complete)
        if is_complete:
            entries.update(
                {figure_key(row.code, column.code): entry for column, entry in zip(columns, got, strict=True)}
            )
    return set(range(heads[0], end))


def _flat_heads(tokens: Sequence[Token], names: set[str], groups: set[str], size: int) -> list[int]:
    """The run of tokens that are the strip's column headings and the names above them; empty when there is none."""
    run: list[int] = []
    count = 0
    for i, token in enumerate(tokens):
        if not token.text:  # an empty cell between headings breaks nothing
            continue
        is_name = column_key(token.text) in names
        if is_name or bare(token.text) in groups:
            run.append(i)
            count += is_name
            if count == size:
                return run
        else:
            run, count = [], 0  # another word: it was no run of headings
    return []
