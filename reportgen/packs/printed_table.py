"""Official tables as grids of cells: which cell stands where, how far it spans, what is printed in it.

Takes a table of a form, gives its grids, merged cells and all, one tag a figure. A layout is a function here, by the
name the form gives it. How a cell becomes Word is left to `first_report.py`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import lcm
from typing import Literal

from reportgen.packs import Column, Part, Row, Table
from reportgen.wording.placeholders import filled, of_year

TEXT_WIDTH = 8845  # twips: 156 mm
NO_FIGURE = "——"  # where a heading row has no figure
Kind = Literal["header", "label", "centred", "figure"]
Merge = Literal["", "first", "more"]
Cells = tuple["PrintedCell", ...]


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell. `merge` is its part in a cell merged downwards; `depth` how far a label is indented.

    A `figure` holds one tag, `centred` is fixed text that stands like a figure.
    """

    text: str
    kind: Kind = "label"
    span: int = 1
    merge: Merge = ""
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One printed table: column widths in twips, rows of cells, how many rows repeat on each page.

    `small` is set in 五号 instead of 小四; `joined` are the rows that stay on one page with the row below.
    """

    title: str
    widths: tuple[int, ...]
    rows: tuple[Cells, ...]
    header_rows: int
    small: bool = False
    joined: frozenset[int] = frozenset()


def grids(table: Table) -> tuple[Grid, ...]:
    """The table as it is printed. Raises KeyError for a layout that nobody draws."""
    return _LAYOUTS[table.layout](table)


def dated_tags(label: str) -> str:
    """A label with tags in place of its years: {year}年发生数 becomes {{ year }}年发生数."""
    return filled(label, {name: f"{{{{ {name} }}}}" for name in of_year(0)})


def _groups(table: Table) -> tuple[Grid, ...]:
    return tuple(_group_grid(table, part) for part in table.parts)


def _group_grid(table: Table, part: Part) -> Grid:
    group = 1500  # 公开的及时性 in one line, so that no page break cuts it
    figures = [_width_of(column.label) for column in part.columns]
    rows: list[Cells] = [(_head(table.label_header, span=2), *(_head(column.label) for column in part.columns))]
    for name, members in groupby(part.rows, key=lambda row: row.group):
        for index, row in enumerate(members):
            side = PrintedCell(name, "centred", merge="more" if index else "first")
            rows.append((side, PrintedCell(dated_tags(row.printed)), *_figures(row, part.columns)))
    return Grid(
        title=part.title,
        widths=(group, TEXT_WIDTH - group - sum(figures), *figures),
        rows=_single_merges_undone(rows),
        header_rows=1,
        joined=frozenset([0]),  # the head goes with the first row, never alone at the foot of a page
    )


def _width_of(label: str) -> int:
    """As wide as its heading in 小四, and wide enough for a figure."""
    # In 小四, 12 points: 240 twips a character, 120 half a one, and the cell's margins.
    characters = sum(2 if character > "\u00ff" else 1 for character in label.replace("{year}", "2012"))
    return max(1300, 120 * characters + 270)


def _list(table: Table) -> tuple[Grid, ...]:
    columns = table.parts[0].columns
    depths = _depths(table.rows)
    rows = [(_head(table.label_header), _head(table.unit_header), *(_head(column.label) for column in columns))]
    for row in table.rows:
        label = PrintedCell(dated_tags(row.printed), depth=depths[row.code])
        figures = [PrintedCell(NO_FIGURE, "centred") for _ in columns] if row.header else _figures(row, columns)
        rows.append((label, PrintedCell(row.unit, "centred"), *figures))
    unit, figure = 1100, 1700
    widths = (TEXT_WIDTH - unit - figure * len(columns), unit, *[figure] * len(columns))
    # a heading goes with the row below it
    joined = frozenset([0, *(number for number, row in enumerate(table.rows, 1) if row.header)])
    return (Grid(title=table.title, widths=widths, rows=tuple(rows), header_rows=1, joined=joined),)


def _blocks(table: Table) -> tuple[Grid, ...]:
    # the blocks stand in one grid: so fine that the columns of each take whole units of it
    units = lcm(*(len(part.columns) for part in table.parts))
    rows: list[Cells] = []
    for part in table.parts:
        span = units // len(part.columns)
        rows.append((_head(part.title, span=units + 1),))  # units + 1: the column of labels too
        rows.append((_head(table.label_header), *(_head(column.label, span=span) for column in part.columns)))
        for row in part.rows:
            figures = (PrintedCell(cell.text, cell.kind, span) for cell in _figures(row, part.columns))
            rows.append((PrintedCell(dated_tags(row.printed), "centred"), *figures))
    # 2500 twips at least for the labels; the rest of the division goes to them as well
    unit = (TEXT_WIDTH - 2500) // units
    widths = (TEXT_WIDTH - unit * units, *[unit] * units)
    return (Grid(title=table.title, widths=widths, rows=tuple(rows), header_rows=0, joined=_all(rows)),)


def _matrix(table: Table) -> tuple[Grid, ...]:
    columns = table.parts[0].columns
    depths = _depths(table.rows)
    labels = max(depths.values()) + 1
    head = _matrix_head(table, columns, labels)
    rows = [*head]
    # headings are no rows of their own here: they stand as merged cells at the left
    for row, ancestors in _leaves(table.rows):
        sides = [PrintedCell(dated_tags(item.printed), "centred", merge=merge) for item, merge in ancestors]
        label = PrintedCell(dated_tags(row.printed), span=labels - len(ancestors))
        rows.append((*sides, label, *_figures(row, columns)))
    figure = 670  # six digits
    narrow = (500, 700)[: labels - 1]  # the headings at the left, by level: a few characters a line
    widths = (*narrow, TEXT_WIDTH - sum(narrow) - figure * len(columns), *[figure] * len(columns))
    return (
        Grid(
            title=table.title,
            widths=widths,
            rows=_single_merges_undone(rows),
            header_rows=len(head),
            small=True,
            joined=_all(rows),
        ),
    )


def _matrix_head(table: Table, columns: Sequence[Column], labels: int) -> list[Cells]:
    def corner(merge: Merge) -> PrintedCell:
        return PrintedCell(table.corner if merge == "first" else "", "header", span=labels, merge=merge)

    first = (corner("first"), _head(table.label_header, span=len(columns)))
    if not any(column.group for column in columns):
        return [first, (corner("more"), *(_head(column.label) for column in columns))]
    second, third = [corner("more")], [corner("more")]
    for group, found in groupby(columns, key=lambda column: column.group):
        members = list(found)
        if group:
            second.append(_head(group, span=len(members)))
            third += [_head(column.label) for column in members]
        else:
            second += [PrintedCell(dated_tags(column.label), "header", merge="first") for column in members]
            third += [PrintedCell("", "header", merge="more") for _ in members]
    return [first, tuple(second), tuple(third)]


def _strip(table: Table) -> tuple[Grid, ...]:
    part = table.parts[0]
    width = len(part.columns)
    first: list[PrintedCell] = []
    second: list[PrintedCell] = []
    third: list[PrintedCell] = []
    for group, found in groupby(part.rows, key=lambda row: row.group or row.printed):
        members = list(found)
        first.append(_head(group, span=width * len(members)))
        # a row of no group: its name stands over its columns in place of the group
        if [row.printed for row in members] == [group]:
            second += [PrintedCell(dated_tags(column.label), "header", merge="first") for column in part.columns]
            third += [PrintedCell("", "header", merge="more") for _ in part.columns]
        else:
            second += [_head(row.printed, span=width) for row in members]
            third += [_head(column.label) for _ in members for column in part.columns]
    data = tuple(cell for row in part.rows for cell in _figures(row, part.columns))
    unit = TEXT_WIDTH // len(data)
    # the last column takes what the division leaves
    widths = (*[unit] * (len(data) - 1), TEXT_WIDTH - unit * (len(data) - 1))
    rows = (tuple(first), tuple(second), tuple(third), data)
    return (Grid(title=table.title, widths=widths, rows=rows, header_rows=3, small=True, joined=_all(rows)),)


def _all(rows: Sequence[Cells]) -> frozenset[int]:
    """The whole table on one page, when it fits on one."""
    return frozenset(range(len(rows) - 1))


def _head(text: str, span: int = 1) -> PrintedCell:
    return PrintedCell(dated_tags(text), "header", span)


def _figures(row: Row, columns: Iterable[Column]) -> list[PrintedCell]:
    return [PrintedCell(f"{{{{ {row.tag}.{column.code} }}}}", "figure") for column in columns]


def _depths(rows: Iterable[Row]) -> dict[str, int]:
    """How deep each row lies under its parents."""
    depths: dict[str, int] = {}
    for row in rows:
        depths[row.code] = depths[row.parent] + 1 if row.parent in depths else 0
    return depths


def _leaves(rows: Iterable[Row]) -> Iterable[tuple[Row, list[tuple[Row, Merge]]]]:
    """The rows with figures, each with the heading rows above it and whether it opens their merged cell."""
    known: dict[str, Row] = {}
    opened: set[str] = set()
    for row in rows:
        known[row.code] = row
        if row.header:
            continue
        ancestors: list[tuple[Row, Merge]] = []
        above = known.get(row.parent or "")
        while above is not None:
            ancestors.insert(0, (above, "more" if above.code in opened else "first"))
            opened.add(above.code)
            above = known.get(above.parent or "")
        yield row, ancestors


def _single_merges_undone(rows: Sequence[Cells]) -> tuple[Cells, ...]:
    """The rows, without merges of one cell only: nothing follows below."""
    starts = [_starts(cells) for cells in rows]
    return tuple(
        tuple(cell if _goes_on(start, below) else _alone(cell) for start, cell in own.items())
        for own, below in zip(starts, [*starts[1:], {}], strict=True)
    )


def _goes_on(start: int, below: Mapping[int, PrintedCell]) -> bool:
    return start in below and below[start].merge == "more"


def _alone(cell: PrintedCell) -> PrintedCell:
    return replace(cell, merge="") if cell.merge == "first" else cell


def _starts(cells: Cells) -> dict[int, PrintedCell]:
    """The cells by the grid column they begin in."""
    found: dict[int, PrintedCell] = {}
    start = 0
    for cell in cells:
        found[start] = cell
        start += cell.span
    return found


_LAYOUTS: Mapping[str, Callable[[Table], tuple[Grid, ...]]] = {
    "groups": _groups,
    "list": _list,
    "blocks": _blocks,
    "matrix": _matrix,
    "strip": _strip,
}
