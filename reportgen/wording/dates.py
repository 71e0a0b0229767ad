"""Dates as GB/T 9704 prints them: Arabic figures, the year in full, no zero before month or day."""

from datetime import date
from functools import cache
from typing import Any


@cache
def _pattern() -> Any:
    from babel.dates import parse_pattern

    return parse_pattern("y年M月d日")


@cache
def _locale() -> Any:
    from babel import Locale

    return Locale("zh")


def long_date(day: date) -> str:
    """2013年2月20日.

    >>> long_date(date(2013, 2, 20))
    '2013年2月20日'
    """
    return str(_pattern().apply(day, _locale()))
