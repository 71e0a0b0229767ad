"""What stands outside the sections of a finished report, read from real Word files, web pages and plain text."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from reportgen import library, pipeline
from reportgen.findings import Finding
from reportgen.findings.text import place
from reportgen.model import ReportData
from tests.builders import TEMPLATES

ROOT = TEMPLATES.parent
GOLDEN = ROOT / "tests" / "golden"
IDENTITY = "11010519491231002X"
MOBILE = "13800138000"
MAIL = "lisi1990@qq.com"


def in_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = f"经办人身份证号{IDENTITY}"


def in_footer(document: Document) -> None:
    document.sections[0].footer.add_paragraph(f"经办人手机{MOBILE}")


def in_a_text_box(document: Document) -> None:
    box = parse_xml(
        f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"<w:p><w:r><w:t>申请人身份证号{IDENTITY}</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.paragraphs[-1]._p.append(box)


def in_a_text_box_of_a_cell(document: Document) -> None:
    in_a_text_box(document)
    run = document.paragraphs[-1]._p[-1]
    document.tables[0].rows[0].cells[0].paragraphs[0]._p.append(run)


def after_the_signature(document: Document) -> None:
    document.add_paragraph("附：申请人名单")
    document.add_paragraph(f"张某，{MOBILE}，退款账户6222 0212 3456 7890 128")


def in_a_cell(document: Document) -> None:
    cell = document.tables[0].rows[0].cells[0]
    cell.paragraphs[0].add_run(f"（问{MAIL}）")


def in_a_table_behind(document: Document) -> None:
    table = document.add_table(rows=2, cols=4)
    for cell, text in zip(table.rows[1].cells, ["张某", "申请公开", MOBILE, "已答复"], strict=True):
        cell.text = text


def in_a_comment(document: Document) -> None:
    document.add_comment(document.paragraphs[3].runs, text=f"请打{MOBILE}核对", author="校对", initials="校")


def changed(tmp_path: Path, change: Callable[[Document], None], name: str = "county-2021") -> Path:
    document = docx.Document(str(GOLDEN / f"{name}.docx"))
    change(document)
    path = tmp_path / "report.docx"
    document.save(str(path))
    return path


def with_footnote(source: Path, text: str) -> Path:
    """The document with a footnote, whose part python-docx does not write, on its last paragraph."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    note = (
        f"<w:footnotes {space}><w:footnote w:id='2'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    mark = b'<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    body = parts["word/document.xml"]
    at = body.rindex(b"</w:p>")
    parts["word/document.xml"] = body[:at] + mark + body[at + len(b"</w:p>") :]
    parts["word/footnotes.xml"] = note.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    source.write_bytes(buffer.getvalue())
    return source


def audited(path: Path) -> tuple[Finding, ...]:
    reading = pipeline.read_finished(path, library(TEMPLATES))
    return tuple(item for item in pipeline.audit(reading) if item.severity != "note")


def read(path: Path) -> ReportData:
    return pipeline.read_finished(path, library(TEMPLATES)).data


@pytest.mark.parametrize(
    ("change", "codes", "where"),
    [
        (in_header, ["C802"], "页眉第1段"),
        (in_footer, ["C803"], "页脚第"),
        (in_a_text_box, ["C802"], "段"),
        (in_a_text_box_of_a_cell, ["C802"], "段"),
        (after_the_signature, ["C803", "C804"], "段"),
        (in_a_cell, ["C805"], "表1第1行"),
        (in_a_table_behind, ["C803"], "第2行"),
        (in_a_comment, ["C803"], "批注第1段"),
    ],
)
def test_what_must_not_be_published_is_found_wherever_word_keeps_it(
    tmp_path: Path, change: Callable[[Document], None], codes: Sequence[str], where: str
) -> None:
    found = [item for item in audited(changed(tmp_path, change)) if item.code.startswith("C8")]
    assert sorted(item.code for item in found) == codes
    assert all(where in place(item.location, "zh") for item in found)
    printed = " ".join(str(item) for item in found)
    assert [value for value in (IDENTITY, MOBILE, MAIL) if value in printed] == []


def test_a_footnote_is_read_where_it_hangs(tmp_path: Path) -> None:
    path = with_footnote(changed(tmp_path, lambda document: None), f"身份证号{IDENTITY}")
    assert [item.code for item in audited(path)] == ["C802"]


def test_a_footnote_of_a_cell_is_read_too(tmp_path: Path) -> None:
    def mark(document: Document) -> None:
        run = document.tables[0].rows[0].cells[0].paragraphs[0].add_run()
        reference = run._r.makeelement(qn("w:footnoteReference"), {qn("w:id"): "2"})
        run._r.append(reference)

    path = with_footnote(changed(tmp_path, mark), f"手机{MOBILE}")
    assert {item.code for item in audited(path)} == {"C803"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["municipal-2008", "county-2014", "county-2021", "county-government-2014"])
def test_a_report_made_here_says_nothing_outside_its_sections_that_is_wrong(name: str) -> None:
    assert audited(GOLDEN / f"{name}.docx") == ()


def test_a_header_that_stands_in_three_parts_is_told_once(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = section.header.paragraphs[0].text = f"手机{MOBILE}"

    assert [item.code for item in audited(changed(tmp_path, change))] == ["C803"]


def test_leftovers_in_a_header_are_found(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "XX局20XX年度报告"

    found = audited(changed(tmp_path, change))
    assert {item.code for item in found} == {"C705"}
    assert all("页眉" in place(item.location, "zh") for item in found)


def test_the_offices_own_contact_line_is_allowed_in_the_footer(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.sections[0].footer.paragraphs[0].text = "联系电话：0431-00000000，电子邮箱：songlingxxgk@163.com"

    assert audited(changed(tmp_path, change)) == ()


def test_a_paragraph_of_a_section_is_no_aside(tmp_path: Path) -> None:
    data = read(GOLDEN / "county-2021.docx")
    told = {text for paragraphs in data.narrative.values() for text in paragraphs}
    assert len(told) > 10
    assert not told & {aside.text for aside in data.asides}


def test_numbers_side_by_side_make_no_long_number(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.add_table(rows=1, cols=3).rows[0].cells[0].text = "合计\n138\n0013\n8000"

    assert audited(changed(tmp_path, change)) == ()


def text_of(name: str) -> list[str]:
    """The report as a page saved as text: one paragraph or cell a line."""
    document = docx.Document(str(GOLDEN / f"{name}.docx"))
    lines = []
    for element in document.element.body:
        if element.tag == qn("w:p"):
            lines.append("".join(node.text or "" for node in element.iter(qn("w:t"))))
        elif element.tag == qn("w:tbl"):
            for row in element.iter(qn("w:tr")):
                cells = ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
                lines.append(" | ".join(cells))
    return [line for line in lines if line]


@pytest.mark.parametrize("ending", [[f"附：联系人手机{MOBILE}"], ["秘密★3年"], [f"申请人身份证{IDENTITY}"]])
def test_text_behind_the_signature_of_a_plain_text_is_read(tmp_path: Path, ending: list[str]) -> None:
    path = tmp_path / "report.txt"
    path.write_text("\n".join([*text_of("county-2014"), *ending]), encoding="utf-8")
    found = [item for item in audited(path) if item.code.startswith("C8")]
    assert len(found) == 1
    assert found[0].location.line == len(text_of("county-2014")) + 1


def test_text_behind_the_signature_of_a_web_page_is_read(tmp_path: Path) -> None:
    lines = [f"<p>{line}</p>" for line in text_of("county-2014")]
    path = tmp_path / "report.html"
    page = "".join(["<html><body>", *lines, f"<div>申请人邮箱登记：{MAIL}；机密★长期</div></body></html>"])
    path.write_text(page, encoding="utf-8")
    found = [item for item in audited(path) if item.code.startswith("C8")]
    assert [item.code for item in found] == ["C801", "C805"]


def test_an_address_without_a_word_of_contact_is_found_in_a_web_page(tmp_path: Path) -> None:
    lines = [f"<p>{line}</p>" for line in text_of("county-2014")]
    path = tmp_path / "report.html"
    path.write_text("".join(["<html><body>", *lines, f"<p>附：{MAIL}</p></body></html>"]), encoding="utf-8")
    assert "C805" in [item.code for item in audited(path)]
