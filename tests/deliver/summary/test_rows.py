"""Rows stand in their cells as they were given, on as many sheets as they take, each with its own head and filter."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from reportgen.deliver.summary import rows
from reportgen.deliver.summary.rows import CellContent, Head, Link, Rows, pages

LINE: list[CellContent] = ["松岭县教育局", 3.0, 4.5, None, "-", 0.0, Link("报告/a#b.docx"), Link(""), "", 7.0]
HEAD = Head([f"列{number}" for number in range(len(LINE))], [9] * len(LINE), [f"c{n}" for n in range(len(LINE))])
FORMATS = ("heading", "code", "text", "number", "link")


def written(path: Path, lines: list[list[CellContent]], sheets: int = 1) -> Any:
    """The rows in a workbook, as openpyxl reads them."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    formats = {name: book.add_format({"num_format": "0.##"} if name == "number" else {}) for name in FORMATS}
    kind = Rows([book.add_worksheet(f"数{number}") for number in range(sheets)], HEAD, formats)
    for line in lines:
        kind.row(line)
    kind.finish()
    book.close()
    return openpyxl.load_workbook(path)


def test_every_cell_stands_in_its_column_and_blanks_have_none(tmp_path: Path) -> None:
    sheet = written(tmp_path / "a.xlsx", [LINE])["数0"]
    link = '=HYPERLINK("报告/a%23b.docx","打开")'
    assert [cell.value for cell in sheet[3]] == ["松岭县教育局", 3, 4.5, None, "-", 0, link, None, None, 7]
    assert [cell.number_format for cell in sheet[3] if isinstance(cell.value, int | float)] == ["0.##"] * 4


def test_a_full_sheet_goes_on_in_the_next_with_head_and_filter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_LAST_ROW", 3)
    book = written(tmp_path / "a.xlsx", [["一"], ["二"], ["三"]], sheets=pages(3, HEAD.lines))
    assert [[row[0].value for row in sheet.iter_rows(min_row=3)] for sheet in book] == [["一", "二"], ["三"]]
    assert [(sheet["A1"].value, sheet["A2"].value, sheet.print_title_rows) for sheet in book] == [
        ("列0", "c0", "$1:$1")
    ] * 2
    assert [sheet.auto_filter.ref for sheet in book] == ["A2:J4", "A2:J3"]


@pytest.mark.parametrize(("count", "expected"), [(0, 1), (1_048_575, 1), (1_048_576, 2), (2_097_151, 3)])
def test_rows_take_as_many_sheets_as_excel_needs(count: int, expected: int) -> None:
    assert pages(count, lines=1) == expected
