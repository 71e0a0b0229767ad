import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from reportgen import sources
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.errors import SourceError
from reportgen.findings.text import hint, message
from reportgen.sources.workbook import preflight
from tests.builders import pack

GOOD = entry_workbook.make(pack("municipal-2008"), 2012)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(data: bytes, name: str = "年报.xlsx") -> str:
    """The code of the refusal; every refusal has a sentence in both languages."""
    with pytest.raises(SourceError) as caught:
        sources.read_bytes(data, name)
    (finding,) = caught.value.findings
    assert finding.location.file == name
    for language in ("zh", "en"):
        assert message(finding, language)
        assert hint(finding, language)
    assert message(finding, "zh") != message(finding, "en")
    assert caught.value.exit_code == 3
    return finding.code


def ole(*streams: str) -> bytes:
    """The beginning of an OLE file with a directory of these streams."""
    entries = b"".join(
        (name + "\0").encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in streams
    )
    return OLE + bytes(504) + entries.ljust(512, b"\0")


def edited(change: Callable[[str, bytes], bytes | None], data: bytes = GOOD) -> bytes:
    """The workbook with its parts changed; a part that becomes None is left out."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return output.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    """The workbook with a text replaced in the sheet 统计表."""

    def change(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet4.xml":
            return content
        assert old in content
        return content.replace(old, new, 1)

    return edited(change)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "S103"),
        (b"\r\n  ", "S103"),
        (bytes(4096), "S103"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "S104"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "S104"),
        (ole("WordDocument", "1Table"), "S105"),
        (ole("EncryptedPackage", "EncryptionInfo"), "S106"),
        (ole("PowerPoint Document"), "S112"),
        (ole("Whatever"), "S107"),
        (b"%PDF-1.7\n", "S112"),
        ("年报，一，二\n".encode(), "S112"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "S112"),
        (b"<?xml version='1.0'?><Workbook/>", "S112"),
        (b"{\\rtf1 hello}", "S112"),
        (GOOD[: len(GOOD) // 2], "S107"),
        (b"PK\x03\x04" + bytes(100), "S107"),
    ],
)
def test_a_wrong_file_gets_a_sentence(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_truncated_workbook_never_passes() -> None:
    for length in range(1, len(GOOD), 997):
        assert refused(GOOD[:length]) in {"S107", "S112"}


def test_a_word_document_renamed_is_named_as_one() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    assert refused(output.getvalue()) == "S105"


def test_an_archive_without_a_workbook_is_none() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("年报.xlsx", GOOD)
    assert refused(output.getvalue()) == "S112"


def test_flipped_bytes_in_a_part_are_noticed() -> None:
    start = GOOD.index(b"xl/worksheets/sheet4.xml") + 400
    assert refused(GOOD[:start] + b"\xff\x00\xff" + GOOD[start + 3 :]) == "S107"


@pytest.mark.slow
def test_a_bomb_is_not_unpacked() -> None:
    assert refused(edited(lambda name, content: content + b" " * 30_000_000 if "sheet1" in name else content)) == "S108"


def test_a_part_longer_than_the_directory_says_is_refused() -> None:
    name = b"xl/worksheets/sheet1.xml"
    entry = GOOD.rindex(name) - 46
    (size,) = struct.unpack_from("<I", GOOD, entry + 24)
    lying = GOOD[: entry + 24] + struct.pack("<I", size - 10) + GOOD[entry + 28 :]
    assert refused(lying) in {"S107", "S108"}


@pytest.mark.parametrize(
    "declaration",
    [b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<!ENTITY b SYSTEM 'file:///etc/hostname'>", b"<!DOCTYPE a>"],
)
def test_entities_are_refused_in_every_part(declaration: bytes) -> None:
    for part in ("xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "xl/worksheets/sheet2.xml"):

        def change(name: str, content: bytes, part: str = part) -> bytes:
            return content.replace(b"?>", b"?>" + declaration, 1) if name == part else content

        assert refused(edited(change)) == "S109"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_part_in_another_encoding_is_refused(encoding: str) -> None:
    assert refused(edited(lambda name, part: part.decode().encode(encoding) if "sheet1" in name else part)) == "S109"


@pytest.mark.parametrize(
    "reference",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        b'<row r="1048576"><c r = "XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        b'<row r="9"><c r="&#88;FD1048576"><v>1</v></c></row>',
        b'<row\nr="1048576"><c\nr="XFD1048576"><f>1+1</f><v>2</v></c></row>',
        b'<row r="1048576"><c/><c><v>1</v></c></row><row r="1"><c r="XFD1"><v>1</v></c></row>',
    ],
)
def test_a_cell_at_the_far_corner_is_refused_before_any_reader_sees_it(reference: bytes) -> None:
    assert refused(in_sheet(b"</sheetData>", reference + b"</sheetData>")) == "S110"


def test_a_far_cell_behind_what_only_looks_like_the_end_of_the_cells_is_refused() -> None:
    far = b'<!-- </sheetData> --><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData >'
    assert refused(in_sheet(b"</sheetData>", far)) == "S110"


def test_far_rows_without_content_are_no_reason_to_refuse() -> None:
    data = in_sheet(b"</sheetData>", b'<row r="1048576" hidden="1"><c r="A1048576" s="1"/></row></sheetData>')
    assert isinstance(sources.read_bytes(data, "a.xlsx"), sources.Workbook)


def test_a_dimension_that_says_the_whole_sheet_is_no_reason_to_refuse() -> None:
    data = in_sheet(b'<dimension ref="A1:', b'<dimension ref="A1:XFD1048576" x="')
    assert isinstance(sources.read_bytes(data, "a.xlsx"), sources.Workbook)


@pytest.mark.slow
def test_a_long_but_narrow_table_is_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.cell(20_000, 3, "x")
    output = io.BytesIO()
    book.save(output)
    workbook = sources.read_bytes(output.getvalue(), "a.xlsx")
    assert isinstance(workbook, sources.Workbook)
    assert workbook.sheets[0].value(19_999, 2) == "x"


@pytest.mark.slow
def test_hundreds_of_sheets_are_refused() -> None:
    book = openpyxl.Workbook()
    for _ in range(preflight.MOST_SHEETS):
        book.create_sheet()
    output = io.BytesIO()
    book.save(output)
    assert refused(output.getvalue()) == "S111"


def ods(table: str) -> bytes:
    """An OpenDocument spreadsheet with that content in its table."""
    names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
    content = f"<office:document-content {names}><table:table>{table}</table:table></office:document-content>"
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<m/>")
    return output.getvalue()


FAR_TABLES = {
    "every cell": '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" '
    'table:number-columns-repeated="16384"/></table:table-row>',
    "the last cell": '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
    '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
    "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>",
    "no number": '<table:table-row><table:table-cell office:value-type="float" table:number-columns-repeated="1e9"/>'
    "</table:table-row>",
}


@pytest.mark.parametrize("table", FAR_TABLES.values(), ids=FAR_TABLES)
def test_an_ods_that_repeats_cells_without_end_is_refused(table: str) -> None:
    assert refused(ods(table), "年报.ods") == "S110"


def test_an_encrypted_ods_is_named_as_one() -> None:
    data = edited(lambda name, part: b"<manifest:encryption-data/>" if "manifest" in name else part, ods(""))
    assert refused(data, "年报.ods") == "S106"


def test_an_encrypted_zip_is_named_as_one() -> None:
    entry = GOOD.rindex(b"xl/workbook.xml") - 46
    assert refused(GOOD[: entry + 8] + b"\x01\x00" + GOOD[entry + 10 :]) == "S106"


def test_a_missing_file_and_a_folder_get_a_sentence(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "没有.xlsx", "S101"), (tmp_path, "S118")):
        with pytest.raises(SourceError) as caught:
            sources.read(path)
        assert caught.value.findings[0].code == code


def test_a_workbook_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    path = tmp_path / "年报.xls"
    path.write_bytes(GOOD)
    assert isinstance(sources.read(path), sources.Workbook)
