import zipfile
from io import BytesIO

import pytest

from reportgen.errors import SourceError
from reportgen.sources.published.blocks import Block, Paragraph, PublishedTable
from reportgen.sources.published.docx import read_docx
from tests.sources.published import printed

_LIST = (
    "<w:numbering XMLNS>"
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    "</w:numbering>"
)


def _p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _numbered(text: str, number: int = 1, level: int = 0) -> str:
    return _p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def _blocks(body: str, **parts: str) -> list[Block]:
    return read_docx(printed.package(body, **parts), "report.docx")


def _texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in _blocks(body, **parts) if isinstance(block, Paragraph)]


def _table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_p(text)}</w:tc>"


def test_paragraphs_come_in_order_with_their_numbers() -> None:
    blocks = _blocks(_p("甲") + _p("") + _p("乙"))
    assert [(b.text, b.location.paragraph) for b in blocks if isinstance(b, Paragraph)] == [("甲", 1), ("乙", 3)]


def test_inserted_words_count_and_deleted_ones_do_not() -> None:
    changed = (
        "<w:p><w:r><w:t>公开</w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>15</w:t></w:r></w:ins><w:r><w:t>条</w:t></w:r></w:p>"
    )
    assert _texts(changed) == ["公开15条"]


def test_a_moved_paragraph_stands_where_it_went() -> None:
    moved = "<w:p><w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>乙</w:t></w:r></w:moveTo></w:p>"
    assert _texts(moved) == ["乙"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert _texts(_p("前半", "<w:rPr><w:del/></w:rPr>") + _p("后半")) == ["前半后半"]


def test_a_deleted_row_is_gone() -> None:
    rows = [_tc("行") + _tc("1"), "<w:trPr><w:del/></w:trPr>" + _tc("旧行") + _tc("2"), _tc("尾") + _tc("3")]
    (table,) = _blocks(_table(*rows))
    assert isinstance(table, PublishedTable)
    assert [cell.text for cell in table.cells] == ["行", "1", "尾", "3"]


def test_hidden_text_and_field_codes_are_not_printed() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:t>见</w:t></w:r></w:p>"
    )
    assert _texts(body) == ["见"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{_p('框内')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>框外</w:t><mc:AlternateContent><mc:Choice><w:drawing>"
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert _texts(body) == ["框外", "框内"]


def test_footnotes_follow_their_paragraph_and_headers_come_last() -> None:
    body = '<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id="2"/></w:r></w:p>' + _p("下一段")
    notes = f'<w:footnotes XMLNS><w:footnote w:id="2">{_p("脚注")}</w:footnote></w:footnotes>'
    blocks = _blocks(body, footnotes=notes, header1=f"<w:hdr XMLNS>{_p('页眉')}</w:hdr>")
    assert [(b.text, b.kind) for b in blocks if isinstance(b, Paragraph)] == [
        ("正文", "body"),
        ("脚注", "footnote"),
        ("下一段", "body"),
        ("页眉", "header"),
    ]


def test_content_controls_are_looked_through() -> None:
    row = f"<w:sdt><w:sdtContent><w:tr>{_tc('行名')}{_tc('7')}{_tc('8')}</w:tr></w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{_p('标题')}</w:sdtContent></w:sdt><w:tbl>{row}</w:tbl>"
    first, table = _blocks(body)
    assert isinstance(first, Paragraph)
    assert isinstance(table, PublishedTable)
    assert (first.text, [cell.text for cell in table.cells]) == ("标题", ["行名", "7", "8"])


def test_word_counts_headings_by_itself_and_so_does_the_reader() -> None:
    body = (
        _numbered("总体情况")
        + _numbered("小点", level=1)
        + _numbered("问题")
        + _numbered("另点", level=1)
        + _numbered("圆点", 2)
    )
    assert _texts(body, numbering=_LIST) == ["一、总体情况", "1.小点", "二、问题", "1.另点", "圆点"]


def test_numbers_may_come_from_the_style() -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:styles XMLNS><w:style w:styleId="标题1">{numbered}</w:style></w:styles>'
    assert _texts(_p("总体情况", '<w:pStyle w:val="标题1"/>'), numbering=_LIST, styles=styles) == ["一、总体情况"]


def test_cells_merged_downwards_and_across_stand_once() -> None:
    table = _table(
        _tc("组", '<w:vMerge w:val="restart"/>') + _tc("甲") + _tc("1"),
        _tc("", "<w:vMerge/>") + _tc("乙") + _tc("2"),
        _tc("说明", '<w:gridSpan w:val="2"/>') + _tc("3"),
    )
    (block,) = _blocks(table)
    assert isinstance(block, PublishedTable)
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in block.cells] == [
        ("组", 0, 0, 2, 1),
        ("甲", 0, 1, 1, 1),
        ("1", 0, 2, 1, 1),
        ("乙", 1, 1, 1, 1),
        ("2", 1, 2, 1, 1),
        ("说明", 2, 0, 1, 2),
        ("3", 2, 2, 1, 1),
    ]


def test_a_table_that_only_frames_text_is_text() -> None:
    assert _texts(_table(_tc("一段文字。"), _tc("又一段文字。"))) == ["一段文字。", "又一段文字。"]


def test_a_strict_document_is_read() -> None:
    content = printed.package(_p("正文"))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strict = parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in {**parts, "word/document.xml": strict}.items():
            archive.writestr(name, data)
    (block,) = read_docx(buffer.getvalue(), "report.docx")
    assert isinstance(block, Paragraph)
    assert block.text == "正文"


def _refused(content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_docx(content, "report.docx")
    return caught.value.findings[0].code


def _zip(**parts: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return buffer.getvalue()


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "xx">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    assert _refused(_zip(word__document=bomb)) == "S305"


def test_a_workbook_is_told_from_a_damaged_document() -> None:
    assert _refused(_zip(xl__workbook="<a/>")) == "S304"
    assert _refused(_zip(word__styles="<a/>")) == "S305"
    assert _refused(_zip(word__document="<a>")) == "S305"
