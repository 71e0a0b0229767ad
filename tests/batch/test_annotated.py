"""The annotated copies of a batch: who gets one, where it lies, that it is as safe as a report, and when it goes."""

import zipfile
from pathlib import Path
from shutil import copyfile
from typing import Any

import openpyxl
import pytest

from reportgen.batch import plan
from reportgen.batch.outcome import Status
from reportgen.batch.work import Settings, work
from reportgen.deliver.annotated import workbook as annotated_workbook
from reportgen.errors import DeliveryError, UsageError
from reportgen.packs.workbook_layout import RESULTS
from tests.batch.units import FOLDERS, codes, done, jsonl, reports, results, with_codes

EXAMPLES = Path(__file__).resolve().parents[2] / "data_examples"
PLANTED = EXAMPLES / "planted-errors" / "county-2021.xlsx"
CLEAN = EXAMPLES / "county" / "county-2021.xlsx"
_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def folder(path: Path, *sources: Path) -> Path:
    """A folder with a workbook after each of the sources: 0.xlsx, 1.xlsx and so on."""
    path.mkdir(exist_ok=True)
    for number, source in enumerate(sources):
        copyfile(source, path / f"{number}.xlsx")
    return path


def copies(output: Path) -> list[str]:
    return sorted(path for path in results(output) if path.startswith("批注/"))


def stem(output: Path) -> str:
    (name,) = (Path(path).stem for path in results(output) if path.startswith("报告/"))
    return name


@pytest.mark.slow
def test_a_workbook_with_findings_gets_a_copy_named_as_its_report(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", PLANTED)
    before = (source / "0.xlsx").read_bytes()
    done(source, tmp_path / "out", draft=True)
    assert copies(tmp_path / "out") == [f"批注/{stem(tmp_path / 'out')}.xlsx"]
    assert RESULTS in openpyxl.load_workbook(tmp_path / "out" / copies(tmp_path / "out")[0]).sheetnames
    assert (source / "0.xlsx").read_bytes() == before


@pytest.mark.slow
def test_a_unit_without_a_report_gets_a_copy_too(tmp_path: Path) -> None:
    report = done(folder(tmp_path / "in", PLANTED), tmp_path / "out")
    assert report.tally.statuses == {Status.BLOCKED: 1}
    assert len(copies(tmp_path / "out")) == 1


def test_a_workbook_that_says_not_what_report_it_is_gets_a_copy(tmp_path: Path) -> None:
    source = folder(tmp_path / "in")
    book = openpyxl.Workbook()
    book.create_sheet("随手记").append(["随手记"])
    book.save(source / "0.xlsx")
    report = done(source, tmp_path / "out")
    assert report.tally.statuses == {Status.FAILED: 1}
    assert copies(tmp_path / "out") == ["批注/0.xlsx"]


@pytest.mark.slow
def test_a_workbook_that_nothing_is_wrong_with_gets_none(tmp_path: Path) -> None:
    done(folder(tmp_path / "in", CLEAN), tmp_path / "out")
    assert copies(tmp_path / "out") == []
    assert not (tmp_path / "out" / "批注").exists()


@pytest.mark.slow
def test_a_workbook_with_macros_gets_a_copy_with_the_ending_of_its_kind(tmp_path: Path) -> None:
    source = folder(tmp_path / "in")
    with zipfile.ZipFile(PLANTED) as old, zipfile.ZipFile(source / "0.xlsm", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(_PLAIN, _WITH_MACROS))
    done(source, tmp_path / "out")
    assert copies(tmp_path / "out") == ["批注/0.xlsm"]


def test_a_unit_of_a_file_of_many_gets_none(tmp_path: Path) -> None:
    item = reports(1)[0]
    del item["issued_on"]
    done(jsonl(tmp_path / "u.jsonl", [item]), tmp_path / "out")
    assert copies(tmp_path / "out") == []


@pytest.mark.parametrize("error", ["D204", "D205"])
def test_a_workbook_that_no_copy_can_be_made_of_gets_none_and_keeps_its_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    def refuses(*given: Any) -> bytes:
        raise DeliveryError.of(error, sheet="检查结果", part="styles.xml")

    monkeypatch.setattr(annotated_workbook, "make", refuses)
    said: list[str] = []
    done(
        folder(tmp_path / "in", PLANTED),
        tmp_path / "out",
        seen=lambda outcome, tally: said.extend(item.code for item in outcome.findings),
    )
    assert copies(tmp_path / "out") == []
    assert "C201" in said
    assert error not in said


def test_a_damaged_workbook_gets_none(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", PLANTED)
    (source / "0.xlsx").write_bytes(PLANTED.read_bytes()[:5000])
    assert done(source, tmp_path / "out").tally.statuses == {Status.FAILED: 1}
    assert copies(tmp_path / "out") == []


def test_a_copy_nobody_foresaw_to_fail_leaves_the_report_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*given: Any) -> bytes:
        raise ZeroDivisionError("three")

    monkeypatch.setattr(annotated_workbook, "make", breaks)
    said: dict[str, str] = {}
    report = done(
        folder(tmp_path / "in", PLANTED),
        tmp_path / "out",
        draft=True,
        seen=lambda outcome, tally: said.update({item.code: item.severity.value for item in outcome.findings}),
    )
    assert report.tally.statuses == {Status.DRAFT: 1}
    assert said["X001"] == "note"


@pytest.mark.slow
def test_copies_do_not_depend_on_the_number_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "TASK_SIZE", 1)
    source = folder(tmp_path / "in", PLANTED, CLEAN, PLANTED)
    for jobs in (1, 2):
        done(source, tmp_path / f"out{jobs}", jobs=jobs)
    assert len(copies(tmp_path / "out1")) == 2
    assert results(tmp_path / "out1") == results(tmp_path / "out2")


@pytest.mark.slow
def test_copies_come_back_as_bytes_where_nothing_is_staged(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", PLANTED)
    done(source, tmp_path / "out")
    found = work(tuple(plan.make((source,)).jobs()), Settings(folders=FOLDERS))[0]
    assert found.copy is not None
    assert found.copy.content == results(tmp_path / "out")[copies(tmp_path / "out")[0]]


@pytest.mark.slow
def test_copies_lie_in_folders_as_reports_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.batch.naming.SHARD", 1)
    done(folder(tmp_path / "in", PLANTED, CLEAN, PLANTED), tmp_path / "out")
    assert [path.split("/")[1] for path in copies(tmp_path / "out")] == ["00001-00001", "00003-00003"]


# Going on


@pytest.mark.slow
def test_resuming_keeps_what_is_unchanged(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", PLANTED, CLEAN)
    done(source, tmp_path / "out")
    before = results(tmp_path / "out")
    assert done(source, tmp_path / "out", resume=True).tally.kept == 2
    assert results(tmp_path / "out") == before


@pytest.mark.slow
def test_a_copy_that_is_gone_is_made_again(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", PLANTED, CLEAN)
    done(source, tmp_path / "out")
    before = results(tmp_path / "out")
    (tmp_path / "out" / copies(tmp_path / "out")[0]).unlink()
    assert done(source, tmp_path / "out", resume=True).tally.kept == 1
    assert results(tmp_path / "out") == before


@pytest.mark.slow
def test_a_copy_that_somebody_worked_in_is_replaced_only_when_forced(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", PLANTED)
    done(source, tmp_path / "out")
    edited = tmp_path / "out" / copies(tmp_path / "out")[0]
    edited.write_bytes(b"mine")
    for _ in range(2):
        report, told = with_codes(source, tmp_path / "out", resume=True)
        assert (told.count("D109"), report.is_blocked, edited.read_bytes()) == (1, True, b"mine")
    done(source, tmp_path / "out", resume=True, force=True)
    assert edited.read_bytes().startswith(b"PK")
    assert [path.read_bytes() for path in edited.parent.iterdir() if path != edited] == [b"mine"]


@pytest.mark.slow
def test_the_copy_goes_when_the_workbook_is_mended(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", PLANTED)
    done(source, tmp_path / "out")
    folder(source, CLEAN)
    done(source, tmp_path / "out", resume=True)
    assert copies(tmp_path / "out") == []
    done(source, tmp_path / "whole")
    assert results(tmp_path / "out") == results(tmp_path / "whole")


@pytest.mark.slow
def test_a_copy_that_somebody_worked_in_is_left_when_the_workbook_is_mended(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", PLANTED)
    done(source, tmp_path / "out")
    edited = tmp_path / "out" / copies(tmp_path / "out")[0]
    edited.write_bytes(b"mine")
    folder(source, CLEAN)
    assert codes(done(source, tmp_path / "out", resume=True)) == ["B104"]
    assert edited.read_bytes() == b"mine"


@pytest.mark.slow
def test_a_run_that_was_stopped_goes_on_to_the_same_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "TASK_SIZE", 1)
    source = folder(tmp_path / "in", PLANTED, PLANTED, PLANTED)
    settled: list[str] = []
    done(
        source,
        tmp_path / "part",
        seen=lambda outcome, tally: settled.append(outcome.key),
        stop=lambda: len(settled) >= 1,
    )
    assert len(copies(tmp_path / "part")) == 1
    assert done(source, tmp_path / "part", resume=True).tally.kept == 1
    done(source, tmp_path / "whole")
    assert results(tmp_path / "part") == results(tmp_path / "whole")


# Sources and links


@pytest.mark.slow
def test_copies_are_no_sources_of_the_next_run(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", PLANTED)
    done(source, source)
    assert done(source, source, resume=True).tally.total == 1


def test_a_workbook_where_the_copies_go_is_refused(tmp_path: Path) -> None:
    source = folder(tmp_path / "批注", PLANTED)
    before = (source / "0.xlsx").read_bytes()
    with pytest.raises(UsageError) as caught:
        done(source, tmp_path)
    assert caught.value.findings[0].code == "B117"
    assert (source / "0.xlsx").read_bytes() == before


@pytest.mark.slow
def test_the_findings_of_the_summary_lead_to_report_copy_and_source(tmp_path: Path) -> None:
    done(folder(tmp_path / "in", PLANTED), tmp_path / "out", draft=True)
    sheet = openpyxl.load_workbook(tmp_path / "out" / "汇总.xlsx")["问题清单"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[-3:] == ["报告", "批注", "原表"]
    name = stem(tmp_path / "out")
    assert [cell.value for cell in sheet[2]][-3:] == [
        f'=HYPERLINK("{path}","打开")' for path in (f"报告/{name}.docx", f"批注/{name}.xlsx", "../in/0.xlsx")
    ]
