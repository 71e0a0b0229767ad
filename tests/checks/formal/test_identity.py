from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reportgen import checks
from reportgen.findings import Finding, Location, Severity
from reportgen.model import Body, Level, Signatory, SignOff
from tests import builders

MUNICIPAL_2008 = builders.pack("municipal-2008")
COUNTY_2021 = builders.pack("county-2021")


def _found(pack_id: str, year: int, **overrides: Any) -> list[Finding]:
    of = builders.pack(pack_id)
    found = checks.run(builders.report(of, year, **overrides), of)
    return [item for item in found if item.code.startswith("C1")]


def _codes(pack_id: str, year: int, **overrides: Any) -> list[str]:
    return [item.code for item in _found(pack_id, year, **overrides)]


@pytest.mark.parametrize("name", ["", " ", "　"])
def test_a_unit_has_a_name(name: str) -> None:
    (finding,) = _found("county-2021", 2022, unit=replace(builders.unit(COUNTY_2021), name=name))
    assert (finding.code, finding.severity, finding.location) == ("C111", Severity.ERROR, Location(place="unit.name"))


def test_a_missing_field_is_told_at_its_cell() -> None:
    cell = Location(file="年报.xlsx", sheet="基本信息", cell="B3")
    nameless = replace(builders.unit(COUNTY_2021), name="")
    assert _found("county-2021", 2022, unit=nameless, places={"unit.name": cell})[0].location == cell
    missing = _found("county-2021", 2022, issued_on=None, places={"unit.name": cell})[0].location
    assert missing == Location(file="年报.xlsx", place="issued_on")


def test_a_report_has_a_date() -> None:
    (finding,) = _found("county-2021", 2022, issued_on=None)
    assert (finding.code, finding.severity) == ("C112", Severity.ERROR)


@pytest.mark.parametrize(("year", "codes"), [(2007, ["C113"]), (2008, []), (2013, []), (2014, ["C113"])])
def test_a_form_is_for_its_years(year: int, codes: list[str]) -> None:
    assert _codes("municipal-2008", year) == codes


def test_the_years_of_a_form_are_told() -> None:
    assert _found("municipal-2008", 2014)[0].facts["expected"] == "2008—2013"
    assert _found("county-2021", 2020)[0].facts["expected"] == "2021—"


@pytest.mark.parametrize(
    ("day", "codes"), [("2022-12-31", ["C114"]), ("2023-01-01", []), ("2023-01-31", []), ("2023-02-01", ["C115"])]
)
def test_a_department_reports_in_january(day: str, codes: list[str]) -> None:
    assert _codes("county-2021", 2022, issued_on=date.fromisoformat(day)) == codes


@pytest.mark.parametrize(("day", "codes"), [("2023-03-31", []), ("2023-04-01", ["C115"])])
def test_a_government_reports_by_the_end_of_march(day: str, codes: list[str]) -> None:
    assert _codes("county-government-2021", 2022, issued_on=date.fromisoformat(day)) == codes


@pytest.mark.parametrize(("day", "codes"), [("2013-03-31", []), ("2013-04-01", ["C115"])])
def test_until_2018_every_body_reported_by_the_end_of_march(day: str, codes: list[str]) -> None:
    assert _codes("municipal-2008", 2012, issued_on=date.fromisoformat(day)) == codes


def test_a_township_has_no_day_of_its_own() -> None:
    assert _codes("township-government-2021", 2022, issued_on=date(2023, 6, 1)) == []


def test_a_late_report_is_noted_with_its_article() -> None:
    (finding,) = _found("county-2021", 2022, issued_on=date(2023, 2, 20))
    assert finding.severity is Severity.NOTE
    assert (finding.facts["expected"], finding.facts["days"]) == ("2023-01-31", 20)
    assert "第四十九条" in str(finding.facts["basis"])


def test_a_report_dated_in_its_own_year_is_an_error() -> None:
    (finding,) = _found("county-2021", 2022, issued_on=date(2022, 1, 20))
    assert (finding.code, finding.severity) == ("C114", Severity.ERROR)
    assert (finding.facts["found"], finding.facts["expected"]) == ("2022-01-20", "2023-01-01")


def test_steps_of_the_sign_off_without_a_name_are_noted_together() -> None:
    step = Signatory("某某")
    (finding,) = _found("county-2021", 2022, sign_off=SignOff(prepared_by=step, approved_by=Signatory(" ")))
    assert (finding.code, finding.severity) == ("C117", Severity.NOTE)
    assert (finding.facts["missing"], finding.facts["count"]) == ("审核人、保密审查人、签发人", 3)


def test_a_form_is_for_its_level_and_body() -> None:
    county = builders.unit(COUNTY_2021)
    (finding,) = _found("county-2021", 2022, unit=replace(county, level=Level.MUNICIPAL, body=Body.GOVERNMENT))
    assert (finding.code, finding.severity) == ("C118", Severity.ERROR)
    assert (finding.facts["found"], finding.facts["expected"]) == ("市级政府", "县级部门")


def test_the_sign_off_is_noted_at_its_first_missing_step() -> None:
    (finding,) = _found("county-2021", 2022, sign_off=SignOff(prepared_by=Signatory("某科")))
    assert finding.facts["path"] == "sign_off.reviewed_by.name"
