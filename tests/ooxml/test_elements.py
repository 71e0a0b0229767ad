"""XML of strangers is parsed without danger, and looked at in whatever namespace it is written."""

import pytest
from lxml import etree

from reportgen.ooxml import elements, package
from reportgen.ooxml.names import RELATIONSHIPS, STRICT_W, R, W, w

BOMB = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize(
    "xml", [BOMB, "<!DOCTYPE a><a/>", '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>', '<!ENTITY b "c"><a/>']
)
def test_declarations_are_refused(xml: str, encoding: str) -> None:
    with pytest.raises(elements.DeclarationError):
        elements.parsed(xml.encode(encoding))


def test_declarations_are_refused_where_the_bytes_do_not_show_them() -> None:
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4APA-a/+AD4-'
    assert not package.declares(hidden)
    with pytest.raises(elements.DeclarationError):
        elements.parsed(hidden)


@pytest.mark.parametrize("part", [b"", b"<a>", b"<a/><b/>", b"<a>&b;</a>", b"<a b=1/>", b"no XML", b"\xff\xfe\xff"])
def test_what_is_no_xml_is_said_by_lxml(part: bytes) -> None:
    with pytest.raises(etree.XMLSyntaxError):
        elements.parsed(part)


def test_what_was_parsed_is_written_again() -> None:
    part = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a><![CDATA[<b>]]> <c/>\n</a>"
    assert elements.written(elements.parsed(part, keeps_cdata=True)) == part
    assert b"CDATA" not in elements.written(elements.parsed(part))


def test_white_space_goes_between_elements_and_stays_in_texts() -> None:
    part = f'<w:p xmlns:w="{W}">\n <w:r>\n<w:t xml:space="preserve"> </w:t> </w:r></w:p>'.encode()
    root = elements.parsed(part, drops_blanks=True)
    assert [item.text for item in root.iter(w("p"), w("r"), w("t"))] == [None, None, " "]
    assert elements.parsed(part).text == "\n "


@pytest.mark.parametrize("prefix", ["", "r:"])
def test_relations_are_the_same_by_either_parser(prefix: str) -> None:
    space = f'xmlns{":r" if prefix else ""}="{RELATIONSHIPS}"'
    rels = (
        f'<{prefix}Relationships {space}><!-- 关系 --><{prefix}Relationship Id="a" Type="{R}/header" Target="h.xml"/>'
        f'<{prefix}Relationship Id="b" Type="{R}/image" Target="http://a" TargetMode="External"/>'
        f"</{prefix}Relationships>"
    ).encode()
    found = elements.relations("word/document.xml", elements.parsed(rels))
    assert found == package.relations("word/document.xml", package.attributes(rels, "Relationship"))
    assert [(item.kind, item.target) for item in found] == [("header", "word/h.xml"), ("image", "http://a")]


def test_a_part_without_relations_has_none() -> None:
    assert elements.relations("word/document.xml", None) == ()


@pytest.mark.parametrize("space", [W, STRICT_W])
def test_elements_are_named_in_the_namespace_of_their_part(space: str) -> None:
    root = elements.parsed(f'<w:a xmlns:w="{space}"><!-- b --><b/><w:b n="1"/></w:a>'.encode())
    found = elements.child(root, "b")
    assert found is not None
    assert found.get("n") == "1"
    assert elements.child(root, "c") is None
    assert elements.plain(root, "d").tag == elements.name_in(root, "d") == f"{{{space}}}d"
    assert [elements.local(item) for item in root] == ["", "b", "b"]
    assert [elements.is_element(item) for item in root] == [False, True, True]


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("0", 0), (None, 7), ("", 7), ("-1", 7), ("1.5", 7), ("１", 7), ("9" * 10, 7)]
)
def test_numbers_that_no_program_writes_are_the_default(text: str | None, number: int) -> None:
    assert elements.whole(text, 7) == number


def test_xml_says_true_in_three_ways() -> None:
    assert all(map(elements.is_true, ("1", "true", "on")))
    assert not any(map(elements.is_true, ("0", "false", "off", "", None)))
