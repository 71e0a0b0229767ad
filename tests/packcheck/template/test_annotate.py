"""The copy with comments: the original's words, the findings beside them, readable by Word's own kind of reader."""

import io

import docx
import pytest

from reportgen.packcheck.template import lint
from reportgen.packcheck.template.annotate import annotated
from tests.builders import pack
from tests.packcheck.template.editing import edited, removed, replaced, row_removed

COUNTY = "county-2014"


def opened(content: bytes) -> tuple[list[str], list[str]]:
    """The paragraphs and the comments of a document."""
    document = docx.Document(io.BytesIO(content))
    return [item.text for item in document.paragraphs], [item.text for item in document.comments]


@pytest.mark.slow
def test_every_finding_is_a_comment_and_the_text_stays() -> None:
    content = edited(COUNTY, replaced("{{ title }}", "{{ titel }}"), row_removed("{{ r3_1_4.count }}"))
    faults = lint.faults(content, pack(COUNTY), "report.docx")
    copy = annotated(content, faults, "zh")
    assert copy is not None
    before, after = opened(content)[0], opened(copy)[0]
    comments = opened(copy)[1]
    assert before == after
    assert len(comments) == len(faults) == 2
    assert comments[0].startswith("P211")
    assert "{{ r3_1_4.count }}" in comments[1]


def test_a_comment_hangs_on_the_paragraph_it_is_about() -> None:
    content = edited(COUNTY, replaced("{{ signature }}", "{{ signatur }}"))
    copy = annotated(content, lint.faults(content, pack(COUNTY), ""), "en")
    assert copy is not None
    document = docx.Document(io.BytesIO(copy))
    marked = [item.text for item in document.paragraphs if item._p.xpath(".//w:commentReference")]
    assert marked == ["{{ signatur }}"]


def test_what_is_of_a_header_hangs_on_the_first_paragraph_and_says_so() -> None:
    content = edited(COUNTY, replaced("{{ draft_mark }}", "{{ draftmark }}", "word/header1.xml"))
    copy = annotated(content, lint.faults(content, pack(COUNTY), ""), "zh")
    assert copy is not None
    assert "页眉 > 第1段" in opened(copy)[1][0]


@pytest.mark.slow
def test_the_document_s_own_comments_are_kept() -> None:
    content = edited(COUNTY, removed("{{ signature }}"))
    once = annotated(content, lint.faults(content, pack(COUNTY), ""), "en")
    assert once is not None
    twice = annotated(once, lint.faults(once, pack(COUNTY), ""), "en")
    assert twice is not None
    assert len(opened(twice)[1]) == 1 + 2  # the old comment stays, and is a finding itself


def test_what_is_no_word_file_gets_no_copy() -> None:
    assert annotated(b"no zip", (), "en") is None
