"""The work on one unit: where its findings stand, and what its fingerprint hangs on."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.batch import plan
from reportgen.batch.plan import Job
from reportgen.batch.work import Settings, Worked, fingerprint, work
from tests.batch.units import FOLDERS, jsonl, reports
from tests.builders import pack

SETTINGS = Settings(folders=FOLDERS)
PACK = pack("county-2021")


def job(path: Path) -> Job:
    return next(plan.make((path,)).jobs())


def worked(path: Path) -> Worked:
    return work([job(path)], SETTINGS)[0]


def test_a_finding_without_a_cell_names_the_line_of_its_unit(tmp_path: Path) -> None:
    item = reports(1)[0]
    del item["issued_on"]
    source = jsonl(tmp_path / "u.jsonl", [item])
    missing = next(finding for finding in worked(source).outcome.findings if finding.code == "C112")
    assert (missing.location.file, missing.location.line) == (str(source), 1)


def test_a_finding_without_a_cell_names_the_row_of_its_unit(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("单位名称,行政层级,单位性质,年度,r1.total\n甲局,县,部门,2023,1条\n", "utf-8")
    places = {finding.code: finding.location for finding in worked(path).outcome.findings}
    assert places["C112"].line == 2
    assert (places["S201"].cell, places["S201"].line) == ("E2", None)


def test_documents_come_back_as_bytes_where_nothing_is_staged(tmp_path: Path) -> None:
    found = worked(jsonl(tmp_path / "u.jsonl", reports(1)))
    assert found.report is not None
    assert found.report.content.startswith(b"PK")


def test_staged_documents_lie_in_the_folder(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", reports(1))
    found = work([job(source)], replace(SETTINGS, staging=tmp_path))[0]
    assert found.report is not None
    assert found.report.content == b""
    assert (tmp_path / found.report.staged).read_bytes().startswith(b"PK")


@pytest.mark.parametrize("changed", [{"draft": True}, {"version": "9"}, {"language": "en"}])
def test_a_fingerprint_hangs_on_the_settings(tmp_path: Path, changed: dict[str, object]) -> None:
    one = job(jsonl(tmp_path / "u.jsonl", reports(1)))
    other = replace(SETTINGS, **changed)  # type: ignore[arg-type]
    assert fingerprint(one, PACK, SETTINGS) != fingerprint(one, PACK, other)


def test_a_fingerprint_hangs_on_the_units_own_input_alone(tmp_path: Path) -> None:
    first, second = reports(2)
    one = job(jsonl(tmp_path / "u.jsonl", [first, second]))
    before = fingerprint(one, PACK, SETTINGS)
    jsonl(tmp_path / "u.jsonl", [first])
    assert fingerprint(one, PACK, SETTINGS) == before
    jsonl(tmp_path / "u.jsonl", [second])
    assert fingerprint(one, PACK, SETTINGS) != before
