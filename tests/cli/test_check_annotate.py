"""`check --annotate` as its users meet it: what is written, what is said, what is refused."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from reportgen.cli import app
from reportgen.packs.workbook_layout import RESULTS
from tests.conftest import Convert

ROOT = Path(__file__).resolve().parents[2]
PLANTED = ROOT / "data_examples" / "planted-errors" / "county-2021.xlsx"
CLEAN = ROOT / "data_examples" / "county" / "county-2021.xlsx"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")


def filled(folder: Path, source: Path = PLANTED, name: str = "年报.xlsx") -> Path:
    path = folder / name
    path.write_bytes(source.read_bytes())
    return path


def check(*arguments: object) -> int:
    return app.run(["check", *map(str, arguments)])


def sheets(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/workbook.xml").decode()


def test_the_copy_is_written_and_the_original_untouched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = filled(tmp_path), tmp_path / "copies" / "批注.xlsx"
    assert check(file, "--annotate", out) == 1
    assert file.read_bytes() == PLANTED.read_bytes()
    assert RESULTS in sheets(out)
    assert f"Annotated copy: {out}" in capsys.readouterr().out
    assert sorted(path.name for path in out.parent.iterdir()) == ["批注.xlsx"]


def test_checking_the_copy_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = filled(tmp_path), tmp_path / "批注.xlsx"
    check(file, "--annotate", out)
    before = capsys.readouterr().out
    assert check(out) == 1
    after = capsys.readouterr().out.replace(str(out), str(file))
    assert before == after + f"Annotated copy: {out}\n"


def test_a_clean_report_is_copied_too(tmp_path: Path) -> None:
    out = tmp_path / "批注.xlsx"
    assert check(CLEAN, "--annotate", out) == 0
    assert RESULTS in sheets(out)


def test_json_names_the_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "批注.xlsx"
    assert check(PLANTED, "--annotate", out, "--json") == 1
    data = json.loads(capsys.readouterr().out)
    assert data["output"] == str(out)
    assert data["summary"]["blocking"] > 0


@pytest.mark.slow
def test_the_copy_may_replace_an_older_copy(tmp_path: Path) -> None:
    out = tmp_path / "批注.xlsx"
    check(PLANTED, "--annotate", out)
    first = out.read_bytes()
    check(PLANTED, "--annotate", out)
    assert out.read_bytes() == first


@pytest.mark.slow
def test_a_report_of_an_unknown_year_is_annotated_as_far_as_it_was_read(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(PLANTED.read_bytes()))
    info = book["基本信息"]
    row = next(cells[0].row for cells in info.iter_rows(max_col=1) if cells[0].value == "year")
    info.cell(row, 3).value = "某年"
    file = tmp_path / "年报.xlsx"
    book.save(file)
    out = tmp_path / "批注.xlsx"
    check(file, "--annotate", out)
    comment = openpyxl.load_workbook(out)["基本信息"].cell(row, 3).comment
    assert comment is not None
    assert "S214" in comment.text


def test_a_json_report_is_refused_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(PLANTED.with_suffix(".json"), "--annotate", tmp_path / "批注.xlsx") == 2
    said = capsys.readouterr().err
    assert "D201" in said
    assert "save it as .xlsx" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_workbooks_are_refused_with_what_to_do(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], convert: Convert
) -> None:
    assert check(convert(PLANTED, kind), "--annotate", tmp_path / "批注.xlsx") == 2
    said = capsys.readouterr().err
    assert "D201" in said
    assert f".{kind}" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["批注.xlsm", "批注.docx", "批注"])
def test_another_ending_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(PLANTED, "--annotate", tmp_path / name) == 2
    assert "D202" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_with_macros_stays_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "年报.xlsm"
    kinds = b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", b"vnd.ms-excel.sheet.macroEnabled.main"
    with zipfile.ZipFile(PLANTED) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(*kinds) if name.startswith("[") else source.read(name))
    assert check(file, "--annotate", tmp_path / "批注.xlsx") == 2
    assert "D202" in capsys.readouterr().err
    assert check(file, "--annotate", tmp_path / "批注.xlsm") == 1


def test_no_input_is_ever_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, previous = filled(tmp_path), filled(tmp_path, CLEAN, "去年.xlsx")
    link = tmp_path / "别名.xlsx"
    link.hardlink_to(file)
    for target in (file, tmp_path / "." / "年报.xlsx", link, previous):
        assert check(file, "--previous", previous, "--annotate", target) == 2
        assert "D203" in capsys.readouterr().err
    assert file.read_bytes() == PLANTED.read_bytes()
    assert previous.read_bytes() == CLEAN.read_bytes()


def test_one_copy_is_of_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(PLANTED, CLEAN, "--annotate", tmp_path / "批注.xlsx") == 2
    assert "--annotate" in capsys.readouterr().err


def test_what_cannot_be_read_is_not_copied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "批注.xlsx"
    assert check(tmp_path / "没有.xlsx", "--annotate", out) == 3
    assert "No annotated copy" in capsys.readouterr().err
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_exit_code_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "批注.xlsx").mkdir()
    assert check(PLANTED, "--annotate", tmp_path / "批注.xlsx") == 4
    captured = capsys.readouterr()
    assert "D105" in captured.err
    assert "C201" in captured.out
    assert check(PLANTED, "--annotate", tmp_path / "批注.xlsx", "--json") == 4
    codes = {item["code"] for item in json.loads(capsys.readouterr().out)["findings"]}
    assert {"C201", "D105"} <= codes
