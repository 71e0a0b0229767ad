from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.findings import Finding, Location
from reportgen.model import NOT_APPLICABLE, Figure, FigureKey
from reportgen.packs import Field
from reportgen.sources import values
from tests.builders import pack

JILIN = pack("municipal-2008").fields
COUNT = JILIN[FigureKey("5.annual")]
CLOSED = JILIN[FigureKey("1.cumulative")]
NAMED = JILIN[FigureKey("13.annual")]
AMOUNT = pack("municipal-2019").fields[FigureKey("m8.amount")]
NOON = datetime.fromisoformat("2012-03-04T12:00")
MIDNIGHT = datetime.fromisoformat("2013-02-20")
HERE = Location(file="年报.xlsx", sheet="统计表", cell="D12")


def read(found: object, field: Field = COUNT) -> tuple[Figure, Finding | None]:
    return values.figure(found, field, HERE, 2012)


@pytest.mark.parametrize(
    ("found", "number"),
    [
        (117.0, "117"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (-3.0, "-3"),
        (2.5, "2.5"),
        (-0.0, "0"),
        ("117", "117"),
        (" 117 ", "117"),
        ("１１７", "117"),
        ("　１，２３４．５　", "1234.5"),
        ("1,234,567", "1234567"),
        ("+3", "3"),
        ("-3", "-3"),
        ("−3", "-3"),
        (".5", "0.5"),
        (579, "579"),
        (Decimal("0.10"), "0.1"),
    ],
)
def test_numbers_are_read_exactly(found: object, number: str) -> None:
    figure, finding = read(found)
    assert (figure.value, figure.raw, figure.unread, finding) == (Decimal(number), None, False, None)


@pytest.mark.parametrize("dash", ["-", "－", "—", "——", "–", " - ", "―"])
def test_every_dash_means_not_applicable(dash: str) -> None:
    assert read(dash)[0].value is NOT_APPLICABLE


@pytest.mark.parametrize("blank", ["", "   ", "　", None])
def test_a_blank_is_no_zero(blank: object) -> None:
    assert read(blank) == (Figure(None, HERE), None)


def test_a_closed_cell_left_blank_is_not_applicable() -> None:
    assert read("", CLOSED)[0].value is NOT_APPLICABLE


def test_a_number_in_a_closed_cell_is_kept_for_the_checks() -> None:
    assert read(5.0, CLOSED)[0].value == 5


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ("117条", "S201"),
        ("117 条", "S201"),
        ("12%", "S201"),
        ("约117", "S202"),
        ("一百", "S202"),
        ("①", "S202"),
        ("1,23", "S202"),
        ("5.", "S202"),
        ("1 234", "S202"),
        ("2012年5月1日", "S203"),
        (date(2012, 3, 4), "S203"),
        (NOON, "S203"),
        (time(3, 4), "S203"),
        ("#REF!", "S204"),
        ("Err:502", "S204"),
        (True, "S205"),
        (float("nan"), "S207"),
        (float("inf"), "S207"),
        (Decimal("NaN"), "S207"),
        (Decimal("1e400"), "S207"),
        (Decimal("1e-400"), "S207"),
        (1e16, "S207"),
        ([1], "S202"),
    ],
)
def test_what_is_no_number_is_named_and_not_guessed(found: object, code: str) -> None:
    figure, finding = read(found)
    assert (figure.value, figure.unread) == (None, True)
    assert finding is not None
    assert (finding.code, finding.location) == (code, HERE)
    assert finding.facts["field"] == "公开信息总数（2012年发生数）"


def test_a_trailing_unit_is_told_apart_from_its_number() -> None:
    finding = read("1,170 条")[1]
    assert finding is not None
    assert (finding.facts["number"], finding.facts["unit"]) == ("1170", "条")


@pytest.mark.parametrize(
    ("found", "number"),
    [
        ("《甲简报》50期、《乙》12期", 62),
        ("《2012年工作动态》6期", 6),
        ("简报1,200份", 1200),
        ("“十二五”专刊3册；画报2种", 5),
    ],
)
def test_names_with_counts_add_up_and_are_kept_as_written(found: str, number: int) -> None:
    figure, finding = read(found, NAMED)
    assert (figure.value, figure.raw, finding) == (Decimal(number), found, None)


def test_names_without_a_count_are_named() -> None:
    finding = read("《甲简报》", NAMED)[1]
    assert finding is not None
    assert finding.code == "S209"


@pytest.mark.parametrize(
    ("found", "yuan"),
    [("12.5万元", 125_000), ("3000元", 3000), ("１２万元", 120_000), ("1,200.5元", "1200.5"), ("2亿元", 200_000_000)],
)
def test_an_amount_is_read_in_yuan_and_kept_as_written(found: str, yuan: object) -> None:
    figure, finding = read(found, AMOUNT)
    assert (figure.value, figure.raw, finding) == (Decimal(str(yuan)), found, None)


@pytest.mark.parametrize("found", [12.5, "12.5", "12.5万", Decimal("12.5")])
def test_an_amount_without_its_unit_is_not_guessed(found: object) -> None:
    finding = read(found, AMOUNT)[1]
    assert finding is not None
    assert finding.code == "S208"


@pytest.mark.parametrize("found", [0.0, "0", 0])
def test_nothing_needs_no_unit(found: object) -> None:
    assert read(found, AMOUNT)[0].value == 0


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_survives_the_way_through_a_spreadsheet(number: Decimal) -> None:
    assert values.exact(float(number)) == number


@given(st.integers(0, 10**15 - 1))
def test_thousands_separators_and_full_width_digits_change_nothing(number: int) -> None:
    wide = f"{number:,}".translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert read(wide)[0].value == number


@pytest.mark.parametrize(
    ("found", "text"),
    [(132011.0, "132011"), ("  x ", "x"), (0.5, "0.5"), (date(2013, 2, 20), "2013-02-20"), (True, "TRUE"), (None, "")],
)
def test_cells_as_text(found: object, text: str) -> None:
    assert values.text_of(found) == text


@pytest.mark.parametrize(
    "found",
    [
        "2013-02-20",
        "2013年2月20日",
        "２０１３年２月２０日",
        "2013/2/20",
        "2013.2.20",
        date(2013, 2, 20),
        MIDNIGHT,
    ],
)
def test_days_are_read_as_they_are_written(found: object) -> None:
    assert values.day(found) == date(2013, 2, 20)


@pytest.mark.parametrize("found", ["2013年2月", "2013-02-30", "明天", 41325.0, None, True])
def test_what_is_no_day_is_none(found: object) -> None:
    assert values.day(found) is None


@pytest.mark.parametrize("found", [2012.0, 2012, "2012", "2012年", "２０１２年度"])
def test_years_are_read_as_they_are_written(found: object) -> None:
    assert values.year(found) == 2012


@pytest.mark.parametrize("found", ["二〇一二", "12", "2012-2013", 2012.5, ""])
def test_what_is_no_year_is_none(found: object) -> None:
    assert values.year(found) is None


def test_paragraphs_lose_empty_lines_and_trailing_blanks_only() -> None:
    assert values.paragraphs("　　一  \r\n\r\n二 a\u2028三\n   \n（四）　") == ("　　一", "二 a", "三", "（四）")


def test_one_line_tells_whether_it_was_broken() -> None:
    assert values.one_line(" 松江东路\n65号 ") == ("松江东路 65号", True)
    assert values.one_line("松江东路65号") == ("松江东路65号", False)


@pytest.mark.parametrize(
    ("found", "measure", "value"),
    [
        ("117条", "count", "117"),
        ("1.2万条", "count", "12000"),
        ("３千件", "count", "3000"),
        ("1.2亿次", "count", "120000000"),
        ("1.5万元", "amount_yuan", "15000"),
        ("1.5万元", "amount_wan", "1.5"),
        ("15000元", "amount_wan", "1.5"),
        ("12笔", "amount_wan", "12"),
    ],
)
def test_what_to_type_is_the_number_in_the_unit_of_the_form(found: str, measure: str, value: str) -> None:
    finding = read(found, replace(COUNT, measure=measure))[1]
    assert finding is not None
    assert (finding.code, finding.facts["value"]) == ("S201", value)
