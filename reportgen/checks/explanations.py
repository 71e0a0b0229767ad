"""Written explanations: a `verify` finding passes with a reason that says something; an error never does.

Takes the findings and what the report gives as reasons (the 说明 column by row or section, `explanations` by rule or
code), gives the findings again, with their reasons, and findings of the explanations themselves.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from reportgen.checks.registry import JUMP
from reportgen.findings import NOWHERE, Finding, Location, Severity, finding_of
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.packs.words import Lists, expression
from reportgen.prose.lexicon import lexicon
from reportgen.wording.likeness import nearest

# What can be said of any figure says nothing of this one. Taken out of a reason; what is left must carry it.
_EMPTY = ("empty-sentences", "empty-words", "empty-particles", "empty-english")
_NOT_A_LETTER = re.compile(r"[\W\d_]+")
# 机构合并 says something; 无无无无 does not, though it is as long.
_LEAST_LETTERS, _LEAST_DIFFERENT = 4, 3


def says_something(reason: str, lists: Lists) -> bool:
    """True when more is left of the reason than figures, signs and words that fit every figure."""
    letters = _empty(lists).sub("", _NOT_A_LETTER.sub("", reason))
    return len(letters) >= _LEAST_LETTERS and len(set(letters)) >= _LEAST_DIFFERENT


@lru_cache(maxsize=32)
def _empty(lists: Lists) -> re.Pattern[str]:
    """Any of the empty words, the longest first: 核实无误 before 核实."""
    words = sorted((word for name in _EMPTY for word in lists[name]), key=len, reverse=True)
    return re.compile("|".join(map(expression, words)), re.IGNORECASE)


def apply(data: ReportData, pack: Pack, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, explained ones with their reason; then C401 for empty reasons, C402 for keys that fit nothing."""
    if not data.explanations and not data.row_explanations:
        return list(findings)
    given, refused = list(findings), dict[str, Finding]()
    for index, finding in enumerate(given):
        # an error is never explained away
        if finding.severity is not Severity.VERIFY or finding.explanation is not None:
            continue
        reasons = dict(_reasons(data, finding))
        # the most exact reason comes first
        good = next((reason for reason in reasons.values() if says_something(reason, lexicon(pack).words)), None)
        if good is not None:
            given[index] = finding.explained(good.strip())
            continue
        for path, reason in reasons.items():
            refused.setdefault(path, _refused(data, finding, path, reason))
    return [*given, *refused.values(), *_unmatched(data, pack, given)]


def _reasons(data: ReportData, finding: Finding) -> Iterator[tuple[str, str]]:
    """What is written for the finding, the most exact first, with its path in the data. Blank ones are left out."""
    for key in _keys(finding):
        reason = data.explanations.get(key, "")
        if reason.strip():
            yield f"explanations.{key}", reason
    for code in finding.scope:
        reason = data.row_explanations.get(code, "")
        if reason.strip():
            yield f"row_explanations.{code}", reason


def _keys(finding: Finding) -> tuple[str, ...]:
    """The keys that cover it; a finding of no rule goes by its code: C603:proactive."""
    name = finding.rule or finding.code
    return (*(f"{name}:{code}" for code in finding.scope), name)


def _refused(data: ReportData, finding: Finding, path: str, reason: str) -> Finding:
    found = data.place(path)
    return Finding(
        code="C401",
        severity=Severity.NOTE,
        location=finding.location if found == NOWHERE else found,
        facts={"found": reason.strip()[:40], "figure": finding.facts.get("figure", ""), "path": path},
        rule=finding.rule,
        scope=finding.scope,
    )


def _unmatched(data: ReportData, pack: Pack, findings: Iterable[Finding]) -> Iterator[Finding]:
    """C402 for each key that no rule, or no column or row of its rule, answers to."""
    known = _known_keys(pack, findings) if data.explanations else {}
    sections = {"preface", "closing", *(plan.key for plan in pack.sections)}
    for key, reason in data.explanations.items():
        if reason.strip() and key not in known:
            yield _unknown(data, f"explanations.{key}", key, list(known))
    for code, reason in data.row_explanations.items():
        if reason.strip() and code not in pack.rows and code not in sections:
            yield _unknown(data, f"row_explanations.{code}", code, list(pack.rows))


def _known_keys(pack: Pack, findings: Iterable[Finding]) -> Mapping[str, None]:
    """Every key that could cover something: of the pack's rules, and of what else was found."""
    return _keys_of_pack(pack) | dict.fromkeys(key for finding in findings for key in _keys(finding))


@lru_cache(maxsize=64)
def _keys_of_pack(pack: Pack) -> dict[str, None]:
    keys: dict[str, None] = {}
    for rule in pack.rules:
        keys[rule.id] = None
        for instance in rule.instances:
            for code in (instance.scope, *(pack.fields[term.figure].row.code for term in instance.left)):
                keys[f"{rule.id}:{code}"] = None
    return keys | dict.fromkeys([JUMP, *(f"{JUMP}:{code}" for code in pack.rows), *(item.id for item in pack.mentions)])


def _unknown(data: ReportData, path: str, key: str, known: list[str]) -> Finding:
    found = data.place(path)
    location = Location(place=path) if found == NOWHERE else found
    return finding_of("C402", location, found=key, nearest=nearest(key, known) or "—", path=path)
