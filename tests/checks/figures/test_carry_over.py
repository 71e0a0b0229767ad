from dataclasses import replace

from reportgen import checks
from reportgen.findings import Finding, Severity
from reportgen.packs import Pack
from tests import builders

MUNICIPAL_2008 = builders.pack("municipal-2008")
COUNTY_2021 = builders.pack("county-2021")
Cells = dict[str, builders.Cell]


def _found(of: Pack, year: int, values: Cells, previous: Cells | None) -> list[Finding]:
    data = builders.report(of, year, values=values, previous=previous)
    return [item for item in checks.run(data, of) if item.code.startswith("C21")]


def _rolled(cumulative: builders.Cell, annual: builders.Cell, last: builders.Cell) -> list[Finding]:
    return _found(MUNICIPAL_2008, 2012, {"2.cumulative": cumulative, "2.annual": annual}, {"2.cumulative": last})


def test_a_cumulative_figure_rolls_on_from_last_years() -> None:
    assert _rolled(9, 2, 7) == []


def test_a_cumulative_figure_that_does_not_roll_on_needs_an_explanation() -> None:
    (finding,) = _rolled(10, 2, 7)
    assert (finding.code, finding.rule, finding.severity) == ("C212", "cumulative-year", Severity.VERIFY)
    facts = finding.facts
    assert (facts["found"], facts["expected"], facts["difference"], facts["previous_year"]) == (10, 9, 1, 2011)
    assert (facts["figure"], finding.scope) == ("2.cumulative", ("2",))
    assert facts["compare"] == "上年 2.cumulative、2.annual"


def test_one_too_few_is_found_as_well_as_one_too_many() -> None:
    assert [item.facts["difference"] for item in (*_rolled(8, 2, 7), *_rolled(10, 2, 7))] == [-1, 1]


def test_what_last_years_report_does_not_say_is_not_asked() -> None:
    assert _rolled(10, 2, None) == []
    assert _rolled(10, 2, "-") == []
    assert _found(MUNICIPAL_2008, 2012, {"2.cumulative": 10, "2.annual": 2}, {}) == []
    assert _found(MUNICIPAL_2008, 2012, {"2.cumulative": 10, "2.annual": 2}, None) == []


def test_what_this_years_report_leaves_blank_is_not_asked() -> None:
    assert _rolled(None, 2, 7) == []
    assert _rolled(9, None, 7) == []


def test_carried_on_last_year_is_carried_over_this_year() -> None:
    values: Cells = {"r2.other": 3, "r2.total": 3, "r4.other": 3, "r4.total": 3}
    assert _found(COUNTY_2021, 2022, values, {"r4.other": 3, "r4.total": 3}) == []
    other, total = _found(COUNTY_2021, 2022, values, {"r4.other": 2, "r4.total": 4})
    assert (other.code, other.rule, other.severity) == ("C211", "x-year-carry", Severity.VERIFY)
    assert (other.facts["found"], other.facts["expected"], other.scope) == (3, 2, ("other", "r2"))
    assert (total.facts["difference"], total.scope) == (-1, ("total", "r2"))


def test_what_is_in_force_grows_by_what_was_issued_and_shrinks_by_what_was_repealed() -> None:
    values: Cells = {"m2.in_force": 11, "m2.issued": 4, "m2.repealed": 3}
    assert _found(COUNTY_2021, 2022, values, {"m2.in_force": 10}) == []
    (finding,) = _found(COUNTY_2021, 2022, values, {"m2.in_force": 11})
    assert (finding.code, finding.rule, finding.facts["expected"]) == ("C212", "x-year-valid", 12)


def test_a_dash_among_this_years_figures_is_told() -> None:
    data = builders.report(COUNTY_2021, 2022, values={"m2.issued": "-"}, previous={"m2.in_force": 0})
    (finding,) = [item for item in checks.run(data, COUNTY_2021) if item.code == "C106"]
    assert (finding.rule, finding.facts["figure"]) == ("x-year-valid", "m2.issued")


def test_the_report_of_another_year_is_refused_and_nothing_compared() -> None:
    last = replace(builders.last_year(COUNTY_2021, 2021, {"r4.total": 7}), year=2020)
    data = builders.report(COUNTY_2021, 2022, previous=last)
    (finding,) = checks.run(data, COUNTY_2021)
    assert (finding.code, finding.severity, dict(finding.facts)) == (
        "C213",
        Severity.ERROR,
        {"found": 2020, "expected": 2021},
    )
