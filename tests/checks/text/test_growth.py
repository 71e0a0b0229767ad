from decimal import Decimal
from typing import Any

import pytest

from reportgen.checks.run import of_text as check_text
from reportgen.findings import Finding
from reportgen.findings.text import message
from tests import builders

PACK = builders.pack("county-2021")


def said(text: str, **given: Any) -> list[Finding]:
    return list(check_text(builders.report(PACK, 2022, narrative={"overview": (text,)}, **given), PACK))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("公开信息752条，比上年的640条多出112条，增幅达到17.5%。", []),
        ("公开信息752条，比上年的640条多出112条，增幅达到21.5%。", [("21.5", "17.5")]),
        ("公开信息752条，比上年的640条多出121条，增幅达到17.5%。", [("121", "112")]),
        ("接待来访198人次，较2021年的240人次减少42人次，降幅为17.5%。", []),
        ("接待来访198人次，较2021年的240人次减少42人次，降幅为21.2%。", [("21.2", "17.5")]),
        ("接待来访352人次，较上年增加52人次，增长17.3%。", []),
        ("接待来访352人次，较上年增加52人次，增长14.8%。", [("14.8", "17.3")]),
        ("接待来访352人次，较上年增加52人次；发布信息增长14.8%。", []),
        ("接待来访352人次，同比增长14.8%。", []),
        ("接待来访352人次，比上年的约300人次增加52人次。", []),
        ("来访由2021年的200人次增加到2022年的250人次，增长25%。", []),
        ("来访由2021年的200人次增加到2022年的250人次，增长20%。", [("20", "25")]),
        ("来访由200人次减少到150人次，降幅达20%。", [("20", "25")]),
        ("来访250人次，上年为200人次，同比增长25%。", []),
        ("来访250人次，上年为200人次，同比增长20%。", [("20", "25")]),
        ("来访250人次，上年为200人次，增加60人次。", [("60", "50")]),
        ("来访250人次，上年为200人次，满意率提高20%。", []),
        ("接待来访2人次，较上年增加2人次，增长100%。", []),
    ],
)
def test_growth_follows_from_the_numbers_told_beside_it(text: str, wrong: list[tuple[str, str]]) -> None:
    found = said(text)
    assert [item.code for item in found] == ["C606"] * len(wrong)
    assert [(str(item.facts["found"]), str(item.facts["expected"])) for item in found] == wrong


def test_last_years_number_in_the_text_goes_before_last_years_report() -> None:
    given: dict[str, Any] = {"values": {"r1.total": 36}, "previous": {"r1.total": 31, "r2.total": 0}}
    assert said("收到政府信息公开申请36件，比上年的30件增加6件，增长20%。", **given) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("行政事业性收费金额12.34万元，同比增长21.9%。", []),
        ("行政事业性收费金额12.34万元，同比增长30%。", ["正文写较上年+30%；由101234到123400，应为+22%。"]),
        ("行政事业性收费金额12.34万元，较上年增加2.22万元。", []),
        ("行政事业性收费金额12.34万元，较上年增加2万元。", ["正文写较上年+2万元；由101234到123400，应为+22166元。"]),
        ("行政事业性收费金额12.34万元，同比下降21.9%。", ["正文写较上年-21.9%；由101234到123400，应为+21.9%。"]),
    ],
)
def test_money_is_told_in_yuan_with_the_way_it_went(text: str, shown: list[str]) -> None:
    given: dict[str, Any] = {"previous": {"m6.amount_wan": Decimal("10.1234")}}
    found = said(text, values={"m6.amount_wan": Decimal("12.34")}, **given)
    assert [message(item, "zh").partition("“")[0] for item in found] == shown


def test_no_change_is_zero_and_nothing_less() -> None:
    given: dict[str, Any] = {"values": {"r1.total": 31}, "previous": {"r1.total": 31, "r2.total": 0}}
    (finding,) = said("收到政府信息公开申请31件，同比增长20%。", **given)
    assert "应为0%" in message(finding, "zh")
