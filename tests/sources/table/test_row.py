"""A table with a row a unit: headings by code, label or the office's own word; every value keeps its cell."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from reportgen import pipeline, sources
from reportgen.errors import SourceError
from reportgen.findings import Finding
from reportgen.model import NOT_APPLICABLE, FigureKey, ReportData
from reportgen.sources.table import file as table_file
from tests.builders import TEMPLATES

HEAD = "单位名称,单位代码,行政层级,单位性质,报告年度"
UNIT = "云河市工业和信息化局,000123,市,部门,2012"


def read(path: Path, text: str, *, map_file: Path | None = None, encoding: str = "utf-8") -> list[Any]:
    path.write_bytes(text.encode(encoding))
    rows = [sources.read_row(path, number, map_file) for number in table_file.read(path, map_file).numbers]
    return [pipeline.bound(row, (TEMPLATES,)) for row in rows]


def one(tmp_path: Path, headings: str, cells: str, **options: Any) -> tuple[ReportData, list[Finding]]:
    reading = read(tmp_path / "t.csv", f"{HEAD},{headings}\n{UNIT},{cells}\n", **options)[0]
    return reading.data, list(reading.findings)


def test_a_row_says_whose_report_it_is(tmp_path: Path) -> None:
    data, findings = one(tmp_path, "发布日期,联系电话", "2013年2月20日,0432-00000000")
    assert (data.pack_id, data.year, data.unit.code) == ("municipal-2008", 2012, "000123")
    assert (str(data.issued_on), data.contact.phone, findings) == ("2013-02-20", "0432-00000000", [])


@pytest.mark.parametrize(
    "heading",
    [
        "5.annual",
        "statistics.5.annual",
        "figures.5.annual",
        "公开信息总数（2012年发生数）",
        "5.公开信息总数(2012年发生数)",
    ],
)
def test_a_figure_is_found_by_code_or_label_and_keeps_its_cell(tmp_path: Path, heading: str) -> None:
    data, findings = one(tmp_path, heading, "579")
    figure = data.figure(FigureKey("5.annual"))
    assert (figure.value, findings) == (Decimal(579), [])
    assert (figure.location.sheet, figure.location.cell) == ("t", "F2")


def test_dash_blank_and_zero_are_three_things(tmp_path: Path) -> None:
    data, _ = one(tmp_path, "1.cumulative,5.annual,6.annual", "-,,0")
    found = [data.value(FigureKey(key)) for key in ("1.cumulative", "5.annual", "6.annual")]
    assert found == [NOT_APPLICABLE, None, Decimal(0)]


def test_what_is_no_number_is_told_at_its_cell(tmp_path: Path) -> None:
    _, findings = one(tmp_path, "5.annual", "117条")
    assert [(item.code, item.location.cell) for item in findings] == [("S201", "F2")]


def test_last_years_figures_texts_and_explanations_have_headings_too(tmp_path: Path) -> None:
    data, _ = one(tmp_path, "previous.5.cumulative,上年公开信息总数（2011年发生数）,narrative.overview", "7,3,正文")
    assert data.previous is not None
    assert data.previous.year == 2011
    before = data.previous.figures
    assert (before[FigureKey("5.cumulative")].value, before[FigureKey("5.annual")].value) == (Decimal(7), Decimal(3))
    assert data.narrative == {"overview": ("正文",)}


def test_a_label_that_stands_in_the_form_twice_is_not_guessed(tmp_path: Path) -> None:
    text = f"{HEAD},公开信息总数（2012年发生数）\n松岭县人民政府,1,县,政府,2012,5\n"
    findings = read(tmp_path / "t.csv", text)[0].findings
    assert [(item.code, item.facts["known"]) for item in findings] == [("S606", "4.annual、5.annual")]


def test_a_column_that_nobody_knows_is_told_where_it_holds_something(tmp_path: Path) -> None:
    _, findings = one(tmp_path, "公开总数,空列,备注", "579,,随便")
    assert [(item.code, item.facts["heading"], item.facts["found"]) for item in findings] == [
        ("S605", "公开总数", "579")
    ]


def test_two_columns_of_one_field_are_told(tmp_path: Path) -> None:
    _, findings = one(tmp_path, "5.annual,公开信息总数（2012年发生数）", "579,580")
    assert [item.code for item in findings] == ["S607"]


def test_an_offices_own_headings_and_what_is_the_same_for_all(tmp_path: Path) -> None:
    words = tmp_path / "map.yaml"
    words.write_text(
        "机构: unit.name\n公开数: 5.annual\nfixed: {year: 2012, unit.level: 市, unit.body: 部门}\n", "utf-8"
    )
    found = read(tmp_path / "t.csv", "机构,公开数\n甲局,3\n乙局,4\n", map_file=words)
    assert [(item.data.unit.name, item.data.value(FigureKey("5.annual"))) for item in found] == [
        ("甲局", 3),
        ("乙局", 4),
    ]


def test_a_wrong_entry_of_the_headings_file_is_told_at_its_line(tmp_path: Path) -> None:
    words = tmp_path / "map.yaml"
    words.write_text("机构: unit.name\n公开数: [5, 6]\n", "utf-8")
    with pytest.raises(SourceError) as caught:
        read(tmp_path / "t.csv", "机构,公开数\n甲局,3\n", map_file=words)
    assert [(item.code, item.location.line) for item in caught.value.findings] == [("S604", 2)]


def test_titles_blank_lines_and_sums_are_no_units(tmp_path: Path) -> None:
    text = f"2012年度汇总表\n\n{HEAD},5.annual\n{UNIT},1\n,,,,,\n合 计,,,,,1\n"
    assert [item.data.unit.code for item in read(tmp_path / "t.csv", text)] == ["000123"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_csv_of_any_usual_make_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    text = f"{HEAD},5.annual\n{UNIT},1\n".replace(",", separator)
    assert read(tmp_path / "t.csv", text, encoding=encoding)[0].data.unit.name == "云河市工业和信息化局"


def test_quoted_cells_may_hold_commas_and_lines(tmp_path: Path) -> None:
    data, _ = one(tmp_path, "narrative.overview", '"甲，乙,\n丙"')
    assert data.narrative["overview"] == ("甲，乙,", "丙")


def test_a_workbook_table_is_told_from_an_entry_workbook_and_read(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, [*HEAD.split(","), "5.annual"])
        sheet.write_row(1, 0, ["云河市工业和信息化局", 123, "市", "部门", 2012, 579])
    assert table_file.is_table(path)
    data = pipeline.bound(sources.read_row(path, 2), (TEMPLATES,)).data
    assert (data.unit.code, data.value(FigureKey("5.annual"))) == ("123", Decimal(579))
    assert data.figure(FigureKey("5.annual")).location.cell == "F2"


@pytest.mark.parametrize(("text", "code"), [("甲,乙\n1,2\n", "S601"), ("", "S601"), (f'{HEAD}\n"broken,1\n', "S603")])
def test_what_is_no_table_of_units_is_told(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path / "t.csv", text)
    assert caught.value.findings[0].code == code


@pytest.mark.slow
def test_the_units_sheet_of_a_summary_can_be_read_as_a_table(tmp_path: Path) -> None:
    from tests.batch.units import done, jsonl, reports

    units = reports(3)
    done(jsonl(tmp_path / "u.jsonl", units), tmp_path / "out")
    table = table_file.read(tmp_path / "out" / "汇总.xlsx")
    assert table.sheet.name == "分单位"
    readings = [
        pipeline.bound(sources.read_row(tmp_path / "out" / "汇总.xlsx", n), (TEMPLATES,)) for n in table.numbers
    ]
    assert [item.data.unit.name for item in readings] == [unit["unit"]["name"] for unit in units]
    totals = [item.data.value(FigureKey("r1.total")) for item in readings]
    assert totals == [unit["figures"]["t3"]["r1"]["total"] for unit in units]
