"""Shares: bounds and printed percentages, worked out anew."""

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from reportgen import checks
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.packs import Pack, relations
from reportgen.packs.grammar import made
from reportgen.packs.schema import Relation
from tests.builders import pack, report


def with_share(**keys: Any) -> Pack:
    """The pack of 2014 with the share of applications closed in time as its only relation."""
    of = pack("county-2014")
    given = {"id": "s", "kind": "share", "left": ["3.2.1"], "right": ["3.2"], "text": "按时办结率", **keys}
    rule = relations.expand(made(Relation, given), of.fields)
    return replace(of, rules=(rule,))


def found(of: Pack, **values: int | str | None) -> list[Any]:
    cells = {f"{name[1:].replace('_', '.')}.count": value for name, value in values.items()}
    return [item for item in checks.run(report(of, values=cells), of) if item.code in ("C208", "C106")]


@pytest.mark.parametrize(("part", "told"), [(80, 0), (100, 0), (79, 1)])
def test_a_share_is_held_against_its_lower_bound(part: int, told: int) -> None:
    assert len(found(with_share(percent={"at_least": 80}), r3_2_1=part, r3_2=100)) == told


@pytest.mark.parametrize(("part", "told"), [(12, 0), (13, 1), (0, 0)])
def test_a_share_is_held_against_its_upper_bound(part: int, told: int) -> None:
    assert len(found(with_share(percent={"at_most": 12.5}), r3_2_1=part, r3_2=100)) == told


def test_a_finding_tells_the_share_and_the_bound() -> None:
    item = found(with_share(percent={"at_least": 80}), r3_2_1=2, r3_2=3)[0]
    assert (item.facts["found"], item.facts["expected"]) == (Decimal("66.7"), Decimal(80))
    assert item.facts["expression"] == "3.2.1/3.2 ≥ 80%"
    assert item.rule == "s"


@pytest.mark.parametrize(("printed", "told"), [(67, 0), (66, 1)])
def test_a_printed_percentage_is_worked_out_anew(printed: int, told: int) -> None:
    of = with_share(total="9.1", percent={"digits": 0})
    assert len(found(of, r3_2_1=2, r3_2=3, r9_1=printed)) == told


def test_a_share_of_nothing_and_of_a_blank_is_not_asked() -> None:
    of = with_share(percent={"at_least": 80})
    assert found(of, r3_2_1=0, r3_2=0) == []
    assert found(of, r3_2_1=1, r3_2=None) == []


def test_a_dash_among_numbers_is_told() -> None:
    of = with_share(percent={"at_least": 80})
    assert [item.code for item in found(of, r3_2_1=1, r3_2="-")] == ["C106"]


def test_a_share_needs_a_bound_or_a_printed_percentage() -> None:
    bare = made(Relation, {"id": "s", "kind": "share", "left": ["3.2.1"], "right": ["3.2"], "text": "x"})
    assert relations.missing_keys(bare) == ("percent",)


def test_the_entry_workbook_shows_a_share_and_leaves_it_to_the_check() -> None:
    of = with_share(percent={"at_least": 80})
    book = openpyxl.load_workbook(io.BytesIO(entry_workbook.make(of, 2015)))
    rows = {row[0]: row for row in book["检查"].iter_rows(values_only=True)}
    assert rows["s:count"][1] == "统计数：3.2.1 占 3.2"
    assert "由 check 核对" in rows["s:count"]
