"""Names of parts and relations, in the ways that programs write them; no lxml is needed for it."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ooxml import package
from reportgen.ooxml.names import RELATIONSHIPS, R
from reportgen.ooxml.package import Relation

DOCUMENT = "word/document.xml"
part_names = st.lists(st.text("ab文.", min_size=1).filter(lambda text: text.strip(".")), min_size=1).map("/".join)


@pytest.mark.slow
@given(part_names)
def test_a_part_is_the_owner_of_its_relations(name: str) -> None:
    assert package.owner_of(package.rels_of(name)) == name


def test_the_package_has_relations_of_its_own() -> None:
    assert package.rels_of("") == "_rels/.rels"
    assert package.owner_of("_rels/.rels") == ""
    assert package.rels_of(DOCUMENT) == "word/_rels/document.xml.rels"


@pytest.mark.parametrize(
    ("owner", "target", "part"),
    [
        ("", "word/document.xml", DOCUMENT),
        ("", "/word/document.xml", DOCUMENT),
        (DOCUMENT, "styles.xml", "word/styles.xml"),
        (DOCUMENT, "./media/../styles.xml", "word/styles.xml"),
        (DOCUMENT, "/word/styles.xml", "word/styles.xml"),
        ("xl/worksheets/sheet1.xml", "../comments1.xml", "xl/comments1.xml"),
        (DOCUMENT, "../../../etc/passwd", "etc/passwd"),
    ],
)
def test_a_target_is_a_part_of_the_package_however_it_is_written(owner: str, target: str, part: str) -> None:
    assert package.resolved(owner, target) == part


def test_relations_lead_to_parts_or_outside() -> None:
    items = [
        {"Id": "rId1", "Type": f"{R}/styles", "Target": "styles.xml"},
        {"Id": "rId2", "Type": f"{R}/hyperlink", "Target": "../a", "TargetMode": "External"},
        {},
    ]
    assert package.relations(DOCUMENT, items) == (
        Relation("rId1", "styles", "word/styles.xml", is_external=False),
        Relation("rId2", "hyperlink", "../a", is_external=True),
        Relation("", "", "word", is_external=False),
    )


def test_attributes_of_elements_in_any_namespace_are_found() -> None:
    part = f'<x:a xmlns:x="{RELATIONSHIPS}" xmlns:r="{R}"><x:b r:id="1" n="甲"/><c><b/></c><d/></x:a>'
    for encoding in ("utf-8", "utf-16"):
        assert package.attributes(part.encode(encoding), "b") == [{f"{R} id": "1", "n": "甲"}, {}]


@pytest.mark.parametrize("part", [b"", b"<a><b/>", b"<a><b/></c>", b"<!DOCTYPE a><a><b/></a>", b"no XML"])
def test_broken_xml_and_declarations_have_no_elements(part: bytes) -> None:
    assert package.attributes(part, "b") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_declarations_are_seen_in_every_encoding_of_unicode(encoding: str) -> None:
    assert package.declares('<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode(encoding))
    assert package.declares('<!ENTITY b "c">'.encode(encoding))
    assert not package.declares("<a>&lt;!DOCTYPE a&gt;</a>".encode(encoding))


@pytest.mark.slow
def test_a_workbook_is_read_without_loading_lxml() -> None:
    code = (
        "import sys, reportgen.ooxml.archive, reportgen.ooxml.package, reportgen.ooxml.names, "
        "reportgen.sources.workbook.excel_file, reportgen.render.fill.tags; print('lxml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
