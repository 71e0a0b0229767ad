"""Templates with one mistake each, as people make them in Word and WPS: found, at its place, with its remedy."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple

import pytest
from lxml import etree

from reportgen.findings import Finding, Severity
from reportgen.findings.text import hint, message
from reportgen.ooxml import archive
from reportgen.packcheck.template import lint
from tests.builders import EACH_PACK, pack
from tests.packcheck.template.editing import (
    MAIN,
    Docx,
    Edit,
    R,
    W,
    edited,
    inserted,
    removed,
    replaced,
    retyped,
    row_removed,
    runs,
    shipped,
    split,
    text,
    w,
)

COUNTY = "county-2014"
JILIN = "county-2008"
NOW = "county-2021"
OPTIONAL = "provincial-2014"


class Broken(NamedTuple):
    """A mistake: what it does to which template, and the finding that must come of it."""

    name: str
    code: str
    place: str
    remedy: str
    edit: Edit
    pack_id: str = COUNTY


def looked_at(content: bytes, pack_id: str) -> tuple[Finding, ...]:
    return lint.template(content, pack(pack_id), "report.docx")


def _box(docx: Docx) -> None:
    """A text box beside the title, stored for old and new Word alike."""
    content = f'<w:txbxContent xmlns:w="{W}"><w:p><w:r><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr>'
    content += "<w:t>{{ unit_nam }}</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    xml = (
        f'<w:r xmlns:w="{W}"><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps"><w:drawing>{content}'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    docx.paragraph("{{ title }}").append(etree.fromstring(xml))


def _control(docx: Docx) -> None:
    """The signature inside a content control, misspelt."""
    paragraph = docx.paragraph("{{ signature }}")
    control = etree.SubElement(paragraph, w("sdt"))
    content = etree.SubElement(control, w("sdtContent"))
    for run in runs(paragraph):
        content.append(run)
    next(content.iter(w("t"))).text = "{{ signatur }}"


def _footnote(docx: Docx) -> None:
    docx.parts["word/footnotes.xml"] = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="1">'
        '<w:p><w:r><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr><w:t>{{ yaer }}年</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    ).encode()
    docx.relate("footnotes", "footnotes.xml")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    docx.declare("word/footnotes.xml", kind)


def _property(docx: Docx) -> None:
    title = next(item for item in docx.tree("docProps/core.xml") if item.text and "title" in item.text)
    title.text = "{{ titel }}"


def _property_of_text(name: str, attributes: dict[str, str]) -> Edit:
    """An element in the title's paragraph."""

    def edit(docx: Docx) -> None:
        etree.SubElement(docx.paragraph("{{ title }}"), w(name), {w(key): value for key, value in attributes.items()})

    return edit


def _picture(docx: Docx) -> None:
    drawing = etree.SubElement(next(runs(docx.paragraph("{{ title }}"))), w("drawing"))
    namespace = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    etree.SubElement(drawing, f"{{{namespace}}}docPr", id="1", name="图片 1", descr="{{ title }}")


def _field(docx: Docx) -> None:
    run = etree.SubElement(docx.paragraph("{{ title }}"), w("r"))
    etree.SubElement(run, w("instrText")).text = " QUOTE {{ title }} "


def _tracked(name: str) -> Edit:
    def edit(docx: Docx) -> None:
        paragraph = docx.paragraph("{{ title }}")
        change = etree.SubElement(paragraph, w(name), {w("id"): "7", w("author"): "甲"})
        run = deepcopy(next(runs(paragraph)))
        words = next(run.iter(w("t")))
        words.text = "（修改稿）"
        if name == "del":
            words.tag = w("delText")
        change.append(run)

    return edit


def _commented(docx: Docx) -> None:
    docx.parts["word/comments.xml"] = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="3" w:author="甲"><w:p><w:r><w:t>年份对吗</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    ).encode()
    docx.relate("comments", "comments.xml")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    docx.declare("word/comments.xml", kind)
    run = etree.SubElement(docx.paragraph("{{ requests.heading }}"), w("r"))
    etree.SubElement(run, w("commentReference"), {w("id"): "3"})


def _font(**attributes: str) -> Edit:
    def edit(docx: Docx) -> None:
        for run in runs(docx.paragraph("{{ signature }}")):
            named = run.find(w("rPr")).find(w("rFonts"))
            named.attrib.clear()
            for key, value in attributes.items():
                named.set(w(key), value)

    return edit


def _first_page_differs(docx: Docx) -> None:
    section = next(docx.tree().iter(w("sectPr")))
    etree.SubElement(section, w("titlePg"))


def _header_emptied(docx: Docx) -> None:
    paragraph = docx.paragraph("draft_mark", "word/header1.xml")
    for run in runs(paragraph):
        paragraph.remove(run)


def _linked(docx: Docx) -> None:
    number = docx.relate("hyperlink", "http://www.example.com/x", external=True)
    paragraph = docx.paragraph("{{ signature }}")
    link = etree.SubElement(paragraph, w("hyperlink"), {f"{{{R}}}id": number})
    link.append(deepcopy(next(runs(paragraph))))
    next(link.iter(w("t"))).text = "网站"


def _with_part(name: str, data: bytes) -> Edit:
    return lambda docx: docx.parts.__setitem__(name, data)


def _cell_removed(docx: Docx) -> None:
    """A merged heading split, and one half deleted."""
    cell = docx.cell("商业企业")
    cell.getparent().remove(cell)


def _merge(words: str, change: Callable[[Any], None]) -> Edit:
    def edit(docx: Docx) -> None:
        change(docx.cell(words).find(w("tcPr")))

    return edit


def _unmerged_below(docx: Docx) -> None:
    """The cell below a merged group name is on its own again, and empty."""
    properties = next(item for item in docx.tree().iter(w("vMerge")) if item.get(w("val")) != "restart").getparent()
    properties.remove(properties.find(w("vMerge")))


def _merge_top_lost(docx: Docx) -> None:
    properties = next(item for item in docx.tree().iter(w("vMerge")) if item.get(w("val")) == "restart").getparent()
    properties.remove(properties.find(w("vMerge")))


def _row_copied(docx: Docx) -> None:
    row = docx.row("{{ r3_1_1.count }}")
    row.addnext(deepcopy(row))


def _rows_swapped(docx: Docx) -> None:
    docx.row("{{ r3_1_2.count }}").addprevious(docx.row("{{ r3_1_3.count }}"))


def _columns_swapped(docx: Docx) -> None:
    one, other = docx.paragraph("{{ r5_1.cumulative }}"), docx.paragraph("{{ r5_1.annual }}")
    first, second = text(one), text(other)
    retyped(one, second)
    retyped(other, first)


def _sections_swapped(docx: Docx) -> None:
    docx.paragraph("{{ proactive.heading }}").addprevious(docx.paragraph("{{ responses.heading }}"))


def _unconditional(docx: Docx) -> None:
    """An optional section loses its {%p if %} and {%p endif %}."""
    key = next(section.key for section in pack(OPTIONAL).sections if section.optional)
    begin = docx.paragraph(f"{{%p if {key} %}}")
    depth, end = 0, begin
    for paragraph in begin.itersiblings(w("p")):
        depth += text(paragraph).startswith(("{%p if", "{%p for"))
        if text(paragraph).startswith(("{%p endif", "{%p endfor")):
            if depth == 0:
                end = paragraph
                break
            depth -= 1
    begin.getparent().remove(begin)
    end.getparent().remove(end)


def _end_removed(docx: Docx) -> None:
    """The {%p endfor %} of the preface."""
    end = docx.paragraphs("{%p endfor %}")[0]
    end.getparent().remove(end)


def _end_retyped(docx: Docx) -> None:
    retyped(docx.paragraphs("{%p endfor %}")[0], "{%p endif %}")


def _broken_by_enter(docx: Docx) -> None:
    paragraph = docx.paragraph("{{ signature }}")
    copy = deepcopy(paragraph)
    retyped(paragraph, "{{ signature")
    retyped(copy, "}}")
    paragraph.addnext(copy)


def _with_dtd(docx: Docx) -> None:
    docx.parts[MAIN] = docx.parts[MAIN].replace(b"<w:document", b'<!DOCTYPE d [<!ENTITY a "b">]><w:document', 1)


TITLE, HEAD = "正文 > 第1段", "正文 > 四、依申请公开政府信息情况"
BROKEN = (
    Broken("misspelt across three runs", "P211", TITLE, "Write title.", split("{{ title }}", "{{ ti", "tel ", "}}")),
    Broken("capital by autocorrect", "P211", TITLE, "Write title.", replaced("{{ title }}", "{{ Title }}")),
    Broken("full-width braces", "P215", TITLE, "{{ title }}", replaced("{{ title }}", "｛｛ title ｝｝")),
    Broken("one full-width brace", "P215", TITLE, "{{ title }}", replaced("{{ title }}", "{｛ title ｝}")),
    Broken("blanks between the braces", "P215", TITLE, "{{ title }}", replaced("{{ title }}", "{ { title } }")),
    Broken("single braces", "P215", TITLE, "{{ title }}", replaced("{{ title }}", "{title}")),
    Broken("square brackets", "P215", TITLE, "{{ title }}", replaced("{{ title }}", "[[title]]")),
    Broken("lenticular brackets", "P215", TITLE, "{{ title }}", replaced("{{ title }}", "【【title】】")),
    Broken("a brace too few", "P216", TITLE, "{{ title }}", replaced("{{ title }}", "{{ title }")),
    Broken("no closing brace", "P216", TITLE, "{{ title }}", replaced("{{ title }}", "{{ title")),
    Broken("broken by Enter", "P216", "正文 > 八、存在的问题及改进情况", "in one paragraph", _broken_by_enter),
    Broken(
        "full-width loop",
        "P215",
        "正文 > 第3段",
        "{% p for p in preface %}",
        replaced("{%p for p in preface %}", "｛%p for p in preface %｝"),
    ),
    Broken("endfor deleted", "P213", "正文 > 第3段", "{%p endfor %}", _end_removed),
    Broken("endfor typed endif", "P235", "正文 > 第3段", "{%p endfor %}", _end_retyped),
    Broken("for deleted", "P214", "正文 > 第12段", "put the for back", removed("{%p for p in preface %}")),
    Broken("filter", "P218", TITLE, "no filter called round", replaced("{{ title }}", "{{ title|round }}")),
    Broken(
        "sum in a tag", "P219", "表1 第3行第3列", "cannot use", replaced("{{ r1_1.count }}", "{{ r1_1.count + 1 }}")
    ),
    Broken("call", "P219", TITLE, "cannot use", replaced("{{ title }}", "{{ title.upper() }}")),
    Broken("set", "P219", TITLE, "cannot use", inserted("{{ title }}", "{% set a = 1 + 1 %}")),
    Broken("set a name that is taken", "R117", TITLE, "Choose a name", inserted("{{ title }}", "{% set year = '1' %}")),
    Broken("no point", "P220", "表1 第3行第3列", "cannot be read", replaced("{{ r1_1.count }}", "{{ r1_1 count }}")),
    Broken(
        "curly quotes",
        "P217",
        "正文 > 第2段",
        '{%p if year == "2014" %}',
        inserted("{{ date_line }}", "{%p if year == “2014” %}", "{{ year }}", "{%p endif %}"),
    ),
    Broken("no-break space", "P217", TITLE, "U+00A0", replaced("{{ title }}", "{{\u00a0title }}")),
    Broken("zero-width space", "P217", TITLE, "U+200B", replaced("{{ title }}", "{{ ti\u200btle }}")),
    Broken(
        "full-width point",
        "P217",
        "表1 第3行第3列",
        "{{ r1_1.count }}",
        replaced("{{ r1_1.count }}", "{{ r1_1．count }}"),
    ),
    Broken(
        "renamed field",
        "P211",
        "表1 第3行第3列",
        "Write r1_1.count.",
        replaced("{{ r1_1.count }}", "{{ r1_1.counts }}"),
    ),
    Broken("field of nothing", "P221", "正文 > 第2段", "pack fields", inserted("{{ date_line }}", "{{ qqq }}")),
    Broken("signature deleted", "P212", "正文", "Put {{ signature }}", removed("{{ signature }}")),
    Broken("row deleted", "P212", "正文", "Put {{ r3_1_4.count }}", row_removed("{{ r3_1_4.count }}")),
    Broken(
        "row with another's tag",
        "P224",
        "表1 第25行第3列",
        "{{ r3_1_2.count }}",
        replaced("{{ r3_1_2.count }}", "{{ r3_1_1.count }}"),
    ),
    Broken("row copied whole", "P227", "表1 第25行第3列", "delete one of the two", _row_copied),
    Broken("rows swapped", "P232", "表1 第26行第3列", "order of the form", _rows_swapped),
    Broken("columns swapped", "P225", "表2 第6行第3列", "{{ r5_1.cumulative }}", _columns_swapped, JILIN),
    Broken(
        "label shortened", "P226", "表1 第23行第3列", "（一）收到申请数", replaced("（一）收到申请数", "（一）申请数")
    ),
    Broken("heading row deleted", "P233", "正文", "一、主动公开情况", row_removed("一、主动公开情况")),
    Broken("cell too few", "P223", "表2 第3行", "difference of 1", _cell_removed, NOW),
    Broken("merge without a top", "P230", "表1 第3行第1列", "Merge the cells anew", _merge_top_lost, JILIN),
    Broken("merge too few", "P231", "表1 第3行第1列", "merge it with the cell above", _unmerged_below, JILIN),
    Broken("20XX left", "P241", TITLE, "20XX", replaced("{{ title }}", "20XX年{{ title }}")),
    Broken("×× left", "P241", TITLE, "××", replaced("{{ title }}", "××局{{ title }}")),
    Broken("bookmark", "P242", TITLE, "总数", _property_of_text("bookmarkStart", {"id": "5", "name": "总数"})),
    Broken("insertion tracked", "P243", TITLE, "Accept or reject", _tracked("ins")),
    Broken("deletion tracked", "P243", TITLE, "Accept or reject", _tracked("del")),
    Broken("comment", "P244", HEAD, "年份对吗", _commented),
    Broken(
        "font of an empty theme",
        "P245",
        "正文 > 八、存在的问题及改进情况",
        "仿宋_GB2312",
        _font(eastAsiaTheme="minorEastAsia"),
    ),
    Broken("screen font", "P246", "正文 > 八、存在的问题及改进情况", "微软雅黑", _font(eastAsia="微软雅黑")),
    Broken(
        "heading level left out",
        "P247",
        "正文 > 一、基本工作情况 > 第1段",
        "heading 2",
        inserted("{%p for p in overview.body %}", "说明", style="Heading3"),
    ),
    Broken("header emptied", "P248", "页眉 > 第1段", "{{ draft_mark }}", _header_emptied),
    Broken("first page differs", "P250", "第1节", "首页页眉", _first_page_differs),
    Broken("link", "P205", "", "http://www.example.com/x", _linked),
    Broken("macros", "P203", "", "not as a document with macros", _with_part("word/vbaProject.bin", b"\xd0\xcf")),
    Broken("embedded sheet", "P204", "", "oleObject1.bin", _with_part("word/embeddings/oleObject1.bin", b"\xd0\xcf")),
    Broken("entities", "P202", "", "fresh copy", _with_dtd),
    Broken("misspelt in a text box", "P211", "正文 > 第1段 > 文本框1 > 第1段", "Write unit_name.", _box),
    Broken("misspelt in a content control", "P211", "正文 > 八、存在的问题及改进情况", "Write signature.", _control),
    Broken("misspelt in a footnote", "P211", "脚注1 > 第1段", "Write year.", _footnote),
    Broken("misspelt in a property", "P211", "文档属性 > 标题", "Write title.", _property),
    Broken("tag in an alternative text", "P249", TITLE, "替代文字", _picture),
    Broken("tag in a field code", "P249", TITLE, "域代码", _field),
    Broken("sections swapped", "P228", "正文 > 二、主动公开政府信息的情况", "Move the section", _sections_swapped),
    Broken("condition lost", "P229", "正文", "{%p if", _unconditional, OPTIONAL),
    Broken(
        "tag beside a text",
        "P234",
        "正文 > 第3段",
        "paragraph of its own",
        replaced("{%p for p in preface %}", "前言{%p for p in preface %}"),
    ),
    Broken(
        "paragraphs as one text",
        "P222",
        "正文 > 第2段",
        "{%p for p in preface %}",
        inserted("{{ date_line }}", "{{ preface }}"),
    ),
)


_COME_ALONG = {
    "for deleted": {"P212"},  # the preface is printed nowhere now
}


@pytest.mark.slow
@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_mistake_is_found_at_its_place_with_its_remedy_and_nothing_else_is_said(broken: Broken) -> None:
    found = looked_at(edited(broken.pack_id, broken.edit), broken.pack_id)
    first = next((item for item in found if item.code == broken.code), None)
    assert first is not None, [(item.code, item.location.place) for item in found]
    assert (first.location.place or "").startswith(broken.place)
    assert broken.remedy in f"{message(first, 'en')} {hint(first, 'en')}"
    assert first.severity is (Severity.NOTE if broken.code == "P242" else Severity.ERROR)
    assert {item.code for item in found} == {broken.code} | _COME_ALONG.get(broken.name, set())


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", EACH_PACK)
def test_the_shipped_templates_are_clean(pack_id: str) -> None:
    assert looked_at(shipped(pack_id), pack_id) == ()


def test_a_word_file_from_before_2007_is_told_what_to_do() -> None:
    found = looked_at(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, COUNTY)
    assert [item.code for item in found] == ["P201"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", shipped(COUNTY)[:4000], shipped(COUNTY)[:-60]])
def test_a_file_cut_short_is_a_finding_and_no_traceback(content: bytes) -> None:
    assert [item.code for item in looked_at(content, COUNTY)] == ["P201"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["", "word/../../a.xml"])
def test_a_part_whose_name_is_none_is_refused(name: str) -> None:
    """A reader of Word files stumbles over it, whatever else is right."""
    members = (*archive.read(shipped(COUNTY)), archive.Member.of(name, b""))
    assert [item.code for item in looked_at(archive.written(members), COUNTY)] == ["P201"]


@pytest.mark.slow
def test_a_part_that_is_named_and_missing_is_told() -> None:
    members = [item for item in archive.read(shipped(COUNTY)) if item.name != "word/styles.xml"]
    found = looked_at(archive.written(members), COUNTY)
    assert ("P208", "word/styles.xml") in [(item.code, item.facts.get("target")) for item in found]


def test_a_member_that_is_in_it_twice_is_a_finding() -> None:
    members = archive.read(shipped(COUNTY))
    (found,) = looked_at(archive.written((*members, members[-1])), COUNTY)
    assert (found.code, found.facts["reason"]) == ("P201", f"{members[-1].name} is in it twice")


def test_all_mistakes_are_told_at_once() -> None:
    names = ("capital by autocorrect", "filter", "row deleted", "comment", "header emptied", "20XX left")
    chosen = [broken for broken in BROKEN if broken.name in names and broken.name not in ("filter", "20XX left")]
    found = looked_at(edited(COUNTY, *(broken.edit for broken in chosen)), COUNTY)
    assert [item.code for item in found] == ["P211", "P244", "P248", "P212"]


def test_what_only_filling_would_show_is_told_by_the_lint() -> None:
    """A condition in a heading that might leave its cell empty: Word would refuse the report."""

    def conditional(docx: Docx) -> None:
        paragraph = docx.paragraph("统计指标")
        for words, add in (("{%p if phone %}", paragraph.addprevious), ("{%p endif %}", paragraph.addnext)):
            copy = deepcopy(paragraph)
            retyped(copy, words)
            add(copy)

    found = looked_at(edited(COUNTY, conditional), COUNTY)
    assert [(item.code, item.location.place) for item in found] == [("R108", "表1 第1行第1列")]


def test_a_part_larger_than_any_template_is_refused_unread() -> None:
    def blow_up(docx: Docx) -> None:
        docx.parts[MAIN] = docx.parts[MAIN].replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 600_000, 1)

    assert [item.code for item in looked_at(edited(COUNTY, blow_up), COUNTY)] == ["P206"]


def test_without_a_pack_only_what_needs_none_is_said() -> None:
    content = edited(COUNTY, replaced("{{ title }}", "{{ titel }}"), replaced("{{ date_line }}", "｛｛ date_line ｝｝"))
    assert [item.code for item in lint.template(content, None, "x.docx")] == ["P215"]
