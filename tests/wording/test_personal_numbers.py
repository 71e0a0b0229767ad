"""Numbers of persons are known by their digits, whatever width and blanks they are typed with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.wording.personal_numbers import (
    LONG_NUMBER,
    MAIL,
    digits_of,
    hidden,
    hidden_mail,
    is_card_number,
    is_identity_number,
    is_mobile_number,
    is_personal,
)

IDENTITY, MOBILE, CARD = "11010519491231002X", "13800138000", "4111111111111111"


@pytest.mark.parametrize("digits", [IDENTITY, MOBILE, CARD])
def test_each_kind_is_personal(digits: str) -> None:
    kinds = (is_identity_number, is_mobile_number, is_card_number)
    assert is_personal(digits)
    assert sum(kind(digits) for kind in kinds) == 1


@pytest.mark.parametrize("digits", ["110105194912310021", "12000138000", "4111111111111112", "2024000000000000", ""])
def test_a_wrong_check_digit_or_beginning_is_nobodys(digits: str) -> None:
    assert not is_personal(digits)


@given(st.sampled_from([IDENTITY, CARD]), st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(digits: str, at: int, by: int) -> None:
    wrong = f"{digits[:at]}{(int(digits[at]) + by) % 10}{digits[at + 1 :]}"
    assert not (is_identity_number(wrong) if digits == IDENTITY else is_card_number(wrong))


@pytest.mark.parametrize(
    "typed", ["110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ", "110105-19491231-002ｘ"]
)
def test_a_number_is_found_and_read_however_it_is_typed(typed: str) -> None:
    found = LONG_NUMBER.search(f"身份证{typed}。")
    assert found is not None
    assert digits_of(found[0]) == IDENTITY


def test_little_is_shown() -> None:
    assert hidden(MOBILE) == "138******00"
    assert hidden_mail("lisi1990@qq.com") == "l***@qq.com"
    assert MAIL.search("邮箱lisi1990 ＠ qq.com") is not None
