import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from reportgen import packs, sources
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.findings import Finding
from reportgen.model import NOT_APPLICABLE, Body, Figure, FigureKey, Level, PreviousYear, ReportData
from reportgen.packs.workbook_layout import CHECKS, HIDDEN, INFO, NARRATIVE, layout
from tests.builders import consistent_figures, consistent_previous, pack, report

PACK = pack("municipal-2008")
DATA = report(
    PACK,
    2012,
    figures=consistent_figures(PACK, Random(7)),
    narrative={"preface": ("前言。",), "overview": ("（一）组织领导", "我局成立领导小组。")},
    row_explanations={"16": "按规范性文件统计"},
    explanations={"timely-20:annual": "口径不同"},
)
WORKBOOK = entry_workbook.make(PACK, 2012, filled=DATA)
Edit = Callable[[Any], None]


def bound(edit: Edit | None = None, data: bytes = WORKBOOK) -> tuple[ReportData, list[Finding]]:
    """What is read from the workbook after somebody edited it."""
    if edit is not None:
        book = openpyxl.load_workbook(io.BytesIO(data))
        edit(book)
        output = io.BytesIO()
        book.save(output)
        data = output.getvalue()
    source = sources.read_bytes(data, "年报.xlsx")
    read, findings = sources.bind(source, PACK)
    return read, [*sources.identity(source).findings, *findings]


def content(data: ReportData) -> object:
    """All a report says, without where it stood."""
    figures = {key: (data.figure(key).value, data.figure(key).raw) for key in PACK.fields}
    texts = {key: lines for key, lines in data.narrative.items() if lines}
    return (
        (data.year, data.unit, data.issued_on, data.contact, data.sign_off, figures, texts),
        (dict(data.row_explanations), dict(data.explanations)),
    )


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def put(sheet: str, cell: str, value: object) -> Edit:
    def edit(book: Any) -> None:
        book[sheet][cell] = value

    return edit


def swap_columns(sheet: Any, first: int, second: int) -> None:
    for row in range(1, sheet.max_row + 1):
        one, other = sheet.cell(row, first), sheet.cell(row, second)
        one.value, other.value = other.value, one.value


def unmerge(sheet: Any) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def spot(key: str) -> str:
    place = layout(PACK).spots[FigureKey(key)]
    return f"{chr(65 + place.column)}{place.row + 1}"


def test_an_untouched_workbook_says_what_was_written() -> None:
    data, findings = bound()
    assert findings == []
    assert content(data) == content(DATA)
    assert data.figure(FigureKey("5.annual")).location.cell == spot("5.annual")
    assert data.place("contact.phone").sheet == INFO
    assert data.place("narrative.overview").sheet == NARRATIVE
    assert data.place("row_explanations.16").sheet == "统计表"
    assert data.place("explanations.timely-20:annual").sheet == CHECKS


# what changes nothing


def inserted_rows(book: Any) -> None:
    for name in ("统计表", NARRATIVE, INFO):
        unmerge(book[name])
        for row in (12, 9, 5, 1):
            book[name].insert_rows(row)


def moved_columns(book: Any) -> None:
    unmerge(book["统计表"])
    for first, second in ((5, 6), (1, 3), (2, 11)):
        swap_columns(book["统计表"], first, second)
    swap_columns(book[NARRATIVE], 1, 4)
    swap_columns(book[INFO], 1, 3)


def inserted_column(book: Any) -> None:
    unmerge(book["统计表"])
    book["统计表"].insert_cols(4)


def renamed_sheets(book: Any) -> None:
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"表{number}"


def hidden_things(book: Any) -> None:
    for row in range(8, 30):
        book["统计表"].row_dimensions[row].hidden = True
    book["统计表"].column_dimensions["E"].hidden = True
    book["统计表"].sheet_state = "hidden"


def without_hidden_sheet(book: Any) -> None:
    del book[HIDDEN]


def reordered_sheets(book: Any) -> None:
    book._sheets.reverse()


def codes_as_numbers(book: Any) -> None:
    for row in book["统计表"].iter_rows(max_col=1):
        if row[0].value in {"1", "1.1", "20", "5", "5.1", "24.2"}:
            row[0].value = float(row[0].value)


def codes_written_otherwise(book: Any) -> None:
    for row in book["统计表"].iter_rows(max_col=1):
        if row[0].value in {"5", "5.1"}:
            row[0].value = f" {row[0].value} ".translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


def headings_written_otherwise(book: Any) -> None:
    for row in book["统计表"].iter_rows():
        for cell in row:
            if cell.value == "代码":
                cell.value = " 代　码 "
            if cell.value == "2012年发生数":
                cell.value = "２０１２年\n发生数"


def remarks_of_their_own(book: Any) -> None:
    book["统计表"]["A70"] = "注：本表由办公室填写"
    book["统计表"]["C71"] = "备查 5.1"
    book.create_sheet("底稿")["A1"] = 5


def extra_rows_of_one_section(book: Any) -> None:
    sheet = book[NARRATIVE]
    row = next(cell.row for cell in sheet["A"] if cell.value == "overview")
    sheet.cell(row, 4).value = "（一）组织领导"
    sheet.insert_rows(row + 1)
    sheet.cell(row + 1, 1).value = "overview"
    sheet.cell(row + 1, 4).value = "我局成立领导小组。"


@pytest.mark.slow
@pytest.mark.parametrize(
    "edit",
    [
        inserted_rows,
        moved_columns,
        inserted_column,
        renamed_sheets,
        hidden_things,
        without_hidden_sheet,
        reordered_sheets,
        codes_as_numbers,
        codes_written_otherwise,
        headings_written_otherwise,
        remarks_of_their_own,
        extra_rows_of_one_section,
    ],
)
def test_what_clerks_do_to_a_workbook_changes_no_value(edit: Edit) -> None:
    data, findings = bound(edit)
    assert codes(findings) == []
    assert content(data) == content(DATA)


# what cannot be read is said


@pytest.mark.slow
def test_a_deleted_row_is_missed_by_name() -> None:
    def edit(book: Any) -> None:
        row = layout(PACK).spots[FigureKey("5.1.annual")].row + 1
        unmerge(book["统计表"])
        book["统计表"].delete_rows(row)

    data, findings = bound(edit)
    assert [(item.code, item.facts["row"]) for item in findings] == [("S231", "5.1")]
    assert data.value(FigureKey("5.2.annual")) == DATA.value(FigureKey("5.2.annual"))


def test_a_code_that_stands_twice_is_read_once_and_named() -> None:
    data, findings = bound(put("统计表", "A20", "5"))
    assert "S232" in codes(findings)
    twice = next(item for item in findings if item.code == "S232")
    assert twice.facts["first"] == f"统计表!A{spot('5.annual')[1:]}"
    assert data.value(FigureKey("5.annual")) == DATA.value(FigureKey("5.annual"))


def test_a_column_without_its_heading_is_named_once() -> None:
    data, findings = bound(put("统计表", "F3", "本年"))
    assert [(item.code, item.facts["heading"]) for item in findings] == [("S233", "2012年发生数")]
    assert data.figure(FigureKey("5.annual")).unread
    assert data.value(FigureKey("5.cumulative")) == DATA.value(FigureKey("5.cumulative"))


@pytest.mark.slow
def test_a_heading_that_stands_twice_is_named() -> None:
    data, findings = bound(put("统计表", "M3", "2012年发生数"))
    assert codes(findings) == ["S243"]
    assert content(data) == content(DATA)


@pytest.mark.slow
def test_an_unknown_code_beside_figures_is_named_with_the_nearest() -> None:
    _, findings = bound(put("统计表", "A14", "5.11"))
    assert {(item.code, item.facts.get("nearest")) for item in findings} == {("S234", "5.1"), ("S231", None)}


def test_a_missing_table_is_named_once() -> None:
    def edit(book: Any) -> None:
        del book["统计表"]

    _, findings = bound(edit)
    assert [(item.code, item.facts["table"]) for item in findings] == [("S235", "统计表")]


@pytest.mark.slow
def test_a_copy_of_the_table_with_the_same_figures_is_harmless() -> None:
    def edit(book: Any) -> None:
        book.copy_worksheet(book["统计表"]).title = "统计表 (2)"

    data, findings = bound(edit)
    assert codes(findings) == []
    assert content(data) == content(DATA)


def test_a_copy_of_the_table_with_other_figures_is_named() -> None:
    def edit(book: Any) -> None:
        copy = book.copy_worksheet(book["统计表"])
        copy.title = "统计表 (2)"
        copy[spot("5.annual")] = 99_999

    data, findings = bound(edit)
    assert [(item.code, item.facts["other"]) for item in findings] == [("S236", "统计表 (2)")]
    assert content(data) == content(DATA)


def test_missing_texts_are_named() -> None:
    def edit(book: Any) -> None:
        del book[NARRATIVE]

    assert codes(bound(edit)[1]) == ["S239"]


def test_a_text_without_its_code_is_not_lost_silently() -> None:
    _, findings = bound(put(NARRATIVE, "A6", None))
    assert sorted(codes(findings)) == ["S241", "S242"]


def test_a_text_under_an_unknown_code_is_named() -> None:
    _, findings = bound(put(NARRATIVE, "A6", "ovrview"))
    assert {(item.code, item.facts.get("nearest")) for item in findings} == {("S234", "overview"), ("S241", None)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "code"),
    [("117条", "S201"), ("一百", "S202"), (date(2012, 3, 4), "S203"), (True, "S205"), ("=SUM(E4:E5)", "S206")],
)
def test_what_is_no_number_is_named_at_its_cell(value: object, code: str) -> None:
    data, findings = bound(put("统计表", spot("5.annual"), value))
    assert [(item.code, item.location.sheet, item.location.cell) for item in findings] == [
        (code, "统计表", spot("5.annual"))
    ]
    assert data.figure(FigureKey("5.annual")).unread


def test_an_error_in_a_cell_is_no_blank() -> None:
    book = openpyxl.load_workbook(io.BytesIO(WORKBOOK))
    cell = book["统计表"][spot("5.annual")]
    cell.value, cell.data_type = "#REF!", "e"
    output = io.BytesIO()
    book.save(output)
    data, findings = bound(data=output.getvalue())
    assert [(item.code, item.facts["found"]) for item in findings] == [("S204", "#REF!")]
    assert data.figure(FigureKey("5.annual")).raw == "#REF!"


def test_the_four_states_of_a_cell_stay_apart() -> None:
    def edit(book: Any) -> None:
        sheet = book["统计表"]
        for key, value in (("5.annual", None), ("5.1.annual", 0), ("5.2.annual", "-"), ("5.3.annual", "３")):
            sheet[spot(key)] = value

    data, findings = bound(edit)
    keys = ("5.annual", "5.1.annual", "5.2.annual", "5.3.annual", "1.cumulative")
    assert codes(findings) == []
    assert [data.value(FigureKey(key)) for key in keys] == [
        None,
        Decimal(0),
        NOT_APPLICABLE,
        Decimal(3),
        NOT_APPLICABLE,
    ]


# 基本信息


@cache
def info_cell(path: str, data: bytes = WORKBOOK) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(data))[INFO]
    return next(f"C{cell.row}" for cell in sheet["A"] if cell.value == path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("contact.address", "滨江路\n1号", "S211"),
        ("issued_on", "明年", "S210"),
        ("year", "去年", "S214"),
        ("year", 2016, "S216"),
        ("unit.level", "镇局", "S212"),
        ("unit.level", "县", "S217"),
        ("unit.body", "政府", "S217"),
        ("unit.body", "企业", "S213"),
        ("contact.phone", "=A1", "S206"),
        ("pack", "county-2021", "S220"),
        ("pack", "市级", "S220"),
    ],
)
def test_a_field_that_cannot_be_right_is_named(path: str, value: object, code: str) -> None:
    findings = bound(put(INFO, info_cell(path), value))[1]
    assert code in codes(findings)
    assert next(item for item in findings if item.code == code).location.cell == info_cell(path)


@pytest.mark.slow
@pytest.mark.parametrize("value", ["2013年2月20日", "2013-02-20", date(2013, 2, 20)])
def test_the_day_of_issue_is_read_however_it_is_written(value: object) -> None:
    data, findings = bound(put(INFO, info_cell("issued_on"), value))
    assert (data.issued_on, findings) == (date(2013, 2, 20), [])


@pytest.mark.slow
def test_a_postcode_typed_as_a_number_is_text_again() -> None:
    assert bound(put(INFO, info_cell("contact.postcode"), 132011))[0].contact.postcode == "132011"


@pytest.mark.slow
def test_a_missing_year_is_named_and_the_hidden_one_taken() -> None:
    data, findings = bound(put(INFO, info_cell("year"), None))
    assert (data.year, findings) == (2012, [])


@pytest.mark.slow
def test_without_any_year_there_is_an_error() -> None:
    def edit(book: Any) -> None:
        del book[HIDDEN]
        book[INFO][info_cell("year")] = None

    assert codes(bound(edit)[1])[0] == "S215"


def test_a_workbook_reused_for_the_next_year_is_noticed() -> None:
    data, findings = bound(put(INFO, info_cell("year"), 2013))
    assert data.year == 2013
    assert sorted(set(codes(findings))) == ["S218", "S237"]


@pytest.mark.parametrize(
    ("words", "level"), [("市级", Level.MUNICIPAL), ("municipal", Level.MUNICIPAL), ("省", Level.PROVINCIAL)]
)
def test_levels_are_understood_in_both_languages(words: str, level: Level) -> None:
    book = openpyxl.load_workbook(io.BytesIO(WORKBOOK))
    book[INFO][info_cell("unit.level")] = words
    output = io.BytesIO()
    book.save(output)
    identity = sources.identity(sources.read_bytes(output.getvalue(), "a.xlsx"))
    assert (identity.pack_id, identity.level, identity.body, identity.year) == (PACK.id, level, Body.DEPARTMENT, 2012)


# last year


@pytest.mark.slow
def test_grey_columns_are_last_year_unless_its_file_is_given() -> None:
    before = consistent_previous(PACK, DATA.figures, 2011)
    source = sources.read_bytes(entry_workbook.make(PACK, 2012, filled=DATA, previous=before), "a.xlsx")
    data, findings = sources.bind(source, PACK)
    assert findings == ()
    assert data.previous is not None
    assert (data.previous.year, data.previous.pack_id) == (2011, PACK.id)
    assert data.place("previous").sheet == "统计表"
    assert {key: item.value for key, item in data.previous.figures.items()} == {
        key: item.value for key, item in before.figures.items()
    }
    assert content(data) == content(DATA)
    other = PreviousYear(year=2010, figures={})
    assert sources.bind(source, PACK, previous=other)[0].previous is other


def test_a_table_in_blocks_reads_each_block_by_its_own_headings() -> None:
    of = pack("county-2021")
    data = report(of, 2023, values={"m2.in_force": 7, "m3.decisions": 8, "m6.amount_wan": Decimal("1.5")})
    read, findings = sources.bind(sources.read_bytes(entry_workbook.make(of, 2023, filled=data), "a.xlsx"), of)
    assert findings == ()
    assert [read.value(FigureKey(key)) for key in ("m2.in_force", "m3.decisions", "m6.amount_wan")] == [
        7,
        8,
        Decimal("1.5"),
    ]


# codes that look alike


FORM = """
id: "twins"
title: "表"
years: {first: 2012}
source: {title: "通知"}
tables:
  - key: "statistics"
    sheet: "统计表"
    layout: "list"
    columns: [{code: "count", label: "数量"}]
    parts:
      - rows: [{code: "5.1", label: "甲"}, {code: "5.10", label: "乙"}, {code: "6", label: "丙"}]
relations: []
"""
PACK_FILE = """
id: "county-2012"
name: "年报"
level: "county"
body: "department"
years: {first: 2012}
form: "twins"
title: "年报"
preface: [{text: "前言"}]
sections: [{key: "overview", heading: "概况"}]
"""


def test_codes_as_text_keep_their_zeros_and_as_numbers_are_not_guessed(tmp_path: Path) -> None:
    for name, text in (("forms/twins.yaml", FORM), ("county-2012/pack.yaml", PACK_FILE)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    twins = packs.load("county-2012", (tmp_path,))
    values = {FigureKey(key): Figure(Decimal(number)) for key, number in (("5.1.count", 1), ("5.10.count", 10))}
    data = report(twins, 2012, figures=values)
    written = entry_workbook.make(twins, 2012, filled=data)
    read, findings = sources.bind(sources.read_bytes(written, "a.xlsx"), twins)
    assert findings == ()
    assert [read.value(key) for key in values] == [1, 10]
    book = openpyxl.load_workbook(io.BytesIO(written))
    row = layout(twins).spots[FigureKey("5.10.count")].row + 1
    book["统计表"].cell(row, 1).value = 5.1
    output = io.BytesIO()
    book.save(output)
    _, findings = sources.bind(sources.read_bytes(output.getvalue(), "a.xlsx"), twins)
    assert [(item.code, item.facts.get("codes", item.facts.get("row"))) for item in findings] == [
        ("S238", "5.1, 5.10"),
        ("S231", "5.10"),
    ]


def test_a_blank_field_has_its_cell_all_the_same() -> None:
    data, _ = bound(put(INFO, info_cell("issued_on"), None))
    assert data.issued_on is None
    assert data.place("issued_on").cell == info_cell("issued_on")
