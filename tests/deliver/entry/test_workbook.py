"""The entry workbook, seen by others: openpyxl reads what XlsxWriter wrote, LibreOffice computes what we computed."""

import io
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from reportgen import sources
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.errors import DeliveryError
from reportgen.model import Figure, FigureKey, ReportData
from reportgen.packs import Pack
from reportgen.packs.workbook_layout import CHECKS, GUIDE, HIDDEN, INFO, NARRATIVE, layout
from tests.builders import EACH_PACK, consistent_figures, consistent_previous, figure, pack, report
from tests.conftest import Convert, ConvertAll

JILIN = pack("municipal-2008")
FORMS = ("municipal-2008", "county-2014", "municipal-2019", "county-2021")


def opened(data: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def cell(book: Any, of: Pack, key: str) -> Any:
    spot = layout(of).spots[FigureKey(key)]
    return book[spot.sheet].cell(spot.row + 1, spot.column + 1)


def marks(book: Any, sheet: str, heading: str, code: str) -> list[object]:
    """What stands in the columns under that heading, in the row of that code."""
    rows = list(book[sheet].iter_rows(values_only=True))
    header = next(row for row in rows if "代码" in row)
    columns = [index for index, text in enumerate(header) if str(text).startswith(heading)]
    row = next(row for row in rows if row[0] == code)
    return [row[column] for column in columns]


@pytest.fixture(scope="module", params=EACH_PACK)
def empty(request: pytest.FixtureRequest) -> tuple[Pack, Any]:
    """A pack and its workbook with nothing filled in, opened once for all tests of it."""
    of = pack(request.param)
    return of, opened(entry_workbook.make(of, of.first_year, unit_name="某局"))


@pytest.mark.slow
def test_every_pack_has_its_workbook(empty: tuple[Pack, Any]) -> None:
    of, book = empty
    tables = [table.sheet for table in of.form.tables]
    assert book.sheetnames == [GUIDE, INFO, NARRATIVE, *tables, CHECKS, HIDDEN]
    assert book[HIDDEN].sheet_state == "veryHidden"
    for key, field in of.fields.items():
        assert cell(book, of, key).protection.locked is not field.is_open
        assert cell(book, of, key).value == (None if field.is_open else "-")
    assert all(sheet.protection.sheet for sheet in book.worksheets if sheet.title != HIDDEN)
    written = {row[0] for sheet in tables for row in book[sheet].iter_rows(max_col=1, values_only=True)}
    assert {row.code for table in of.form.tables for row in table.rows} <= written


@pytest.mark.slow
def test_every_relation_stands_in_the_checks(empty: tuple[Pack, Any]) -> None:
    of, book = empty
    texts = {row[0]: row[1] for row in book[CHECKS].iter_rows(min_row=5, values_only=True)}
    for rule in of.rules:
        assert (rule.official_text or rule.text) in texts[rule.id]
        assert all(f"{rule.id}:{instance.scope}" in texts for instance in rule.instances)


@pytest.mark.slow
def test_labels_are_locked_and_reasons_open() -> None:
    sheet = opened(entry_workbook.make(JILIN, 2012))["统计表"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "代码")
    explanation = next(item.column for item in header if item.value == "说明")
    row = cell(sheet.parent, JILIN, "5.annual").row
    assert [sheet.cell(row, column).protection.locked for column in (1, 3, explanation)] == [True, True, False]


@pytest.mark.slow
def test_cells_ask_for_whole_numbers_amounts_and_choices() -> None:
    book = opened(entry_workbook.make(JILIN, 2012))
    rules = {str(item.sqref): item for item in book["统计表"].data_validations.dataValidation}
    count = rules[cell(book, JILIN, "5.annual").coordinate]
    assert (count.type, count.operator, count.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert "5.1+5.2+5.3+5.4+5.5" in count.prompt
    assert rules[cell(book, JILIN, "24.annual").coordinate].type == "decimal"
    assert rules[cell(book, JILIN, "13.annual").coordinate].type is None
    assert cell(book, JILIN, "1.cumulative").coordinate not in rules
    lists = [item.formula1 for item in book[INFO].data_validations.dataValidation if item.type == "list"]
    assert lists == ['"省,市,县,乡"', '"部门,政府"']


@pytest.mark.slow
def test_formulas_carry_computed_values() -> None:
    of, values = JILIN, {"5.cumulative": 2956, "5.1.cumulative": 2961, "5.annual": 0}
    data = entry_workbook.make(of, 2012, filled=report(of, 2012, values=values))
    book = opened(data, values=True)
    assert marks(book, "统计表", "分项合计", "5") == [2961, 0]
    assert marks(book, "统计表", "检查", "5") == ["✗ 差 -5", "✓"]
    row = next(row for row in book[CHECKS].iter_rows(values_only=True) if row[0] == "pub5:cumulative")
    assert row[2:6] == (2956, 2961, -5, "✗ 差 -5")
    formulas = opened(data)
    assert all(str(item).startswith("=") for item in marks(formulas, "统计表", "检查", "5"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"20.annual": 3, "20.1.annual": 3}, "✓"),
        ({"20.annual": 3, "20.1.annual": 1}, "✗ 差 2"),
        ({"20.annual": None}, None),
        ({f"20{part}.annual": "-" for part in ("", ".1", ".2", ".3", ".4")}, "不适用"),
        ({"20.annual": "-"}, "？"),
    ],
)
def test_a_mark_tells_the_states_apart(values: Any, verdict: str | None) -> None:
    data = entry_workbook.make(JILIN, 2012, filled=report(JILIN, 2012, values=values))
    assert marks(opened(data, values=True), "统计表", "检查", "20")[1] == verdict


@pytest.mark.slow
def test_last_year_stands_in_grey_under_its_own_year() -> None:
    figures = consistent_figures(JILIN, Random(1))
    before = consistent_previous(JILIN, figures, 2011)
    book = opened(entry_workbook.make(JILIN, 2012, previous=before))
    headings = [item.value for row in book["统计表"].iter_rows() for item in row if item.value]
    assert {"上年累计数", "上年2011年发生数"} <= set(headings)
    spot = layout(JILIN).previous_spots[FigureKey("5.cumulative")]
    shown = book["统计表"].cell(spot.row + 1, spot.column + 1)
    assert (Decimal(shown.value), shown.protection.locked) == (before.figures[FigureKey("5.cumulative")].value, True)


def test_long_texts_go_on_in_further_rows() -> None:
    paragraphs = tuple(f"第{number}段。" + "文字" * 300 for number in range(8))
    book = opened(entry_workbook.make(JILIN, 2012, filled=report(JILIN, 2012, narrative={"overview": paragraphs})))
    rows = [row for row in book[NARRATIVE].iter_rows(values_only=True) if row[0] == "overview"]
    assert len(rows) > 1
    assert "\n".join(str(row[3]) for row in rows) == "\n".join(paragraphs)


def test_a_paragraph_longer_than_a_cell_is_refused_not_cut() -> None:
    data = report(JILIN, 2012, narrative={"overview": ("字" * 32_768,)})
    with pytest.raises(DeliveryError) as caught:
        entry_workbook.make(JILIN, 2012, filled=data)
    assert caught.value.findings[0].code == "D107"


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    data = report(JILIN, 2012, narrative={"overview": ("=1+1", "@SUM(A1)")}, row_explanations={"5": "=HYPERLINK(1)"})
    book = opened(entry_workbook.make(JILIN, 2012, filled=data))
    found = [item for name in (NARRATIVE, "统计表") for row in book[name].iter_rows() for item in row]
    texts = [item for item in found if str(item.value).startswith(("=1+1", "=HYPERLINK"))]
    assert [item.data_type for item in texts] == ["s", "s"]


@pytest.mark.slow
def test_a_number_too_long_for_a_spreadsheet_is_kept_as_text() -> None:
    figures = {FigureKey("5.annual"): Figure(Decimal(1234567890123456))}
    data = ReportData(pack_id=JILIN.id, year=2012, unit=report(JILIN, 2012).unit, figures=figures)
    book = opened(entry_workbook.make(JILIN, 2012, filled=data))
    assert cell(book, JILIN, "5.annual").value == "1234567890123456"


@pytest.mark.slow
def test_what_could_not_be_read_is_shown_as_it_was() -> None:
    figures = {FigureKey("5.annual"): Figure(None, raw="117条", unread=True)}
    data = ReportData(pack_id=JILIN.id, year=2012, unit=report(JILIN, 2012).unit, figures=figures)
    assert cell(opened(entry_workbook.make(JILIN, 2012, filled=data)), JILIN, "5.annual").value == "117条"


# LibreOffice


def without_values(data: bytes, path: Path) -> Path:
    """The workbook with formulas only, so that whoever opens it must compute."""
    opened(data).save(path)
    return path


def results(book: Any, of: Pack) -> list[tuple[str, str, object]]:
    """What every formula shows; empty texts and empty cells look the same."""
    sheets = [CHECKS, *(grid.sheet for grid in layout(of).grids)]
    return [
        (name, item.coordinate, "" if item.value is None else item.value)
        for name in sheets
        for row in book[name].iter_rows()
        for item in row
    ]


@pytest.mark.libreoffice
@pytest.mark.parametrize("pack_id", [FORMS[0], *(pytest.param(item, marks=pytest.mark.thorough) for item in FORMS[1:])])
def test_libreoffice_computes_what_we_computed(pack_id: str, tmp_path: Path, convert: Convert) -> None:
    of = pack(pack_id)
    random = Random(5)
    figures = consistent_figures(of, random)
    previous = consistent_previous(of, figures, of.first_year) if pack_id == "municipal-2008" else None
    for key in random.sample([key for key, field in of.fields.items() if field.is_open], 25):
        if of.fields[key].measure in ("count", "amount_wan"):
            figures[key] = figure(of, key, random.choice((None, 7, -3, Decimal("2.5"), "-", 99)))
    data = entry_workbook.make(of, of.first_year + 1, filled=report(of, figures=figures, previous=previous))
    computed = convert(without_values(data, tmp_path / "a.xlsx"), "xlsx")
    ours, theirs = opened(data, values=True), openpyxl.load_workbook(computed, data_only=True)
    verdicts = {str(value)[:1] for name, _, value in results(ours, of) if name == CHECKS}
    assert {"✓", "✗", "未", "？"} <= verdicts
    assert results(theirs, of) == results(ours, of)


@cache
def complete(pack_id: str) -> bytes:
    """A workbook with figures, texts and a reason in it."""
    of = pack(pack_id)
    data = report(
        of,
        figures=consistent_figures(of, Random(9)),
        narrative={"overview": ("（一）组织领导", "第二段 & <三>")},
        row_explanations={next(iter(of.fields_of_row)): "口径"},
    )
    return entry_workbook.make(of, data.year, filled=data)


@pytest.fixture(scope="module", params=["ods", "xls", "xlsx"])
def saved(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, convert_all: ConvertAll
) -> dict[str, Path]:
    """That workbook of each form as LibreOffice saves it in that format, by its pack."""
    paths = [tmp_path_factory.mktemp("books") / f"年报{pack_id}.xlsx" for pack_id in FORMS]
    for pack_id, path in zip(FORMS, paths, strict=True):
        path.write_bytes(complete(pack_id))
    return dict(zip(FORMS, convert_all(paths, request.param), strict=True))


@pytest.mark.thorough
@pytest.mark.libreoffice
@pytest.mark.parametrize("pack_id", FORMS)
def test_a_workbook_saved_by_another_program_reads_the_same(pack_id: str, saved: dict[str, Path]) -> None:
    of = pack(pack_id)
    expected, _ = sources.bind(sources.read_bytes(complete(pack_id), "年报.xlsx"), of)
    read, findings = sources.bind(sources.read(saved[pack_id]), of)
    assert findings == ()
    assert {key: (item.value, item.raw) for key, item in read.figures.items()} == {
        key: (item.value, item.raw) for key, item in expected.figures.items()
    }
    assert (read.unit, read.contact, read.sign_off, read.issued_on) == (
        expected.unit,
        expected.contact,
        expected.sign_off,
        expected.issued_on,
    )
    assert (read.narrative, read.row_explanations) == (expected.narrative, expected.row_explanations)
