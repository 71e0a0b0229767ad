from decimal import Decimal
from typing import Any

import pytest

from reportgen.checks.share import share
from reportgen.findings import Finding
from reportgen.packs.relations import expand
from reportgen.packs.schema import Relation
from tests import builders

MUNICIPAL = builders.pack("municipal-2008")


def _found(part: builders.Cell, whole: builders.Cell, printed: builders.Cell = 0, **keys: Any) -> list[Finding]:
    """Row 2 as a share of row 3, in the annual column; row 6 prints the percentage where `total` says so."""
    told = {"id": "own", "kind": "share", "text": "占比", "left": ["2"], "right": ["3"], "columns": ["annual"], **keys}
    rule = expand(Relation.model_validate(told), MUNICIPAL.fields)
    values = {"2.annual": part, "3.annual": whole, "6.annual": printed}
    return list(share(builders.report(MUNICIPAL, 2012, values=values), MUNICIPAL, rule))


@pytest.mark.parametrize(("part", "fits"), [(19, False), (20, True), (35, True), (50, True), (51, False)])
def test_a_share_stays_within_its_bounds(part: int, *, fits: bool) -> None:
    found = _found(part, 100, percent={"at_least": 20, "at_most": 50})
    assert [item.code for item in found] == ([] if fits else ["C208"])


def test_a_bound_is_held_before_rounding() -> None:
    (finding,) = _found(50001, 100000, percent={"at_most": 50})
    assert (finding.facts["found"], finding.facts["expected"]) == (Decimal("50.0"), 50)


@pytest.mark.parametrize(
    ("part", "whole", "printed", "digits", "fits"),
    [
        (1, 3, "33.3", 1, True), (1, 3, "33.33", 2, True), (1, 3, "33.3", 2, False),
        (2, 3, "66.6", 1, False), (2, 3, "66.7", 1, True), (1, 16, "6.3", 1, True), (1, 16, "6.2", 1, False),
        (0, 7, "0", 1, True), (7, 7, "100", 0, True),
    ],
)  # fmt: skip
def test_a_printed_share_is_rounded_half_up(part: int, whole: int, printed: str, digits: int, *, fits: bool) -> None:
    found = _found(part, whole, Decimal(printed), total="6", percent={"digits": digits})
    assert not found if fits else [item.facts["expected"] for item in found] == [Decimal(printed)]


def test_a_printed_share_has_one_decimal_unless_told_otherwise() -> None:
    assert _found(1, 3, Decimal("33.3"), total="6") == []
    assert [item.facts["found"] for item in _found(1, 3, Decimal("33.4"), total="6")] == [Decimal("33.3")]


def test_a_share_of_nothing_is_not_asked() -> None:
    assert _found(0, 0, total="6") == []


def test_a_blank_is_not_asked_and_a_dash_is_told() -> None:
    assert _found(None, 3, total="6") == []
    assert [item.code for item in _found("-", 3, total="6")] == ["C106"]


def test_a_share_tells_its_whole() -> None:
    (finding,) = _found(60, 100, percent={"at_most": 50})
    assert finding.facts["other"] == "参加培训人次数（2012年发生数）"
    assert (finding.rule, finding.facts["figure"], finding.scope) == ("own", "2.annual", ("annual", "2"))
