"""One row of a table as a report: its cells under the members that a report in JSON has, each with its own cell.

Takes a TableFile, a row's number and, for the figures, the pack; gives a JsonReport, so that a row is bound by the
same code as a JSON file. A heading may be a field's code (`5.annual`), the official label (公开信息总数（累计数）), the
label as printed, with its number, the same with 上年 in front, or the office's own word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from reportgen.findings import Finding, Location, finding_of
from reportgen.model import FigureKey
from reportgen.packs import Field, Pack
from reportgen.packs.workbook_layout import PREVIOUS, layout
from reportgen.sources import values
from reportgen.sources.json.file import JsonReport
from reportgen.sources.table.file import TableFile, path_of
from reportgen.wording.likeness import nearest
from reportgen.wording.signs import heading_key

_IGNORED = frozenset(("序号", "备注", "说明", "编号"))  # columns of the office's own that no report prints
_TEXT_ROOTS = ("unit", "contact", "sign_off", "narrative", "explanations")


@dataclass(frozen=True, eq=False)
class CellReport(JsonReport):
    """A report whose values stood in cells: `cells` by pointer; what stood nowhere is told by the row's first cell."""

    cells: Mapping[str, Location] = field(default_factory=dict)
    row: Location = field(default_factory=Location)

    def location(self, pointer: str) -> Location:
        """The cell of the value at that pointer."""
        return self.cells.get(pointer, self.row)


@dataclass(frozen=True, eq=False)
class TableRow:
    """One unit's row."""

    table: TableFile
    number: int

    @property
    def file(self) -> str:
        """The table's name in findings."""
        return self.table.sheet.file

    def report(self, pack: Pack | None = None) -> CellReport:
        """The row as a report; without a pack only what says whose report it is."""
        plan = _plan(self.table, pack)
        sheet, line = self.table.sheet, self.number - 1
        data: dict[str, Any] = {}
        cells: dict[str, Location] = {}
        findings = list(plan.findings)
        for path, text in (self.table.words.fixed or {}).items():
            _put(data, _steps(path, pack), text)
        for column, steps in plan.columns.items():
            found = sheet.value(line, column)
            place = sheet.location(line, column)
            cells["/" + "/".join(steps)] = place
            if steps[0] in ("figures", "previous"):  # a blank cell is a figure not filled in; a blank text is none
                _put(data, steps, found if found != "" else None)
            elif text := values.text_of(found):
                _put(data, steps, text)
        findings += self._unknown(plan.unknown)
        year = values.year(data.get("year", ""))  # 2012年 is a year too; what is none stays, and is told of
        if year is not None:
            data["year"] = year
        # blank columns of last year say nothing: as if they were not there
        if not any(value is not None for value in _leaves(data.get("previous", {}))):
            data.pop("previous", None)
        return CellReport(self.file, data, tuple(findings), cells, sheet.location(line, 0))

    def _unknown(self, columns: Mapping[int, str]) -> Iterator[Finding]:
        for column, close in columns.items():
            found = values.text_of(self.table.sheet.value(self.number - 1, column))
            if found:
                heading = self.table.headings.get(column, "")
                facts = {"heading": heading, "found": found[:40], "nearest": close}
                where = self.table.sheet.location(self.number - 1, column)
                # no mere note: it would be passed over, and the column lost
                yield finding_of("S605", where, **facts)


@dataclass(frozen=True, eq=False)
class _Plan:
    """What each column holds, as the steps of a pointer; the columns that hold nothing known, with the nearest name."""

    columns: Mapping[int, tuple[str, ...]]
    unknown: Mapping[int, str]
    findings: tuple[Finding, ...]


@lru_cache(maxsize=64)
def _plan(table: TableFile, pack: Pack | None) -> _Plan:
    columns: dict[int, tuple[str, ...]] = {}
    unknown: dict[int, str] = {}
    findings: list[Finding] = []
    taken: set[tuple[str, ...]] = set()
    for column, heading in table.headings.items():
        candidates = _meanings(table, column, pack)
        if len(candidates) == 1:
            steps = candidates[0]
            if steps in taken:
                findings.append(_clash("S607", table, column, heading, _code(steps)))
                continue
            taken.add(steps)
            columns[column] = steps
        elif candidates:
            findings.append(_clash("S606", table, column, heading, "、".join(_code(steps) for steps in candidates)))
        elif pack is not None and heading_key(heading) not in _IGNORED:
            unknown[column] = nearest(heading_key(heading), list(_names(pack)))
    return _Plan(columns, unknown, tuple(findings))


def _clash(code: str, table: TableFile, column: int, heading: str, known: str) -> Finding:
    line = next(iter(table.numbers), 1) - 1  # at the first unit's cell, so that a row's finding has a row
    where = table.sheet.location(line, column)
    return finding_of(code, where, heading=heading, known=known)


def _meanings(table: TableFile, column: int, pack: Pack | None) -> list[tuple[str, ...]]:
    """What the heading may stand for; several where a label names several cells of the form."""
    # the line of codes goes before the words
    for text in filter(None, (table.codes.get(column), table.headings[column])):
        path = path_of(text, table.words) or text
        steps = _steps(path, pack)
        if steps:
            return [steps]
        if pack is not None:
            found = _names(pack).get(heading_key(text), [])
            if found:
                return found
    return []


def _steps(path: str, pack: Pack | None) -> tuple[str, ...]:
    """The steps of a field's path: year; unit, name; figures, statistics, 5.1, annual. Nothing for an unknown one."""
    root, _, rest = path.partition(".")
    if path in ("pack", "year", "issued_on") or (root in _TEXT_ROOTS and rest):
        # what stands behind may hold dots: a rule's name, a column
        return (root, rest) if root in ("explanations", "narrative") else tuple(path.split("."))
    if pack is None:
        return ()
    # the table may stand in front: statistics.5.1.annual
    address = rest if root in ("figures", "previous", *(table.key for table in pack.form.tables)) else path
    item = pack.fields.get(FigureKey(address))
    return () if item is None else _figure_steps(item, previous=root == "previous")


def _figure_steps(item: Field, *, previous: bool = False) -> tuple[str, ...]:
    head = ("previous", "figures") if previous else ("figures",)
    return (*head, item.table, item.row.code, item.column.code)


def _code(steps: tuple[str, ...]) -> str:
    return ".".join(steps[-2:])


@lru_cache(maxsize=32)
def _names(pack: Pack) -> Mapping[str, list[tuple[str, ...]]]:
    """Every name of every cell that is open in this pack: label, printed label, a section's heading."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for item in pack.fields.values():
        only = len(pack.fields_of_row[item.row.code]) == 1  # the label alone names the cell where the row has one
        for label in dict.fromkeys((item.row.label, item.row.printed)):
            for name in (f"{label}({item.column.label})", *([label] if only else [])):
                if item.is_open:
                    found.setdefault(heading_key(name), []).append(_figure_steps(item))
                    before = _figure_steps(item, previous=True)
                    found.setdefault(heading_key(PREVIOUS + name), []).append(before)
    for section in layout(pack).sections:
        found.setdefault(heading_key(section.heading), []).append(("narrative", section.key))
    return found


def _put(data: dict[str, Any], steps: tuple[str, ...], value: object) -> None:
    for step in steps[:-1]:
        data = data.setdefault(step, {})
    if steps:
        data[steps[-1]] = value


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    else:
        yield value
