"""Plain digits and shares, against Decimal."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.wording import plain, share


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
