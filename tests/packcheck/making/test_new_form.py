"""A form nobody has seen before, from a spreadsheet to the proven document, without a line of Python."""

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportgen import packs
from reportgen.cli import app
from reportgen.model import FigureKey
from reportgen.packcheck.template import lint
from reportgen.packs.workbook_layout import INFO, INFO_ITEMS, layout
from tests.builders import TEMPLATES
from tests.packcheck.making.dingxi import RELATIONS, ROWS, workbook

PACK = "municipal-2008"
FIGURES = {"01": 120, "02": 100, "05": 3400, "10": 6, "11": 1, "14": 5, "17": 6, "18": 4, "20": 2, "22": 1, "31": 1}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's own folder with the pack made from its rows."""
    directory = tmp_path_factory.mktemp("dingxi")
    rows = workbook(directory / "rows.xlsx", relations=RELATIONS)
    title = "定西市政府信息公开情况统计报表"
    arguments = ["--rows", str(rows), "--form", "local-dingxi-2008", "--title", title, "-o", str(directory / "packs")]
    assert app.run(["pack", "new", PACK, *arguments]) == 0
    return directory


@pytest.fixture
def filled(folder: Path, tmp_path: Path) -> Path:
    """Its workbook, filled as a clerk does."""
    path = tmp_path / "2010.xlsx"
    own = str(folder / "packs")
    assert app.run(["new", "--level", "municipal", "--year", "2010", "--packs", own, "-o", str(path)]) == 0
    of = packs.load(PACK, (folder / "packs",))
    book = openpyxl.load_workbook(path)
    info = {str(row[0].value): row for row in book[INFO].iter_rows()} | {
        str(row[1].value): row for row in book[INFO].iter_rows() if len(row) > 1
    }
    given = {"单位名称": "云河市教育局", "单位自称": "我局", "发布日期": "2011-02-20"}
    for item in INFO_ITEMS:
        if item.label in given:
            _value_cell(info[item.label]).value = given[item.label]
    for key, spot in layout(of).spots.items():
        row, _, _ = key.rpartition(".")
        book[spot.sheet].cell(spot.row + 1, spot.column + 1).value = FIGURES.get(row, 0)
    book.save(path)
    return path


def _value_cell(row: tuple[Any, ...]) -> Any:
    labels = {item.label for item in INFO_ITEMS}
    index = next(number for number, cell in enumerate(row) if str(cell.value) in labels)
    return row[index + 1]


@pytest.mark.slow
def test_it_lints_clean_and_its_case_holds(folder: Path) -> None:
    of = packs.load(PACK, (folder / "packs",))
    assert lint.folder(of.directory, (folder / "packs", TEMPLATES)).findings == ()
    assert app.run(["pack", "test", str(of.directory)]) == 0


def test_it_has_every_row_and_relation_of_the_form(folder: Path) -> None:
    of = packs.load(PACK, (folder / "packs",))
    assert list(of.rows) == [code for code, *_ in ROWS]
    assert len(of.fields) == 70
    assert {rule.expression for rule in of.rules} >= {
        "10 = 11+12+13+14+15+16",
        "17 = 18+19+20",
        "20 = 21+22+23+24+25+26+27+28+29+30+31",
        "02 ≤ 01",
        "35 ≤ 34",
    }


@pytest.mark.slow
def test_its_workbook_is_checked_and_the_report_built(
    folder: Path, filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = str(folder / "packs")
    capsys.readouterr()
    assert app.run(["check", str(filled), "--packs", own, "--json"]) == 0, capsys.readouterr().out
    document = tmp_path / "report.docx"
    assert app.run(["build", str(filled), "--packs", own, "-o", str(document)]) == 0
    assert document.read_bytes().startswith(b"PK")


@pytest.mark.slow
def test_a_sum_that_does_not_hold_is_told_at_the_cell(
    folder: Path, filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of = packs.load(PACK, (folder / "packs",))
    spot = layout(of).spots[FigureKey("10.annual")]
    book = openpyxl.load_workbook(filled)
    book[spot.sheet].cell(spot.row + 1, spot.column + 1).value = 5
    book.save(filled)
    capsys.readouterr()
    assert app.run(["check", str(filled), "--packs", str(folder / "packs"), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    blocking = [(item["code"], item.get("rule")) for item in found if item["severity"] == "error"]
    assert blocking == [("C201", "apply")]


def test_a_pack_that_is_there_is_never_overwritten(folder: Path) -> None:
    rows = folder / "rows.xlsx"
    before = (folder / "packs" / PACK / "pack.yaml").read_bytes()
    assert app.run(["pack", "new", PACK, "--rows", str(rows), "-o", str(folder / "packs")]) == 4
    assert (folder / "packs" / PACK / "pack.yaml").read_bytes() == before


def test_a_mistake_in_the_spreadsheet_leaves_nothing_behind(tmp_path: Path) -> None:
    rows = workbook(tmp_path / "rows.xlsx", rows=(*ROWS[:3], ("03", "又一个", "条", "", "")))
    assert app.run(["pack", "new", PACK, "--rows", str(rows), "-o", str(tmp_path / "packs")]) == 3
    assert not (tmp_path / "packs").exists()


@pytest.mark.slow
def test_a_copy_of_the_folder_works_anywhere(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "packs", tmp_path / "elsewhere")
    assert app.run(["pack", "lint", str(tmp_path / "elsewhere" / PACK)]) == 0
