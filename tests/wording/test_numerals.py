"""Chinese numerals against cn2an, an outside converter, and back again."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.wording.numerals import DIGITS, POWERS, arabic_years, chinese, chinese_number


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


@given(st.integers(0, 10**12 - 1))
def test_numerals_are_read_as_they_are_written(number: int) -> None:
    assert chinese_number(chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("两万三千", "23000"), ("二〇", "20"), ("五点三", "5.3"), ("十", "10"), ("百", "100"), ("零点零五", "0.05")],
)
def test_numerals_of_speech_are_read(text: str, number: str) -> None:
    assert chinese_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "几", "十几", "五点", "点五", "12", "一点几"])
def test_what_is_no_numeral_is_no_number(text: str) -> None:
    assert chinese_number(text) is None


@given(st.text(alphabet=[*DIGITS, *(word for word in POWERS if len(word) == 1), "点"], max_size=8))
def test_any_row_of_numerals_is_read_or_refused(text: str) -> None:
    number = chinese_number(text)
    assert number is None or number >= 0


@pytest.mark.parametrize("zero", "〇○零Ｏ０0O")
def test_whatever_is_round_is_the_zero_of_a_year(zero: str) -> None:
    assert arabic_years(f"二{zero}一{zero}年、一九九八年") == "2010年、1998年"


def test_other_numerals_before_a_year_stay() -> None:
    assert arabic_years("二十年、三〇一二年、一二三四年") == "二十年、三〇一二年、一二三四年"
