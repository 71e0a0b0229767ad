"""`reportgen pack` as maintainers meet it: exit codes, places, JSON, an own folder beside the installed packs."""

import json
import shutil
from pathlib import Path

import pytest

from reportgen.cli import app
from tests.builders import TEMPLATES
from tests.packcheck.template.editing import edited, replaced


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a pack of the office's own that stands in for the installed one."""
    assert app.run(["pack", "new", "county-2021", "--extends", "county-2021", "-o", str(tmp_path / "own")]) == 0
    return tmp_path / "own"


@pytest.mark.slow
def test_a_clean_pack_is_exit_code_0_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["pack", "lint", "county-2021", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "No findings.\n"


@pytest.mark.slow
def test_a_fault_is_exit_code_1_with_place_and_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(edited("county-2014", replaced("{{ r1_1.count }}", "{{ r1_1.cuont }}")))
    assert app.run(["pack", "lint", str(path), "--pack", "county-2014", "--lang", "zh"]) == 1
    output = capsys.readouterr().out
    assert "表1 第3行第3列  P211 error  {{ r1_1.cuont }}：没有叫 r1_1.cuont 的内容，最接近的是 r1_1.count" in output


def test_json_is_all_that_stands_on_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(edited("county-2014", replaced("{{ title }}", "{{ titel }}")))
    copy = tmp_path / "copy.docx"
    arguments = ["pack", "lint", str(path), "--pack", "county-2014", "--json", "--annotate", str(copy)]
    assert app.run(arguments) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["output"] == str(copy)
    assert copy.is_file()
    assert data["findings"][0]["location"]["place"] == "正文 > 第1段"
    assert data["summary"]["blocking"] == 1


def test_the_original_is_never_touched(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(edited("county-2014", replaced("{{ title }}", "{{ titel }}")))
    before = path.read_bytes()
    app.run(["pack", "lint", str(path), "--pack", "county-2014", "--annotate", str(tmp_path / "copy.docx")])
    assert path.read_bytes() == before


@pytest.mark.slow
def test_annotating_a_folder_of_packs_is_a_wrong_call(own: Path, tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES / "county-2014", own / "county-2014")
    assert app.run(["pack", "lint", str(own), "--annotate", str(tmp_path / "copy.docx")]) == 2


@pytest.mark.slow
def test_an_own_pack_stands_in_for_the_installed_one(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert app.run(["pack", "list", "--packs", str(own)]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert "本单位格式" in lines["county-2021"]
    assert len(lines) == len(list(TEMPLATES.glob("*/pack.yaml")))


@pytest.mark.slow
def test_packs_are_found_through_the_environment(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REPORTGEN_PACKS", str(own))
    capsys.readouterr()
    assert app.run(["pack", "show", "county-2021"]) == 0
    assert str(own) in capsys.readouterr().out


@pytest.mark.slow
def test_packs_are_found_in_the_templates_of_the_current_folder(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own.rename(own.parent / "templates")
    monkeypatch.chdir(own.parent)
    capsys.readouterr()
    assert app.run(["pack", "show", "county-2021"]) == 0
    assert "本单位格式" in capsys.readouterr().out


@pytest.mark.slow
def test_a_broken_pack_disturbs_no_other(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "county-2021" / "pack.yaml").write_text("id: [", encoding="utf-8")
    (own / "county-2022").mkdir()
    (own / "county-2022" / "pack.yaml").write_bytes(b"\xff\xfe\x00")
    capsys.readouterr()
    assert app.run(["pack", "list", "--packs", str(own)]) == 3
    output = capsys.readouterr()
    assert len(output.out.splitlines()) == len(list(TEMPLATES.glob("*/pack.yaml"))) - 1
    assert str(own / "county-2021" / "pack.yaml") in output.err
    for level, year in (("municipal", "2021"), ("county", "2016"), ("provincial", "2019")):
        book = tmp_path / f"{level}.xlsx"
        assert app.run(["new", "--level", level, "--year", year, "--packs", str(own), "-o", str(book)]) == 0


def test_a_folder_of_packs_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["pack", "list", "--packs", str(tmp_path / "nowhere")]) == 3
    assert "P117" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ("pack", "new", "county-2024", "-o", "x"),
        ("pack", "new", "county-2024", "-o", "x", "--extends", "county-2021", "--rows", "x.xlsx"),
        ("pack", "preview", "county-2021", "--kind", "pretty"),
    ],
)
def test_a_wrong_call_is_exit_code_2(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert app.run(list(arguments)) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("pack_id", "extends", "code"),
    [("my-pack", "county-2021", "P276"), ("county-2024", "county-2044", "P108")],
)
def test_a_pack_that_cannot_be_made_says_why(
    pack_id: str, extends: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["pack", "new", pack_id, "--extends", extends, "-o", str(tmp_path / "own")]) == 3
    assert code in capsys.readouterr().err
    assert not (tmp_path / "own").exists()


@pytest.mark.slow
def test_a_pack_for_another_level_takes_what_fits(tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert app.run(["pack", "new", "municipal-2024", "--extends", "county-2021", "-o", str(own)]) == 0
    text = (own / "municipal-2024" / "pack.yaml").read_text(encoding="utf-8")
    assert 'level: "municipal"' in text
    assert "years: {first: 2024}" in text
    assert app.run(["pack", "lint", str(own / "municipal-2024")]) == 0
    assert app.run(["pack", "test", str(own / "municipal-2024")]) == 0


@pytest.mark.slow
def test_a_failing_case_is_exit_code_1_and_shows_the_difference(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = own / "county-2021" / "cases" / "wrong.yaml"
    case.write_text('name: "错"\nyear: 2022\nexpect: {words: ["从未写过"]}\n', encoding="utf-8")
    capsys.readouterr()
    assert app.run(["pack", "test", str(own / "county-2021"), "--lang", "en"]) == 1
    output = capsys.readouterr().out
    assert "FAIL  county-2021/wrong\n      - “从未写过”" in output
    assert "2 cases, 1 failed." in output


def test_fields_as_json_name_each_tag(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["pack", "fields", "county-2021", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    tags = {item["tag"]: item for item in data["names"]}
    assert tags["{{ r3_3_1.total }}"]["unit"] == "件"
    assert tags["{{ r3_3_1.total }}"]["where"] == "表三 依申请公开"
    assert "{%p for p in requests.body %}" in tags


@pytest.mark.slow
def test_no_difference_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["pack", "diff", "county-2021", "county-2021", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "No differences.\n"


@pytest.mark.slow
def test_a_preview_is_written_where_it_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    arguments = ["pack", "preview", "county-2021", "--kind", "extreme", "--no-pages", "-o", str(folder)]
    assert app.run(arguments) == 0
    assert [path.name for path in folder.iterdir()] == ["county-2021-extreme.docx"]
