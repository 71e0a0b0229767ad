from typing import Any

import pytest

from reportgen.checks.run import of_text as check_text
from reportgen.findings import Finding, Location
from reportgen.findings.text import message
from tests import builders

MUNICIPAL_2008 = builders.pack("municipal-2008")
COUNTY_2021 = builders.pack("county-2021")


def said(text: str, pack_id: str = "county-2021", year: int = 2022, **given: Any) -> list[Finding]:
    pack = builders.pack(pack_id)
    given.setdefault("narrative", {"overview": tuple(text.split("\n"))})
    return list(check_text(builders.report(pack, year, **given), pack))


def codes(text: str, pack_id: str = "county-2021", year: int = 2022, **given: Any) -> list[str]:
    return [item.code for item in said(text, pack_id, year, **given)]


def test_a_number_that_the_table_prints_is_fine() -> None:
    assert codes("2012年公开政府信息579条。", "municipal-2008", 2012, values={"5.annual": 579}) == []


def test_a_number_that_the_table_does_not_print_is_found_with_every_reading() -> None:
    (finding,) = said("全年收到政府信息公开申请9件。", values={"r1.total": 5, "r2.total": 2})
    assert finding.code == "C501"
    assert (finding.facts["found"], finding.facts["expected"]) == (9, 7)
    assert "= 5" in str(finding.facts["readings"])
    assert "= 7" in str(finding.facts["readings"])
    assert finding.rule == "received"
    assert {"r1", "r2", "total"} <= set(finding.scope)


@pytest.mark.parametrize("count", [5, 7])
def test_either_legitimate_reading_satisfies(count: int) -> None:
    assert codes(f"全年收到政府信息公开申请{count}件。", values={"r1.total": 5, "r2.total": 2}) == []


def test_a_blank_figure_says_nothing() -> None:
    assert codes("全年收到政府信息公开申请9件。", values={"r1.total": None}) == []


def test_a_row_that_prints_a_dash_has_no_number_in_the_text() -> None:
    assert codes("网站点击量15890次。", "municipal-2008", 2012) == ["C503"]


def test_a_sum_of_rows_is_one_reading() -> None:
    values = {"r3_3_5.total": 2, "r3_3_6.total": 1}
    assert codes("对申请作出不予公开3件。", values=values) == []
    assert codes("对申请作出不予公开4件。", values=values) == ["C501"]


def test_cumulative_words_ask_for_the_cumulative_figure() -> None:
    values = {"5.annual": 20, "5.cumulative": 90}
    assert codes("截至2012年底，累计公开政府信息90条。", "municipal-2008", 2012, values=values) == []
    assert codes("截至2012年底，累计公开政府信息91条。", "municipal-2008", 2012, values=values) == ["C501"]


def test_last_years_number_is_held_against_last_years_figure() -> None:
    given: dict[str, Any] = {"values": {"r1.total": 5}, "previous": {"r1.total": 3, "r2.total": 0}}
    assert codes("2021年收到政府信息公开申请3件。", **given) == []
    assert codes("2021年收到政府信息公开申请4件。", **given) == ["C501"]


@pytest.mark.parametrize(
    "text",
    [
        "上半年收到政府信息公开申请2件。",
        "2023年计划受理申请100件。",
        "其中市商务局收到申请12件。",
        "通过网络收到申请3件。",
        "收到涉及征地的申请3件。",
        "收到申请二十余件。",
    ],
)
def test_where_it_is_unclear_what_a_number_speaks_of_nothing_is_said(text: str) -> None:
    assert codes(text, values={"r1.total": 5}) == []


def test_none_in_the_text_is_held_against_the_figure() -> None:
    assert codes("本年度未收到政府信息公开申请。", values={"r1.total": 2}) == ["C502"]
    assert codes("本年度未收到政府信息公开申请。", values={"r1.total": 0}) == []


def test_a_request_for_review_is_no_request_for_information() -> None:
    assert codes("未发生因政府信息公开申请引起的行政复议。", values={"r1.total": 2}) == []


def test_all_is_held_against_the_figure_that_says_how_many() -> None:
    values = {"5.annual": 88, "16.annual": 6, "5.1.annual": 6, "5.5.annual": 82}
    text = "全年公开的88条信息均未超过20个工作日。"
    (finding,) = said(text, "municipal-2008", 2012, values=values)
    assert (finding.code, finding.facts["found"], finding.facts["expected"]) == ("C504", 88, 6)


def test_two_places_of_the_text_that_no_figure_settles() -> None:
    assert codes("主动公开政府信息217条。\n全年公开政府信息271条。") == ["C505"]
    assert codes("主动公开政府信息217条。\n全年公开政府信息217条。") == []


def test_a_finding_points_at_the_paragraph_and_quotes_it() -> None:
    places = {"narrative.overview": Location(file="a.xlsx", sheet="叙述", cell="C4")}
    (finding,) = said("第一段。\n全年收到申请9件。", values={"r1.total": 5}, places=places)
    assert (finding.location.cell, finding.location.paragraph) == ("C4", 2)
    assert finding.facts["sentence"] == "全年收到申请9件"
    assert "9件" in message(finding, "zh")


def test_growth_is_worked_out_from_last_years_file() -> None:
    given: dict[str, Any] = {"values": {"r1.total": 36}, "previous": {"r1.total": 31, "r2.total": 0}}
    assert codes("收到政府信息公开申请36件，同比上升16.1%。", **given) == []
    assert codes("收到政府信息公开申请36件，同比上升20%。", **given) == ["C606"]
    assert codes("收到政府信息公开申请36件，同比下降16.1%。", **given) == ["C606"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开信息50条，其中人事类10条，财政类20条，其他类20条。", []),
        ("公开信息50条，其中人事类10条，财政类20条，其他类19条。", ["C602"]),
        ("公开信息50条，其中人事类30条，财政类25条。", ["C601"]),
        ("公开信息50条，其中人事类30条，财政类5条。", []),
        ("公开信息50条，其中网站公开50条，微信公开30条。", []),
        ("公开信息50条，其中网站公开51条，微信公开30条。", ["C601"]),
        ("网站30条，微信20条，共计51条。", ["C602"]),
        ("公开信息579条，其中规划类46条，占7.9%。", []),
        ("公开信息579条，其中规划类46条，占8%。", []),
        ("公开信息579条，其中规划类46条，占7%。", ["C604"]),
        ("公开信息579条，其中规划类46条，占9%。", ["C603"]),
        ("甲类占33.3%，乙类占33.3%，其他占33.3%。", []),
        ("甲类占33.3%，乙类占33.3%，其他占32.3%。", ["C605"]),
    ],
)
def test_arithmetic_in_the_text(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("规划类46条，占579条的7.9%。", []),
        ("规划类46条，占全年公开总数579条的7.9%。", []),
        ("规划类46条，占579条的8.7%。", ["C603"]),
        ("人事类5条，占579条的0.9%。", []),
        ("人事类5条，占579条的0.8%。", ["C604"]),
        ("公开600条。规划类46条，占579条的7.7%。", ["C603"]),
        ("规划类46条，占5条的7.9%。", []),
    ],
)
def test_a_share_of_a_whole_that_is_said_is_taken_of_that(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开信息1000条，其中动态类600条，公告类300条，政策类90条。", ["C602"]),
        ("公开信息1000条，其中动态类600条，公告类213条，政策类134条。", []),
        ("公开信息1000条，其中动态类600条，公告类300条，政策类200条。", ["C601"]),
        ("收到来件12件，其中网上4件、信件6件、当面2件，申请人撤回1件。", []),
        ("收到来件12件，其中网上4件、信件6件、当面2件、电话1件。", ["C601"]),
        ("公开信息115条，其中概况类15条，动态类40条，目录类25条，公众号订阅数5693，持续上升。", []),
    ],
)
def test_parts_that_are_left_out_or_told_anew_are_fine(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_words_of_two_rows_may_give_two_numbers_where_the_table_is_blank() -> None:
    text = "发生行政复议3件，其中被依法纠错1件。发生行政诉讼1件，其中被依法纠错0件。"
    assert codes(text, "county-2014", 2016, figures={}) == []
    assert codes("主动公开政府信息20条。全年主动公开政府信息26条。", "county-2014", 2016, figures={}) == ["C505"]
