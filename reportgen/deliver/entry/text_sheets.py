"""The sheets of words: 填报说明 for the clerk, 基本信息 and 叙述 to be filled."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from reportgen.deliver.entry.book import EntryBook, asked, height, lines_of, told
from reportgen.model import BODY_WORDS, LEVEL_WORDS, ReportData
from reportgen.packs import SectionPlan, dated
from reportgen.packs.workbook_layout import (
    CHECKS,
    CODE,
    CONTENT,
    EXPLANATION,
    HINT,
    INFO,
    INFO_ITEMS,
    ITEM,
    MARK,
    NARRATIVE,
    NOTE,
    PART,
    SUM,
    TEXT,
    InfoItem,
    SectionRow,
)
from reportgen.wording import chinese
from reportgen.wording.placeholders import filled, of_unit, of_year

_SNIPPET = 1_200  # characters a row of 叙述 shows without scrolling
_LAST_YEAR = 2100  # a form in force has no last year; Excel asks for one
_GUIDE_WIDTH = 104
_TEXT_WIDTH = 88
_HINT_WIDTH = 36
_SHOWN_PHRASE = 70


def guide(book: EntryBook, sheet: Any) -> None:
    """填报说明: how to fill the workbook, in a clerk's words, with deadlines and sources."""
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, _GUIDE_WIDTH)
    book.title(sheet, f"{book.pack.name}　填报说明", f"报告年度：{book.year} 年")
    row = 3
    for heading, lines in _guide_parts(book):
        sheet.write_string(row, 0, heading, book.style("guide_head"))
        for line in lines:
            row += 1
            style = "guide_code" if line.startswith("reportgen ") else "guide"
            sheet.write_string(row, 1, line, book.style(style))
            sheet.set_row(row, height(lines_of(line, _GUIDE_WIDTH), 0))
        row += 2
    book.finish(sheet, landscape=False)


def _guide_parts(book: EntryBook) -> Iterator[tuple[str, list[str]]]:
    parts = (
        ("怎样填", _how_to_fill(book)),
        ("填好之后", _afterwards()),
        ("时限", _deadlines(book)),
        ("填报口径", _scope(book)),
        ("依据", _sources(book)),
    )
    for number, (title, lines) in enumerate((part for part in parts if part[1]), 1):
        yield f"{chinese(number)}、{title}", lines


def _how_to_fill(book: EntryBook) -> list[str]:
    tables = "、".join(f"“{grid.sheet}”" for grid in book.layout.grids)
    narrative = (
        f"4. “{NARRATIVE}”按报告的各部分填写，格内换行按 Alt+Enter，一行成为一段；"
        "以“（一）”“1.”“（1）”开头的行会成为小标题。没有内容可以留空，程序会写入标准用语。"
    )
    return [
        f"1. 依次填写“{INFO}”“{NARRATIVE}”和{tables}。只填浅黄色的格；其余的格是官方表式，已经锁定。",
        "2. 数字格只填数字，不带单位；没有发生填 0，不要留空；灰色的“-”表示本单位不填，不要改动。",
        f"3. 合计由您填写。旁边的“{SUM}”是按分项算出的数，“{MARK}”显示 ✓ 或者 ✗ 和相差的数。",
        narrative,
        f"5. 文字很长时，可以在下面插入一行，填上相同的{CODE}接着写。",
        f"6. 数字看上去不合常理但确实如此的，在同一行“{EXPLANATION}”列写明原因；只写“核实无误”不算说明。",
        f"7. 可以插入行、移动列、改工作表名、隐藏行，都不影响读取；但不要改动“{CODE}”列和各列标题。",
    ]


def _afterwards() -> list[str]:
    return [
        "保存并关闭文件，在命令行里先检查、再生成报告：",
        "reportgen check 文件名.xlsx",
        "reportgen build 文件名.xlsx",
        f"“{CHECKS}”表列出全部核对规则，填写时随时可以查看；是否通过以 check 的结果为准。",
    ]


def _deadlines(book: EntryBook) -> list[str]:
    pack = book.pack
    return [
        f"{item.who}{item.what}：{item.text}。{'（' + item.basis + '）' if item.basis else ''}"
        for item in pack.form.deadlines
        if (not item.levels or pack.level in item.levels) and (not item.bodies or pack.body in item.bodies)
    ]


def _scope(book: EntryBook) -> list[str]:
    form = book.pack.form
    notes = [dated(note, book.year) for table in form.tables for note in table.notes]
    return [f"{item.level}：{item.rule}。" for item in form.level_rules] + notes


def _sources(book: EntryBook) -> list[str]:
    documents = (book.pack.form.source, *book.pack.sources)
    return list(dict.fromkeys(f"{item.title}　{item.number}".strip() for item in documents))


# 基本信息


def info(book: EntryBook, sheet: Any) -> None:
    """基本信息: who reports, the contact line, the sign-off."""
    for column, width in enumerate((21, 16, 56, 52)):
        sheet.set_column(column, column, width)
    book.title(sheet, INFO, "浅黄色的格由您填写。联系方式印在报告的前言里。")
    book.headings(sheet, 3, (CODE, ITEM, CONTENT, NOTE))
    row, group = 4, ""
    for item in INFO_ITEMS:
        if item.group != group:
            group = item.group
            for column, text in enumerate(("", group, "", "")):
                sheet.write_string(row, column, text, book.style("band"))
            row += 1
        sheet.write_string(row, 0, item.path, book.style("code"))
        sheet.write_string(row, 1, item.label, book.style("label"))
        _INFO_CELLS.get(item.kind, _text_cell)(book, sheet, row, item)
        sheet.write_string(row, 3, item.note, book.style("note"))
        sheet.set_row(row, 21)
        row += 1
    sheet.freeze_panes(4, 2)
    book.finish(sheet, landscape=True, repeat=3)


def _year_cell(book: EntryBook, sheet: Any, row: int, item: InfoItem) -> None:
    sheet.write_number(row, 2, book.year, book.style("choice"))
    first, last = book.pack.first_year, book.pack.last_year or _LAST_YEAR
    rule = {"validate": "integer", "criteria": "between", "minimum": first, "maximum": last}
    text = f"这一格式适用于 {first} 年度起" if book.pack.last_year is None else f"这一格式适用于 {first} 至 {last} 年度"
    sheet.data_validation(row, 2, row, 2, {**rule, **asked(item.label, f"{text}，请填四位数字。")})


def _pack_cell(book: EntryBook, sheet: Any, row: int, item: InfoItem) -> None:
    sheet.write_string(row, 2, book.pack.id, book.style("fixed"))


def _choice_cell(book: EntryBook, sheet: Any, row: int, item: InfoItem) -> None:
    words: Sequence[str] = list((LEVEL_WORDS if item.kind == "level" else BODY_WORDS).values())
    word = LEVEL_WORDS[book.pack.level] if item.kind == "level" else BODY_WORDS[book.pack.body]
    sheet.write_string(row, 2, word, book.style("choice"))
    rule = {"validate": "list", "source": words}
    sheet.data_validation(row, 2, row, 2, {**rule, **asked(item.label, "请从列表中选择。")})


def _date_cell(book: EntryBook, sheet: Any, row: int, item: InfoItem) -> None:
    day = book.data.issued_on
    if day is None:
        sheet.write_blank(row, 2, None, book.style("date"))
    else:
        # Excel knows no time zones
        sheet.write_datetime(row, 2, datetime(day.year, day.month, day.day), book.style("date"))  # noqa: DTZ001
    rule = {"validate": "date", "criteria": ">=", "value": date(book.year, 1, 1)}
    sheet.data_validation(row, 2, row, 2, {**rule, **asked(item.label, "请填日期，如 2013-02-20。")})


def _text_cell(book: EntryBook, sheet: Any, row: int, item: InfoItem) -> None:
    book.text(sheet, row, 2, _at(book.data, item.path), book.style("text"))
    if item.note:
        # any: nothing is refused, only a hint shown
        sheet.data_validation(row, 2, row, 2, {"validate": "any", **told(item.label, item.note)})


_INFO_CELLS = {
    "year": _year_cell,
    "pack": _pack_cell,
    "level": _choice_cell,
    "body": _choice_cell,
    "date": _date_cell,
}


def _at(data: ReportData, path: str) -> str:
    value: Any = data
    for name in path.split("."):
        value = getattr(value, name)
    return str(value)


# 叙述


def narrative(book: EntryBook, sheet: Any) -> None:
    """叙述: one line a section, more where the text is long."""
    for column, width in enumerate((10, 20, 34, _TEXT_WIDTH, 30)):
        sheet.set_column(column, column, width)
    book.title(
        sheet,
        NARRATIVE,
        "每部分一行，格内换行按 Alt+Enter。留空则用标准用语；文字很长时插入一行，填相同的代码接着写。",
    )
    book.headings(sheet, 3, (CODE, PART, HINT, TEXT, EXPLANATION))
    row = 4
    for section in book.layout.sections:
        reason = book.data.row_explanations.get(section.key, "")
        for text in _snippets(book.data.narrative.get(section.key, ())):
            _narrative_row(book, sheet, row, section, (text, reason))
            row, reason = row + 1, ""  # the reason stands beside the first of several lines
    sheet.freeze_panes(4, 2)
    book.finish(sheet, landscape=True, repeat=3)


def _narrative_row(book: EntryBook, sheet: Any, row: int, section: SectionRow, words: tuple[str, str]) -> None:
    """A line of a section: its text, and the reason for what the checks find strange in it."""
    text, reason = words
    hint = _section_hint(book, section)
    sheet.write_string(row, 0, section.key, book.style("code"))
    sheet.write_string(row, 1, _readable(book, section.heading), book.style("strong"))
    sheet.write_string(row, 2, hint, book.style("note"))
    book.text(sheet, row, 3, text, book.style("prose"))
    book.text(sheet, row, 4, reason, book.style("words"))
    sheet.set_row(row, height(max(lines_of(text, _TEXT_WIDTH), lines_of(hint, _HINT_WIDTH), 4)))


def _section_hint(book: EntryBook, section: SectionRow) -> str:
    plan = next((item for item in book.pack.sections if item.key == section.key), None)
    lines = [section.hint, _subheadings(plan) if plan else "", "本部分可以没有。" if plan and plan.optional else ""]
    if section.phrases:
        phrase = _readable(book, " ".join(section.phrases[0].split()))
        shown = phrase if len(phrase) <= _SHOWN_PHRASE else phrase[:_SHOWN_PHRASE] + "…"
        lines.append(f"留空时按数字写标准用语，如：{shown}")
    return "\n".join(line for line in lines if line)


def _subheadings(plan: SectionPlan) -> str:
    named = (f"（{chinese(number)}）{text}" for number, text in enumerate(plan.subheadings, 1))
    return "小标题：" + "；".join(named) if plan.subheadings else ""


def _readable(book: EntryBook, phrase: str) -> str:
    """A phrase as a clerk reads it: the year and the unit in place, figures as ×."""
    known = {
        **of_year(book.year),
        **of_unit(book.data.unit.name or "本单位"),
        "unit.short_name": book.data.unit.short_name or "本单位",
    }
    return filled(phrase, known, other="×")


def _snippets(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs as cells: as many in one as can be seen without scrolling."""
    cells: list[str] = []
    for paragraph in paragraphs:
        if cells and len(cells[-1]) + len(paragraph) < _SNIPPET:
            cells[-1] += "\n" + paragraph
        else:
            cells.append(paragraph)
    return cells or [""]
