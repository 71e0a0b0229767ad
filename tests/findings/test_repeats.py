"""One mistake gives one finding; nothing that tells more is lost."""

from reportgen.findings import Fact, Finding, Location, Severity
from reportgen.findings.repeats import without_repeats

CELL = Location(file="a.xlsx", sheet="统计表", cell="C5")
OTHER = Location(file="a.xlsx", sheet="统计表", cell="C6")
SHEET = Location(file="a.xlsx", sheet="统计表")


def finding(
    code: str,
    location: Location = CELL,
    severity: Severity = Severity.ERROR,
    scope: tuple[str, ...] = (),
    **facts: Fact,
) -> Finding:
    return Finding(code=code, severity=severity, location=location, scope=scope, facts=facts)


def codes(*findings: Finding) -> list[str]:
    return [item.code for item in without_repeats(findings)]


def test_a_copy_is_left_out() -> None:
    assert codes(finding("C201"), finding("C201")) == ["C201"]


def test_two_rows_missing_from_one_sheet_are_both_named() -> None:
    assert codes(finding("S231", SHEET, row="5.1"), finding("S231", SHEET, row="5.2")) == ["S231", "S231"]


def test_a_cell_that_cannot_be_printed_is_not_said_again() -> None:
    assert codes(finding("C101"), finding("W101")) == ["C101"]
    assert codes(finding("C107"), finding("W101")) == ["C107"]
    assert codes(finding("S202", OTHER), finding("W101")) == ["S202"]


def test_a_cell_that_cannot_be_printed_is_said_where_nothing_else_says_so() -> None:
    assert codes(finding("C201"), finding("W101")) == ["C201", "W101"]
    assert codes(finding("S218", severity=Severity.NOTE), finding("W101")) == ["S218", "W101"]


def test_a_dash_refused_in_its_cell_is_not_refused_in_each_relation() -> None:
    assert codes(finding("C102"), finding("C106")) == ["C102"]
    assert codes(finding("C102", OTHER), finding("C106")) == ["C102", "C106"]


def test_a_dash_that_may_be_explained_keeps_its_broken_relations() -> None:
    assert codes(finding("C102", severity=Severity.VERIFY), finding("C106")) == ["C102", "C106"]


def test_a_date_that_is_none_is_not_missing_besides() -> None:
    assert codes(finding("S210"), finding("C112")) == ["S210"]


def test_the_cells_of_a_missing_row_are_not_named_blank() -> None:
    nowhere = Location(file="a.xlsx", place="统计表 5.1.annual")
    missing = finding("S231", SHEET, row="5.1")
    assert codes(missing, finding("C101", nowhere, scope=("annual", "5.1"))) == ["S231"]
    assert codes(missing, finding("C101", nowhere, scope=("annual", "5.2"))) == ["S231", "C101"]
    assert codes(missing, finding("C101", CELL, scope=("annual", "5.1"))) == ["S231", "C101"]


def test_a_missing_table_is_not_called_blank() -> None:
    missing = finding("S235", Location(file="a.xlsx"), table="表二 主动公开")
    assert codes(missing, finding("C107", Location(file="a.xlsx", place="表二 主动公开 m1.issued"))) == ["S235"]
    assert codes(missing, finding("C107", Location(file="a.xlsx", place="表四 复议诉讼 review.upheld"))) == [
        "S235",
        "C107",
    ]
