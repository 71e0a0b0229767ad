from decimal import Decimal

import pytest

from reportgen import checks
from reportgen.findings import Finding, Location, Severity
from reportgen.model import Figure, FigureKey
from reportgen.packs import Pack
from tests import builders

MUNICIPAL_2008 = builders.pack("municipal-2008")
GOVERNMENT_2008 = builders.pack("county-government-2008")
COUNTY_2019 = builders.pack("county-2019")
COUNTY_2021 = builders.pack("county-2021")
Cells = dict[str, builders.Cell]


def _found(of: Pack, values: Cells) -> list[Finding]:
    data = builders.report(of, of.first_year + 1, values=values)
    return [
        item for item in checks.run(data, of) if item.code in {"C101", "C102", "C103", "C104", "C105", "C107", "C108"}
    ]


def _codes(of: Pack, values: Cells) -> list[str]:
    return [item.code for item in _found(of, values)]


def test_zero_is_a_number() -> None:
    assert _codes(COUNTY_2021, {"r1.total": 0}) == []


def test_a_blank_cell_is_named() -> None:
    (finding,) = _found(COUNTY_2021, {"r1.social": None})
    assert (finding.code, finding.severity, finding.rule) == ("C101", Severity.ERROR, "nonneg-int")
    assert finding.facts["field"] == "本年新收政府信息公开申请数量（社会公益组织）"
    assert (finding.facts["cells"], finding.facts["count"]) == ("r1.social", 1)
    assert finding.scope == ("social", "r1")


def test_blank_cells_of_a_row_are_told_together() -> None:
    one, other = _found(COUNTY_2021, {"r1.social": None, "r1.total": None, "r4.other": None})
    assert (one.facts["field"], one.facts["count"]) == ("本年新收政府信息公开申请数量（社会公益组织、总计）", 2)
    assert (one.facts["cells"], one.facts["figure"]) == ("r1.social、r1.total", "r1.social")
    assert other.facts["figure"] == "r4.other"


def test_a_cell_that_was_never_there_is_blank_too() -> None:
    figures = builders.zero_figures(COUNTY_2021)
    del figures[FigureKey("m3.decisions")]
    (finding,) = checks.run(builders.report(COUNTY_2021, 2022, figures=figures), COUNTY_2021)
    assert (finding.code, finding.facts["field"]) == ("C101", "行政许可")
    assert finding.location == Location(file="report.json", place="表二 主动公开 m3.decisions")


def test_what_could_not_be_read_has_been_told_already() -> None:
    unread = {FigureKey("r1.social"): Figure(None, raw="若干", unread=True)}
    data = builders.report(COUNTY_2021, 2022, figures=builders.zero_figures(COUNTY_2021) | unread)
    assert checks.run(data, COUNTY_2021) == ()


def test_a_table_nobody_began_is_one_finding() -> None:
    remedies: Cells = {str(key): None for key, item in COUNTY_2021.fields.items() if item.table == "t4"}
    (finding,) = _found(COUNTY_2021, remedies)
    assert (finding.code, finding.facts["table"], finding.facts["count"]) == ("C107", "表四 复议诉讼", 15)


def test_a_table_with_one_figure_has_been_begun() -> None:
    remedies: Cells = {str(key): None for key, item in COUNTY_2021.fields.items() if item.table == "t4"}
    assert _codes(COUNTY_2021, {**remedies, "review.total": 0}) == ["C101", "C101", "C101"]


def test_an_empty_workbook_is_a_finding_a_table() -> None:
    data = builders.report(COUNTY_2021, 2022, figures={})
    assert [item.code for item in checks.run(data, COUNTY_2021)] == ["C107", "C107", "C107"]


def test_a_dash_is_no_number() -> None:
    (finding,) = _found(MUNICIPAL_2008, {"20.annual": "-"})
    assert (finding.code, finding.severity, finding.facts["figure"]) == ("C102", Severity.ERROR, "20.annual")
    assert finding.facts["words"] == ""


def test_a_dash_in_a_star_row_that_is_open_needs_an_explanation() -> None:
    (finding,) = _found(GOVERNMENT_2008, {"7.annual": "-"})
    assert (finding.code, finding.severity) == ("C102", Severity.VERIFY)
    assert str(finding.facts["words"]).startswith("★栏由县(市)区政府")


def test_a_dash_where_the_form_prints_it_passes() -> None:
    assert _codes(MUNICIPAL_2008, {"7.annual": "-", "1.cumulative": "-"}) == []


def test_a_blank_where_the_form_prints_a_dash_passes() -> None:
    assert _codes(MUNICIPAL_2008, {"7.annual": None, "1.cumulative": None}) == []


@pytest.mark.parametrize("number", [0, 15890])
def test_a_number_in_a_star_row_of_a_department_is_refused_in_the_forms_words(number: int) -> None:
    (finding,) = _found(MUNICIPAL_2008, {"7.annual": number})
    assert (finding.code, finding.severity, finding.facts["found"]) == ("C103", Severity.ERROR, number)
    assert finding.facts["words"] == "★栏由县(市)区政府和开发区管委会统计并予以公开，部门不予统计和公开。"


def test_a_cumulative_number_of_staff_is_refused_in_the_forms_words() -> None:
    (finding,) = _found(MUNICIPAL_2008, {"1.cumulative": 2})
    assert (finding.code, finding.facts["words"]) == ("C103", "第1、1.1、1.2行“累计数”填“-”")


@pytest.mark.parametrize(("number", "codes"), [(0, []), (-1, ["C104"]), ("-0.5", ["C104", "C105"])])
def test_a_count_is_not_negative(number: int | str, codes: list[str]) -> None:
    figures = {FigureKey("m3.decisions"): Figure(Decimal(number))}
    data = builders.report(COUNTY_2021, 2022, figures=builders.zero_figures(COUNTY_2021) | figures)
    assert [item.code for item in checks.run(data, COUNTY_2021)] == codes


def test_a_negative_number_cites_the_rule_of_the_form() -> None:
    (finding,) = _found(COUNTY_2021, {"m3.decisions": -3})
    assert (finding.rule, finding.facts["rule_text"]) == ("nonneg-int", "件数为非负整数；没有发生填0，不留空。")
    assert finding.facts["found"] == -3


def test_an_increase_may_be_negative() -> None:
    assert _codes(COUNTY_2019, {"m3.change": -3}) == []
    assert _codes(COUNTY_2019, {"m3.last_year_items": -3}) == ["C104"]


@pytest.mark.parametrize(("number", "codes"), [("57", []), ("57.0", []), ("57.9", ["C105"])])
def test_a_count_has_no_fraction(number: str, codes: list[str]) -> None:
    for key in ("m3.decisions", "m3.change"):
        assert _codes(COUNTY_2019, {key: Decimal(number)}) == codes


@pytest.mark.parametrize(("amount", "codes"), [("133.30", []), ("133.33", []), ("133.330", []), ("133.333", ["C108"])])
def test_yuan_go_to_the_cent(amount: str, codes: list[str]) -> None:
    cells: Cells = dict.fromkeys(("24.annual", "24.cumulative", "24.1.annual", "24.1.cumulative"), Decimal(amount))
    assert _codes(MUNICIPAL_2008, cells) == codes * 4


@pytest.mark.parametrize(("amount", "codes"), [("0.000001", []), ("0.0000001", ["C108"]), ("-0.5", ["C104"])])
def test_ten_thousands_of_yuan_go_to_the_cent(amount: str, codes: list[str]) -> None:
    assert _codes(COUNTY_2021, {"m6.amount_wan": Decimal(amount)}) == codes


def test_an_amount_that_is_too_exact_says_what_is_allowed() -> None:
    (finding,) = _found(COUNTY_2021, {"m6.amount_wan": Decimal("1.2345678")})
    assert (finding.facts["decimals"], finding.facts["found"]) == (6, Decimal("1.2345678"))


def test_a_figure_of_another_form_is_passed_over() -> None:
    figures = builders.zero_figures(COUNTY_2021) | {FigureKey("m9.count"): Figure(Decimal(-3))}
    assert checks.run(builders.report(COUNTY_2021, 2022, figures=figures), COUNTY_2021) == ()
