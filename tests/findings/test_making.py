import pytest

from reportgen.findings import NOWHERE, Finding, Location, Severity, finding_of

AT = Location(file="a.xlsx", sheet="表一", cell="B2")


def test_a_finding_weighs_what_the_catalogue_says() -> None:
    expected = Finding(code="S317", severity=Severity.NOTE, location=AT, facts={"found": "合计"})
    assert finding_of("S317", AT, found="合计") == expected
    assert finding_of("R301").severity is Severity.ERROR


def test_a_finding_weighs_what_the_caller_says() -> None:
    assert finding_of("C112", AT, Severity.NOTE).severity is Severity.NOTE


def test_of_several_severities_a_finding_has_the_usual_one() -> None:
    assert finding_of("C112", AT).severity is Severity.ERROR


def test_a_finding_without_a_place_is_nowhere() -> None:
    assert finding_of("R322").location is NOWHERE


def test_a_fact_may_be_called_as_a_part_of_a_finding_is() -> None:
    assert finding_of("P264", AT, where="title", code="x", severity="y").facts == {
        "where": "title",
        "code": "x",
        "severity": "y",
    }


def test_a_code_that_is_not_in_the_catalogue_makes_no_finding() -> None:
    with pytest.raises(KeyError):
        finding_of("C999", AT)


def test_a_finding_says_what_it_is_about() -> None:
    found = finding_of("C101", AT, count=2).about("A1", "B2", rule="whole")
    assert (found.scope, found.rule, found.code, found.facts) == (("A1", "B2"), "whole", "C101", {"count": 2})
