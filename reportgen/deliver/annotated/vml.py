"""The boxes that show comments: shapes of a legacy drawing (VML), one a comment, and where they stand on the sheet.

Takes the drawing's bytes and edits them as text: other programs write VML that no XML parser reads, and all of it that
is not ours must stay. A box is hidden until somebody points at its cell.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from reportgen.ooxml.elements import Element, child, is_true, whole
from reportgen.wording.cell_names import Spot

_NAMESPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
# A shape with all in it; a prefix may stand before every name, the same in both.
_SHAPE = re.compile(rb"<((?:\w+:)?)shape\b[^>]*>.*?</\1shape\s*>\s*", re.DOTALL)
_NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
_ROW, _COLUMN = (re.compile(rb"<(?:\w+:)?%s\s*>\s*(\d+)\s*</" % name) for name in (b"Row", b"Column"))
_ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor\s*>)[^<]*(</)")
# id="_x0000_s1025": the shape's number
_ID = re.compile(rb"""\bid\s*=\s*["'][^"']*?_s(\d+)["']""")
# <o:idmap v:ext="edit" data="1,2"/>: the blocks of numbers that the drawing uses
_MAP = re.compile(rb"""idmap\b[^>]*\bdata\s*=\s*["']([0-9, ]+)["']""")
_MEASURE = re.compile(r"[0-9]{1,5}(\.[0-9]*)?")
_END = re.compile(rb"</(?:\w+:)?xml\s*>\s*$")  # what comes last in the drawing

_WIDTH, _LINE, _MARGIN, _TALLEST = 330, 16, 14, 400  # pixels
_SIGNS = 50  # half-width characters in a line of that width
_DIGIT, _PADDING = 7, 5  # pixels of a digit in the default font, and beside a column's digits
_COLUMN_PIXELS, _ROW_PIXELS = 64, 20  # Excel's own where the sheet names none
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383  # counted from 0
_IDS = 1024  # the numbers of shapes come in blocks of so many


@dataclass(frozen=True, slots=True)
class Box:
    """A comment's cell, and where its box begins and ends: eight numbers, as the format counts them."""

    spot: Spot
    anchor: str


class Ground:
    """How wide the columns of a sheet are, and how high its rows, in pixels."""

    def __init__(self, sheet: Element) -> None:
        columns, layout, data = (child(sheet, name) for name in ("cols", "sheetFormatPr", "sheetData"))
        self._spans = tuple(_span(item) for item in columns) if columns is not None else ()
        self._column = _column_pixels(layout.get("defaultColWidth") if layout is not None else None)
        self._row = _row_pixels(layout.get("defaultRowHeight") if layout is not None else None) or _ROW_PIXELS
        rows = data if data is not None else ()
        # hidden rows as well, which have no height
        self._heights = {whole(row.get("r")) - 1: _height(row, self._row) for row in rows if _has_height(row)}

    def box(self, spot: Spot, text: str) -> Box:
        """A box beside the cell, as high as the text needs."""
        lines = sum(max(1, -(-_signs(line) // _SIGNS)) for line in text.split("\n"))  # rounded up
        # column and pixels in it, row and pixels in it
        left, top = (min(spot.column + 1, _LAST_COLUMN), 15), (max(spot.row - 1, 0), 4)
        right = _walked(left, _WIDTH, self._width_at, _LAST_COLUMN)
        bottom = _walked(top, min(lines * _LINE + _MARGIN, _TALLEST), self._height_at, _LAST_ROW)
        return Box(spot, ", ".join(str(number) for number in (*left, *top, *right, *bottom)))

    def _width_at(self, column: int) -> int:
        return next((pixels for first, last, pixels in self._spans if first <= column <= last), self._column)

    def _height_at(self, row: int) -> int:
        return self._heights.get(row, self._row)


def empty_drawing(others: Iterable[bytes]) -> bytes:
    """A drawing without shapes, numbered unlike all others of the workbook."""
    taken = [int(number) for other in others for found in _MAP.findall(other) for number in found.split(b",")]
    number = max(taken, default=0) + 1  # blocks are the workbook's, not the sheet's
    return (
        f"<xml{_NAMESPACES}>"
        f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/></o:shapelayout>'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
    ).encode()


def has_shapes(drawing: bytes) -> bool:
    """True while something is drawn."""
    return _SHAPE.search(drawing) is not None


def without(drawing: bytes, spots: Collection[Spot]) -> bytes:
    """The drawing without the boxes of these cells' comments."""
    return _SHAPE.sub(lambda match: b"" if _spot_of(match[0]) in spots else match[0], drawing)


def with_boxes(drawing: bytes, boxes: Sequence[Box]) -> bytes:
    """The drawing with these boxes: a cell that has one already gets it enlarged."""
    wanted = {box.spot: box for box in boxes}
    present = {spot for match in _SHAPE.finditer(drawing) if (spot := _spot_of(match[0])) is not None}
    enlarged = _SHAPE.sub(lambda match: _enlarged(match[0], wanted), drawing)
    end = _END.search(enlarged)
    place = end.start() if end else len(enlarged)
    first = _first_id(enlarged)
    new = [box for box in boxes if box.spot not in present]
    shapes = "".join(_shape(first + number, box) for number, box in enumerate(new))
    return enlarged[:place] + shapes.encode() + enlarged[place:]


def _enlarged(shape: bytes, wanted: dict[Spot, Box]) -> bytes:
    spot = _spot_of(shape)
    if spot is None or spot not in wanted:
        return shape
    return _ANCHOR.sub(rb"\g<1>" + wanted[spot].anchor.encode() + rb"\g<2>", shape)


def _shape(number: int, box: Box) -> str:
    """A box as Excel writes it. It names its namespaces itself, whatever the drawing calls them."""
    return (
        f'<v:shape{_NAMESPACES} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
        'margin-left:60pt;margin-top:2pt;width:248pt;height:60pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
        'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{box.anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{box.spot.row}</x:Row>"
        f"<x:Column>{box.spot.column}</x:Column></x:ClientData></v:shape>"
    )


def _first_id(drawing: bytes) -> int:
    """The first free number in the drawing's own block of numbers."""
    found = _MAP.search(drawing)
    start = int(found[1].split(b",")[0]) * _IDS if found else _IDS
    return max((int(number) for number in _ID.findall(drawing)), default=start) + 1


def _spot_of(shape: bytes) -> Spot | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if row is None or column is None or _NOTE.search(shape) is None:
        return None
    return Spot(int(row[1]), int(column[1]))


def _walked(start: tuple[int, int], distance: int, size: Callable[[int], int], last: int) -> tuple[int, int]:
    """The step and the pixels in it, so far from the start."""
    step, rest = start[0], start[1] + distance
    while step < last and rest >= size(step):
        rest -= size(step)
        step += 1
    return step, rest


def _span(column: Element) -> tuple[int, int, int]:
    pixels = 0 if is_true(column.get("hidden")) else _column_pixels(column.get("width"))  # hidden: no width
    return whole(column.get("min")) - 1, whole(column.get("max")) - 1, pixels


def _has_height(row: Element) -> bool:
    return row.get("r") is not None and (row.get("ht") is not None or row.get("hidden") is not None)


def _height(row: Element, usual: int) -> int:
    if is_true(row.get("hidden")):
        return 0
    return _row_pixels(row.get("ht"), usual)


def _column_pixels(width: str | None) -> int:
    return int(float(width) * _DIGIT + _PADDING) if width and _MEASURE.fullmatch(width) else _COLUMN_PIXELS


def _row_pixels(points: str | None, usual: int = _ROW_PIXELS) -> int:  # points to pixels
    return int(float(points) * 4 / 3) if points and _MEASURE.fullmatch(points) else usual


def _signs(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
