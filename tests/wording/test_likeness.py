"""What is like what, held against the standard library's own way."""

from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.wording.likeness import edits, is_within, nearest, nearest_by_parts, ratio

names = st.text(alphabet="abc市县局", min_size=1, max_size=8)


@given(names, names)
def test_likeness_is_the_same_both_ways_and_full_for_the_same(one: str, other: str) -> None:
    assert ratio(one, other) == ratio(other, one)
    assert (ratio(one, other) == 100) == (one == other)
    assert ratio(one, other, cutoff=101) == 0


@pytest.mark.parametrize("name", ["requets", "remedy", "proactive_disclosure", "resorces"])
def test_the_nearest_name_is_the_one_that_was_meant(name: str) -> None:
    known = ["requests", "remedies", "proactive", "resources", "problems"]
    assert nearest(name, known) == get_close_matches(name, known, 1)[0]


def test_nothing_is_near_where_nothing_is_like_it() -> None:
    assert nearest("xyz", ["requests", "remedies"]) == nearest("requests", []) == ""
    assert nearest("abcd", ["abxy"], cutoff=50) == "abxy"
    assert nearest("abcd", ["abxy"], cutoff=60) == ""


def test_a_part_of_a_name_is_near_to_it() -> None:
    assert nearest_by_parts("total requests", ["requests_total", "remedies"]) == "requests_total"


def test_two_neighbours_that_swapped_are_one_edit() -> None:
    assert edits("科学技术局", "科学术技局") == 1
    assert edits("科学技术局", "科技局") == 2
    assert edits("局", "局") == 0


@pytest.mark.slow
@given(names, st.data())
def test_a_text_with_words_left_out_is_within_it(text: str, data: st.DataObject) -> None:
    kept = "".join(sign for sign in text if data.draw(st.booleans()))
    assert is_within(kept, text)
    assert not is_within(text + "省", text)


def test_order_counts_within() -> None:
    assert is_within("市工信局", "市工业和信息化局")
    assert not is_within("市信工局", "市工业和信息化局")
