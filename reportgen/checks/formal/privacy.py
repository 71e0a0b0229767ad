"""What must not be published: classification marks, identity numbers, private telephones, bank cards, e-mail.

Takes a report; looks at its texts, the words in its cells, the explanations and, in a finished report, at all that is
printed outside its sections; gives findings whose values are masked. The office's own contact line is allowed. Whether
the secrecy review was done is left to `identity.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.checks.registry import report_check
from reportgen.findings import Finding, Location, finding_of
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.packs.words import Grammar, Lists
from reportgen.prose.lexicon import lexicon
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

# 机密★启用前; （秘密）; 秘密 alone on a line; 内部资料，注意保存; 不得外传
_MARK = Grammar(
    r"(?P<level><<secrecy-levels>>)\s*[★☆]\s*(?:\d+\s*[年月天]|长期|启用前|解密|公布前)?"
    r"|[(（【\[]\s*(?P<bracketed><<secrecy-levels>>)\s*[)）】\]]|^\s*(?P<alone><<secrecy-levels>>)\s*(?:\d+年)?\s*$"
    r"|(?P<internal><<internal-papers>>[\s，,:；;]*注意保[存密]|注意保存[\s，,]*(?:严禁|不得)(?:外传|外泄)|<<internal-use>>)"
)
_CONTACT_WORDS = Grammar("(?i:<<contact-words>>)")
_PRIVATE = Grammar("<<private-persons>>")
_DOCUMENT_BEFORE = Grammar(r"<<numbers-of-documents>>[^\d]{0,6}$")  # 统一社会信用代码：…


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
    allowed, lists = _own(data), lexicon(pack).words
    for text in _texts(data):
        yield from _marks(text, lists)
        yield from _numbers(text, allowed, lists)
        yield from _mails(text, allowed, lists)


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


def _marks(text: Text, lists: Lists) -> Iterator[Finding]:
    """C801."""
    for match in _MARK.of(lists).finditer(text.text):
        yield _told("C801", text, match[0].strip())


def _numbers(text: Text, allowed: frozenset[str], lists: Lists) -> Iterator[Finding]:
    """C802 identity numbers, C803 private mobiles, C804 bank cards."""
    for match in LONG_NUMBER.finditer(text.text):
        digits = digits_of(match[0])
        before = text.text[max(0, match.start() - 14) : match.start()]
        if digits in allowed or _DOCUMENT_BEFORE.of(lists).search(before):
            continue
        if is_identity_number(digits):
            yield _told("C802", text, hidden(digits))
        elif is_mobile_number(digits):
            yield _told("C803", text, hidden(digits))
        elif is_card_number(digits):
            yield _told("C804", text, hidden(digits))


def _mails(text: Text, allowed: frozenset[str], lists: Lists) -> Iterator[Finding]:
    """C805."""
    for match in MAIL.finditer(text.text):
        mail = re.sub(r"\s", "", match[0]).lower()
        around = text.text[max(0, match.start() - 60) : match.start()]
        is_contact = (
            text.may_hold_contact and _CONTACT_WORDS.of(lists).search(around) and not _PRIVATE.of(lists).search(around)
        )
        if mail in allowed or mail.endswith(OFFICIAL_MAIL) or is_contact:
            continue
        yield _told("C805", text, hidden_mail(mail))


def _told(code: str, text: Text, words: str) -> Finding:
    """The finding where the text stands; `words` are fit to be shown."""
    return finding_of(code, text.location, words=words).about(*text.scope)
