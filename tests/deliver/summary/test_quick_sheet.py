"""A quick sheet writes what XlsxWriter's own sheet writes, byte for byte."""

from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from reportgen.deliver.summary.quick_sheet import QuickSheet

CELLS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**9), 10**9).map(float),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
    st.sampled_from(['=HYPERLINK("报告/a&b.docx","打开")', "=SUM(A1:A2)", "=1+1"]),
)


def book(path: Path, kind: Any, rows: list[list[Any]]) -> bytes:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    made = xlsxwriter.Workbook(str(path), options)
    made.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001  # XlsxWriter takes no other
    sheet = made.add_worksheet("数", worksheet_class=kind)
    form = made.add_format({"num_format": "0.##"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            given_form = form if column % 3 else None
            if isinstance(cell, float):
                sheet.write_number(number, column, cell, given_form)
            elif cell.startswith("="):
                sheet.write_formula(number, column, cell, given_form, "打开")
            else:
                sheet.write_string(number, column, cell, given_form)
    made.close()
    return path.read_bytes()


@given(st.lists(st.lists(CELLS, max_size=6), max_size=6))
@settings(max_examples=60, deadline=None)
def test_the_bytes_are_xlsxwriters_own(tmp_path_factory: Any, rows: list[list[Any]]) -> None:
    folder = tmp_path_factory.mktemp("books")
    assert book(folder / "quick.xlsx", QuickSheet, rows) == book(folder / "plain.xlsx", Worksheet, rows)
