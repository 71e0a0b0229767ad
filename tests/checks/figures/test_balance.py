from decimal import Decimal

import pytest

from reportgen import checks
from reportgen.findings import Finding, Location, Severity, text
from reportgen.model import Figure, FigureKey
from reportgen.packs import Pack
from tests import builders

MUNICIPAL_2008 = builders.pack("municipal-2008")
GOVERNMENT_2008 = builders.pack("county-government-2008")
MUNICIPAL_2014 = builders.pack("municipal-2014")
COUNTY_2019 = builders.pack("county-2019")
COUNTY_2021 = builders.pack("county-2021")
_YEARS = {MUNICIPAL_2008.id: 2012, GOVERNMENT_2008.id: 2012, MUNICIPAL_2014.id: 2016, COUNTY_2019.id: 2020}

Cells = dict[str, builders.Cell]

# The table a municipal department published for 2012; what is not here is 0 or printed -.
PUBLISHED: Cells = {
    "1.annual": 2, "1.2.annual": 2, "2.cumulative": 6, "2.annual": 2, "3.cumulative": 15, "3.annual": 2,
    "5.cumulative": 2956, "5.annual": 579, "5.1.cumulative": 311, "5.1.annual": 6, "5.2.cumulative": 283,
    "5.2.annual": 46, "5.3.cumulative": 22, "5.3.annual": 5, "5.4.cumulative": 26, "5.4.annual": 5,
    "5.5.cumulative": 2319, "5.5.annual": 517, "6.cumulative": 2401, "6.annual": 511, "16.cumulative": 207,
    "16.annual": 6, "18.cumulative": 207, "18.annual": 6,
}  # fmt: skip


def _found(of: Pack, values: Cells, code: str = "C2") -> list[Finding]:
    """The findings of relations when these cells stand among zeros."""
    data = builders.report(of, _YEARS.get(of.id, 2022), values=values)
    return [item for item in checks.run(data, of) if item.code.startswith(code)]


def _in_both_columns(annual: Cells) -> Cells:
    return annual | {key.replace("annual", "cumulative"): value for key, value in annual.items()}


def _numbers(finding: Finding) -> tuple[object, object, object]:
    return finding.facts["found"], finding.facts["expected"], finding.facts["difference"]


def test_the_published_table_has_one_error_and_one_thing_to_verify() -> None:
    data = builders.report(MUNICIPAL_2008, 2012, values=PUBLISHED)
    total, timely = [item for item in checks.run(data, MUNICIPAL_2008) if item.severity is not Severity.NOTE]
    assert (total.code, total.rule, total.severity, total.facts["figure"]) == ("C201", "pub5", "error", "5.cumulative")
    assert _numbers(total) == (2956, 2961, -5)
    assert (timely.code, timely.rule, timely.severity) == ("C206", "timely-20", "verify")
    assert timely.facts["figure"] == "16.cumulative"


def test_a_total_says_in_chinese_what_is_wrong_and_where_to_look() -> None:
    figures = {
        FigureKey(f"{code}.cumulative"): Figure(Decimal(value), Location(file="年报.xlsx", sheet="统计表", cell=cell))
        for code, value, cell in (
            ("5", 2956, "C12"), ("5.1", 311, "C13"), ("5.2", 283, "C14"), ("5.3", 22, "C15"), ("5.4", 26, "C16"),
            ("5.5", 2319, "C17"),
        )
    }  # fmt: skip
    data = builders.report(MUNICIPAL_2008, 2012, figures={**builders.zero_figures(MUNICIPAL_2008), **figures})
    finding = next(item for item in checks.run(data, MUNICIPAL_2008) if item.code == "C201")
    assert text.place(finding.location) == "年报.xlsx 统计表!C12"
    assert text.message(finding, "zh") == "公开信息总数（累计数）填报 2956，分项合计 2961，差 -5"
    assert text.hint(finding, "zh") == (
        "规则 pub5 [5 = 5.1+5.2+5.3+5.4+5.5]。请核对 C13:C17；“与公众利益密切相关”一行是其中数，不计入合计。"
    )


def test_a_total_of_its_parts_passes() -> None:
    assert _found(MUNICIPAL_2008, _in_both_columns({"20.annual": 5, "20.1.annual": 5})) == []


def test_a_total_across_columns_is_held_row_by_row() -> None:
    (finding,) = _found(
        COUNTY_2021, {"r2.total": 3, "r3_7.total": 3, "r3_7.other": 3, "r3_1.other": 3, "r3_1.total": 3}, "C201"
    )
    assert (finding.rule, finding.scope, finding.facts["row"]) == (
        "t3-row-sum",
        ("r2",),
        "上年结转政府信息公开申请数量",
    )


def test_two_sides_that_differ_are_told_at_the_first_figure() -> None:
    values: Cells = {"r1.other": 12, "r2.other": 3, "r3_7.other": 13, "r4.other": 1}
    (finding,) = _found(COUNTY_2021, values, "C202")
    assert (finding.facts["figure"], finding.rule, _numbers(finding)) == ("r1.other", "t3-identity", (15, 14, 1))
    assert finding.facts["field"] == "本年新收政府信息公开申请数量 + 上年结转政府信息公开申请数量（其他）"
    assert finding.facts["other"] == "办理结果总计 + 结转下年度继续办理（其他）"
    assert finding.facts["advice"] == "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和。"
    assert finding.scope == ("other", "r1", "r2")


@pytest.mark.parametrize(("part", "found"), [(4, []), (5, []), (6, [(6, 5, 1)])])
def test_a_part_may_be_as_large_as_its_whole_and_no_larger(part: int, found: list[object]) -> None:
    said = _found(GOVERNMENT_2008, {"8.cumulative": 5, "8.1.cumulative": part}, "C203")
    assert [_numbers(item) for item in said] == found
    assert all(item.severity is Severity.ERROR and item.rule == "view-8" for item in said)


@pytest.mark.parametrize(("cumulative", "found"), [(7, []), (6, []), (5, [(5, 6, -1)])])
def test_a_cumulative_figure_holds_that_of_the_year(cumulative: int, found: list[object]) -> None:
    said = _found(MUNICIPAL_2008, {"2.annual": 6, "2.cumulative": cumulative}, "C204")
    assert [_numbers(item) for item in said] == found
    assert all(item.scope == ("2",) for item in said)


def test_channels_together_may_publish_more_but_not_less_than_the_total() -> None:
    channels: Cells = {"1.1.count": 9, "1.2.1.count": 4, "1.2.2.count": 4}
    (finding,) = _found(MUNICIPAL_2014, channels)
    assert (finding.code, finding.severity, _numbers(finding)) == ("C204", "verify", (8, 9, -1))
    assert finding.scope == ("count", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5")
    assert _found(MUNICIPAL_2014, {**channels, "1.2.5.count": 1}) == []
    assert _found(MUNICIPAL_2014, {**channels, "1.2.5.count": 5}) == []


def test_a_chain_is_told_at_the_step_that_is_too_small() -> None:
    steps: Cells = {"22.annual": 3, "22.1.annual": 3, "22.1.1.annual": 4}
    by_column = {item.scope[0]: item for item in _found(MUNICIPAL_2008, _in_both_columns(steps), "C205")}
    assert by_column["annual"].severity is Severity.VERIFY
    assert by_column["cumulative"].severity is Severity.ERROR
    assert _numbers(by_column["annual"]) == (3, 4, -1)
    assert by_column["annual"].facts["figure"] == "22.1.annual"


def test_the_last_step_of_a_chain_is_a_sum() -> None:
    steps: Cells = {"22.annual": 3, "22.1.annual": 3, "22.1.1.annual": 3}
    steps |= {"22.1.1.1.annual": 2, "22.1.1.2.annual": 2}
    assert [_numbers(item) for item in _found(MUNICIPAL_2008, _in_both_columns(steps), "C205")] == [
        (3, 4, -1),
        (3, 4, -1),
    ]
    assert _found(MUNICIPAL_2008, _in_both_columns({**steps, "22.1.1.2.annual": 1}), "C205") == []


@pytest.mark.parametrize(("timely", "fits"), [(579, True), (6, True), (578, False), (0, False)])
def test_any_reading_will_do(timely: int, *, fits: bool) -> None:
    values: Cells = {"5.annual": 579, "5.1.annual": 6, "5.5.annual": 573, "16.annual": timely}
    found = _found(MUNICIPAL_2008, _in_both_columns(values), "C206")
    assert [item.scope for item in found] == ([] if fits else [("cumulative", "16", "17"), ("annual", "16", "17")])


def test_a_reading_that_nothing_fits_shows_all_and_expects_the_nearest() -> None:
    values: Cells = {"5.annual": 579, "5.1.annual": 6, "5.5.annual": 573, "16.annual": 10}
    finding = _found(MUNICIPAL_2008, _in_both_columns(values), "C206")[1]
    assert finding.facts["readings"] == "公开信息总数（2012年发生数） 579；规范性文件类信息数（2012年发生数） 6"
    assert _numbers(finding) == (10, 6, 4)


def test_who_may_make_no_rules_has_none() -> None:
    (finding,) = _found(COUNTY_2021, {"m1.issued": 2})
    assert (finding.code, finding.severity, finding.rule) == ("C207", "error", "rules-power")
    assert _numbers(finding) == (2, 0, 2)
    assert "立法法" in str(finding.facts["basis"])


def test_who_may_make_rules_is_not_asked() -> None:
    assert _found(builders.pack("municipal-government-2021"), {"m1.issued": 2}) == []


def test_a_note_of_the_form_blocks_nothing() -> None:
    (finding,) = _found(COUNTY_2019, {"m2.opened": 3, "m2.made": 2, "m2.total_open": 3})
    assert (finding.rule, finding.severity, finding.is_blocking) == ("t2-open-le-new", "note", False)


def test_a_blank_operand_leaves_the_relation_alone() -> None:
    assert (
        _found(
            MUNICIPAL_2008,
            {"5.annual": None, "5.1.annual": 7, "5.1.cumulative": 7, "5.cumulative": 7, "16.cumulative": 7},
        )
        == []
    )


def test_an_unread_operand_leaves_the_relation_alone() -> None:
    unread = Figure(None, raw="若干", unread=True)
    figures = {**builders.zero_figures(MUNICIPAL_2008), FigureKey("20.1.annual"): unread}
    data = builders.report(MUNICIPAL_2008, 2012, figures=figures, values={"20.annual": 3, "20.cumulative": 3})
    assert {item.rule for item in checks.run(data, MUNICIPAL_2008) if item.code == "C201"} == {"apply"}
    assert {item.scope[0] for item in checks.run(data, MUNICIPAL_2008) if item.code == "C201"} == {"cumulative"}


def test_a_dash_among_numbers_is_told_at_the_dash() -> None:
    values: Cells = {"4.cumulative": 12, "4.1.cumulative": 12, "4.2.cumulative": "-"}
    by_rule = {item.rule: item for item in _found(GOVERNMENT_2008, values, "C106")}
    assert set(by_rule) == {"pub4", "cumulative-ge"}
    finding = by_rule["pub4"]
    assert (finding.facts["figure"], finding.scope, finding.severity) == (
        "4.2.cumulative",
        ("cumulative", "4"),
        "error",
    )
    assert finding.facts["compare"] == "4.cumulative…4.1.cumulative"


def test_several_dashes_among_numbers_are_one_finding() -> None:
    values: Cells = {"20.1.annual": "-", "20.2.annual": "-"}
    found = _found(MUNICIPAL_2008, values, "C106")
    assert [item.rule for item in found if item.scope[0] == "annual"] == ["apply"]
    assert next(item for item in found if item.rule == "apply").facts["field"] == (
        "网上申请数 + 当面申请数（2012年发生数）"
    )
