"""An OpenDocument spreadsheet's content, looked at directly: how far the cells of each table reach.

Takes content.xml, checked for entities before. In this format a cell or row may stand for thousands by one attribute,
so that a small file may hold a grid that fills the memory; the preflight refuses it by what is found here.
"""

from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from reportgen.sources.workbook.sheet_xml import Extent

_CELLS = ("table-cell", "covered-table-cell")


def extents(part: bytes) -> list[Extent] | None:
    """The extent of each table; None for broken XML."""
    tables = _Tables()
    parser = ParserCreate()
    parser.StartElementHandler = tables.start
    parser.EndElementHandler = tables.end
    try:
        parser.Parse(part, True)
    except ExpatError:
        return None
    return tables.found


@dataclass(slots=True)
class _Tables:
    """Follows the rows and cells of each table, counting repeated ones."""

    found: list[Extent] = field(default_factory=list)
    row: int = 0
    column: int = 0
    row_repeat: int = 1
    cell_repeat: int = 1
    row_is_filled: bool = False
    rows: int = 0
    columns: int = 0
    depth_in_cell: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "table" and not self.depth_in_cell:  # a cell may hold a table of its own, which is no sheet
            self.row = self.rows = self.columns = 0
        elif name == "table-row" and not self.depth_in_cell:
            self.column, self.row_is_filled = 0, False
            # `table:number-columns-repeated="16384"` ends most rows, with empty cells; rows repeat as well.
            self.row_repeat = _repeat(attributes, "table:number-rows-repeated")
        elif name in _CELLS:
            self.depth_in_cell += 1
            self.cell_repeat = _repeat(attributes, "table:number-columns-repeated")
            # a formula without a value is something too
            self._seen(filled="office:value-type" in attributes or "table:formula" in attributes)
        elif self.depth_in_cell and name == "p":  # a text without type
            self._seen(filled=True)

    def _seen(self, *, filled: bool) -> None:
        if filled:
            self.row_is_filled = True
            self.columns = max(self.columns, self.column + self.cell_repeat)

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in _CELLS:
            self.depth_in_cell -= 1
            self.column += self.cell_repeat  # an empty repeated cell moves on, but reaches nowhere
        elif name == "table-row" and not self.depth_in_cell:
            if self.row_is_filled:
                self.rows = self.row + self.row_repeat
            self.row += self.row_repeat
        elif name == "table" and not self.depth_in_cell:
            self.found.append(Extent(self.rows, self.columns))


def _repeat(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    # what is no number reaches too far, and is refused
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1 if text == "1" else 10**9
