"""Written explanations: a `verify` finding passes with a reason that says something; an error never does.

Takes the findings and what the report gives as reasons (the 说明 column by row or section, `explanations` by rule or
code), gives the findings again, with their reasons, and findings of the explanations themselves.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from reportgen.checks.registry import JUMP
from reportgen.findings import NOWHERE, Finding, Location, Severity
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.wording.likeness import nearest

# What can be said of any figure says nothing of this one. Taken out of a reason; what is left must carry it.
_EMPTY_WORDS = tuple(
    word
    for words in (
        "核实无误 准确无误 情况属实 真实有效 没有问题 没问题 无问题 无异常 无差错 没有错 没错",
        "核实 核对 核查 复核 审核 检查 查验 确认 属实 无误 准确 正确 真实 有效 正常 同意 通过 一致 合理",
        "数据 数字 数值 数目 情况 填报 填写 上述 以上 本行 此行 该行 说明 特此 见上 同上 详见 略",
        "已经 已 经 均 都 皆 全部 完全 确实 确 我局 我单位 本单位 本局 我们 相关 有关 为 是 的 了 无 没有 请 予以 人员",
        "verified checked confirmed correct right okay ok fine true yes none no problem all data figures are is the",
    )
    for word in words.split()
)
_EMPTY = re.compile("|".join(sorted(map(re.escape, _EMPTY_WORDS), key=len, reverse=True)), re.IGNORECASE)
_NOT_A_LETTER = re.compile(r"[\W\d_]+")
_LEAST_LETTERS, _LEAST_DIFFERENT = 4, 3


def says_something(reason: str) -> bool:
    """True when more is left of the reason than figures, signs and words that fit every figure."""
    letters = _EMPTY.sub("", _NOT_A_LETTER.sub("", reason))
    return len(letters) >= _LEAST_LETTERS and len(set(letters)) >= _LEAST_DIFFERENT


def apply(data: ReportData, pack: Pack, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, explained ones with their reason; then C401 for empty reasons, C402 for keys that fit nothing."""
    if not data.explanations and not data.row_explanations:
        return list(findings)
    given, refused = list(findings), dict[str, Finding]()
    for index, finding in enumerate(given):
        if finding.severity is not Severity.VERIFY or finding.explanation is not None:
            continue
        reasons = dict(_reasons(data, finding))
        good = next((reason for reason in reasons.values() if says_something(reason)), None)
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
    return Finding(
        code="C402",
        severity=Severity.NOTE,
        location=location,
        facts={"found": key, "nearest": nearest(key, known) or "—", "path": path},
    )
