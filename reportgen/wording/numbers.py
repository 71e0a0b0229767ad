"""Numbers as reports print them: plain digits and percentages. Numerals in Chinese are in `numerals.py`."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from typing import Any


def plain(value: Decimal) -> str:
    """The number in plain digits, as typed but for trailing zeros: 117, 0.5, -3.

    >>> plain(Decimal("117.0")), plain(Decimal("0.50")), plain(Decimal("1E+3"))
    ('117', '0.5', '1000')
    """
    text = str(value)
    if text.isdigit():  # nearly every figure
        return text
    if value == value.to_integral_value():
        return str(int(value))
    return f"{value.normalize():f}"


def share(part: Decimal, whole: Decimal, digits: int = 1) -> str:
    """The share of part in whole as a percentage, rounded half up: 7.9%. Raises ZeroDivisionError for a whole of 0.

    >>> share(Decimal(46), Decimal(579)), share(Decimal(1), Decimal(8), digits=0)
    ('7.9%', '13%')
    """
    if whole == 0:
        raise ZeroDivisionError("a share of nothing")
    with localcontext() as context:  # Babel rounds as the context says, which says to even
        context.rounding = ROUND_HALF_UP
        return str(_percent(digits).apply(part / whole, _locale()))


@cache
def _percent(digits: int) -> Any:
    from babel.numbers import parse_pattern

    return parse_pattern(f"{'0.'.ljust(digits + 2, '0') if digits else '0'}%")


@cache
def _locale() -> Any:
    from babel import Locale

    return Locale("zh")
