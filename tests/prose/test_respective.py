"""Lists of things and of their numbers, and the other ways in which a number and its words stand apart."""

from typing import Any

import pytest

from reportgen.checks.run import of_text as check_text
from reportgen.packs.word_lists import word_lists
from reportgen.packs.words import Lists
from reportgen.prose.passages import Sentence
from reportgen.prose.quantities import find
from reportgen.prose.respective import respective
from tests import builders

LISTS = Lists(word_lists(()))


def paired(text: str) -> list[str]:
    return list(respective(Sentence(text, 0, find(text)), LISTS).values())


def codes(text: str, pack_id: str, year: int, **values: Any) -> list[str]:
    pack = builders.pack(pack_id)
    given = {key.replace("__", "."): value for key, value in values.items()}
    data = builders.report(pack, year, narrative={"overview": (text,)}, values=given)
    return [item.code for item in check_text(data, pack) if item.code != "C711"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("许可、处罚分别为3件、5件", ["许可", "处罚"]),
        (
            "通过当面、信函两种方式收到的申请分别为3件、5件",
            ["通过当面两种方式收到的申请", "通过信函两种方式收到的申请"],
        ),
        ("微博和微信依次发布30条和40条", ["微博发布", "微信发布"]),
        ("微博、微信、网站分别为3条、5条", ["", ""]),
        ("微博、微信分别为网站转发3条、抖音转发5条", []),
        ("微博分别为3条", []),
        ("微博3条、微信5条", []),
    ],
)
def test_as_many_things_as_numbers_are_paired_in_order(text: str, expected: list[str]) -> None:
    assert paired(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("当面、网络、信函申请分别为2件、6件、1件。", []),
        ("当面、网络、信函申请分别为2件、1件、6件。", ["C501", "C501"]),
        ("当面、网络、信函和传真申请分别为2件、1件、6件。", []),
    ],
)
def test_each_number_of_a_list_is_held_against_its_own_row(text: str, expected: list[str]) -> None:
    values = {"3__1__count": 9, "3__1__1__count": 2, "3__1__3__count": 6, "3__1__4__count": 1}
    assert codes(text, "county-2014", 2016, **values) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请9件：6件予以公开，2件部分公开，1件无法提供。", []),
        ("收到申请9件：5件予以公开，2件部分公开，1件无法提供。", ["C501"]),
        ("9件申请中予以公开6件。", []),
        ("收到申请9件，上年转来1件，跨年办理1件。", []),
        ("收到申请9件，上年转来2件，跨年办理1件。", ["C501"]),
    ],
)
def test_the_number_may_stand_before_its_words(text: str, expected: list[str]) -> None:
    values = {"r1__total": 9, "r2__total": 1, "r3_1__total": 6, "r3_2__total": 2, "r3_4_1__total": 1, "r3_7__total": 9}
    assert codes(text, "county-2021", 2023, **values, r4__total=1) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("行政复议、行政诉讼均为零。", ["C502"]),
        ("行政诉讼、安全事故均为零。", []),
        ("科研机构没有提出政府信息公开申请。", []),
        ("我局没有收到政府信息公开申请。", ["C502"]),
        ("没有收到其他政府信息公开申请。", []),
    ],
)
def test_what_is_denied_of_others_only_is_not_denied(text: str, expected: list[str]) -> None:
    assert codes(text, "county-2021", 2023, r1__total=9, review__total=1) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请9件，悉数按时办结。", ["C504"]),
        ("收到申请9件，其中2件涉及征地，无一积压。", ["C504"]),
        ("涉及征地的申请2件，均已办结。", []),
        ("发生行政复议2件，均被维持。", ["C504"]),
        ("发生行政复议2件、行政诉讼1件，均被维持。", []),
    ],
)
def test_all_and_none_of_them_have_many_words(text: str, expected: list[str]) -> None:
    values = {"r1__total": 9, "r2__total": 0, "r3_7__total": 8, "r4__total": 1, "review__total": 2}
    given = {
        **values,
        "review__upheld": 1,
        "review__corrected": 1,
        "direct_suit__total": 1,
        "suit_after_review__total": 0,
    }
    assert codes(text, "county-2021", 2023, **given) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自2008年5月1日起累计受理申请21件，2011年受理9件。", []),
        ("自2008年5月1日起累计受理申请22件，2011年受理9件。", ["C501"]),
        ("自2011年5月1日起受理申请8件。", []),
    ],
)
def test_since_the_rules_came_into_force_is_cumulative(text: str, expected: list[str]) -> None:
    assert codes(text, "county-2008", 2011, **{"20__annual": 9, "20__cumulative": 21}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县政府及各部门收到申请9件。", []),
        ("县政府及各部门收到申请8件。", ["C501"]),
        ("县政府及各部门收到申请8件，各乡镇收到1件。", []),
    ],
)
def test_a_government_with_its_departments_is_all_unless_others_are_told_beside(text: str, expected: list[str]) -> None:
    found = codes(text, "county-government-2021", 2023, r1__total=9, r2__total=0)
    assert [code for code in found if code.startswith("C5")] == expected
