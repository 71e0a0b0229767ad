"""Bytes of every encoding in use are read; bytes of none are refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.errors import SourceError
from reportgen.findings import Location
from reportgen.sources.encoding import charset, decoded

TEXT = "政府信息公开工作年度报告"
AT = Location(file="a.txt")


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
    assert decoded(content, AT) == TEXT


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff")))
def test_any_text_survives_utf8(text: str) -> None:
    assert decoded(text.encode(), AT) == decoded(codecs.BOM_UTF8 + text.encode(), AT) == text


@pytest.mark.parametrize("name", ["gb2312", "GBK", "gb18030", "x-unknown", "hex"])
def test_the_page_says_its_encoding(name: str) -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={name}"><p>{TEXT}㐂</p>'.encode("gb18030")
    assert TEXT in decoded(page, AT, named=charset(page))


def test_a_page_in_a_foreign_encoding_is_read_by_its_word() -> None:
    page = f'<meta charset="big5"><p>{"政府報告"}</p>'.encode("big5")
    assert "政府報告" in decoded(page, AT, named=charset(page))
    assert "政府報告" not in decoded(page, AT)


def test_a_page_that_names_the_wrong_encoding_is_read_all_the_same() -> None:
    page = f'<meta charset="gb2312"><p>{TEXT}</p>'.encode()
    assert TEXT in decoded(page, AT, named=charset(page))


def test_a_text_names_no_encoding() -> None:
    assert charset(TEXT.encode()) is None


@pytest.mark.parametrize(("code", "content"), [("S116", b"\xff\xff\xff\xff"), ("S306", codecs.BOM_UTF8 + b"\xff")])
def test_no_encoding_at_all_is_refused(code: str, content: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        decoded(content, AT, code=code)
    assert [item.code for item in caught.value.findings] == [code]
