"""What the plan does not cover is filled by docxtpl's way: as docxtpl fills it, checked and proven as any report."""

import os
import re
import subprocess
import sys
from functools import cache

import pytest
from docxtpl import RichText
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.errors import RenderError
from reportgen.findings import Severity
from reportgen.findings.text import message
from reportgen.model import Page, Paragraph, Section
from reportgen.ooxml import archive
from reportgen.render import Outline, Template, compile_template, fill, outline, prove
from tests import builders
from tests.render import pages, words
from tests.render.fill import beyond
from tests.render.fill.test_docx import HOSTILE, by_docxtpl, canonical, filled_parts, page, refused

PACK = pages.pack(beyond.PACK_ID)
PLAIN = pages.page(PACK)
AWKWARD = pages.page(
    PACK,
    text=HOSTILE.replace("{_{", ""),  # docxtpl turns this one into a tag of its own
    figure="1,234.50",
    draft="草稿",
    fields={"unit_name": "R&D<试行>\t“一”\n'二' {{ year }}"},
)


@cache
def compiled(name: str) -> tuple[bytes, Template, Outline]:
    template = beyond.template(beyond.EDITS[name])
    return template, compile_template(template, "report.docx"), outline(template)


@pytest.mark.thorough
@pytest.mark.parametrize("name", beyond.EDITS)
@pytest.mark.parametrize("of", [PLAIN, AWKWARD], ids=["plain", "hostile"])
def test_each_construct_comes_out_as_docxtpl_makes_it_and_is_proven(name: str, of: Page) -> None:
    template, ready, read = compiled(name)
    ours, theirs = fill(ready, of), by_docxtpl(template, of)
    assert ready.by_docxtpl
    for part in filled_parts(ours):
        if (name, part) != ("shapes here and there", "word/header1.xml"):
            assert canonical(ours, part) == canonical(theirs, part), part
    assert prove(read, of, ours) == ()


@pytest.mark.slow
def test_a_value_in_a_run_of_its_own_comes_out_as_docxtpls_rich_text() -> None:
    template = beyond.template(beyond.RUN_VALUE)
    ours = fill(compile_template(template, "report.docx"), AWKWARD)
    rich = Page(
        fields={**AWKWARD.fields, "unit_name": RichText(AWKWARD.fields["unit_name"])},
        blocks=AWKWARD.blocks, sections=AWKWARD.sections, cells=AWKWARD.cells,
    )  # fmt: skip
    theirs = by_docxtpl(template, rich)
    assert canonical(ours, words.DOCUMENT) == canonical(theirs, words.DOCUMENT)
    assert prove(outline(template), AWKWARD, ours) == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", beyond.EDITS)
def test_a_template_says_how_it_is_filled_and_why(name: str) -> None:
    _, ready, _ = compiled(name)
    assert {(note.code, note.severity) for note in ready.notes} == {("R115", Severity.NOTE)}
    assert all(note.facts["tag"] and note.location.part for note in ready.notes)


def test_a_note_names_each_construct_once_at_its_first_tag() -> None:
    template = words.docx("{{ title }}", "{{ title|upper }}", "{{ year|upper }}", "{% set a = year %}{{ a }}")
    found = [(note.location.paragraph, *note.facts.values()) for note in compile_template(template, "x").notes]
    assert found == [(2, "{{ title|upper }}", "|upper"), (4, "{% set a = year %}", "{% set %}")]


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", builders.EACH_PACK)
def test_shipped_templates_take_the_quick_way_and_come_out_the_same_by_the_other(pack_id: str) -> None:
    pack = pages.pack(pack_id)
    quick, slow = both_ways(pack_id)
    assert (quick.by_docxtpl, quick.notes) == ((), ())
    optional = [section.key for section in pack.sections if section.optional]
    for of in (pages.page(pack, text=HOSTILE, draft="草稿"), pages.page(pack, absent=optional)):
        assert_same(fill(quick, of), fill(slow, of))


@cache
def both_ways(pack_id: str) -> tuple[Template, Template]:
    template = pages.pack(pack_id).template_path.read_bytes()
    return compile_template(template, "x"), compile_template(template, "x", by_docxtpl=True)


def assert_same(one: bytes, other: bytes) -> None:
    assert filled_parts(one) == filled_parts(other)
    for part in (*filled_parts(one), "docProps/core.xml"):
        assert canonical(one, part) == canonical(other, part), part


_PRINTABLE = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"), max_size=60)


@pytest.mark.slow
@given(text=st.lists(_PRINTABLE, min_size=1, max_size=4).map("\n\t".join), figure=st.text("0123456789,.-", max_size=6))
@settings(max_examples=12, deadline=None)
@pytest.mark.parametrize("pack_id", pages.FAMILIES)
def test_both_ways_say_the_same_whatever_the_values(pack_id: str, text: str, figure: str) -> None:
    quick, slow = both_ways(pack_id)
    of = pages.page(pages.pack(pack_id), text=text, figure=figure, draft=text)
    assert_same(fill(quick, of), fill(slow, of))


@pytest.mark.thorough
@given(text=st.lists(_PRINTABLE, min_size=1, max_size=3).map("\n\t".join))
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("name", ["figures side by side", "vertical merge", "loop", "one of two", "runs that depend"])
def test_any_text_is_found_again_by_the_proof(name: str, text: str) -> None:
    _, ready, read = compiled(name)
    of = pages.page(PACK, text=text, fields={"unit_name": text})
    assert prove(read, of, fill(ready, of)) == ()


_NAMES = st.sampled_from(["title", "year", "r1.a", "r1.b", "overview.heading"])
_COUNTS = st.sampled_from(["preface|length", "title|length", "overview.body|count", "0", "1", "2", "13"])
_CONSTANTS = st.sampled_from(["''", "'a'", '"年"', "'7'", "'A b'"])


def _conditions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(" ".join)
    return st.one_of(two, two.map("({})".format), inner.map("not {}".format))


_COMPARED = st.one_of(
    st.sampled_from(["title", "year", "overview.heading"]),
    st.sampled_from(["preface", "closing", "fees", "overview", "overview.body"]),
    st.tuples(_NAMES, st.sampled_from(["==", "!="]), st.one_of(_CONSTANTS, _NAMES)).map(" ".join),
    st.tuples(_COUNTS, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), _COUNTS).map(" ".join),
)
_TESTS = st.recursive(_COMPARED, _conditions, max_leaves=4)
_PRINTED = st.recursive(
    st.one_of(
        _NAMES,
        st.tuples(_NAMES, st.lists(st.sampled_from(["upper", "lower", "trim"]), min_size=1, max_size=2)).map(
            lambda pair: "|".join((pair[0], *pair[1]))
        ),
        st.sampled_from(["preface|length", "preface|join('a b', attribute='text')", 'closing|join(attribute="text")']),
    ),
    lambda inner: st.tuples(st.one_of(inner, _CONSTANTS), _TESTS, st.one_of(inner, _CONSTANTS)).map(
        lambda three: f"{three[0]} if {three[1]} else {three[2]}"
    ),
    max_leaves=3,
)


@pytest.mark.thorough
@given(
    tests=st.lists(_TESTS.filter(lambda text: len(text) < 180), min_size=3, max_size=6),
    printed=st.lists(_PRINTED.filter(lambda text: len(text) < 180), min_size=3, max_size=6),
    values=st.lists(st.sampled_from(["", "a", "A b", " 7 ", "年<", "ß"]), min_size=6, max_size=6),
)
@settings(max_examples=60, deadline=None)
def test_the_proof_and_docxtpl_mean_the_same_by_every_expression(
    tests: list[str], printed: list[str], values: list[str]
) -> None:
    template = words.docx(
        *(f"{{% if {test} %}}甲{{% else %}}乙{{% endif %}}" for test in tests),
        *(f"{{{{ {one} }}}}" for one in printed),
        *(f"{{% set a{n} = {one} %}}{{{{ a{n} }}}}" for n, one in enumerate(printed)),
    )
    of = Page(
        fields={"title": values[0], "year": values[1]},
        blocks={"preface": tuple(map(Paragraph, values[2:4])), "closing": ()},
        sections={"overview": Section("overview", "一", "甲", values[4], tuple(map(Paragraph, values[:3])))},
        absent_sections=("fees",),
        cells={"r1": {"a": values[5], "b": "1"}},
    )
    made = fill(compile_template(template, "x"), of)
    assert [item for item in prove(outline(template), of, made) if not item.code.startswith("R32")] == []
    assert canonical(made, words.DOCUMENT) == canonical(by_docxtpl(template, of), words.DOCUMENT)


def _texts(blob: bytes) -> list[str]:
    return re.findall("<w:t[^>]*>([^<]+)</w:t>", words.part(blob))


@pytest.mark.thorough
@pytest.mark.parametrize("name", beyond.EDITS)
def test_every_text_that_is_changed_dropped_or_doubled_is_found(name: str) -> None:
    _, ready, read = compiled(name)
    made = fill(ready, PLAIN)
    count = len(_texts(made))
    for number in {*range(0, count, 53), *range(7)}:
        for change in ("", "9", r"\2\2"):
            blob = words.changed(made, lambda xml, n=number, c=change: _nth(xml, n, c))  # type: ignore[misc]
            assert prove(read, PLAIN, blob), (number, change)


def _nth(xml: str, number: int, change: str) -> str:
    found = list(re.finditer("(<w:t[^>]*>)([^<]+)(</w:t>)", xml))[number]
    text = found[2] * 2 if change == r"\2\2" else change
    return xml[: found.start(2)] + text + xml[found.end(2) :]


@pytest.mark.thorough
@pytest.mark.parametrize(
    "name", ["figures side by side", "vertical merge", "horizontal merge", "cells in a loop", "span by length"]
)
@pytest.mark.parametrize("piece", ["tc", "tr"])
def test_a_cell_or_row_that_is_dropped_or_doubled_is_found(name: str, piece: str) -> None:
    _, ready, read = compiled(name)
    made = fill(ready, AWKWARD)
    found = list(re.finditer(f"<w:{piece}[ >].*?</w:{piece}>", words.part(made), re.DOTALL))
    for one in found[:9]:
        for times in (0, 2):
            blob = words.changed(made, lambda xml, o=one, t=times: xml[: o.start()] + o[0] * t + xml[o.end() :])  # type: ignore[misc]
            assert prove(read, AWKWARD, blob), (one[0][:60], times)


@pytest.mark.slow
def test_two_figures_that_change_places_in_a_loop_are_found() -> None:
    _, ready, read = compiled("figures side by side")
    cells = {row: {c: f"{i}{j}" for j, c in enumerate(columns)} for i, (row, columns) in enumerate(PLAIN.cells.items())}
    of = Page(fields=PLAIN.fields, blocks=PLAIN.blocks, sections=PLAIN.sections, cells=cells)
    made = fill(ready, of)
    assert prove(read, of, made) == ()
    swapped = words.changed(made, lambda xml: xml.replace(">00<", ">~<").replace(">01<", ">00<").replace(">~<", ">01<"))
    assert [item.code for item in prove(read, of, swapped)] == ["R313", "R313"]


@pytest.mark.slow
def test_a_tag_left_in_the_file_is_found() -> None:
    _, ready, read = compiled("vertical merge")
    blob = words.changed(fill(ready, PLAIN), lambda xml: xml.replace(">尾<", ">{% vm %}<", 1))
    assert [item.facts["found"] for item in prove(read, PLAIN, blob)] == ["{% vm %}"]


def test_a_figure_that_only_a_filter_or_a_choice_prints_is_not_printed() -> None:
    of = Page(fields={"title": "年报"}, cells={"r1": {"a": "1", "b": "2", "c": "3"}})
    template = words.docx("{{ r1.a|trim }}", "{{ r1.b if title else '0' }}", "{{ r1.c }}")
    found = prove(outline(template), of, fill(compile_template(template, "x"), of))
    assert {(item.code, item.facts["tag"]) for item in found} == {("R320", "r1.a"), ("R320", "r1.b")}


def test_paragraphs_that_are_only_counted_are_not_printed() -> None:
    of = Page(fields={}, blocks={"closing": (Paragraph("特此报告。"),)})
    template = words.docx("{{ closing|length }}", "{{ '有' if closing else '无' }}")
    assert [i.code for i in prove(outline(template), of, fill(compile_template(template, "x"), of))] == ["R321"]
    template = words.docx("{{ closing|join(attribute='text') }}")
    assert prove(outline(template), of, fill(compile_template(template, "x"), of)) == ()


@pytest.mark.slow
def test_the_note_on_a_picture_in_a_loop_says_so_in_words() -> None:
    _, ready, _ = compiled("shape in a loop")
    (note,) = ready.notes
    assert "循环中的图片" in message(note, "zh")
    assert "w:" not in message(note, "en")


@pytest.mark.slow
def test_repeated_drawings_get_numbers_of_their_own_and_the_proof_looks_at_them() -> None:
    for name in ("shape in a loop", "shapes here and there"):
        _, ready, read = compiled(name)
        made = fill(ready, PLAIN)
        numbers = [
            n for part in filled_parts(made) for n in re.findall(r'<wp:docPr id="(\d+)"', words.part(made, part))
        ]
        assert len(numbers) > 1
        assert len(set(numbers)) == len(numbers)
        same = words.changed(made, lambda xml: re.sub(r'<wp:docPr id="\d+"', '<wp:docPr id="5"', xml))
        assert [item.code for item in prove(read, PLAIN, same)] == ["R309"]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0c", "\r", "\x1f", "\ufffe", "\ud800"])
def test_a_character_that_word_cannot_hold_is_refused(character: str) -> None:
    of = page(title=f"前{character}后")
    for template in (words.docx("甲", "{{ title|trim }}"), words.docx("甲", "{% set a = title %}{{ a }}")):
        with pytest.raises(RenderError) as caught:
            fill(compile_template(template, "x"), of)
        (finding,) = caught.value.findings
        assert (finding.code, finding.facts["character"]) == ("R113", f"U+{ord(character):04X}")
        assert finding.location.paragraph == 2


def test_everything_that_is_wrong_with_a_page_is_said_at_once() -> None:
    template = words.docx(
        "{{ title|upper }}", "{{ titel }}", "{{ r5.anual }}", "{{ fees.heading }}", "{{ date }}", "{{ overview }}",
        "{{ preface|upper }}", "{%p for p in fees.body %}", "{{ p.text }}", "{%p endfor %}",
        "{% for p in title %}{{ p.text }}{% endfor %}", "{% for c, f in preface|items %}{{ f }}{% endfor %}",
        "{% if r5.anual == '1' %}甲{% endif %}",
    )  # fmt: skip
    of = Page(
        fields={"title": "年报", "date": "\x00"},
        blocks={"preface": (Paragraph("文"),)},
        sections={"overview": Section("overview", "一", "甲", "一、甲")},
        absent_sections=("fees",),
        cells={"r5": {"annual": "1"}},
    )
    with pytest.raises(RenderError) as caught:
        fill(compile_template(template, "report.docx"), of)
    found = [(item.code, item.location.paragraph) for item in caught.value.findings]
    assert found == [
        ("R110", 2), ("R111", 3), ("R112", 4), ("R113", 5), ("R114", 6), ("R114", 7), ("R112", 8), ("R114", 11),
        ("R114", 12),
    ]  # fmt: skip


def test_a_condition_about_what_is_not_there_is_told_at_its_tag() -> None:
    template = words.docx("{{ title|upper }}", "{% if r5.anual == '1' %}甲{% endif %}")
    with pytest.raises(RenderError) as caught:
        fill(compile_template(template, "x"), Page(fields={"title": "年报"}, cells={"r5": {"annual": "1"}}))
    (finding,) = caught.value.findings
    assert (finding.code, finding.location.paragraph, finding.facts["name"]) == ("R111", 2, "anual")


@pytest.mark.parametrize("value", [None, float("nan"), 117.0, True, ["甲"]])
def test_what_is_no_text_is_never_printed(value: object) -> None:
    for template in (words.docx("{{ title|trim }}"), words.docx("{% set a = year %}{{ title }}")):
        with pytest.raises(RenderError) as caught:
            fill(compile_template(template, "x"), page(title=value, year="2"))  # type: ignore[arg-type]
        assert words.codes(caught.value) == ["R112" if value is None else "R114"]


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("{{ title|safe }}", "R103"),
        ("{{ title|replace('a', 'b') }}", "R103"),
        ("{{ title|default('无') }}", "R103"),
        ("{{ title|join }}", "R103"),
        ("{{ preface|join(attribute='__class__') }}", "R103"),
        ("{{ preface|join(title, attribute='text') }}", "R103"),
        ("{{ title|attr('upper') }}", "R103"),
        ("{{ title|upper() }}", ""),
        ("{{ title|upper(1) }}", "R103"),
        ("{{ preface|map(attribute='text')|join }}", "R103"),
        ("{{ preface|length|upper }}", "R103"),
        ("{{ 1 if title else 2 }}", "R103"),
        ("{{ 'a' if title }}", "R103"),
        ("{{ title if title.upper() else 'a' }}", "R103"),
        ("{{ 'a' }}", "R103"),
        ("{{ 'a'|upper }}", "R103"),
        ("{{ title ~ title }}", "R103"),
        ("{{ loop.index }}", "R105"),
        ("{% for p in preface %}{{ loop.first }}{% endfor %}", "R103"),
        ("{% for p in preface %}{{ loop.cycle('a') }}{% endfor %}", "R103"),
        ("{% for p in preface %}{{ loop._iterable }}{% endfor %}", "R103"),
        ("{% for p in preface %}{{ loop }}{% endfor %}", "R103"),
        ("{% for loop in preface %}{% endfor %}", "R103"),
        ("{% for a, b in preface %}{% endfor %}", "R103"),
        ("{% for a, a in r1|items %}{% endfor %}", "R103"),
        ("{% for a in r1|items %}{% endfor %}", "R103"),
        ("{% for a in preface|reverse %}{% endfor %}", "R103"),
        ("{% if title > 'a' %}{% endif %}", "R103"),
        ("{% if loop.index > 1 %}{% endif %}", "R105"),
        ("{% if title is defined %}{% endif %}", "R103"),
        ("{% if 'a' in title %}{% endif %}", "R103"),
        ("{% set a = title.upper() %}", "R103"),
        ("{% set a = 1 %}", "R103"),
        ("{% set a = title or 1 %}", "R103"),
        ("{% set a = 'a' if title else 1 %}", "R103"),
        ("{% set a, b = title %}", "R103"),
        ("{% set loop = title %}", "R103"),
        ("{% set a.b = title %}", "R103"),
        ("{% set a %}", "R103"),
        ("{% set a = title %}{% set a = year %}", "R117"),
        ("{% for p in preface %}{% set p = year %}{% endfor %}", "R117"),
        ("{% set title = year %}", "R117"),
        ("{% if year %}{% set a = title %}{% endif %}{{ a }}", "R110"),
        ("{{ a }}{% set a = title %}", "R110"),
        ("{% set a = title._x %}", "R103"),
        ("{%r set a = lipsum() %}", "R103"),
        ("{% vm %}", "R105"),
        ("{% hm %}", "R105"),
        ("{% colspan 2 %}", "R105"),
        ("{% cellbg 'FF0000' %}", "R105"),
        ("{%tc if title %}", "R105"),
        ("{{p title }}", "R103"),
        ("{{tr title }}", "R103"),
        ("{{tc title }}", "R103"),
        ("{#r a #}", "R103"),
        ("{{r title", "R102"),
        ("{% if title == '\\x41' %}{% endif %}", "R103"),
        ("{%p if title == '}' %}", "R103"),
    ],
)  # fmt: skip
def test_what_is_not_on_the_list_stays_refused(tag: str, code: str) -> None:
    of = Page(fields={"title": "年报", "year": "2"}, blocks={"preface": (Paragraph("文"),)}, cells={"r1": {"a": "1"}})
    if not code:
        assert fill(compile_template(words.docx(tag), "x"), of)
    else:
        assert code in refused(words.docx(tag), of)


def _table(*rows: str) -> bytes:
    return beyond.template(beyond.table(*rows))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (("{{ title }}{% vm %}|1|2",), "R105"),  # in no loop
        (("{%tr for p in preface %}||", "{% vm %}{{ p.text }}|1|2", "{%tr endfor %}||", "1|2|3"), "R105"),
        (("{%tr for p in preface %}||", "a{% vm %}{% hm %}|1|2", "{%tr endfor %}||", "1|2|3"), "R105"),
        (("1|{%tc for p in preface %}|a{% colspan 2 %}{% hm %}|{%tc endfor %}",), "R105"),
        (("1|{%tc for p in preface %}b|a|{%tc endfor %}",), "R105"),
        (("{%tc for p in preface %}|{{ p.text }}|{%tc endfor %}",), "R108"),  # a row without cells
        (("1|{%tc for p in preface %}|{{ p.text }}", "1|2|{%tc endfor %}"), "R104"),
        (("1|{%tc for p in preface %}|{{ p.text }}", "1|2|3"), "R104"),
        (("{% colspan 64 %}a|2|3",), "R116"),
        (("{% colspan 0 %}a|2|3",), "R116"),
        (("{% colspan title %}a|2|3",), "R116"),
        (("{% cellbg title %}a|2|3",), "R116"),
        (("{% cellbg '#FF0000' %}a|2|3",), "R116"),
        (("{% cellbg 'FF0000' %}{% cellbg 'FF0000' %}a|2|3",), "R105"),
        (("{% colspan nothing %}a|2|3",), "R116"),
        (("{% colspan nothing|length %}a|2|3",), "R110"),
        (("{% colspan closing|length %}a|2|3",), "R116"),
        (("{% colspan 2 if year else 'FF0000' %}a|2|3",), "R116"),
        (("{% set a = title %}|{% cellbg a %}a|{% colspan a %}3",), "R116"),
    ],
)
def test_a_table_that_would_come_out_wrong_is_refused(rows: tuple[str, ...], code: str) -> None:
    assert code in refused(_table(*rows), PLAIN)


def test_a_table_without_widths_is_refused() -> None:
    rows = words.table("甲|{%tc for p in preface %}|{{ p.text }}|{%tc endfor %}")
    assert refused(words.docx(body=rows + words.paragraph("后"))) == ["R118"]
    with pytest.raises(RenderError) as caught:
        compile_template(words.docx(body=rows + words.paragraph("后") * 3), "x")
    assert caught.value.findings[0].location.paragraph == 2


def test_a_cell_without_properties_takes_no_colour() -> None:
    rows = words.table("{% cellbg 'FF0000' %}甲|乙")
    assert refused(words.docx(body=rows + words.paragraph("后"))) == ["R105"]


@pytest.mark.slow
def test_a_value_cannot_become_markup_or_a_tag() -> None:
    text = "</w:t></w:r><w:r>{{ year }}{% set x = 1 %}\" onload='a' &lt; \x7f]]>"
    for name in ("upper", "one of two", "set", "runs that depend", "vertical merge", "colour"):
        _, ready, read = compiled(name)
        of = pages.page(PACK, text=text, figure=text, draft=text, fields={"unit_name": text, "title": text})
        made = fill(ready, of)
        assert prove(read, of, made) == ()
        assert not etree.fromstring(words.part(made).encode()).xpath("//*[@onload]")


@pytest.mark.slow
def test_only_filled_parts_are_packed_again_and_the_bytes_are_always_the_same() -> None:
    template, ready, _ = compiled("vertical merge")
    first = fill(ready, AWKWARD)
    fill(ready, PLAIN)
    assert fill(ready, AWKWARD) == fill(compile_template(template, "x"), AWKWARD) == first
    before = {member.name: member.stored for member in archive.read(template)}
    after = {member.name: member.stored for member in archive.read(first)}
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} <= {*filled_parts(first), "docProps/core.xml"}


SAME = """
import hashlib
from reportgen.render import compile_template, fill
from tests.render import pages
from tests.render.fill import beyond
page = pages.page(pages.pack(beyond.PACK_ID), text="<&>\\t。", draft="草稿")
names = ("loop", "figures side by side", "vertical merge", "colour", "shapes here and there")
made = b"".join(fill(compile_template(beyond.template(beyond.EDITS[name]), "x"), page) for name in names)
print(hashlib.sha256(made).hexdigest())
"""


@pytest.mark.slow
def test_the_same_page_gives_the_same_bytes_everywhere() -> None:
    found = {
        run_python(SAME, {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}),
        run_python(SAME, {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}),
    }
    assert len(found) == 1


LAZY = """
import sys
from reportgen.render import compile_template, fill, outline, prove
from tests.render import pages
pack = pages.pack("county-2021")
template = pack.template_path.read_bytes()
fill(compile_template(template, "x"), pages.page(pack))
print("reportgen.render.fill.docxtpl_fallback" in sys.modules)
"""


@pytest.mark.slow
def test_the_quick_way_does_not_load_the_other() -> None:
    assert run_python(LAZY, {}).strip() == "False"


def run_python(code: str, extra: dict[str, str]) -> str:
    command, env = [sys.executable, "-c", code], {**os.environ, **extra}
    return subprocess.run(command, env=env, cwd=pages.ROOT, check=True, capture_output=True, text=True).stdout
