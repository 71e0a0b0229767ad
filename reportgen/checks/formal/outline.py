"""The form of the text: announced sections, names of sections, numbering, what a section must say.

Takes a report and its pack, gives findings C701 to C704 and C711. In a finished report (`data.printed`) sections are
the headings it printed; otherwise those that the pack will print. Slips of the pen are left to `slips.py`, names of
units to `unit_names.py`, deadlines to `identity.py`, figures to `text/against_table.py`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from reportgen.checks.registry import text_check
from reportgen.checks.remarks import remark
from reportgen.findings import Finding, Severity
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.packs.schema import RequiredText
from reportgen.packs.words import Grammar
from reportgen.prose.passages import Passage
from reportgen.prose.report_text import ReportText
from reportgen.wording.likeness import is_within, ratio
from reportgen.wording.numerals import chinese_number
from reportgen.wording.placeholders import filled, of_unit, of_year
from reportgen.wording.signs import plain

# 由概述、主动公开情况、依申请公开情况等六个部分组成
_ANNOUNCED = Grammar(
    r"<<sections-are-listed>>(?:了)?[:]?(?P<list>[^。!?]*?)[，、]?(?P<etc>等)?(?:内容)?"
    r"(?:共|共计|总计|共有|这|共分为|以及附表)*(?P<count>[一二三四五六七八九十]{1,2}|\d{1,2})(?:个|大|个大)?<<parts-of-a-report>>"
)
# 本报告共分六个部分
_COUNT_ONLY = Grammar(
    r"<<report-by-name>>[^。，]{0,6}<<report-is-divided>>(?P<count>[一二三四五六七八九十]{1,2}|\d{1,2})个?(?:大)?部分"
)
# 全文共有六个部分，分别是：概述；主动公开情况；…
_COUNT_FIRST = Grammar(
    r"(?:<<report-by-name>>|<<text-of-a-report>>)[^。，]{0,8}(?:<<report-is-divided>>|共有|有)"
    r"(?P<count>[一二三四五六七八九十]{1,2}|\d{1,2})个?(?:大)?部分(?:组成|内容)?"
    r"(?:[:]|，?<<sections-are>>[:]?)(?P<list>[^。!?]+)"
)
_SEPARATORS = re.compile("[、，,;；:：]")
_LOOSE = re.compile(r"[\s、，,的和及与以()（）《》“”]|情况$")  # what two spellings of a heading may differ in
_NUMBER_AT_START = re.compile(r"^[一二三四五六七八九十]{1,3}\s*[、.．]\s*")  # 三、
_APPENDED = Grammar("<<appended-to-a-report>>|^表")
_ITEM = (  # （一） 1. (1)
    re.compile(r"\s*[(（]([一二三四五六七八九十]{1,3})[)）]"),
    re.compile(r"\s*(\d{1,2})\s*[.、](?!\d)"),
    re.compile(r"\s*[(（](\d{1,2})[)）]"),
)
_BOOKMARK = re.compile(
    r"\s*\[(?:bookmark|书签)[^\]]*\]"
)  # [bookmark0]: left by a program that made text of a Word file
_INLINE = re.compile(r"(?:^|[。;，:\s])([一二三四五六七八九十]{1,2})是(?![一二三四五六七八九十否])")  # 一是…；二是…
_LIKE, _UNLIKE = 55, 40


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C701 to C704, C711."""
    yield from _sections(data, pack, text)
    yield from _headings(data)
    yield from _required(data, pack, text.passages)
    for key in dict.fromkeys(passage.section for passage in text.passages):
        yield from _numbering([passage for passage in text.passages if passage.section == key])


def _sections(data: ReportData, pack: Pack, text: ReportText) -> Iterator[Finding]:
    """C701: another number of sections than announced. C702: another number named than announced. C703: other names."""
    there = _expected(data, pack)
    count = data.printed.sections if data.printed and data.printed.sections else len(there)
    grammars = [grammar.of(text.lexicon.words) for grammar in (_COUNT_FIRST, _ANNOUNCED, _COUNT_ONLY)]
    for passage in text.passages:
        if passage.section != "preface":
            continue
        match = next((found for grammar in grammars if (found := grammar.search(passage.text))), None)
        announced = _announced(match)
        if match is None or announced is None:
            continue
        if announced != count:
            yield remark("C701", passage, *match.span("count"), found=announced, expected=count)
        if match.re is not grammars[-1]:  # it names none
            yield from _listed(passage, match, announced, there, _APPENDED.of(text.lexicon.words))


def _announced(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    value = chinese_number(match["count"]) if not match["count"].isdigit() else int(match["count"])
    return int(value) if value is not None and value > 1 else None


def _expected(data: ReportData, pack: Pack) -> list[str]:
    if data.printed is not None and data.printed.headings:
        return [_NUMBER_AT_START.sub("", heading.strip()) for heading in data.printed.headings.values()]
    plans = (plan for plan in pack.sections if not plan.optional or data.narrative.get(plan.key))
    known = of_year(data.year) | of_unit(data.unit.name)
    return [filled(plan.heading, known) for plan in plans]


def _listed(
    text: Passage, match: re.Match[str], announced: int, there: Sequence[str], appended: re.Pattern[str]
) -> Iterator[Finding]:
    named = _names_in_list(match["list"], there)
    if len(named) < 2:
        return
    missing = [name for name in there if name not in named.values() and not appended.search(name)]
    if len(named) != announced and (missing or len(named) > announced):
        yield remark(
            "C702", text, *match.span("count"), found=len(named), expected=announced, missing="、".join(missing)
        )
    for name, heading in named.items():
        if heading and _bare(name) != _bare(heading) and not appended.search(name):
            at = text.text.find(name, match.start("list"))
            short = is_within(_bare(name), _bare(heading)) or is_within(_bare(heading), _bare(name))
            severity = Severity.NOTE if short else Severity.VERIFY
            yield remark("C703", text, at, at + len(name), severity=severity, name=name, nearest=heading)


def _names_in_list(listed: str, there: Sequence[str]) -> Mapping[str, str]:
    """Each name in the list with the heading nearest to it; a name may hold the sign that parts names."""
    spans = [(match.start(), match.end()) for match in _SEPARATORS.finditer(listed)]
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(listed)]
    bare = {heading: _bare(heading) for heading in there}
    found: dict[str, str] = {}
    index = 0
    while index < len(starts):
        left = {heading: text for heading, text in bare.items() if heading not in found.values()}
        names = [_tidy(listed[starts[index] : end]) for end in ends[index : index + 4]]
        taken, heading, score = _best(names, left)
        if score < _LIKE:
            taken = 0
        if names[taken]:
            found[names[taken]] = heading if score >= _UNLIKE else ""
        index += taken + 1
    return found


def _best(names: Sequence[str], headings: Mapping[str, str]) -> tuple[int, str, float]:
    """Which of the names, each longer than the one before, is most like a heading, which, and how much (to 100)."""
    for number, name in enumerate(names):
        text = _bare(name)
        for heading, bare in headings.items():
            if text == bare:
                return number, heading, 100.0
    best = (0, "", 0.0)
    for number, name in enumerate(names):
        text = _bare(name)
        for heading, bare in headings.items():
            score = ratio(text, bare)
            if score > best[2]:
                best = (number, heading, score)
    return best


def _tidy(name: str) -> str:
    return re.sub(r"^\s*(?:以及|及|和|与|[一二三四五六七八九十]、)|(?:等|共|以及)$", "", name.strip())


def _bare(name: str) -> str:
    return _LOOSE.sub("", _LOOSE.sub("", plain(name)))


def _headings(data: ReportData) -> Iterator[Finding]:
    """C704 for the numbers of the headings themselves."""
    if data.printed is None:
        return
    before = 0
    for key, heading in data.printed.headings.items():
        match = re.match(r"\s*([一二三四五六七八九十]{1,3})\s*[、.．]", heading)
        if match is None:
            continue
        number = int(chinese_number(match[1]) or 0)
        if before and number != before + 1:
            yield Finding(
                code="C704",
                severity=Severity.VERIFY,
                location=data.place(f"narrative.{key}"),
                facts={"words": heading, "found": match[1], "expected": before + 1, "sentence": heading},
                scope=(key,),
            )
        before = number


def _numbering(texts: Sequence[Passage]) -> Iterator[Finding]:
    """C704: （一）（二）（四）, 1. 2. 4., 一是…三是."""
    leads = [_lead(text.text) for text in texts]
    for pattern in _ITEM:
        before = 0
        for text, lead in zip(texts, leads, strict=True):
            match = pattern.match(text.text, lead)
            if match is None:
                continue
            number = _number(match[1])
            if before and number not in {1, before + 1}:
                yield remark("C704", text, match.start(1), match.end(1), found=match[1], expected=before + 1)
            before = number
    for text in texts:
        before = 0
        for match in _INLINE.finditer(text.text):
            number = _number(match[1])
            if before and number not in {1, before + 1}:
                yield remark("C704", text, match.start(1), match.end(1), found=f"{match[1]}是", expected=before + 1)
            before = number


def _lead(text: str) -> int:
    """Where the words begin: after what Word left in front of them."""
    match = _BOOKMARK.match(text)
    return match.end() if match else 0


def _number(written: str) -> int:
    return int(written) if written.isdigit() else int(chinese_number(written) or 0)


def _required(data: ReportData, pack: Pack, texts: Sequence[Passage]) -> Iterator[Finding]:
    """C711: what the form demands of a section and nobody wrote; a blank section gets the standard phrase."""
    for required in pack.form.required_texts:
        own = [text.text for text in texts if text.section == required.section and text.text.strip()]
        if own and not _speaks("".join(own), required):
            yield Finding(
                code="C711",
                severity=Severity(required.severity),
                rule=required.id,
                scope=(required.section,),
                location=data.place(f"narrative.{required.section}"),
                facts={"section": _title(pack, required.section), "text": required.text, "basis": required.basis},
            )


def _speaks(text: str, required: RequiredText) -> bool:
    return any(re.search("[^。]{0,20}".join(map(re.escape, words.split("…"))), text) for words in required.words)


def _title(pack: Pack, key: str) -> str:
    return next((plan.heading for plan in pack.sections if plan.key == key), key)
