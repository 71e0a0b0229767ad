"""Parts that the text tells of, against their whole: 共12件，其中网上8件、信函4件.

Takes passages; gives findings C601 and C602. Shares are left to `shares.py`, growth to `growth.py`. Where it is not
clear which numbers belong together, or parts may overlap (one item on several channels), only what can never be is
found: a part greater than its whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checks.registry import text_check
from reportgen.checks.remarks import remark
from reportgen.checks.text.misprints import is_digit_off, is_turned
from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.packs.words import Grammar, Lists
from reportgen.prose.passages import Passage, Sentence
from reportgen.prose.quantities import Quantity
from reportgen.prose.report_text import ReportText
from reportgen.wording import plain
from reportgen.wording.numerals import is_whole

_ZERO = Decimal(0)
_NEAR = Decimal("0.1")  # of the whole; where more is missing, parts are left out on purpose
_FEW = 2
# Where the parts of a whole begin: 其中；在申请中，；按内容分，；从方式看，；12条：；答复结果为：
_OF_WHICH = Grammar(
    "(?:<<parts-begin>>)|(?:<<what-has-parts>>)[^，。;]{0,4}[中里]，|按[^，。;]{1,8}(?:分|划分|统计)[，:]|"
    "从[^，。;]{1,10}[看说]，|(?<=[条件份项篇个]):|(?:<<what-parts-are-by>>)(?:分别)?(?:是|为|如下)?:"
)
_OVERLAPPING = Grammar("<<channels>>")
_APART = Grammar("(?:互不|不相?|没有|无)<<overlaps>>(?!计)")  # 各渠道互不重复; 不重复计算 tells nothing of it
_COUNTED_TWICE = Grammar("<<counted-twice>>|既[^，。;]{1,12}[又也]")  # 既在网站又在微信公开
_SUM_OF_CHANNELS = Grammar("<<channels-together>>[^，。;\\d]{0,3}(?:合计|总计|相加)[^，。;\\d]{0,6}$")  # 各渠道合计
_UNSETTLED = Grammar("<<parts-left-out>>")
_STAGES = Grammar(r"<<stages-of-a-request>>(?:了)?\s*\d")  # 受理5件，办结了4件
_ASIDE = re.compile(r"\([^)]*$")  # 网上申请4件(含邮箱1件): a part of a part
_REST = Grammar("<<the-rest>>")
# Words before a number that begin another whole: ；行政诉讼3件；共3件, but not 公共、共同；另有3件；同比
_NEW_WHOLE = Grammar(";[^，]*<<matters-of-their-own>>|(?<!公)共(?!同|享|建|性|识)|<<begins-anew>>")
_TWO_TOGETHER = re.compile("[和与及、][^，;和与及、]{1,6}$")  # 当面和信函(共3件)
_GROWS_TO = re.compile("(?:增|升|上升|提高|减|降|下降)[加长少到至为]")  # (1128条)增加到: an earlier number, no part
_IN_ALL = re.compile(r"(?<!公)(?:共|总计|合计)[^，。;:\d]{0,10}$")  # 共公开信息(218条)
# 以上三项共计(12条)
_TOTAL_AFTER = re.compile(r"(?:^|[，;])\s*(?:以上)?(?:各项|各类|三项|两项)?(?:共计|合计|总计|共)(?:为|是|有)?\s*$")
_ANOTHER_COUNT = re.compile("[数量率]$")  # 订阅数5693: no part of what was published
_TOLD_ANEW = Grammar("<<told-anew>>")


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
    """C601, C602."""
    lists = text.lexicon.words
    for passage in text.passages:
        for group in groups(passage, lists):
            yield from _parts(group, lists)


def groups(text: Passage, lists: Lists) -> Iterator[Group]:
    """Every whole with its parts: 共12件，其中…8件、…4件; or …8件，…4件，共12件."""
    of_which, sentences = _OF_WHICH.of(lists), text.sentences
    for index, sentence in enumerate(sentences):
        if not sentence.quantities:
            continue
        marks = list(of_which.finditer(sentence.text))
        for number, mark in enumerate(marks):
            at = sentence.start + mark.end()
            stop = sentence.start + marks[number + 1].start() if number + 1 < len(marks) else sentence.end
            if number + 1 < len(marks) and (apart := text.text.rfind(";", at, stop)) >= 0:
                stop = apart
            wholes = exact_counts(item for item in sentence.quantities if item.end <= sentence.start + mark.start())
            leads = not sentence.text[: mark.start()].strip("在所的") or mark[0].endswith("，")
            if not wholes and index and leads:
                wholes = exact_counts(sentences[index - 1].quantities)
            group = _group(text, wholes, sentence, at, stop, lists, nested=len(marks) > number + 1)
            if group is not None:
                yield group
        if not marks:
            yield from _listed(text, sentence, lists)
        yield from _summed_up(text, sentence, lists)


def _group(
    text: Passage, wholes: Sequence[Quantity], sentence: Sentence, at: int, stop: int, lists: Lists, *, nested: bool
) -> Group | None:
    parts: list[Quantity] = []
    wholes = [item for item in wholes if item.unit]
    if not wholes:
        return None
    unit = _unit_of_parts(text, wholes, sentence, at, stop)
    end = at
    rows = ";" in text.text[at:stop].partition("，")[0].partition("、")[0]  # one part a line, each ended by ;
    for item in sentence.quantities:
        if item.start < at or item.start >= stop:
            continue
        if _ASIDE.search(text.text[at : item.start]):  # (含邮箱1件) is of the part before it
            continue
        between = text.text[end : item.start]
        if not item.unit and _ANOTHER_COUNT.search(between):
            break
        if parts and not rows and ";" in between:  # ; ends the list, but for lists of lines
            break
        if item.kind != "count":
            if item.kind == "share" and "占" in between:  # 网上8件，占66.7%: the share belongs to its part
                end = item.end
            continue
        if item.measure not in {unit, ""} or item.approximate or _begins_anew(between, lists):
            break
        parts.append(item)
        end = item.end
    if not parts:
        return None
    words = text.text[at : parts[-1].end]
    rest = _is_both_halves(words) or bool(
        # the last part is told as the rest
        _REST.of(lists).search(text.text[parts[-2].end if len(parts) > 1 else at : parts[-1].start])
    )
    same = tuple(item for item in wholes if item.measure == unit and not item.approximate)
    return Group(text, same, tuple(parts), words, rest and not nested) if same else None


def _is_both_halves(words: str) -> bool:
    return "上半年" in words and "下半年" in words


def _listed(text: Passage, sentence: Sentence, lists: Lists) -> Iterator[Group]:
    """共218条，民生救助74条、惠农补贴63条，其余20条…: nothing but the rest says that these are the parts."""
    counts = exact_counts(sentence.quantities)
    for number, whole in enumerate(counts):
        if not _IN_ALL.search(text.text[sentence.start : whole.start]):
            continue
        parts: list[Quantity] = []
        end = whole.end
        for item in counts[number + 1 :]:
            between = text.text[end : item.start]
            if item.measure != whole.measure or ";" in between or _begins_anew(between, lists):
                break
            parts.append(item)
            end = item.end
            if _REST.of(lists).search(between):
                if len(parts) > _FEW:
                    words = text.text[whole.end : item.end]
                    yield Group(text, (whole,), tuple(parts), words, is_complete=True)
                return


def _begins_anew(between: str, lists: Lists) -> bool:
    """True where the words before a number begin another whole; 当面和信函共3件 is a part all the same."""
    match = _NEW_WHOLE.of(lists).search(between)
    return match is not None and not (match[0] == "共" and _TWO_TOGETHER.search(between[: match.start()]))


def _unit_of_parts(text: Passage, wholes: Sequence[Quantity], sentence: Sentence, at: int, stop: int) -> str:
    """What the parts are counted in: as the nearest whole; where the first part is not, as an earlier whole that is."""
    units = [item.measure for item in wholes]
    first = next((item for item in sentence.quantities if at <= item.start < stop and item.kind == "count"), None)
    told = first is not None and first.measure in units and not _ASIDE.search(text.text[at : first.start])
    return first.measure if first is not None and told else units[-1]


def _summed_up(text: Passage, sentence: Sentence, lists: Lists) -> Iterator[Group]:
    counts = exact_counts(sentence.quantities)
    for number in range(2, len(counts)):  # two parts at least before their sum
        whole, parts = counts[number], counts[:number]
        if not _TOTAL_AFTER.search(text.text[parts[-1].end : whole.start]):
            continue
        same = [item for item in parts if item.measure == whole.measure]
        if any(_GROWS_TO.match(text.text, item.end) for item in same):
            continue  # 由1128条增加到1887条
        if len(same) == number and not _NEW_WHOLE.of(lists).search(text.text[parts[0].end : parts[-1].end]):
            yield Group(
                text, (whole,), tuple(same), text.text[parts[0].start : whole.end], is_complete=True, is_sum=True
            )


def _parts(group: Group, lists: Lists) -> Iterator[Finding]:
    """C601: more than the whole. C602: parts that are all there do not add up to it."""
    values = [item.value for item in group.wholes]
    largest, total = max(values), group.total
    if total in values or total in _sums(values) or _begins_with_all(group, lists):
        return
    greater = [part for part in group.parts if part.value > largest]
    overlaps = not group.is_sum and _may_overlap(group, lists)
    if greater or (total > largest and not overlaps):
        item = greater[0] if greater else group.parts[-1]  # one part that is too large says more than their sum
        yield _unlike("C601", group, item, greater[0].value if greater else total, largest)
        return
    nearest = min(values, key=lambda value: abs(value - total))
    is_slip = any(_is_turned(total, value) for value in values)
    close = len(group.parts) > 2 and not _UNSETTLED.of(lists).search(group.words) and _is_misprint(group, nearest)
    if is_slip or ((group.is_complete or close) and not overlaps):
        yield _unlike("C602", group, group.parts[-1], total, nearest)


def _unlike(code: str, group: Group, item: Quantity, found: Decimal, expected: Decimal) -> Finding:
    """A finding at one of the parts, with their sum and the words from the whole to the last of them."""
    return remark(
        code,
        group.passage,
        item.start,
        item.end,
        found=found,
        expected=expected,
        difference=found - expected,
        parts=_sum_text(group.parts),
        sentence=group.passage.quote(group.wholes[0].start, group.parts[-1].end),
    )


def _is_turned(total: Decimal, whole: Decimal) -> bool:
    """True where two digits of the whole have changed places: 1607 of 1670. No list that is left open comes to that."""
    return is_whole(total) and is_whole(whole) and is_turned(int(total), int(whole))


def _may_overlap(group: Group, lists: Lists) -> bool:
    """True where one item may be among several parts: on several channels, or received and then dealt with."""
    text, words = group.passage.text, group.words
    if _APART.of(lists).search(text) or _SUM_OF_CHANNELS.of(lists).search(text, 0, group.wholes[-1].start):
        return False
    if _COUNTED_TWICE.of(lists).search(text, group.parts[-1].end):
        return True
    on_channels = group.parts[0].measure in lists["counted-on-channels"] and _OVERLAPPING.of(lists).search(words)
    return bool(on_channels or _STAGES.of(lists).search(words))


def _begins_with_all(group: Group, lists: Lists) -> bool:
    """True where the first parts make the whole, and the rest tells of it in another way: 网络4件、信函6件，撤回1件."""
    parts, text, told_anew = group.parts, group.passage.text, _TOLD_ANEW.of(lists)
    totals = {
        sum((part.value for part in parts[:number]), _ZERO)
        for number in range(2, len(parts))
        if told_anew.search(text, parts[number - 1].end, parts[number].start)
    }
    return not group.is_sum and any(item.value in totals for item in group.wholes)


def _is_misprint(group: Group, whole: Decimal) -> bool:
    """True where parts that nearly make the whole lack what one wrong digit hides; others may just be left out."""
    missing = whole - group.total
    if missing > whole * _NEAR:
        return False
    pairs = [(whole, group.total), *((part.value, part.value + missing) for part in group.parts)]
    whole_pairs = (pair for pair in pairs if all(map(is_whole, pair)))
    return any(is_digit_off(int(written), int(meant)) for written, meant in whole_pairs)


def _sums(values: Sequence[Decimal]) -> set[Decimal]:
    """What the last two, three, … wholes make together: 提案12件、建议20件，其中…."""
    return {sum(values[-number:], _ZERO) for number in range(2, len(values) + 1)}


def exact_counts(quantities: Iterable[Quantity]) -> list[Quantity]:
    """The numbers of things among them, but for those that are about."""
    return [item for item in quantities if item.kind == "count" and not item.approximate]


def _sum_text(parts: Sequence[Quantity]) -> str:
    return "+".join(plain(part.value) for part in parts)
