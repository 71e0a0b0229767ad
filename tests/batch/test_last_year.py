"""Last year's reports of a whole batch: each unit's own is found and used, as --previous of a single check does."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from benchmarks.generate import write_workbooks
from reportgen import pipeline
from reportgen.batch import last_year_index, plan
from reportgen.batch.last_year import EarlierReport, LastYear, unpacked
from reportgen.batch.outcome import UnitOutcome
from reportgen.batch.plan import Job
from reportgen.batch.run import Report
from reportgen.batch.work import Settings
from reportgen.errors import SourceError
from reportgen.model import Body, Level, Unit
from tests.batch.units import FOLDERS, PACK, codes, done, jsonl, reports, results
from tests.builders import pack

WITH = reports(4)
YEAR = int(WITH[0]["year"])
THIS = [{key: value for key, value in item.items() if key != "previous"} for item in WITH]


def before(item: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Last year's report of the unit, with the figures that this year's embeds."""
    old = {**item, "year": YEAR - 1, "issued_on": f"{YEAR}-01-20", "figures": item["previous"]["figures"]}
    del old["previous"]
    return {**old, **changes}


BEFORE = [before(item) for item in WITH]


def as_jsonl(folder: Path) -> Path:
    return jsonl(folder / "old.jsonl", BEFORE)


def as_json_files(folder: Path) -> Path:
    (folder / "old").mkdir()
    for number, item in enumerate(BEFORE):
        (folder / "old" / f"{number}.json").write_text(json.dumps(item, ensure_ascii=False), "utf-8")
    return folder / "old"


def as_table(folder: Path) -> Path:
    fields = list(pack(PACK).fields.values())
    lines = [",".join(("单位代码", "单位名称", "行政层级", "单位性质", "年度", *(str(item.key) for item in fields)))]
    for item in BEFORE:
        unit = item["unit"]
        figures = (item["figures"].get(f.table, {}).get(f.row.code, {}).get(f.column.code, "") for f in fields)
        lines.append(",".join(map(str, (unit["code"], unit["name"], "县", "部门", YEAR - 1, *figures))))
    (folder / "old.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder / "old.csv"


def as_workbooks(folder: Path) -> Path:
    readings = (pipeline.read(path, FOLDERS).data for path in sorted(as_json_files(folder).iterdir()))
    write_workbooks(folder / "books", pack(PACK), readings)
    return folder / "books"


def as_an_earlier_batch(folder: Path) -> Path:
    done(as_jsonl(folder), folder / "earlier", draft=True)
    return folder / "earlier"


@pytest.mark.slow
@pytest.mark.parametrize("kind", [as_jsonl, as_json_files, as_table, as_workbooks, as_an_earlier_batch])
def test_every_unit_is_held_against_its_own_report_of_last_year(tmp_path: Path, kind: Callable[[Path], Path]) -> None:
    told = said(jsonl(tmp_path / "this.jsonl", THIS), tmp_path / "a", previous=(kind(tmp_path),))
    assert not {code for codes_ in told.values() for code in codes_ if code[:2] == "B5"}
    told_within = said(jsonl(tmp_path / "with.jsonl", WITH), tmp_path / "b")
    assert documents(tmp_path / "a") == documents(tmp_path / "b")
    assert list(told.values()) == list(told_within.values())


def said(source: Path, output: Path, **options: Any) -> dict[str, list[str]]:
    """The codes of each unit's findings, by its key."""
    found: dict[str, list[str]] = {}

    def seen(outcome: UnitOutcome, tally: Any) -> None:
        found[outcome.key] = [item.code for item in outcome.findings]

    done(source, output, seen=seen, **options)
    return found


def documents(output: Path) -> dict[str, bytes]:
    return {path: content for path, content in results(output).items() if path.endswith(".docx")}


def b5(found: dict[str, list[str]]) -> list[list[str]]:
    return [[code for code in one if code[:2] == "B5"] for one in found.values()]


@pytest.mark.slow
def test_last_years_figures_go_before_those_the_source_holds(tmp_path: Path) -> None:
    wrong = [json.loads(json.dumps(item)) for item in WITH]
    for item in wrong:
        for table in item["previous"]["figures"].values():
            for row in table.values():
                row.update(dict.fromkeys(row, 0))
    done(jsonl(tmp_path / "wrong.jsonl", wrong), tmp_path / "a", previous=(as_jsonl(tmp_path),))
    done(jsonl(tmp_path / "with.jsonl", WITH), tmp_path / "b")
    assert documents(tmp_path / "a") == documents(tmp_path / "b")


# Whose it is


@pytest.mark.slow
def test_a_unit_without_a_report_of_last_year_is_told_so_and_keeps_what_it_has(tmp_path: Path) -> None:
    old = jsonl(tmp_path / "old.jsonl", BEFORE[1:])
    found = said(jsonl(tmp_path / "with.jsonl", WITH), tmp_path / "a", previous=(old,))
    assert b5(found) == [["B501"], [], [], []]
    done(jsonl(tmp_path / "with.jsonl", WITH), tmp_path / "b")
    assert documents(tmp_path / "a") == documents(tmp_path / "b")


@pytest.mark.parametrize(("year", "expected"), [(YEAR - 2, ["B501"]), (YEAR - 1, []), (YEAR, ["B501"])])
def test_only_the_report_of_the_year_before_is_taken(tmp_path: Path, year: int, expected: list[str]) -> None:
    old = jsonl(tmp_path / "old.jsonl", [before(WITH[0], year=year)])
    found = said(jsonl(tmp_path / "this.jsonl", THIS[:1]), tmp_path / "out", previous=(old,))
    assert b5(found) == [expected]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "松岭县教委"}, []),
        ({"code": ""}, []),
        ({"code": "", "name": "松岭县 教育局"}, []),
        ({"code": "", "name": "松岭县教委"}, ["B501"]),
    ],
)
def test_a_report_is_found_by_its_code_and_else_by_its_name(
    tmp_path: Path, changes: dict[str, str], expected: list[str]
) -> None:
    old = jsonl(tmp_path / "old.jsonl", [before(WITH[0], unit={**WITH[0]["unit"], **changes})])
    found = said(jsonl(tmp_path / "this.jsonl", THIS[:1]), tmp_path / "out", previous=(old,))
    assert b5(found) == [expected]


def test_a_unit_without_code_and_name_is_not_asked_for(tmp_path: Path) -> None:
    nobody = {**THIS[0], "unit": {**THIS[0]["unit"], "code": "", "name": ""}}
    found = said(jsonl(tmp_path / "this.jsonl", [nobody]), tmp_path / "out", previous=(as_jsonl(tmp_path),))
    assert b5(found) == [[]]


@pytest.mark.slow
def test_of_two_reports_that_differ_none_is_taken(tmp_path: Path) -> None:
    other = before(WITH[0], issued_on=f"{YEAR}-01-21")
    old = jsonl(tmp_path / "old.jsonl", [BEFORE[0], other])
    found = said(jsonl(tmp_path / "this.jsonl", THIS[:2]), tmp_path / "a", previous=(old,))
    assert b5(found) == [["B503"], ["B501"]]
    done(jsonl(tmp_path / "this.jsonl", THIS[:2]), tmp_path / "b")
    assert documents(tmp_path / "a") == documents(tmp_path / "b")


@pytest.mark.slow
def test_a_second_copy_of_the_same_report_does_no_harm(tmp_path: Path) -> None:
    old = as_json_files(tmp_path)
    (old / "copy.json").write_bytes((old / "0.json").read_bytes())
    found = said(jsonl(tmp_path / "this.jsonl", THIS), tmp_path / "out", previous=(old,))
    assert b5(found) == [[], [], [], []]


def test_a_report_of_last_year_that_was_never_filled_in_is_told(tmp_path: Path) -> None:
    blank = {**before(WITH[0]), "figures": {}}
    found = said(
        jsonl(tmp_path / "this.jsonl", THIS[:1]), tmp_path / "out", previous=(jsonl(tmp_path / "o.jsonl", [blank]),)
    )
    assert b5(found) == [["B505"]]


def entry(code: str, name: str, year: int = 2022, digest: str = "") -> EarlierReport:
    return EarlierReport(Job(0, "file", f"{code}{name}.json"), year, code, name, digest or f"{code}{name}")


def unit(code: str, name: str) -> Unit:
    return Unit(code=code, name=name, level=Level.COUNTY, body=Body.DEPARTMENT)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (unit("1", "乙"), ["1"]),
        (unit("9", "乙"), ["2"]),
        (unit("", "甲"), ["1", "3"]),
        (unit("", ""), []),
        (unit("9", "丁"), []),
    ],
)
def test_the_code_goes_before_the_name(asked: Unit, found: Sequence[str]) -> None:
    index = LastYear([entry("1", "甲"), entry("2", "乙"), entry("3", "甲"), entry("4", "丁", 2021)])
    assert [item.code for item in index.find(asked, 2023)] == found
    assert [item.code for item in unpacked(index.packed()).find(asked, 2023)] == found


# What cannot be read


@pytest.mark.slow
def test_what_is_no_report_is_named_once_and_passed_over(tmp_path: Path) -> None:
    old = as_json_files(tmp_path)
    (old / "函.txt").write_text("请各单位按时报送。\n", "utf-8")
    (old / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (old / "noyear.json").write_text(json.dumps({"unit": WITH[0]["unit"]}), "utf-8")
    report = done(jsonl(tmp_path / "this.jsonl", THIS), tmp_path / "out", previous=(old,))
    assert codes(report) == ["B502"] * 3
    assert not report.is_blocked
    book = openpyxl.load_workbook(tmp_path / "out" / "汇总.xlsx")
    rows = [row for row in book["问题清单"].iter_rows(values_only=True) if row[3] == "B502"]
    assert sorted(Path(str(row[4])).name for row in rows) == ["broken.xlsx", "noyear.json", "函.txt"]


@pytest.mark.slow
def test_a_report_whose_figures_cannot_be_read_is_told_and_the_unit_is_made(tmp_path: Path) -> None:
    old = jsonl(tmp_path / "old.jsonl", [before(WITH[0], pack="county-1999")])
    found = said(jsonl(tmp_path / "this.jsonl", THIS[:1]), tmp_path / "out", previous=(old,))
    assert b5(found) == [["B504"]]
    assert len(documents(tmp_path / "out")) == 1


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_without_any_report_of_last_year_the_batch_does_not_begin(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError):
        done(jsonl(tmp_path / "this.jsonl", THIS), tmp_path / "out", previous=(tmp_path / name,))


@pytest.mark.slow
def test_last_years_folder_among_the_sources_is_no_source(tmp_path: Path) -> None:
    old = as_json_files(tmp_path)
    jsonl(tmp_path / "this.jsonl", THIS)
    (tmp_path / "old").rename(tmp_path / "去年")
    report = done(tmp_path, tmp_path / "out", previous=(tmp_path / "去年",))
    assert report.tally.total == 4
    assert not old.exists()


@pytest.mark.slow
def test_an_earlier_batchs_copies_and_summary_are_no_reports(tmp_path: Path) -> None:
    earlier = as_an_earlier_batch(tmp_path)
    (earlier / "批注").mkdir(exist_ok=True)
    (earlier / "批注" / "a.json").write_text(json.dumps(BEFORE[0]), "utf-8")
    index, findings = last_year_index.make((earlier,), Settings(folders=FOLDERS))
    assert len(index.entries) == 4
    assert findings == ()


@pytest.mark.slow
def test_an_earlier_batchs_journal_tells_the_codes_of_its_reports_and_is_left_as_it_is(tmp_path: Path) -> None:
    earlier = as_an_earlier_batch(tmp_path)
    journal = earlier / ".reportgen" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"torn')
    content = journal.read_bytes()
    changed = next((earlier / "报告").iterdir())
    changed.write_bytes(changed.read_bytes() + b"\0")
    index, _ = last_year_index.make((earlier,), Settings(folders=FOLDERS))
    assert {(item.code != "", item.job.path != str(changed)) for item in index.entries} == {
        (True, True),
        (False, False),
    }
    assert {item.name for item in index.entries} == {item["unit"]["name"] for item in BEFORE}
    assert journal.read_bytes() == content


# The same result however it is made


@pytest.mark.slow
def test_the_result_depends_neither_on_processes_nor_on_the_order_of_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "TASK_SIZE", 2)
    source = jsonl(tmp_path / "this.jsonl", THIS)
    folder, table = as_json_files(tmp_path), jsonl(tmp_path / "more.jsonl", BEFORE[:1])
    (folder / "0.json").unlink()
    done(source, tmp_path / "one", jobs=1, previous=(folder, table))
    done(source, tmp_path / "two", jobs=2, previous=(table, folder))
    assert results(tmp_path / "one") == results(tmp_path / "two")


def again(tmp_path: Path, **options: Any) -> Report:
    return done(tmp_path / "this.jsonl", tmp_path / "out", resume=True, **options)


@pytest.mark.slow
def test_resuming_redoes_the_units_whose_report_of_last_year_changed(tmp_path: Path) -> None:
    jsonl(tmp_path / "this.jsonl", THIS)
    old = as_json_files(tmp_path)
    done(tmp_path / "this.jsonl", tmp_path / "out", previous=(old,))
    assert again(tmp_path, previous=(old,)).tally.kept == 4
    changed = before(WITH[1], issued_on=f"{YEAR}-01-25")
    (old / "1.json").write_text(json.dumps(changed, ensure_ascii=False), "utf-8")
    (old / "2.json").unlink()
    assert again(tmp_path, previous=(old,)).tally.kept == 2
    done(tmp_path / "this.jsonl", tmp_path / "whole", previous=(old,))
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    assert again(tmp_path).tally.kept == 0


@pytest.mark.slow
def test_the_index_is_made_from_what_reports_say_of_themselves(tmp_path: Path) -> None:
    for folder in (as_workbooks(tmp_path), as_jsonl(tmp_path)):
        index, _ = last_year_index.make((folder,), Settings(folders=FOLDERS))
        assert [(item.code, item.name, item.year) for item in index.entries] == [
            (item["unit"]["code"], item["unit"]["name"], YEAR - 1) for item in BEFORE
        ]
