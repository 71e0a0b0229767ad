"""Names of units in the text: the unit's own misspelt, another's where its own belongs.

Takes a report and its text, gives findings C707 and C708.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from reportgen.checks.prose import Passage, is_within, plain, remark
from reportgen.findings import Finding
from reportgen.model import ReportData

_SELF = re.compile(r"[我本](局|厅|委|镇|乡|街道|院|校|中心)(?!长|员会|办公室主任|址|人|届|次|领导|地)")
_KINDS = {
    "局": "局", "厅": "厅", "委": "委", "委员会": "委", "镇": "镇", "镇人民政府": "镇", "镇政府": "镇", "乡": "乡",
    "乡人民政府": "乡", "乡政府": "乡", "街道办事处": "街道", "街道": "街道", "中心": "中心", "院": "院", "学校": "校",
}  # fmt: skip
_NAMED = re.compile(
    r"(?:现将|请与|请联系|联系|由)"
    r"(?P<name>[\u4e00-\u9fff]{3,18}?(?:局|厅|委员会|委|人民政府|办公室|中心|街道办事处))(?=\d{4}年|联系|编制|\(|，地址|，电话)"
)
_OWN_WORDS = frozenset(
    [
        "preface",
        "overview",
        "proactive",
        "requests",
        "remedies",
        "fees",
        "responses",
        "resources",
        "problems",
        "plans",
        "closing",
        "other",
    ]
)
_LONG_NAME = 9
_SHORT_NAME = 7


def findings(data: ReportData, texts: Sequence[Passage]) -> Iterator[Finding]:
    """C707, C708."""
    names = _names(data)
    for text in texts:
        yield from _misspelt(text, names)
        yield from _other_units(data, text, names)


def _names(data: ReportData) -> tuple[str, ...]:
    return tuple(name for name in (data.unit.name, data.unit.short_name) if len(name) >= 4)


def _misspelt(text: Passage, names: Iterable[str]) -> Iterator[Finding]:
    """C707: the unit's own name with a character too few, too many, or wrong."""
    for name in names:
        if len(name) < _SHORT_NAME:
            continue
        seen: set[int] = set()
        for written, at in _alike(text.text, name):
            if at not in seen:
                seen.add(at)
                yield remark("C707", text, at, at + len(written), name=written, nearest=name)


def _alike(text: str, name: str) -> Iterator[tuple[str, int]]:
    head, tail = name[:3], name[-2:]
    at = text.find(head)
    while at >= 0:
        if text.startswith(name, at):
            at = text.find(head, at + len(name))
            continue
        written = _spelling(text, at, name, tail)
        if written is not None:
            yield written, at
        at = text.find(head, at + 1)


def _spelling(text: str, at: int, name: str, tail: str) -> str | None:
    for length in range(len(name) - 2, len(name) + 3):
        written = text[at : at + length]
        if len(written) == length and written[-1] == name[-1] and _is_slip(written, name, tail):
            return written
    return None


def _is_slip(written: str, name: str, tail: str) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    distance = DamerauLevenshtein.distance(written, name)
    if distance == 1:
        return len(written) != len(name) or len(name) >= _LONG_NAME or sorted(written) == sorted(name)
    return distance == 2 and len(written) != len(name) and len(name) >= _LONG_NAME and written.endswith(tail)


def _other_units(data: ReportData, text: Passage, names: Iterable[str]) -> Iterator[Finding]:
    """C708: 我委 in the report of a 局; another unit named as the one that reports."""
    kind = _kind(data.unit.name)
    own = plain(data.unit.short_name)
    strange = (match for match in _SELF.finditer(text.text) if kind and match[1] != kind and match[0] != own)
    match = next(strange, None)
    if match is not None and text.section in _OWN_WORDS:
        yield remark("C708", text, *match.span(), name=match[0], nearest=data.unit.short_name or data.unit.name)
    if text.section not in {"preface", "closing"} or not data.unit.name:
        return
    for named in _NAMED.finditer(text.text):
        if not _is_own(named["name"], data.unit.name, names):
            yield remark("C708", text, *named.span("name"), name=named["name"], nearest=data.unit.name)


def _kind(name: str) -> str | None:
    for ending in sorted(_KINDS, key=len, reverse=True):
        if name.endswith(ending):
            return _KINDS[ending]
    return None


def _is_own(named: str, name: str, names: Iterable[str]) -> bool:
    """True for the unit's name, a short form of it, an office of it, or the office that represents it."""
    core = name.removesuffix("人民政府")
    if any(own in named or named in own for own in (*names, core)) or named.endswith(("办公室", "中心")):
        return True
    return is_within(named, name)  # 市工信局 of 市工业和信息化局
