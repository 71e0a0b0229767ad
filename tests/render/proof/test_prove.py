"""The proof finds every difference between the page and the bytes, and none where there is none."""

import re
import zipfile
from functools import partial
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import RenderError
from reportgen.findings import Finding
from reportgen.model import Page, Paragraph, Section
from reportgen.ooxml import archive
from reportgen.render import compile_template, fill, outline, prove
from tests import builders
from tests.render import pages, words

PACK = pages.pack("municipal-2008")
TEMPLATE = PACK.template_path.read_bytes()
OUTLINE = outline(TEMPLATE)
PAGE = pages.page(PACK, figure="579")
MADE = fill(compile_template(TEMPLATE, "report.docx"), PAGE)


def found(blob: bytes, page: Page = PAGE, *, parse: bool = False) -> list[Finding]:
    return list(prove(OUTLINE, page, blob, parse=parse))


def codes(blob: bytes) -> list[str]:
    return [finding.code for finding in found(blob)]


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", builders.EACH_PACK)
def test_what_was_filled_is_proven(pack_id: str) -> None:
    pack = pages.pack(pack_id)
    template = pack.template_path.read_bytes()
    page = pages.page(pack, text="A&B<试行>\t“{{ title }}”", draft="草稿")
    assert prove(outline(template), page, fill(compile_template(template, "a.docx"), page), parse=True) == ()


def test_a_changed_digit_is_found_in_its_cell() -> None:
    (finding,) = found(words.changed(MADE, lambda xml: xml.replace(">579<", ">578<", 1)))
    assert (finding.code, finding.facts) == ("R313", {"expected": "579", "found": "578"})
    assert (finding.location.table, finding.location.row) == (1, 2)


def test_every_single_figure_is_held_against_the_page() -> None:
    xml = words.part(MADE)
    places = [match.start() for match in re.finditer(">579<", xml)]
    assert len(places) == sum(item.is_open for item in PACK.fields.values())
    for place in places[::7]:
        other = f"{xml[:place]}>580<{xml[place + 5 :]}"
        assert len(found(words.changed(MADE, partial(_replaced, other)))) == 1


def _replaced(other: str, _: str) -> str:
    return other


def test_a_dropped_paragraph_is_found() -> None:
    line = re.compile(r"<w:p>(?:(?!</w:p>).)*加强组织领导.*?</w:p>")
    (finding,) = found(words.changed(MADE, lambda xml: line.sub("", xml, count=1)))
    assert (finding.code, finding.facts["expected"]) == ("R311", "（一）加强组织领导")


def test_a_paragraph_too_many_is_found() -> None:
    blob = words.changed(MADE, lambda xml: xml.replace("<w:sectPr>", f"{words.paragraph('附言')}<w:sectPr>"))
    assert [(item.code, item.facts["found"]) for item in found(blob)] == [("R312", "附言")]


def test_swapped_cells_are_found() -> None:
    cells = {
        row: {column: f"{i}{j}" for j, column in enumerate(columns)}
        for i, (row, columns) in enumerate(PAGE.cells.items())
    }
    page = Page(fields=PAGE.fields, blocks=PAGE.blocks, sections=PAGE.sections, cells=cells)
    made = fill(compile_template(TEMPLATE, "report.docx"), page)
    swapped = words.changed(
        made, lambda xml: xml.replace(">50<", ">~<", 1).replace(">51<", ">50<", 1).replace(">~<", ">51<", 1)
    )
    assert prove(OUTLINE, page, made) == ()
    assert {(item.code, item.facts["expected"]) for item in prove(OUTLINE, page, swapped)} == {
        ("R313", "50"),
        ("R313", "51"),
    }


def test_a_text_that_slips_into_the_cell_before_is_found() -> None:
    template = words.docx(body=words.table("{{ title }}|{{ date }}") + words.paragraph("后"))
    page = Page(fields={"title": "甲", "date": "乙"})
    made = fill(compile_template(template, "report.docx"), page)
    moved = words.changed(made, lambda xml: xml.replace("</w:tc><w:tc>", "", 1))
    assert [item.code for item in prove(outline(template), page, moved)] == ["R314"]


def test_a_left_tag_is_found() -> None:
    blob = words.changed(MADE, lambda xml: xml.replace(">579<", ">{{ r5.annual }}<", 1))
    assert [item.facts["found"] for item in found(blob)] == ["{{ r5.annual }}"]


def test_a_swallowed_space_is_found() -> None:
    template = words.docx("{{ title }}")
    page = Page(fields={"title": "甲  乙"})
    made = fill(compile_template(template, "report.docx"), page)
    shorter = words.changed(made, lambda xml: xml.replace("甲  乙", "甲 乙"))
    assert [item.code for item in prove(outline(template), page, shorter)] == ["R310"]


def test_a_truncated_file_is_found() -> None:
    for length in (0, 10, len(MADE) // 2, len(MADE) - 1):
        assert codes(MADE[:length]) == ["R301"]


@pytest.mark.slow
@given(st.integers(0, len(MADE) - 1), st.integers(1, 255))
@settings(max_examples=300, deadline=None)
def test_no_flipped_byte_changes_what_is_read(position: int, mask: int) -> None:
    flipped = bytearray(MADE)
    flipped[position] ^= mask
    if found(bytes(flipped)):
        return
    assert _read(bytes(flipped)) == _read(MADE)  # dates, versions and the like: no part has changed


def _read(blob: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(blob)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_missing_and_an_unknown_part_are_found() -> None:
    members = list(archive.read(MADE))
    renamed = [m if m.name != "word/styles.xml" else archive.Member.of("word/other.xml", b"<a/>") for m in members]
    assert codes(archive.Archive.of(renamed).completed({})) == ["R302", "R303"]


def test_a_changed_style_is_found() -> None:
    assert codes(words.changed(MADE, lambda xml: xml.replace("000000", "FF0000", 1), "word/styles.xml")) == ["R304"]


def test_a_part_packed_anew_with_the_same_content_is_no_difference() -> None:
    anew = archive.Archive.of(
        archive.Member.of(member.name, archive.content(member), level=1) for member in archive.read(MADE)
    )
    assert codes(anew.completed({})) == []


def test_a_draft_mark_lost_from_the_even_pages_is_found() -> None:
    page = pages.page(PACK, figure="579", draft="草稿")
    made = fill(compile_template(TEMPLATE, "report.docx"), page)
    assert found(made, page) == []
    blob = words.changed(made, lambda xml: xml.replace("草稿", ""), "word/header2.xml")
    assert [(item.code, item.location.part) for item in found(blob, page)] == [("R310", "word/header2.xml")]


def test_another_units_title_in_the_properties_is_found() -> None:
    blob = words.changed(MADE, lambda xml: xml.replace("临江市", "别的市"), "docProps/core.xml")
    assert [item.location.part for item in found(blob)] == ["docProps/core.xml"]


def test_a_file_that_reads_the_same_but_is_no_xml_is_found_by_parsing() -> None:
    blob = words.changed(MADE, lambda xml: xml.replace("</w:body>", "<w:body>"))
    assert [item.code for item in found(blob, parse=True)] == ["R308"]


def test_what_a_template_never_prints_is_found() -> None:
    page = Page(
        fields={"title": "年报", "draft_mark": "草稿"},
        blocks={"closing": (Paragraph("特此报告。"),)},
        sections={"overview": Section("overview", "一", "甲", "一、甲", (Paragraph("文"),))},
        cells={"r5": {"annual": "1", "cumulative": "2"}},
    )
    template = words.docx("{{ title }}", "{{ r5.annual }}")
    made = fill(compile_template(template, "report.docx"), page)
    findings = prove(outline(template), page, made)
    assert [(item.code, *item.facts.values()) for item in findings] == [
        ("R320", "r5.cumulative"),
        ("R321", "overview.heading"),
        ("R321", "overview.body"),
        ("R321", "closing"),
        ("R322",),
    ]


def test_many_differences_are_told_in_part() -> None:
    assert len(found(MADE, pages.page(PACK, figure="580"))) == 20


@pytest.mark.parametrize("blob", [b"", b"no zip", words.docx("{%p if title %}"), words.docx("{{ a|b }}")])
def test_a_template_the_proof_cannot_read_is_refused(blob: bytes) -> None:
    with pytest.raises(RenderError) as caught:
        outline(blob)
    assert words.codes(caught.value) == ["R306"]


@pytest.mark.parametrize("condition", ["a == '1'", "not (a or b)", "a and b != '1'", "a == '1' or b == '2' and not c"])
@pytest.mark.parametrize("values", ["000", "100", "120", "121", "021", "111"])
def test_the_proofs_conditions_mean_what_the_templates_mean(condition: str, values: str) -> None:
    template = words.docx(f"{{%p if {condition} %}}", "甲", "{%p else %}", "乙", "{%p endif %}")
    page = Page(fields=dict(zip("abc", (value.strip("0") for value in values), strict=True)))
    assert prove(outline(template), page, fill(compile_template(template, "a.docx"), page)) == ()
