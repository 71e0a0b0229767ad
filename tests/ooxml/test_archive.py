import io
import zipfile
import zlib

import pytest

from reportgen import sources
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.ooxml import archive
from reportgen.sources.workbook import excel_file
from tests.builders import pack

GOOD = entry_workbook.make(pack("municipal-2008"), 2012, unit_name="某市某局")


def made(parts: dict[str, bytes]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(archive.stored(parts, {name: zlib.crc32(part) for name, part in parts.items()})))


def test_every_part_comes_out_as_it_went_in() -> None:
    parts = {"xl/workbook.xml": b"<workbook/>", "空.xml": b"", "large.xml": bytes(range(256)) * 1000}
    with made(parts) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == parts


def test_of_two_parts_with_one_name_the_one_that_was_inspected_is_read() -> None:
    buffer, twice = io.BytesIO(), "xl/worksheets/sheet2.xml"
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr(twice, b"<worksheet><sheetData/></worksheet>")
        for name in old.namelist():
            if name != twice:
                new.writestr(name, old.read(name))
        with pytest.warns(UserWarning, match="Duplicate name"):
            new.writestr(twice, old.read(twice))
    read = excel_file.read(buffer.getvalue(), "年报.xlsx")
    assert [sheet.rows for sheet in read.sheets] == [sheet.rows for sheet in excel_file.read(GOOD, "年报.xlsx").sheets]


def test_a_very_large_workbook_is_read_from_the_file_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    small = sources.read_bytes(GOOD, "年报.xlsx")
    monkeypatch.setattr(excel_file, "_LARGE", 1000)
    monkeypatch.setattr(archive, "stored", lambda *_: pytest.fail("packed again"))
    large = sources.read_bytes(GOOD, "年报.xlsx")
    assert isinstance(small, sources.Workbook)
    assert isinstance(large, sources.Workbook)
    assert [sheet.rows for sheet in small.sheets] == [sheet.rows for sheet in large.sheets]
