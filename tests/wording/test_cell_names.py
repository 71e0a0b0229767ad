"""Names of cells, held against what openpyxl makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from reportgen.wording.cell_names import (
    LAST_COLUMN,
    LAST_ROW,
    Spot,
    cell_name,
    column_letters,
    column_number,
    first_spot,
    spot_named,
)

rows, columns = st.integers(0, LAST_ROW), st.integers(0, LAST_COLUMN)


@given(columns)
def test_letters_are_openpyxls_and_lead_back(column: int) -> None:
    letters = column_letters(column)
    assert letters == get_column_letter(column + 1)
    assert column_number(letters) == column_number(letters.lower()) == column == column_index_from_string(letters) - 1


@given(rows, columns)
def test_a_name_leads_back_to_its_cell(row: int, column: int) -> None:
    name = cell_name(row, column)
    assert coordinate_from_string(name) == (get_column_letter(column + 1), row + 1)
    assert spot_named(name) == first_spot(name) == Spot(row, column)
    assert Spot(row, column).name == name


@given(rows, columns, rows, columns)
def test_an_area_is_named_by_its_first_cell(row: int, column: int, last_row: int, last_column: int) -> None:
    area = f"${column_letters(column)}${row + 1}:{cell_name(last_row, last_column)}"
    assert first_spot(area) == Spot(row, column)
    assert spot_named(area) is None


@pytest.mark.parametrize("name", ["", "A", "12", "A0x", "表1", "A-1", "A１"])
def test_what_is_no_cell_has_no_place(name: str) -> None:
    assert spot_named(name) is None


@pytest.mark.parametrize("name", [None, "", "XFE1", "A1048577", "A0", "ABCD1", "1A"])
def test_a_reference_beyond_the_sheet_leads_nowhere(name: str | None) -> None:
    assert first_spot(name) is None


def test_a_name_may_lie_beyond_what_a_sheet_can_hold() -> None:
    assert spot_named("ZZZZ99999999") == Spot(99_999_998, 475_253)
