"""The text held against the table: every number, every 未收到 and every 均 against the figures it speaks of.

Takes a report's text, its data and its pack; gives findings that quote the sentence, the number and every reading that
was tried. What the words speak of is found by `prose/mentions.py`, what figures they may mean by `readings.py`; sums
and shares inside the text are left to `parts.py` and `shares.py`, growth to `growth.py`, words of others than the
mentions' to `misprints.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reportgen.checks.registry import text_check
from reportgen.checks.remarks import remark
from reportgen.checks.text.coverage import claims_of_the_whole, number_remark
from reportgen.checks.text.readings import (
    FigureSum,
    figure_sum,
    readings_in,
    readings_of,
    rows_and_columns,
    shown_readings,
)
from reportgen.findings import Fact, Finding, Severity
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.packs.schema import Mention
from reportgen.prose.mentions import Claim
from reportgen.prose.report_text import ReportText
from reportgen.prose.statements import Statement, denials, generalities
from reportgen.prose.times import Period

_ZERO = Decimal(0)


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C501 to C505, of what is claimed for the whole report."""
    claimed = claims_of_the_whole(text, data, pack)
    unsettled: list[Claim] = []
    for claim in claimed:
        readings = readings_of(data, pack, claim)
        if not readings:
            unsettled.append(claim)
        # give: what a rounded number (1.2万) may hide
        elif not any(item.holds(claim.quantity.value, claim.quantity.give) for item in readings):
            yield _contradiction(data, pack, claim, readings, claimed)
    yield from _between_places(unsettled)
    for passage in text.passages:
        for denial in denials(passage, text.lexicon, text.voice, text.reach):
            yield from _denied(data, pack, denial)
        for general in generalities(passage, text.lexicon, text.voice, claimed):
            yield from _generality(data, pack, general)


def _contradiction(
    data: ReportData, pack: Pack, claim: Claim, readings: Sequence[FigureSum], claimed: Iterable[Claim]
) -> Finding:
    value = claim.quantity.value
    nearest = min(readings, key=lambda item: abs((item.value or _ZERO) - value))
    dashes = all(item.is_dash for item in readings)  # there is no number to differ from: C503
    facts: dict[str, Fact] = {
        "found": value,
        "readings": shown_readings(data, pack, claim.mention, readings),
        "elsewhere": _elsewhere(claim, claimed),
    }
    if not dashes:
        facts |= {"expected": nearest.value or _ZERO, "difference": value - (nearest.value or _ZERO)}
    return number_remark("C503" if dashes else "C501", claim, rows=rows_and_columns(readings), **facts)


def _elsewhere(claim: Claim, claimed: Iterable[Claim]) -> str:
    """The other numbers that the text gives for the same: （正文另有511条）."""
    others = {
        other.quantity.text
        for other in claimed
        if other.mention is claim.mention and other.quantity.value != claim.quantity.value
    }
    return "、".join(sorted(others))


def _between_places(unsettled: Iterable[Claim]) -> Iterator[Finding]:
    """C505: the text gives two numbers for one thing, and the table none to settle it."""
    first: dict[tuple[str, tuple[Period, ...]], Claim] = {}
    for claim in unsettled:
        if "previous" in claim.periods or _may_be_of_several(claim.mention):
            continue  # both numbers may be right
        other = first.setdefault((claim.mention.id, claim.periods), claim)
        # rounded, they may be the same
        if abs(other.quantity.value - claim.quantity.value) <= max(other.quantity.give, claim.quantity.give):
            continue
        yield number_remark(
            "C505",
            claim,
            found=claim.quantity.value,
            expected=other.quantity.value,
            other=other.quantity.text,
            other_sentence=other.passage.quote(other.quantity.start, other.quantity.end),
        )


def _may_be_of_several(mention: Mention) -> bool:
    """True where the words may speak of rows that share nothing: 被依法纠错, of a review or of a suit."""
    first, *others = [{term.lstrip("-") for term in terms} for terms in mention.readings] or [set()]
    return any(first.isdisjoint(other) for other in others)


def _denied(data: ReportData, pack: Pack, denial: Statement) -> Iterator[Finding]:
    """C502: the text says that there was none, the table prints some."""
    readings = [item for terms in denial.mention.readings[:1] if (item := figure_sum(data, pack, terms))]
    if not readings or readings[0].holds(_ZERO):
        return
    yield _statement_finding("C502", data, pack, denial, readings, found=_ZERO, expected=readings[0].value or _ZERO)


def _generality(data: ReportData, pack: Pack, general: Statement) -> Iterator[Finding]:
    """C504: the text says that all were so, the table prints that some were not."""
    mention = general.mention
    wholes = [item for terms in mention.whole if (item := figure_sum(data, pack, terms))]
    if mention.zero and wholes and general.numbers and not any(w.holds(n) for w in wholes for n in general.numbers):
        return  # 其中3件企业申请…均已办结: said of these alone
    wrong = [item for key in mention.zero if (item := figure_sum(data, pack, (key,))) and not item.holds(_ZERO)]
    if wrong:
        total = sum((item.value or _ZERO for item in wrong), _ZERO)
        yield _statement_finding("C504", data, pack, general, wrong, found=_ZERO, expected=total)
        return
    readings = readings_in(data, pack, mention.readings, ("annual", "cumulative"))
    same = [*mention.whole, *mention.readings]
    told = [item.quantity.value for item in general.of if any(terms in same for terms in item.mention.readings)]
    sought = told or [item.value for item in wholes if item.value is not None]
    readings = [item for item in readings if item.value is not None]
    beside = [*sought, *general.numbers]
    if not readings or not sought or any(item.holds(value) for item in readings for value in beside):
        return  # one of them is what all were so of
    yield _statement_finding(
        "C504", data, pack, general, readings, found=sought[0], expected=readings[0].value or _ZERO
    )


def _statement_finding(
    code: str,
    data: ReportData,
    pack: Pack,
    statement: Statement,
    readings: Sequence[FigureSum],
    **numbers: Decimal,
) -> Finding:
    facts: dict[str, Fact] = {
        "words": statement.mention.text or statement.mention.words[0],
        "readings": shown_readings(data, pack, statement.mention, readings),
        **numbers,
    }
    return remark(
        code,
        statement.passage,
        statement.start,
        statement.end,
        severity=Severity(statement.mention.severity),
        rule=statement.mention.id,
        rows=rows_and_columns(readings),
        **facts,
    )
