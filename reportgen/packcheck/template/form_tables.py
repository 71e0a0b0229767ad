"""The statistics tables of a template held against the form: each figure in its row and under its column.

Takes the tables and tags of the body and the pack; gives faults. A table is read as it is printed: a figure's row is
named in the cells left of it (or, where the form prints rows side by side, above it), its column by the next words
above it. Tables without figures are left alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from reportgen.packcheck.template.fault import Fault, fault, fault_at
from reportgen.packcheck.template.names import figure_name
from reportgen.packcheck.template.places import WordCell, WordRow, WordTable
from reportgen.packcheck.template.references import ReadStory
from reportgen.packcheck.template.tags import KnownTag
from reportgen.packs import Field, Pack
from reportgen.wording.signs import half_width, straight_quotes

_TAG = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_CELLS = re.compile(r"\{[%#]tc\s|\{%\s*(?:hm|colspan)\b")  # whose number of cells is known when it is filled
_FILLER = re.compile(r"[-－—─/／\s]*")  # what stands in a cell without words: —, ／
_IGNORED = re.compile(r"[\s　\u200b\ufeff]+")


def wrong(stories: Sequence[ReadStory], pack: Pack) -> Iterator[Fault]:
    """Grids that do not add up, figures in the wrong row or column, rows whose words differ or are missing."""
    body = next((item for item in stories if item.story.kind == "body"), None)
    if body is None:
        return
    by_name = {figure_name(item): item for item in pack.fields.values()}
    placed = _placed(body, by_name)
    printed: set[str] = set()
    for table in body.story.tables:
        tags = placed.get(table.number, [])
        yield from _grid(table, holds_figures=bool(tags))
        printed |= {folded(cell.text) for row in table.rows for cell in row.cells}
        for tag, item in tags:
            yield from _misplaced(tag, item, table, pack)
        yield from _out_of_order(tags, pack)
    if placed:
        yield from _unlabelled(pack, printed)


def folded(text: str) -> str:
    """A label without blanks, in half-width signs, and with the tags of years written as the form has them."""
    return straight_quotes(half_width(_IGNORED.sub("", _TAG.sub(r"{\1}", text))))


def _placed(body: ReadStory, by_name: Mapping[str, Field]) -> dict[int, list[tuple[KnownTag, Field]]]:
    """The figures that stand in each table."""
    found: dict[int, list[tuple[KnownTag, Field]]] = {}
    for tag in body.tags:
        for name in tag.names if tag.verb == "print" and tag.is_plain else ():
            if name in by_name and tag.line.cell is not None:
                found.setdefault(tag.line.cell.table, []).append((tag, by_name[name]))
    return found


def _grid(table: WordTable, *, holds_figures: bool) -> Iterator[Fault]:
    """Every row is as wide as the grid; merged cells go on under a cell as wide; no cell of the form is left empty."""
    above: dict[int, WordCell] = {}
    for number, row in enumerate(table.rows, 1):
        if any(_CELLS.search(cell.text) for cell in row.cells):  # how wide the row is, shows when it is filled
            above = {}
            continue  # merges through such a row cannot be followed
        if row.width != table.columns:
            yield _row_fault("P223", table, number, row, expected=table.columns, found=row.width)
        for index, cell in enumerate(row.cells, 1):
            place = f"{table.name} 第{number}行第{index}列"
            upper = above.get(cell.start)
            # a cell that goes on must have one above, as wide
            if cell.merge == "continue" and (upper is None or not upper.merge or upper.span != cell.span):
                yield fault_at("P230", table.part, place, cell.element, table=table.number)
            elif holds_figures and not cell.merge and not cell.text.strip() and row.width == table.columns:
                yield fault_at("P231", table.part, place, cell.element, table=table.number)
        above = {cell.start: cell for cell in row.cells}


def _row_fault(code: str, table: WordTable, number: int, row: WordRow, *, expected: int, found: int) -> Fault:
    place = f"{table.name} 第{number}行"
    return fault_at(
        code,
        table.part,
        place,
        row.element,
        table=table.number,
        expected=expected,
        found=found,
        difference=abs(expected - found),
    )


def _misplaced(tag: KnownTag, item: Field, table: WordTable, pack: Pack) -> Iterator[Fault]:
    cell = tag.line.cell
    if cell is None:
        return
    left = _left(table, cell.row, cell.start)
    above = _above(table, cell.row, cell.start)
    if folded(item.row.printed) not in {*left, *above}:
        yield _wrong_row(tag, item, left, pack)
    elif not above or folded(item.column.label) != above[0]:
        found = above[0] if above else ""
        other = next((one for one in _columns(item, pack) if folded(one.column.label) == found), None)
        nearest = f"{{{{ {figure_name(other)} }}}}" if other else ""
        code = "P225" if other else "P226"
        yield fault(
            code, tag.line, start=tag.start, tag=tag.source, expected=item.column.label, found=found, nearest=nearest
        )


def _wrong_row(tag: KnownTag, item: Field, left: Sequence[str], pack: Pack) -> Fault:
    """The tag stands beside the words of another row (P224), or the row's words differ from the form's (P226)."""
    rows = {folded(row.printed): row for row in pack.rows.values()}
    other = next((rows[text] for text in reversed(left) if text in rows), None)
    found = next((text for text in reversed(left) if not _FILLER.fullmatch(text) and text != item.row.unit), "")
    if other is None:
        return fault(
            "P226", tag.line, start=tag.start, tag=tag.source, expected=item.row.printed, found=found, nearest=""
        )
    columns = [one.column.code for one in pack.fields_of_row.get(other.code, ())]
    column = item.column.code if item.column.code in columns else next(iter(columns), "")
    right = f"{{{{ {other.tag}.{column} }}}}" if column else "—"
    return fault(
        "P224",
        tag.line,
        start=tag.start,
        tag=tag.source,
        expected=item.row.printed,
        found=other.printed,
        nearest=right,
    )


def _columns(item: Field, pack: Pack) -> Sequence[Field]:
    return pack.fields_of_row.get(item.row.code, ())


def _left(table: WordTable, row: int, start: int) -> list[str]:
    """The words in the cells left of that one, merged cells with the words of their top."""
    found = []
    for cell in table.rows[row - 1].cells:
        if cell.start >= start:
            break
        text = _words(table, row - 1, cell)
        if text:
            found.append(folded(text))
    return found


def _above(table: WordTable, row: int, start: int) -> list[str]:
    """The words above that cell, the nearest first."""
    found = []
    for upper in reversed(table.rows[: row - 1]):
        cell = next((one for one in upper.cells if one.start <= start < one.start + one.span), None)
        if cell is not None and cell.merge != "continue" and _is_label(cell.text):
            found.append(folded(cell.text))
    return found


def _words(table: WordTable, row: int, cell: WordCell) -> str:
    while cell.merge == "continue" and row > 0:
        row -= 1
        upper = next((one for one in table.rows[row].cells if one.start == cell.start), None)
        if upper is None:
            return ""
        cell = upper
    return cell.text if _is_label(cell.text) else ""


def _is_label(text: str) -> bool:
    """False for figures, other tags, fillers and nothing."""
    without = _TAG.sub("", text)
    return (
        not any(brace in without for brace in "{}｛｝")  # a tag, or what was meant to be one
        and _FILLER.fullmatch(without) is None
        and not without.strip().isdigit()
    )


def _out_of_order(tags: Sequence[tuple[KnownTag, Field]], pack: Pack) -> Iterator[Fault]:
    """A row that stands above one the form prints earlier."""
    positions = {code: index for index, code in enumerate(pack.rows)}
    highest = -1
    reported: set[str] = set()
    for tag, item in tags:
        position = positions[item.row.code]
        if position < highest and item.row.code not in reported:
            before = list(positions)[highest]
            reported.add(item.row.code)
            yield fault(
                "P232",
                tag.line,
                start=tag.start,
                tag=tag.source,
                row=item.row.printed,
                before=pack.rows[before].printed,
            )
        highest = max(highest, position)


def _unlabelled(pack: Pack, printed: set[str]) -> Iterator[Fault]:
    """Heading rows of the form that the template does not print; rows with figures are told by their tags."""
    for row in pack.rows.values():
        is_heading = row.code not in pack.fields_of_row
        is_drawn = any(child.parent == row.code for child in pack.rows.values())
        if is_heading and is_drawn and folded(row.printed) not in printed:
            yield fault_at("P233", "", "正文", name=row.printed, row=row.code)
