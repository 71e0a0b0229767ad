"""A pack whose template goes beyond the plan: linted, tried, printed and batched like any other, and told of once."""

from pathlib import Path
from shutil import copytree

import pytest

from reportgen import pipeline
from reportgen.batch.outcome import Status
from reportgen.cli import app
from reportgen.findings import Finding, Severity
from reportgen.packcheck.making import preview
from reportgen.packcheck.making.sample_data import KINDS
from reportgen.packcheck.template import lint
from reportgen.packcheck.template.annotate import annotated
from reportgen.packs import load
from tests.batch.units import done, jsonl, reports, results
from tests.builders import TEMPLATES, pack
from tests.packcheck.template.editing import Edit, edited, inserted, replaced
from tests.render.fill import beyond

NOW = "county-2021"
EDITS = [
    beyond.EDITS[name]
    for name in (
        "set a paragraph",
        "loop",
        "vertical merge",
        "horizontal merge",
        "colour",
        "figures side by side",
        "join",
    )
]
EXAMPLE = TEMPLATES.parent / "data_examples" / "county" / "county-2021.json"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with the pack in force, its template edited."""
    copytree(TEMPLATES / NOW, tmp_path / "own" / NOW)
    copytree(TEMPLATES / "forms", tmp_path / "own" / "forms")
    (tmp_path / "own" / NOW / "report.docx").write_bytes(edited(NOW, *EDITS))
    return tmp_path / "own"


def looked_at(*edits: Edit) -> list[Finding]:
    return list(lint.template(edited(NOW, *edits), pack(NOW), "report.docx"))


@pytest.mark.thorough
@pytest.mark.parametrize("name", [name for name in beyond.EDITS if "shape" not in name])
def test_each_construct_is_a_note_at_its_place_and_nothing_else(name: str) -> None:
    found = looked_at(beyond.EDITS[name])
    assert {(item.code, item.severity) for item in found} == {("R115", Severity.NOTE)}
    assert all(item.location.place for item in found)
    assert all("{" in str(item.facts["tag"]) for item in found)


@pytest.mark.slow
def test_the_note_stands_in_the_annotated_copy_too() -> None:
    content = edited(NOW, *EDITS)
    faults = lint.faults(content, pack(NOW), "report.docx")
    assert all(fault.element is not None for fault in faults)
    assert annotated(content, faults, "zh")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edit", "code", "place"),
    [
        (replaced("{{ title }}", "{{ titel|upper }}"), "P211", "正文"),
        (replaced("{{ title }}", "{{ title if draft else unit_name }}"), "P211", "正文"),
        (replaced("{{ m1.issued }}", "{{ m1.issued|trim }}"), "P212", "正文"),
        (inserted("{{ signature }}", "{% set year = title %}"), "R117", "正文"),
        (inserted("{{ signature }}", "{% for c, f in m11|items %}{{ f }}{% endfor %}"), "P211", "正文"),
        (inserted("{{ signature }}", "{% for c, f in preface|items %}{{ f }}{% endfor %}"), "P221", "正文"),
        (replaced("{{ date }}", "{{ year if date else year }}"), "P212", "正文"),
        (inserted("{{ signature }}", "{{ preface|upper }}"), "P222", "正文"),
        (inserted("{{ signature }}", "{{ overview|trim }}"), "P211", "正文"),
        (inserted("{{ signature }}", "{{ title|join(attribute='text') }}"), "P221", "正文"),
        (beyond.table("{% colspan title %}甲|乙"), "R116", "表1 第1行第1列"),
        (beyond.table("{% cellbg '红' %}甲|乙|丙"), "R116", "表1 第1行第1列"),
        (inserted("{{ signature }}", "{{ loop.index }}"), "R105", "正文"),
        (inserted("{{ signature }}", "{% vm %}"), "R105", "正文"),
        (beyond.table("甲|{%tc if year %}乙|丙|{%tc endif %}"), "P234", "表1 第1行第2列"),
        (beyond.table("甲|{%tc if year %}|丙", "丁|{%tc endif %}|戊"), "P235", "表1 第1行第2列"),
        (beyond.table("甲|{%tc if year %}|丙"), "P213", "表1 第1行第2列"),
        (inserted("{{ signature }}", "{%r if year %}", "文", "{%r endif %}"), "R104", "正文"),
    ],
)
def test_what_cannot_be_filled_is_refused_at_its_place(edit: Edit, code: str, place: str) -> None:
    found = {item.code: item for item in looked_at(edit)}
    assert code in found, sorted(found)
    assert found[code].severity is Severity.ERROR
    assert (found[code].location.place or "").startswith(place)


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_made_up_reports_are_printed_and_proven(own: Path, kind: str) -> None:
    made = preview.preview(load(NOW, (own,)), kind)
    assert made.docx is not None
    assert [item for item in made.findings if item.is_blocking] == []


@pytest.mark.slow
def test_lint_and_cases_pass(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["pack", "lint", str(own / NOW), "--lang", "zh"]) == 0
    assert "按docxtpl的方式填写" in capsys.readouterr().out
    assert app.run(["pack", "test", str(own / NOW)]) == 0


@pytest.mark.slow
def test_a_report_is_built_with_one_note(own: Path, tmp_path: Path) -> None:
    outcome = pipeline.make(pipeline.read(EXAMPLE, (own,)))
    assert outcome.docx is not None
    assert [item.code for item in outcome.notes] == ["R115"]
    assert all(item.code != "R115" for item in outcome.findings)
    assert pipeline.make(pipeline.read(EXAMPLE, (TEMPLATES,))).notes == ()


@pytest.mark.slow
def test_build_tells_of_it(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = str(tmp_path / "a.docx")
    assert app.run(["build", str(EXAMPLE), "--packs", str(own), "-o", output, "--lang", "en"]) == 0
    assert capsys.readouterr().out.count("docxtpl's way") == 1


@pytest.mark.slow
def test_a_batch_tells_of_it_once_and_its_bytes_hang_on_nothing_else(own: Path, tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", reports(6))
    seen: list[str] = []
    report = done(
        source,
        tmp_path / "one",
        folders=(own,),
        seen=lambda outcome, tally: seen.extend(i.code for i in outcome.findings),
    )
    assert report.tally.statuses == {Status.WRITTEN: 6}
    assert [item.code for item in report.findings if item.code.startswith("R")] == ["R115"]
    assert "R115" not in seen
    again = done(source, tmp_path / "two", folders=(own,), jobs=2)
    assert [item.code for item in again.findings if item.code.startswith("R")] == ["R115"]
    assert results(tmp_path / "one") == results(tmp_path / "two")
