"""What a number speaks of: topics, sentences that go on, brackets, quotes, years, and what only looks like it."""

from typing import Any

import pytest

from reportgen.checks.run import of_text as check_text
from reportgen.model import Unit
from tests import builders


def codes(
    text: str, pack_id: str = "county-2021", year: int = 2023, section: str = "overview", **given: Any
) -> list[str]:
    pack = builders.pack(pack_id)
    data = builders.report(pack, year, narrative={section: tuple(text.split("\n"))}, **given)
    return [item.code for item in check_text(data, pack) if item.code != "C711"]


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("（二）依申请公开\n全年共收到5件。", "overview", []),
        ("（二）依申请公开\n全年共收到6件。", "overview", ["C501"]),
        ("（四）平台建设\n全年共收到6件。", "overview", []),
        ("全年共收到6件。", "requests", ["C501"]),
        ("（二）依申请公开\n已按时答复。\n（三）监督保障\n全年共收到6件。", "overview", []),
    ],
)
def test_a_heading_tells_what_is_left_out(text: str, section: str, expected: list[str]) -> None:
    assert codes(text, section=section, values={"r1.total": 5, "r3_7.total": 5}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年收到申请6件，其中网络4件、信函2件。", []),
        ("全年收到申请6件。其中，网络4件、信函2件。", []),
        ("全年收到申请6件，其中网络4件、信函1件。", ["C501"]),
        ("全年收到申请6件。其中，网络4件、信函1件。", ["C501"]),
        ("全年收到申请6件。全年收到信函90件。", []),
        ("全年收到投诉9件，其中网络3件、信函6件。", []),
    ],
)
def test_what_a_whole_counts_holds_for_its_parts(text: str, expected: list[str]) -> None:
    values = {"3.1.count": 6, "3.1.3.count": 4, "3.1.4.count": 2}
    assert codes(text, "county-2014", 2016, section="overview", values=values) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共收到申请5件（其中网上提交4件），办结5件。", []),
        ("共收到申请5件（其中网上提交4件），办结4件。", ["C501"]),
        ("办结申请5件（含上年结转0件）。", []),
        ("办结申请5件（含上年结转1件）。", ["C501"]),
        ("作出“予以公开”的答复3件。", []),
        ("作出“予以公开”的答复4件。", ["C501"]),
    ],
)
def test_brackets_and_quotes_are_read(text: str, expected: list[str]) -> None:
    values = {"r1.total": 5, "r2.total": 0, "r3_7.total": 5, "r3_1.total": 3}
    assert codes(text, values=values) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至2023年12月31日，共收到申请5件。", []),
        ("截至2023年12月31日，共收到申请6件。", ["C501"]),
        ("2023年1月1日至12月31日，共收到申请6件。", ["C501"]),
        ("截至11月底，共收到申请4件。", []),
        ("近三年累计收到申请40件。", []),
        ("力争收到申请6件。", []),
        ("结转上年度申请1件，新收申请5件。", ["C501"]),
    ],
)
def test_a_year_up_to_its_end_is_the_year(text: str, expected: list[str]) -> None:
    assert codes(text, values={"r1.total": 5, "r2.total": 0}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至2012年底，累计公开政府信息90条。", []),
        ("截至2012年底，累计公开政府信息20条。", ["C501"]),
        ("2012年，我局累计公开政府信息20条。", []),
        ("截至2012年底，我局共公开政府信息20条。", []),
        ("新增公开政府信息20条，累计公开政府信息90条。", []),
        ("新增公开政府信息20条，累计公开政府信息20条。", ["C501"]),
        ("《条例》施行以来共公开政府信息90条。", []),
    ],
)
def test_what_is_told_from_the_beginning_is_not_the_years(text: str, expected: list[str]) -> None:
    values = {"5.annual": 20, "5.cumulative": 90, "5.5.annual": 20, "5.5.cumulative": 90}
    assert codes(text, "municipal-2008", 2012, values=values) == expected


def test_a_form_without_cumulative_figures_says_nothing_of_them() -> None:
    values = {"r1.total": 5, "r2.total": 0}
    assert codes("《条例》施行以来累计收到申请46件。", values=values) == []
    assert codes("截至2023年底，累计收到申请46件。", values=values) == ["C501"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("被提起行政诉讼0件。", ["C501"]), ("被提起行政诉讼2件。", []), ("被提起行政诉讼3件。", ["C501"])],
)
def test_none_in_figures_is_none_at_all(text: str, expected: list[str]) -> None:
    assert codes(text, values={"direct_suit.total": 2, "suit_after_review.total": 0}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "区教育局收到政府信息公开申请12件。",
        "受理行政许可申请320件。",
        "作为行政复议机关，全年收到行政复议申请45件。",
        "予以公开和部分公开34件。",
        "收到申请5件，当面和信函共3件。",
        "全年制作政府信息40条，其中依申请公开信息12条，不予公开信息8条。",
    ],
)
def test_what_only_looks_like_a_figure_of_the_form(text: str) -> None:
    values = {"r1.total": 5, "r2.total": 0, "review.total": 1, "r3_1.total": 3, "r3_2.total": 1, "m3.decisions": 7}
    assert codes(text, values=values) == []


def test_a_unit_may_be_called_by_a_shorter_name() -> None:
    pack = builders.pack("county-2021")
    own = Unit(code="1", name="松岭县教育局", short_name="我局", level=pack.level, body=pack.body)
    text = "县教育局收到政府信息公开申请6件。"
    assert codes(text, values={"r1.total": 5, "r2.total": 0}, unit=own) == ["C501"]
    assert codes(text, values={"r1.total": 5, "r2.total": 0}) == []


@pytest.mark.parametrize(
    ("text", "pending", "expected"),
    [
        ("收到申请5件，均在法定期限内答复。", 0, []),
        ("收到申请5件，均在法定期限内答复。", 1, ["C504"]),
        ("确保申请均在法定期限内答复。", 1, []),
        ("平均办理时间8个工作日，申请如期办理。", 1, []),
    ],
)
def test_all_answered_leaves_none_for_next_year(text: str, pending: int, expected: list[str]) -> None:
    assert codes(text, values={"r1.total": 5, "r2.total": 0, "r4.total": pending}) == expected


def test_all_is_said_of_the_number_that_it_can_be_said_of() -> None:
    values = {"3.1.count": 6, "3.2.count": 6, "3.3.count": 6, "3.1.3.count": 4, "3.1.4.count": 2}
    text = "举办培训3次。收到申请6件，其中网络申请4件、信函申请2件，已全部答复。"
    assert codes(text, "county-2014", 2016, values=values) == []
    assert codes(text, "county-2014", 2016, values=values | {"3.2.count": 5, "3.3.count": 5}) == ["C504"]


@pytest.mark.parametrize(
    "text", ["我局无因政府信息公开引起的行政复议方面的情况。", "2023年未发生行政复议案件。", "本年度无行政复议事项。"]
)
def test_ways_to_say_that_there_was_none(text: str) -> None:
    assert codes(text, values={"review.total": 0}) == []
    assert codes(text, values={"review.total": 1}) == ["C502"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("答复申请5件（含上年度转结1件），其中予以公开3件。", []),
        ("答复申请5件（含上年度转结1件），其中予以公开4件。", ["C501"]),
        ("新收申请5件，无上年结转，办结5件。", []),
        ("新收申请5件，无上年结转，办结4件。", ["C501"]),
    ],
)
def test_what_is_told_beside_does_not_change_what_follows(text: str, expected: list[str]) -> None:
    assert codes(text, values={"r1.total": 5, "r2.total": 0, "r3_7.total": 5, "r3_1.total": 3}) == expected


def test_all_ways_to_apply_are_the_whole_and_one_is_not() -> None:
    values = {"r1.total": 5, "r2.total": 0}
    assert codes("通过信函和当面等方式受理政府信息公开申请5件。", values=values) == []
    assert codes("通过信函和当面等方式受理政府信息公开申请6件。", values=values) == ["C501"]
    assert codes("通过网络方式受理政府信息公开申请3件。", values=values) == []
    assert codes("其中，通过信函、当面等方式受理政府信息公开申请2件。", values=values) == []


def test_one_of_a_list_is_denied_without_the_other() -> None:
    text = "未收到依申请公开信息、行政复议和行政诉讼。"
    assert codes(text, values={"r1.total": 1}) == ["C502"]
    assert codes("未发生因依申请公开而引起的行政复议。", values={"r1.total": 1}) == []
    assert codes("没有出现应公开而不予公开的办件。", values={"r3_3_5.total": 1}) == []
