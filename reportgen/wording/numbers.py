"""Numbers as reports print them: plain digits, Chinese numerals, percentages.

The released num2words has no Chinese; `_Chinese` is a small converter on its base class, made by us and not entered
in its registry.
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

_GROUPS = ("亿", "万")
_LARGEST = 10**12 - 1


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


def chinese(number: int) -> str:
    """The number in Chinese numerals, 十一 and not 一十一 at the front: 七, 十二, 一百一十七, 一万零三.

    Raises ValueError from 万亿 on: its readings differ, and no report counts so far.
    """
    if abs(number) > _LARGEST:
        raise ValueError(f"no Chinese numeral for {number}")
    return str(_converter().to_cardinal(number))


@cache
def _converter() -> Any:
    from num2words.base import Num2Word_Base

    class _Chinese(Num2Word_Base):  # type: ignore[misc]  # num2words carries no types
        def setup(self) -> None:
            self.negword = "负"
            self.exclude_title: list[str] = []
            self.low_numwords = list("九八七六五四三二一零")
            self.mid_numwords = [(1000, "千"), (100, "百"), (10, "十")]
            self.high_numwords: list[str] = []

        def set_high_numwords(self, high: list[str]) -> None:
            for exponent, group in zip((8, 4), _GROUPS, strict=True):
                self.cards[10**exponent] = group

        def merge(self, left: tuple[str, int], right: tuple[str, int]) -> tuple[str, int]:
            (left_text, left_number), (right_text, right_number) = left, right
            if left_number == 1 and right_number < 10:  # the base class writes 3 as one times three
                return right
            if right_number > left_number:  # 三 and 百: a multiplication
                return left_text + right_text, left_number * right_number
            gap = "零" if _leaves_a_gap(left_number, right_number) else ""
            return left_text + gap + right_text, left_number + right_number

        def to_cardinal(self, value: int) -> str:
            text = str(super().to_cardinal(value))
            sign = self.negword if value < 0 else ""
            text = text.removeprefix(sign).strip()
            return sign + (text[1:] if text.startswith("一十") else text)

    converter = _Chinese()
    converter.MAXVAL = _LARGEST + 1  # the base class allows a thousand of the largest group, Chinese ten thousand
    return converter


def _leaves_a_gap(left: int, right: int) -> bool:
    """True where a 零 is read: the place, or from 万 on the group of four, next below left stands empty in front."""
    trailing = len(str(left)) - len(str(left).rstrip("0"))
    return len(str(right)) < (trailing if trailing < 4 else trailing - trailing % 4)
