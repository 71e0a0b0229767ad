from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reportgen import checks
from reportgen.checks.figures import operands
from reportgen.checks.figures.balance import balance
from reportgen.findings import Location, Severity
from reportgen.model import Figure, FigureKey, Printed
from reportgen.packs import Instance, Pack, Rule, Term
from reportgen.packs.pack import Operator
from tests import builders

MUNICIPAL = builders.pack("municipal-2008")  # prints - in row 7, and in the cumulative column of row 1
STAFF, TRAININGS, CLICKS = (FigureKey(key) for key in ("1.cumulative", "2.cumulative", "7.cumulative"))
TRAINED, ITEMS = FigureKey("3.cumulative"), FigureKey("5.cumulative")
Cells = dict[str, builders.Cell]


def _instance(
    left: list[FigureKey], right: list[FigureKey], operator: Operator = "==", *more: list[FigureKey]
) -> Instance:
    return Instance(
        scope="cumulative",
        severity=Severity.ERROR,
        left=tuple(map(Term, left)),
        operator=operator,
        alternatives=tuple(tuple(map(Term, keys)) for keys in (right, *more)),
    )


def _read(instance: Instance, values: Cells) -> operands.Sides | None:
    return operands.read(builders.report(MUNICIPAL, 2012, values=values), MUNICIPAL, instance)


def _rule(instance: Instance, **more: Any) -> Rule:
    rule = Rule(id="own", kind="equal", text="两数相等", expression="2 = 3", instances=(instance,))
    return replace(rule, **more)


def test_sides_are_added_up() -> None:
    reading = _read(_instance([TRAININGS, TRAINED], [ITEMS]), {TRAININGS: 6, TRAINED: 15, ITEMS: 20})
    assert reading == operands.Sides(Decimal(21), (Decimal(20),))


def test_signs_are_heeded() -> None:
    instance = replace(_instance([TRAININGS], []), alternatives=((Term(TRAINED), Term(ITEMS, -1)),))
    reading = _read(instance, {TRAININGS: 6, TRAINED: 15, ITEMS: 9})
    assert reading == operands.Sides(Decimal(6), (Decimal(6),))


def test_no_terms_are_zero() -> None:
    assert _read(_instance([TRAININGS], []), {TRAININGS: 6}) == operands.Sides(Decimal(6), (Decimal(0),))


def test_a_cell_the_form_fixes_takes_no_part() -> None:
    expected = operands.Sides(Decimal(6), (Decimal(15),))
    assert _read(_instance([STAFF, TRAININGS], [CLICKS, TRAINED]), {TRAININGS: 6, TRAINED: 15}) == expected
    assert _read(_instance([TRAININGS, STAFF], [TRAINED, CLICKS]), {TRAININGS: 6, TRAINED: 15, STAFF: 9}) == expected


@pytest.mark.parametrize(
    "instance",
    [
        _instance([STAFF], [TRAININGS]),
        _instance([TRAININGS], [STAFF, CLICKS]),
        _instance([TRAININGS], [TRAINED], "in", [STAFF]),
        _instance([STAFF], [CLICKS]),
    ],
)
def test_a_side_the_form_fixes_altogether_is_not_asked(instance: Instance) -> None:
    assert _read(instance, {TRAININGS: 6, TRAINED: 15}) is None


def test_all_dashes_are_not_asked() -> None:
    assert _read(_instance([TRAININGS], [TRAINED]), {TRAININGS: "-", TRAINED: "-"}) is None


@pytest.mark.parametrize("blank", [TRAININGS, TRAINED])
def test_a_blank_is_not_asked_even_among_dashes(blank: FigureKey) -> None:
    instance = _instance([TRAININGS], [TRAINED, ITEMS])
    assert _read(instance, {TRAININGS: "-", TRAINED: 3, blank: None}) is None


def test_dashes_among_numbers_are_told_in_order() -> None:
    reading = _read(_instance([ITEMS], [TRAININGS, TRAINED]), {TRAINED: "-", TRAININGS: "-", ITEMS: 3})
    assert reading is not None
    assert reading.dashes == (TRAININGS, TRAINED)


def _of(pack: Pack, rule: Rule, values: Cells) -> dict[str, object]:
    (finding,) = balance(builders.report(pack, 2012, values=values), pack, rule)
    return {"location": finding.location, **finding.facts}


def test_a_finding_tells_the_rule_in_its_own_words() -> None:
    rule = _rule(_instance([TRAININGS], [TRAINED]), basis="通知第三条", official_text="表上印：两数相等")
    facts = _of(MUNICIPAL, rule, {TRAININGS: 6})
    told = ("expression", "rule_text", "official_text", "basis", "advice", "compare", "field", "other")
    assert [facts[name] for name in told] == [
        "2 = 3", "两数相等", "表上印：两数相等", "通知第三条。", "表上印：两数相等。", "3.cumulative",
        "举办培训次数（累计数）", "参加培训人次数（累计数）",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "advice"),
    [
        ({}, "两数相等。"),
        ({"hint": "其中数不计。", "official_text": "表上印"}, "其中数不计。"),
        ({"hint": "对吗？"}, "对吗？"),
        ({"hint": "当心！"}, "当心！"),
    ],
)
def test_the_advice_is_the_hint_then_the_printed_then_our_own_words(texts: dict[str, str], advice: str) -> None:
    facts = _of(MUNICIPAL, _rule(_instance([TRAININGS], [TRAINED]), **texts), {TRAININGS: 6})
    assert (facts["advice"], facts["basis"]) == (advice, "")


def test_a_relation_that_names_a_figure_twice_compares_the_others() -> None:
    rule = _rule(_instance([TRAININGS], [TRAINED, TRAININGS]))
    assert _of(MUNICIPAL, rule, {TRAINED: 1})["compare"] == "3.cumulative"


def test_last_years_figure_of_the_same_cell_is_compared() -> None:
    data = builders.report(MUNICIPAL, 2012, values={TRAININGS: 3}, previous={TRAININGS: 1})
    instance = replace(_instance([TRAININGS], []), alternatives=((Term(TRAININGS, previous=True),),))
    facts = operands.rule_facts(data, MUNICIPAL, _rule(instance), instance, TRAININGS)
    assert facts["compare"] == "上年 2.cumulative"


@pytest.mark.parametrize("right", ["-", 4])
def test_a_figure_whose_row_is_missing_is_placed_on_its_sheet(right: builders.Cell) -> None:
    figures = {
        TRAININGS: Figure(Decimal(3)) if right != "-" else builders.figure(MUNICIPAL, TRAININGS, "-"),
        TRAINED: Figure(Decimal(4)),
    }
    figures[TRAININGS] = replace(figures[TRAININGS], location=Location())
    data = builders.report(MUNICIPAL, 2012, figures=figures)
    (finding,) = balance(data, MUNICIPAL, _rule(_instance([TRAININGS], [TRAINED])))
    assert finding.location == Location(place="统计表 2.cumulative")


def test_a_dash_among_numbers_is_shown_as_found() -> None:
    facts = _of(MUNICIPAL, _rule(_instance([TRAININGS], [TRAINED])), {TRAININGS: "-", TRAINED: 1})
    assert (facts["found"], facts["field"]) == ("-", "举办培训次数（累计数）")


@pytest.mark.parametrize(("found", "nearest"), [(0, 3), (6, 3), (8, 13), (20, 13), (13, None), (3, None)])
def test_the_nearest_reading_is_expected(found: int, nearest: int | None) -> None:
    instance = _instance([TRAININGS], [TRAINED], "in", [ITEMS])
    rule = replace(_rule(instance), kind="one_of")
    data = builders.report(MUNICIPAL, 2012, values={TRAININGS: found, TRAINED: 13, ITEMS: 3})
    assert [item.facts["expected"] for item in balance(data, MUNICIPAL, rule)] == ([] if nearest is None else [nearest])


def test_a_relation_with_last_year_needs_a_last_year() -> None:
    data = builders.report(MUNICIPAL, 2012)
    assert not [item for item in checks.run(data, MUNICIPAL) if item.code.startswith("C21")]
    instance = replace(_instance([TRAININGS], []), alternatives=((Term(TRAININGS, previous=True),),))
    assert operands.read(data, MUNICIPAL, instance) is None


@pytest.mark.parametrize(
    ("rule_id", "typed", "printed"),
    [
        (
            "t3-identity",
            "r1+r2 = r3_7+r4",
            "本年新收政府信息公开申请数量+上年结转政府信息公开申请数量 = 办理结果总计+结转下年度继续办理",
        ),
        ("t4-sum", "总计 = 结果维持+结果纠正+其他结果+尚未审结", "总计 = 结果维持+结果纠正+其他结果+尚未审结"),
        ("x-year-carry", "r2 = r4[上年]", "上年结转政府信息公开申请数量 = 结转下年度继续办理[上年]"),
    ],
)
def test_a_relation_reads_in_the_words_of_the_form(rule_id: str, typed: str, printed: str) -> None:
    assert _expression(rule_id) == typed
    assert _expression(rule_id, printed=Printed(title="报告")) == printed


def test_a_long_sum_of_a_finished_report_is_told_by_its_ends() -> None:
    assert _expression("t3-result-sum").count("+") == 20
    shown = _expression("t3-result-sum", printed=Printed(title="报告"))
    assert shown == "办理结果总计 = 予以公开+部分公开+…+其他处理：其他"


def test_years_in_headings_are_those_of_the_report() -> None:
    pack = builders.pack("municipal-2008")
    rule = replace(pack.rules[0], expression="annual = cumulative")
    instance = replace(rule.instances[0], left=(Term(FigureKey("2.annual")),), alternatives=((Term(TRAININGS),),))
    facts = operands.rule_facts(builders.report(pack, 2012), pack, rule, instance, TRAININGS)
    assert facts["expression"] == "2012年发生数 = 累计数"


def _expression(rule_id: str, **more: Any) -> str:
    pack = builders.pack("county-2021")
    rule = next(item for item in pack.rules if item.id == rule_id)
    instance = rule.instances[0]
    data = builders.report(pack, **more)
    return str(operands.rule_facts(data, pack, rule, instance, instance.terms[0].figure)["expression"])
