"""汇总.xlsx is written while units are settled: its sheets, their order, their names, what stands behind what."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportgen.batch import plan
from reportgen.batch.outcome import Status, UnitOutcome
from reportgen.batch.sums.across_units import Brief
from reportgen.deliver.summary import rows as summary_rows
from reportgen.deliver.summary.workbook import Sheets
from reportgen.model import Body, Level, Unit
from tests.batch.units import done, jsonl, reports, results

COUNTY = reports(4)
CITY = reports(2, pack_id="municipal-2008")


def book(output: Path) -> Any:
    return openpyxl.load_workbook(output / "汇总.xlsx")


def column(sheet: Any, number: int, first: int = 2) -> list[Any]:
    return [row[number] for row in sheet.iter_rows(min_row=first, values_only=True)]


@pytest.mark.slow
def test_the_largest_form_and_year_comes_first_wherever_it_is_met(tmp_path: Path) -> None:
    done(jsonl(tmp_path / "u.jsonl", [CITY[0], *COUNTY, CITY[1]]), tmp_path / "out")
    assert book(tmp_path / "out").sheetnames == [
        "总表",
        "总表 jilin-2012 2010",
        "分单位",
        "分单位 jilin-2012 2010",
        "问题清单",
        "未报单位",
        "异常",
        "图表",
    ]


@pytest.mark.slow
def test_every_sheet_of_rows_has_its_own_filter_and_repeats_its_own_headings(tmp_path: Path) -> None:
    done(jsonl(tmp_path / "u.jsonl", [CITY[0], *COUNTY, CITY[1]]), tmp_path / "out")
    sheets = book(tmp_path / "out")
    for name in sheets.sheetnames:
        is_rows = name.split()[0] in ("分单位", "问题清单", "未报单位", "异常")
        assert (sheets[name].print_title_rows == "$1:$1") is is_rows
        assert bool(sheets[name].auto_filter.ref) is is_rows
    assert [str(sheets[name]["A3"].value)[-5:] for name in ("分单位", "分单位 jilin-2012 2010")] == [
        COUNTY[0]["unit"]["name"][-5:],
        CITY[0]["unit"]["name"][-5:],
    ]


def test_forms_whose_names_are_cut_alike_have_sheets_of_their_own() -> None:
    forms = [f"a-form-of-the-third-office-{letter}" for letter in "abc"]
    sheets = Sheets.of({(form, 2023): 1 for form in forms}, findings=0, missing=0, unusual=0)
    assert len(set(sheets.names)) == 3
    assert max(map(len, sheets.names)) <= 26


@pytest.mark.slow
def test_a_sheet_that_is_full_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary_rows, "_LAST_ROW", 4)
    done(jsonl(tmp_path / "u.jsonl", [*CITY, *COUNTY]), tmp_path / "out")
    sheets = book(tmp_path / "out")
    units = [name for name in sheets.sheetnames if name.startswith("分单位")]
    assert units == ["分单位", "分单位 2", "分单位 jilin-2012 2010"]
    assert [sheets[name].auto_filter.ref.split(":")[1][-1] for name in units] == ["5", "3", "4"]
    names = [name for title in units[:2] for name in column(sheets[title], 0, 3)]
    assert names == [item["unit"]["name"] for item in COUNTY]


@pytest.mark.slow
def test_a_unit_of_another_year_alters_nothing_of_what_the_others_sheets_say(tmp_path: Path) -> None:
    stray = reports(1, pack_id="municipal-2008", seed=5)[0]
    done(jsonl(tmp_path / "u.jsonl", COUNTY), tmp_path / "alone")
    done(jsonl(tmp_path / "u.jsonl", [*COUNTY, stray]), tmp_path / "mixed")
    alone, mixed = (list(book(tmp_path / name)["分单位"].iter_rows(values_only=True)) for name in ("alone", "mixed"))
    assert [row[:10] for row in alone] == [row[:10] for row in mixed]
    assert [row[11:] for row in alone] == [row[11:] for row in mixed]
    assert column(book(tmp_path / "mixed")["分单位 jilin-2012 2010"], 0, 3) == [stray["unit"]["name"]]


def test_a_batch_of_which_nothing_is_read_has_no_sheet_of_units(tmp_path: Path) -> None:
    done(jsonl(tmp_path / "u.jsonl", ["{broken", "[]"]), tmp_path / "out")
    sheets = book(tmp_path / "out")
    assert sheets.sheetnames == ["总表", "问题清单", "未报单位", "异常", "图表"]
    assert column(sheets["问题清单"], 3) == ["S114", "S115"]


@pytest.mark.slow
def test_more_findings_than_a_sheet_holds_go_on_in_another_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary_rows, "_LAST_ROW", 5)
    done(jsonl(tmp_path / "u.jsonl", [COUNTY[0], *["{broken"] * 7]), tmp_path / "out")
    sheets = book(tmp_path / "out")
    names = [name for name in sheets.sheetnames if name.startswith("问题清单")]
    assert sheets.sheetnames[2 : 2 + len(names)] == names
    assert [code for name in names for code in column(sheets[name], 3)].count("S114") == 7


@pytest.mark.slow
def test_what_is_said_of_units_beside_one_another_stands_behind_what_is_said_of_each(tmp_path: Path) -> None:
    done(jsonl(tmp_path / "u.jsonl", [COUNTY[0], COUNTY[0], COUNTY[1], "{broken"]), tmp_path / "out")
    sheets = book(tmp_path / "out")
    codes = column(sheets["问题清单"], 3)
    assert codes[-2:] == ["B202", "B222"]
    assert codes[-3] == "S114"
    assert column(sheets["异常"], 2)[-1] == "B222"


@pytest.mark.slow
def test_links_of_findings_across_units_lead_to_the_units_report(tmp_path: Path) -> None:
    done(jsonl(tmp_path / "u.jsonl", [COUNTY[0], COUNTY[0]]), tmp_path / "out")
    last = list(book(tmp_path / "out")["问题清单"].iter_rows())[-1]
    assert "（000001）.docx" in str(last[8].value)


@pytest.mark.slow
def test_a_file_called_like_a_function_is_linked_all_the_same(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "SORT(1).jsonl", COUNTY[:1])
    done(source, tmp_path / "out")
    link = next(book(tmp_path / "out")["问题清单"].iter_rows(min_row=2))[10].value
    assert link == '=HYPERLINK("../SORT%281%29.jsonl","打开")'


@pytest.mark.slow
def test_nothing_of_a_summary_is_left_by_a_run_that_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "TASK_SIZE", 1)
    source = jsonl(tmp_path / "u.jsonl", COUNTY)
    settled: list[str] = []
    stopped = done(
        source, tmp_path / "out", seen=lambda outcome, tally: settled.append(outcome.key), stop=lambda: bool(settled)
    )
    assert stopped.interrupted
    assert not (tmp_path / "out" / ".reportgen" / "staging").exists()


@pytest.mark.slow
def test_the_sums_are_the_same_whether_all_count_or_one_is_left_out(tmp_path: Path) -> None:
    done(jsonl(tmp_path / "all.jsonl", COUNTY), tmp_path / "all")
    done(jsonl(tmp_path / "twice.jsonl", [*COUNTY, COUNTY[2]]), tmp_path / "twice")
    sums = [
        [[cell.value for cell in row][3:] for row in book(tmp_path / name)["总表"].iter_rows(min_row=3, max_row=50)]
        for name in ("all", "twice")
    ]
    assert sums[0] == sums[1]
    assert any(isinstance(value, int) and value > 0 for row in sums[0] for value in row)


def test_a_brief_is_the_same_after_the_way_through_its_file() -> None:
    unit = Unit(code="1", name="松岭县教育局", level=Level.COUNTY, body=Body.DEPARTMENT)
    outcome = UnitOutcome(
        key="a:1", file="a", status=Status.WRITTEN, form_id="f", year=2023, unit=unit, figures=("0", None, "-", "7")
    )
    brief = Brief.of(outcome)
    assert (brief.telling, brief.is_all_zero) == (1, False)
    assert Brief.from_dict(json.loads(json.dumps(brief.as_dict()))) == brief


@pytest.mark.parametrize(
    ("figures", "expected"), [(("0", None), True), (("0", "-"), True), ((None, "-"), False), (("0", "1"), False)]
)
def test_all_zero_needs_a_zero_and_nothing_else(figures: tuple[str | None, ...], expected: bool) -> None:
    assert Brief.of(UnitOutcome(key="a", file="a", status=Status.WRITTEN, figures=figures)).is_all_zero is expected


@pytest.mark.slow
def test_a_resumed_run_writes_the_same_summary(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", [*CITY, *COUNTY])
    done(source, tmp_path / "out")
    before = results(tmp_path / "out")
    next((tmp_path / "out").rglob("云河县*.docx")).unlink()
    (tmp_path / "out" / "汇总.xlsx").unlink()
    done(source, tmp_path / "out", resume=True)
    assert results(tmp_path / "out") == before
