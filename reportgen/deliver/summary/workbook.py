"""汇总.xlsx: the consolidated form, a row a unit, every finding, who is missing, what is unusual, and charts.

Takes rows one at a time and writes them through (XlsxWriter, constant memory), so ten thousand units take no more
memory than ten. A sheet of units begins when the first of its form and year is met; which form and year is the main
one, and so what the sheets are called and how they follow one another, is told at the end. Charts are Excel's own,
drawn from the sheet 图表. What the rows say is left to `batch`; the sheets are Chinese as the forms are, the sentences
of findings in the language asked for.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reportgen.findings import Finding, Severity
from reportgen.findings.severity_words import standing_word
from reportgen.findings.text import hint, message, place
from reportgen.language import Language
from reportgen.model import NOT_APPLICABLE, Figure, FigureKey
from reportgen.packs import Pack, Part, Row, dated

TOTALS, UNITS, FINDINGS, MISSING, UNUSUAL, CHARTS = "总表", "分单位", "问题清单", "未报单位", "异常", "图表"
_A4 = 9
_LINE_HEIGHT, _LABEL_CHARACTERS = 15, 28  # points a line, Chinese signs a line of a label
_IN_PERCENT = str.maketrans({sign: f"%{ord(sign):02X}" for sign in '%"#()'})
_LONGEST_SUFFIX = 26  # of the 31 signs that a sheet's name may have
_LAST_ROW = 1_048_575  # Excel's last, counted from 0
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
_GroupKey = tuple[str, int]  # form and year
_FINDING_COLUMNS = ("单位", "代码", "类别", "编号", "位置", "问题", "怎么办", "说明", "报告", "批注", "原表")


@dataclass(frozen=True, slots=True)
class Group:
    """The units of one form and year: the pack that stands for them, how many they are, their sums, notes on these."""

    pack: Pack
    year: int
    units: int
    sums: Mapping[FigureKey, Figure]
    notes: Sequence[str] = ()

    @property
    def key(self) -> "_GroupKey":
        """What tells it from the others."""
        return self.pack.form.id, self.year


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

    def __init__(self, path: Path, scratch: Path, language: Language) -> None:
        import xlsxwriter

        self._book = xlsxwriter.Workbook(
            str(path),
            {"constant_memory": True, "tmpdir": str(scratch), "strings_to_formulas": False, "strings_to_urls": False},
        )
        self._book.set_properties({"title": "汇总", "created": _DAY})
        self._language = language
        self._formats = _formats(self._book)
        self._units: dict[_GroupKey, _Paged] = {}
        self._findings = self._paged(FINDINGS, _FINDING_COLUMNS, (28, 14, 9, 8, 30, 60, 50, 24, 8, 8, 8))
        self._missing = self._paged(
            MISSING, ("单位代码", "单位名称", "行政层级", "单位性质", "上级", "联系人"), (18, 40, 12, 12, 30, 24)
        )
        self._unusual = self._paged(UNUSUAL, ("单位", "代码", "编号", "位置", "情况", "报告"), (28, 14, 8, 30, 80, 8))

    def unit(self, line: UnitLine, pack: Pack, findings: Mapping[Severity, int]) -> None:
        """A row of 分单位, in the sheet of the pack's form and the unit's year."""
        key = (pack.form.id, line.year)
        if key not in self._units:
            self._units[key] = self._unit_sheet(str(len(self._units)), pack, line.year)
        marks = (line.name, line.code, line.level, line.body, float(line.year), line.pack, line.status)
        counts = (float(findings.get(severity, 0)) for severity in Severity)
        figures: list[_Cell] = [text if text is None or text == "-" else float(text) for text in line.figures]
        if line.words:
            figures = [line.words.get(address, cell) for address, cell in zip(pack.fields, figures, strict=False)]
        self._units[key].row((*marks, *counts, _Link(line.report), *figures))

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
        links = (_Link(line.report), _Link(line.annotated), _Link(line.source))
        self._findings.row([*words, *links], _TONES.get(finding.severity))

    def missing(self, code: str, name: str, level: str, body: str, parent: str, contact: str) -> None:
        """A row of 未报单位."""
        self._missing.row([code, name, level, body, parent, contact])

    def unusual(self, line: UnitLine, finding: Finding) -> None:
        """A row of 异常."""
        words = (line.name, line.code, finding.code, place(finding.location), message(finding, self._language))
        self._unusual.row([*words, _Link(line.report)])

    def close(self, groups: Sequence[Group], charts: Iterable[ChartData]) -> None:
        """Ends the file: a sheet 总表 for each form and year, the main one first; then the rows, then the charts."""
        names = _names(groups)
        totals = [self._total_sheet(name, group) for name, group in zip(names, groups, strict=True)]
        for name, group in zip(names, groups, strict=True):
            self._units[group.key].finish(UNITS + name)
        for paged, title in ((self._findings, FINDINGS), (self._missing, MISSING), (self._unusual, UNUSUAL)):
            paged.finish(title)
        units = [sheet for group in groups for sheet in self._units[group.key].sheets]
        self._order(
            *(totals or [self._book.add_worksheet(TOTALS)]),
            *units,
            *self._findings.sheets,
            *self._missing.sheets,
            *self._unusual.sheets,
            self._chart_sheet(charts),
        )
        self._end()

    def _end(self) -> None:
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:  # it holds what the disk said
            raise error.args[0] from error

    def abandon(self) -> None:
        """Lets go of the file: nothing comes of it. Does nothing once it is closed."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()

    def _order(self, *sheets: Any) -> None:
        """Puts the sheets into this order, in which they were not made: the names of ranges go by a sheet's number."""
        self._book.worksheets_objs[:] = sheets
        for index, sheet in enumerate(sheets):
            sheet.index = index

    def _total_sheet(self, name: str, group: Group) -> Any:
        sheet = self._book.add_worksheet(TOTALS + name)
        _print_form(sheet, self._formats, group)
        return sheet

    def _chart_sheet(self, charts: Iterable[ChartData]) -> Any:
        """The figures of each chart, and beside them the chart that Excel draws from them."""
        sheet = self._book.add_worksheet(CHARTS)
        _fit(sheet)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 3, 12)
        row = 0
        for chart in charts:
            row = self._chart(sheet, row, chart)
        return sheet

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
        return max(last + 2, row + 17)

    def _unit_sheet(self, name: str, pack: Pack, year: int) -> "_Paged":
        fields = pack.fields.values()
        labels = (*_UNIT_COLUMNS, *(dated(item.label, year) for item in fields))
        codes = (*_UNIT_CODES, *([""] * (len(_UNIT_COLUMNS) - len(_UNIT_CODES))), *pack.fields)
        widths = (32, 18, 10, 10, 9, 18, 10, 8, 8, 8, 8, *([12] * len(pack.fields)))
        return self._paged(name, labels, widths, codes)

    def _paged(self, name: str, headings: Sequence[str], widths: Sequence[int], codes: Sequence[str] = ()) -> "_Paged":
        return _Paged(self._add_quick, name, headings, widths, codes, self._formats)

    def _add_quick(self, name: str) -> Any:
        from reportgen.deliver.summary.quick_sheet import QuickSheet

        return self._book.add_worksheet(name, worksheet_class=QuickSheet)


@dataclass(frozen=True, slots=True)
class _Link:
    """A file to open, by its path from the workbook or from the root."""

    path: str


_TONES = {Severity.ERROR: "error", Severity.VERIFY: "verify"}
_Cell = str | float | _Link | None


class _Paged:
    """A sheet of rows under headings; where Excel's last row is reached, a second sheet goes on.

    It is called `name` until it is finished.
    """

    def __init__(
        self,
        add: Callable[[str], Any],
        name: str,
        headings: Sequence[str],
        widths: Sequence[int],
        codes: Sequence[str],
        formats: Mapping[str, Any],
    ) -> None:
        self._add, self._name, self._headings, self._codes, self._formats = add, name, headings, codes, formats
        self._widths = widths
        self._lines: list[int] = []  # of each sheet that is full
        self.sheets: list[Any] = []
        self._begin()

    def _begin(self) -> None:
        self._sheet = self._add(_page(self._name, len(self.sheets)))
        self.sheets.append(self._sheet)
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        if not self._codes:
            _fit(self._sheet)
        self._sheet.freeze_panes(2 if self._codes else 1, 1)
        self._sheet.set_row(0, 48 if self._codes else 20)
        for column, heading in enumerate(self._headings):
            self._sheet.write_string(0, column, heading, self._formats["heading"])
        for column, code in enumerate(self._codes):
            self._sheet.write_string(1, column, code, self._formats["code"])
        self._row = 2 if self._codes else 1

    def row(self, cells: Sequence[_Cell], tone: str | None = None) -> None:
        """Writes a row."""
        if self._row > _LAST_ROW:
            self._lines.append(self._row)
            self._begin()
        form, number, write_number = self._formats[tone or "text"], self._formats["number"], self._sheet.write_number
        for column, cell in enumerate(cells):
            if type(cell) is float:  # most are; XlsxWriter looks at each closely enough
                write_number(self._row, column, cell, number)
            elif cell:
                self._write(column, cell, form)
        self._row += 1

    def _write(self, column: int, cell: _Cell, form: Any) -> None:
        if isinstance(cell, str):
            self._sheet.write_string(self._row, column, _printable(cell[:32_767]), form)
        elif isinstance(cell, _Link) and cell.path:
            formula = f'=HYPERLINK("{_target(cell.path)}","打开")'
            self._sheet.write_formula(self._row, column, formula, self._formats["link"], "打开")

    def finish(self, name: str) -> None:
        """Gives the sheets their name, and sets the filter over what was written."""
        first = 1 if self._codes else 0
        for page, (sheet, row) in enumerate(zip(self.sheets, (*self._lines, self._row), strict=True)):
            sheet.name = _page(name, page)
            sheet.repeat_rows(0)  # this and the filter name the sheet
            sheet.autofilter(first, 0, max(first, row - 1), len(self._headings) - 1)


def _page(name: str, page: int) -> str:
    return f"{name} {page + 1}" if page else name


def _printable(text: str) -> str:
    """The text, with a question mark for each sign of a file's name that is no UTF-8."""
    return text.encode("utf-8", "replace").decode()


def _target(path: str) -> str:
    """The path as a link: signs that end a link or a text are written in percent, brackets too: SORT( is a formula."""
    is_text = _printable(path) == path
    return path.translate(_IN_PERCENT) if is_text and len(path) < 250 else quote(os.fsencode(path))[:250]


def _names(groups: Sequence[Group]) -> list[str]:
    """What tells the sheets of each form and year from the others'; nothing for the first."""
    names: list[str] = []
    for number, group in enumerate(groups):
        name = f" {group.pack.form.id} {group.year}"[:_LONGEST_SUFFIX] if number else ""
        names.append(name if name not in names else f" {number} {group.year}")
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
        "number": book.add_format({**cell, "num_format": "0.######"}),
        "link": book.add_format({**cell, "font_color": "#0563C1", "underline": 1}),
        "label": book.add_format({**boxed, "text_wrap": True}),
        "figure": book.add_format({**boxed, "align": "center", "num_format": "General"}),
        "note": book.add_format({**cell, "text_wrap": True, "font_color": "#606060"}),
    }


def _fit(sheet: Any) -> None:
    """Prints the sheet across, one page wide."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


# 总表


def _print_form(sheet: Any, formats: Mapping[str, Any], group: Group) -> None:
    """The tables of the form below one another. Rows are written top down, once: the workbook keeps none of them."""
    columns = max(len(part.columns) for table in group.pack.form.tables for part in table.parts)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 56)
    sheet.set_column(2, 2, 6)
    sheet.set_column(3, 2 + columns, 14)
    _fit(sheet)
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
