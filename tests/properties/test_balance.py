"""The totals engine against an oracle of its own: relations read from the YAML again and worked out by hand."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from reportgen import checks
from reportgen.findings import Finding
from reportgen.model import DASH, FigureKey, ReportData
from reportgen.packs import Pack
from tests import builders

Broken = set[tuple[str, str]]
Numbers = Mapping[str, Decimal]
_QUICK = settings(max_examples=6, deadline=None)
_UNUSUAL = {"C221", "C222"}  # of last year: asked of single figures, not of relations
_RELATION_CODES = {"C201", "C202", "C203", "C204", "C205", "C206", "C207", "C211", "C212"}


@cache
def _relations(pack_id: str) -> list[dict[str, Any]]:
    reader = YAML(typ="safe")
    own = reader.load((builders.TEMPLATES / pack_id / "pack.yaml").read_text(encoding="utf-8"))
    form = reader.load((builders.TEMPLATES / "forms" / f"{own['form']}.yaml").read_text(encoding="utf-8"))
    every = [*form["relations"], *own.get("relations", [])]
    return [relation for relation in every if _is_for(relation, own["level"], own["body"])]


def _is_for(relation: dict[str, Any], level: str, body: str) -> bool:
    named: bool = level in relation.get("levels", [level]) and body in relation.get("bodies", [body])
    return named != bool(relation["kind"] == "zero_unless")


def _oracle(pack_id: str, now: Numbers, before: Numbers) -> Broken:
    """Every relation that does not hold, with its column or row. Cells that are no number take their relation out."""
    return {
        (relation["id"], scope)
        for relation in _relations(pack_id)
        for scope in _scopes(relation, now)
        if _holds(relation, _Column(now, before, scope, across=relation.get("across", "rows"))) is False
    }


def _scopes(relation: dict[str, Any], now: Numbers) -> set[str]:
    rows = {address.rpartition(".")[0] for address in now}
    columns = {address.rpartition(".")[2] for address in now}
    if relation.get("across", "rows") == "rows":
        return set(relation.get("columns", columns))
    return set(relation.get("rows", rows))


class _Column:
    """The figures of one column (or row), by the codes a relation is written in."""

    def __init__(self, now: Numbers, before: Numbers, scope: str, *, across: str) -> None:
        self.now, self.before, self.scope, self.across = now, before, scope, across

    def total(self, codes: list[str], *, previous: bool = False) -> Decimal:
        figures = self.before if previous else self.now
        return sum((figures[self._address(code)] for code in codes), Decimal(0))

    def _address(self, code: str) -> str:
        return f"{code}.{self.scope}" if self.across == "rows" else f"{self.scope}.{code}"


def _holds(relation: dict[str, Any], column: _Column) -> bool | None:
    try:
        return _verdict(relation, column)
    except KeyError:  # an operand that is not there
        return None


def _verdict(relation: dict[str, Any], column: _Column) -> bool:
    kind, total = relation["kind"], column.total
    match kind:
        case "sum":
            return total([relation["total"]]) == total(relation["parts"])
        case "equal":
            return total(relation["left"]) - total(relation["right"]) == 0
        case "at_most":
            return not total(relation["left"]) > total(relation["right"])
        case "at_least":
            return not total(relation["left"]) < total(relation["right"])
        case "descending":
            steps = [total(codes) for codes in relation["steps"]]
            return sorted(steps, reverse=True) == steps
        case "one_of":
            return any(total(relation["left"]) == total(codes) for codes in relation["alternatives"])
        case "zero_unless":
            return not any(total([code]) for code in relation["left"])
        case "carry_over" | "roll_forward":
            left, last = total(relation["left"]), total(relation["previous"], previous=True)
            return left == last + total(relation.get("plus", [])) - total(relation.get("minus", []))
        case _:
            return True


def _numbers(figures: Mapping[FigureKey, Any]) -> dict[str, Decimal]:
    return {str(key): item.value for key, item in figures.items() if isinstance(item.value, Decimal)}


def _said(findings: tuple[Finding, ...]) -> Broken:
    return {(item.rule or "", item.scope[0]) for item in findings if item.code in _RELATION_CODES}


def _expected(data: ReportData) -> Broken:
    before = _numbers(data.previous.figures) if data.previous else {}
    return _oracle(data.pack_id, _numbers(data.figures), before)


def _changed(data: ReportData, of: Pack, key: FigureKey, by: int) -> ReportData:
    value = data.value(key)
    assert isinstance(value, Decimal)
    figure = replace(data.figure(key), value=value + by, raw=None)
    return replace(data, figures={**data.figures, key: figure})


def _open_keys(of: Pack) -> list[FigureKey]:
    return [key for key, item in of.fields.items() if item.is_open]


def _figure_findings(data: ReportData, of: Pack) -> tuple[Finding, ...]:
    """Without what is said of texts: these reports have none of their own."""
    return tuple(item for item in checks.run(data, of) if item.code[:2] in {"C1", "C2", "C4"})


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", builders.EACH_PACK)
@_QUICK
@given(data=st.data())
def test_a_consistent_report_has_no_finding(pack_id: str, data: st.DataObject) -> None:
    of = builders.pack(pack_id)
    report = data.draw(builders.reports(of, with_previous=data.draw(st.booleans())))
    assert [item for item in _figure_findings(report, of) if item.code not in _UNUSUAL] == []
    assert _expected(report) == set()


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", builders.EACH_PACK)
@_QUICK
@given(data=st.data())
def test_a_changed_figure_breaks_exactly_the_relations_that_hold_it(pack_id: str, data: st.DataObject) -> None:
    of = builders.pack(pack_id)
    report = data.draw(builders.reports(of, with_previous=True))
    key = data.draw(st.sampled_from(_open_keys(of)))
    report = _changed(report, of, key, data.draw(st.sampled_from([-1000, -7, -1, 1, 2, 1000])))
    findings = _figure_findings(report, of)
    assert _said(findings) == _expected(report)
    row, _, column = key.rpartition(".")
    for rule, scope in _said(findings):
        assert scope in {row, column}, f"{rule} says something of {scope}, {key} was changed"


@pytest.mark.thorough
@pytest.mark.parametrize("pack_id", [name for name in builders.ALL_PACKS if name.startswith("county")])
def test_every_figure_of_a_total_is_missed_and_found_too_many(pack_id: str) -> None:
    """Each cell in turn, one more and one less: no cell escapes the oracle. Counties have a pack of every form."""
    of = builders.pack(pack_id)
    report = builders.report(of, figures=builders.zero_figures(of))
    for key in _open_keys(of):
        for by in (1, -1):
            changed = _changed(report, of, key, by)
            assert _said(_figure_findings(changed, of)) == _expected(changed), key


@pytest.mark.parametrize("pack_id", builders.EACH_PACK)
@_QUICK
@given(data=st.data())
def test_a_blank_is_reported_and_silences_its_relations(pack_id: str, data: st.DataObject) -> None:
    of = builders.pack(pack_id)
    report = data.draw(builders.reports(of, with_previous=True))
    key = data.draw(st.sampled_from(_open_keys(of)))
    blank = replace(report, figures={**report.figures, key: builders.figure(of, key, None)})
    found = [item for item in _figure_findings(blank, of) if item.code not in _UNUSUAL]
    assert [(item.code, item.facts["figure"]) for item in found] == [("C101", key)]


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", builders.EACH_PACK)
@_QUICK
@given(data=st.data())
def test_a_dash_among_numbers_is_reported_by_every_relation_that_holds_it(pack_id: str, data: st.DataObject) -> None:
    of = builders.pack(pack_id)
    report = data.draw(builders.reports(of))
    key = data.draw(st.sampled_from(_open_keys(of)))
    dashed = replace(report, figures={**report.figures, key: builders.figure(of, key, DASH)})
    found = _figure_findings(dashed, of)
    holding = {
        (rule.id, instance.scope)
        for rule in of.rules
        for instance in rule.instances
        if not rule.needs_previous and key in {term.figure for term in instance.terms} and len(instance.terms) > 1
    }
    assert {(item.rule, item.scope[0]) for item in found if item.code == "C106"} == holding
    assert [item.facts["figure"] for item in found if item.code == "C102"] == [key]
    assert {item.code for item in found} <= {"C102", "C106"}


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", builders.ALL_PACKS)
def test_all_dashes_leave_nothing_to_prove(pack_id: str) -> None:
    of = builders.pack(pack_id)
    report = builders.report(of, values=dict.fromkeys(map(str, _open_keys(of)), DASH))
    assert {item.code for item in _figure_findings(report, of)} == {"C102"}
