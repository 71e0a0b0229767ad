"""Numbers as reports print them: plain digits and percentages. Numerals in Chinese are in `numerals.py`."""

from decimal import ROUND_HALF_UP, Decimal


def plain(value: Decimal) -> str:
    """The number in plain digits, as typed but for trailing zeros: 117, 0.5, -3."""
    text = str(value)
    if text.isdigit():  # nearly every figure
        return text
    if value == value.to_integral_value():
        return str(int(value))
    return f"{value.normalize():f}"


def share(part: Decimal, whole: Decimal, digits: int = 1) -> str:
    """The share of part in whole as a percentage, rounded half up: 7.9%. Raises ZeroDivisionError for a whole of 0."""
    if whole == 0:
        raise ZeroDivisionError("a share of nothing")
    step = Decimal(1).scaleb(-digits)
    return f"{(part * 100 / whole).quantize(step, ROUND_HALF_UP):f}%"
