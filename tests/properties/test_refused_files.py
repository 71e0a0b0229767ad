"""A file that is no report is refused with a sentence that says so, in Chinese to the last word."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from reportgen import pipeline
from reportgen.errors import ReportgenError
from reportgen.findings.text import message
from tests.builders import TEMPLATES


def plain_workbook() -> bytes:
    book, data = openpyxl.Workbook(write_only=True), BytesIO()
    book.create_sheet("通讯录").append(["姓名", "电话"])
    book.save(data)
    return data.getvalue()


REFUSED = {
    "members.json": (b"{}", "S221"),
    "list.json": (b"[]", "S115"),
    "text.json": (b'"x"', "S115"),
    "null.json": (b"null", "S115"),
    "comma.json": (b'{"year": 2012 "unit": {}}', "S114"),
    "open.json": (b'{"year": "2012', "S114"),
    "key.json": (b'{"year": 2012, x}', "S114"),
    "more.json": (b'{"year": 2012} {}', "S114"),
    "note.txt": ("随便写的".encode(), "S112"),
    "addresses.xlsx": (plain_workbook(), "S221"),
    "level.json": (b'{"year": 2012, "unit": {"level": "galactic", "body": "department"}}', "S212"),
    "pack.json": (b'{"pack": "municipal-2009", "year": 2012}', "P108"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_report_is_refused_in_words(name: str, tmp_path: Path) -> None:
    content, code = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReportgenError) as caught:
        pipeline.read(path, (TEMPLATES,))
    assert [item.code for item in caught.value.findings] == [code]
    assert caught.value.exit_code == 3
    (finding,) = caught.value.findings
    assert finding.location.file == str(path)
    said = re.sub(r"JSON|pack|year|unit\.\w+|galactic|municipal-\d+|null", "", message(finding, "zh"))
    assert not re.search("[A-Za-z]", said), said
