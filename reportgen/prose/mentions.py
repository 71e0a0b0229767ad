"""What a number in the text speaks of: the pack's mentions, found around each quantity.

Takes passages; gives claims (this number, of this mention). A number of which it is not clear what it speaks of (part
of the year, another body, a plan, a part of a part) makes no claim. The words themselves are compiled in `lexicon.py`,
the time a number is of is told by `times.py`, what is said without a number by `statements.py`; whether a claim is
right is left to `checks/text/against_table.py`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.packs.schema import Mention
from reportgen.packs.words import Grammar, Lists
from reportgen.prose import times
from reportgen.prose.extent import Extent, Reach
from reportgen.prose.lexicon import Lexicon, Pattern
from reportgen.prose.passages import Passage, Sentence
from reportgen.prose.quantities import Quantity
from reportgen.prose.respective import respective
from reportgen.prose.times import Period
from reportgen.prose.voice import Voice

OTHER = ("其他", "其它")

# A gap with one of these narrows what is counted: 收到网上申请3件 is not 收到申请3件. So does a kind, but not 各类.
_NARROWING = Grammar("<<narrowing>>|(?<!各)[类等]$")
# Before the words: 企业的[申请3件], 财政类[信息3条], 非[公开3件] are a part or the contrary; 收到的[申请3件] is not.
_MODIFIED = Grammar("(?<!<<doings-before-de>>)的$|(?<!公开)类$|非$")
_LISTED = re.compile("等$")  # 报纸等其他方式: what else there is ends the list, it is no part of it
_NEGATED = re.compile("(?:未|没有|没|未能|不)$")  # 未[公开3件]
_OTHER_THAN = Grammar("其[他它](?!<<ways>>|<<other-rows>>)")  # 其他申请3件, but not 其他组织3件
_ALL_FIELDS = re.compile("各[类种](?:行政)?(?:复议|诉讼|案件)")  # 各类行政复议3件
# After the number: 行政复议案件16件，全部审结，主要涉及土地.
_FIELDS = Grammar(
    "(?:，(?:全部)?(?:受理|审结|办结)[^，。;]{0,8})?[，(](?:集中在|主要(?:涉及|集中|为|是)|以|多为|涉及)[^，。;]{0,12}"
    "<<other-fields>>"
)
# 各科室, 全系统, 政府及其部门: others than the body that reports for itself.
_OTHERS = Grammar("(?:<<belonging>>|其他)<<inner-bodies>>|全系统|各级行政机关|政府及(?:其|所属|各)?部门")
_WIDER = Grammar("<<wider>>")
_NARROWER = Grammar("<<offices>>|政府办|(?<!本)(?<!行政)机关")  # 机关收到 is the office's; 本机关, 行政机关 are not
_ANY_BELOW = re.compile("(?:各|所辖|下辖)[^，。;、和与及]{0,6}?(?:乡镇|乡|镇|街道)")  # 各乡镇: names no body of its own
_A_PART = re.compile("本级|乡镇|街道")  # in a mention's words: its row is of a part, 乡镇街道公开信息数
_OF_WHICH = "其中"
_JOINED = re.compile("[和与及、]$")  # 当面和[信函共3件]
_TOGETHER = re.compile("(?:合计|共计|相加|共)[为是有]?$")  # 当面、信函共[3件]
_BOTH = re.compile("[^，;:、]{2}[和与及]$")  # 公开和部分公开34件
# A clause that only leads to the next: 通过网站，[公开3条]; 在主动公开方面，[…]; 以简报形式，[…]; 工作中，[…].
_LEADING = Grammar("<<by-means-of>>|其中|<<ways>>$|方面$|渠道|[上中内]$|以.+形式")
_NONE_TOLD = re.compile("(?:也|均)?(?:无|没有|未)")  # at its beginning: 无上年结转，[办结5件]
_SAID_BEFORE = re.compile("[^，;:、。(#][^，;:、。(]*[，、]")  # 5件按时答复，1件…: said of the five
_BRACKETED = re.compile(r"\([^()#]*\)")  # 申请(含书面)
_COUNTED_ASIDE = re.compile(r"\([^()#]*\d[^()#]*\)")  # 申请(含网上2件)
_OUT_OF = re.compile("[^，。;:、]{0,8}?(?<![其集])[之当]?中(?![心标小学央国])")  # [22件]申请中[办结19件], not 中心
# How a sentence goes on with the one before: 其中…, 按方式分…, 从结果看…, 上述申请….
_GOES_ON = re.compile(r"\s*(?:其中|按|从(?!\d)|在?(?:上述|以上|这些|所有|已))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The text gives this quantity for the mention, of one of `periods`; `extent` tells whose figure it is."""

    mention: Mention
    quantity: Quantity
    periods: tuple[Period, ...]
    passage: Passage
    sentence: Sentence
    extent: Extent = "own"


def claims(passage: Passage, lexicon: Lexicon, voice: Voice, reach: Reach) -> Iterator[Claim]:
    """What the numbers of a paragraph say, where that is clear."""
    for sentence in passage.sentences:
        extents = reach.extents(passage.text, sentence.start, sentence.quantities)
        paired = respective(sentence, lexicon.words)
        for index, (quantity, extent) in enumerate(zip(sentence.quantities, extents, strict=True)):
            if quantity.kind == "count" and not quantity.approximate and extent != "other":
                found = _claim(passage, sentence, index, lexicon, voice, extent, paired.get(index))
                if found is not None:
                    yield found


def _claim(
    passage: Passage,
    sentence: Sentence,
    number: int,
    lexicon: Lexicon,
    voice: Voice,
    extent: Extent,
    paired: str | None = None,
) -> Claim | None:
    """What a number says; `paired` are its own words in a list of several (当面、网络分别为3件、5件), "" if unclear."""
    if paired == "":
        return None
    quantity = sentence.quantities[number]
    before, after = (paired, "") if paired else _surroundings(passage, sentence, number)
    text = f"{voice.canonical(before)}#{voice.canonical(after)}"
    said = voice.canonical(paired or passage.text[_said_from(passage, sentence) : quantity.start])
    local = _local(_COUNTED_ASIDE.sub("", text) if "(" in text else text, lexicon.words)
    if "(" in text:
        text = _BRACKETED.sub("", text)
    topic = passage.topic + said
    patterns = [item for item in lexicon.counted.near(text) if is_meant(item.mention, said, passage.text, topic)]
    for mention, outside in _nearest(quantity, text, patterns, lexicon.words):
        without = _left_out_by(mention, extent, lexicon.words)
        if not any(word in local for word in without) and not (_OF_WHICH in without and _is_in_list(sentence, number)):
            if extent == "part" and any(_A_PART.search(item) for item in mention.words):
                extent = "own"  # the row is of a part itself: 乡镇街道公开信息数
            periods = _periods(mention, outside, _BRACKETED.sub("", said), voice, extent)
            if not periods or _is_of_several(outside.partition("#")[0], before):
                return None
            if _is_of_another_field(mention, passage.text[quantity.end : sentence.end], before, lexicon.words):
                return None
            return Claim(
                mention=mention, quantity=quantity, periods=periods, passage=passage, sentence=sentence, extent=extent
            )
    return None


def _is_in_list(sentence: Sentence, number: int) -> bool:
    """True for the second number and those after it of what 其中 begins, as long as they count the same."""
    here = sentence.quantities[number]
    said = sentence.text[: here.start - sentence.start]
    at = said.rfind(_OF_WHICH)
    if at < 0 or ";" in said[at:]:
        return False
    listed = [
        item for item in sentence.quantities[:number] if item.start - sentence.start > at and item.kind == "count"
    ]
    return bool(listed) and all(item.measure == here.measure for item in listed)


def _left_out_by(mention: Mention, extent: Extent, lists: Lists) -> Sequence[str]:
    """The words that leave a mention out, less those that only tell whose the number is where that is known."""
    if extent == "own":
        return mention.without
    told = lists["told-bodies"]
    return [word for word in mention.without if word not in told and not (extent == "part" and word == _OF_WHICH)]


def _is_of_another_field(mention: Mention, after: str, before: str, lists: Lists) -> bool:
    """True for reviews and suits of all kinds: 行政复议案件16件，集中在土地权属; 各类行政复议."""
    if not any("复议" in words or "诉讼" in words for words in mention.words):
        return False
    return bool(_ALL_FIELDS.search(before) or _FIELDS.of(lists).match(after))


def _is_of_several(outside: str, before: str) -> bool:
    """True for one number of two things: 公开和部分公开34件, 当面、信函共3件."""
    return bool(_BOTH.search(outside) or (_JOINED.search(outside) and _TOGETHER.search(before)))


def _nearest(quantity: Quantity, text: str, patterns: Iterable[Pattern], lists: Lists) -> list[tuple[Mention, str]]:
    """The mentions whose words match best, with the text outside the words; several only where they match alike."""
    matches = [
        (*found, pattern.mention)
        for pattern in patterns
        if _is_counted_in(quantity, pattern.units)
        and (found := _matched(pattern, text, lists, bare=not quantity.unit)) is not None
    ]
    most = max((rank for rank, _, _ in matches), default=0)
    return [(mention, outside) for rank, outside, mention in matches if rank == most]


def _is_counted_in(quantity: Quantity, units: frozenset[str]) -> bool:
    """A bare number may be of anything but money, unless it is zero: 经费投入为0."""
    return quantity.unit in units if quantity.unit else not quantity.value or "元" not in units


def is_meant(mention: Mention, said: str, paragraph: str, topic: str) -> bool:
    """True where the words before the number, and the topic they are under, are those the mention asks for."""
    if mention.apart and (last := _last_of(mention.apart, said)) and last >= _last_of(mention.after, said):
        return False  # 规章2件；规范性文件新发38件: the nearer word tells
    return (not mention.after or any(word in topic for word in mention.after)) and is_near(mention, topic + paragraph)


def _last_of(words: Iterable[str], text: str) -> int:
    """Where the last of the words ends; 0 where none stands in the text."""
    return max((at + len(word) for word in words if (at := text.rfind(word)) >= 0), default=0)


def _said_from(passage: Passage, sentence: Sentence) -> int:
    """Where begins what the sentence goes on with: 收到申请6件。其中信函2件."""
    sentences = passage.sentences
    at = sentences.index(sentence)
    while at and _GOES_ON.match(sentences[at].text):
        at -= 1
    return sentences[at].start


def _surroundings(passage: Passage, sentence: Sentence, index: int) -> tuple[str, str]:
    quantities, text = sentence.quantities, passage.text
    here = quantities[index]
    left = max(_end_before(sentence, index), text.rfind(";", sentence.start, here.start) + 1)
    if index and _SAID_BEFORE.fullmatch(text, left, here.start):
        left = here.start
    right = quantities[index + 1].start if index + 1 < len(quantities) else sentence.end
    among = _OUT_OF.match(text, here.end, right)
    right = among.end() if among else right  # 22件中办结19件
    for stop in "，;:、均(":
        at = text.find(stop, here.end, right)
        right = at if at >= 0 else right
    return text[left : here.start], text[here.end : right]


def _end_before(sentence: Sentence, index: int) -> int:
    """Where the last number before this one ends; not one in brackets that closed before it: 微博(1个)发布5条."""
    here = sentence.quantities[index].start - sentence.start
    closed = [match.span() for match in _BRACKETED.finditer(sentence.text, 0, here)] if "(" in sentence.text else []
    for item in reversed(sentence.quantities[:index]):
        at = item.start - sentence.start
        if not any(start < at < end for start, end in closed):
            return item.end
    return sentence.start


def _matched(pattern: Pattern, text: str, lists: Lists, *, bare: bool) -> tuple[int, str] | None:
    """How many characters the words have, and the text outside them.

    Words that stand right before the number count more than those right after it, and these more than words around it;
    a comma in between makes it less (均已办结，2件结转下年).
    """
    match = _match(pattern.before, text, lists, is_of_money=pattern.is_of_money) if pattern.before else None
    rank = 50 if match is not None and "，" in text[match.end("words") : match.end()] else 100
    if match is None and pattern.around is not None and not bare:
        match, rank = (
            _match(pattern.around, text, lists, is_of_money=pattern.is_of_money),
            90 if pattern.words[0] == "#" else 0,
        )
    if match is None:
        return None
    return rank + len(match["words"]), text[: match.start()] + "#" + text[match.end() :]


def _match(pattern: re.Pattern[str], text: str, lists: Lists, *, is_of_money: bool) -> re.Match[str] | None:
    """The first match whose gaps do not narrow what is counted and which is no part of a longer name."""
    at, narrowing, modified = 0, _NARROWING.of(lists), _MODIFIED.of(lists)
    while (match := pattern.search(text, at)) is not None:
        gaps = () if is_of_money else match.groups()[1:]
        before = text[: match.start()]
        of_more = modified.search(before) or (_LISTED.search(before) and not match["words"].startswith(OTHER))
        of_more = of_more or _NEGATED.search(before)
        if not of_more and not any(gap and narrowing.search(gap) for gap in gaps):
            return match
        at = match.start() + 1
    return None


def _local(text: str, lists: Lists) -> str:
    """The clause the number stands in, with the one before it where that only leads to it (通过网站，公开…)."""
    leading = _LEADING.of(lists)
    before, _, after = text.partition("#")
    clauses = before.split("，")
    taken = clauses[-1]
    for clause in reversed(clauses[:-1]):
        if (len(taken) > 4 and not leading.search(clause)) or _NONE_TOLD.match(clause):
            break
        taken = f"{clause}，{taken}"
    return f"{taken}#{after}"


def is_near(mention: Mention, text: str) -> bool:
    """True where the text holds one of the words that must stand in the paragraph or its headings.

    >>> asks = Mention(id="received", near=("依申请", "申请"))
    >>> is_near(asks, "收到申请3件"), is_near(asks, "收到来信3件"), is_near(Mention(id="any"), "")
    (True, False, True)
    """
    return not mention.near or any(word in text for word in mention.near)


def _periods(mention: Mention, outside: str, said: str, voice: Voice, extent: Extent) -> tuple[Period, ...]:
    """The years the number may be of; none where it is of another time, or not the unit's own.

    `said` is the sentence up to the number, `outside` what stands around the mention's words.
    """
    before, lists = outside.partition("#")[0], voice.words
    whose = said.rpartition(";")[2] if mention.after else before  # what is left out is of the time of its subject
    if (
        times.is_elsewhen(whose, lists)
        or times.is_planned(said, lists)
        or voice.names_another(before if extent == "own" else _ANY_BELOW.sub("", before))
    ):
        return ()
    narrower = voice.has_offices and _NARROWER.of(lists).search(before.rpartition("，")[2])
    wider = not voice.has_offices and _WIDER.of(lists).search(before)
    if extent == "own" and (_OTHERS.of(lists).search(before) or narrower or wider):
        return ()
    if times.is_change_from_last_year(before, lists) or _OTHER_THAN.of(lists).search(before.rpartition("，")[2]):
        return ()
    return (mention.scope,) if mention.scope != "any" else times.periods(said, lists)
