"""The reports that tests are made of contradict nothing, in any pack."""

from random import Random

import pytest

from reportgen import checks
from reportgen.findings import Finding, Severity
from reportgen.model import ReportData
from tests.builders import ALL_PACKS, ONE_OF_EACH_FORM, consistent_figures, consistent_previous, pack, report


def objections(data: ReportData) -> list[Finding]:
    return [item for item in checks.run(data, pack(data.pack_id)) if item.severity is not Severity.NOTE]


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_a_report_of_zeros_has_no_finding(pack_id: str) -> None:
    assert objections(report(pack(pack_id))) == []


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_a_random_report_has_no_finding(pack_id: str) -> None:
    for seed in range(10):
        assert objections(report(pack(pack_id), figures=consistent_figures(pack(pack_id), Random(seed)))) == []


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_a_random_report_goes_on_from_its_last_year(pack_id: str) -> None:
    of = pack(pack_id)
    for seed in range(10):
        figures = consistent_figures(of, Random(seed))
        previous = consistent_previous(of, figures, of.first_year - 1)
        broken = [item for item in objections(report(of, figures=figures, previous=previous)) if item.code != "C221"]
        assert broken == []


def test_the_same_seed_gives_the_same_figures() -> None:
    of = pack("county-2021")
    assert consistent_figures(of, Random(7)) == consistent_figures(of, Random(7))
    assert consistent_figures(of, Random(7)) != consistent_figures(of, Random(8))


def test_one_of_each_form_leaves_no_form_out() -> None:
    forms = [pack(pack_id).form.id for pack_id in ONE_OF_EACH_FORM]
    assert sorted(forms) == sorted({pack(pack_id).form.id for pack_id in ALL_PACKS})
