"""汇总.xlsx: the consolidated form, a row a unit, every finding, who is missing, what is unusual, and charts.

Takes rows one at a time and writes them through (XlsxWriter, constant memory), so ten thousand units take no more
memory than ten. XlsxWriter's sheets follow one another as they were made, so which there are is told at the beginning;
the first, which is filled last, stands ready empty. Charts are Excel's own, drawn from the sheet 图表. What the rows
say is left to `batch`, how they are laid on sheets to `rows.py`; the sheets are Chinese as the forms are, the sentences
of findings in the language asked for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.deliver.summary.rows import CellContent, Head, Link, Rows, fit, pages
from reportgen.findings import Finding, Severity
from reportgen.findings.severity_words import standing_word
from reportgen.findings.text import hint, message, place
from reportgen.language import Language
from reportgen.model import NOT_APPLICABLE, Figure, FigureKey
from reportgen.packs import Pack, Part, Row, dated

TOTALS, UNITS, FINDINGS, MISSING, UNUSUAL, CHARTS = "总表", "分单位", "问题清单", "未报单位", "异常", "图表"
_LINE_HEIGHT, _LABEL_CHARACTERS = 15, 28  # points a line, Chinese signs a line of a label
_LONGEST_SUFFIX = 26  # of the 31 signs that a sheet's name may have
_DAY = datetime(2000, 1, 1)  # noqa: DTZ001  # fixed, so that the same units make the same bytes
_UNIT_COLUMNS = (
    "单位名称",
    "单位代码",
    "行政层级",
    "单位性质",
    "报告年度",
    "报告格式",
    "状态",
    "强制性",
    "核实性",
    "提示",
    "报告",
)
_UNIT_CODES = ("unit.name", "unit.code", "unit.level", "unit.body", "year", "pack")
_UNIT_HEAD_LINES = 2  # labels and codes
GroupKey = tuple[str, int]  # form and year
_FINDING_COLUMNS = ("单位", "代码", "类别", "编号", "位置", "问题", "怎么办", "说明", "报告", "批注", "原表")
_FINDING_HEAD = Head(_FINDING_COLUMNS, (28, 14, 9, 8, 30, 60, 50, 24, 8, 8, 8))
_MISSING_HEAD = Head(("单位代码", "单位名称", "行政层级", "单位性质", "上级", "联系人"), (18, 40, 12, 12, 30, 24))
_UNUSUAL_HEAD = Head(("单位", "代码", "编号", "位置", "情况", "报告"), (28, 14, 8, 30, 80, 8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """Which sheets the workbook has: what tells those of each form and year, and how many its rows of a kind take.

    As it stands: one form and year, and no sheet that is full.
    """

    names: tuple[str, ...] = ("",)
    units: tuple[int, ...] = (1,)
    findings: int = 1
    missing: int = 1
    unusual: int = 1

    @classmethod
    def of(cls, units: Mapping[GroupKey, int], *, findings: int, missing: int, unusual: int) -> "Sheets":
        """The sheets for so many rows of each kind; `units` by form and year, the main one first."""
        return cls(
            names=tuple(_names(list(units))),
            units=tuple(pages(rows, _UNIT_HEAD_LINES) for rows in units.values()),
            findings=pages(findings, _FINDING_HEAD.lines),
            missing=pages(missing, _MISSING_HEAD.lines),
            unusual=pages(unusual, _UNUSUAL_HEAD.lines),
        )


@dataclass(frozen=True, slots=True)
class Group:
    """The units of one form and year: the pack that stands for them, how many they are, their sums, notes on these."""

    pack: Pack
    year: int
    units: int
    sums: Mapping[FigureKey, Figure]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A unit as 分单位 and 问题清单 show it. `figures` in the pack's order; `report`, `annotated`, `source`: links."""

    name: str = ""
    code: str = ""
    level: str = ""
    body: str = ""
    year: int = 0
    pack: str = ""
    status: str = ""
    report: str = ""
    annotated: str = ""
    source: str = ""
    figures: Sequence[str | None] = ()
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChartData:
    """A chart: its kind in XlsxWriter's word, its title, its categories, and its series by name."""

    kind: str
    title: str
    categories: Sequence[str]
    series: Mapping[str, Sequence[Decimal | int]]


class SummaryWorkbook:
    """The workbook being written. Rows of different sheets may come in any order; within a sheet they come in order."""

    def __init__(self, path: Path, scratch: Path, language: Language, sheets: Sheets) -> None:
        import xlsxwriter

        self._book = xlsxwriter.Workbook(
            str(path),
            # Constant memory writes each row as the next begins; what begins with = or http:// is a text like any
            # other.
            {"constant_memory": True, "tmpdir": str(scratch), "strings_to_formulas": False, "strings_to_urls": False},
        )
        self._book.set_properties({"title": "汇总", "created": _DAY})
        self._language = language
        self._formats = _formats(self._book)
        self._totals = [self._book.add_worksheet(TOTALS + name) for name in sheets.names or ("",)]
        groups = zip(sheets.names, sheets.units, strict=True)
        self._unit_sheets = [self._added(UNITS + name, count) for name, count in groups]
        self._units: dict[int, Rows] = {}
        self._findings = self._rows(FINDINGS, sheets.findings, _FINDING_HEAD)
        self._missing = self._rows(MISSING, sheets.missing, _MISSING_HEAD)
        self._unusual = self._rows(UNUSUAL, sheets.unusual, _UNUSUAL_HEAD)
        self._charts = self._book.add_worksheet(CHARTS)

    def _added(self, name: str, count: int) -> list[Any]:
        return [self._book.add_worksheet(f"{name} {page}" if page > 1 else name) for page in range(1, count + 1)]

    def _rows(self, name: str, count: int, head: Head) -> Rows:
        return Rows(self._added(name, count), head, self._formats)

    def unit(self, line: UnitLine, group: int, pack: Pack, findings: Mapping[Severity, int]) -> None:
        """A row of 分单位, in the sheets of the form and year that stand at that place, headed as the pack has it."""
        if group not in self._units:
            self._units[group] = Rows(self._unit_sheets[group], _unit_head(pack, line.year), self._formats)
        marks = (line.name, line.code, line.level, line.body, float(line.year), line.pack, line.status)
        counts = (float(findings.get(severity, 0)) for severity in Severity)
        figures: list[CellContent] = [text if text is None or text == "-" else float(text) for text in line.figures]
        if line.words:
            # a cell that said more than its number is shown with its words
            figures = [line.words.get(address, cell) for address, cell in zip(pack.fields, figures, strict=False)]
        self._units[group].row((*marks, *counts, Link(line.report), *figures))

    def finding(self, line: UnitLine, finding: Finding) -> None:
        """A row of 问题清单."""
        words = (
            line.name,
            line.code,
            standing_word(finding, "zh"),
            finding.code,
            place(finding.location),
            message(finding, self._language),
            hint(finding, self._language),
            finding.explanation or "",
        )
        links = (Link(line.report), Link(line.annotated), Link(line.source))
        self._findings.row([*words, *links], _TONES.get(finding.severity))

    def missing(self, code: str, name: str, level: str, body: str, parent: str, contact: str) -> None:
        """A row of 未报单位."""
        self._missing.row([code, name, level, body, parent, contact])

    def unusual(self, line: UnitLine, finding: Finding) -> None:
        """A row of 异常."""
        words = (line.name, line.code, finding.code, place(finding.location), message(finding, self._language))
        self._unusual.row([*words, Link(line.report)])

    def close(self, groups: Sequence[Group], charts: Iterable[ChartData]) -> None:
        """Ends the file, with 总表 of each form and year and the charts. The groups stand as their sheets do."""
        # a batch without a readable unit has a sheet and no group
        for sheet, group in zip(self._totals, groups, strict=False):
            _print_form(sheet, self._formats, group)
        for rows in (*self._units.values(), self._findings, self._missing, self._unusual):
            rows.finish()
        self._fill_charts(charts)
        self._end()

    def _end(self) -> None:
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:  # it holds what the disk said
            raise error.args[0] from error

    def _fill_charts(self, charts: Iterable[ChartData]) -> None:
        """The figures of each chart, and beside them the chart that Excel draws from them."""
        sheet = self._charts
        fit(sheet)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 3, 12)
        row = 0
        for chart in charts:
            row = self._chart(sheet, row, chart)

    def _chart(self, sheet: Any, row: int, data: ChartData) -> int:
        formats, names = self._formats, list(data.series)
        sheet.write_string(row, 0, data.title, formats["heading"])
        for column, name in enumerate(names, start=1):
            sheet.write_string(row, column, name, formats["heading"])
        for offset, category in enumerate(data.categories, start=1):
            sheet.write_string(row + offset, 0, category, formats["text"])
            for column, name in enumerate(names, start=1):
                sheet.write_number(row + offset, column, float(data.series[name][offset - 1]), formats["number"])
        chart = self._book.add_chart({"type": data.kind})
        last = row + len(data.categories)
        for column in range(1, len(names) + 1):
            chart.add_series(
                {
                    "name": [CHARTS, row, column],
                    "categories": [CHARTS, row + 1, 0, last, 0],
                    "values": [CHARTS, row + 1, column, last, column],
                    "data_labels": {"value": True},
                }
            )
        chart.set_title({"name": data.title, "name_font": {"size": 12}})
        chart.set_size({"width": 640, "height": 300})
        if data.kind == "pie" or len(names) > 1:
            chart.set_legend({"position": "bottom"})
        else:
            chart.set_legend({"none": True})
        sheet.insert_chart(row, 5, chart)
        return max(last + 2, row + 17)  # the chart is fifteen rows high


_TONES = {Severity.ERROR: "error", Severity.VERIFY: "verify"}


def _unit_head(pack: Pack, year: int) -> Head:
    labels = (*_UNIT_COLUMNS, *(dated(item.label, year) for item in pack.fields.values()))
    codes = (*_UNIT_CODES, *([""] * (len(_UNIT_COLUMNS) - len(_UNIT_CODES))), *pack.fields)
    return Head(labels, (32, 18, 10, 10, 9, 18, 10, 8, 8, 8, 8, *([12] * len(pack.fields))), codes)


def _names(groups: Sequence[GroupKey]) -> list[str]:
    """What tells the sheets of each form and year from the others'; nothing for the first."""
    names: list[str] = []
    for number, (form, year) in enumerate(groups):
        name = f" {form} {year}"[:_LONGEST_SUFFIX] if number else ""  # the main form and year need no name
        names.append(name if name not in names else f" {number} {year}")
    return names


def _formats(book: Any) -> Mapping[str, Any]:
    cell = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
    boxed = {**cell, "border": 1}
    return {
        "title": book.add_format({**cell, "font_size": 14, "bold": True, "align": "center"}),
        "heading": book.add_format(
            {**boxed, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#DDEBF7"}
        ),
        "code": book.add_format({**boxed, "font_size": 8, "font_color": "#808080", "align": "center"}),
        "text": book.add_format({**cell, "text_wrap": True}),
        "error": book.add_format({**cell, "text_wrap": True, "font_color": "#C00000"}),
        "verify": book.add_format({**cell, "text_wrap": True, "font_color": "#9C5700"}),
        # as many decimals as there are, up to six
        "number": book.add_format({**cell, "num_format": "0.######"}),
        "link": book.add_format({**cell, "font_color": "#0563C1", "underline": 1}),
        "label": book.add_format({**boxed, "text_wrap": True}),
        "figure": book.add_format({**boxed, "align": "center", "num_format": "General"}),
        "note": book.add_format({**cell, "text_wrap": True, "font_color": "#606060"}),
    }


# 总表


def _print_form(sheet: Any, formats: Mapping[str, Any], group: Group) -> None:
    """The tables of the form below one another. Rows are written top down, once: the workbook keeps none of them."""
    columns = max(len(part.columns) for table in group.pack.form.tables for part in table.parts)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 56)
    sheet.set_column(2, 2, 6)
    sheet.set_column(3, 2 + columns, 14)
    fit(sheet)
    sheet.merge_range(0, 0, 0, 2 + columns, f"{group.year}年汇总（{group.units}个单位）", formats["title"])
    row = 2
    for table in group.pack.form.tables:
        sheet.write_string(row, 0, table.title or table.sheet, formats["heading"])
        row += 1
        for part in table.parts:
            row = _print_part(sheet, formats, row, part, group)
        row += 1
    for note in group.notes:
        sheet.merge_range(row, 0, row, 2 + columns, note, formats["note"])
        row += 1


def _print_part(sheet: Any, formats: Mapping[str, Any], row: int, part: Part, group: Group) -> int:
    headings = (part.title, "", "单位", *(dated(column.label, group.year) for column in part.columns))
    for column, heading in enumerate(headings):
        sheet.write_string(row, column, heading, formats["heading"])
    above = ""
    for item in part.rows:
        row += 1
        sheet.set_row(row, _LINE_HEIGHT * (1 + len(item.printed) // _LABEL_CHARACTERS))
        sheet.write_string(row, 0, item.group if item.group != above else "", formats["label"])
        sheet.write_string(row, 1, item.printed, formats["label"])
        sheet.write_string(row, 2, item.unit, formats["label"])
        above = item.group
        for column, address in enumerate(_addresses(item, part), start=3):
            _print_figure(sheet, formats, row, column, group.sums.get(address) if address else None)
    return row + 1


def _addresses(row: Row, part: Part) -> list[FigureKey | None]:
    return [None if row.header else FigureKey(f"{row.code}.{column.code}") for column in part.columns]


def _print_figure(sheet: Any, formats: Mapping[str, Any], row: int, column: int, figure: Figure | None) -> None:
    form = formats["figure"]
    if figure is None or figure.value is None:
        sheet.write_blank(row, column, None, form)
    elif figure.value is NOT_APPLICABLE:
        sheet.write_string(row, column, "-", form)
    elif figure.raw is not None:
        sheet.write_string(row, column, figure.raw, form)
    else:
        sheet.write_number(row, column, float(figure.value), form)
