"""Numerals in Chinese, read and written: 一百一十七, 二〇一二年.

Takes numbers, gives numerals; takes numerals, gives numbers. Where in a text a numeral stands, and what it counts, is
left to `prose`. The released num2words has no Chinese; `_Chinese` is a small converter on its base class, made by us
and not entered in its registry.

>>> chinese(117), chinese(10003), chinese_number("一百一十七"), chinese_number("五点三")
('一百一十七', '一万零三', Decimal('117'), Decimal('5.3'))
>>> arabic_years("二〇一二年，一九九八年")
'2012年，1998年'
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
# Words that multiply what stands in front of them.
POWERS: Mapping[str, int] = {
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "万亿": 10**12,
}  # fmt: skip
_ZEROS = "〇○零Ｏ０0O"  # whatever is round stands for the zero of a year
_OF_YEAR = {**dict.fromkeys(_ZEROS, "0"), **{word: str(DIGITS[word]) for word in "一二三四五六七八九"}}
_YEAR = re.compile(rf"[一二]([{_ZEROS}九])([{''.join(_OF_YEAR)}])([{''.join(_OF_YEAR)}])年")
_GROUPS = ("亿", "万")
_LARGEST = 10**12 - 1


def chinese_number(text: str) -> Decimal | None:
    """一百一十七 is 117, 两万三千 23000, 二〇 20, 五点三 5.3; None for what is no number.

    >>> chinese_number("两万三千"), chinese_number("五点三")
    (Decimal('23000'), Decimal('5.3'))
    """
    whole, point, fraction = text.partition("点")
    if point:
        digits = "".join(str(DIGITS[char]) for char in fraction if char in DIGITS)
        head = chinese_number(whole)
        return None if head is None or not digits or len(digits) != len(fraction) else head + Decimal(f"0.{digits}")
    if not text or not all(char in DIGITS or char in POWERS for char in text):
        return None
    if not any(char in POWERS for char in text):
        return Decimal("".join(str(DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char == "亿":  # multiplies all that was said: 一万二千亿
            total, section, digit = (total + section + digit) * POWERS[char], 0, 0
        elif char == "万":  # only what was said since 亿: 一亿零一万
            total, section, digit = total + (section + digit) * POWERS[char], 0, 0
        else:
            section += (digit or 1) * POWERS[char]
            digit = 0
    return Decimal(total + section + digit)


def is_whole(value: Decimal) -> bool:
    """True for a whole number, of any length: `value % 1` gives up at 29 digits.

    >>> is_whole(Decimal("1E+40")), is_whole(Decimal("5.3"))
    (True, False)
    """
    return value == value.to_integral_value()


def arabic_years(text: str) -> str:
    """二〇一二年 as 2012年, wherever it stands; the text keeps its length."""
    return _YEAR.sub(lambda m: ("19" if m[0][0] == "一" else "20") + _OF_YEAR[m[2]] + _OF_YEAR[m[3]] + "年", text)


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
