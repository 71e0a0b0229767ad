"""Word's fields: page numbers, contents and references stay, what reckons, merges or fetches is refused."""

import pytest
from lxml import etree

from reportgen.packcheck.template import lint
from tests.builders import pack
from tests.packcheck.template.editing import Docx, Edit, edited, w

COUNTY = "county-2021"


def field(*codes: str, shown: str = "某") -> Edit:
    """A field behind the title, its code cut in pieces as Word leaves it."""

    def edit(docx: Docx) -> None:
        paragraph = docx.paragraph("{{ title }}")
        for kind in ("begin", *codes, "separate", None, "end"):
            run = etree.SubElement(paragraph, w("r"))
            if kind in ("begin", "separate", "end"):
                etree.SubElement(run, w("fldChar"), {w("fldCharType"): kind})
            elif kind is None:
                etree.SubElement(run, w("t")).text = shown
            else:
                etree.SubElement(run, w("instrText")).text = kind

    return edit


def simple(code: str) -> Edit:
    """The same as one element."""

    def edit(docx: Docx) -> None:
        holder = etree.SubElement(docx.paragraph("{{ title }}"), w("fldSimple"), {w("instr"): code})
        etree.SubElement(etree.SubElement(holder, w("r")), w("t")).text = "某"

    return edit


def told(*edits: Edit) -> list[tuple[str, str]]:
    """What is said of fields."""
    found = lint.template(edited(COUNTY, *edits), pack(COUNTY), "report.docx")
    return [(item.code, str(item.facts.get("field"))) for item in found if item.code == "P254"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "code",
    ["MERGEFIELD 单位名称", "=SUM(ABOVE)", "DDEAUTO c:\\\\cmd.exe", "dde x", "INCLUDETEXT a.docx", "INCLUDEPICTURE x",
     "DATE", "FILENAME", "ASK x", "HYPERLINK \"a\"", ""],
)  # fmt: skip
def test_a_field_outside_the_list_is_refused(code: str) -> None:
    assert told(field(f" {code} ")) == [("P254", code)]
    assert told(simple(f" {code} ")) == [("P254", code)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "code", ["PAGE", "NUMPAGES", "SECTIONPAGES", 'TOC \\o "1-3" \\h', "REF _a", "HYPERLINK \\l _a"]
)
def test_a_field_on_the_list_may_stay(code: str) -> None:
    assert told(field(f" {code} "), simple(code)) == []


@pytest.mark.slow
def test_a_code_cut_in_pieces_is_read_whole() -> None:
    assert told(field(" MERGE", "FIELD a ")) == [("P254", "MERGEFIELD a")]
    assert told(field(" PA", "GE ")) == []


@pytest.mark.slow
def test_a_table_of_contents_may_repeat_the_headings() -> None:
    edit = field(' TOC \\o "1-3" ', shown="{{ overview.heading }}")
    assert lint.template(edited(COUNTY, edit), pack(COUNTY), "report.docx") == ()
    again = field(" PAGE ", shown="{{ overview.heading }}")
    assert [item.code for item in lint.template(edited(COUNTY, again), pack(COUNTY), "x")] == ["P227"]
