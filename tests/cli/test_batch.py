"""The commands batch, consolidate and rollover as users meet them: exit codes, output, Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reportgen.cli.app import run
from tests.batch.units import jsonl, reports
from tests.builders import TEMPLATES

ROOT = TEMPLATES.parent
UNITS = reports(4)
BROKEN = json.loads(json.dumps(UNITS[0]))
BROKEN["figures"]["t3"]["r1"]["total"] += 1


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Calls a command with its output in the test's folder; gives the exit code."""
    monkeypatch.setenv("REPORTGEN_PACKS", str(TEMPLATES))
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    return lambda *arguments: run([str(item) for item in arguments])


@pytest.mark.slow
def test_a_clean_batch_ends_with_0(call: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = jsonl(tmp_path / "u.jsonl", UNITS)
    assert call("batch", source, "-o", tmp_path / "out") == 0
    assert "4 of 4 units: 4 reports written" in capsys.readouterr().out
    assert (tmp_path / "out" / "汇总.xlsx").is_file()


@pytest.mark.slow
def test_a_batch_with_a_blocked_unit_ends_with_1_and_shows_why(
    call: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = jsonl(tmp_path / "u.jsonl", [BROKEN, *UNITS[1:]])
    assert call("batch", source, "-o", tmp_path / "out", "--jobs", 1) == 1
    output = capsys.readouterr().out
    assert f"{source}:1:1#/figures/t3/r1/total  C201 error" in output
    assert "3 reports written, 0 drafts, 1 held up by findings" in output


@pytest.mark.slow
def test_json_is_one_document_with_the_findings_of_all_units(
    call: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = jsonl(tmp_path / "u.jsonl", [BROKEN, *UNITS[1:], "{broken"])
    assert call("batch", source, "-o", tmp_path / "out", "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["units"] == {"total": 5, "done": 5, "kept": 0, "written": 3, "blocked": 1, "failed": 1}
    assert {"C201", "S114"} <= {item["code"] for item in document["findings"]}
    assert document["summary"]["error"] == sum(item["severity"] == "error" for item in document["findings"])
    assert document["output"].endswith("汇总.xlsx")


@pytest.mark.slow
def test_a_second_run_without_resume_is_a_usage_error(call: Any, tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", UNITS[:1])
    assert call("batch", source, "-o", tmp_path / "out") == 0
    assert call("batch", source, "-o", tmp_path / "out") == 2
    assert call("batch", source, "-o", tmp_path / "out", "--resume") == 0


def test_a_source_that_is_not_there_ends_with_3(call: Any, tmp_path: Path) -> None:
    assert call("batch", tmp_path / "nothing", "-o", tmp_path / "out") == 3


def test_an_output_that_is_a_file_ends_with_4(call: Any, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    assert call("batch", jsonl(tmp_path / "u.jsonl", UNITS[:1]), "-o", tmp_path / "out") == 4


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_finishes_what_is_in_hand_and_says_how_to_go_on(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", reports(200))
    command = [sys.executable, "-m", "reportgen", "batch", str(source), "-o", str(tmp_path / "out"), "--lang", "en"]
    environment = {**os.environ, "REPORTGEN_PACKS": str(TEMPLATES)}
    with subprocess.Popen([*command, "--jobs", "1"], cwd=ROOT, env=environment, stderr=subprocess.PIPE) as process:
        journal = tmp_path / "out" / ".reportgen" / "journal.jsonl"
        while process.poll() is None and (not journal.exists() or journal.read_bytes().count(b"\n") < 50):
            pass
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130
    assert "--resume" in said
    assert 50 <= len(list((tmp_path / "out").rglob("*.docx"))) < 200
    again = subprocess.run(
        [*command, "--resume"], cwd=ROOT, env=environment, capture_output=True, timeout=120, check=True
    )
    assert b"200 of 200 units" in again.stdout


@pytest.mark.slow
def test_consolidate_writes_the_parents_workbook(call: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = jsonl(tmp_path / "u.jsonl", UNITS)
    call("consolidate", source, "-o", tmp_path / "sum.xlsx", "--unit", "松岭县人民政府", "--json")
    document = json.loads(capsys.readouterr().out)
    assert document["output"] == str(tmp_path / "sum.xlsx")
    assert call("check", tmp_path / "sum.xlsx") == 1
    assert "C112" in capsys.readouterr().out


@pytest.mark.slow
def test_rollover_names_the_rows_that_end(call: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    of_2018 = reports(2, pack_id="county-2014")
    for item in of_2018:
        item["year"], item["issued_on"] = 2018, "2019-01-20"
        item.pop("previous", None)
    source = jsonl(tmp_path / "u.jsonl", of_2018)
    assert call("rollover", source, "-o", tmp_path / "next") == 0
    output = capsys.readouterr().out
    assert output.count("B401") == 1
    assert len(list((tmp_path / "next").glob("*2019年填报表.xlsx"))) == 2


def test_rollover_of_several_units_needs_a_folder(call: Any, tmp_path: Path) -> None:
    assert call("rollover", jsonl(tmp_path / "u.jsonl", UNITS), "-o", tmp_path / "next.xlsx") == 2
