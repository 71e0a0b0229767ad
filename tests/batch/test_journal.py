"""The journal: what was added is found again, a torn end is cut off, a damaged line costs its unit only."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.batch.journal import Journal
from reportgen.batch.outcome import Status, UnitOutcome, as_dict, from_dict, text_of, value_of
from reportgen.errors import DeliveryError
from reportgen.findings import Finding, Location, Severity
from reportgen.model import NOT_APPLICABLE
from tests.batch.units import unit


def outcome(key: str, **more: object) -> UnitOutcome:
    return UnitOutcome(key=key, file=key, status=Status.WRITTEN, **more)  # type: ignore[arg-type]


def test_an_entry_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    finding = Finding(
        code="C201",
        severity=Severity.ERROR,
        location=Location(file="甲.xlsx", sheet="统计表", cell="C12"),
        facts={"found": Decimal(2956), "difference": Decimal(-5), "count": 3, "field": "公开信息总数"},
        rule="pub5",
        scope=("5",),
        explanation="机构合并",
    )
    whole = outcome(
        "甲.xlsx",
        fingerprint="f",
        pack_id="county-2021",
        form_id="national-2021",
        year=2023,
        unit=unit("0012"),
        findings=(finding,),
        figures=("12", "-", None, "0.5"),
        previous=("11",),
        words={"13.annual": "《动态》50期"},
        document="报告/甲.docx",
        sha256="s",
        annotated="批注/甲.xlsx",
        annotated_sha256="c",
    )
    with Journal(tmp_path / "j") as journal:
        offset = journal.add([outcome("first"), whole])[1]
        assert journal.read(offset) == whole
    assert from_dict(as_dict(whole)) == whole


def test_the_digests_of_all_files_are_known_until_they_are_removed(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        journal.add([outcome("a", document="a.docx", sha256="r", annotated="a.xlsx", annotated_sha256="c")])
    with Journal(tmp_path / "j") as journal:
        assert journal.documents == {"a.docx": "r", "a.xlsx": "c"}
        journal.remove("a.xlsx")
    with Journal(tmp_path / "j") as journal:
        assert journal.documents == {"a.docx": "r"}


def test_an_entry_of_format_1_has_no_copy(tmp_path: Path) -> None:
    entry = as_dict(outcome("a", document="a.docx", sha256="r"))
    del entry["annotated"], entry["annotated_sha256"]
    assert from_dict(entry) == outcome("a", document="a.docx", sha256="r")


def test_the_last_entry_of_a_unit_counts(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        journal.add([outcome("a", sha256="old"), outcome("b")])
        journal.add([outcome("a", sha256="new")])
    with Journal(tmp_path / "j") as journal:
        assert journal.read(journal.index["a"]).sha256 == "new"
        assert set(journal.index) == {"a", "b"}


@pytest.mark.parametrize("lost", range(1, 60, 7))
def test_a_torn_last_line_is_cut_off_and_the_journal_goes_on(tmp_path: Path, lost: int) -> None:
    path = tmp_path / "j"
    with Journal(path) as journal:
        journal.add([outcome("a"), outcome("b")])
    path.write_bytes(path.read_bytes()[:-lost])
    with Journal(path) as journal:
        assert set(journal.index) == {"a"}
        journal.add([outcome("c")])
    with Journal(path) as journal:
        assert [journal.read(offset).key for offset in journal.index.values()] == ["a", "c"]
        assert journal.damaged_lines == 0


def test_a_damaged_line_in_the_middle_costs_its_unit_only(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with Journal(path) as journal:
        journal.add([outcome("a"), outcome("b"), outcome("c")])
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"\x00 \xff{\n" + lines[2])
    with Journal(path) as journal:
        assert (set(journal.index), journal.damaged_lines) == ({"a", "c"}, 1)


def test_documents_are_remembered_until_they_are_removed(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        journal.add(
            [outcome("a", document="报告/a.docx", sha256="1"), outcome("b", document="报告/b.docx", sha256="2")]
        )
        journal.remove("报告/a.docx")
    with Journal(tmp_path / "j") as journal:
        assert journal.documents == {"报告/b.docx": "2"}


def test_a_journal_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    (tmp_path / "j").write_text('{"run":{"format":99}}\n')
    with pytest.raises(DeliveryError) as caught:
        Journal(tmp_path / "j")
    assert caught.value.findings[0].code == "B113"


@given(st.one_of(st.none(), st.just(NOT_APPLICABLE), st.decimals(allow_nan=False, allow_infinity=False, places=3)))
def test_a_value_survives_as_text(value: object) -> None:
    assert value_of(text_of(value)) == value  # type: ignore[arg-type]
