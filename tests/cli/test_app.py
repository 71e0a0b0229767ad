"""The command line as its users meet it: exit codes, streams, languages, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.cli import app

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "data_examples" / "municipal" / "municipal-2008.json"
pytestmark = pytest.mark.slow


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, in English unless the test says otherwise."""
    env = {**os.environ, "REPORTGEN_LANG": "en", "PYTHONUTF8": "1", **environment}
    command = [sys.executable, "-m", "reportgen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False, cwd=ROOT)


def with_figure(tmp_path: Path, row: str, column: str, value: object) -> Path:
    """The example with one figure changed."""
    data = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    data["figures"]["statistics"][row][column] = value
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_clean_report_is_exit_code_0() -> None:
    result = run("check", str(EXAMPLE))
    assert result.returncode == 0, result.stdout
    assert result.stderr == ""


def test_a_blocking_finding_is_exit_code_1_and_named_at_its_place(tmp_path: Path) -> None:
    result = run("check", str(with_figure(tmp_path, "5", "annual", 580)), "--lang", "zh")
    assert result.returncode == 1
    assert "C201 error" in result.stdout
    assert "pub5" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("frob",),
        ("check",),
        ("check", "--frob", "x.json"),
        ("new", "--level", "municipal", "--year", "abc", "-o", "x.xlsx"),
        ("new", "--level", "galactic", "--year", "2012", "-o", "x.xlsx"),
        ("explain", "C999"),
        ("check", "a.json", "b.json", "--previous", "c.json"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wrong_call_is_exit_code_2_and_says_why_on_stderr(arguments: tuple[str, ...], language: str) -> None:
    result = run(*arguments, REPORTGEN_LANG=language)
    assert result.returncode == 2
    assert result.stdout == ""
    assert len(result.stderr.strip()) > 10
    assert "Traceback" not in result.stderr


def test_a_missing_file_is_exit_code_3() -> None:
    result = run("build", "nothing-here.xlsx")
    assert result.returncode == 3
    assert "nothing-here.xlsx" in result.stderr


def test_an_output_that_cannot_be_written_is_exit_code_4(tmp_path: Path) -> None:
    result = run("build", str(EXAMPLE), "-o", str(EXAMPLE / "report.docx"))
    assert result.returncode == 4, result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def test_a_mistake_of_ours_is_exit_code_5_and_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("reportgen.pipeline.read", fail)
    monkeypatch.delenv("REPORTGEN_DEBUG", raising=False)
    assert app.run(["build", str(EXAMPLE)]) == 5
    captured = capsys.readouterr()
    assert "X001" in captured.err
    assert "planted" in captured.err
    assert captured.out == ""


def test_ctrl_c_is_exit_code_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reportgen.pipeline.read", interrupt)
    assert app.run(["build", str(EXAMPLE)]) == 130


def test_json_is_all_there_is_on_stdout(tmp_path: Path) -> None:
    result = run("check", str(with_figure(tmp_path, "5", "annual", 580)), "--json")
    data = json.loads(result.stdout)
    assert data["version"] == 1
    assert data["summary"]["blocking"] >= 1
    finding = next(item for item in data["findings"] if item["rule"] == "pub5")
    assert finding["code"] == "C201"
    assert finding["facts"]["found"] == "580"
    assert finding["location"]["pointer"] == "/figures/statistics/5/annual"


def test_an_unreadable_file_is_json_too(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    result = run("check", str(broken), "--json")
    assert result.returncode == 3
    assert json.loads(result.stdout)["summary"]["error"] == 1


def test_one_unreadable_file_does_not_hide_what_is_wrong_in_the_others(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    result = run("check", str(broken), str(with_figure(tmp_path, "5", "annual", 580)))
    assert result.returncode == 3
    assert "pub5" in result.stdout
    assert "broken.json" in result.stdout


def test_the_findings_match_their_published_schema(tmp_path: Path) -> None:
    schema = json.loads(run("schema", "findings").stdout)
    data = json.loads(run("check", str(with_figure(tmp_path, "5", "annual", 580)), "--json").stdout)
    allowed = set(schema["properties"]["findings"]["items"]["properties"])
    places = set(schema["properties"]["findings"]["items"]["properties"]["location"]["properties"])
    for finding in data["findings"]:
        assert set(finding) <= allowed
        assert set(finding["location"]) <= places


def test_a_report_with_errors_is_refused_and_a_draft_says_so(tmp_path: Path) -> None:
    source = with_figure(tmp_path, "5", "annual", 580)
    target = tmp_path / "report.docx"
    refused = run("build", str(source), "-o", str(target))
    assert refused.returncode == 1
    assert not target.exists()
    drafted = run("build", str(source), "-o", str(target), "--draft")
    assert drafted.returncode == 1
    assert target.exists()


def test_a_clean_report_is_built_and_named_after_unit_and_year(tmp_path: Path) -> None:
    unit = json.loads(EXAMPLE.read_text(encoding="utf-8"))["unit"]["name"]
    result = run("build", str(EXAMPLE), "-o", str(tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [f"{unit}2012年政府信息公开工作年度报告.docx"]


def test_the_input_is_never_touched(tmp_path: Path) -> None:
    source = with_figure(tmp_path, "5", "annual", 580)
    before = (source.read_bytes(), source.stat().st_mtime_ns)
    run("check", str(source))
    run("build", str(source), "-o", str(tmp_path / "x.docx"), "--draft")
    assert (source.read_bytes(), source.stat().st_mtime_ns) == before


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
def test_no_console_makes_it_fail(tmp_path: Path, encoding: str) -> None:
    source = with_figure(tmp_path, "5", "annual", "１２𠮷件")
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "REPORTGEN_LANG": "zh"}
    for arguments in (["check", str(source)], ["check", str(source), "--json"], ["--help"]):
        command = [sys.executable, "-m", "reportgen", *arguments]
        result = subprocess.run(command, capture_output=True, env=env, check=False, cwd=ROOT)
        assert result.returncode in {0, 1}
        assert b"Traceback" not in result.stderr
        if "--json" in arguments:
            assert json.loads(result.stdout.decode(encoding))


def test_messages_follow_the_locale_and_codes_do_not() -> None:
    chinese = run("explain", "C201", REPORTGEN_LANG="", LC_ALL="zh_CN.UTF-8")
    english = run("explain", "C201", REPORTGEN_LANG="", LC_ALL="C.UTF-8")
    assert chinese.stdout.startswith("C201")
    assert english.stdout.startswith("C201")
    assert chinese.stdout != english.stdout


def test_no_colour_where_nobody_looks(tmp_path: Path) -> None:
    assert "\033" not in run("check", str(with_figure(tmp_path, "5", "annual", 580))).stdout


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_answers_help(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", language)
    assert app.run(["--help"]) == 0
    overview = capsys.readouterr().out
    for command in ("new", "build", "check", "audit", "explain", "batch", "consolidate", "rollover", "pack", "schema"):
        assert command in overview
        assert app.run([command, "--help"]) == 0
        assert "--help" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_results_that_cannot_be_printed_are_exit_code_4_and_a_sentence(more: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "reportgen", "check", str(EXAMPLE), *more]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT)
    assert result.returncode == 4
    assert "D110" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.slow
def test_a_reader_that_has_gone_is_no_failure() -> None:
    command = [sys.executable, "-m", "reportgen", "pack", "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 0
