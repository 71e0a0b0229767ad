"""Placeholders are filled in one way; a text without any stays as it is."""

from hypothesis import given
from hypothesis import strategies as st

from reportgen.wording.placeholders import filled, of_unit, of_year


def test_years_and_unit_stand_where_they_are_asked_for() -> None:
    known = of_year(2012) | of_unit("松岭县财政局")
    text = "{unit}{year}年报告，{unit.name}，比{previous_year}年，{next_year}年"
    assert filled(text, known) == "松岭县财政局2012年报告，松岭县财政局，比2011年，2013年"


def test_other_names_stay_or_are_what_is_asked_for() -> None:
    assert filled("收到{5.annual}件", of_year(2012)) == "收到{5.annual}件"
    assert filled("收到{5.annual}件", of_year(2012), other="×") == "收到×件"
    assert filled("收到{5.annual}件", of_year(2012), other="") == "收到件"


def test_what_is_put_in_is_not_filled_again() -> None:
    assert filled("{unit}", of_unit("{year}") | of_year(2012)) == "{year}"


@given(st.text().filter(lambda text: "{" not in text))
def test_a_text_without_placeholders_is_itself(text: str) -> None:
    assert filled(text, of_year(2012), other="×") == text
