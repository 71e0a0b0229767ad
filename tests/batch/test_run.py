"""A batch from end to end: the same bytes for any number of processes, nothing lost or overwritten, resumed exactly."""

import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportgen.batch import plan
from reportgen.batch.outcome import Status
from reportgen.errors import DeliveryError, SourceError, UsageError
from reportgen.findings.text import message
from tests.batch.units import codes, done, jsonl, reports, results, with_codes

UNITS = reports(12)


def named(number: int, **changes: Any) -> dict[str, Any]:
    """One of the units, with members of its `unit` changed."""
    item: dict[str, Any] = json.loads(json.dumps(UNITS[number]))
    item["unit"].update(changes)
    return item


@pytest.mark.slow
def test_every_unit_gets_its_report_and_the_summary_is_there(tmp_path: Path) -> None:
    report = done(jsonl(tmp_path / "u.jsonl", UNITS), tmp_path / "out")
    assert report.tally.statuses == {Status.WRITTEN: 12}
    assert not report.is_blocked
    files = results(tmp_path / "out")
    assert "报告/松岭县教育局2023年政府信息公开工作年度报告.docx" in files
    assert len(files) == 13


@pytest.mark.slow
def test_the_result_does_not_depend_on_the_number_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = jsonl(tmp_path / "u.jsonl", [*UNITS, "{broken", named(0, code="000099")])
    monkeypatch.setattr(plan, "TASK_SIZE", 3)
    done(source, tmp_path / "one", jobs=1)
    done(source, tmp_path / "two", jobs=2)
    assert results(tmp_path / "one") == results(tmp_path / "two")


def test_a_bad_unit_does_not_stop_the_others(tmp_path: Path) -> None:
    seen: dict[str, list[str]] = {}
    source = jsonl(tmp_path / "u.jsonl", [UNITS[0], "{broken", "[]", UNITS[1]])
    report = done(
        source, tmp_path / "out", seen=lambda o, tally: seen.update({o.key: [item.code for item in o.findings]})
    )
    assert report.tally.statuses == {Status.WRITTEN: 2, Status.FAILED: 2}
    assert seen[f"{source}:2"] == ["S114"]
    assert seen[f"{source}:3"] == ["S115"]


def test_what_nobody_foresaw_becomes_a_finding_of_its_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen import pipeline

    make = pipeline.make

    def fails_once(reading: Any, **options: Any) -> Any:
        if reading.data.unit.code == "000002":
            raise ZeroDivisionError("three")
        return make(reading, **options)

    monkeypatch.setattr(pipeline, "make", fails_once)
    found: dict[str, list[str]] = {}
    done(
        jsonl(tmp_path / "u.jsonl", UNITS[:3]),
        tmp_path / "out",
        seen=lambda outcome, tally: found.update(
            {outcome.name: [item.code for item in outcome.findings if item.code[0] == "X"]}
        ),
    )
    assert found == {"松岭县教育局": [], "云河县教育局": ["X001"], "青石县教育局": []}


@pytest.mark.slow
def test_two_units_of_one_name_never_share_a_file(tmp_path: Path) -> None:
    source = jsonl(
        tmp_path / "u.jsonl", [UNITS[0], named(1, name="松岭县教育局"), named(2, name="松岭县教育局", code="")]
    )
    said: list[str] = []
    done(source, tmp_path / "out", seen=lambda outcome, tally: said.extend(item.code for item in outcome.findings))
    plain = "报告/松岭县教育局2023年政府信息公开工作年度报告"
    assert {f"{plain}.docx", f"{plain}（000002）.docx", f"{plain}（2）.docx"} < set(results(tmp_path / "out"))
    assert said.count("B103") == 2


@pytest.mark.slow
def test_more_than_a_thousand_units_lie_in_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.batch.naming.SHARD", 5)
    done(jsonl(tmp_path / "u.jsonl", UNITS), tmp_path / "out")
    folders = {path.split("/")[1] for path in results(tmp_path / "out") if path.startswith("报告")}
    assert folders == {"00001-00005", "00006-00010", "00011-00015"}


# Going on


def test_an_earlier_run_is_not_run_over(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", UNITS[:2])
    done(source, tmp_path / "out")
    with pytest.raises(UsageError) as caught:
        done(source, tmp_path / "out")
    assert caught.value.findings[0].code == "B111"


@pytest.mark.slow
def test_resuming_a_finished_run_does_nothing_again_and_changes_nothing(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", UNITS)
    done(source, tmp_path / "out")
    before = results(tmp_path / "out")
    assert done(source, tmp_path / "out", resume=True).tally.kept == 12
    assert results(tmp_path / "out") == before


@pytest.mark.slow
@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_run_that_was_stopped_goes_on_to_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(plan, "TASK_SIZE", 1)
    source = jsonl(tmp_path / "u.jsonl", UNITS)
    settled: list[str] = []
    stopped = done(
        source,
        tmp_path / "part",
        seen=lambda outcome, tally: settled.append(outcome.key),
        stop=lambda: len(settled) >= count,
    )
    assert stopped.interrupted
    assert "汇总.xlsx" not in results(tmp_path / "part")
    report = done(source, tmp_path / "part", resume=True)
    assert report.tally.kept == count
    done(source, tmp_path / "whole")
    assert results(tmp_path / "part") == results(tmp_path / "whole")


def changed_figure(tmp_path: Path, source: Path) -> None:
    jsonl(source, [named(0, name="松岭县新教育局"), *UNITS[1:]])


def missing_output(tmp_path: Path, source: Path) -> None:
    next((tmp_path / "out").rglob("松岭*.docx")).unlink()


@pytest.mark.slow
@pytest.mark.parametrize("change", [changed_figure, missing_output])
def test_resuming_redoes_what_changed_and_nothing_else(tmp_path: Path, change: Any) -> None:
    source = jsonl(tmp_path / "u.jsonl", UNITS)
    done(source, tmp_path / "out")
    change(tmp_path, source)
    assert done(source, tmp_path / "out", resume=True).tally.kept == 11
    done(source, tmp_path / "whole")
    assert results(tmp_path / "out") == results(tmp_path / "whole")


@pytest.mark.slow
def test_a_report_that_somebody_changed_since_is_replaced_only_when_forced(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", UNITS[:3])
    done(source, tmp_path / "out")
    whole = results(tmp_path / "out")
    edited = next((tmp_path / "out").rglob("松岭*.docx"))
    edited.write_bytes(b"mine")
    for _ in range(2):
        report, told = with_codes(source, tmp_path / "out", resume=True)
        assert told.count("D109") == 1
        assert report.is_blocked
        assert report.tally.statuses[Status.BLOCKED] == 1
        assert edited.read_bytes() == b"mine"
    done(source, tmp_path / "out", resume=True, force=True)
    (kept,) = edited.parent.glob(f"{edited.stem}.*.docx")
    assert kept.read_bytes() == b"mine"
    kept.unlink()
    done(source, tmp_path / "out", resume=True)
    assert results(tmp_path / "out") == whole


@pytest.mark.slow
def test_a_summary_that_somebody_wrote_in_is_replaced_only_when_forced(tmp_path: Path) -> None:
    source, book = jsonl(tmp_path / "u.jsonl", UNITS[:1]), tmp_path / "out" / "汇总.xlsx"
    done(source, tmp_path / "out")
    done(jsonl(source, UNITS[:2]), tmp_path / "out", resume=True)
    book.write_bytes(b"with notes")
    with pytest.raises(DeliveryError) as caught:
        done(source, tmp_path / "out", resume=True)
    assert [item.code for item in caught.value.findings] == ["D109"]
    assert book.read_bytes() == b"with notes"
    done(source, tmp_path / "out", resume=True, force=True)
    assert book.read_bytes().startswith(b"PK")
    assert [path.read_bytes() for path in book.parent.glob("汇总.*.xlsx")] == [b"with notes"]


@pytest.mark.slow
def test_a_report_that_was_there_before_the_first_run_stays(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", UNITS[:1])
    done(source, tmp_path / "first")
    path = next((tmp_path / "first").rglob("*.docx")).relative_to(tmp_path / "first")
    (tmp_path / "out" / path.parent).mkdir(parents=True)
    (tmp_path / "out" / path).write_bytes(b"typed by hand")
    assert done(source, tmp_path / "out").is_blocked
    assert (tmp_path / "out" / path).read_bytes() == b"typed by hand"


@pytest.mark.slow
def test_resuming_redoes_all_when_the_template_changed(tmp_path: Path) -> None:
    from shutil import copytree

    from tests.builders import TEMPLATES

    own = tmp_path / "packs"
    copytree(TEMPLATES / "county-2021", own / "county-2021")
    copytree(TEMPLATES / "forms", own / "forms")
    source = jsonl(tmp_path / "u.jsonl", UNITS)
    done(source, tmp_path / "out", folders=(own,))
    pack_file = own / "county-2021" / "pack.yaml"
    pack_file.write_text(pack_file.read_text("utf-8") + "# another edition\n", "utf-8")
    assert done(source, tmp_path / "out", folders=(own,), resume=True).tally.kept == 0


@pytest.mark.slow
def test_units_that_changed_names_leave_no_old_report_behind(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", UNITS[:2])
    done(source, tmp_path / "out")
    swapped = [named(0, name=UNITS[1]["unit"]["name"]), named(1, name=UNITS[0]["unit"]["name"])]
    done(jsonl(source, swapped), tmp_path / "out", resume=True)
    done(source, tmp_path / "whole")
    assert results(tmp_path / "out") == results(tmp_path / "whole")


@pytest.mark.slow
def test_a_strangers_document_is_left_alone_and_named(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", UNITS[:1])
    done(source, tmp_path / "out")
    stranger = tmp_path / "out" / "报告" / "手写.docx"
    stranger.write_bytes(b"mine")
    assert codes(done(source, tmp_path / "out", resume=True)) == ["B104"]
    assert stranger.read_bytes() == b"mine"


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", UNITS[:1])

    def another_begins(outcome: Any, tally: Any) -> None:
        with pytest.raises(DeliveryError) as caught:
            done(source, tmp_path / "out", resume=True)
        assert caught.value.findings[0].code == "B110"

    done(source, tmp_path / "out", seen=another_begins)


@pytest.mark.slow
@pytest.mark.parametrize("writes", ["reportgen.batch.journal.os.fsync", "xlsxwriter.workbook.Workbook._store_workbook"])
def test_a_full_disk_is_told_and_the_run_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: str
) -> None:
    source = jsonl(tmp_path / "u.jsonl", UNITS[:3])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(writes, full)
        with pytest.raises(DeliveryError) as caught:
            done(source, tmp_path / "out")
    assert caught.value.findings[0].code == "B112"
    done(source, tmp_path / "out", resume=True)
    done(source, tmp_path / "whole")
    assert results(tmp_path / "out") == results(tmp_path / "whole")


# Sources


@pytest.mark.slow
def test_a_folder_is_searched_deeply_and_its_own_results_are_passed_over(tmp_path: Path) -> None:
    inside = tmp_path / "in" / "教育" / "学校"
    inside.mkdir(parents=True)
    for number, folder in enumerate((tmp_path / "in", inside.parent, inside)):
        (folder / f"{number}.json").write_text(json.dumps(UNITS[number], ensure_ascii=False), "utf-8")
    (inside / "~$0.xlsx").write_bytes(b"lock")
    (inside / "readme.txt").write_text("not a unit")
    output = tmp_path / "in" / "out"
    assert done(tmp_path / "in", output).tally.total == 3
    assert done(tmp_path / "in", output, resume=True).tally.kept == 3


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems take names in Unicode only")
def test_names_of_files_that_are_no_utf8_do_no_harm(tmp_path: Path) -> None:
    for number in range(3):
        path = os.fsencode(tmp_path / "in") + f"/松岭{number}.json".encode("gbk")
        (tmp_path / "in").mkdir(exist_ok=True)
        content = json.dumps(UNITS[number]) if number else "{broken"
        Path(os.fsdecode(path)).write_text(content, "utf-8")
    report = done(tmp_path / "in", tmp_path / "out")
    assert report.tally.statuses == {Status.WRITTEN: 2, Status.FAILED: 1}
    assert done(tmp_path / "in", tmp_path / "out", resume=True).tally.kept == 2
    assert "%CB%C9%C1%EB0.json" in str(
        list(openpyxl.load_workbook(tmp_path / "out" / "汇总.xlsx")["问题清单"])[1][10].value
    )


def test_half_a_character_costs_its_unit_and_no_other(tmp_path: Path) -> None:
    broken = json.dumps(UNITS[0]).replace("\\u6559", "\\ud842", 1)
    report = done(jsonl(tmp_path / "u.jsonl", [broken, UNITS[1]]), tmp_path / "out")
    assert report.tally.statuses == {Status.WRITTEN: 1, Status.FAILED: 1}


def test_a_source_without_units_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        done(tmp_path, tmp_path / "out")
    assert caught.value.findings[0].code == "B114"
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_drafts_are_written_in_spite_of_errors(tmp_path: Path) -> None:
    item = named(0)
    item["figures"]["t3"]["r1"]["total"] += 1
    source = jsonl(tmp_path / "u.jsonl", [item])
    assert done(source, tmp_path / "a").tally.statuses == {Status.BLOCKED: 1}
    assert done(source, tmp_path / "b", draft=True).tally.statuses == {Status.DRAFT: 1}
    assert len(results(tmp_path / "b")) == 2


# The summary


def rows(output: Path, sheet: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(output / "汇总.xlsx")
    return [[cell for cell in row if cell is not None] for row in book[sheet].iter_rows(values_only=True)]


@pytest.mark.slow
def test_the_summary_lists_units_findings_and_who_is_missing(tmp_path: Path) -> None:
    people = tmp_path / "r.csv"
    known = [UNITS[number]["unit"] for number in (0, 1, 3)]
    people.write_text("代码,名称\n" + "".join(f"{unit['code']},{unit['name']}\n" for unit in known), "utf-8")
    source = jsonl(tmp_path / "u.jsonl", [UNITS[0], UNITS[1], UNITS[1], UNITS[2]])
    report = done(source, tmp_path / "out", roster=people)
    assert sorted(codes(report)) == ["B202", "B203", "B206", "B222"]
    assert [row[1] for row in rows(tmp_path / "out", "未报单位")[1:]] == [known[2]["name"]]
    assert [row[0] for row in rows(tmp_path / "out", "分单位")[2:]] == [
        UNITS[number]["unit"]["name"] for number in (0, 1, 1, 2)
    ]
    assert {row[3] for row in rows(tmp_path / "out", "问题清单")[1:]} >= {"B202", "B203", "B206", "B222"}
    assert [row[2] for row in rows(tmp_path / "out", "异常")[1:]].count("B222") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("contact", "said"),
    [("0471-1", "松岭县水利局没有报送。联系方式：0471-1"), ("", "松岭县水利局没有报送。")],
)
def test_a_contact_is_named_where_the_roster_has_one(tmp_path: Path, contact: str, said: str) -> None:
    people = tmp_path / "r.csv"
    unit = UNITS[0]["unit"]
    people.write_text(
        f"代码,名称,联系方式\n{unit['code']},{unit['name']},0471-2\n000099,松岭县水利局,{contact}\n", "utf-8"
    )
    report = done(jsonl(tmp_path / "u.jsonl", UNITS[:1]), tmp_path / "out", roster=people)
    assert [message(finding, "zh") for finding in report.findings] == [said]
    pie = [row for row in rows(tmp_path / "out", "图表") if row[:1] == ["未报"]]
    assert pie == [["未报", 1]]


@pytest.mark.slow
def test_the_sums_of_the_summary_count_a_unit_once(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "u.jsonl", [UNITS[0], UNITS[1], UNITS[1]])
    done(source, tmp_path / "out")
    expected = sum(item["figures"]["t3"]["r1"]["total"] for item in UNITS[:2])
    line = next(row for row in rows(tmp_path / "out", "总表") if any("一、本年新收" in str(cell) for cell in row))
    assert line[-1] == expected


@pytest.mark.slow
def test_a_report_of_another_year_and_an_empty_one_are_noticed(tmp_path: Path) -> None:
    other, empty = named(3), named(4)
    other["year"], other["issued_on"] = 2022, "2023-01-20"
    for table in empty["figures"].values():
        for row in table.values():
            row.update(dict.fromkeys(row, 0))
    empty.pop("previous")
    report = done(jsonl(tmp_path / "u.jsonl", [*UNITS[:3], other, empty]), tmp_path / "out")
    assert codes(report) == ["B205", "B221"]


# A folder is not a list of units


@pytest.mark.slow
def test_a_table_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    jsonl(source / "a.jsonl", UNITS[:2])
    (source / "b.csv").write_text("备注\n无\n", encoding="utf-8")
    report = done(source, tmp_path / "out")
    assert (report.tally.statuses[Status.WRITTEN], report.tally.statuses[Status.FAILED]) == (2, 1)


@pytest.mark.slow
def test_files_of_a_kind_that_is_not_read_are_named_once(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    jsonl(source / "a.jsonl", UNITS[:1])
    for name in ("水利局.et", "财政局.xlsb", "通知.docx"):
        (source / name).write_bytes(b"something")
    (note,) = [item for item in done(source, tmp_path / "out").findings if item.code == "B118"]
    assert (note.facts["count"], "水利局.et" in str(note.facts["files"])) == (3, True)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_and_a_link_to_itself_are_refused_and_the_others_made(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    jsonl(source / "a.jsonl", UNITS[:1])
    os.mkfifo(source / "b.xlsx")
    os.mkfifo(source / "c.jsonl")
    (source / "d.xlsx").symlink_to("d.xlsx")
    report, told = with_codes(source, tmp_path / "out")
    assert report.tally.statuses[Status.WRITTEN] == 1
    assert sorted(code for code in told if code[0] == "S") == ["S102", "S121", "S121"]
