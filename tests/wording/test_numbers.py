"""Chinese numerals against cn2an, an outside converter; plain digits and shares against Decimal."""

from decimal import ROUND_HALF_UP, Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.wording import chinese, plain, share


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (7, "七"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (117, "一百一十七"),
        (1001, "一千零一"),
        (10003, "一万零三"),
        (100500, "十万零五百"),
        (5304000, "五百三十万四千"),
        (400001422, "四亿零一千四百二十二"),
        (-3, "负三"),
    ],
)
def test_numerals_read_as_people_write_them(number: int, text: str) -> None:
    assert chinese(number) == text


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_numeral_reads_back_as_its_number(number: int) -> None:
    assert cn2an.cn2an(chinese(number), "smart") == number


@given(st.integers(min_value=0, max_value=99_999))
def test_small_numerals_are_those_of_the_outside_converter(number: int) -> None:
    outside = cn2an.an2cn(number)
    assert chinese(number) == (outside[1:] if outside.startswith("一十") else outside)


def test_a_number_without_an_agreed_reading_is_refused() -> None:
    assert chinese(10**12 - 1)
    with pytest.raises(ValueError, match="no Chinese numeral"):
        chinese(10**12)


def test_the_registry_of_num2words_is_left_alone() -> None:
    import num2words

    chinese(5)
    assert "zh" not in num2words.CONVERTER_CLASSES or "reportgen" not in repr(num2words.CONVERTER_CLASSES["zh"])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("117", "117"),
        ("117.0", "117"),
        ("1E+3", "1000"),
        ("0.50", "0.5"),
        ("-3", "-3"),
        ("0", "0"),
        ("12.345", "12.345"),
    ],
)
def test_plain_digits_have_no_exponent_and_no_idle_zeros(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_plain_digits_lose_nothing(value: Decimal) -> None:
    assert Decimal(plain(value)) == value


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_a_share_is_rounded_half_up(part: int, whole: int, digits: int) -> None:
    expected = (Decimal(part) * 100 / whole).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert share(Decimal(part), Decimal(whole), digits) == f"{expected:f}%"


def test_half_a_step_goes_up_and_less_goes_down() -> None:
    assert share(Decimal("0.25"), Decimal(100)) == "0.3%"
    assert share(Decimal("0.2499"), Decimal(100)) == "0.2%"


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        share(Decimal(1), Decimal(0))
