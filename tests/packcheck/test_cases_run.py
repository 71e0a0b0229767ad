"""Cases of a pack, run as `pack test` runs them."""

import shutil
from pathlib import Path

from reportgen.packcheck.cases import run, run_all
from reportgen.packs import load_directory
from tests.builders import TEMPLATES, pack

_HEAD = "name: 例\nyear: 2012\n"


def case(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(_HEAD + text, encoding="utf-8")
    return path


def test_a_case_holds_when_its_findings_and_words_come(tmp_path: Path) -> None:
    text = 'figures: {"20.annual": 2, "20.cumulative": 2, "20.1.cumulative": 2}\nexpect:\n  findings:\n'
    text += '    - {code: "C201", rule: "apply", scope: "annual"}\n  words: ["示例单位"]\n'
    assert run(case(tmp_path, text), pack("county-2008")).holds


def test_a_finding_that_was_not_expected_is_a_difference(tmp_path: Path) -> None:
    result = run(
        case(tmp_path, 'figures: {"20.annual": 2, "20.cumulative": 2, "20.1.cumulative": 2}\n'), pack("county-2008")
    )
    assert [line[:7] for line in result.differences] == ["+ C201 "]


def test_words_that_do_not_come_are_a_difference(tmp_path: Path) -> None:
    result = run(case(tmp_path, 'expect: {words: ["从未写过的话"]}\n'), pack("county-2008"))
    assert result.differences == ("- “从未写过的话”",)


def test_a_case_about_a_cell_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    result = run(case(tmp_path, 'figures: {"20.anual": 2}\n'), pack("county-2008"))
    assert [(item.code, item.facts["nearest"]) for item in result.findings] == [("P107", "20.annual")]
    assert not result.holds


def test_a_template_that_cannot_be_filled_fails_its_cases(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES / "county-2008", tmp_path / "county-2008")
    (tmp_path / "county-2008" / "report.docx").write_bytes(b"no zip")
    broken = load_directory(tmp_path / "county-2008", (TEMPLATES,))
    assert [result.holds for result in run_all(broken)] == [False] * len(list(run_all(broken)))
    assert {item.code for result in run_all(broken) for item in result.findings} == {"R101"}
