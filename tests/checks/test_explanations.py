from collections.abc import Mapping
from typing import Any

import pytest

from reportgen import checks
from reportgen.checks.explanations import says_something
from reportgen.findings import Finding, Location, Severity
from reportgen.packs.words import installed_words
from tests import builders

MUNICIPAL_2008 = builders.pack("municipal-2008")
WORDS = installed_words()
REASON = "网站统计的是文件条数，不含动态信息"
# Rows 16 and 17 fit neither 579 nor 0, this year.
_CELLS: Mapping[str, builders.Cell] = {
    "5.annual": 579, "5.cumulative": 579, "5.5.annual": 579, "5.5.cumulative": 579,
    "16.annual": 6, "16.cumulative": 579,
}  # fmt: skip


def _found(**overrides: Any) -> list[Finding]:
    values = {**_CELLS, **overrides.pop("values", {})}
    found = checks.run(builders.report(MUNICIPAL_2008, 2012, values=values, **overrides), MUNICIPAL_2008)
    return [item for item in found if item.code[:2] in {"C1", "C2", "C4"}]


@pytest.mark.parametrize(
    "reason", [REASON, "机构合并", "更正上年漏报数据", "已核实，上年漏报三件", "Two bureaus merged in May"]
)
def test_a_reason_says_something(reason: str) -> None:
    assert says_something(reason, WORDS)


@pytest.mark.parametrize(
    "reason",
    ["核实无误", "已核实。", "经核实，数据无误，情况属实！", "无误", "属实", "同上", "……", "579", "ok",
     "Verified, all figures are correct",
     "啊啊啊啊啊啊", "合并", "嗯嗯哦哦", "我局已核对，数据真实准确", "", "  ", "2012年12月31日"],
)  # fmt: skip
def test_an_empty_phrase_says_nothing(reason: str) -> None:
    assert not says_something(reason, WORDS)


def test_without_a_reason_it_blocks() -> None:
    (finding,) = _found()
    assert (finding.code, finding.rule, finding.is_blocking, finding.explanation) == ("C206", "timely-20", True, None)


@pytest.mark.parametrize(
    "given",
    [
        {"row_explanations": {"16": REASON}},
        {"row_explanations": {"17": REASON}},
        {"explanations": {"timely-20": REASON}},
        {"explanations": {"timely-20:annual": REASON}},
        {"explanations": {"timely-20:16": f" {REASON}\n"}},
    ],
)
def test_a_reason_in_its_row_or_under_its_rule_lets_it_pass(given: dict[str, Any]) -> None:
    (finding,) = _found(**given)
    assert (finding.code, finding.is_blocking, finding.explanation) == ("C206", False, REASON)


@pytest.mark.parametrize(
    "given",
    [
        {"row_explanations": {"18": REASON}},
        {"explanations": {"timely-20:cumulative": REASON}},
        {"explanations": {"web": REASON}},
    ],
)
def test_a_reason_for_something_else_covers_nothing(given: dict[str, Any]) -> None:
    (finding,) = _found(**given)
    assert finding.is_blocking


def test_a_row_explains_all_its_findings() -> None:
    values = {"2.annual": 100, "2.cumulative": 100, "16.annual": 579}
    found = _found(values=values, previous={"2.cumulative": 5, "2.annual": 2}, row_explanations={"2": REASON})
    assert [(item.code, item.explanation) for item in found] == [("C212", REASON), ("C221", REASON)]


def test_an_error_is_never_explained_away() -> None:
    found = _found(values={"20.annual": 3, "20.cumulative": 3, "16.annual": 579}, row_explanations={"20": REASON})
    assert [(item.code, item.severity, item.explanation) for item in found] == [("C201", Severity.ERROR, None)] * 2


def test_an_empty_phrase_is_refused_where_it_stands() -> None:
    cell = Location(file="年报.xlsx", sheet="统计表", cell="F40")
    verify, refused = _found(row_explanations={"16": "核实无误"}, places={"row_explanations.16": cell})
    assert (verify.code, verify.is_blocking) == ("C206", True)
    assert (refused.code, refused.severity, refused.location) == ("C401", Severity.NOTE, cell)
    assert (refused.facts["found"], refused.rule) == ("核实无误", "timely-20")


def test_an_empty_phrase_is_refused_once_for_all_its_findings() -> None:
    values = {"2.annual": 100, "2.cumulative": 100, "16.annual": 579}
    found = _found(values=values, previous={"2.cumulative": 5, "2.annual": 2}, row_explanations={"2": "属实"})
    assert [item.code for item in found] == ["C212", "C401", "C221"]


def test_an_empty_phrase_does_not_spoil_a_reason() -> None:
    (finding,) = _found(explanations={"timely-20": REASON, "timely-20:annual": "核实无误"})
    assert finding.explanation == REASON


def test_a_remark_in_a_row_without_findings_is_left_alone() -> None:
    assert [item.code for item in _found(row_explanations={"2": "属实"}, values={"16.annual": 579})] == []


@pytest.mark.parametrize(
    ("key", "nearest"),
    [("timely20", "timely-20"), ("timely-20:anual", "timely-20:annual"), ("jumps:23", "jump:23"), ("@@", "—")],
)
def test_a_key_that_fits_nothing_is_noted_with_the_nearest(key: str, nearest: str) -> None:
    found = _found(explanations={key: REASON}, values={"16.annual": 579})
    assert [(item.code, item.severity, item.facts["nearest"]) for item in found] == [("C402", Severity.NOTE, nearest)]


@pytest.mark.parametrize("key", ["timely-20", "pub5:annual", "cumulative-ge:5", "jump:5", "jump"])
def test_a_key_that_fits_but_is_not_needed_is_left_alone(key: str) -> None:
    assert _found(explanations={key: REASON}, values={"16.annual": 579}) == []


def test_a_row_that_is_not_there_is_noted() -> None:
    (finding,) = _found(row_explanations={"99": REASON}, values={"16.annual": 579})
    assert (finding.code, finding.facts["found"]) == ("C402", "99")


def test_a_blank_reason_is_no_reason() -> None:
    assert [item.code for item in _found(explanations={"nothing": " "}, row_explanations={"99": "", "16": " "})] == [
        "C206"
    ]
