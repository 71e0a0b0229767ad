"""Old workbooks: read in a process of their own, refused with a sentence where that comes to no end."""

import sys
from pathlib import Path

import pytest

from reportgen.errors import SourceError
from reportgen.sources.workbook import apart, excel_file, preflight

FILES = Path(__file__).parent / "files"


def code_of(name: str) -> str:
    """The code with which that file is refused."""
    with pytest.raises(SourceError) as caught:
        excel_file.read((FILES / name).read_bytes(), name)
    (finding,) = caught.value.findings
    return finding.code


@pytest.mark.slow
@pytest.mark.parametrize("name", ["far-cell.xls", "ends-its-reader.xls"])
def test_what_would_end_the_process_is_refused(name: str) -> None:
    assert code_of(name) == "S120"


def test_a_password_is_called_one() -> None:
    assert code_of("password.xls") == "S106"


@pytest.mark.slow
def test_the_name_of_the_stream_may_be_in_capitals() -> None:
    book = excel_file.read((FILES / "names-in-capitals.xls").read_bytes(), "a.xls")
    assert "填报说明" in [sheet.name for sheet in book.sheets]


@pytest.mark.slow
def test_apart_and_in_this_process_the_rows_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (FILES / "names-in-capitals.xls").read_bytes()
    there = apart.grids(data, preflight.MOST_SHEETS)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert apart.grids(data, preflight.MOST_SHEETS) == there


@pytest.mark.slow
@pytest.mark.parametrize(("most", "kind"), [(0, "sheets"), (200, "rows")])
def test_more_sheets_than_a_workbook_has_are_refused(most: int, kind: str) -> None:
    data = (FILES / "names-in-capitals.xls").read_bytes()
    if kind == "rows":
        assert apart.grids(data, most)
        return
    with pytest.raises(apart.ApartError) as caught:
        apart.grids(data, most)
    assert caught.value.kind == kind


@pytest.mark.slow
def test_a_process_that_cannot_be_started_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert code_of("names-in-capitals.xls") == "S120"
