"""Arithmetic inside the text: parts against their whole, shares, sums of shares, growth against last year.

Takes passages and the claims found in them; gives findings. Where it is not clear which numbers belong together, or
parts may overlap (one item on several channels), only what can never be is found: a part greater than its whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from reportgen.checks.mentions import Claim
from reportgen.checks.prose import Passage, Sentence
from reportgen.checks.quantities import Quantity
from reportgen.findings import Fact, Finding, Severity
from reportgen.model import FigureKey, ReportData
from reportgen.packs import Pack
from reportgen.wording import plain

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_NEAR = Decimal("0.1")
_OF_WHICH = re.compile(
    "其中|(?:信息|申请|答复|文件|案件|总数|总量)[^，。;]{0,4}[中里]，|包括:?|分别为|分别是|分为|按[^，。;]{1,8}(?:分|划分|统计)，|(?<=[条件份项]):"
)
_OVERLAPPING = re.compile(
    "网站|微信|微博|渠道|公众号|客户端|公报|栏目|媒体|平台|多种|同时|电视|报纸|专栏|公示栏|公开栏|抖音|形式|方式"
)
_UNSETTLED = re.compile("除|尚未|结转|未答复|正在|未办结|等|主要|例如|如:|含|余")
_STAGES = re.compile(r"(?:受理|办结|答复|审结|办理)(?:了)?\s*\d")
_ASIDE = re.compile(r"\([^)]*$")  # 网上申请4件(含邮箱1件): a part of a part
_REST = re.compile("其他|其它|其余")
_NEW_WHOLE = re.compile(
    ";[^，]*(?:行政诉讼|行政复议|举报)|共计?|总共|合计|累计|全年|此外|另外|另有|同时|同比|较上年|比上年|上年|去年"
)
_TOTAL_AFTER = re.compile(r"(?:^|[，;])\s*(?:以上)?(?:各项|各类|三项|两项)?(?:共计|合计|总计|共)(?:为|是|有)?\s*$")
_SHARE_OF = re.compile(r"\s*[，、(]?\s*(?:约|均|各|分别)?\s*(?:占|所占|占比|比例|比重)[^。;\d]{0,26}$")
_NOT_OF = re.compile("率|同比|环比|较上年|比上年|增长|下降|上升|减少")
_GROWN = re.compile("增长|上升|增加|增幅|提高|多|增")
_SHRUNK = re.compile("下降|减少|降低|降幅|少|减")
_UNITS = {"条次": "条", "件次": "件", "份": "件", "宗": "件", "起": "件", "人次": "人次"}


@dataclass(frozen=True, slots=True)
class Group:
    """Parts, and the wholes they may be of, in one passage."""

    passage: Passage
    wholes: tuple[Quantity, ...]
    parts: tuple[Quantity, ...]
    words: str
    is_complete: bool
    is_sum: bool = False

    @property
    def total(self) -> Decimal:
        """What the parts add up to."""
        return sum((part.value for part in self.parts), _ZERO)


def findings(data: ReportData, pack: Pack, texts: Iterable[Passage], claimed: Sequence[Claim]) -> Iterator[Finding]:
    """C601 to C606."""
    tabled = _totals(data, pack)
    before: list[Quantity] = []
    section = ""
    for text in texts:
        if text.section != section:
            before, section = [], text.section
        for group in groups(text):
            yield from _parts(group)
        yield from _shares(text, before, tabled)
        before += [item for sentence in text.sentences for item in _counts(sentence.quantities)]
        yield from _sums_of_shares(text)
    yield from _growth(data, claimed)


def groups(text: Passage) -> Iterator[Group]:
    """Every whole with its parts: 共12件，其中…8件、…4件; or …8件，…4件，共12件."""
    sentences = text.sentences
    for index, sentence in enumerate(sentences):
        if not sentence.quantities:
            continue
        marks = list(_OF_WHICH.finditer(sentence.text))
        for number, mark in enumerate(marks):
            at = sentence.start + mark.end()
            stop = sentence.start + marks[number + 1].start() if number + 1 < len(marks) else sentence.end
            if number + 1 < len(marks) and (apart := text.text.rfind(";", at, stop)) >= 0:
                stop = apart
            wholes = _counts(item for item in sentence.quantities if item.end <= sentence.start + mark.start())
            leads = not sentence.text[: mark.start()].strip("在所的") or mark[0].endswith("，")
            if not wholes and index and leads:
                wholes = _counts(sentences[index - 1].quantities)
            group = _group(text, wholes, sentence, at, stop, nested=len(marks) > number + 1)
            if group is not None:
                yield group
        yield from _summed_up(text, sentence)


def _group(
    text: Passage, wholes: Sequence[Quantity], sentence: Sentence, at: int, stop: int, *, nested: bool
) -> Group | None:
    parts: list[Quantity] = []
    wholes = [item for item in wholes if item.unit]
    if not wholes:
        return None
    unit = _unit(wholes[-1])
    end = at
    for item in sentence.quantities:
        if item.start < at or item.start >= stop:
            continue
        if _ASIDE.search(text.text[at : item.start]):
            continue
        between = text.text[end : item.start]
        if item.kind != "count":
            if item.kind == "share" and "占" in between:
                end = item.end
            continue
        if _unit(item) not in {unit, ""} or item.approximate or _NEW_WHOLE.search(between):
            break
        parts.append(item)
        end = item.end
    if not parts:
        return None
    words = text.text[at : parts[-1].end]
    rest = bool(_REST.search(text.text[parts[-2].end if len(parts) > 1 else at : parts[-1].start]))
    same = tuple(item for item in wholes if _unit(item) == unit and not item.approximate)
    return Group(text, same, tuple(parts), words, rest and not nested) if same else None


def _summed_up(text: Passage, sentence: Sentence) -> Iterator[Group]:
    counts = _counts(sentence.quantities)
    for number in range(2, len(counts)):
        whole, parts = counts[number], counts[:number]
        if not _TOTAL_AFTER.search(text.text[parts[-1].end : whole.start]):
            continue
        same = [item for item in parts if _unit(item) == _unit(whole)]
        if len(same) == number and not _NEW_WHOLE.search(text.text[parts[0].end : parts[-1].end]):
            yield Group(
                text, (whole,), tuple(same), text.text[parts[0].start : whole.end], is_complete=True, is_sum=True
            )


def _parts(group: Group) -> Iterator[Finding]:
    """C601: more than the whole. C602: parts that are all there do not add up to it."""
    values = [item.value for item in group.wholes]
    largest, total = max(values), group.total
    if total in values or total in _sums(values):
        return
    sentence_words = group.passage.quote(group.wholes[0].start, group.parts[-1].end)
    greater = [part for part in group.parts if part.value > largest]
    overlaps = not group.is_sum and bool(_OVERLAPPING.search(group.words) or _STAGES.search(group.words))
    if greater or (total > largest and not overlaps):
        found = greater[0].value if greater else total
        yield _finding(
            "C601",
            group.passage,
            greater[0] if greater else group.parts[-1],
            found=found,
            expected=largest,
            difference=found - largest,
            parts=_sum_text(group.parts),
            sentence=sentence_words,
        )
        return
    nearest = min(values, key=lambda value: abs(value - total))
    close = len(group.parts) > 2 and not _UNSETTLED.search(group.words) and nearest - total <= nearest * _NEAR
    if (group.is_complete or close) and not overlaps:
        yield _finding(
            "C602",
            group.passage,
            group.parts[-1],
            found=total,
            expected=nearest,
            difference=total - nearest,
            parts=_sum_text(group.parts),
            sentence=sentence_words,
        )


def _sums(values: Sequence[Decimal]) -> set[Decimal]:
    """What the last two, three, … wholes make together: 提案12件、建议20件，其中…."""
    return {sum(values[-number:], _ZERO) for number in range(2, len(values) + 1)}


def _shares(text: Passage, before: Iterable[Quantity], tabled: frozenset[Decimal]) -> Iterator[Finding]:
    """C603: a share that is not the part's. C604: one that is cut off. The whole may stand `before` in the section."""
    earlier = list(before)
    for sentence in text.sentences:
        for index, item in enumerate(sentence.quantities):
            if item.kind == "count" and not item.approximate:
                earlier.append(item)
            part = sentence.quantities[index - 1] if index else None
            if item.kind != "share" or item.approximate or part is None or part.kind != "count" or part.approximate:
                continue
            between = text.text[part.end : item.start]
            if not _SHARE_OF.match(between) or _NOT_OF.search(between) or not part.value:
                continue
            beside = [other.value for other in _counts(sentence.quantities) if other is not part]
            wholes = {other.value for other in earlier if other is not part} | set(beside)
            wholes = {value for value in wholes if value >= part.value}
            yield from _share(text, item, part, wholes, tabled)


def _share(
    text: Passage, item: Quantity, part: Quantity, wholes: set[Decimal], tabled: frozenset[Decimal]
) -> Iterator[Finding]:
    if any(_is_share(item, part.value, whole) for whole in wholes | tabled if whole):
        return
    likely = [whole for whole in wholes if whole > part.value] or [whole for whole in tabled if whole >= part.value]
    cut = [whole for whole in likely if _rounded(part.value, whole, item.digits, ROUND_DOWN) == item.value]
    if not likely or (not wholes and not cut):
        return
    whole = cut[0] if cut else min(likely, key=lambda value: abs(part.value * 100 / value - item.value))
    expected = _rounded(part.value, whole, item.digits, ROUND_HALF_UP)
    yield _finding(
        "C604" if cut else "C603",
        text,
        item,
        found=item.value,
        expected=expected,
        part=part.value,
        whole=whole,
        difference=item.value - expected,
    )


def _is_share(item: Quantity, part: Decimal, whole: Decimal) -> bool:
    roundings = (ROUND_HALF_UP, ROUND_HALF_DOWN)
    return any(_rounded(part, whole, item.digits, rounding) == item.value for rounding in roundings)


def _rounded(part: Decimal, whole: Decimal, digits: int, rounding: str) -> Decimal:
    return (part * 100 / whole).quantize(Decimal(1).scaleb(-digits), rounding)


def _sums_of_shares(text: Passage) -> Iterator[Finding]:
    """C605: shares that claim to be all, or exceed all, and are not 100% but for rounding."""
    for sentence in text.sentences:
        shares = [item for item in sentence.quantities if item.kind == "share"]
        if len(shares) < 3 or any(item.approximate for item in shares):
            continue
        words = sentence.text[: shares[-1].end - sentence.start]
        told = [text.text[max(sentence.start, item.start - 18) : item.start] for item in shares]
        if not all("占" in part and not _NOT_OF.search(part) for part in told):
            continue
        total = sum((item.value for item in shares), _ZERO)
        slack = sum((Decimal(1).scaleb(-item.digits) / 2 for item in shares), _ZERO)
        complete = bool(_REST.search(text.text[shares[-2].end : shares[-1].start]))
        if "其中" in words[shares[0].start - sentence.start :]:
            continue
        over = total - _HUNDRED > slack and (complete or not _OVERLAPPING.search(words))
        if over or (complete and _HUNDRED - total > slack):
            yield _finding("C605", text, shares[-1], found=total, expected=_HUNDRED, difference=total - _HUNDRED)


def _growth(data: ReportData, claimed: Sequence[Claim]) -> Iterator[Finding]:
    """C606: growth that last year's figures do not give."""
    for claim in claimed:
        if "annual" not in claim.scopes:
            continue
        for item, grown in _changes(claim, data.year):
            before = _last_year_values(data, claim, claimed)
            pairs = [(claim.quantity.value, value) for value in before]
            if pairs and not any(_has_grown(item, grown, now, then) for now, then in pairs):
                yield _growth_finding(claim, item, grown, pairs[0])


def _changes(claim: Claim, year: int) -> Iterator[tuple[Quantity, int]]:
    """The change told of the claim's quantity, with its direction: the next number, after words of growth."""
    quantities = claim.sentence.quantities
    index = quantities.index(claim.quantity)
    if index + 1 >= len(quantities):
        return
    item = quantities[index + 1]
    text = claim.passage.text
    between = text[claim.quantity.end : item.start]
    last = re.search(f"同比|(?:比|较|与|同)(?:上年|去年|上一年|{year - 1}年)", between)
    if last is None or item.approximate or item.kind == "points":
        return
    told = between[last.start() :]
    if "，" in told.strip("，") and not re.search("相比，|比较，|同期，|增|减|降|升", told):
        return
    shrunk, grown = bool(_SHRUNK.search(told)), bool(_GROWN.search(told))
    if shrunk != grown and (item.kind == "share" or _unit(item) == _unit(claim.quantity)):
        yield item, -1 if shrunk else 1


def _last_year_values(data: ReportData, claim: Claim, claimed: Sequence[Claim]) -> list[Decimal]:
    told = [
        other.quantity.value
        for other in claimed
        if other.mention is claim.mention and other.scopes == ("previous",) and other.passage is claim.passage
    ]
    return told or _previous_readings(data, claim)


def _previous_readings(data: ReportData, claim: Claim) -> list[Decimal]:
    if data.previous is None:
        return []
    found = []
    for terms in claim.mention.readings:
        values = []
        for term in terms:
            figure = data.previous.figures.get(FigureKey(term.lstrip("-")))
            value = figure.value if figure else None
            values.append(value if isinstance(value, Decimal) else None)
        signs = [-1 if term.startswith("-") else 1 for term in terms]
        if all(value is not None for value in values):
            found.append(sum((value * sign for value, sign in zip(values, signs, strict=True) if value), _ZERO))
    return found


def _has_grown(item: Quantity, direction: int, now: Decimal, then: Decimal) -> bool:
    if item.kind == "count":
        return (now - then) * direction == item.value
    if not then:
        return False
    change = (now - then) * direction * 100 / then
    step = Decimal(1).scaleb(-item.digits)
    return any(change.quantize(step, rounding) == item.value for rounding in (ROUND_HALF_UP, ROUND_HALF_DOWN))


def _growth_finding(claim: Claim, item: Quantity, direction: int, pair: tuple[Decimal, Decimal]) -> Finding:
    now, then = pair
    if item.kind == "count":
        expected = (now - then) * direction
    elif then:
        expected = ((now - then) * direction * 100 / then).quantize(Decimal(1).scaleb(-item.digits), ROUND_HALF_UP)
    else:
        expected = _ZERO
    return _finding(
        "C606",
        claim.passage,
        item,
        found=item.value,
        expected=expected,
        part=now,
        whole=then,
        difference=item.value - expected,
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
            values.add(sum(found, _ZERO))
    return frozenset(value for value in values if value)


def _counts(quantities: Iterable[Quantity]) -> list[Quantity]:
    return [item for item in quantities if item.kind == "count" and not item.approximate]


def _unit(quantity: Quantity) -> str:
    return _UNITS.get(quantity.unit, quantity.unit)


def _sum_text(parts: Sequence[Quantity]) -> str:
    return "+".join(plain(part.value) for part in parts)


def _finding(code: str, text: Passage, item: Quantity, **facts: Fact) -> Finding:
    return Finding(
        code=code,
        severity=Severity.VERIFY,
        location=text.location,
        facts={
            "words": text.typed[item.start : item.end].strip(),
            "sentence": text.quote(item.start, item.end),
            **facts,
        },
        scope=(text.section,),
    )
