import time

import pytest

from reportgen import checks
from reportgen.checks.registry import RULE_CHECKS, rule_check
from reportgen.findings import Severity
from reportgen.findings.finding import summary
from tests import builders

MUNICIPAL_2008 = builders.pack("municipal-2008")
COUNTY_2021 = builders.pack("county-2021")


@pytest.mark.parametrize("pack_id", builders.ALL_PACKS)
def test_a_report_of_zeros_has_no_finding(pack_id: str) -> None:
    of = builders.pack(pack_id)
    assert checks.run(builders.report(of), of) == ()


def test_findings_come_as_the_form_is_printed() -> None:
    values = {"review.total": 1, "m3.decisions": -1, "r1.total": 1, "m1.issued": None, "r4.other": None}
    data = builders.report(COUNTY_2021, 2022, values=values, issued_on=None)
    found = [item.facts.get("figure", item.code) for item in checks.run(data, COUNTY_2021)]
    assert found == ["C112", "m1.issued", "m3.decisions", "r1.total", "r1.total", "r4.other", "review.total"]


def test_in_a_cell_errors_come_first() -> None:
    values = {"5.annual": 9, "5.cumulative": 9, "16.annual": 5, "16.cumulative": 4}
    data = builders.report(MUNICIPAL_2008, 2012, values=values)
    of_row_16 = [item for item in checks.run(data, MUNICIPAL_2008) if item.facts["figure"] == "16.cumulative"]
    assert [item.severity for item in of_row_16] == [Severity.ERROR, Severity.VERIFY]


def test_in_a_cell_its_own_state_comes_before_its_relations() -> None:
    data = builders.report(COUNTY_2021, 2022, values={"r1.total": "-"})
    assert [item.code for item in checks.run(data, COUNTY_2021)] == ["C102", "C106", "C106"]


def test_everything_wrong_is_shown_at_once() -> None:
    values = {"5.annual": 9, "16.cumulative": 4, "2.annual": None, "7.annual": 3, "3.annual": -1}
    data = builders.report(MUNICIPAL_2008, 2012, values=values, issued_on=None)
    found = checks.run(data, MUNICIPAL_2008)
    assert {item.code for item in found} == {"C101", "C103", "C104", "C112", "C201", "C204", "C206"}
    assert summary(found)["blocking"] == len(found)


def test_the_same_report_gives_the_same_findings() -> None:
    data = builders.report(MUNICIPAL_2008, 2012, values={"5.annual": 9, "2.annual": None}, issued_on=None)
    assert checks.run(data, MUNICIPAL_2008) == checks.run(data, MUNICIPAL_2008)


def test_every_kind_of_relation_between_figures_has_a_check() -> None:
    kinds = {rule.kind for pack_id in builders.ALL_PACKS for rule in builders.pack(pack_id).rules}
    assert kinds - {"whole_number", "narrative"} <= set(RULE_CHECKS)


def test_a_kind_of_relation_has_one_check() -> None:
    with pytest.raises(ValueError, match="sum"):
        rule_check("sum")(lambda data, pack, rule: ())


def test_checking_a_filled_report_is_quick() -> None:
    data = builders.report(COUNTY_2021, 2022)
    start = time.process_time()
    for _ in range(20):
        checks.run(data, COUNTY_2021)
    assert (time.process_time() - start) / 20 < 0.03  # ten times the aim: a guard against another order of growth
