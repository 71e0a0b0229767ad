"""Personal numbers and addresses in what findings quote, with their middle hidden: nobody meets them in a log.

Takes texts, or findings; gives the same with identity numbers, private mobiles, bank cards and e-mail masked. What of
it may be published is left to `checks/privacy.py`, which finds them; here even the office's own are hidden.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from reportgen.findings.finding import Fact, Finding
from reportgen.wording.signs import half_width

_GAP = r"[ \-\u3000\xa0]{0,2}"
LONG_NUMBER = re.compile(rf"(?<![\dA-Za-z.])\d(?:{_GAP}\d){{10,18}}(?:{_GAP}[XxＸｘ])?(?![\dA-Za-z])")
MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]*\s?[@＠]\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z]{2,})+")
_MOBILE = re.compile(r"1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_OFFICIAL = ".gov.cn"


def masked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, with what they quote masked."""
    return tuple(_masked(item) for item in findings)


def masked_text(text: str) -> str:
    """The text with the middle of every personal number and the name of every private address hidden."""
    return MAIL.sub(_hidden_mail, LONG_NUMBER.sub(_hidden_number, text))


def is_identity_number(digits: str) -> bool:
    """True for 18 characters with a possible birthday and the check digit of GB 11643."""
    if not digits[:17].isdigit() or not ("1800" < digits[6:10] < "2100" and "01" <= digits[10:12] <= "12"):
        return False
    if len(digits) != 18 or not "01" <= digits[12:14] <= "31":
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == digits[17].upper()


def is_mobile_number(digits: str) -> bool:
    """True for eleven digits that begin as those of a mobile telephone."""
    return _MOBILE.fullmatch(digits) is not None


def is_card_number(digits: str) -> bool:
    """True for 16 to 19 digits that begin as those of bank cards and whose Luhn sum fits."""
    if not (16 <= len(digits) <= 19 and digits.isdigit() and digits[0] in "3456"):
        return False
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 1


def digits_of(text: str) -> str:
    """The digits, and the X that may end an identity number, as plain capitals."""
    return re.sub(r"[^0-9X]", "", half_width(text).upper())


def hidden(digits: str) -> str:
    """The first three and the last two digits, stars between."""
    return f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}"


def _masked(finding: Finding) -> Finding:
    changed: dict[str, Fact] = {}
    for name, value in finding.facts.items():
        if isinstance(value, str) and (text := masked_text(value)) != value:
            changed[name] = text
    reason = finding.explanation and masked_text(finding.explanation)
    if not changed and reason == finding.explanation:
        return finding
    return replace(finding, facts={**finding.facts, **changed}, explanation=reason)


def _hidden_number(match: re.Match[str]) -> str:
    digits = digits_of(match[0])
    is_personal = is_identity_number(digits) or is_mobile_number(digits) or is_card_number(digits)
    return hidden(digits) if is_personal else match[0]


def _hidden_mail(match: re.Match[str]) -> str:
    mail = re.sub(r"\s", "", match[0]).replace("＠", "@")
    name, _, host = mail.partition("@")
    return match[0] if mail.lower().endswith(_OFFICIAL) else f"{name[:1]}***@{host}"
