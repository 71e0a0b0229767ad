"""Names of units in the text: the unit's own misspelt, another's where its own belongs.

Takes a report and its text, gives findings C707 and C708.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from reportgen.checks.registry import text_check
from reportgen.checks.remarks import remark
from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.packs.words import Grammar, Lists
from reportgen.prose.passages import Passage
from reportgen.prose.report_text import ReportText
from reportgen.wording.likeness import edits, is_within
from reportgen.wording.signs import plain

_SELF = Grammar("[我本](<<kinds-of-units>>)(?!<<after-a-kind>>)")  # 我局; but not 我局长
_KIND = Grammar("(<<kinds-of-units>>)<<kinds-end>>?$")  # 松岭县教育局; 青石镇人民政府: of the kind 镇
_NAMED = Grammar(  # 请与松岭县教育局办公室联系; 现将松岭县教育局2012年
    r"<<names-a-body-next>>(?P<name>[\u4e00-\u9fff]{3,18}?<<bodies-named-in-full>>)(?=\d{4}年|联系|编制|\(|，地址|，电话)"
)
_LONG_NAME = 9
_SHORT_NAME = 7
_WITHOUT_PLACE = 6
_PLACE = re.compile("^.{1,6}?[省市县区州盟旗](?=.{3})")  # 松岭县(教育局)
_LINKS = re.compile("[和与及]")


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C707, C708."""
    lists, names = text.lexicon.words, _names(data)
    kind = _KIND.of(lists).search(data.unit.name)
    spellings = tuple(_spellings(names))
    for passage in text.passages:
        yield from _misspelt(passage, spellings, lists)
        yield from _other_units(data, passage, names, kind[1] if kind else None, lists)


def _names(data: ReportData) -> tuple[str, ...]:
    return tuple(name for name in (data.unit.name, data.unit.short_name) if len(name) >= 4)


def _spellings(names: Sequence[str]) -> Iterator[str]:
    """The names long enough that another word is likely a slip: the unit's own, and that without the place."""
    yield from (name for name in names if len(name) >= _SHORT_NAME)
    local = _PLACE.sub("", names[0]) if names else ""
    if len(local) >= _WITHOUT_PLACE and local not in names:
        yield local


def _misspelt(text: Passage, spellings: Sequence[str], lists: Lists) -> Iterator[Finding]:
    """C707: the unit's own name with a character too few, too many, or wrong."""
    ends: set[int] = set()
    for name in spellings:
        for written, at in _alike(text.text, name, lists):
            if at + len(written) not in ends:
                ends.add(at + len(written))
                yield remark("C707", text, at, at + len(written), name=written, nearest=name)


def _alike(text: str, name: str, lists: Lists) -> Iterator[tuple[str, int]]:
    head, tail = name[:3], name[-2:]
    at = text.find(head)
    while at >= 0:
        if text.startswith(name, at):
            at = text.find(head, at + len(name))
            continue
        written = _spelling(text, at, name, tail, lists)
        if written is not None:
            yield written, at
        at = text.find(head, at + 1)


def _spelling(text: str, at: int, name: str, tail: str, lists: Lists) -> str | None:
    for length in range(len(name) - 2, len(name) + 3):
        written = text[at : at + length]
        if len(written) == length and written[-1] == name[-1] and _is_slip(written, name, tail, lists):
            return written
    return None


def _is_slip(written: str, name: str, tail: str, lists: Lists) -> bool:
    if len(name) < _LONG_NAME and _LINKS.sub("", written) == _LINKS.sub("", name):
        return False  # 发展改革局 of 发展和改革局
    distance = edits(written, name)
    if distance == 1:
        return (
            len(written) != len(name)
            or sorted(written) == sorted(name)
            or not _is_of_another_field(written, name, lists)
        )
    return distance == 2 and len(written) != len(name) and len(name) >= _LONG_NAME and written.endswith(tail)


def _is_of_another_field(written: str, name: str, lists: Lists) -> bool:
    """True where the character that differs makes another body's name: 林务 is a slip of 水务, 林业 of 水业 is not."""
    if name.endswith(lists["names-of-places-end"]):
        return True  # another place
    at = next(at for at, (one, other) in enumerate(zip(written, name, strict=True)) if one != other)
    pairs = (written[max(0, at - 1) : at + 1], written[at : at + 2])
    return any(pair in lists["fields-of-offices"] for pair in pairs) or written[at] in "一二三四五六七八九十东西南北中"


def _other_units(
    data: ReportData, text: Passage, names: Iterable[str], kind: str | None, lists: Lists
) -> Iterator[Finding]:
    """C708: 我委 in the report of a 局; another unit named as the one that reports."""
    own, told = plain(data.unit.short_name), _SELF.of(lists).finditer(text.text) if kind else ()
    match = next((match for match in told if match[1] != kind and match[0] != own), None)
    if match is not None and text.section in lists["sections-of-the-unit"]:
        yield remark("C708", text, *match.span(), name=match[0], nearest=data.unit.short_name or data.unit.name)
    if text.section not in {"preface", "closing"} or not data.unit.name:
        return
    for named in _NAMED.of(lists).finditer(text.text):
        if not _is_own(named["name"], data.unit.name, names, lists):
            yield remark("C708", text, *named.span("name"), name=named["name"], nearest=data.unit.name)


def _is_own(named: str, name: str, names: Iterable[str], lists: Lists) -> bool:
    """True for the unit's name, a short form of it, an office of it, or the office that represents it."""
    core = name.removesuffix("人民政府")
    if any(own in named or named in own for own in (*names, core)):
        return True
    return named.endswith(lists["offices-that-stand-for-it"]) or is_within(named, name)  # 市工信局 of 市工业和信息化局
