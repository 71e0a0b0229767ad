"""What the text says without a number: that something did not happen, and that all were so.

Takes passages; gives statements of the pack's mentions: denials (未收到申请, 行政诉讼均为零), generalities (均已办结).
What numbers say is left to `mentions.py`, whether a statement is right to `checks/text/against_table.py`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.packs.schema import Mention
from reportgen.packs.words import Grammar
from reportgen.prose import times
from reportgen.prose.extent import Reach
from reportgen.prose.lexicon import Index, Lexicon
from reportgen.prose.mentions import OTHER, Claim, is_meant, is_near
from reportgen.prose.passages import Passage, Sentence
from reportgen.prose.voice import Voice

_CLAUSE = re.compile(r"[^，;:]+")
# A sign without which nothing is denied, or nothing said of all: asked first, of every sentence.
_MAY_DENY = re.compile("[未无没零]|[均都皆][为是]0")
_MAY_BE_GENERAL = Grammar("[均都皆]|全部|100%|无一|<<all-of-them>>")
# 也未曾收到, 没有发生, 均无行政复议, 我局无申请, 零投诉. 无 after another word is one of 有无, 无法, 无偿.
_DENIED = Grammar(
    "(?<![如若凡])(?<!逾期)(?:(?:均|从|并|尚|也|还|暂|都|亦)?未(?:曾|有)?(?=<<doings-denied>>)|没有(?!<<not-denied>>)"
    "|(?<![\u4e00-\u9fff])(?:均|也|亦|并|暂)?无(?=<<none-of>>)|(?<=<<signs-before-none>>)(?:均|也|暂)?无(?=<<none-of-after-name>>)"
    "|零(?=<<zero-of>>))"
)
# At the end of a clause: 行政复议、行政诉讼均为零, 投诉数量为零, 都是0件.
_NIL = re.compile(
    "(?:(?:均|都|皆|也|亦|全部|全年|同样|仍|数量|件数|数)*(?:为|是)零|(?:均|都|皆)(?:为|是)0[件起宗例次条项人元]?)$"
)
_OF_SOME = Grammar("<<applicants>>(?:均|也|都)?$")  # of whom there were none: 企业均[未提出申请]
# None besides those told: [没有]收到任何其他[申请].
_ELSE_DENIED = Grammar("(?:再)?(?:有|收取|收到|接到|发生|产生|出现)?过?(?:任何)?<<else>>")
_ALL = Grammar("(?:无一例外地?)?<<all-of-them>>")  # 无一例外地全都, 一律: one word for it, 全部
# None of what would be an exception: 无一延期, 没有被申请行政复议.
_NO_EXCEPTION = Grammar(
    "(?:无一[件例起]?|没有|没|未发生|未出现|未|无)(?:任何|被|被申请|被提起|发生|出现)?<<exceptions>>"
)
_HOPED = Grammar("<<plans>>|<<demands>>|下年")  # 确保全部按时办结


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


def denials(passage: Passage, lexicon: Lexicon, voice: Voice, reach: Reach) -> Iterator[Statement]:
    """Where a paragraph says that something did not happen: 未收到…申请, 没有发生行政复议."""
    for sentence in passage.sentences:
        if not _MAY_DENY.search(sentence.text):
            continue
        for clause in _CLAUSE.finditer(sentence.text):
            if not reach.is_of_others(sentence.text[: clause.end()]):
                yield from _denials(passage, sentence, clause, lexicon.deniable, voice)


def generalities(passage: Passage, lexicon: Lexicon, voice: Voice, claimed: Iterable[Claim]) -> Iterator[Statement]:
    """Where a paragraph says that all were so, and the numbers in the sentence it may say it of, the nearest first."""
    earlier, lists = [item for item in claimed if item.passage is passage], lexicon.words
    for sentence in passage.sentences:
        if not _MAY_BE_GENERAL.of(lists).search(sentence.text):
            continue
        text = _ALL.of(lists).sub("全部", voice.canonical(sentence.text))
        if _HOPED.of(lists).search(text):
            continue
        exceptions = _NO_EXCEPTION.of(lists).sub("", text)  # 均按时办结，无一延期: no exception is told
        for mention in _mentions_in(text, lexicon.general):
            if not any(word in exceptions for word in mention.without) and is_near(mention, text):
                of = tuple(item for item in reversed(earlier) if item.sentence is sentence)
                yield Statement(
                    mention=mention,
                    passage=passage,
                    start=sentence.start,
                    end=sentence.end,
                    of=of,
                    numbers=tuple(item.value for item in sentence.quantities if item.kind == "count"),
                )


def _mentions_in(text: str, index: Index) -> list[Mention]:
    found = [item.mention for item in index.near(text) if item.alone.search(text)]
    return list({mention.id: mention for mention in found}.values())


def _denials(
    passage: Passage, sentence: Sentence, clause: re.Match[str], index: Index, voice: Voice
) -> Iterator[Statement]:
    words = _denied_words(sentence, clause, voice)
    if words is None:
        return
    before, said = words
    if times.is_of_an_earlier_year(before, voice.words):
        return
    is_else = _ELSE_DENIED.of(voice.words).match(said)
    denied: set[str] = set()
    start, end = sentence.start + clause.start(), sentence.start + clause.end()
    for pattern in index.near(said):
        mention, match = pattern.mention, pattern.denied.search(said)
        if mention.id in denied or match is None or (is_else and not match[0].startswith(OTHER)):
            continue
        whole = before + said
        meant = is_meant(mention, whole, passage.text, passage.topic + whole)
        listed = match[0].endswith("、") and not said.startswith("因")  # 申请、复议: the one is said without the other
        if meant and not any(word in (match[0] if listed else said) for word in mention.without):
            denied.add(mention.id)
            yield Statement(mention=mention, passage=passage, start=start, end=end)


def _denied_words(sentence: Sentence, clause: re.Match[str], voice: Voice) -> tuple[str, str] | None:
    """What a clause denies, after the words before it; None where it denies nothing, or not clearly of the year."""
    lists = voice.words
    match, nil = _DENIED.of(lists).search(clause[0]), _NIL.search(clause[0])
    if match is None and nil is not None:  # 行政复议、行政诉讼均为零
        before, said = voice.canonical(sentence.text[: clause.start()]), voice.canonical(clause[0][: nil.start()])
        return None if times.is_of_another_time(said, lists) else (before, said)
    if match is None or _holds_number(sentence, clause.start() + match.start(), clause.end()):
        return None
    subject, said = clause[0][: match.start()], voice.canonical(clause[0][match.end() :])
    before = voice.canonical(sentence.text[: clause.start()] + subject)
    is_of_some = _OF_SOME.of(lists).search(subject) is not None
    if is_of_some or times.is_elsewhen(before.rpartition("，")[2], lists) or _MAY_DENY.search(said):
        return None
    return before, said


def _holds_number(sentence: Sentence, start: int, end: int) -> bool:
    return any(start <= item.start - sentence.start < end for item in sentence.quantities)
