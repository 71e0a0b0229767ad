"""The workbook a clerk fills, made from a pack: official labels locked, input cells open, sums and marks live.

Takes a pack, a year and what is known already; gives the bytes of an .xlsx, always the same for the same input. Where
each field stands is told by `packs/workbook_layout.py`, which the reader follows too; the formulas by
`entry_relations.py`; the looks by `entry_styles.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from reportgen import __version__
from reportgen.deliver import plain_sheet
from reportgen.deliver.entry_relations import (
    BAD,
    GOOD,
    UNCLEAR,
    UNFINISHED,
    Computed,
    Content,
    Relations,
    instance_label,
)
from reportgen.deliver.entry_styles import Styles
from reportgen.deliver.plain_sheet import PlainSheet
from reportgen.errors import DeliveryError
from reportgen.findings import Severity
from reportgen.model import (
    BODY_WORDS,
    DASH,
    LEVEL_WORDS,
    NOT_APPLICABLE,
    Figure,
    FigureKey,
    PreviousYear,
    ReportData,
    Unit,
    figure_key,
)
from reportgen.packs import Field, Instance, Pack, Row, Rule, dated
from reportgen.packs.workbook_layout import (
    CATEGORY,
    CHECKS,
    CODE,
    CONTENT,
    EXPLANATION,
    GUIDE,
    HIDDEN,
    HINT,
    INFO,
    INFO_ITEMS,
    ITEM,
    MARK,
    NARRATIVE,
    NOTE,
    PART,
    RULE,
    RULE_COLUMNS,
    RULE_TEXT,
    SUM,
    TEXT,
    UNIT,
    Grid,
    InfoItem,
    Layout,
    Line,
    SectionRow,
    column_labels,
    depth,
    layout,
    previous_label,
)

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed moment: the same input gives the same bytes
_PROTECTION = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
_A4 = 9
_LONGEST_CELL = 32_767
_SNIPPET = 1_200  # characters a row of 叙述 shows without scrolling
_TALLEST_ROW = 400
_WHOLE_DIGITS = 15
_SEVERITIES = {Severity.ERROR: "强制性", Severity.VERIFY: "核实性", Severity.NOTE: "提示"}
_COUNTS = ("count", "signed_count")


def make(
    pack: Pack,
    year: int,
    *,
    filled: ReportData | None = None,
    unit_name: str = "",
    previous: PreviousYear | None = None,
    behind: Sequence[PlainSheet] = (),
) -> bytes:
    """The entry workbook of that pack and year. `filled` is entered where it is given, `previous` shown in grey;
    the sheets `behind` stand after the others.

    Raises DeliveryError (D107) when a paragraph of `filled` is longer than a cell can hold.
    """
    import xlsxwriter

    data = filled if filled is not None else _nothing(pack, year, unit_name)
    previous = previous if previous is not None else data.previous
    output = BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": pack.name, "created": _CREATED, "comments": ""})
    book.set_calc_mode("auto")
    _Writer(book, pack, year, data, previous).write()
    for plain in behind:
        plain_sheet.add(book, plain)
    book.close()
    return output.getvalue()


def _nothing(pack: Pack, year: int, unit_name: str) -> ReportData:
    return ReportData(pack_id=pack.id, year=year, unit=Unit(name=unit_name, level=pack.level, body=pack.body))


def cell_content(figure: Figure, field: Field) -> Content:
    """What a cell shows: a number, `-`, the text it was read from, or nothing."""
    if figure.raw is not None:
        return figure.raw
    if figure.value is None:
        return None if field.is_open else DASH
    if figure.value is NOT_APPLICABLE:
        return DASH
    if field.measure == "amount_with_unit" and figure.value != 0:
        return f"{figure.value:f}元"
    return figure.value


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, pack: Pack, year: int, data: ReportData, previous: PreviousYear | None) -> None:
        self.book = book
        self.pack = pack
        self.year = year
        self.data = replace(data, year=year)
        self.previous = previous
        self.layout: Layout = layout(pack)
        self.style = Styles(book)
        self.contents = {key: cell_content(data.figure(key), field) for key, field in pack.fields.items()}
        before = previous.figures if previous else {}
        self.before = {key: cell_content(figure, pack.fields[key]) for key, figure in before.items()}
        self.relations = Relations(self.layout, self.contents, self.before if previous else None)
        self.column_labels = self._labels_by_code()

    def write(self) -> None:
        names = [GUIDE, INFO, NARRATIVE, *(grid.sheet for grid in self.layout.grids), CHECKS, HIDDEN]
        sheets = {name: self.book.add_worksheet(name) for name in names}
        self._guide(sheets[GUIDE])
        self._info(sheets[INFO])
        self._narrative(sheets[NARRATIVE])
        for grid in self.layout.grids:
            _TableSheet(self, sheets[grid.sheet], grid).write()
        self._checks(sheets[CHECKS])
        self._hidden(sheets[HIDDEN])
        sheets[INFO].activate()
        sheets[GUIDE].set_first_sheet()

    def _labels_by_code(self) -> dict[str, str]:
        return {field.column.code: dated(field.column.label, self.year) for field in self.pack.fields.values()}

    def finish(self, sheet: Any, *, landscape: bool, repeat: int | None = None) -> None:
        """Protection and print setup, the same for every sheet."""
        sheet.protect("", _PROTECTION)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&C&9第 &P 页，共 &N 页&R&9&A")
        sheet.hide_gridlines(2)
        if landscape:
            sheet.set_landscape()
        if repeat is not None:
            sheet.repeat_rows(repeat)

    def title(self, sheet: Any, text: str, subtitle: str) -> None:
        """The two lines every sheet begins with."""
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, text, self.style("title"))
        sheet.write_string(1, 0, subtitle, self.style("subtitle"))

    def headings(self, sheet: Any, row: int, texts: Sequence[str]) -> None:
        """A line of headings from the first column on."""
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, self.style("heading"))

    def put(self, sheet: Any, row: int, column: int, content: Content, style: Any) -> None:
        """A number, a text or nothing. A number that a spreadsheet would round is written as text."""
        if content is None:
            sheet.write_blank(row, column, None, style)
        elif isinstance(content, str):
            self.text(sheet, row, column, content, style)
        elif len(content.as_tuple().digits) <= _WHOLE_DIGITS:
            sheet.write_number(row, column, float(content), style)
        else:
            self.text(sheet, row, column, f"{content:f}", style)

    def text(self, sheet: Any, row: int, column: int, text: str, style: Any) -> None:
        """A text; an empty one is an empty cell. Raises DeliveryError when it does not fit."""
        if len(text) > _LONGEST_CELL:
            raise DeliveryError.of("D107", field=sheet.get_name(), found=len(text), most=_LONGEST_CELL)
        if text:
            sheet.write_string(row, column, text, style)
        else:
            sheet.write_blank(row, column, None, style)

    def computed(self, sheet: Any, row: int, column: int, item: Computed, style: Any) -> None:
        """A formula with the value it has now, or a plain text."""
        if not item.formula.startswith("="):
            self.text(sheet, row, column, item.formula, style)
            return
        value = float(item.value) if isinstance(item.value, Decimal) else item.value
        sheet.write_formula(row, column, item.formula, style, value)

    def colour_marks(self, sheet: Any, area: tuple[int, int, int, int]) -> None:
        """✓ green, ✗ red, and what is unclear or unfinished in between."""
        for words, style in ((BAD, "bad"), (UNCLEAR, "doubt"), (UNFINISHED, "doubt"), (GOOD, "good")):
            rule = {"type": "text", "criteria": "containing", "value": words, "format": self.style(style)}
            sheet.conditional_format(*area, rule)

    # 填报说明

    def _guide(self, sheet: Any) -> None:
        sheet.set_column(0, 0, 3)
        sheet.set_column(1, 1, 104)
        self.title(sheet, f"{self.pack.name}　填报说明", f"报告年度：{self.year} 年")
        row = 3
        for heading, lines in self._guide_texts():
            sheet.write_string(row, 0, heading, self.style("guide_head"))
            for row, line in enumerate(lines, row + 1):  # noqa: B020  # the row goes on where the lines end
                is_command = line.startswith("reportgen ")
                sheet.write_string(row, 1, line, self.style("guide_code" if is_command else "guide"))
                sheet.set_row(row, 16.5 * _lines(line, 104))
            row += 2
        self.finish(sheet, landscape=False)

    def _guide_texts(self) -> Iterator[tuple[str, list[str]]]:
        tables = "、".join(f"“{grid.sheet}”" for grid in self.layout.grids)
        yield (
            "一、怎样填",
            [
                f"1. 依次填写“{INFO}”“{NARRATIVE}”和{tables}。只填浅黄色的格；其余的格是官方表式，已经锁定。",
                "2. 数字格只填数字，不带单位；没有发生填 0，不要留空；灰色的“-”表示本单位不填，不要改动。",
                f"3. 合计由您填写。旁边的“{SUM}”是按分项算出的数，“{MARK}”显示 ✓ 或者 ✗ 和相差的数。",
                f"4. “{NARRATIVE}”按报告的各部分填写，格内换行按 Alt+Enter，一行成为一段；以“（一）”“1.”“（1）”开头的行会成为小标题。"
                "没有内容可以留空，程序会写入标准用语。",
                f"5. 文字很长时，可以在下面插入一行，填上相同的{CODE}接着写。",
                f"6. 数字看上去不合常理但确实如此的，在同一行“{EXPLANATION}”列写明原因；只写“核实无误”不算说明。",
                f"7. 可以插入行、移动列、改工作表名、隐藏行，都不影响读取；但不要改动“{CODE}”列和各列标题。",
            ],
        )
        yield (
            "二、填好之后",
            [
                "保存并关闭文件，在命令行里先检查、再生成报告：",
                "reportgen check 文件名.xlsx",
                "reportgen build 文件名.xlsx",
                f"“{CHECKS}”表列出全部核对规则，填写时随时可以查看；是否通过以 check 的结果为准。",
            ],
        )
        form = self.pack.form
        deadlines = [
            f"{item.who}{item.what}：{item.text}。{'（' + item.basis + '）' if item.basis else ''}"
            for item in form.deadlines
            if (not item.levels or self.pack.level in item.levels)
            and (not item.bodies or self.pack.body in item.bodies)
        ]
        if deadlines:
            yield "三、时限", deadlines
        rules = [f"{item.level}：{item.rule}。" for item in form.level_rules]
        notes = [dated(note, self.year) for table in form.tables for note in table.notes]
        if rules or notes:
            yield "四、填报口径", rules + notes
        sources = [form.source, *self.pack.sources]
        yield (
            "五、依据",
            list(dict.fromkeys(f"{item.title}{'　' + item.number if item.number else ''}" for item in sources)),
        )

    # 基本信息

    def _info(self, sheet: Any) -> None:
        for column, width in enumerate((9, 16, 56, 54)):
            sheet.set_column(column, column, width)
        self.title(sheet, "基本信息", "浅黄色的格由您填写。联系方式印在报告的前言里。")
        self.headings(sheet, 3, (CODE, ITEM, CONTENT, NOTE))
        row, group = 4, ""
        for item in INFO_ITEMS:
            if item.group != group:
                group = item.group
                for column in range(4):
                    sheet.write_string(row, column, group if column == 1 else "", self.style("band"))
                row += 1
            sheet.write_string(row, 0, item.path, self.style("code"))
            sheet.write_string(row, 1, item.label, self.style("label"))
            self._info_cell(sheet, row, item)
            sheet.write_string(row, 3, item.note, self.style("note"))
            sheet.set_row(row, 21)
            row += 1
        sheet.freeze_panes(4, 2)
        self.finish(sheet, landscape=True, repeat=3)

    def _info_cell(self, sheet: Any, row: int, item: InfoItem) -> None:
        unit = self.data.unit
        if item.kind == "year":
            sheet.write_number(row, 2, self.year, self.style("choice"))
            last = self.pack.last_year or 2100
            rule = {"validate": "integer", "criteria": "between", "minimum": self.pack.first_year, "maximum": last}
            message = f"这一格式适用于 {self.pack.first_year} 至 {last} 年度，请填四位数字。"
            sheet.data_validation(row, 2, row, 2, {**rule, **_refusal(item.label, message)})
        elif item.kind == "pack":
            sheet.write_string(row, 2, self.pack.id, self.style("fixed"))
        elif item.kind in ("level", "body"):
            words = LEVEL_WORDS if item.kind == "level" else BODY_WORDS
            word = LEVEL_WORDS[unit.level] if item.kind == "level" else BODY_WORDS[unit.body]
            sheet.write_string(row, 2, word, self.style("choice"))
            rule = {"validate": "list", "source": list(words.values())}
            sheet.data_validation(row, 2, row, 2, {**rule, **_refusal(item.label, "请从列表中选择。")})
        elif item.kind == "date":
            self._date_cell(sheet, row, item)
        else:
            self.text(sheet, row, 2, _at(self.data, item.path), self.style("text"))
            if item.note:
                sheet.data_validation(row, 2, row, 2, {"validate": "any", **_message(item.label, item.note)})

    def _date_cell(self, sheet: Any, row: int, item: InfoItem) -> None:
        day = self.data.issued_on
        if day is None:
            sheet.write_blank(row, 2, None, self.style("date"))
        else:
            sheet.write_datetime(row, 2, datetime(day.year, day.month, day.day), self.style("date"))  # noqa: DTZ001
        rule = {"validate": "date", "criteria": ">=", "value": date(self.year, 1, 1)}
        sheet.data_validation(row, 2, row, 2, {**rule, **_refusal(item.label, "请填日期，如 2013-02-20。")})

    # 叙述

    def _narrative(self, sheet: Any) -> None:
        for column, width in enumerate((10, 20, 34, 88)):
            sheet.set_column(column, column, width)
        self.title(
            sheet,
            "叙述",
            "每部分一行，格内换行按 Alt+Enter。留空则用标准用语；文字很长时插入一行，填相同的代码接着写。",
        )
        self.headings(sheet, 3, (CODE, PART, HINT, TEXT))
        row = 4
        for section in self.layout.sections:
            for text in _snippets(self.data.narrative.get(section.key, ())):
                self._narrative_row(sheet, row, section, text)
                row += 1
        sheet.freeze_panes(4, 2)
        self.finish(sheet, landscape=True, repeat=3)

    def _narrative_row(self, sheet: Any, row: int, section: SectionRow, text: str) -> None:
        hint = self._section_hint(section)
        sheet.write_string(row, 0, section.key, self.style("code"))
        sheet.write_string(row, 1, dated(section.heading, self.year).replace("{unit}", ""), self.style("strong"))
        sheet.write_string(row, 2, hint, self.style("note"))
        self.text(sheet, row, 3, text, self.style("prose"))
        lines = max(_lines(text, 88), _lines(hint, 38), 4)
        sheet.set_row(row, min(16.5 * lines, _TALLEST_ROW))

    def _section_hint(self, section: SectionRow) -> str:
        plan = next((item for item in self.pack.sections if item.key == section.key), None)
        lines = [section.hint] if section.hint else []
        if plan is not None and plan.subheadings:
            lines.append(
                "小标题：" + "；".join(f"（{_ORDINALS[i]}）{text}" for i, text in enumerate(plan.subheadings[:10]))
            )
        if plan is not None and plan.optional:
            lines.append("本部分可以没有。")
        if section.phrases:
            phrase = " ".join(section.phrases[0].split())
            lines.append(f"留空时写入：{phrase[:60]}{'…' if len(phrase) > 60 else ''}")
        return "\n".join(lines)

    # 检查

    def _checks(self, sheet: Any) -> None:
        for column, width in enumerate((21, 62, 13, 13, 11, 15, 9, 40)):
            sheet.set_column(column, column, width)
        self.title(
            sheet,
            "检查",
            "数字填好后随时查看。是否通过以 reportgen check 的结果为准；核实性规则不成立时，在“说明”列写明原因。",
        )
        left, right, difference, verdict = RULE_COLUMNS
        self.headings(sheet, 3, (RULE, RULE_TEXT, left, right, difference, verdict, "性质", EXPLANATION))
        row = first = 4
        reasons = dict(self.data.explanations)
        for rule in self.pack.rules:
            row = self._rule(sheet, row, rule, reasons)
        for key, reason in reasons.items():
            self._rule_line(sheet, row, key, "", ("", "", "", ""), reason)
            row += 1
        self.colour_marks(sheet, (2, 5, max(row, 5), 5))
        wrong = f'COUNTIF(F{first + 1}:F{row},"{BAD}*")'
        now = sum(self._verdicts_now())
        text = f"{BAD} {now} 处不符" if now else GOOD
        sheet.write_string(2, 4, "合计", self.style("sum"))
        formula = Computed(f'=IF({wrong}=0,"{GOOD}","{BAD} "&{wrong}&" 处不符")', text)
        self.computed(sheet, 2, 5, formula, self.style("mark"))
        sheet.freeze_panes(4, 1)
        self.finish(sheet, landscape=True, repeat=3)

    def _verdicts_now(self) -> Iterator[bool]:
        for rule in self.pack.rules:
            if rule.kind == "whole_number":
                yield str(self.relations.whole_numbers(self._counted(), CHECKS).value).startswith(BAD)
            for instance in rule.instances:
                yield str(self.relations.outcome(instance).verdict.value).startswith(BAD)

    def _rule(self, sheet: Any, row: int, rule: Rule, reasons: dict[str, str]) -> int:
        style, official = self.style, rule.official_text or rule.text
        text = f"{official}（{rule.basis}）" if rule.basis else official
        severities = dict.fromkeys(_SEVERITIES[instance.severity] for instance in rule.instances)
        sheet.write_string(row, 0, rule.id, style("band"))
        sheet.write_string(row, 1, text, style("band_text"))
        for column in (2, 3, 4):
            sheet.write_blank(row, column, None, style("band"))
        self.computed(sheet, row, 5, self._summary(rule), style("mark"))
        sheet.write_string(row, 6, "、".join(severities), style("center"))
        self.text(sheet, row, 7, reasons.pop(rule.id, ""), style("words"))
        sheet.set_row(row, 16.5 * max(_lines(text, 60), 1))
        for instance in rule.instances:
            row += 1
            self._instance(sheet, row, rule, instance, reasons)
        return row + 1

    def _summary(self, rule: Rule) -> Computed:
        """What is said beside the rule itself: only where it has no lines of its own."""
        if rule.kind == "whole_number":
            return self.relations.whole_numbers(self._counted(), CHECKS)
        if rule.kind == "narrative":
            return Computed("对照正文", "对照正文")
        return Computed("", "") if rule.instances else Computed("不适用", "不适用")

    def _counted(self) -> list[FigureKey]:
        return [key for key, field in self.pack.fields.items() if field.measure == "count" and field.is_open]

    def _instance(self, sheet: Any, row: int, rule: Rule, instance: Instance, reasons: dict[str, str]) -> None:
        key = f"{rule.id}:{instance.scope}"
        outcome = self.relations.outcome(instance, sheet=CHECKS)
        label = instance_label(self.pack, instance, self.column_labels)
        sides: tuple[Computed | str, ...] = (outcome.left, outcome.right, outcome.difference, outcome.verdict)
        self._rule_line(sheet, row, key, label, sides, reasons.pop(key, ""), _SEVERITIES[instance.severity])

    def _rule_line(
        self,
        sheet: Any,
        row: int,
        key: str,
        label: str,
        sides: Sequence[Computed | str],
        reason: str,
        severity: str = "",
    ) -> None:
        sheet.write_string(row, 0, key, self.style("code"))
        sheet.write_string(row, 1, label, self.style("label", 1))
        for column, item in enumerate(sides, 2):
            computed = item if isinstance(item, Computed) else Computed(item, item)
            self.computed(sheet, row, column, computed, self.style("mark" if column == 5 else "sum"))
        sheet.write_string(row, 6, severity, self.style("center"))
        self.text(sheet, row, 7, reason, self.style("words"))
        sheet.set_row(row, 16.5 * max(_lines(label, 58), 1))

    # _reportgen

    def _hidden(self, sheet: Any) -> None:
        entries: list[tuple[str, str | int]] = [
            ("pack", self.pack.id),
            ("version", __version__),
            ("year", self.year),
            ("level", self.pack.level.value),
            ("body", self.pack.body.value),
        ]
        if self.previous is not None:
            entries += [("previous_year", self.previous.year), ("previous_pack", self.previous.pack_id)]
        for row, (name, value) in enumerate(entries):
            sheet.write_string(row, 0, name)
            sheet.write(row, 1, value)
        row = len(entries) + 1
        for column, name in enumerate(("field", "sheet", "row", "column", "measure")):
            sheet.write_string(row, column, name)
        for row, (key, spot) in enumerate(self.layout.spots.items(), row + 1):
            sheet.write_row(row, 0, (key, spot.sheet, spot.row + 1, spot.column + 1, self.pack.fields[key].measure))
        sheet.very_hidden()


class _TableSheet:
    """Writes the sheet of one table of the form."""

    def __init__(self, writer: _Writer, sheet: Any, grid: Grid) -> None:
        self.writer = writer
        self.sheet = sheet
        self.grid = grid
        self.style = writer.style
        self.last_column = grid.explanation + (grid.width if writer.previous else 0)

    def write(self) -> None:
        self._widths()
        for row, line in enumerate(self.grid.lines):
            _LINES[line.kind](self, row, line)
        self._notes()
        grid, headers = self.grid, [line for line in self.grid.lines if line.kind == "header"]
        if grid.mark is not None:
            self.writer.colour_marks(self.sheet, (grid.first_header, grid.mark, len(grid.lines), grid.mark))
        if grid.beneath:
            last = grid.figures + grid.width - 1
            self.writer.colour_marks(self.sheet, (grid.first_header, grid.figures, len(grid.lines), last))
        frozen = grid.first_header + 1 if len(headers) == 1 else 2
        self.sheet.freeze_panes(frozen, grid.figures)
        repeat = grid.first_header if len(headers) == 1 else None
        self.writer.finish(self.sheet, landscape=self.last_column > 7, repeat=repeat)

    def _widths(self) -> None:
        grid, sheet = self.grid, self.sheet
        sheet.set_column(grid.code, grid.code, 8)
        if grid.category is not None:
            sheet.set_column(grid.category, grid.category, 13)
        sheet.set_column(grid.item, grid.item, 46)
        if grid.unit is not None:
            sheet.set_column(grid.unit, grid.unit, 6)
        sheet.set_column(grid.figures, grid.figures + grid.width - 1, 12)
        for column in grid.sums.values():
            sheet.set_column(column, column, 11)
        if grid.mark is not None:
            sheet.set_column(grid.mark, grid.mark, 16)
        sheet.set_column(grid.explanation, grid.explanation, 34)
        if self.writer.previous is not None:
            sheet.set_column(grid.previous, grid.previous + grid.width - 1, 12)

    def _title(self, row: int, line: Line) -> None:
        table, writer = self.grid.table, self.writer
        name = table.title or (writer.pack.form.title if len(self.writer.layout.grids) == 1 else table.sheet)
        self.sheet.set_row(row, 26)
        self.sheet.write_string(row, 0, name, self.style("title"))

    def _subtitle(self, row: int, line: Line) -> None:
        unit = self.writer.data.unit.name
        parts = [unit, f"{self.writer.year} 年度", "浅黄色的格由您填写；没有发生填 0；灰色的“-”不填。"]
        self.sheet.write_string(row, 0, "　".join(part for part in parts if part), self.style("subtitle"))

    def _corner(self, row: int, line: Line) -> None:
        self.sheet.write_string(row, 0, line.text, self.style("corner"))

    def _groups(self, row: int, line: Line) -> None:
        assert line.part is not None
        columns = line.part.columns
        start = 0
        while start < len(columns):
            end = start
            while end + 1 < len(columns) and columns[end + 1].group == columns[start].group:
                end += 1
            if columns[start].group:
                first, last = self.grid.figures + start, self.grid.figures + end
                if first == last:
                    self.sheet.write_string(row, first, columns[start].group, self.style("heading"))
                else:
                    self.sheet.merge_range(row, first, row, last, columns[start].group, self.style("heading"))
            start = end + 1

    def _header(self, row: int, line: Line) -> None:
        assert line.part is not None
        grid, writer = self.grid, self.writer
        labels = column_labels(line.part.columns)
        cells: dict[int, str] = {grid.code: CODE, grid.item: grid.table.label_header or ITEM}
        if grid.category is not None:
            cells[grid.category] = CATEGORY
        if grid.unit is not None:
            cells[grid.unit] = grid.table.unit_header or UNIT
        cells |= {grid.figures + index: dated(label, writer.year) for index, label in enumerate(labels)}
        one = len(grid.sums) == 1
        for code, column in grid.sums.items():
            cells[column] = SUM if one else f"{SUM}\n({writer.column_labels[code]})"
        if grid.mark is not None:
            cells[grid.mark] = MARK
        cells[grid.explanation] = EXPLANATION
        if writer.previous is not None:
            before = writer.previous.year + 1
            cells |= {grid.previous + index: previous_label(label, before) for index, label in enumerate(labels)}
        for column in range(self.last_column + 1):
            self.sheet.write_string(row, column, cells.get(column, ""), self.style("heading"))
        self.sheet.set_row(row, 33)

    def _banner(self, row: int, line: Line) -> None:
        for column in range(self.last_column + 1):
            self.sheet.write_string(row, column, line.text if column == self.grid.item else "", self.style("band"))

    def _row(self, row: int, line: Line) -> None:
        assert line.row is not None
        assert line.part is not None
        grid, item = self.grid, line.row
        sheet, style = self.sheet, self.style
        sheet.write_string(row, grid.code, item.code, style("code"))
        if grid.category is not None:
            above = grid.lines[row - 1].row
            first = above is None or above.group != item.group
            sheet.write_string(row, grid.category, item.group if first else "", style("label"))
        is_strong = item.header or item.total
        indent = depth(item, self.writer.pack.rows)
        sheet.write_string(row, grid.item, item.printed, style("strong" if is_strong else "label", indent))
        if grid.unit is not None:
            sheet.write_string(row, grid.unit, item.unit, style("center"))
        sheet.set_row(row, 16.5 * max(_lines(item.printed, 44 - 2 * indent), 1) + 3)
        keys = [] if item.header else [figure_key(item.code, column.code) for column in line.part.columns]
        for offset in range(grid.width):
            key = keys[offset] if offset < len(keys) else None
            self._figure(row, grid.figures + offset, key)
            if self.writer.previous is not None:
                content = self.writer.before.get(key) if key is not None else None
                self.writer.put(sheet, row, grid.previous + offset, content, style("before"))
        self._sums(row, keys)
        reason = self.writer.data.row_explanations.get(item.code, "")
        self.writer.text(sheet, row, grid.explanation, reason, style("fixed" if item.header else "words"))

    def _figure(self, row: int, column: int, key: FigureKey | None) -> None:
        if key is None:
            self.sheet.write_blank(row, column, None, self.style("closed"))
            return
        field = self.writer.pack.fields[key]
        content = self.writer.contents[key]
        worded = field.measure in ("text_and_count", "amount_with_unit")
        style = "closed" if not field.is_open else "words" if worded and not isinstance(content, Decimal) else "number"
        self.writer.put(self.sheet, row, column, content, self.style(style))
        if field.is_open:
            self.sheet.data_validation(row, column, row, column, self._validation(field))

    def _validation(self, field: Field) -> dict[str, Any]:
        label = dated(field.column.label, self.writer.year)
        sums = self.grid.beside.get(field.key)
        parts = "+".join(self._name_in_sum(field, key.figure) for key in sums[1].alternatives[0]) if sums else ""
        told = f"{field.row.label}\n" + (f"应等于 {parts}\n" if parts else "")
        rule, refusal = _MEASURES[field.measure]
        return {**rule, **_refusal(label, told + refusal)}

    def _name_in_sum(self, field: Field, key: FigureKey) -> str:
        part = self.writer.pack.fields[key]
        return part.row.code if part.row.code != field.row.code else part.column.label

    def _sums(self, row: int, keys: Sequence[FigureKey]) -> None:
        """The computed sum beside each total, and one mark for the row."""
        grid, writer, sheet = self.grid, self.writer, self.sheet
        by_column = {writer.pack.fields[key].column.code: key for key in keys}
        checked = []
        for code, column in grid.sums.items():
            key = by_column.get(code)
            beside = grid.beside.get(key) if key is not None else None
            if beside is None:
                sheet.write_blank(row, column, None, self.style("sum"))
                continue
            instance = beside[1]
            total = writer.relations.total(instance.alternatives[0], grid.sheet)
            writer.computed(sheet, row, column, total, self.style("sum"))
            checked.append((code, writer.relations.verdict(instance, sheet=grid.sheet)))
        if grid.mark is not None:
            mark = _joined(checked, writer.column_labels)
            writer.computed(sheet, row, grid.mark, mark, self.style("mark"))

    def _beneath(self, row: int, line: Line) -> None:
        """A rule that is checked below the table, in each of its columns."""
        assert line.rule is not None
        grid, sheet, writer = self.grid, self.sheet, self.writer
        words = {"left": "左边", "right": "右边" if line.rule.kind == "equal" else SUM, "mark": MARK}
        starts = grid.lines[row - 1].rule is not line.rule
        label = line.rule.text if starts else ""
        sheet.write_string(row, grid.code, "", self.style("center"))
        text = f"{words[line.text]}　{label}" if label else words[line.text]
        sheet.write_string(row, grid.item, text, self.style("note"))
        if grid.unit is not None:
            sheet.write_string(row, grid.unit, "", self.style("center"))
        for instance in line.rule.instances:
            offset = self._offset(instance)
            item = self._beneath_value(instance, line.text)
            style = self.style("mark" if line.text == "mark" else "sum")
            writer.computed(sheet, row, grid.figures + offset, item, style)
        sheet.set_row(row, 16.5 * max(_lines(text, 50), 1) + 3)

    def _beneath_value(self, instance: Instance, side: str) -> Computed:
        relations, sheet = self.writer.relations, self.grid.sheet
        if side == "mark":
            return relations.verdict(instance, sheet=sheet)
        return relations.total(instance.left if side == "left" else instance.alternatives[0], sheet)

    def _offset(self, instance: Instance) -> int:
        column = self.writer.layout.spots[instance.left[0].figure].column
        return column - self.grid.figures

    def _notes(self) -> None:
        for number, note in enumerate(self.grid.table.notes):
            row = len(self.grid.lines) + 1 + number
            text = dated(note, self.writer.year)
            self.sheet.merge_range(row, 0, row, self.grid.explanation, text, self.style("remark"))
            self.sheet.set_row(row, 16.5 * _lines(text, 130))


_LINES: Mapping[str, Any] = {
    "title": _TableSheet._title,
    "subtitle": _TableSheet._subtitle,
    "corner": _TableSheet._corner,
    "groups": _TableSheet._groups,
    "header": _TableSheet._header,
    "banner": _TableSheet._banner,
    "row": _TableSheet._row,
    "beneath": _TableSheet._beneath,
}

_ORDINALS = "一二三四五六七八九十"
_AMOUNT = {"validate": "decimal", "criteria": ">=", "value": 0}
_MEASURES: Mapping[str, tuple[dict[str, Any], str]] = {
    "count": ({"validate": "integer", "criteria": ">=", "value": 0}, "填 0 或正整数，不带单位。"),
    "signed_count": ({"validate": "integer", "criteria": ">=", "value": -999_999_999}, "填整数，减少填负数。"),
    "amount_yuan": (_AMOUNT, "填金额，单位为元，可有小数。"),
    "amount_wan": (_AMOUNT, "填金额，单位为万元，可有小数。"),
    "amount_with_unit": ({"validate": "any"}, "填金额并写明单位，如 12.5万元 或 3000元；没有发生填 0。"),
    "text_and_count": ({"validate": "any"}, "填数字，或者填名称和数量，如《甲简报》50期；没有发生填 0。"),
}


def _joined(checked: Sequence[tuple[str, Computed]], labels: Mapping[str, str]) -> Computed:
    """The marks of a row's columns in one cell; a lone one stands without its column's name."""
    if not checked:
        return Computed("", "")
    if len(checked) == 1:
        return checked[0][1]
    marks = [item.formula.removeprefix("=") for _, item in checked]
    values = [str(item.value) for _, item in checked]
    joined = "  ".join(value for value in values if value)
    return Computed("=TRIM(" + '&"  "&'.join(marks) + ")", " ".join(joined.split()))


def _message(title: str, text: str) -> dict[str, str]:
    return {"input_title": title[:32], "input_message": text[:255]}


def _refusal(title: str, text: str) -> dict[str, str]:
    return {**_message(title, text), "error_title": "请核对", "error_message": text[:255], "error_type": "warning"}


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of that many half-width characters."""
    return sum(max(1, -(-_width(line) // max(width, 1))) for line in text.split("\n")) if text else 1


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def _snippets(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs as cells: as many in one as can be seen without scrolling."""
    cells: list[str] = []
    for paragraph in paragraphs:
        if cells and len(cells[-1]) + len(paragraph) < _SNIPPET:
            cells[-1] += "\n" + paragraph
        else:
            cells.append(paragraph)
    return cells or [""]


def _at(data: ReportData, path: str) -> str:
    value: Any = data
    for name in path.split("."):
        value = getattr(value, name)
    return str(value)
