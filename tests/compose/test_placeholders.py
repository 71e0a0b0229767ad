"""What a placeholder is, what it says, and what it cannot."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compose.placeholders import NAMES, Flaw, Placeholder, pieces, says
from reportgen.model import ReportData
from tests.builders import Cell, pack, report

PACK = pack("municipal-2008")
COUNTS: dict[str, Cell] = {"5.annual": 579, "5.1.annual": 6, "5.2.annual": 46, "20.1.annual": 3, "20.2.annual": 4}


def said(text: str, data: ReportData | None = None) -> str | Flaw:
    (item,) = pieces(text, PACK)
    assert isinstance(item, Placeholder)
    names = {**dict.fromkeys(NAMES, ""), "year": "2012", "unit.name": "云河市工业和信息化局"}
    return says(item, data or report(PACK, 2012, values=COUNTS), names)


def code(text: str, data: ReportData | None = None) -> str:
    flaw = said(text, data)
    assert isinstance(flaw, Flaw)
    return flaw.code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{5.annual}", "579"),
        ("{ 5.annual }", "579"),
        ("{20.1.annual+20.2.annual}", "7"),
        ("{20.1.annual + 20.2.annual}", "7"),
        ("{5.annual-5.1.annual-5.2.annual}", "527"),
        ("{20.1.annual-20.2.annual}", "-1"),
        ("{5.2.annual/5.annual:%}", "7.9%"),
        ("{5.1.annual/5.annual:%0}", "1%"),
        ("{5.1.annual/5.annual:%2}", "1.04%"),
        ("{5.1.annual+5.2.annual/5.annual:%}", "9.0%"),
        ("{5.annual:cn}", "五百七十九"),
        ("{year}", "2012"),
        ("{unit.name}", "云河市工业和信息化局"),
    ],
)
def test_a_placeholder_says_its_figure(text: str, words: str) -> None:
    assert said(text) == words


def test_last_years_figure_comes_from_last_years_report() -> None:
    data = report(PACK, 2012, values=COUNTS, previous={"5.annual": 511})
    assert said("{5.annual[previous]}", data) == "511"
    assert said("{5.annual-5.annual[previous]}", data) == "68"


def test_without_last_years_report_its_figure_is_blank() -> None:
    assert code("{5.annual[previous]}") == "W102"


def test_the_words_of_a_cell_are_quoted_as_typed() -> None:
    data = report(PACK, 2012, values={"13.annual": "《云河工业信息》12期"})
    assert said("{13.annual}", data) == "《云河工业信息》12期"


def test_an_amount_keeps_its_decimals() -> None:
    assert said("{24.annual}", report(PACK, values={"24.annual": Decimal("39.50")})) == "39.5"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{5.anual}", "W103"),
        ("{5}", "W103"),
        ("{5.1}", "W103"),
        ("{yaer}", "W103"),
        ("{5.annual[last]}", "W103"),
        ("{year:cn}", "W103"),
        ("{5.annual+year}", "W103"),
        ("{20.1.annual/20.annual:%}", "W104"),
        ("{7.annual}", "W105"),
        ("{5.annual:%}", "W106"),
        ("{5.1.annual/5.annual}", "W106"),
        ("{5.1.annual/5.annual:cn}", "W106"),
        ("{5.1.annual/5.annual/5.annual:%}", "W106"),
        ("{5.annual:}", "W106"),
        ("{5.annual:%9}", "W106"),
        ("{5.annual:x}", "W106"),
        ("｛5.annual｝", "W107"),
    ],
)
def test_a_placeholder_that_says_nothing_is_a_flaw(text: str, found: str) -> None:
    assert code(text) == found


def test_a_fraction_has_no_chinese_numeral() -> None:
    assert code("{24.annual:cn}", report(PACK, values={"24.annual": Decimal("0.5")})) == "W106"


def test_a_number_beyond_chinese_numerals_is_a_flaw() -> None:
    assert code("{5.annual:cn}", report(PACK, values={"5.annual": 10**12})) == "W106"


def test_a_blank_figure_is_a_flaw() -> None:
    assert code("{5.annual}", report(PACK, values={"5.annual": None})) == "W102"


def test_an_unknown_name_comes_with_the_nearest() -> None:
    flaw = said("{5.1.anual}")
    assert isinstance(flaw, Flaw)
    assert flaw.facts["nearest"] == "5.1.annual"


@pytest.mark.parametrize(
    "text",
    [
        "{{ 5.annual }}",
        "{{5.annual}}",
        "{% if x %}",
        "{}",
        "{ }",
        '{"5": 1}',
        "{甲、乙}",
        "{1,2}",
        "{5.annual",
        "5.annual}",
        "{{5.annual}",
        "{5.annual}}",
        "{# note #}",
        "{a b}",
        "${5.annual!r}",
        "{5.annual.__class__()}",
    ],
)
def test_other_braces_are_text(text: str) -> None:
    assert pieces(text, PACK) == (text,)


@given(st.text(alphabet=st.sampled_from("{}｛｝%5.annual+-/:[] 甲\n") | st.characters(), max_size=60))
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(item if isinstance(item, str) else item.source for item in pieces(text, PACK)) == text
