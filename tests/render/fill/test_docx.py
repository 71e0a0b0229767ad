"""Templates are compiled once, filled many times, equal to docxtpl's own output, and refuse what they cannot print."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jinja2
import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.errors import RenderError
from reportgen.model import Page, Paragraph, Section
from reportgen.ooxml import archive
from reportgen.ooxml.names import W
from reportgen.render import compile_template, fill, outline, prove
from reportgen.render.draw import frame
from reportgen.render.draw.first_report import make
from tests import builders
from tests.render import pages, words

HOSTILE = "“A&B”<试行>'{{ title }}{% if x %}{# c #}{_{ ${y} \u3000 𠀀😀\t两端 "


def one(template: bytes, page: Page) -> bytes:
    return fill(compile_template(template, "report.docx"), page)


def page(**fields: str) -> Page:
    return Page(fields=fields)


def refused(template: bytes, page: Page | None = None) -> list[str]:
    with pytest.raises(RenderError) as caught:
        one(template, page if page is not None else Page(fields={"title": "年报"}))
    return words.codes(caught.value)


def by_docxtpl(template: bytes, of: Page) -> bytes:
    values: dict[str, Any] = {**of.cells, **of.fields, **of.blocks, **of.sections}
    values |= dict.fromkeys(of.absent_sections)
    document = DocxTemplate(io.BytesIO(template))
    document.render(values, jinja2.Environment(undefined=jinja2.StrictUndefined), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def canonical(blob: bytes, name: str) -> bytes:
    found: bytes = etree.tostring(etree.fromstring(words.part(blob, name).encode()), method="c14n")
    return found


def filled_parts(blob: bytes) -> list[str]:
    return [m.name for m in archive.read(blob) if m.name.startswith("word/") and m.name.endswith(".xml")]


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", builders.EACH_PACK)
def test_every_shipped_template_comes_out_as_docxtpl_makes_it(pack_id: str) -> None:
    pack = pages.pack(pack_id)
    template = pack.template_path.read_bytes()
    compiled = compile_template(template, "report.docx")
    optional = [section.key for section in pack.sections if section.optional]
    hostile = HOSTILE.replace("{_{", "")  # docxtpl turns this one into a tag of its own
    for of in (
        pages.page(pack),
        pages.page(pack, text=hostile, figure="1,234.50", draft="草稿"),
        pages.page(pack, absent=optional),
    ):
        ours, theirs = fill(compiled, of), by_docxtpl(template, of)
        for name in filled_parts(ours):
            assert canonical(ours, name) == canonical(theirs, name), name


def test_tags_that_word_cut_into_runs_are_filled() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{</w:t></w:r><w:r><w:t>{ ti</w:t></w:r><w:proofErr w:type='x'/>"
        "<w:r><w:t xml:space='preserve'>tle </w:t></w:r><w:r><w:t>}}。</w:t></w:r></w:p>"
    )
    template = words.docx(body=body)
    assert words.texts(one(template, page(title="年报"))) == ["年报。"]
    assert canonical(one(template, page(title="年报")), words.DOCUMENT) == canonical(
        by_docxtpl(template, page(title="年报")), words.DOCUMENT
    )


def test_conditions_ask_and_choose() -> None:
    template = words.docx(
        "{%p if year == '2012' and not draft_mark %}", "甲", "{%p elif year != '2013' or draft_mark %}", "乙",
        "{%p else %}", "丙", "{%p endif %}",
    )  # fmt: skip
    compiled = compile_template(template, "report.docx")
    assert words.texts(fill(compiled, page(year="2012", draft_mark=""))) == ["甲"]
    assert words.texts(fill(compiled, page(year="2012", draft_mark="草稿"))) == ["乙"]
    assert words.texts(fill(compiled, page(year="2013", draft_mark=""))) == ["丙"]


def test_a_condition_may_stand_inside_a_paragraph() -> None:
    template = words.docx("报告{% if draft_mark %}（{{ draft_mark }}）{% endif %}。")
    assert words.texts(one(template, page(draft_mark="草稿"))) == ["报告（草稿）。"]
    assert words.texts(one(template, page(draft_mark=""))) == ["报告。"]


def test_rows_repeat_with_a_loop() -> None:
    rows = words.table("甲|乙", "{%tr for p in preface %}|", "{{ p.text }}|丁", "{%tr endfor %}|")
    of = Page(fields={}, blocks={"preface": (Paragraph("一"), Paragraph("二"))})
    made = one(words.docx(body=rows + words.paragraph("后")), of)
    assert words.texts(made) == ["甲", "乙", "一", "丁", "二", "丁", "后"]
    assert prove(outline(words.docx(body=rows + words.paragraph("后"))), of, made) == ()


def test_a_loop_does_not_leave_its_name_behind() -> None:
    template = words.docx("{%p for title in preface %}", "{{ title.text }}", "{%p endfor %}", "{{ title }}")
    of = Page(fields={"title": "年报"}, blocks={"preface": (Paragraph("一"),)})
    assert words.texts(one(template, of)) == ["一", "年报"]


def test_a_section_that_is_left_out_is_nothing() -> None:
    template = words.docx("{%p if fees %}", "{{ fees.heading }}", "{%p endif %}", "后")
    there = Page(fields={}, sections={"fees": Section("fees", "五", "收费", "五、收费")})
    assert words.texts(one(template, there)) == ["五、收费", "后"]
    assert words.texts(one(template, Page(fields={}, absent_sections=("fees",)))) == ["后"]


def test_headers_and_properties_are_filled_too() -> None:
    template = words.docx("正文", header="{{ draft_mark }}", extra={"docProps/core.xml": CORE})
    made = one(template, page(draft_mark="草稿<1>", title="年报&"))
    assert words.without_markup(words.part(made, "word/header2.xml")).strip() == "草稿&lt;1&gt;"
    assert "年报&amp;" in words.part(made, "docProps/core.xml")


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{ title }}</dc:title></cp:coreProperties>'
)


@pytest.mark.slow
@given(
    text=st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"), max_size=200)
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_found_again_character_by_character(text: str) -> None:
    compiled, read = ONE_TAG
    made = fill(compiled, page(title=text))
    assert words.texts(made) == [text, "后"]
    assert prove(read, page(title=text), made, parse=True) == ()


ONE_TAG = (
    compile_template(words.docx("{{ title }}", "后"), "report.docx"),
    outline(words.docx("{{ title }}", "后")),
)


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "&amp;&#65;&lt;b&gt;]]>",
        "{{ r5_1.annual }}",
        "{%p if x %}",
        "  首尾  空格  ",
        "\t一\t\t二\t",
        "字" * 10_000,
        "䶮㐀𪚥\U0002a6d6",
        "A\u200b\u202e\u0301\x85\x7f",
        "a\nb",
    ],
)
def test_hostile_texts_are_data(text: str) -> None:
    compiled, read = ONE_TAG
    made = fill(compiled, page(title=text))
    assert words.texts(made) == [text, "后"]
    assert prove(read, page(title=text), made, parse=True) == ()


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x0c", "\r", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_word_cannot_hold_is_refused(character: str) -> None:
    with pytest.raises(RenderError) as caught:
        fill(ONE_TAG[0], page(title=f"前{character}后"))
    (finding,) = caught.value.findings
    assert (finding.code, finding.facts["character"]) == ("R113", f"U+{ord(character):04X}")
    assert (finding.location.part, finding.location.paragraph) == (words.DOCUMENT, 1)


def test_everything_that_is_wrong_with_a_page_is_said_at_once() -> None:
    template = words.docx("{{ titel }}", "{{ r5.anual }}", "{{ fees.heading }}", "{{ date }}", "{{ overview }}")
    of = Page(
        fields={"title": "年报", "date": "\x00"},
        sections={"overview": Section("overview", "一", "甲", "一、甲")},
        absent_sections=("fees",),
        cells={"r5": {"annual": "1"}},
    )
    with pytest.raises(RenderError) as caught:
        one(template, of)
    found = {item.code: item for item in caught.value.findings}
    assert sorted(found) == ["R110", "R111", "R112", "R113", "R114"]
    assert found["R110"].facts == {"tag": "{{ titel }}", "name": "titel", "nearest": "title"}
    assert found["R111"].location.paragraph == 2


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("{{ title|reverse }}", "R103"),
        ("{{ title.__class__ }}", "R103"),
        ("{{ _title }}", "R103"),
        ("{{ title() }}", "R103"),
        ("{{ title[0] }}", "R103"),
        ("{{ 1 + 1 }}", "R103"),
        ("{{ 'a' }}", "R103"),
        ("{{p title }}", "R103"),
        ("{% include 'a' %}", "R103"),
        ("{% raw %}", "R103"),
        ("{% vm %}", "R105"),
        ("{%tc if title %}", "R105"),
        ("{%- if title %}", "R103"),
        ("{% for a, b in title %}", "R103"),
        ("{% if title is defined %}", "R103"),
        ("{% if title < 'a' %}", "R103"),
        ("{% if %}", "R103"),
        ("{{ title", "R102"),
        ("{{ title ) }}", "R102"),
        ("{{ }}", "R102"),
        ("{{ true }}", "R103"),
        ("{{ title. }}", "R102"),
        ("｛｛ title ｝｝", "R109"),
        ("{｛ title }}", "R109"),
        ("前{%p if title %}", "R105"),
        ("{%tr if title %}", "R105"),
        ("{%p if title %}", "R104"),
        ("{%p endif %}", "R104"),
        ("{% if title %}", "R104"),
        ("{%p else %}", "R104"),
    ],
)
def test_a_tag_that_is_not_on_the_white_list_is_refused(tag: str, code: str) -> None:
    assert code in refused(words.docx(tag))


def test_tags_in_comments_are_refused() -> None:
    comments = f'<w:comments xmlns:w="{W}">{words.paragraph("{{ title }}")}</w:comments>'
    assert refused(words.docx("正文", extra={"word/comments.xml": comments})) == ["R107"]


def test_a_condition_that_might_empty_a_cell_is_refused() -> None:
    paragraphs = "".join(map(words.paragraph, ["{%p if title %}", "甲", "{%p endif %}"]))
    cell = f"<w:tbl><w:tr><w:tc>{paragraphs}</w:tc></w:tr></w:tbl>"
    assert refused(words.docx(body=cell)) == ["R108"]
    kept = cell.replace("</w:tc>", words.paragraph("") + "</w:tc>")
    assert words.texts(one(words.docx(body=kept + words.paragraph("后")), page(title=""))) == ["", "后"]


def test_a_table_that_might_lose_all_rows_is_refused() -> None:
    rows = words.table("{%tr if title %}", "甲", "{%tr endif %}")
    assert refused(words.docx(body=rows)) == ["R108"]


def test_a_block_that_cuts_through_a_table_is_refused() -> None:
    body = words.paragraph("{%p if title %}") + words.table("甲|{%p endif %}") + words.paragraph("后")
    assert refused(words.docx(body=body)) == ["R106"]


def test_a_value_in_a_field_code_is_refused() -> None:
    body = "<w:p><w:r><w:instrText>{{ title }}</w:instrText></w:r></w:p>"
    assert set(refused(words.docx(body=words.paragraph("{{ title }}") + body))) == {"R107"}


@pytest.mark.parametrize(
    "blob", [b"", b"PK", b"\xd0\xcf\x11\xe0" * 200, words.docx("甲")[:-30], words.docx("甲")[100:]]
)
def test_a_file_that_is_no_docx_is_refused(blob: bytes) -> None:
    assert refused(blob) == ["R101"]


def test_a_document_type_is_refused() -> None:
    blob = words.changed(words.docx("甲"), lambda xml: f'<!DOCTYPE a [<!ENTITY e "x">]>{xml}')
    assert refused(blob) == ["R101"]


@pytest.mark.parametrize(
    ("old", "new"), [("<Types", "<!DOCTYPE Types><Types"), ("</Types>", ""), ("</Types>", "&a;</Types>")]
)
def test_content_types_that_word_cannot_read_are_refused(old: str, new: str) -> None:
    types = frame.content_types()
    assert old in types
    assert refused(words.docx("甲", extra={"[Content_Types].xml": types.replace(old, new)})) == ["R101"]


def test_only_filled_parts_are_packed_again() -> None:
    template = words.docx("{{ title }}")
    before = {member.name: member.stored for member in archive.read(template)}
    after = {member.name: member.stored for member in archive.read(one(template, page(title="年报")))}
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == [words.DOCUMENT]


SAME = """
import sys
from tests.render import pages
from reportgen.render import compile_template, fill
from reportgen.render.draw.first_report import make
pack = pages.pack("county-2021")
template = make(pack)
import hashlib
made = fill(compile_template(template, "report.docx"), pages.page(pack, text="<&>\\t。"))
print(hashlib.sha256(template + made).hexdigest())
"""


@pytest.mark.slow
def test_the_same_page_gives_the_same_bytes_everywhere() -> None:
    surroundings = [
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    ]
    found = {
        subprocess.run(
            [sys.executable, "-c", SAME],
            env={**os.environ, **extra},
            cwd=pages.ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for extra in surroundings
    }
    assert len(found) == 1


def test_a_template_can_be_filled_again_and_again(tmp_path: Path) -> None:
    pack = pages.pack("municipal-2008")
    compiled = compile_template(make(pack), "report.docx")
    first = fill(compiled, pages.page(pack))
    fill(compiled, pages.page(pack, text=HOSTILE))
    assert fill(compiled, pages.page(pack)) == first
