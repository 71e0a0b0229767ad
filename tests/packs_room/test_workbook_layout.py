import pytest

from reportgen.packs import Column
from reportgen.packs.workbook_layout import (
    column_labels,
    depth,
    layout,
    previous_label,
)
from tests.builders import ALL_PACKS, pack


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_every_figure_has_a_cell_of_its_own(pack_id: str) -> None:
    of = pack(pack_id)
    plan = layout(of)
    assert set(plan.spots) == set(of.fields) == set(plan.previous_spots)
    places = [*plan.spots.values(), *plan.previous_spots.values()]
    assert len(set(places)) == 2 * len(of.fields)


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_headings_of_one_part_are_told_apart(pack_id: str) -> None:
    for plan in layout(pack(pack_id)).rows.values():
        headings = plan.headings.figures + plan.headings.previous
        assert len(set(headings)) == len(headings)


def test_a_layout_is_worked_out_once() -> None:
    assert layout(pack("county-2014")) is layout(pack("county-2014"))


def test_a_heading_that_is_taken_gets_its_code() -> None:
    columns = [Column(code="a", label="数量"), Column(code="b", label="数量"), Column(code="c", label="说明")]
    assert column_labels(columns) == ("数量(a)", "数量(b)", "说明(c)")


def test_last_year_s_heading_names_last_year() -> None:
    assert previous_label("{year}年发生数", 2012) == "上年2011年发生数"


def test_rows_are_as_deep_as_their_parents() -> None:
    rows = pack("municipal-2008").rows
    assert [depth(rows[code], rows) for code in ("22", "22.1", "22.1.1", "22.1.1.1")] == [0, 1, 2, 3]


def test_a_number_that_may_be_two_codes_is_told() -> None:
    plan = layout(pack("municipal-2008"))
    assert all(len(codes) == 1 for codes in plan.codes_by_number.values())
