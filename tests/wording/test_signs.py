"""Signs made plain: what changes, what does not, and that every character stays where it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.wording.signs import (
    folded,
    half_width,
    heading_key,
    is_dashes,
    plain,
    straight_quotes,
    tight,
    year_of_heading,
)

# Signs of every make: the keyboard's, full-width and small forms, dashes, quotes, numbers in circles, blanks.
SIGNS = (
    "".join(map(chr, (*range(0x20, 0x7F), *range(0xFF01, 0xFF5F), *range(0xFE50, 0xFE6C))))
    + "—–−―─“”‘’①½²　\xa0\t甲。，"
)
texts = st.text(st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8")))


@given(texts)
def test_every_character_stays_where_it_is(text: str) -> None:
    assert len(half_width(text)) == len(plain(text)) == len(straight_quotes(text)) == len(text)


@given(texts)
def test_what_is_plain_stays_so(text: str) -> None:
    for form in (half_width, tight, folded, plain, straight_quotes):
        assert form(form(text)) == form(text)


@given(texts)
def test_half_width_does_nothing_that_nfkc_would_not(text: str) -> None:
    assert folded(half_width(text)) == folded(text)
    for typed, meant in zip(text, half_width(text), strict=True):
        assert meant in (typed, unicodedata.normalize("NFKC", typed))


@given(texts)
def test_prose_is_half_width_but_for_dashes_blanks_and_what_it_keeps(text: str) -> None:
    for typed, meant in zip(text, plain(text), strict=True):
        assert meant in {typed, half_width(typed)} or (typed, meant) in {
            *((dash, "-") for dash in "—–−﹘"), (",", "，"), ("﹐", "，"), ("\xa0", " "), ("\t", " "),
        }  # fmt: skip


def test_prose_keeps_its_commas_and_full_stops() -> None:
    assert plain("共１，２００件，其中：甲（乙）。") == "共1，200件，其中:甲(乙)。"
    assert plain("1,200") == "1，200"


def test_figures_do_not_change_with_their_signs() -> None:
    assert half_width("１²½①㎡") == "1²½①㎡"
    assert folded("①㎡") == "1m2"


@pytest.mark.parametrize("text", ["-", "－", "—", "——", "﹣", "−", "―", "─", "﹘", "----"])
def test_dashes_of_any_make_are_dashes(text: str) -> None:
    assert is_dashes(text)


@pytest.mark.parametrize("text", ["", "-----", "-1", "一", "- -"])
def test_other_texts_are_no_dashes(text: str) -> None:
    assert not is_dashes(text)


def test_quotes_are_straightened() -> None:
    assert straight_quotes("“甲”‘乙’") == "\"甲\"'乙'"


@pytest.mark.parametrize("text", ["2012年发生数", "２０１２年 发生数", "{year}年发生数", "2013年\n发生数"])
def test_headings_are_compared_without_year_blanks_and_width(text: str) -> None:
    assert heading_key(text) == "{year}年发生数"


@pytest.mark.parametrize(("text", "year"), [("2012年发生数", 2012), ("{year}年发生数", None), ("累计数", None)])
def test_a_heading_tells_its_year(text: str, year: int | None) -> None:
    assert year_of_heading(text) == year


def test_half_width_changes_no_number_in_a_circle() -> None:
    assert half_width("５．１（①）　x") == "5.1(①) x"
