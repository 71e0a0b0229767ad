"""Dates in the official style, whatever the locale of the machine."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reportgen.wording import long_date


def test_no_zero_stands_before_month_and_day() -> None:
    assert long_date(date(2013, 2, 3)) == "2013年2月3日"


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_date_is_written_in_arabic_figures(day: date) -> None:
    assert long_date(day) == f"{day.year}年{day.month}月{day.day}日"
