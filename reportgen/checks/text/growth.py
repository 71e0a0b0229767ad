"""Growth told in the text: 752条，比上年的640条多112条，增长17.5%.

Takes passages and the claims found in them; gives findings C606. Last year's number is the one told beside it, else
that of last year's report; where neither is known, the change in numbers and that in per cent must still agree.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from reportgen.checks import cells
from reportgen.checks.registry import text_check
from reportgen.checks.text.coverage import claims_of_the_whole
from reportgen.findings import Finding, Severity
from reportgen.model import FigureKey, PreviousYear, ReportData
from reportgen.packs import Pack
from reportgen.packs.words import Grammar, Lists
from reportgen.prose.mentions import Claim
from reportgen.prose.passages import Passage, Sentence
from reportgen.prose.quantities import Quantity
from reportgen.prose.report_text import ReportText
from reportgen.wording import plain

_ZERO = Decimal(0)
_GROWN = Grammar("<<growth-up>>")
_SHRUNK = Grammar("<<growth-down>>")
_THEN = re.compile(r"\s*(?:相比)?(?:同期)?(?:的|为|是|的总数|总数|总量)?\s*[(，]?\s*")  # 比上年同期的(640条)
_GROWN_TO = Grammar(r"\s*<<changes-to-another-number>>(?:到|至|为)[^，。;、]{0,8}")  # 由(1128条)增加到(1887条)
# (1260篇)，上年同期为(1050篇)
_THEN_BESIDE = Grammar(r"\s*[，(](?:而)?(?:<<the-year-before>>|(?:19|20)\d\d年)度?(?:同期)?(?:的)?(?:为|是|仅)?\s*")
_CHANGE_OF_IT = Grammar(r"\s*，?(?:同比)?<<changes-of-a-number>>(?:率|了|为|达|达到)?\s*")  # ，同比增长(20%)
_RUNS_ON = Grammar("<<comparison-runs-on>>")  # 与上年相比，增长(20%)


@dataclass(frozen=True, slots=True)
class Change:
    """A change told of the number `now`: last year's number, the difference and the per cent, as far as they are told.

    `sign` is 1 where it grew, -1 where it shrank.
    """

    sentence: Sentence
    passage: Passage
    now: Quantity
    sign: int
    then: Quantity | None = None
    step: Quantity | None = None
    share: Quantity | None = None


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C606: growth that last year's number does not give."""
    lists = text.lexicon.words
    mark = _since_last_year(data.year).of(lists)
    claimed = claims_of_the_whole(text, data, pack)
    for passage in text.passages:
        for sentence in passage.sentences:
            for change in _changes(passage, sentence, mark, lists):
                yield from _held(change, _last_year(data, pack, change, claimed))


@lru_cache(maxsize=32)
def _since_last_year(year: int) -> Grammar:
    """同比; 比上年; 较2011年同期."""
    return Grammar(f"同比|(?:比|较|与|同)(?:<<the-year-before>>|{year - 1}年)度?(?:同期)?")


def _changes(text: Passage, sentence: Sentence, mark: re.Pattern[str], lists: Lists) -> Iterator[Change]:
    quantities = sentence.quantities
    for index, now in enumerate(quantities[:-1]):
        following = quantities[index + 1]
        told = mark.search(text.text, now.end, following.start)
        if now.kind != "count" or now.approximate:
            continue
        beside = _THEN_BESIDE.of(lists).fullmatch(text.text, now.end, following.start)
        if beside is not None and following.kind == "count" and following.measure == now.measure:
            yield from _beside(text, sentence, quantities[index : index + 3], lists)
            continue
        if told is None:
            yield from _from_to(text, sentence, quantities[index : index + 3], lists)
            continue
        change = _change(text, sentence, now, told.end(), quantities[index + 1 :], lists)
        if change is not None:
            yield change


def _beside(text: Passage, sentence: Sentence, numbers: Sequence[Quantity], lists: Lists) -> Iterator[Change]:
    """1260篇，上年为1050篇，同比增长20%."""
    now, then, *rest = numbers
    if not rest or rest[0].approximate or then.approximate or rest[0].kind == "points":
        return
    told = text.text[then.end : rest[0].start]
    sign = _direction(told, lists)
    if sign and ";" not in told and _CHANGE_OF_IT.of(lists).fullmatch(told):
        is_share = rest[0].kind == "share"
        if is_share or rest[0].measure == now.measure:
            yield Change(sentence, text, now, sign, then, None if is_share else rest[0], rest[0] if is_share else None)


def _from_to(text: Passage, sentence: Sentence, numbers: Sequence[Quantity], lists: Lists) -> Iterator[Change]:
    """由1128条增加到1887条，增长67.3%."""
    if len(numbers) < 3:
        return
    then, now, share = numbers
    grown, told = text.text[then.end : now.start], text.text[now.end : share.start]
    alike = now.kind == "count" and now.measure == then.measure and share.kind == "share"
    if alike and not now.approximate and not share.approximate and _GROWN_TO.of(lists).fullmatch(grown):
        sign = _direction(grown, lists)
        # both must tell the same direction
        if sign and _direction(told, lists) == sign and _CHANGE_OF_IT.of(lists).fullmatch(told):
            yield Change(sentence, text, now, sign, then, None, share)


def _change(
    text: Passage, sentence: Sentence, now: Quantity, at: int, following: Sequence[Quantity], lists: Lists
) -> Change | None:
    then = step = share = None
    sign = 0
    for number, item in enumerate(following):
        between = text.text[at : item.start]
        is_same = item.kind == "count" and item.measure == now.measure
        if item.approximate or item.kind == "points" or ";" in between:  # about so many, or of something else
            break
        if number == 0 and is_same and _THEN.fullmatch(between):
            then, at = item, item.end
            continue
        if "，" in between.strip("，") and not _RUNS_ON.of(lists).search(between):
            break
        direction = _direction(between, lists)
        if not direction or (sign and direction != sign):
            break
        if is_same and step is None and share is None:
            step = item
        elif item.kind == "share" and share is None:
            share = item
        else:
            break
        sign, at = direction, item.end
    return Change(sentence, text, now, sign, then, step, share) if sign else None


def _direction(words: str, lists: Lists) -> int:
    shrunk, grown = bool(_SHRUNK.of(lists).search(words)), bool(_GROWN.of(lists).search(words))
    return 0 if shrunk == grown else -1 if shrunk else 1  # both words or neither: no direction


def _last_year(data: ReportData, pack: Pack, change: Change, claimed: Sequence[Claim]) -> list[Decimal]:
    """What last year's number may be: as told beside it, as told elsewhere in the paragraph, by last year's report."""
    if change.then is not None:
        return [change.then.value]
    claim = next((item for item in claimed if item.passage is change.passage and item.quantity is change.now), None)
    if claim is None or "annual" not in claim.periods:
        return []
    told = [
        other.quantity.value
        for other in claimed
        if other.mention is claim.mention and other.periods == ("previous",) and other.passage is claim.passage
    ]
    return told or _previous_readings(data, pack, claim)


def _previous_readings(data: ReportData, pack: Pack, claim: Claim) -> list[Decimal]:
    if data.previous is None:
        return []
    found = []
    for terms in claim.mention.readings:
        values = [_signed(data.previous, pack, term) for term in terms]
        known = [value for value in values if value is not None]
        if len(known) == len(values):  # all figures of the reading, or none
            found.append(sum(known, _ZERO))
    return found


def _signed(previous: PreviousYear, pack: Pack, term: str) -> Decimal | None:
    key = FigureKey(term.lstrip("-"))
    figure = previous.figures.get(key)
    if figure is None or not isinstance(figure.value, Decimal):
        return None
    return figure.value * cells.in_text(pack, key) * (-1 if term.startswith("-") else 1)


def _held(change: Change, before: Sequence[Decimal]) -> Iterator[Finding]:
    now = change.now.value
    if before:
        for item in (change.step, change.share):
            if item is not None and not any(_has_grown(item, change.sign, now, then) for then in before):
                yield _miscounted(change, item, before[0])
    elif change.step is not None and change.share is not None:
        then = now - change.sign * change.step.value  # last year's number as the step gives it: the share must agree
        if then > 0 and not _has_grown(change.share, change.sign, now, then):
            yield _miscounted(change, change.share, then)


def _has_grown(item: Quantity, direction: int, now: Decimal, then: Decimal) -> bool:
    if item.kind == "count":
        return abs((now - then) * direction - item.value) <= item.give  # give: by what a rounded number may be off
    if not then:
        return False
    change = (now - then) * direction * 100 / then
    step = Decimal(1).scaleb(-item.digits)
    # of a half either way is right
    return any(change.quantize(step, rounding) == item.value for rounding in (ROUND_HALF_UP, ROUND_HALF_DOWN))


def _miscounted(change: Change, item: Quantity, then: Decimal) -> Finding:
    now, text = change.now.value, change.passage
    expected = (now - then) * change.sign
    if item.kind == "share":
        step = Decimal(1).scaleb(-item.digits)
        expected = (expected * 100 / then).quantize(step, ROUND_HALF_UP) if then else _ZERO
    expected += 0  # no -0
    return Finding(
        code="C606",
        severity=Severity.VERIFY,
        location=text.location,
        facts={
            "words": text.typed[item.start : item.end].strip(),
            "sentence": text.quote(item.start, item.end),
            "found": item.value,
            "expected": expected,
            "told": f"{'+' if change.sign > 0 else '-'}{text.typed[item.start : item.end].strip()}",
            "shown": _shown(expected * change.sign, item.unit),
            "part": Decimal(plain(now)),
            "whole": Decimal(plain(then)),
            "difference": item.value - expected,
        },
        scope=(text.section,),
    )


def _shown(change: Decimal, unit: str) -> str:
    return f"{'+' if change > 0 else ''}{plain(change)}{unit}"
