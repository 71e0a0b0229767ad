"""What a cell is called and where it stood, in the words a clerk knows: row, column, A1 reference.

Takes figures' addresses; gives the facts and places that findings of figures carry. Whether a figure is right is left
to the other modules of this room.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from reportgen.findings import NOWHERE, Fact, Location
from reportgen.model import FigureKey, ReportData
from reportgen.packs import Field, Pack, Term, dated
from reportgen.wording.cell_names import spot_named

LAST_YEAR = "上年"
_ONE, _WAN = Decimal(1), Decimal(10**4)


def name(data: ReportData, pack: Pack, keys: Sequence[FigureKey], joined: str = " + ") -> str:
    """公开信息总数（累计数）; what several cells share is said once: 本年新收 + 上年结转（自然人）.

    The column is left out where the row has one only, for there is nothing to tell it from.
    """
    fields = [pack.fields[key] for key in keys]
    rows = list(dict.fromkeys(item.row.label for item in fields))
    columns = list(dict.fromkeys(dated(item.column.label, data.year) for item in fields))
    if len(rows) > 1 and len(columns) > 1:  # rows and columns differ: each cell by its own name
        return joined.join(name(data, pack, [key]) for key in keys)
    label = joined.join(rows)
    told = any(len(pack.fields_of_row[item.row.code]) > 1 for item in fields)
    return f"{label}（{joined.join(columns)}）" if told else label


def in_text(pack: Pack, key: FigureKey) -> Decimal:
    """What one of the figure is in the text, where money is in 元: 10000 of a figure in 万元."""
    return _WAN if pack.fields[key].measure == "amount_wan" else _ONE


def facts(data: ReportData, pack: Pack, key: FigureKey) -> dict[str, Fact]:
    """What every finding of a figure tells of its cell: its name, its address, its row and its column."""
    item = pack.fields[key]
    return {
        "field": name(data, pack, [key]),
        "figure": key,
        "row": item.row.label,
        "column": dated(item.column.label, data.year),
    }


def place(data: ReportData, pack: Pack, key: FigureKey) -> Location:
    """Where the figure stood; where its row is missing, the sheet it belongs to and its address."""
    found = data.figure(key).location
    return missing_place(data, pack.fields[key], pack) if found == NOWHERE else found


def missing_place(data: ReportData, item: Field, pack: Pack) -> Location:
    """The place of a cell that the source does not have."""
    # whatever the source had is of that file
    known = (*data.places.values(), *(figure.location for figure in data.figures.values()))
    file = next((location.file for location in known if location.file), None)
    return Location(file=file, place=f"{pack.table(item.table).sheet} {item.key}")


def compare(data: ReportData, pack: Pack, terms: Iterable[Term], beside: Location) -> str:
    """The cells of the operands, runs folded: C13:C17. Sheet and file are told where they differ from `beside`.

    An operand without a cell is told by its address (5.1.annual…5.5.annual), in a finished report by its row as
    printed (信息公开申请数，表1第14行); one of last year is marked.
    """
    shown: list[_Run] = []
    for term in dict.fromkeys(terms):
        run = _run(data, pack, term, beside)
        if not (shown and shown[-1].takes(run)):
            shown.append(run)
    return "、".join(str(run) for run in shown)


class _Run:
    """Cells in a line, down or to the right; or addresses that follow each other so on the form."""

    def __init__(self, prefix: str, first: str, spot: tuple[int, int], dash: str) -> None:
        self.prefix, self.first, self.last = prefix, first, first
        self.spot, self.dash = spot, dash
        self.step: tuple[int, int] | None = None

    def takes(self, other: "_Run") -> bool:
        """Adds the other cell when it is the next one in line."""
        if (self.prefix, self.dash) != (other.prefix, other.dash):
            return False
        step = (other.spot[0] - self.spot[0], other.spot[1] - self.spot[1])
        # one to the right or one down, and the first step decides
        if step not in {(0, 1), (1, 0)} or self.step not in {None, step}:
            return False
        self.last, self.spot, self.step = other.last, other.spot, step
        return True

    def __str__(self) -> str:
        if self.last == self.first:
            return f"{self.prefix}{self.first}"
        row, _, cell = self.first.rpartition("（")
        last_row, _, last_cell = self.last.rpartition("（")
        (column, _, spot), (last_column, _, last_spot) = cell.partition("，"), last_cell.partition("，")
        if row and (row, spot) == (last_row, last_spot):  # in one row of a finished report
            return f"{self.prefix}{row}（{column}{self.dash}{last_column}，{spot}"
        return f"{self.prefix}{self.first}{self.dash}{self.last}"


def _run(data: ReportData, pack: Pack, term: Term, beside: Location) -> _Run:
    if term.previous:
        figure = data.previous.figures.get(term.figure) if data.previous else None
        location, prefix = figure.location if figure else NOWHERE, LAST_YEAR
    else:
        location, prefix = data.figure(term.figure).location, ""
    cell = spot_named(location.cell or "")
    if cell is None:
        shown = str(term.figure) if data.printed is None else _as_printed(data, pack, term.figure, location)
        return _Run(f"{prefix} " if prefix else "", shown, _spots(pack)[term.figure], "…")
    if location.file != beside.file and location.file:
        prefix = f"{prefix} {location.file}".strip()
    sheet = f"{location.sheet}!" if location.sheet and (prefix or location.sheet != beside.sheet) else ""
    return _Run((f"{prefix} " if prefix else "") + sheet, cell.name, (cell.column, cell.row), ":")


def _as_printed(data: ReportData, pack: Pack, key: FigureKey, location: Location) -> str:
    """The row's label, its column where it has several, and the row of the table or the line of the file."""
    item = pack.fields[key]
    told = [dated(item.column.label, data.year)] if len(pack.fields_of_row[item.row.code]) > 1 else []
    if location.table is not None and location.row is not None:
        told.append(f"表{location.table}第{location.row}行")
    elif location.line is not None:
        told.append(f"第{location.line}行")
    return f"{item.row.label}（{'，'.join(told)}）" if told else item.row.label


@lru_cache(maxsize=16)
def _spots(pack: Pack) -> Mapping[FigureKey, tuple[int, int]]:
    """Where each figure stands on the form, as column and row; the rows of two tables do not touch."""
    spots: dict[FigureKey, tuple[int, int]] = {}
    line = 0
    for table in pack.form.tables:
        columns = list(dict.fromkeys(column.code for part in table.parts for column in part.columns))
        for row in table.rows:
            fields = pack.fields_of_row.get(row.code, ())
            spots |= {item.key: (columns.index(item.column.code), line) for item in fields}
            line += bool(fields)
        line += 1  # a line between: a run must not go on in the next table
    return spots
