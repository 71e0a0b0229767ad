from dataclasses import replace
from typing import Any

import pytest

from reportgen.checks.formal.contact import check, is_postcode, may_be_phone
from reportgen.findings import Finding, Location, Severity
from reportgen.model import Aside, Contact, Printed
from reportgen.prose.report_text import report_text
from tests import builders

PACK = builders.pack("county-2021")


def said(text: str, **given: Any) -> list[Finding]:
    data = builders.report(PACK, 2023, narrative={"preface": (text,)}, **given)
    return list(check(report_text(data, PACK), data, PACK))


@pytest.mark.parametrize("text", ["邮编：13200", "邮政编码1320000", "邮　编：１３２００", "邮编为1300 0"])
def test_a_postcode_without_six_digits_is_found(text: str) -> None:
    (finding,) = said(text)
    assert (finding.code, finding.severity) == ("C715", Severity.VERIFY)


@pytest.mark.parametrize(
    "text", ["邮编：132000", "邮政编码：１３２０００", "邮编1 3 2 0 0 0", "邮编：13****", "邮编：。"]
)
def test_one_with_six_or_none_is_left(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("text", ["联系电话：630418", "电话：0432-63041", "咨询电话：（0432）6304"])
def test_a_number_too_short_to_be_dialled_is_a_note(text: str) -> None:
    (finding,) = said(text)
    assert (finding.code, finding.severity) == ("C715", Severity.NOTE)


@pytest.mark.parametrize(
    "text",
    [
        "联系电话：0432-63041873",
        "电话：6304187",
        "电话：(010)12345678",
        "电话：0432—12345",
        "监督电话：12345",
        "电话：96110",
        "电话：400-123-4567",
        "电话：+86-0432-63041873",
        "电话：0432-63041873-801",
        "电话：0432-6304****",
        "电话咨询12次，接听电话35个",
        "电话：2023年开通",
    ],
)
def test_whatever_may_be_dialled_is_left(text: str) -> None:
    assert said(text) == []


def test_the_contact_line_of_the_workbook_is_looked_at_where_it_was_typed() -> None:
    place = Location(file="年报.xlsx", sheet="基本信息", cell="C9")
    contact = Contact(postcode="13200", phone="63041")
    found = said("本报告公开。", contact=contact, places={"contact.postcode": place})
    assert [(item.severity, item.facts["words"]) for item in found] == [("note", "13200"), ("note", "63041")]
    assert found[0].location == place


def test_a_finished_reports_contact_is_looked_at_in_its_text_only() -> None:
    assert said("本报告公开。", contact=Contact(postcode="13200"), printed=Printed()) == []


def test_the_footer_of_a_word_file_is_looked_at() -> None:
    data = builders.report(PACK, 2023, printed=Printed())
    footer = Aside("邮编：13200", Location(file="年报.docx", part="word/footer1.xml", paragraph=2))
    printed = replace(data, asides=(footer,))
    (finding,) = check(report_text(printed, PACK), printed, PACK)
    assert finding.location.paragraph == 2


def test_digits_are_counted_without_spaces_and_signs() -> None:
    assert is_postcode("132 000")
    assert not is_postcode("13200")
    assert may_be_phone("0432 6304187")
    assert not may_be_phone("0432 630418")
