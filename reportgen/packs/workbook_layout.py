"""Which sheet, cell and heading of the entry workbook is which field, worked out from a pack.

The writer places cells by `grids` and `spots`; the reader goes by codes and headings alone (`rows`, `headings`), so
that inserted rows and moved columns change nothing. Both take every name from here. What a cell may hold is left to
`sources`, how it looks to `deliver`. Rows and columns count from 0.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Literal

from reportgen.model import FigureKey, figure_key
from reportgen.packs.form import Column, Part, Row, Table
from reportgen.packs.pack import Field, Instance, Pack, Rule, dated
from reportgen.wording.signs import heading_key

GUIDE = "填报说明"
INFO = "基本信息"
NARRATIVE = "叙述"
CHECKS = "检查"
HIDDEN = "_reportgen"
RESULTS = "检查结果"  # of an annotated copy; never read

CODE = "代码"
CATEGORY = "类别"
ITEM = "项目"
UNIT = "单位"
CONTENT = "填写内容"
NOTE = "填写说明"
PART = "部分"
HINT = "填写提示"
TEXT = "正文"
SUM = "分项合计"
MARK = "检查"
EXPLANATION = "说明"
PREVIOUS = "上年"
RULE = "编号"
RULE_TEXT = "规则"
RULE_COLUMNS = ("左边", "右边", "差", "结论")
# The reader goes by headings: a column of figures may not be called like one of ours.
RESERVED = frozenset({CODE, CATEGORY, ITEM, UNIT, CONTENT, TEXT, SUM, MARK, EXPLANATION, RULE})

PREFACE = "preface"
CLOSING = "closing"
SHEET_NAME_LENGTH = 31  # Excel's limit

InfoKind = Literal["text", "year", "pack", "level", "body", "date"]


@dataclass(frozen=True, slots=True)
class InfoItem:
    """A line of 基本信息: the field's path (as in JSON), its label, what it holds, and what the clerk is told."""

    path: str
    label: str
    kind: InfoKind
    note: str = ""
    group: str = ""


INFO_ITEMS: tuple[InfoItem, ...] = (
    InfoItem("year", "报告年度", "year", "四位数字，如 2012。统计的是这一年的情况。", "报告"),
    InfoItem("pack", "报告格式", "pack", "由程序填写，请勿改动。", "报告"),
    InfoItem("issued_on", "发布日期", "date", "印在报告上的日期，如 2013-02-20 或 2013年2月20日。", "报告"),
    InfoItem("unit.name", "单位名称", "text", "单位全称，与公章一致。", "单位"),
    InfoItem("unit.short_name", "单位自称", "text", "正文里怎样称呼自己，如“我局”“我县”。", "单位"),
    InfoItem("unit.code", "单位代码", "text", "上级分配的代码；没有可不填。", "单位"),
    InfoItem("unit.level", "行政层级", "level", "从下拉列表中选择：省、市、县、乡。", "单位"),
    InfoItem("unit.body", "单位性质", "body", "从下拉列表中选择：部门，或者政府（汇总本级和下级）。", "单位"),
    InfoItem("contact.address", "联系地址", "text", "公开的办公地址，印在报告里。", "联系方式"),
    InfoItem("contact.postcode", "邮政编码", "text", "六位数字。", "联系方式"),
    InfoItem("contact.phone", "联系电话", "text", "公开的办公电话，印在报告里。", "联系方式"),
    InfoItem("contact.email", "电子邮箱", "text", "公开的办公邮箱；没有可不填。", "联系方式"),
    InfoItem("contact.website", "网址", "text", "发布本报告的网站。", "联系方式"),
    InfoItem("sign_off.prepared_by.name", "填报人", "text", "", "签审"),
    InfoItem("sign_off.prepared_by.date", "填报日期", "text", "", "签审"),
    InfoItem("sign_off.reviewed_by.name", "审核人", "text", "", "签审"),
    InfoItem("sign_off.reviewed_by.date", "审核日期", "text", "", "签审"),
    InfoItem("sign_off.secrecy_reviewed_by.name", "保密审查人", "text", "", "签审"),
    InfoItem("sign_off.secrecy_reviewed_by.date", "保密审查日期", "text", "", "签审"),
    InfoItem("sign_off.approved_by.name", "签发人", "text", "", "签审"),
    InfoItem("sign_off.approved_by.date", "签发日期", "text", "", "签审"),
)


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A figure as the reader looks for it: its field, and its place among the headings of its row's part."""

    field: Field
    index: int


@dataclass(frozen=True, slots=True, eq=False)
class Headings:
    """The headings over one part's figures, as compared; the previous year's behind them. Shared by the part's rows."""

    labels: tuple[str, ...]
    figures: tuple[str, ...]
    previous: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RowPlan:
    """A row of the form with its figures; none for a row that is a heading."""

    row: Row
    table: Table
    headings: Headings
    cells: tuple[CellPlan, ...]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A line of 叙述: the section's code, its heading and what the clerk is told."""

    key: str
    heading: str
    hint: str
    phrases: tuple[str, ...] = ()


LineKind = Literal["title", "subtitle", "corner", "groups", "header", "banner", "row", "beneath"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table's sheet."""

    kind: LineKind
    part: Part | None = None
    row: Row | None = None
    rule: Rule | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Grid:
    """A table's sheet: its lines, and the columns that stand in all of them; None where the table needs no such column.

    `sums` and `marks` are the columns of computed sums and of marks, by the column they check; `beside` is the sum that
    belongs to each total; `beneath` the rules checked below the table.
    """

    sheet: str
    table: Table
    lines: tuple[Line, ...]
    category: int | None
    item: int
    unit: int | None
    figures: int
    width: int
    sums: Mapping[str, int]
    marks: Mapping[str, int]
    explanation: int
    previous: int
    beside: Mapping[FigureKey, tuple[Rule, Instance]]
    beneath: tuple[Rule, ...]
    code: int = 0

    @property
    def first_header(self) -> int:
        """The first line of headings."""
        return next(index for index, line in enumerate(self.lines) if line.kind == "header")


@dataclass(frozen=True, slots=True)
class SheetSpot:
    """A cell of the entry workbook."""

    sheet: str
    row: int
    column: int


class Layout:
    """The entry workbook of one pack. What is dear to work out is kept."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    @cached_property
    def rows(self) -> Mapping[str, RowPlan]:
        """Every row of the form by its code."""
        return {plan.row.code: plan for table in self.pack.form.tables for plan in self._row_plans(table)}

    @cached_property
    def codes_by_number(self) -> Mapping[Decimal, tuple[str, ...]]:
        """The codes that a cell holding that number may mean: 5.1 may be 5.1 or 5.10."""
        # Excel makes a number of a code that is typed as one, and shows 5.10 as 5.1.
        found: dict[Decimal, list[str]] = {}
        for code in self.rows:
            try:
                found.setdefault(Decimal(code), []).append(code)
            except InvalidOperation:
                continue
        return {number: tuple(codes) for number, codes in found.items()}

    @cached_property
    def sections(self) -> tuple[SectionRow, ...]:
        """The lines of 叙述 in the order of the report."""
        pack = self.pack
        return (
            SectionRow(PREFACE, "前言", "不填则用标准前言。", tuple(item.text for item in pack.preface)),
            *(
                SectionRow(plan.key, plan.heading, plan.hint, tuple(item.text for item in plan.phrases))
                for plan in pack.sections
            ),
            SectionRow(CLOSING, "结尾", "可不填。", tuple(item.text for item in pack.closing)),
        )

    @cached_property
    def section_keys(self) -> frozenset[str]:
        """The codes of 叙述."""
        return frozenset(section.key for section in self.sections)

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The sheets of the form's tables."""
        names = _sheet_names([table.sheet for table in self.pack.form.tables])
        return tuple(_grid(self.pack, table, name) for table, name in zip(self.pack.form.tables, names, strict=True))

    @cached_property
    def sheet_of_table(self) -> Mapping[str, str]:
        """Each table's sheet by the table's key."""
        return {grid.table.key: grid.sheet for grid in self.grids}

    @cached_property
    def spots(self) -> Mapping[FigureKey, SheetSpot]:
        """Where the writer puts each figure."""
        return {key: spot for key, spot, _ in self._places()}

    @cached_property
    def previous_spots(self) -> Mapping[FigureKey, SheetSpot]:
        """Where the writer puts last year's figures."""
        return {key: spot for key, _, spot in self._places()}

    def _places(self) -> Iterator[tuple[FigureKey, SheetSpot, SheetSpot]]:
        for grid in self.grids:
            for index, line in enumerate(grid.lines):
                if line.row is None or line.row.header or line.part is None:
                    continue
                for offset, column in enumerate(line.part.columns):
                    here = SheetSpot(grid.sheet, index, grid.figures + offset)
                    before = SheetSpot(grid.sheet, index, grid.previous + offset)
                    yield figure_key(line.row.code, column.code), here, before

    def _row_plans(self, table: Table) -> Iterator[RowPlan]:
        for part in table.parts:
            labels = column_labels(part.columns)
            headings = Headings(
                labels,
                tuple(heading_key(label) for label in labels),
                tuple(heading_key(PREVIOUS + label) for label in labels),
            )
            for row in part.rows:
                keys = [] if row.header else [figure_key(row.code, column.code) for column in part.columns]
                cells = tuple(CellPlan(self.pack.fields[key], index) for index, key in enumerate(keys))
                yield RowPlan(row, table, headings, cells)


@lru_cache(maxsize=64)
def layout(pack: Pack) -> Layout:
    """The layout of that pack's entry workbook, worked out once."""
    return Layout(pack)


def column_labels(columns: Sequence[Column]) -> tuple[str, ...]:
    """The headings of figure columns, {year} still in them; one that is taken gets its code behind it."""
    labels = [column.label for column in columns]
    return tuple(
        f"{label}({column.code})" if label in RESERVED or labels.count(label) > 1 else label
        for label, column in zip(labels, columns, strict=True)
    )


def previous_label(label: str, year: int) -> str:
    """The heading over last year's figures: 上年累计数, 上年2011年发生数."""
    return PREVIOUS + dated(label, year - 1)


def depth(row: Row, rows: Mapping[str, Row]) -> int:
    """How deep a row is nested: 0 for one without parent."""
    steps = 0
    while row.parent is not None and row.parent in rows:
        row, steps = rows[row.parent], steps + 1
    return steps


def _sheet_names(wishes: Sequence[str]) -> list[str]:
    """Names that Excel takes: no sign it forbids, 31 characters, each once and none of the workbook's own."""
    taken = {GUIDE, INFO, NARRATIVE, CHECKS, HIDDEN, RESULTS}
    names = []
    for wish in wishes:
        # Excel forbids []:*?/\, and ' at either end
        clean = re.sub(r"[\[\]:*?/\\]", " ", wish).strip(" '")[:SHEET_NAME_LENGTH] or "表"
        name, number = clean, 2
        while name in taken:
            name, number = f"{clean[: SHEET_NAME_LENGTH - 4]} {number}", number + 1  # room for a blank and three digits
        taken.add(name)
        names.append(name)
    return names


def _grid(pack: Pack, table: Table, sheet: str) -> Grid:
    width = max(len(part.columns) for part in table.parts)
    # up to two columns of figures leave room for a sum beside each
    beside = _sums_beside(pack, table, narrow=width <= 2)
    totals = {pack.fields[key].column.code for key in beside}
    checked = [code for code in dict.fromkeys(c.code for part in table.parts for c in part.columns) if code in totals]
    beneath = tuple(_rules_beneath(pack, table, beside)) if width > 2 else ()
    has_category = any(row.group for row in table.rows)
    has_unit = any(row.unit for row in table.rows)
    item = 2 if has_category else 1
    figures = item + 1 + has_unit
    first_sum = figures + width
    explanation = first_sum + 2 * len(checked)  # a sum and a mark for each column that is checked
    return Grid(
        sheet=sheet,
        table=table,
        lines=tuple(_lines(table, beneath)),
        category=1 if has_category else None,
        item=item,
        unit=item + 1 if has_unit else None,
        figures=figures,
        width=width,
        sums={code: first_sum + 2 * index for index, code in enumerate(checked)},
        marks={code: first_sum + 2 * index + 1 for index, code in enumerate(checked)},
        explanation=explanation,
        previous=explanation + 1,
        beside=beside,
        beneath=beneath,
    )


def _sums_beside(pack: Pack, table: Table, *, narrow: bool) -> dict[FigureKey, tuple[Rule, Instance]]:
    """Each total's sum: of its row's parts, and in a narrow table of its column's."""
    found: dict[FigureKey, tuple[Rule, Instance]] = {}
    for rule, instance in _instances(pack, table, ("sum",)):
        total = instance.left[0].figure
        if total not in found and (narrow or _is_within_a_row(pack, instance)):
            found[total] = (rule, instance)
    return dict(sorted(found.items(), key=lambda item: list(pack.fields).index(item[0])))  # in print order


def _rules_beneath(pack: Pack, table: Table, beside: Mapping[FigureKey, tuple[Rule, Instance]]) -> Iterator[Rule]:
    shown = {id(instance) for _, instance in beside.values()}
    rest = [pair for pair in _instances(pack, table, ("sum", "equal")) if id(pair[1]) not in shown]
    for _, pairs in groupby(rest, key=lambda pair: pair[0].id):
        rule, instance = next(pairs)
        if not _is_within_a_row(pack, instance):  # within a row the sum stands beside it already
            yield rule


def _instances(pack: Pack, table: Table, kinds: Sequence[str]) -> Iterator[tuple[Rule, Instance]]:
    for rule in pack.rules:
        if rule.kind in kinds:
            for instance in rule.instances:
                if all(pack.fields[term.figure].table == table.key and not term.previous for term in instance.terms):
                    yield rule, instance


def _is_within_a_row(pack: Pack, instance: Instance) -> bool:
    return len({pack.fields[term.figure].row.code for term in instance.terms}) == 1


def _lines(table: Table, beneath: Sequence[Rule]) -> Iterator[Line]:
    several = len({part.columns for part in table.parts}) > 1
    yield Line("title")
    yield Line("subtitle")
    if table.corner:
        yield Line("corner", text=table.corner)
    columns: tuple[Column, ...] | None = None
    for part in table.parts:
        banner = [Line("banner", part, text=part.title)] if part.title else []
        header = [] if part.columns == columns else _header(part)
        # parts with columns of their own: each title over its own headings; else one line of headings over all titles
        yield from banner + header if several else header + banner
        yield from (Line("row", part, row) for row in part.rows)
        columns = part.columns
    for rule in beneath:
        yield from (Line("beneath", table.parts[0], rule=rule, text=text) for text in _beneath_texts(rule))


def _header(part: Part) -> list[Line]:
    groups = [Line("groups", part)] if any(column.group for column in part.columns) else []
    return [*groups, Line("header", part)]


def _beneath_texts(rule: Rule) -> tuple[str, ...]:
    # of a sum the left side is the total itself, which stands in the table
    return ("right", "mark") if rule.kind == "sum" else ("left", "right", "mark")
