"""Arithmetic inside the text: parts against their whole, shares, sums of shares.

Takes passages; gives findings. Growth is left to `growth.py`. Where it is not clear which numbers belong together, or
parts may overlap (one item on several channels), only what can never be is found: a part greater than its whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from reportgen.checks.registry import text_check
from reportgen.checks.text.misprints import is_digit_off, is_turned
from reportgen.findings import Fact, Finding, Severity
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.prose.passages import Passage, Sentence
from reportgen.prose.quantities import Quantity
from reportgen.prose.report_text import ReportText
from reportgen.wording import plain

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_NEAR = Decimal("0.1")
_FEW = 2
_OF_WHICH = re.compile(
    "其中|(?:信息|申请|答复|文件|案件|总数|总量)[^，。;]{0,4}[中里]，|包括:?|分别为|分别是|分为|按[^，。;]{1,8}(?:分|划分|统计)[，:]|从[^，。;]{1,10}[看说]，|(?<=[条件份项篇个]):|"
    "(?:结果|情况|方式|渠道|类型|类别)(?:分别)?(?:是|为|如下)?:"
)
_OVERLAPPING = re.compile(
    "网站|微信|微博|渠道|公众号|客户端|公报|栏目|媒体|平台|多种|同时|电视|报纸|专栏|公示栏|公开栏|抖音|形式|方式"
)
_APART = re.compile("(?:互不|不相?|没有|无)(?:重复|重叠|交叉)(?!计)")
_COUNTED_TWICE = re.compile("分别计数|分别计算|重复计|交叉|既[^，。;]{1,12}[又也]")
_SUM_OF_CHANNELS = re.compile("(?:渠道|平台|载体|途径|媒体)[^，。;\\d]{0,3}(?:合计|总计|相加)[^，。;\\d]{0,6}$")
_UNSETTLED = re.compile("除|尚未|结转|未答复|正在|未办结|等|主要|例如|如:|含|余")
_STAGES = re.compile(r"(?:受理|办结|答复|审结|办理)(?:了)?\s*\d")
_ASIDE = re.compile(r"\([^)]*$")  # 网上申请4件(含邮箱1件): a part of a part
_REST = re.compile("其他|其它|其余|剩余")
_NEW_WHOLE = re.compile(
    ";[^，]*(?:行政诉讼|行政复议|举报)|(?<!公)共(?!同|享|建|性|识)|总共|合计|累计|全年|此外|另外|另有|同时|同比|较上年|比上年|上年|去年|总数|总量"
)
_TWO_TOGETHER = re.compile("[和与及、][^，;和与及、]{1,6}$")
_GROWS_TO = re.compile("(?:增|升|上升|提高|减|降|下降)[加长少到至为]")
_IN_ALL = re.compile(r"(?<!公)(?:共|总计|合计)[^，。;:\d]{0,10}$")
_TOTAL_AFTER = re.compile(r"(?:^|[，;])\s*(?:以上)?(?:各项|各类|三项|两项)?(?:共计|合计|总计|共)(?:为|是|有)?\s*$")
_SHARE_OF = re.compile(r"\s*[，、(]?\s*(?:约|均|各|分别)?\s*(?:占|所占|占比|比例|比重)[^。;\d]{0,26}$")
_ANOTHER_COUNT = re.compile("[数量率]$")  # 订阅数5693: no part of what was published
_TOLD_ANEW = re.compile("撤回|撤销|撤诉|办结|答复|回复|已|均|尚|结转")
_OF_BASE = re.compile(r"占[^，。;:\d]{0,16}$")
_UP_TO_SHARE = re.compile(r"[^，。;:\d]{0,10}")
_AND = re.compile(r"\s*[、，和与及]\s*")
_NOT_OF = re.compile("率|同比|环比|较上年|比上年|增长|下降|上升|减少")
_ON_SEVERAL = frozenset("条件篇则期")  # what may stand on several channels at once; accounts and people may not


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


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C601 to C605."""
    tabled = _totals(data, pack)
    before: list[Quantity] = []
    section = ""
    for passage in text.passages:
        if passage.section != section:
            before, section = [], passage.section
        for group in groups(passage):
            yield from _parts(group)
        yield from _shares(passage, before, tabled)
        before += [item for sentence in passage.sentences for item in _counts(sentence.quantities)]
        yield from _sums_of_shares(passage)


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
        if not marks:
            yield from _listed(text, sentence)
        yield from _summed_up(text, sentence)


def _group(
    text: Passage, wholes: Sequence[Quantity], sentence: Sentence, at: int, stop: int, *, nested: bool
) -> Group | None:
    parts: list[Quantity] = []
    wholes = [item for item in wholes if item.unit]
    if not wholes:
        return None
    unit = _unit_of_parts(text, wholes, sentence, at, stop)
    end = at
    rows = ";" in text.text[at:stop].partition("，")[0].partition("、")[0]
    for item in sentence.quantities:
        if item.start < at or item.start >= stop:
            continue
        if _ASIDE.search(text.text[at : item.start]):
            continue
        between = text.text[end : item.start]
        if not item.unit and _ANOTHER_COUNT.search(between):
            break
        if parts and not rows and ";" in between:
            break
        if item.kind != "count":
            if item.kind == "share" and "占" in between:
                end = item.end
            continue
        if item.measure not in {unit, ""} or item.approximate or _begins_anew(between):
            break
        parts.append(item)
        end = item.end
    if not parts:
        return None
    words = text.text[at : parts[-1].end]
    rest = _is_both_halves(words) or bool(
        _REST.search(text.text[parts[-2].end if len(parts) > 1 else at : parts[-1].start])
    )
    same = tuple(item for item in wholes if item.measure == unit and not item.approximate)
    return Group(text, same, tuple(parts), words, rest and not nested) if same else None


def _is_both_halves(words: str) -> bool:
    return "上半年" in words and "下半年" in words


def _listed(text: Passage, sentence: Sentence) -> Iterator[Group]:
    """共218条，民生救助74条、惠农补贴63条，其余20条…: nothing but the rest says that these are the parts."""
    counts = _counts(sentence.quantities)
    for number, whole in enumerate(counts):
        if not _IN_ALL.search(text.text[sentence.start : whole.start]):
            continue
        parts: list[Quantity] = []
        end = whole.end
        for item in counts[number + 1 :]:
            between = text.text[end : item.start]
            if item.measure != whole.measure or ";" in between or _begins_anew(between):
                break
            parts.append(item)
            end = item.end
            if _REST.search(between):
                if len(parts) > _FEW:
                    words = text.text[whole.end : item.end]
                    yield Group(text, (whole,), tuple(parts), words, is_complete=True)
                return


def _begins_anew(between: str) -> bool:
    """True where the words before a number begin another whole; 当面和信函共3件 is a part all the same."""
    match = _NEW_WHOLE.search(between)
    return match is not None and not (match[0] == "共" and _TWO_TOGETHER.search(between[: match.start()]))


def _unit_of_parts(text: Passage, wholes: Sequence[Quantity], sentence: Sentence, at: int, stop: int) -> str:
    """What the parts are counted in: as the nearest whole; where the first part is not, as an earlier whole that is."""
    units = [item.measure for item in wholes]
    first = next((item for item in sentence.quantities if at <= item.start < stop and item.kind == "count"), None)
    told = first is not None and first.measure in units and not _ASIDE.search(text.text[at : first.start])
    return first.measure if first is not None and told else units[-1]


def _summed_up(text: Passage, sentence: Sentence) -> Iterator[Group]:
    counts = _counts(sentence.quantities)
    for number in range(2, len(counts)):
        whole, parts = counts[number], counts[:number]
        if not _TOTAL_AFTER.search(text.text[parts[-1].end : whole.start]):
            continue
        same = [item for item in parts if item.measure == whole.measure]
        if any(_GROWS_TO.match(text.text, item.end) for item in same):
            continue  # 由1128条增加到1887条
        if len(same) == number and not _NEW_WHOLE.search(text.text[parts[0].end : parts[-1].end]):
            yield Group(
                text, (whole,), tuple(same), text.text[parts[0].start : whole.end], is_complete=True, is_sum=True
            )


def _parts(group: Group) -> Iterator[Finding]:
    """C601: more than the whole. C602: parts that are all there do not add up to it."""
    values = [item.value for item in group.wholes]
    largest, total = max(values), group.total
    if total in values or total in _sums(values) or _begins_with_all(group):
        return
    sentence_words = group.passage.quote(group.wholes[0].start, group.parts[-1].end)
    greater = [part for part in group.parts if part.value > largest]
    overlaps = not group.is_sum and _may_overlap(group)
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
    is_slip = any(_is_turned(total, value) for value in values)
    close = len(group.parts) > 2 and not _UNSETTLED.search(group.words) and _is_misprint(group, nearest)
    if is_slip or ((group.is_complete or close) and not overlaps):
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


def _is_turned(total: Decimal, whole: Decimal) -> bool:
    """True where two digits of the whole have changed places: 1607 of 1670. No list that is left open comes to that."""
    return not total % 1 and not whole % 1 and is_turned(int(total), int(whole))


def _may_overlap(group: Group) -> bool:
    """True where one item may be among several parts: on several channels, or received and then dealt with."""
    if _APART.search(group.passage.text) or _SUM_OF_CHANNELS.search(group.passage.text, 0, group.wholes[-1].start):
        return False
    if _COUNTED_TWICE.search(group.passage.text, group.parts[-1].end):
        return True
    return bool(group.parts[0].measure in _ON_SEVERAL and _OVERLAPPING.search(group.words)) or bool(
        _STAGES.search(group.words)
    )


def _begins_with_all(group: Group) -> bool:
    """True where the first parts make the whole, and the rest tells of it in another way: 网络4件、信函6件，撤回1件."""
    parts, text = group.parts, group.passage.text
    totals = {
        sum((part.value for part in parts[:number]), _ZERO)
        for number in range(2, len(parts))
        if _TOLD_ANEW.search(text, parts[number - 1].end, parts[number].start)
    }
    return not group.is_sum and any(item.value in totals for item in group.wholes)


def _is_misprint(group: Group, whole: Decimal) -> bool:
    """True where parts that nearly make the whole lack what one wrong digit hides; others may just be left out."""
    missing = whole - group.total
    if missing > whole * _NEAR:
        return False
    pairs = [(whole, group.total), *((part.value, part.value + missing) for part in group.parts)]
    return any(not written % 1 and not meant % 1 and is_digit_off(int(written), int(meant)) for written, meant in pairs)


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
            base = _base(text, sentence.quantities, index)
            if base is not None:
                yield from _share(text, item, sentence.quantities[index - 2], {base.value}, frozenset())
                continue
            part = _part_of(text, sentence, index)
            if part is None or not part.value:
                continue
            beside = [other.value for other in _counts(sentence.quantities) if other is not part]
            wholes = {other.value for other in earlier if other is not part} | set(beside)
            wholes = {value for value in wholes if value >= part.value}
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


def _part_of(text: Passage, sentence: Sentence, index: int) -> Quantity | None:
    """The number a share is told of: the one before it; of 占比分别为… the one at its place in the list before."""
    quantities = sentence.quantities
    item = quantities[index]
    if item.kind != "share" or item.approximate or not index:
        return None
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
        or not _SHARE_OF.match(between)
        or _NOT_OF.search(between)
    ):
        return None
    return part


def _share(
    text: Passage, item: Quantity, part: Quantity, wholes: set[Decimal], tabled: frozenset[Decimal]
) -> Iterator[Finding]:
    if any(_is_share(item, part.value, whole) for whole in wholes | tabled if whole):
        return
    likely = [whole for whole in wholes if whole > part.value] or [whole for whole in tabled if whole >= part.value]
    cut = [whole for whole in likely if _rounded(part.value, whole, item.digits, ROUND_DOWN) == item.value]
    if not likely or (not wholes and not cut):
        return
    whole = cut[0] if cut else _told_whole(text, part, likely) or min(likely, key=lambda value: _off(item, part, value))
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


def _told_whole(text: Passage, part: Quantity, likely: Sequence[Decimal]) -> Decimal | None:
    """The first number of the sentence that the part may be of: 办结24件，予以公开14件."""
    sentence = next(item for item in text.sentences if item.start <= part.start < item.end)
    told = (item.value for item in sentence.quantities if item.end <= part.start and item.measure == part.measure)
    return next((value for value in told if value in likely and value > part.value), None)


def _off(item: Quantity, part: Quantity, whole: Decimal) -> Decimal:
    return abs(part.value * 100 / whole - item.value)


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
