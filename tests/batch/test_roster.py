"""The roster: read from csv and xlsx, Chinese or English; every mistake in it at once; units found by code or name."""

from pathlib import Path

import pytest
import xlsxwriter

from reportgen.batch.roster import Roster
from reportgen.errors import SourceError
from reportgen.model import Body, Level, Unit
from tests.batch.units import roster, unit

CHINESE = (
    "代码,名称,级别,性质,上级,联系人\n01,松岭县人民政府,县,政府,,\n0101,松岭县教育局,县,部门,松岭县人民政府,王某 0431\n"
)


def read(path: Path, text: str, encoding: str = "utf-8") -> Roster:
    path.write_bytes(text.encode(encoding))
    return Roster.read(path)


def codes(text: str, path: Path) -> list[str]:
    with pytest.raises(SourceError) as caught:
        read(path, text)
    return [finding.code for finding in caught.value.findings]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_of_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path / "r.csv", CHINESE, encoding).entries[1]
    assert (found.code, found.name, found.level, found.body) == ("0101", "松岭县教育局", Level.COUNTY, Body.DEPARTMENT)
    assert (found.parent, found.contact) == ("01", "王某 0431")


def test_english_headings_in_any_order_will_do(tmp_path: Path) -> None:
    found = read(tmp_path / "r.csv", "parent,name,body,code\n,A,government,1\n1,B,department,2\n")
    assert found.below("1")[0].name == "B"


def test_a_title_above_the_headings_is_passed_over(tmp_path: Path) -> None:
    assert len(read(tmp_path / "r.csv", f"2023年度单位名册,,,,,\n\n{CHINESE}").entries) == 2


def test_a_workbook_is_read_and_its_numbers_are_codes(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "r.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["代码", "名称"])
        sheet.write_row(1, 0, [220200, "云河市教育局"])
    assert Roster.read(tmp_path / "r.xlsx").entries[0].code == "220200"


def test_all_mistakes_are_told_at_once_with_their_cells(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path / "r.csv", "代码,名称,级别\n1,甲,县\n,,县\n2,乙,厅\n")
    assert [(item.code, item.location.cell) for item in caught.value.findings] == [("B211", "B3"), ("B215", "C4")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("代码,名称\n1,甲\n1,乙\n", ["B212"]),
        ("代码,名称,上级\n1,甲,9\n", ["B213"]),
        ("代码,名称,上级\n1,甲,2\n2,乙,1\n", ["B214"]),
        ("甲,乙\n1,2\n", ["B210"]),
    ],
)
def test_what_is_wrong_with_a_roster_is_said(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert codes(text, tmp_path / "r.csv") == expected


def test_a_unit_is_found_by_code_then_by_name() -> None:
    people = roster("007", "008")
    assert people.find(unit("008")) == people.entries[1]
    assert people.find(Unit(code="7", name="?", level=Level.COUNTY, body=Body.DEPARTMENT)) == people.entries[0]
    assert people.find(Unit(name="单位 007", level=Level.COUNTY, body=Body.DEPARTMENT)) == people.entries[0]
    assert people.find(unit("9")) is None
