from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.checks.run import of_text as check_text
from reportgen.checks.text.misprints import is_slip
from reportgen.findings import Finding
from reportgen.findings.text import message
from tests import builders


def said(text: str, pack_id: str = "municipal-2021", year: int = 2023, **values: Any) -> list[Finding]:
    pack = builders.pack(pack_id)
    given: dict[str, Any] = {"narrative": {"overview": tuple(text.split("\n"))}}
    return list(check_text(builders.report(pack, year, values=dict(values.get("values", {})), **given), pack))


def codes(text: str, **values: Any) -> list[str]:
    return [item.code for item in said(text, **values)]


def test_two_digits_changed_about_are_found_where_the_words_are_the_rows() -> None:
    (finding,) = said("全年开出处罚书241份。", values={"m4.decisions": 214})
    assert (finding.code, finding.facts["found"], finding.facts["expected"]) == ("C506", 241, 214)
    assert "行政处罚" in message(finding, "zh")


@pytest.mark.parametrize("typed", [214, 341, 24])
def test_the_figure_itself_and_numbers_further_off_say_nothing(typed: int) -> None:
    assert codes(f"全年开出处罚书{typed}份。", values={"m4.decisions": 214}) == []


def test_a_number_of_another_row_is_no_slip() -> None:
    assert codes("全年开出处罚书241份。", values={"m4.decisions": 214, "m3.decisions": 241}) == []


def test_a_figure_that_the_text_names_elsewhere_is_not_what_was_meant() -> None:
    assert codes("行政处罚决定214件，听证的处罚告知241份。", values={"m4.decisions": 214}) == []


@pytest.mark.parametrize(
    "text",
    ["全年培训干部241人。", "上年开出处罚书241份。", "计划开出处罚书241份。", "处罚书约241份。", "罚没处罚款241元。"],
)
def test_other_words_other_years_plans_and_sums_of_money_say_nothing(text: str) -> None:
    assert codes(text, values={"m4.decisions": 214}) == []


def test_what_is_published_of_a_row_is_not_the_row() -> None:
    assert codes("公开许可结果320条。", values={"m3.decisions": 120}) == []
    assert codes("许可事项办结320件。", values={"m3.decisions": 120}) == ["C506"]


def test_two_places_with_digits_changed_about() -> None:
    assert codes("县里的公众号刊发稿件468篇。\n公众号刊发稿件486篇，另有视频。") == ["C505"]
    assert codes("县里的公众号刊发稿件468篇。\n公众号刊发稿件469篇，另有视频。") == []
    assert codes("县里的公众号刊发稿件468篇。\n报纸刊用486篇。") == []


@given(st.integers(10, 10**6), st.integers(0, 4))
def test_digits_changed_about_are_a_slip_both_ways(number: int, at: int) -> None:
    digits = str(number)
    at %= len(digits) - 1
    turned = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    if turned[0] == "0":
        return
    assert is_slip(int(turned), number) == (turned != digits)
    assert is_slip(number, int(turned)) == (turned != digits)


@given(st.integers(0, 99), st.integers(0, 99))
def test_of_two_digits_only_their_order_may_slip(typed: int, meant: int) -> None:
    if is_slip(typed, meant):
        assert f"{typed:02}" == f"{meant:02}"[::-1]
