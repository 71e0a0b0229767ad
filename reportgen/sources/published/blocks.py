"""What a finished report is made of, whatever file it came in: paragraphs and tables, in reading order, with places.

The readers of .docx, .html and .txt give these; what they mean is left to `head.py`, `sections.py` and
`tables.py`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from reportgen.findings import NOWHERE, Location

Kind = Literal["body", "header", "footer", "footnote", "comment"]
_LONG = 150  # characters; longer than any label of the forms


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or line; `cells` are the pieces of a line that stood in a flattened table, split at | or tab."""

    text: str
    location: Location
    kind: Kind = "body"
    cells: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """A cell of a table. Rows and columns count from 0 in the grid; a merged cell stands once, with its spans."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    location: Location

    def covers(self, column: int) -> bool:
        """True when the cell lies over that column of the grid."""
        return self.column <= column < self.column + self.column_span


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A printed table: its cells in reading order, merged ones once."""

    number: int
    cells: tuple[PublishedCell, ...]
    location: Location

    def rows(self) -> list[list[PublishedCell]]:
        """The cells by the row they begin in."""
        found: list[list[PublishedCell]] = [[] for _ in range(max((cell.row for cell in self.cells), default=-1) + 1)]
        for cell in self.cells:
            found[cell.row].append(cell)
        return found


Block = Paragraph | PublishedTable


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as a file gives it: its text and what it spans, before the grid is resolved."""

    text: str
    column_span: int = 1
    row_span: int = 1
    location: Location = NOWHERE


def resolved(rows: Iterable[Iterable[RawCell]], number: int, location: Location) -> PublishedTable:
    """The grid of an HTML-like table: a cell moves right past the columns that cells from above still cover."""
    taken: dict[int, int] = {}  # column -> first row that is free again
    cells: list[PublishedCell] = []
    for r, row in enumerate(rows):
        column = 0
        for raw in row:
            while taken.get(column, 0) > r:  # a row_span from above may still cover it
                column += 1
            cells.append(PublishedCell(raw.text, r, column, raw.row_span, raw.column_span, raw.location))
            for covered in range(column, column + raw.column_span):
                taken[covered] = r + raw.row_span
            column += raw.column_span
    return PublishedTable(number, tuple(cells), location)


def without_layout(table: PublishedTable) -> Iterator[Block]:
    """The table, or its text as paragraphs where it only lays out a page: one column, or mostly long text."""
    if not _is_layout(table):
        yield table
        return
    for cell in table.cells:
        for line in cell.text.split("\n"):
            if line.strip():
                yield Paragraph(line.strip(), cell.location)


def _is_layout(table: PublishedTable) -> bool:
    columns = max((cell.column + cell.column_span for cell in table.cells), default=0)
    if columns <= 1 or len(table.cells) <= 2:  # one column, or a frame of two cells
        return True
    total = sum(len(cell.text) for cell in table.cells)
    long = sum(len(cell.text) for cell in table.cells if len(cell.text) > _LONG)
    # Three fifths of the text in long cells, and fewer cells than a table of figures has.
    return long * 5 > total * 3 and len(table.cells) < 24
