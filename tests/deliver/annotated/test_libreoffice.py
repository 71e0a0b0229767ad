"""Annotated copies in LibreOffice: it opens them, prints them, and what it saves is annotated again."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from reportgen.deliver.annotated import workbook as annotated_workbook
from reportgen.deliver.annotated.comments import MARK
from reportgen.packs.workbook_layout import HIDDEN, RESULTS
from tests.conftest import Convert
from tests.deliver.annotated.annotating import (
    FILE,
    PLANTED,
    annotated,
    comments,
    findings,
    opened,
    our_colours,
    substance,
)

pytestmark = pytest.mark.libreoffice


def through(data: bytes, folder: Path, convert: Convert, name: str = FILE) -> bytes:
    """The workbook as LibreOffice saves it."""
    path = folder / name
    path.write_bytes(data)
    return convert(path, "xlsx").read_bytes()


def test_libreoffice_reads_what_we_wrote(tmp_path: Path, convert: Convert) -> None:
    copy = annotated(PLANTED)
    before, after = opened(copy), opened(through(copy, tmp_path, convert))
    assert comments(after) == comments(before)
    assert our_colours(after) == our_colours(before)
    listed = [[cell.value for cell in row] for row in before[RESULTS].iter_rows()]
    assert [[cell.value for cell in row] for row in after[RESULTS].iter_rows()] == listed
    links = {
        cell.coordinate: cell.hyperlink.location.replace("'", "") for cell in before[RESULTS]["B"] if cell.hyperlink
    }
    found = {cell.coordinate: cell.hyperlink for cell in after[RESULTS]["B"] if cell.hyperlink}
    assert {name: (link.location or link.target).lstrip("#").replace("'", "") for name, link in found.items()} == links


@pytest.mark.thorough
def test_the_copy_prints_as_pages_of_all_its_sheets(tmp_path: Path, convert: Convert) -> None:
    path = tmp_path / FILE
    path.write_bytes(annotated(PLANTED))
    plain = tmp_path / "原件.xlsx"
    plain.write_bytes(PLANTED)
    count = [len(re.findall(rb"/Type */Page\b", convert(item, "pdf").read_bytes())) for item in (plain, path)]
    assert count[1] > count[0] > 0


def test_a_workbook_that_libreoffice_saved_is_annotated(tmp_path: Path, convert: Convert) -> None:
    data = through(PLANTED, tmp_path, convert)
    found = findings(data)
    copy = annotated_workbook.make(data, found, FILE, "zh")
    assert findings(copy) == found
    for values in (False, True):
        assert substance(opened(copy, values=values)) == substance(opened(data, values=values))
    assert {place for place, _ in comments(opened(copy)).items()} >= {
        (item.location.sheet, item.location.cell) for item in found if item.location.cell
    }


def test_a_copy_that_libreoffice_saved_loses_what_we_wrote(tmp_path: Path, convert: Convert) -> None:
    book = openpyxl.load_workbook(io.BytesIO(PLANTED))
    book["填报说明"]["A1"].comment = Comment("本单位的话", "李四")
    output = io.BytesIO()
    book.save(output)
    saved = through(annotated(output.getvalue()), tmp_path, convert)
    again = annotated_workbook.make(saved, [], FILE, "zh")
    after = opened(again)
    assert [text for text in comments(after).values() if MARK in text] == []
    assert list(comments(after)) == [("填报说明", "A1")]
    assert our_colours(after) == {}
    assert after.sheetnames.count(RESULTS) == 1
    assert after[HIDDEN].sheet_state != "visible"
    assert findings(again) == findings(saved)
