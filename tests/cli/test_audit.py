"""`audit` on finished reports: our own documents are clean, a changed one is not, what is no report is refused."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from reportgen.cli import app

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"


def changed(source: Path, target: Path, old: str, new: str) -> Path:
    """The document with a text of its body changed, as somebody would in Word."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    return target


@pytest.mark.slow
@pytest.mark.parametrize("name", ["municipal-2008", "county-2014", "county-2021", "township-government-2021"])
def test_a_report_made_here_is_clean(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["audit", str(GOLDEN / f"{name}.docx"), "--lang", "en"]) == 0, capsys.readouterr().out


@pytest.mark.slow
def test_a_text_changed_in_word_is_held_against_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = changed(GOLDEN / "municipal-2008.docx", tmp_path / "changed.docx", "公开政府信息579条", "公开政府信息597条")
    assert app.run(["audit", str(path), "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [item["code"] for item in findings if item["severity"] != "note"]
    assert any("597" in item["message"] for item in findings)


@pytest.mark.slow
def test_what_was_read_is_written_as_a_workbook_that_builds(tmp_path: Path) -> None:
    workbook = tmp_path / "read.xlsx"
    assert app.run(["audit", str(GOLDEN / "county-2021.docx"), "--to-workbook", str(workbook)]) == 0
    assert app.run(["build", str(workbook), "-o", str(tmp_path / "again.docx")]) == 0


def test_last_years_finished_report_will_do_as_previous(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads((ROOT / "data_examples" / "county" / "county-2021.json").read_text(encoding="utf-8"))
    data["year"] += 1
    data["issued_on"] = data["issued_on"].replace("2024", "2025")
    path = tmp_path / "next.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    app.run(["check", str(path), "--previous", str(GOLDEN / "county-2021.docx"), "--json"])
    rules = {item.get("rule") for item in json.loads(capsys.readouterr().out)["findings"]}
    assert "x-year-carry" in rules


def test_what_is_no_report_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("各位同事：\n明天上午九点开会。\n", encoding="utf-8")
    assert app.run(["audit", str(path)]) == 3
    assert "S3" in capsys.readouterr().out


def test_one_workbook_for_several_reports_is_a_wrong_call(tmp_path: Path) -> None:
    first, second = tmp_path / "1.docx", tmp_path / "2.docx"
    for path in (first, second):
        shutil.copy(GOLDEN / "county-2021.docx", path)
    assert app.run(["audit", str(first), str(second), "--to-workbook", str(tmp_path / "x.xlsx")]) == 2
