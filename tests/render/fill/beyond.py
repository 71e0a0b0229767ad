"""Shipped templates edited as a maintainer would who knows docxtpl: one construct each that the plan does not cover."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from reportgen.ooxml.names import W
from tests.packcheck.template.editing import Docx, Edit, edited, inserted, replaced, retyped, w

PACK_ID = "county-2021"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_CELLS = re.compile(r"\|(?!length|items)")
SHAPE = (
    f'<w:r xmlns:w="{W}"><w:drawing><wp:inline xmlns:wp="{_WP}"><wp:extent cx="360000" cy="36000"/>'
    '<wp:docPr id="7" name="线"/>'
    f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_WPS}"><wps:wsp xmlns:wps="{_WPS}"><wps:cNvCnPr/><wps:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="36000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
    '</a:prstGeom><a:solidFill><a:srgbClr val="C00000"/></a:solidFill></wps:spPr><wps:bodyPr/></wps:wsp>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def table(*rows: str, widths: tuple[int, ...] = (2200, 2200, 2200), before: str = "{{ title }}") -> Edit:
    """A table as Word writes it below the title: `table("甲|乙", "{%tr for p in preface %}|", …)`."""

    def cell(text: str) -> str:
        words = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        run = f'<w:r><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
        width = '<w:tcPr><w:tcW w:w="2200" w:type="dxa"/></w:tcPr>'
        return f'<w:tc>{width}<w:p><w:pPr><w:pStyle w:val="TableFigure"/></w:pPr>{run}</w:p></w:tc>'

    drawn = "".join(f"<w:tr>{''.join(map(cell, _CELLS.split(row)))}</w:tr>" for row in rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideV"))
    xml = (
        f'<w:tbl xmlns:w="{W}"><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>"
    )

    def edit(docx: Docx) -> None:
        docx.paragraph(before).addnext(etree.fromstring(xml))

    return edit


def side_by_side(row: str = "m1", first: str = "issued") -> Edit:
    """The figures of a row of the statistics, printed by a loop over cells."""

    def edit(docx: Docx) -> None:
        cells = docx.row(f"{{{{ {row}.{first} }}}}").findall(w("tc"))
        tags = (f"{{%tc for column, figure in {row}|items %}}", "{{ figure }}", "{%tc endfor %}")
        for cell, tag in zip(cells[-3:], tags, strict=True):
            retyped(next(cell.iter(w("p"))), tag)

    return edit


def runs(*texts: str, before: str = "{{ title }}") -> Edit:
    """A paragraph of several runs, each of its own look."""

    def edit(docx: Docx) -> None:
        drawn = "".join(
            f'<w:r><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="{20 + number}"/></w:rPr>'
            f'<w:t xml:space="preserve">{text}</w:t></w:r>'
            for number, text in enumerate(texts)
        )
        xml = f'<w:p xmlns:w="{W}"><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>{drawn}</w:p>'
        docx.paragraph(before).addnext(etree.fromstring(xml))

    return edit


def _shape_in_loop(docx: Docx) -> None:
    docx.paragraphs("{{ p.text }}")[3].append(etree.fromstring(SHAPE))


def _shapes_here_and_there(docx: Docx) -> None:
    docx.paragraph("{{ draft_mark }}", "word/header1.xml").append(etree.fromstring(SHAPE))
    _shape_in_loop(docx)


def _in_properties(docx: Docx) -> None:
    """A tag of the properties beside one that the plan does not cover."""
    tree: Any = docx.tree("docProps/core.xml")
    title = next(item for item in tree if item.text and "title" in item.text)
    title.text = "{{ title }}（{{ year }}）"
    replaced("{{ title }}", "{{ title|trim }}")(docx)


EDITS: Mapping[str, Edit] = {
    "upper": replaced("{{ title }}", "{{ title|upper }}"),
    "lower and trim": replaced("{{ title }}", "{{ title|lower|trim }}"),
    "length": inserted("{{ signature }}", "共{{ preface|length }}段，题目{{ title|length }}字。"),
    "join": inserted("{{ signature }}", "前言：{{ preface|join('；', attribute='text') }}。"),
    "one of two": inserted(
        "{{ signature }}", "{{ signature if draft_mark else unit_name }}：{{ '草' if year == '2' else '正' }}"
    ),
    "one of three": inserted(
        "{{ signature }}", "{{ website if draft_mark == '甲' else email if phone else '（无<>&）' }}"
    ),
    "set": inserted("{{ signature }}", "{% set issuer = unit_name|trim %}{{ issuer }}，{{ issuer|upper }}"),
    "set a paragraph": inserted("{{ signature }}", "{%p set issuer = unit_name if year else '无' %}", "{{ issuer }}。"),
    "set a list": inserted("{{ signature }}", "{% set all = preface %}{% for p in all %}{{ p.text }}，{% endfor %}"),
    "loop": inserted(
        "{{ signature }}",
        "{%p for p in preface %}",
        "{{ loop.index }}/{{ loop.length }}（{{ loop.index0 }}）{{ p.text }}"
        "{% if not loop.last %}；{% else %}。{% endif %}",
        "{%p if loop.first or loop.index >= 2 and p.level < 3 %}",
        "首",
        "{%p endif %}",
        "{%p endfor %}",
    ),
    "order of lengths": inserted(
        "{{ signature }}", "{%p if preface|length > 1 %}", "多", "{%p else %}", "少", "{%p endif %}"
    ),
    "runs that depend": runs(
        "甲", "{%r if draft_mark %}", "乙{{ unit_name }}", "{%r else %}", "丙", "{%r endif %}", "丁"
    ),
    "run tag within a run": runs("甲{%r if year %}乙{%r endif %}丙", "丁"),
    "runs in a loop": runs("前", "{%r for p in preface %}", "{{ p.text }}、", "{%r endfor %}", "后"),
    "cells that depend": table("甲|{%tc if draft_mark %}|乙{{ unit_name }}|{%tc endif %}|丙"),
    "cells in a loop": table(
        "甲|{%tc for p in preface %}|{{ p.text }}|{%tc endfor %}", "1|2|3|4", widths=(1600, 1600, 1600, 1600)
    ),
    "a comment for a cell": table("甲|{#tc 说明 #}|乙"),
    "figures side by side": side_by_side(),
    "vertical merge": table(
        "{%tr for p in preface %}||",
        "{{ unit_name }}{% vm %}|{{ loop.index }}|{{ p.text }}",
        "{%tr endfor %}||",
        "尾|尾|尾",
    ),
    "horizontal merge": table(
        "题|{%tc for p in preface %}|{{ unit_name }}{% hm %}|{%tc endfor %}",
        "文|{%tc for p in preface %}|{{ p.text }}|{%tc endfor %}",
    ),
    "span": table("{% colspan 2 %}甲{{ unit_name }}|乙", "1|2|3"),
    "span by length": table(
        "题|{% colspan preface|length %}{{ unit_name }}", "文|{%tc for p in preface %}|{{ p.text }}|{%tc endfor %}"
    ),
    "colour": table("{% cellbg 'D9E2F3' %}甲|{% cellbg 'FF0000' if draft_mark else 'auto' %}{{ unit_name }}|丙"),
    "shape in a loop": _shape_in_loop,
    "shapes here and there": _shapes_here_and_there,
    "properties": _in_properties,
}  # fmt: skip
RUN_VALUE = runs("甲", "{{r unit_name }}", "丙")


def template(edit: Edit, pack_id: str = PACK_ID) -> bytes:
    """The shipped template with that edit."""
    return edited(pack_id, edit)
