"""What must not be published: classification marks, identity numbers, private telephones, bank cards, e-mail.

Takes a report; looks at its texts, the words in its cells, the explanations and, in a finished report, at all that is
printed outside its sections; gives findings whose values are masked. The office's own contact line is allowed. Whether
the secrecy review was done is left to `identity.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.checks.registry import report_check
from reportgen.findings import Finding, Location, Severity
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.wording.personal_numbers import (
    LONG_NUMBER,
    MAIL,
    OFFICIAL_MAIL,
    digits_of,
    hidden,
    hidden_mail,
    is_card_number,
    is_identity_number,
    is_mobile_number,
)
from reportgen.wording.signs import plain

_MARK = re.compile(
    r"(?P<level>绝密|机密|秘密)\s*[★☆]\s*(?:\d+\s*[年月天]|长期|启用前|解密|公布前)?|[(（【\[]\s*(?P<bracketed>绝密|机密|秘密)\s*[)）】\]]"
    r"|^\s*(?P<alone>绝密|机密|秘密)\s*(?:\d+年)?\s*$|(?P<internal>内部(?:资料|文件|材料)[\s，,:；;]*注意保[存密]|注意保存[\s，,]*(?:严禁|不得)(?:外传|外泄)|仅供内部(?:参考|使用|传阅)|不得外传|严禁外传)"
)
_CONTACT_WORDS = re.compile("联系|电话|邮箱|邮编|地址|信箱|E-?mail|电子邮件|传真|咨询|投诉|举报|监督", re.IGNORECASE)
_PRIVATE = re.compile("申请人|当事人|投诉人|举报人|代理人")
_DOCUMENT_BEFORE = re.compile(
    r"(?:索引号|文号|统一社会信用代码|信用代码|编号|备案号|许可证号|证书号|订单|流水)[^\d]{0,6}$"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text somewhere in the report, in plain signs."""

    text: str
    location: Location
    may_hold_contact: bool = False
    scope: tuple[str, ...] = ()


@report_check
def check_privacy(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C801 to C805."""
    allowed = _own(data)
    for text in _texts(data):
        yield from _marks(text)
        yield from _numbers(text, allowed)
        yield from _mails(text, allowed)


def _texts(data: ReportData) -> Iterator[Text]:
    for key, paragraphs in data.narrative.items():
        for number, typed in enumerate(paragraphs):
            own = data.places.get(f"narrative.{key}.{number}") or data.place(f"narrative.{key}")
            yield Text(plain(typed), own, key in {"preface", "closing"}, (key,))
    for figure in data.figures.values():
        if figure.raw:
            yield Text(plain(figure.raw), figure.location)
    for aside in data.asides:
        yield Text(plain(aside.text), aside.location, may_hold_contact=True)
    for code, reason in data.row_explanations.items():
        yield Text(plain(reason), data.place(f"row_explanations.{code}"))
    for rule, reason in data.explanations.items():
        yield Text(plain(reason), data.place(f"explanations.{rule}"))


def _own(data: ReportData) -> frozenset[str]:
    contact = data.contact
    digits = {digits_of(part) for part in re.split("[,，、;；/ ]", plain(contact.phone)) if part}
    return frozenset({*digits, plain(contact.email).strip().lower()}) - {""}


def _marks(text: Text) -> Iterator[Finding]:
    """C801."""
    for match in _MARK.finditer(text.text):
        yield _finding("C801", text, match[0].strip(), Severity.ERROR)


def _numbers(text: Text, allowed: frozenset[str]) -> Iterator[Finding]:
    """C802 identity numbers, C803 private mobiles, C804 bank cards."""
    for match in LONG_NUMBER.finditer(text.text):
        digits = digits_of(match[0])
        if digits in allowed or _DOCUMENT_BEFORE.search(text.text[max(0, match.start() - 14) : match.start()]):
            continue
        if is_identity_number(digits):
            yield _finding("C802", text, hidden(digits), Severity.ERROR)
        elif is_mobile_number(digits):
            yield _finding("C803", text, hidden(digits), Severity.VERIFY)
        elif is_card_number(digits):
            yield _finding("C804", text, hidden(digits), Severity.ERROR)


def _mails(text: Text, allowed: frozenset[str]) -> Iterator[Finding]:
    """C805."""
    for match in MAIL.finditer(text.text):
        mail = re.sub(r"\s", "", match[0]).lower()
        around = text.text[max(0, match.start() - 60) : match.start()]
        is_contact = text.may_hold_contact and _CONTACT_WORDS.search(around) and not _PRIVATE.search(around)
        if mail in allowed or mail.endswith(OFFICIAL_MAIL) or is_contact:
            continue
        yield _finding("C805", text, hidden_mail(mail), Severity.VERIFY)


def _finding(code: str, text: Text, value: str, severity: Severity) -> Finding:
    return Finding(code=code, severity=severity, location=text.location, facts={"words": value}, scope=text.scope)
