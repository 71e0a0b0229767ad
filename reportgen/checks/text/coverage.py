"""Whose figures the report says it gives, held against what its form asks for and against its own numbers.

Takes a report's text, its data and its pack; gives findings C507, C508 and C712 to C714. By its form a government
from the county up reports for its departments and lower governments too, any other body for itself alone (`coverage`).
Whose a number is was told by `prose/extent.py`; numbers that agree in that are left to `against_table.py`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from reportgen.checks.registry import text_check
from reportgen.checks.remarks import remark
from reportgen.checks.text.readings import readings_of, shown_readings
from reportgen.findings import NOWHERE, Fact, Finding, Location, Severity
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.packs.schema import Coverage
from reportgen.packs.words import Grammar, Lists, expression
from reportgen.prose.extent import is_office
from reportgen.prose.mentions import Claim
from reportgen.prose.passages import Passage, Sentence
from reportgen.prose.report_text import ReportText
from reportgen.wording.signs import plain

_GAP = "[^。!?;]{0,40}?"  # words of scope lie further apart than those of mentions, but in one sentence
# (县政府办公室)机关一家的统计数据，: the body alone; 县政府办公室牵头公开 is not
_ON_ITS_OWN = re.compile(r"(?:本级)?(?:机关)?(?:一家)?(?:的)?(?:统计)?(?:数据|数字|情况|数|口径)?(?=[，。;)]|$)")
_ENDS_ON_ONE = Grammar("<<one-body-alone>>$")
_BRANCH = Grammar("[^，。、;]{0,8}?<<outposts-of-a-bureau>>")  # 各乡镇自然资源所: a bureau's own
_OF_FIGURES = Grammar("<<speaks-of-figures>>")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Stated:
    """A sentence that says whose the figures are."""

    passage: Passage
    sentence: Sentence

    @property
    def quote(self) -> str:
        """The sentence as typed, cut where it is long."""
        return self.passage.quote(self.sentence.start, min(self.sentence.end, self.sentence.start + 60))


@dataclass(frozen=True, slots=True)
class Covered:
    """What the text says it covers: that the figures are one body's alone, or everyone's."""

    alone: tuple[Stated, ...] = ()
    everyone: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a coverage, compiled."""

    everyone: tuple[re.Pattern[str], ...]
    alone: tuple[re.Pattern[str], ...]
    named: tuple[re.Pattern[str], ...]
    without: tuple[str, ...]


def stated(text: ReportText, pack: Pack) -> Covered:
    """The sentences of the text that say whose the figures are."""
    if pack.coverage is None:
        return Covered()
    words, lists = _compiled(pack), text.lexicon.words
    alone: list[Stated] = []
    everyone: list[Stated] = []
    for passage in text.passages:
        if not _OF_FIGURES.of(lists).search(passage.text):
            continue
        for sentence in passage.sentences:
            if any(word in sentence.text for word in words.without):
                continue
            # a sentence that says both is of one body
            if any(_is_of_one(pattern, sentence.text, lists) for pattern in words.alone):
                alone.append(Stated(passage, sentence))
            elif any(_is_of_all(pattern, sentence.text, pack.coverage, lists) for pattern in words.everyone):
                everyone.append(Stated(passage, sentence))
    return Covered(tuple(alone), tuple(everyone))


def claims_of_the_whole(text: ReportText, data: ReportData, pack: Pack) -> list[Claim]:
    """What the numbers say of the whole report: not of a part of it, and not where it is disputed whose they are."""
    apart = [claim for claim, _ in disputed(text, data, pack)]
    return [claim for claim in text.claims if claim.extent != "part" and not any(claim is other for other in apart)]


def disputed(text: ReportText, data: ReportData, pack: Pack) -> list[tuple[Claim, Stated]]:
    """The numbers given for all where the text, or the table, speaks of a part alone, and the sentence that does.

    None that the table has where the text says both itself: that is told by C713.
    """
    if not any(claim.extent == "all" for claim in text.claims):
        return []
    covered = stated(text, pack)
    parts = [claim for claim in text.claims if claim.extent == "part"]
    wrong: list[tuple[Claim, Stated]] = []
    right: list[tuple[Claim, Stated]] = []
    for claim in text.claims:
        if claim.extent != "all":
            continue
        holds = _holds(data, pack, claim)
        if covered.alone:
            (right if holds is not False else wrong).append((claim, covered.alone[0]))
        elif holds is False and (part := _of_the_table(text, data, pack, claim, parts)) is not None:
            wrong.append((claim, part))
    return wrong or ([] if covered.everyone else right[:1])


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C507, C508, C712 to C714."""
    for claim in text.claims:
        if claim.extent == "part":
            yield from _greater_than_all(data, pack, claim)
    apart = disputed(text, data, pack)
    for claim, other in apart:
        yield _two_extents(data, pack, claim, other)
    if pack.coverage is None:
        return
    covered = stated(text, pack)
    if pack.coverage.covers == "itself":
        for item in covered.everyone[:1]:
            yield _stated_finding("C714", pack.coverage, item)
    elif covered.alone and not apart:  # C507 tells of the two extents already
        if covered.everyone:
            yield _stated_finding("C713", pack.coverage, covered.alone[0], other_sentence=covered.everyone[0].quote)
        elif not is_office(data):
            yield _stated_finding("C714", pack.coverage, covered.alone[0])
    elif not covered.alone and not covered.everyone and not is_office(data):
        yield from _unnamed(text, data, pack, pack.coverage)


def _is_of_one(pattern: re.Pattern[str], text: str, lists: Lists) -> bool:
    match = pattern.search(text)
    if match is None:
        return False
    return _ENDS_ON_ONE.of(lists).search(match[0]) is None or _ON_ITS_OWN.match(text, match.end()) is not None


def _is_of_all(pattern: re.Pattern[str], text: str, coverage: Coverage, lists: Lists) -> bool:
    match = pattern.search(text)
    return match is not None and (coverage.covers != "itself" or _BRANCH.of(lists).match(text, match.end()) is None)


def _holds(data: ReportData, pack: Pack, claim: Claim) -> bool | None:
    """True where the table has the number; None where it has none to tell by."""
    readings = readings_of(data, pack, claim)
    return any(item.holds(claim.quantity.value, claim.quantity.give) for item in readings) if readings else None


def _of_the_table(
    text: ReportText, data: ReportData, pack: Pack, whole: Claim, parts: Iterable[Claim]
) -> Stated | None:
    """Where a number is given for a part that the table prints in place of the whole's."""
    printed = {item.value for item in readings_of(data, pack, whole) if item.value}
    for part in parts:
        if part.mention is whole.mention and part.quantity.value in printed:
            return Stated(part.passage, part.sentence)
    sentence = whole.sentence
    extents = text.reach.extents(whole.passage.text, sentence.start, sentence.quantities)
    for item, extent in zip(sentence.quantities, extents, strict=True):  # 其中县政府办公室12件: of what, is said before
        if extent == "part" and item.unit == whole.quantity.unit and item.value in printed:
            return Stated(whole.passage, sentence)
    return None


def _greater_than_all(data: ReportData, pack: Pack, claim: Claim) -> Iterator[Finding]:
    """C508: a part that is more than what the table has for all."""
    readings = [item for item in readings_of(data, pack, claim) if item.value is not None]
    most = max((item.value or _ZERO for item in readings), default=None)
    if most is None or claim.quantity.value - claim.quantity.give <= most:  # a rounded part may be as much as the whole
        return
    yield number_remark(
        "C508",
        claim,
        found=claim.quantity.value,
        expected=most,
        difference=claim.quantity.value - most,
        readings=shown_readings(data, pack, claim.mention, readings),
    )


def _two_extents(data: ReportData, pack: Pack, claim: Claim, other: Stated) -> Finding:
    """C507: a number for all, where another sentence, and perhaps the table, speaks of a part."""
    readings = readings_of(data, pack, claim)
    return number_remark(
        "C507",
        claim,
        found=claim.quantity.value,
        readings=shown_readings(data, pack, claim.mention, readings) or "-",
        other_sentence=other.quote,
    )


def number_remark(code: str, claim: Claim, *, rows: tuple[str, ...] = (), **facts: Fact) -> Finding:
    """A finding about the number of a claim, as severe as its mention says."""
    return remark(
        code,
        claim.passage,
        claim.quantity.start,
        claim.quantity.end,
        severity=Severity(claim.mention.severity),
        rule=claim.mention.id,
        rows=rows,
        **facts,
    )


def _stated_finding(code: str, coverage: Coverage, item: Stated, **facts: Fact) -> Finding:
    return Finding(
        code=code,
        severity=Severity.VERIFY,
        location=item.passage.location,
        facts={"sentence": item.quote, "text": coverage.text, "basis": coverage.basis, **facts},
        rule=coverage.id,
        scope=(item.passage.section,),
    )


def _unnamed(text: ReportText, data: ReportData, pack: Pack, coverage: Coverage) -> Iterator[Finding]:
    """C712: nothing in the text, the standard phrases of blank sections included, tells whose the figures are."""
    if not any(passage.text.strip() for passage in text.passages) or _names_a_scope(text, data, pack):
        return
    # The severity is the form's: some ask for the scope, some advise it.
    facts: Mapping[str, Fact] = {"text": coverage.text, "example": coverage.example, "basis": coverage.basis}
    yield Finding(
        code="C712",
        severity=Severity(coverage.severity),
        location=_preface(data, text.passages),
        facts=facts,
        rule=coverage.id,
        scope=("preface",),
    )


def _names_a_scope(text: ReportText, data: ReportData, pack: Pack) -> bool:
    words = _compiled(pack)
    of_figures = _OF_FIGURES.of(text.lexicon.words)
    sentences = (sentence for passage in text.passages for sentence in passage.sentences)
    telling = [item.text for item in sentences if item.quantities or of_figures.search(item.text)]
    if any(pattern.search(line) for line in telling for pattern in (*words.named, *words.everyone)):
        return True
    if data.printed is not None:  # a finished report has its standard phrases in the text already
        return False
    written = {passage.section for passage in text.passages if passage.text.strip()}
    phrases = [phrase.text for phrase in pack.preface if "preface" not in written]
    phrases += [phrase.text for plan in pack.sections if plan.key not in written for phrase in plan.phrases]
    return any(pattern.search(line) for line in plain("\n".join(phrases)).split("\n") for pattern in words.everyone)


def _preface(data: ReportData, texts: Sequence[Passage]) -> Location:
    found = data.place("narrative.preface")
    if found != NOWHERE:
        return found
    return replace(texts[0].base, paragraph=None) if texts[0].base != NOWHERE else Location(place="narrative.preface")


@lru_cache(maxsize=32)
def _compiled(pack: Pack) -> _Words:
    coverage = pack.coverage

    def patterns(words: Iterable[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(expression(plain(item), _GAP)) for item in words)

    if coverage is None:
        return _Words((), (), (), ())
    return _Words(
        patterns(coverage.everyone), patterns(coverage.alone), patterns(coverage.named), tuple(coverage.without)
    )
