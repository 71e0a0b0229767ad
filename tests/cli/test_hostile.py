"""Inputs that once broke the program: each ends in a sentence, none in an internal error."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from reportgen.cli.app import run
from tests.builders import TEMPLATES

EXAMPLE = TEMPLATES.parent / "data_examples" / "county" / "county-2021.json"


def built(tmp_path: Path, change: dict[str, Any], text: tuple[str, str] | None = None) -> int:
    """The exit code of building the example with that changed, in its data or in the bytes of its file."""
    data = json.loads(EXAMPLE.read_text(encoding="utf-8")) | change
    content = json.dumps(data, ensure_ascii=False)
    if text is not None:
        assert text[0] in content
        content = content.replace(*text, 1)
    source = tmp_path / "年报.json"
    source.write_text(content, encoding="utf-8")
    return run(["build", str(source), "-o", str(tmp_path / "年报.docx")])


@pytest.mark.parametrize(
    "words",
    ["主动公开信息11111111111111111111111111111条", "收到申请百万亿亿亿亿件", "培训11111111111111111111111111111亿人次",
     "同比增长99999999999999999999999999999999.5%"],
)  # fmt: skip
def test_a_number_of_any_length_in_a_text_is_told(
    tmp_path: Path, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    narrative = json.loads(EXAMPLE.read_text(encoding="utf-8")).get("narrative", {})
    assert built(tmp_path, {"narrative": {**narrative, "overview": [f"2023年，我局{words}。"]}}) == 1
    captured = capsys.readouterr()
    assert "X001" not in captured.out + captured.err


@pytest.mark.parametrize("pack", ["../../evil", "/etc/passwd", "..", "a/b", "county-2021/../county-2014", "x" * 300])
def test_a_pack_is_an_id_and_never_a_path(tmp_path: Path, pack: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert built(tmp_path, {"pack": pack}) in {1, 3}
    assert "X001" not in capsys.readouterr().err


@pytest.mark.parametrize("year", [9999, 1, -2023, 10**30, "99999", 2101, 1989])
def test_a_year_of_which_there_are_no_reports_is_told(
    tmp_path: Path, year: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert built(tmp_path, {"year": year}) in {1, 3}
    captured = capsys.readouterr()
    assert "S214" in captured.out + captured.err


@pytest.mark.parametrize("number", ["1e99999999999999999999", "-1e-99999999999999999999", "1E+400", "9" * 5000])
def test_a_number_of_any_exponent_is_told(tmp_path: Path, number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert built(tmp_path, {"marker": "here"}, ('"here"', number)) in {0, 1, 3}
    captured = capsys.readouterr()
    assert "X001" not in captured.out + captured.err


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "from: 2024-02-31\n",
        "x: " + "[" * 900 + "]" * 900 + "\n",
        "a: &a [1]\n" + "".join(f"b{n}: *a\n" for n in range(40)),
    ],
)
def test_yaml_that_would_take_the_program_with_it_is_told_at_its_file(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("county-2021", "forms"):
        shutil.copytree(TEMPLATES / name, tmp_path / name)
    file = tmp_path / "county-2021" / "pack.yaml"
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    assert run(["pack", "lint", "county-2021", "--packs", str(tmp_path)]) == 1
    captured = capsys.readouterr()
    assert "P101" in captured.out + captured.err


@pytest.mark.parametrize("year", ["99999999999999999999999", "-1", "1989", "2101"])
def test_a_workbook_for_no_year_is_refused(tmp_path: Path, year: str) -> None:
    call = ["new", "--level", "county", "--body", "department", "--year", year, "-o", str(tmp_path / "a.xlsx")]
    assert run(call) == 2
