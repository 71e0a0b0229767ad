"""The cells of a worksheet's XML: found by their place, or put in at their place when nothing stands there yet.

Takes the sheet's root; gives cell elements, whose style alone is changed by others. Values, formulas and everything
else in the sheet are left as they are. Rows and columns count from 0.
"""

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from reportgen.ooxml.elements import Element, child, is_true, local, name_in, whole
from reportgen.wording.cell_names import Spot, first_spot

# What stands in a sheet before its comments' drawing (ECMA-376, CT_Worksheet).
_BEFORE_DRAWING = frozenset(
    {"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"}
    | {"protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"}
    | {"phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"}
    | {"pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"}
    | {"smartTags", "drawing"}
)


class Cells:
    """The cells of one sheet."""

    def __init__(self, sheet: Element, data: Element) -> None:
        self._sheet = sheet
        self._data = data
        self._rows = dict(_numbered(data, "row", _row_number))
        self._merged = tuple(_merged(sheet))

    def shown(self, place: Spot) -> Spot:
        """The cell that shows what is at that place: the first one of a merged area."""
        for first, last in self._merged:
            if first.row <= place.row <= last.row and first.column <= place.column <= last.column:
                return first
        return place

    def at(self, place: Spot) -> Element:
        """The cell there. A new one has the style of its row or column, as a spreadsheet gives it when one types."""
        row = self._rows.get(place.row)
        if row is None:
            row = _put_in(self._data, self._rows, place.row, etree.Element(name_in(self._sheet, "row")))
            row.set("r", str(place.row + 1))
            self._rows[place.row] = row
        cells = dict(_numbered(row, "c", _column_number))
        if place.column in cells:
            return cells[place.column]
        cell = _put_in(row, cells, place.column, etree.Element(name_in(self._sheet, "c"), r=place.name))
        if "spans" in row.attrib:  # a mere hint, and no longer true
            del row.attrib["spans"]
        # as Excel: the row's before the column's
        style = _style_of_row(row) or _style_of_column(self._sheet, place.column)
        if style is not None:
            cell.set("s", style)
        return cell

    def with_style(self, styles: frozenset[int]) -> Iterator[Element]:
        """The cells that have one of these styles."""
        wanted = {str(style) for style in styles}
        for row in self._rows.values():
            yield from (cell for cell in row if cell.get("s") in wanted)


def add_drawing(sheet: Element, office: str, relation_id: str) -> None:
    """Names the drawing that holds the boxes of the comments, at the place the format wants it."""
    drawing = etree.Element(name_in(sheet, "legacyDrawing"), nsmap={"r": office})
    drawing.set(f"{{{office}}}id", relation_id)
    before = [item for item in sheet if local(item) in _BEFORE_DRAWING]
    before[-1].addnext(drawing)  # sheetData is always there


def _numbered(parent: Element, wanted: str, number: Callable[[str], int | None]) -> Iterator[tuple[int, Element]]:
    """The rows of a sheet or the cells of a row with their numbers; one that has none follows the one before."""
    last = -1
    for item in parent:
        if local(item) == wanted:
            found = number(item.get("r", ""))
            last = last + 1 if found is None else found
            yield last, item


def _row_number(reference: str) -> int | None:
    number = whole(reference)
    return number - 1 if number else None


def _column_number(reference: str) -> int | None:
    found = first_spot(reference)
    return None if found is None else found.column


def _put_in(parent: Element, present: Mapping[int, Element], number: int, new: Element) -> Element:
    """Puts a row or cell before the first that comes after it."""
    following = min((other for other in present if other > number), default=None)
    if following is None:
        parent.append(new)
    else:
        present[following].addprevious(new)
    return new


def _style_of_row(row: Element) -> str | None:
    return row.get("s") if is_true(row.get("customFormat")) else None  # without the mark a row's style means nothing


def _style_of_column(sheet: Element, column: int) -> str | None:
    columns = child(sheet, "cols")
    for item in columns if columns is not None else ():
        if whole(item.get("min")) <= column + 1 <= whole(item.get("max")):
            return item.get("style")
    return None


def _merged(sheet: Element) -> Iterator[tuple[Spot, Spot]]:
    areas = child(sheet, "mergeCells")
    for item in areas if areas is not None else ():
        first, _, last = item.get("ref", "").partition(":")
        corners = first_spot(first), first_spot(last)
        if corners[0] is not None and corners[1] is not None:
            yield corners[0], corners[1]
