"""No final report is made with a pack in which the lint finds an error; a draft is."""

import shutil
from pathlib import Path

import pytest

from reportgen import pipeline, remembered
from reportgen.packcheck import gate, read_back
from reportgen.packs import load, load_directory
from reportgen.packs.shelf import pack_named
from tests import builders
from tests.packcheck.template.editing import Edit, edited, replaced

COUNTY = "county-2021"


def own(folder: Path, *edits: Edit) -> Path:
    """A folder of packs with a copy of the county's, its template changed so."""
    for name in (COUNTY, "forms"):
        shutil.copytree(builders.TEMPLATES / name, folder / name)
    (folder / COUNTY / "report.docx").write_bytes(edited(COUNTY, *edits))
    return folder


def reading(folder: Path) -> pipeline.Reading:
    """A report without a mistake, to be made with the pack of that folder."""
    pack = pack_named(COUNTY, (folder,))
    return pipeline.Reading(builders.report(pack, figures=builders.zero_figures(pack)), pack)


@pytest.mark.slow
def test_what_lint_calls_an_error_keeps_the_report_from_being_made(tmp_path: Path) -> None:
    of = reading(own(tmp_path, replaced("{{ title }}", "{{ title }}20XX")))
    outcome = pipeline.make(of)
    assert outcome.docx is None
    assert outcome.is_blocked
    assert [item.code for item in outcome.findings if item.code[0] == "R"] == ["R119"]
    assert [item.code for item in outcome.notes] == ["P241"]


@pytest.mark.slow
def test_a_draft_is_made_all_the_same(tmp_path: Path) -> None:
    of = reading(own(tmp_path, replaced("{{ title }}", "{{ title }}20XX")))
    assert pipeline.make(of, draft=True).docx is not None


@pytest.mark.slow
def test_a_mended_template_is_looked_at_again(tmp_path: Path) -> None:
    folder = own(tmp_path, replaced("{{ title }}", "{{ title }}20XX"))
    assert gate.errors(reading(folder).pack)
    (folder / COUNTY / "report.docx").write_bytes(edited(COUNTY))
    assert gate.errors(reading(folder).pack) == ()
    (folder / COUNTY / "report.docx").write_bytes(edited(COUNTY, replaced("{{ title }}", "{{ title }}××")))
    assert gate.errors(reading(folder).pack)


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", builders.EACH_PACK)
def test_the_shipped_packs_pass(pack_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_STATE", str(tmp_path))
    assert gate.errors(load(pack_id, (builders.TEMPLATES,))) == ()
    assert len(remembered.path_of("sound").read_text().split()) == 1


@pytest.mark.slow
def test_a_pack_found_sound_is_not_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_STATE", str(tmp_path / "state"))
    folder = own(tmp_path)
    assert gate.errors(load_directory(folder / COUNTY, (folder,))) == ()
    monkeypatch.setattr(gate, "_looked_at", lambda *_: pytest.fail("looked at again"))
    assert gate.errors(load_directory(folder / COUNTY, (folder,))) == ()


@pytest.mark.slow
def test_a_report_that_reads_back_otherwise_is_told(tmp_path: Path) -> None:
    of = reading(own(tmp_path, replaced("{{ title }}", "{{ unit_name }}{{ previous_year }}年政府信息公开工作年度报告")))
    found = read_back.differences(of.pack)
    assert [(item.code, item.facts["what"]) for item in found] == [("P256", "报告年度")]
    assert pipeline.make(of).docx is None
