"""A worksheet's XML, looked at directly: how far its cells reach, and which ones a fast reader would show as empty.

Takes the part's bytes, checked for entities before. Cheap regular expressions say whether there is anything to see;
only then the part is parsed. Values are left to the reader.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from reportgen.sources.sheet import Unread
from reportgen.wording.cell_names import cell_name, spot_named

# A reference beyond row 9,999 or column ZZ, as every program writes it; or signs that one may be written otherwise.
_FAR = re.compile(  # a letter first: it is sought fast
    rb'r(?<![A-Za-z:]r)(?:="(?![A-Za-z]{0,2}[0-9]{1,4}")|=(?!")|\s+=)'
)
# Behind the cells stand formats and validations, with references as far as the sheet may reach.
_END_OF_CELLS = b"</sheetData>"
# An error, or a formula without a value. An empty text is a value, and says t="str".
_UNREAD = re.compile(
    rb"""<(?:\w+:)?c\b(?:[^>]*\bt\s*=\s*["']e["']"""
    rb"""|(?![^>]*\bt\s*=\s*["']str["'])[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)"""
    rb"""\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>)"""
)


@dataclass(frozen=True, slots=True)
class Extent:
    """How many rows and columns the grid needs that holds every cell with something in it."""

    rows: int
    columns: int

    @property
    def last_cell(self) -> str:
        """The grid's far corner."""
        return cell_name(max(self.rows, 1) - 1, max(self.columns, 1) - 1)


def may_reach_far(part: bytes) -> bool:
    """True when some reference is so far out that the cells must be looked at one by one."""
    return _FAR.search(part, 0, _end_of_cells(part)) is not None


def _end_of_cells(part: bytes) -> int:
    """Where the cells end for sure: often half of the part is what may be typed into them."""
    end = part.rfind(_END_OF_CELLS)
    # not taken at its word where a second one follows
    return len(part) if end < 0 or b"sheetData" in part[end + len(_END_OF_CELLS) :] else end


def extent(part: bytes) -> Extent | None:
    """How far the cells with content reach; None for broken XML."""
    cells = _Cells()
    if not _parse(part, cells):
        return None
    return Extent(cells.last_row + 1, cells.last_column + 1)


def unread(part: bytes) -> Mapping[tuple[int, int], Unread]:
    """The cells, by row and column from 0, that hold an error or a formula without a value."""
    if _UNREAD.search(part) is None:
        return {}
    cells = _Cells()
    _parse(part, cells)
    return cells.unread


@dataclass(slots=True)
class _Cells:
    """Follows the cells of a sheet: where they stand, and what each holds."""

    row: int = -1
    column: int = -1
    last_row: int = -1
    last_column: int = -1
    kind: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    inside: str = ""
    unread: dict[tuple[int, int], Unread] = field(default_factory=dict)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            # rows and cells may leave out their place: then it is the next
            self.row = int(attributes["r"]) - 1 if attributes.get("r", "").isdigit() else self.row + 1
            self.column = -1
        elif name == "c":
            self._start_cell(attributes)
        elif name in ("v", "f", "is"):
            self.inside = name  # is: a text that stands in the cell itself
            self.texts.setdefault(name, "")

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = spot_named(attributes.get("r", ""))
        if place is not None:
            self.row, self.column = place.row, place.column
        else:
            self.column += 1
        self.kind = attributes.get("t", "")
        self.texts = {}

    def text(self, data: str) -> None:
        if self.inside:
            self.texts[self.inside] += data

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in ("v", "f", "is"):
            self.inside = ""
        elif name == "c" and self.texts:
            self._end_cell()

    def _end_cell(self) -> None:
        self.last_row = max(self.last_row, self.row)
        self.last_column = max(self.last_column, self.column)
        value = self.texts.get("v", "")
        if self.kind == "e":  # an error shows its sign in v
            self.unread[self.row, self.column] = Unread(self.texts.get("f", ""), value or "#ERROR")
        elif "f" in self.texts and not value and self.kind != "str":  # str: an empty text is a value
            # of a shared formula only the first cell holds the words
            self.unread[self.row, self.column] = Unread(self.texts["f"] or "…")


def _parse(part: bytes, cells: _Cells) -> bool:
    parser = ParserCreate()
    parser.buffer_text = True  # or a long text comes in pieces
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    return _fed(parser.Parse, part)


def _fed(parse: Callable[[bytes, bool], int], part: bytes) -> bool:
    try:
        parse(part, True)
    except ExpatError:
        return False
    return True
