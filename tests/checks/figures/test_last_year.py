from dataclasses import replace
from decimal import Decimal
from typing import Literal

import pytest

from reportgen import checks
from reportgen.findings import Finding, Severity
from reportgen.packs import Pack
from reportgen.packs.schema import Jump
from tests import builders

MUNICIPAL_2008 = builders.pack("municipal-2008")
COUNTY_2021 = builders.pack("county-2021")
Cells = dict[str, builders.Cell]


def _found(now: Cells, before: Cells, of: Pack = COUNTY_2021, code: str = "C22") -> list[Finding]:
    data = builders.report(of, of.first_year + 1, values=now, previous=before)
    return [item for item in checks.run(data, of) if item.code.startswith(code)]


@pytest.mark.parametrize(
    ("now", "before", "leaps"),
    [
        (500, 100, True), (499, 100, False), (100, 500, True), (101, 500, False),  # five times
        (50, 0, True), (49, 0, False), (0, 50, True), (62, 12, True), (61, 12, False),  # and fifty at least
        (100, 100, False), (0, 0, False),
    ],
)  # fmt: skip
def test_a_figure_leaps_by_the_factor_and_by_enough(now: int, before: int, *, leaps: bool) -> None:
    found = _found({"m3.decisions": now}, {"m3.decisions": before})
    assert [item.code for item in found] == (["C221"] if leaps else [])


def test_a_leap_can_be_explained_by_its_row_or_by_name() -> None:
    (finding,) = _found({"m3.decisions": 5790}, {"m3.decisions": 511})
    assert (finding.severity, finding.rule, finding.scope) == (Severity.VERIFY, "jump", ("decisions", "m3"))
    facts = finding.facts
    assert (facts["found"], facts["previous"], facts["difference"], facts["factor"]) == (5790, 511, 5279, 5)


def test_the_pack_sets_the_threshold() -> None:
    of = replace(COUNTY_2021, jump=Jump(factor=2, at_least=10, at_least_yuan=1, at_least_wan=1))
    assert [item.facts["factor"] for item in _found({"m3.decisions": 20}, {"m3.decisions": 10}, of)] == [2]
    assert _found({"m3.decisions": 19}, {"m3.decisions": 9}, of)
    assert _found({"m3.decisions": 18}, {"m3.decisions": 9}, of) == []


@pytest.mark.parametrize(("amount", "leaps"), [("10", True), ("9.99", False)])
def test_amounts_have_a_threshold_of_their_own(amount: str, *, leaps: bool) -> None:
    assert bool(_found({"m6.amount_wan": Decimal(amount)}, {"m6.amount_wan": 0})) == leaps


@pytest.mark.parametrize(("amount", "leaps"), [(10000, True), (9999, False)])
def test_yuan_have_a_threshold_of_their_own(amount: int, *, leaps: bool) -> None:
    now: Cells = {"24.annual": amount, "24.1.annual": amount}
    found = _found(now, {"24.annual": 0, "24.1.annual": 0}, MUNICIPAL_2008, "C221")
    assert [item.facts["figure"] for item in found] == (["24.annual"] if leaps else [])


def test_an_increase_may_leap() -> None:
    of = builders.pack("county-2019")
    assert _found({"m3.change": 500}, {"m3.change": 1}, of) == []


def test_parts_of_a_total_are_not_asked_about() -> None:
    now: Cells = {f"{row}.{column}": 100 for row in ("r1", "r3_1", "r3_7") for column in ("other", "total")}
    before: Cells = dict.fromkeys(now, 1)
    assert [item.facts["figure"] for item in _found(now, before)] == ["r1.total", "r3_7.total"]


@pytest.mark.parametrize("key", ["r2.total", "m2.in_force"])
def test_what_is_carried_over_is_asked_exactly_and_only_once(key: Literal["r2.total", "m2.in_force"]) -> None:
    before: Cells = {key: 1, "r4.total": 0}
    assert _found({key: 100}, before) == []


def test_a_figure_last_year_did_not_have_does_not_leap() -> None:
    assert _found({"m3.decisions": 5000}, {"m3.decisions": None}) == []
    assert _found({"m3.decisions": None}, {"m3.decisions": 5000}) == []


def _table(numbers: tuple[int, ...]) -> Cells:
    keys = [str(key) for key, item in COUNTY_2021.fields.items() if item.table == "t2"]
    return dict(zip(keys, numbers + (0,) * (len(keys) - len(numbers)), strict=True))


def test_the_same_table_again_is_noted() -> None:
    table = _table((0, 0, 0, 4, 1, 9, 9, 8))
    (finding,) = _found(table, table, code="C222")
    assert (finding.severity, finding.facts["table"]) == (Severity.NOTE, "表二 主动公开")
    assert (finding.facts["count"], finding.facts["previous_year"], finding.scope) == (10, 2021, ("t2",))


def test_a_figure_that_differs_makes_it_another_table() -> None:
    table = _table((0, 0, 0, 4, 1, 9, 9, 8))
    assert _found({**table, "m3.decisions": 10}, table, code="C222") == []


def test_a_table_that_is_not_all_there_is_not_the_same() -> None:
    table = _table((0, 0, 0, 4, 1, 9, 9, 8))
    assert _found({**table, "m3.decisions": None}, table, code="C222") == []


@pytest.mark.parametrize(
    ("numbers", "noted"),
    [((0, 0, 0, 1, 2, 3, 4), False), ((0, 0, 0, 1, 2, 3, 4, 4), True), ((0, 0, 0, 2, 2, 2, 1, 1), False)],
)
def test_small_tables_repeat_themselves_without_copying(numbers: tuple[int, ...], *, noted: bool) -> None:
    assert bool(_found(_table(numbers), _table(numbers), code="C222")) == noted
