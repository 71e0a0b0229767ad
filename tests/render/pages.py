"""Pages for tests of the Word room: a whole report of any pack in a line, plain or hostile."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from reportgen import packs
from reportgen.model import Page, Paragraph, Section
from reportgen.packs import Pack

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
PACK_IDS = packs.pack_ids([TEMPLATES])
FAMILIES = ("municipal-2008", "county-2014", "county-2021")
NUMBERS = "一二三四五六七八九"
LONG = (
    "各科室按照职责分工梳理本年度形成的文件，逐件确定公开属性，对应当公开的在规定的期限内通过门户网站的专栏发布，"
    "并对栏目中失效的内容作了清理，方便群众查询和利用。"
)


@cache
def pack(pack_id: str) -> Pack:
    """The shipped pack of that id."""
    return packs.load(pack_id, [TEMPLATES])


def page(
    of: Pack,
    *,
    text: str = LONG,
    figure: str = "128",
    draft: str = "",
    absent: Iterable[str] = (),
    fields: Mapping[str, str] | None = None,
) -> Page:
    """A page that feeds every tag of that pack: `text` in each paragraph, `figure` in each open cell."""
    absent = tuple(absent)
    printed = [plan for plan in of.sections if plan.key not in absent]
    year = of.first_year + 1
    return Page(
        fields={**_fields(of, year, draft), **(fields or {})},
        blocks={"preface": (Paragraph(text), Paragraph(text)), "closing": ()},
        sections={plan.key: _section(plan.key, plan.heading, NUMBERS[i], text) for i, plan in enumerate(printed)},
        absent_sections=absent,
        cells=_cells(of, figure),
    )


def _fields(of: Pack, year: int, draft: str) -> dict[str, str]:
    name = "临江市工业和信息化局"
    statistics = f"{name}{year}年政府信息公开工作年度报告相关数据统计表"
    return {
        "title": f"{name}{year}年政府信息公开工作年度报告",
        "date_line": f"（{year + 1}年2月20日）",
        "signature": name,
        "date": f"{year + 1}年2月20日",
        "year": str(year),
        "previous_year": str(year - 1),
        "next_year": str(year + 1),
        "unit_name": name,
        "unit_short_name": "我局",
        "draft_mark": draft,
        "attachment_mark": "附件",
        "attachment_note": f"附件：{statistics}" if of.attachment else "",
        "attachment_title": statistics if of.attachment else "",
        "address": "临江市滨河路1号",
        "postcode": "132000",
        "phone": "0432-6000000",
        "email": "office@example.org",
        "website": "http://www.example.org",
        "prepared_by": "甲某",
        "reviewed_by": "乙某",
        "approved_by": "丙某",
        "prepared_on": f"{year + 1}年1月15日",
    }


def _section(key: str, title: str, number: str, text: str) -> Section:
    body = (
        Paragraph(text),
        Paragraph("（一）加强组织领导", 2),
        Paragraph(text),
        Paragraph("1.明确责任分工。", 3),
        Paragraph("（1）专人办理。", 4),
        Paragraph(text),
    )
    return Section(key, number, title, f"{number}、{title}", body)


def _cells(of: Pack, figure: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for item in of.fields.values():
        found.setdefault(item.row.tag, {})[item.column.code] = figure if item.is_open else "-"
    return found
