"""Personal numbers and addresses in what findings quote, with their middle hidden: nobody meets them in a log.

Takes texts, or findings; gives the same with identity numbers, private mobiles, bank cards and e-mail masked. What of
it may be published is left to `checks/formal/privacy.py`, which finds them; here even the office's own are hidden.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from reportgen.findings.finding import Fact, Finding
from reportgen.wording.personal_numbers import (
    LONG_NUMBER,
    MAIL,
    OFFICIAL_MAIL,
    digits_of,
    hidden,
    hidden_mail,
    is_personal,
)


def masked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, with what they quote masked."""
    return tuple(_masked(item) for item in findings)


def masked_text(text: str) -> str:
    """The text with the middle of every personal number and the name of every private address hidden."""
    return MAIL.sub(_hidden_mail, LONG_NUMBER.sub(_hidden_number, text))


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
    return hidden(digits) if is_personal(digits) else match[0]


def _hidden_mail(match: re.Match[str]) -> str:
    mail = re.sub(r"\s", "", match[0]).replace("＠", "@")
    return match[0] if mail.lower().endswith(OFFICIAL_MAIL) else hidden_mail(mail)
