"""What a number in the text speaks of: the pack's mentions, found around each quantity.

Takes passages; gives claims (this number, of this mention), denials (it did not happen) and generalities (all were so).
A number of which it is not clear what it speaks of (part of the year, another body, a plan, a part of a part) makes no
claim. The words themselves are compiled in `lexicon.py`; whether a claim is right is left to
`checks/text/against_table.py`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.packs.schema import Mention
from reportgen.prose.extent import Extent, Reach
from reportgen.prose.lexicon import Index, Lexicon, Pattern
from reportgen.prose.passages import Passage, Sentence
from reportgen.prose.quantities import Quantity
from reportgen.prose.respective import respective
from reportgen.prose.voice import Voice
from reportgen.prose.words import Grammar, Lists

Scope = Literal["annual", "cumulative", "ever", "previous"]

# A gap with one of these narrows what is counted: 收到网上申请3件 is not 收到申请3件. So does a kind, but not 各类.
_NARROWING = Grammar("<<narrowing>>|(?<!各)[类等]$")
_MODIFIED = re.compile(
    r"(?<!提出)(?<!收到)(?<!办理)(?<!受理)(?<!提交)(?<!有关)(?<!相关)(?<!公开)(?<!处理)(?<!引发)(?<!发布)(?<!引起)(?<!产生)"
    r"(?<!导致)(?<!发生)(?<!制发)(?<!制定)(?<!出台)(?<!方面)(?<!涉及)的$|(?<!公开)类$|非$"
)
_LISTED = re.compile("等$")  # 报纸等其他方式: what else there is ends the list, it is no part of it
_OTHER = ("其他", "其它")
_ELSEWHEN = re.compile(
    r"上半年|下半年|(?:年|期)初(?=有|现行|结存|共有|存量|尚有)|季度|\d月|每|计划|力争|拟|预计|目标|下年|他年|均每|月均|日均|平均|原有|近[一二两三四五六七八九十\d]+年|[两三四五六]年来|[一二三四五六七八九十]月(?!结)|截至\d月"
)
_PLANNED = re.compile(
    "(?:计划|拟|力争|预计|争取|将)(?=[于在]?(?:\\d|主动|公开|召开|举办|举行|组织|开展|编|发布|收|受理|培训|完成|新|达|实现))|"
    "(?:^|[，。;])下年"
)
_HOPED = re.compile("计划|力争|拟|预计|目标|争取|要求|确保|保证|下年")
_COMPARED = re.compile("比|较|增|减|下降|上升|提高|持平|同期")
_TIME = re.compile(
    "(?P<cumulative>累计|累积|截[至止](?:到)?(?:本年|目前)?|以来|历年)|(?P<previous>(?<![比较与同和转自接续])(?:上年|去年|上一年|前一年)度?(?!度?(?:[结移]转|转[来入至结]|遗留|延续|跨|未)))|"
    "(?P<part>上半年|下半年|季度|他年)|(?P<annual>新增|本年(?!上|下)|全年|年内|当年|今年|报告期)"
)
_SUMMED_UP = re.compile("累计|累积|以来|历年|历史")
_TO_DATE = re.compile("截[至止]|以来|历年|历史|至今|迄今|目前|年底|年末")
_ALL_FIELDS = re.compile("各[类种](?:行政)?(?:复议|诉讼|案件)")
_FIELDS = re.compile(
    "(?:，(?:全部)?(?:受理|审结|办结)[^，。;]{0,8})?[，(](?:集中在|主要(?:涉及|集中|为|是)|以|多为|涉及)[^，。;]{0,12}"
    "(?:土地|征收|拆迁|治安|工伤|处罚|权属|劳动|社保|市场|交通|房屋|山林)"
)
_STOCK = re.compile("现有|现共有|目前[共已]?有|已建成?有?|建有|总数(?:已|为|达|增至|上升到)|增[加至]到?(?=\\d)")
_OTHER_THAN = re.compile("(?:其他|其它)(?!组织|方式|渠道|形式|途径|载体|平台|媒体|法人|单位|机构)")
_DIGIT = re.compile(r"\d")
_EVER = re.compile("以来|历年|历史")
_PREVIOUS = re.compile("上年|去年|上一年")
_OTHERS = re.compile(
    "(?:各|市直|县直|区直|所属|下属|直属|其他|基层)(?:部门|单位|处室|科室|县|区|乡|镇|街道|市|委办局|股室)|全系统|各级行政机关|政府及(?:其|所属|各)?部门"
)
_WIDER = re.compile("全市|全县|全省|全区|全州|全国|本市|我市|我县|我省|我区|本县|本省")
_NARROWER = re.compile("本级|政府办|办公室|办公厅|(?<!本)(?<!行政)机关")
_ANY_BELOW = re.compile("(?:各|所辖|下辖)[^，。;、和与及]{0,6}?(?:乡镇|乡|镇|街道)")  # names no body of its own
_BODIES = frozenset({"部门", "乡镇", "街道", "县区"})
_TOLD: dict[Extent, frozenset[str]] = {  # words that leave a mention out, unless they tell whose the number is
    "all": _BODIES,
    "part": _BODIES | {"其中"},
}
_A_PART = re.compile("本级|乡镇|街道")
_OF_WHICH = "其中"
_JOINED = re.compile("[和与及、]$")
_TOGETHER = re.compile("(?:合计|共计|相加|共)[为是有]?$")
_BOTH = re.compile("[^，;:、]{2}[和与及]$")  # 公开和部分公开34件
_LEADING = re.compile("通过|利用|依托|借助|运用|其中|方面$|方式$|渠道|[上中内]$|以.+形式")
_AT_BODY = "年局办度委位关厅院府镇乡道室部站处县校"
_NONE_TOLD = re.compile("(?:也|均)?(?:无|没有|未)")
_DENIED = re.compile(
    "(?<![如若凡])(?<!逾期)(?:(?:均|从|并|尚|也|还|暂|都|亦)?未(?:曾|有)?(?=收|向|对|发生|产生|接|受理|出现|因|引发|被|提起|召开|举办|举行|组织|开展|新|制|出台|"
    "废止|设立|涉及|存在|开设|办理|答复|作出|实施|采取|产生|制定|制发|设置|配备|安排|单设|公布|结转|编发|编印|列支|投入)|"
    "没有(?!超|按|及时|做到|能|很|得到|形成|完|办结|答复)|(?<![\u4e00-\u9fff])(?:均|也|亦|并|暂)?无(?=新|因|任何|上年|结转|行政|政府信息|依申请|"
    f"申请|举报|投诉|群众|公众|公民|应诉|被|跨年|转入|延期办|专职|收费|复议|诉讼|下年|不予|需|针对|涉及|提起)|(?<=[{_AT_BODY}])(?:均|也|暂)?无"
    "(?=新|因|任何|上年|结转|行政复|行政诉|(?:政府)?信息公开(?:申|行政|复议|诉讼|投诉|举报)|依申请|申请|下年|针对|提起|受理|收到|发生)|零(?=申请|投诉|复议|诉讼|收费))"
)
_NIL = re.compile(
    "(?:(?:均|都|皆|也|亦|全部|全年|同样|仍|数量|件数|数)*(?:为|是)零|(?:均|都|皆)(?:为|是)0[件起宗例次条项人元]?)$"
)
_OF_SOME = re.compile("(?:自然人|个人|企业|机构|组织|法人|律师|学校|社区|村)(?:均|也|都)?$")  # of whom there were none
_ELSE_DENIED = re.compile("(?:再)?(?:有|收取|收到|接到|发生|产生|出现)?过?(?:任何)?(?:其他|其它|别的|另外|额外)")
_NEGATED = re.compile("(?:未|没有|没|未能|不)$")
_MAY_DENY = re.compile("[未无没零]|[均都皆][为是]0")
_MAY_BE_GENERAL = re.compile("[均都皆]|全部|100%|无一|一律|悉数|全数|尽数|全都|统统")
_ALL = re.compile("(?:无一例外地?)?(?:全都|均全部|均已全部)|无一例外地?|一律|悉数|全数|尽数|统统")
_SAID_BEFORE = re.compile("[^，;:、。(#][^，;:、。(]*[，、]")  # 5件按时答复，1件…: said of the five
_CLAUSE = re.compile(r"[^，;:]+")
_BRACKETED = re.compile(r"\([^()#]*\)")
_COUNTED_ASIDE = re.compile(r"\([^()#]*\d[^()#]*\)")
_NONE_OF = re.compile(
    "(?:无一[件例起]?|没有|没|未发生|未出现|未|无)(?:任何|被|被申请|被提起|发生|出现)?"
    "(?:延期|超期|逾期|结转|跨年|(?:行政)?复议|(?:行政)?诉讼|投诉|举报|信访)"
)
_OUT_OF = re.compile("[^，。;:、]{0,8}?(?<![其集])[之当]?中(?![心标小学央国])")
_GOES_ON = re.compile(r"\s*(?:其中|按|从(?!\d)|在?(?:上述|以上|这些|所有|已))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The text gives this quantity for the mention, in one of `scopes`; `extent` tells whose figure it is."""

    mention: Mention
    quantity: Quantity
    scopes: tuple[Scope, ...]
    passage: Passage
    sentence: Sentence
    extent: Extent = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement without a number: that none of the mention happened, or that all were so of a number in `of`.

    `numbers` are all that the sentence tells: 9件申请均已答复.
    """

    mention: Mention
    passage: Passage
    start: int
    end: int
    of: tuple[Claim, ...] = ()
    numbers: tuple[Decimal, ...] = ()


def claims(passage: Passage, words: Lexicon, voice: Voice, reach: Reach) -> Iterator[Claim]:
    """What the numbers of a paragraph say, where that is clear."""
    for sentence in passage.sentences:
        extents = reach.extents(passage.text, sentence.start, sentence.quantities)
        paired = respective(sentence)
        for index, (quantity, extent) in enumerate(zip(sentence.quantities, extents, strict=True)):
            if quantity.kind == "count" and not quantity.approximate and extent != "other":
                found = _claim(passage, sentence, index, words, voice, extent, paired.get(index))
                if found is not None:
                    yield found


def denials(passage: Passage, words: Lexicon, voice: Voice, reach: Reach) -> Iterator[Statement]:
    """Where a paragraph says that something did not happen: 未收到…申请, 没有发生行政复议."""
    for sentence in passage.sentences:
        if not _MAY_DENY.search(sentence.text):
            continue
        for clause in _CLAUSE.finditer(sentence.text):
            if not reach.is_of_others(sentence.text[: clause.end()]):
                yield from _denials(passage, sentence, clause, words.deniable, voice)


def generalities(passage: Passage, words: Lexicon, voice: Voice, claimed: Iterable[Claim]) -> Iterator[Statement]:
    """Where a paragraph says that all were so, and the numbers in the sentence it may say it of, the nearest first."""
    earlier = [item for item in claimed if item.passage is passage]
    for sentence in passage.sentences:
        if not _MAY_BE_GENERAL.search(sentence.text):
            continue
        text = _ALL.sub("全部", voice.canonical(sentence.text))
        if _HOPED.search(text):
            continue
        exceptions = _NONE_OF.sub("", text)  # 均按时办结，无一延期: no exception is told
        for mention in _mentions_in(text, words.general):
            if not any(word in exceptions for word in mention.without) and _is_near(mention, text):
                of = tuple(item for item in reversed(earlier) if item.sentence is sentence)
                yield Statement(
                    mention=mention,
                    passage=passage,
                    start=sentence.start,
                    end=sentence.end,
                    of=of,
                    numbers=tuple(item.value for item in sentence.quantities if item.kind == "count"),
                )


def is_of_the_year(before: str, voice: Voice) -> bool:
    """False where the words before a number make it one of another time, a plan, a mean, or a change."""
    words = voice.canonical(before)
    return not (_ELSEWHEN.search(words) or _PREVIOUS.search(words) or _COMPARED.search(words))


def _mentions_in(text: str, index: Index) -> list[Mention]:
    found = [item.mention for item in index.near(text) if item.alone.search(text)]
    return list({mention.id: mention for mention in found}.values())


def _claim(
    passage: Passage,
    sentence: Sentence,
    number: int,
    words: Lexicon,
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
    local = _local(_COUNTED_ASIDE.sub("", text) if "(" in text else text)
    if "(" in text:
        text = _BRACKETED.sub("", text)
    topic = passage.topic + said
    patterns = [item for item in words.counted.near(text) if _is_meant(item.mention, said, passage.text, topic)]
    for mention, outside in _nearest(quantity, text, patterns, words.words):
        without = (
            mention.without if extent == "own" else [word for word in mention.without if word not in _TOLD[extent]]
        )
        if not any(word in local for word in without) and not (_OF_WHICH in without and _is_in_list(sentence, number)):
            if extent == "part" and any(_A_PART.search(item) for item in mention.words):
                extent = "own"  # the row is of a part itself: 乡镇街道公开信息数
            scopes = _scopes(mention, outside, _BRACKETED.sub("", said), voice, extent)
            if not scopes or _is_of_several(outside.partition("#")[0], before):
                return None
            if _is_of_another_field(mention, passage.text[quantity.end : sentence.end], before):
                return None
            return Claim(
                mention=mention, quantity=quantity, scopes=scopes, passage=passage, sentence=sentence, extent=extent
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


def _is_of_another_field(mention: Mention, after: str, before: str) -> bool:
    """True for reviews and suits of all kinds: 行政复议案件16件，集中在土地权属; 各类行政复议."""
    if not any("复议" in words or "诉讼" in words for words in mention.words):
        return False
    return bool(_ALL_FIELDS.search(before) or _FIELDS.match(after))


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


def _is_meant(mention: Mention, said: str, paragraph: str, topic: str) -> bool:
    """True where the words before the number, and the topic they are under, are those the mention asks for."""
    if mention.apart and (last := _last_of(mention.apart, said)) and last >= _last_of(mention.after, said):
        return False  # 规章2件；规范性文件新发38件: the nearer word tells
    return (not mention.after or any(word in topic for word in mention.after)) and _is_near(mention, topic + paragraph)


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
    at, narrowing = 0, _NARROWING.of(lists)
    while (match := pattern.search(text, at)) is not None:
        gaps = () if is_of_money else match.groups()[1:]
        before = text[: match.start()]
        of_more = _MODIFIED.search(before) or (_LISTED.search(before) and not match["words"].startswith(_OTHER))
        of_more = of_more or _NEGATED.search(before)
        if not of_more and not any(gap and narrowing.search(gap) for gap in gaps):
            return match
        at = match.start() + 1
    return None


def _local(text: str) -> str:
    """The clause the number stands in, with the one before it where that only leads to it (通过网站，公开…)."""
    before, _, after = text.partition("#")
    clauses = before.split("，")
    taken = clauses[-1]
    for clause in reversed(clauses[:-1]):
        if (len(taken) > 4 and not _LEADING.search(clause)) or _NONE_TOLD.match(clause):
            break
        taken = f"{clause}，{taken}"
    return f"{taken}#{after}"


def _is_near(mention: Mention, text: str) -> bool:
    return not mention.near or any(word in text for word in mention.near)


def _scopes(mention: Mention, outside: str, said: str, voice: Voice, extent: Extent) -> tuple[Scope, ...]:
    """The years the number may be of; none where it is of another time, or not the unit's own.

    `said` is the sentence up to the number, `outside` what stands around the mention's words.
    """
    before = outside.partition("#")[0]
    whose = said.rpartition(";")[2] if mention.after else before  # what is left out is of the time of its subject
    if (
        _ELSEWHEN.search(whose)
        or _PLANNED.search(said)
        or voice.names_another(before if extent == "own" else _ANY_BELOW.sub("", before))
    ):
        return ()
    narrower = voice.has_offices and _NARROWER.search(before.rpartition("，")[2])
    wider = not voice.has_offices and _WIDER.search(before)
    if extent == "own" and (_OTHERS.search(before) or narrower or wider):
        return ()
    if (_PREVIOUS.search(before) and _COMPARED.search(before)) or _OTHER_THAN.search(before.rpartition("，")[2]):
        return ()
    if mention.scope != "any":
        return (mention.scope,)
    times = list(_TIME.finditer(said))
    last = times[-1] if times else None
    stocks = list(_STOCK.finditer(said))
    if stocks and (last is None or stocks[-1].start() > last.end()):
        return ("annual", "cumulative")
    if last is None or last["annual"]:
        return ("annual",)
    if last["part"]:
        return ()
    if last["previous"]:
        return ("previous",)
    of_year = [item.end() for item in times if item["annual"]]
    if of_year and not _DIGIT.search(said, of_year[-1], last.start()):
        return ("annual", "cumulative")  # 全年累计
    return ("cumulative",) if of_year else _to_date(said)  # 新增5条，累计90条


def _to_date(said: str) -> tuple[Scope, ...]:
    """What a number up to a day is of: from the beginning where it says so, or else of the year as well."""
    if not (_SUMMED_UP.search(said) and _TO_DATE.search(said)):
        return ("annual", "cumulative")
    return ("ever",) if _EVER.search(said) else ("cumulative",)


def _denials(
    passage: Passage, sentence: Sentence, clause: re.Match[str], index: Index, voice: Voice
) -> Iterator[Statement]:
    match, nil = _DENIED.search(clause[0]), _NIL.search(clause[0])
    start, end = sentence.start + clause.start(), sentence.start + clause.end()
    if match is not None and not any(start + match.start() <= item.start < end for item in sentence.quantities):
        subject, said = clause[0][: match.start()], voice.canonical(clause[0][match.end() :])
        before = voice.canonical(sentence.text[: clause.start()] + subject)
        if _OF_SOME.search(subject) or _ELSEWHEN.search(before.rpartition("，")[2]) or _MAY_DENY.search(said):
            return
    elif match is None and nil is not None:  # 行政复议、行政诉讼均为零
        before, said = voice.canonical(sentence.text[: clause.start()]), voice.canonical(clause[0][: nil.start()])
        if _ELSEWHEN.search(said) or _COMPARED.search(said) or _PREVIOUS.search(said):
            return
    else:
        return
    times = list(_TIME.finditer(before))
    if (times and times[-1]["previous"]) or ("他年" in before and not times):
        return
    is_else = _ELSE_DENIED.match(said)
    denied: set[str] = set()
    for pattern in index.near(said):
        mention, match = pattern.mention, pattern.denied.search(said)
        if mention.id in denied or match is None or (is_else and not match[0].startswith(_OTHER)):
            continue
        whole = before + said
        is_meant = _is_meant(mention, whole, passage.text, passage.topic + whole)
        listed = match[0].endswith("、") and not said.startswith("因")  # 申请、复议: the one is said without the other
        if is_meant and not any(word in (match[0] if listed else said) for word in mention.without):
            denied.add(mention.id)
            yield Statement(mention=mention, passage=passage, start=start, end=end)
