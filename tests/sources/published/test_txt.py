import codecs

import pytest

from reportgen.errors import SourceError
from reportgen.sources.published.blocks import Paragraph
from reportgen.sources.published.txt import cells_of, decoded, read_txt

TEXT = "政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        TEXT.encode("gbk"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-32"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_every_encoding_in_use_is_read(content: bytes) -> None:
    assert decoded(content, "a.txt") == TEXT


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "x-unknown"])
def test_the_page_says_its_encoding(charset: str) -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>{TEXT}㐂</p>'
    assert TEXT in decoded(page.encode("gb18030"), "a.html")


def test_a_page_that_names_the_wrong_encoding_is_read_all_the_same() -> None:
    page = f'<meta charset="gb2312"><p>{TEXT}</p>'
    assert TEXT in decoded(page.encode("utf-8"), "a.html")


def test_no_encoding_at_all_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        decoded(b"\xff\xff\xff\xff", "a.txt")
    assert caught.value.findings[0].code == "S306"


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("累计数 |", ("累计数",)),
        ("|", ("",)),
        ("- |", ("-",)),
        ("| 甲 | 1 |  |", ("甲", "1", "")),
        ("甲｜1｜2", ("甲", "1", "2")),
        ("|---|:---:|", ()),
        ("甲\t1\t\t2", ("甲", "1", "", "2")),
        ("甲\t1\t", ("甲", "1", "")),
        ("普通的一行。", None),
        ("", None),
    ],
)
def test_lines_of_flattened_tables_come_apart(line: str, cells: tuple[str, ...] | None) -> None:
    assert cells_of(line) == cells


def test_lines_keep_their_numbers() -> None:
    lines = [block for block in read_txt("甲\n\n乙 |\r\n", "a.txt") if isinstance(block, Paragraph)]
    assert [(block.text, block.location.line, block.cells) for block in lines] == [
        ("甲", 1, None),
        ("", 2, None),
        ("乙", 3, ("乙",)),
    ]
