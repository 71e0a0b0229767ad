"""Kinds of files are told by their bytes."""

import pytest

from reportgen.sources import kinds


@pytest.mark.parametrize(
    ("data", "kind", "is_picture"),
    [
        (b"\x89PNG\r\n", "PNG", True),
        (b"RIFF....WEBP", "WebP", True),
        (b"%PDF-1.7", "PDF", False),
        (b"{\\rtf1", "RTF", False),
        (b"MIME-Version: 1.0", "MHTML", False),
        (b"PK\x03\x04", None, False),
        ("政府".encode(), None, False),
        (b"", None, False),
    ],
)
def test_other_kinds_are_named(data: bytes, kind: str | None, is_picture: bool) -> None:
    assert kinds.foreign(data) == kind
    assert kinds.is_picture(data) == is_picture


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", "HTML"),
        (b"<Table>", "HTML"),
        (b"<?xml version='1.0'?>", "XML"),
        (b"1 < 2", None),
    ],
)
def test_markup_is_told_from_text(data: bytes, kind: str | None) -> None:
    assert kinds.markup(data) == kind


@pytest.mark.parametrize(
    ("data", "file", "expected"),
    [
        (b'\xef\xbb\xbf {"year": 2012}', "a", True),
        ('{"year": 2012}'.encode("utf-16"), "a", True),
        (b"[]", "a.xlsx", True),
        (b"year: 2012", "a.JSON", True),
        (b"PK\x03\x04", "a.json", False),
        (b"\xd0\xcf\x11\xe0", "a.json", False),
        (b"{\\rtf1", "a", False),
        (b"year", "a", False),
    ],
)
def test_json_is_known_by_its_beginning_or_its_name(data: bytes, file: str, expected: bool) -> None:
    assert kinds.is_json(data, file) == expected


def test_blanks_are_nothing() -> None:
    assert kinds.is_blank(b" \r\n\x00")
    assert not kinds.is_blank(b" 1")
