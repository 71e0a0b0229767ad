"""A figure that is not printed alone, that nobody sees, or that only some reports print: found at its tag."""

from copy import deepcopy
from typing import Any

import pytest
from lxml import etree

from reportgen.errors import RenderError
from reportgen.packcheck.template import lint
from reportgen.render import compile_template, fill, outline, prove
from tests import builders
from tests.packcheck.template.editing import Docx, Edit, edited, replaced, retyped, runs, text, w
from tests.render import pages

COUNTY = "county-2021"
TAG = "{{ r1.total }}"
PLACE = "表2 第4行第8列"


def said(*edits: Edit) -> list[tuple[str, str | None]]:
    """Code and place of what the lint says of the template with those mistakes in it."""
    found = lint.template(edited(COUNTY, *edits), builders.pack(COUNTY), "report.docx")
    return [(item.code, item.location.place) for item in found]


def look(**properties: str) -> Edit:
    """The figure's run with those properties: vanish, or color and its value."""

    def edit(docx: Docx) -> None:
        run = next(runs(docx.paragraph(TAG)))
        own = run.find(w("rPr"))
        if own is None:
            own = etree.Element(w("rPr"))
            run.insert(0, own)
        for name, value in properties.items():
            for old in own.findall(w(name)):
                own.remove(old)
            etree.SubElement(own, w(name), {w("val"): value} if value else {})

    return edit


def second_paragraph(words: str) -> Edit:
    """One more paragraph in the figure's cell."""

    def edit(docx: Docx) -> None:
        paragraph = docx.paragraph(TAG)
        copy = deepcopy(paragraph)
        retyped(copy, words)
        paragraph.addnext(copy)

    return edit


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    ["1{{ r1.total }}", "{{ r1.total }}0", "-{{ r1.total }}", "{{ r1.total }}件", "共{{ r1.total }}",
     "{{ r1.total }}{{ year }}", "{{ r1.total }}{% if phone %}{% endif %}"],
)  # fmt: skip
def test_a_figures_cell_holds_the_figure_and_nothing_else(words: str) -> None:
    assert said(replaced(TAG, words)) == [("P252", PLACE)]


@pytest.mark.slow
def test_a_second_paragraph_in_the_cell_is_company_too() -> None:
    assert said(second_paragraph("9")) == [("P252", PLACE)]


@pytest.mark.slow
def test_blanks_and_remarks_are_no_company() -> None:
    assert said(replaced(TAG, "  {{ r1.total }}　")) == []


@pytest.mark.slow
@pytest.mark.parametrize("words", ["{% if r1.total != '0' %}{{ r1.total }}{% endif %}"])
def test_a_figure_in_a_condition_is_told_once(words: str) -> None:
    assert said(replaced(TAG, words)) == [("P252", PLACE)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "properties",
    [{"vanish": ""}, {"webHidden": "true"}, {"color": "FFFFFF"}, {"color": "ffffff"}, {"strike": "1"}, {"sz": "2"}],
)
def test_a_figure_that_nobody_sees_is_told(properties: dict[str, str]) -> None:
    assert said(look(**properties)) == [("P253", PLACE)]


@pytest.mark.slow
@pytest.mark.parametrize("properties", [{"vanish": "0"}, {"strike": "false"}, {"color": "000000"}, {"sz": "7"}])
def test_a_figure_that_is_seen_is_none(properties: dict[str, str]) -> None:
    assert said(look(**properties)) == []


@pytest.mark.slow
def test_white_on_a_dark_ground_is_seen() -> None:
    def dark(docx: Docx) -> None:
        cell = next(docx.paragraph(TAG).iterancestors(w("tc")))
        etree.SubElement(cell.find(w("tcPr")), w("shd"), {w("val"): "clear", w("fill"): "1F3864"})

    assert said(look(color="FFFFFF"), dark) == []


def test_a_hidden_row_is_told_at_each_figure() -> None:
    def hidden(docx: Docx) -> None:
        row = next(docx.paragraph(TAG).iterancestors(w("tr")))
        properties = row.find(w("trPr"))
        etree.SubElement(properties, w("hidden"))

    assert {code for code, _ in said(hidden)} == {"P253"}


@pytest.mark.slow
def test_a_style_that_hides_hides_the_figure() -> None:
    def style(docx: Docx) -> None:
        paragraph = docx.paragraph(TAG)
        name = paragraph.find(w("pPr")).find(w("pStyle")).get(w("val"))
        own = next(item for item in docx.tree("word/styles.xml").iter(w("style")) if item.get(w("styleId")) == name)
        look_of = own.find(w("rPr"))
        look_of = etree.SubElement(own, w("rPr")) if look_of is None else look_of
        etree.SubElement(look_of, w("vanish"))

    assert ("P253", PLACE) in said(style)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["全年1{{ r1.total }}件", "全年{{ r1.total }}0件", "{{ r1.total }}{{ r2.total }}", "{{ r1.total }}万件"]
)
def test_in_a_sentence_no_digit_stands_beside_a_figure(words: str) -> None:
    assert [code for code, _ in said(replaced("{{ title }}", f"{{{{ title }}}}，{words}"))][:1] == ["P252"]


@pytest.mark.slow
def test_in_a_sentence_words_may_stand_beside_a_figure() -> None:
    assert said(replaced("{{ title }}", "{{ title }}，全年{{ r1.total }}件，办结{{ r2.total }}件。")) == []


# The proof, which knows nothing of the lint


def proven(words: str, change: Any = None) -> list[str]:
    """What the proof says of a report made with those words in the figure's cell."""
    template = edited(COUNTY, replaced(TAG, words), *([change] if change else []))
    page = pages.page(builders.pack(COUNTY), figure="7")
    try:
        made = fill(compile_template(template, "x"), page)
    except RenderError as error:
        return [item.code for item in error.findings]
    return [item.code for item in prove(outline(template), page, made)]


@pytest.mark.slow
@pytest.mark.parametrize("words", ["1{{ r1.total }}", "{{ r1.total }}0", "{{ r1.total }}件"])
def test_the_proof_refuses_company_by_itself(words: str) -> None:
    assert proven(words) == ["R323"]


@pytest.mark.slow
def test_the_proof_takes_hidden_text_for_none() -> None:
    assert proven(TAG, look(vanish="")) == ["R313"]
    assert proven(TAG, look(vanish="0")) == []


@pytest.mark.slow
def test_hidden_words_of_the_template_are_no_difference() -> None:
    def hidden(docx: Docx) -> None:
        paragraph = docx.paragraph("{{ title }}")
        copy = deepcopy(next(runs(paragraph)))
        next(copy.iter(w("t"))).text = "内部"
        etree.SubElement(copy.find(w("rPr")), w("vanish"))
        paragraph.append(copy)
        assert text(paragraph).endswith("内部")

    assert proven(TAG, hidden) == []
