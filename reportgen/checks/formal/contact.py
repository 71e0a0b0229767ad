"""Postcodes and telephone numbers that cannot be reached: too few digits, or too many.

Takes a report and its text, gives findings C715. What has the digits of one is left: whether it is the office's own
nobody can tell here. Private numbers are left to `privacy.py`.
"""

import re
from collections.abc import Iterator

from reportgen.checks.registry import text_check
from reportgen.checks.remarks import remark
from reportgen.findings import Finding, Severity
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.packs.words import Grammar, Lists
from reportgen.prose.passages import Passage
from reportgen.prose.report_text import ReportText
from reportgen.wording.signs import plain

_POSTCODE = re.compile(  # 邮编：130000; no 130000.5, no 13****
    r"(?:邮\s*编|邮政编码)\s*[:为是]?\s*(?P<number>\d(?: ?\d)*)(?![\d ]*[\d.*×xX])"
)
_PHONE = Grammar(  # 电话：0431-1234567; 监督电话12345; of 办理热线电话12件 the 件 tells that it is none
    r"(?:电\s*话(?:号码)?\s*[:为是]|<<telephones>>)\s*"
    r"(?P<number>[(+]?\d[\d ()\-]*\d)(?![\d ()\-]*[\d.*×xX年月次个条件人%])"
)
_WITH_AREA = re.compile(r"\(?(?:\+?86[- ]?)?(?P<area>0\d{2,3})\)?[- ]*(?P<local>\d+)")
_SERVICE = re.compile(r"1\d{2,4}|9[56]\d{1,6}")
_SHORTEST = 7


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C715: in the text, and in the contact line of the workbook."""
    for passage in (*text.passages, *text.outside):
        yield from _postcodes(passage)
        yield from _phones(passage, text.lexicon.words)
    if data.printed is None:
        yield from _own(data)


def _postcodes(text: Passage) -> Iterator[Finding]:
    for match in _POSTCODE.finditer(text.text) if "邮" in text.text else ():
        if not is_postcode(match["number"]):
            yield remark("C715", text, *match.span())


def _phones(text: Passage, lists: Lists) -> Iterator[Finding]:
    for match in _PHONE.of(lists).finditer(text.text) if "话" in text.text else ():
        if not may_be_phone(match["number"]):
            yield remark("C715", text, *match.span(), severity=Severity.NOTE)


def _own(data: ReportData) -> Iterator[Finding]:
    """A note: the sheet of the contact line has no column for reasons."""
    for name, label, written, is_right in (
        ("postcode", "邮编", data.contact.postcode, is_postcode),
        ("phone", "电话", data.contact.phone, may_be_phone),
    ):
        value = plain(written).strip()
        if value and not is_right(value):
            facts = {"words": value, "sentence": f"{label}：{value}"}
            place, scope = data.place(f"contact.{name}"), (f"contact.{name}",)
            yield Finding(code="C715", severity=Severity.NOTE, location=place, facts=facts, scope=scope)


def is_postcode(written: str) -> bool:
    """True for six digits."""
    return re.fullmatch(r"\d{6}", written.replace(" ", "")) is not None


def may_be_phone(written: str) -> bool:
    """False only for what is too short for a number: a local one has 7 digits, but for the short ones of services."""
    match = _WITH_AREA.match(written)
    number = match["local"] if match else "".join(re.findall(r"\d+", written))
    return len(number) >= _SHORTEST or _SERVICE.fullmatch(number) is not None
