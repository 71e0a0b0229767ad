"""Shares that the text tells of, against the numbers they are taken of: 579条，其中规划类46条，占7.9%.

Takes passages and the totals of the table; gives findings C603 to C605. Parts and wholes are left to `parts.py`, growth
to `growth.py`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from reportgen.checks.registry import text_check
from reportgen.checks.remarks import remark
from reportgen.checks.text.parts import exact_counts
from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.packs.words import Grammar, Lists
from reportgen.prose.passages import Passage, Sentence
from reportgen.prose.quantities import Quantity
from reportgen.prose.report_text import ReportText

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_SHARE_OF = Grammar(r"\s*[，、(]?\s*(?:约|均|各|分别)?\s*<<shares>>[^。;\d]{0,26}$")  # (46条)，约占总数的(7.9%)
_OF_BASE = re.compile(r"占[^，。;:\d]{0,16}$")  # (46条)占全年公开总数(579条)
_UP_TO_SHARE = re.compile(r"[^，。;:\d]{0,10}")  # (579条)的(7.9%)
_AND = re.compile(r"\s*[、，和与及]\s*")  # 占(3%)、(7%)和(90%)
_NOT_OF = Grammar("<<percents-that-are-no-share>>")
_OVERLAPPING = Grammar("<<channels>>")
_REST = Grammar("<<the-rest>>")


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C603 to C605."""
    lists, tabled = text.lexicon.words, _totals(data, pack)
    before: list[Quantity] = []
    section = ""
    for passage in text.passages:
        if passage.section != section:
            before, section = [], passage.section
        yield from _shares(passage, before, tabled, lists)
        before += [item for sentence in passage.sentences for item in exact_counts(sentence.quantities)]
        yield from _sums_of_shares(passage, lists)


def _shares(text: Passage, before: Iterable[Quantity], tabled: frozenset[Decimal], lists: Lists) -> Iterator[Finding]:
    """C603: a share that is not the part's. C604: one that is cut off. The whole may stand `before` in the section."""
    earlier = list(before)
    for sentence in text.sentences:
        for index, item in enumerate(sentence.quantities):
            if item.kind == "count" and not item.approximate:
                earlier.append(item)
            base = _base(text, sentence.quantities, index)
            if base is not None:
                # the whole that the text names is the only one
                yield from _share(text, item, sentence.quantities[index - 2], {base.value}, frozenset())
                continue
            part = _part_of(text, sentence, index, lists)
            if part is None or not part.value:
                continue
            beside = [other.value for other in exact_counts(sentence.quantities) if other is not part]
            wholes = {other.value for other in earlier if other is not part} | set(beside)
            wholes = {value for value in wholes if value >= part.value}  # a part is no more than its whole
            yield from _share(text, item, part, wholes, tabled)


def _base(text: Passage, quantities: Sequence[Quantity], index: int) -> Quantity | None:
    """The whole that the text itself takes the share of: 46条，占579条的7.9%."""
    if index < 2 or quantities[index].kind != "share" or quantities[index].approximate:
        return None
    part, base, item = quantities[index - 2 : index + 1]
    counts = part.kind == base.kind == "count" and not (part.approximate or base.approximate)
    is_said = _OF_BASE.search(text.text, part.end, base.start) and _UP_TO_SHARE.fullmatch(
        text.text, base.end, item.start
    )
    return base if counts and is_said and 0 < part.value <= base.value else None


def _part_of(text: Passage, sentence: Sentence, index: int, lists: Lists) -> Quantity | None:
    """The number a share is told of: the one before it; of 占比分别为… the one at its place in the list before."""
    quantities = sentence.quantities
    item = quantities[index]
    if item.kind != "share" or item.approximate or not index:
        return None
    # The run of shares that 和 and 、 join, and the run of numbers before it, place for place.
    first = index
    while (
        first
        and quantities[first - 1].kind == "share"
        and _AND.fullmatch(text.text, quantities[first - 1].end, quantities[first].start)
    ):
        first -= 1
    last = index
    while (
        last + 1 < len(quantities)
        and quantities[last + 1].kind == "share"
        and _AND.fullmatch(text.text, quantities[last].end, quantities[last + 1].start)
    ):
        last += 1
    long = last - first
    at = index - long - 1 if first >= long + 1 else -1
    part = quantities[at] if at >= 0 else None
    between = text.text[quantities[first - 1].end : quantities[first].start] if first else ""
    if (
        part is None
        or part.kind != "count"
        or part.approximate
        or not _SHARE_OF.of(lists).match(between)
        or _NOT_OF.of(lists).search(between)
    ):
        return None
    return part


def _share(
    text: Passage, item: Quantity, part: Quantity, wholes: set[Decimal], tabled: frozenset[Decimal]
) -> Iterator[Finding]:
    if any(_is_share(item, part.value, whole) for whole in wholes | tabled if whole):
        return
    likely = [whole for whole in wholes if whole > part.value] or [whole for whole in tabled if whole >= part.value]
    # 45.67 told as 45.6: cut off, not rounded
    cut = [whole for whole in likely if _rounded(part.value, whole, item.digits, ROUND_DOWN) == item.value]
    if not likely or (not wholes and not cut):
        return
    whole = cut[0] if cut else _told_whole(text, part, likely) or min(likely, key=lambda value: _off(item, part, value))
    expected = _rounded(part.value, whole, item.digits, ROUND_HALF_UP)
    yield remark(
        "C604" if cut else "C603",
        text,
        item.start,
        item.end,
        found=item.value,
        expected=expected,
        part=part.value,
        whole=whole,
        difference=item.value - expected,
    )


def _told_whole(text: Passage, part: Quantity, likely: Sequence[Decimal]) -> Decimal | None:
    """The first number of the sentence that the part may be of: 办结24件，予以公开14件."""
    sentence = next(item for item in text.sentences if item.start <= part.start < item.end)
    told = (item.value for item in sentence.quantities if item.end <= part.start and item.measure == part.measure)
    return next((value for value in told if value in likely and value > part.value), None)


def _off(item: Quantity, part: Quantity, whole: Decimal) -> Decimal:
    return abs(part.value * 100 / whole - item.value)


def _is_share(item: Quantity, part: Decimal, whole: Decimal) -> bool:
    roundings = (ROUND_HALF_UP, ROUND_HALF_DOWN)  # of a half either way is right
    return any(_rounded(part, whole, item.digits, rounding) == item.value for rounding in roundings)


def _rounded(part: Decimal, whole: Decimal, digits: int, rounding: str) -> Decimal:
    return (part * 100 / whole).quantize(Decimal(1).scaleb(-digits), rounding)


def _sums_of_shares(text: Passage, lists: Lists) -> Iterator[Finding]:
    """C605: shares that claim to be all, or exceed all, and are not 100% but for rounding."""
    for sentence in text.sentences:
        shares = [item for item in sentence.quantities if item.kind == "share"]
        if len(shares) < 3 or any(item.approximate for item in shares):
            continue
        words = sentence.text[: shares[-1].end - sentence.start]
        # the words right before each share
        told = [text.text[max(sentence.start, item.start - 18) : item.start] for item in shares]
        if not all("占" in part and not _NOT_OF.of(lists).search(part) for part in told):
            continue
        total = sum((item.value for item in shares), _ZERO)
        # half of the last digit printed, for each share
        slack = sum((Decimal(1).scaleb(-item.digits) / 2 for item in shares), _ZERO)
        complete = bool(_REST.of(lists).search(text.text[shares[-2].end : shares[-1].start]))
        if "其中" in words[shares[0].start - sentence.start :]:  # shares of a share
            continue
        over = total - _HUNDRED > slack and (complete or not _OVERLAPPING.of(lists).search(words))
        if over or (complete and _HUNDRED - total > slack):
            last = shares[-1]
            yield remark(
                "C605", text, last.start, last.end, found=total, expected=_HUNDRED, difference=total - _HUNDRED
            )


def _totals(data: ReportData, pack: Pack) -> frozenset[Decimal]:
    """The totals of the form, of which a share may be taken: the left side of each sum, alone or as a sum of two."""
    values: set[Decimal] = set()
    for rule in pack.rules:
        if rule.kind not in {"sum", "equal", "narrative"}:
            continue
        for instance in rule.instances:
            found = [value for term in instance.left if isinstance(value := data.value(term.figure), Decimal)]
            values.update(found)
            values.add(sum(found, _ZERO))  # two totals together: 新收 and 结转
    return frozenset(value for value in values if value)
