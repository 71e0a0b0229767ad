"""The text held against the table: every number, every 未收到 and every 均 against the figures it speaks of.

Takes a report and its pack; gives findings that quote the sentence, the number and every reading that was tried. What
the words speak of is found by `prose/mentions.py`; sums and shares inside the text are left to
`arithmetic.py`, growth to `growth.py`, words of others than the mentions' to `misprints.py`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checks import cells
from reportgen.findings import Fact, Finding, Severity
from reportgen.model import BLANK, DASH, NOT_APPLICABLE, FigureKey, ReportData, Value, figure_key
from reportgen.packs import Pack
from reportgen.packs.schema import Mention
from reportgen.prose import mentions
from reportgen.prose.extent import reach
from reportgen.prose.lexicon import lexicon
from reportgen.prose.mentions import Claim, Scope, Statement
from reportgen.prose.passages import Passage
from reportgen.prose.voice import Voice
from reportgen.wording import plain

_ZERO = Decimal(0)
_MANY = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One legitimate meaning of a mention, with its figures in place: a number, or `-` where they all are."""

    keys: tuple[str, ...]
    previous: bool
    value: Decimal | None

    def holds(self, value: Decimal, give: Decimal = _ZERO) -> bool:
        """True when the text's number says the same; a rounded one may lie off by what rounding hides."""
        return abs((self.value or _ZERO) - value) <= give

    @property
    def is_dash(self) -> bool:
        """True where the table prints - throughout."""
        return self.value is None


def told(data: ReportData, pack: Pack, texts: Sequence[Passage]) -> list[Claim]:
    """What the numbers of the text say, those of a part of the whole among them, for `scope` to look at."""
    voice, words, whose = Voice.of(data), lexicon(pack), reach(data, pack)
    return [item for text in texts for item in mentions.claims(text, words, voice, whose)]


def findings(data: ReportData, pack: Pack, texts: Sequence[Passage], claimed: Sequence[Claim]) -> Iterator[Finding]:
    """C501 to C505 of what is `claimed` for the whole report."""
    voice, words, whose = Voice.of(data), lexicon(pack), reach(data, pack)
    unsettled: list[Claim] = []
    for claim in claimed:
        readings = readings_of(data, pack, claim)
        if not readings:
            unsettled.append(claim)
        elif not any(item.holds(claim.quantity.value, claim.quantity.give) for item in readings):
            yield _contradiction(data, pack, claim, readings, claimed)
    yield from _between_places(data, pack, unsettled)
    for text in texts:
        for denial in mentions.denials(text, words, voice, whose):
            yield from _denied(data, pack, denial)
        for general in mentions.generalities(text, words, voice, claimed):
            yield from _generality(data, pack, general)


def readings_of(data: ReportData, pack: Pack, claim: Claim) -> list[Reading]:
    """Every legitimate reading of a claim that the table has figures for; of none at all (0件) only the first one."""
    mention = claim.mention
    if mention.none and not claim.quantity.value:
        each = (_readings(data, pack, [terms], claim.scopes) for terms in mention.readings)
        return next((found for found in each if found), [])
    return _readings(data, pack, mention.readings, claim.scopes)


def _readings(
    data: ReportData, pack: Pack, readings: Iterable[Sequence[str]], scopes: Iterable[Scope]
) -> list[Reading]:
    """Every reading whose figures are all there; a sum of numbers and `-` counts the numbers."""
    found, blank = [], False
    for scope in scopes:
        for terms in readings:
            if scope == "ever" and not all(_has_cumulative(pack, term) for term in terms):
                continue
            keys = [_in_scope(pack, term, scope) for term in terms]
            reading = _reading(data, pack, tuple(keys), previous=scope == "previous")
            blank = blank or reading is None
            if reading is not None:
                found.append(reading)
    numbers = [item for item in found if not item.is_dash]
    return numbers or ([] if blank else found)


def _in_scope(pack: Pack, term: str, scope: Scope) -> str:
    if scope not in {"cumulative", "ever"} or not _has_cumulative(pack, term):
        return term
    sign = "-" if term.startswith("-") else ""
    return sign + figure_key(term.lstrip("-").rpartition(".")[0], "cumulative")


def _has_cumulative(pack: Pack, term: str) -> bool:
    """True where the row of the figure has a column of cumulative figures."""
    row = term.lstrip("-").rpartition(".")[0]
    key = figure_key(row, "cumulative")
    return key in pack.fields and pack.fields[key].row.code == row


def _reading(data: ReportData, pack: Pack, terms: Sequence[str], *, previous: bool = False) -> Reading | None:
    if previous and data.previous is None:
        return None
    total, numbers, dashes = _ZERO, 0, 0
    for term in terms:
        key = FigureKey(term.lstrip("-"))
        value = _last_year(data, key) if previous else data.value(key)
        if value is None and not previous and not pack.fields[key].is_open:
            value = NOT_APPLICABLE
        if value is None:
            return None
        if isinstance(value, Decimal):
            numbers += 1
            total += (-value if term.startswith("-") else value) * cells.in_text(pack, key)
        else:
            dashes += 1
    if not numbers and not dashes:
        return None
    return Reading(tuple(terms), previous, total if numbers else None)


def _last_year(data: ReportData, key: FigureKey) -> Value:
    return data.previous.figures.get(key, BLANK).value if data.previous else None


def _contradiction(
    data: ReportData, pack: Pack, claim: Claim, readings: Sequence[Reading], claimed: Iterable[Claim]
) -> Finding:
    value = claim.quantity.value
    nearest = min(readings, key=lambda item: abs((item.value or _ZERO) - value))
    dashes = all(item.is_dash for item in readings)
    facts = _facts(claim) | {
        "found": value,
        "readings": shown_readings(data, pack, claim.mention, readings),
        "elsewhere": _elsewhere(claim, claimed),
    }
    if not dashes:
        facts |= {"expected": nearest.value or _ZERO, "difference": value - (nearest.value or _ZERO)}
    return Finding(
        code="C503" if dashes else "C501",
        severity=Severity(claim.mention.severity),
        location=claim.passage.location,
        facts=facts,
        rule=claim.mention.id,
        scope=(*_scope(readings), claim.passage.section),
    )


def _facts(claim: Claim) -> dict[str, Fact]:
    return {
        "words": claim.passage.typed[claim.quantity.start : claim.quantity.end].strip(),
        "sentence": claim.passage.quote(claim.quantity.start, claim.quantity.end),
    }


def _elsewhere(claim: Claim, claimed: Iterable[Claim]) -> str:
    """The other numbers that the text gives for the same: （正文另有511条）."""
    others = {
        other.quantity.text
        for other in claimed
        if other.mention is claim.mention and other.quantity.value != claim.quantity.value
    }
    return "、".join(sorted(others))


def shown_readings(data: ReportData, pack: Pack, mention: Mention, readings: Sequence[Reading]) -> str:
    """本年新收 + 上年结转（总计）= 12；本年新收（总计）= 10."""
    texts = []
    for item in readings:
        value = DASH if item.value is None else _as_printed(pack, item, item.value)
        texts.append(f"{_name(data, pack, mention, item)} = {value}")
    return "；".join(dict.fromkeys(texts))


def _as_printed(pack: Pack, reading: Reading, value: Decimal) -> str:
    """The value in the unit the form prints: 12.5万元, where the text speaks of 125000元."""
    factor = cells.in_text(pack, FigureKey(reading.keys[0].lstrip("-")))
    return plain(value) if factor == 1 else f"{plain(value / factor)}万元"


def _name(data: ReportData, pack: Pack, mention: Mention, reading: Reading) -> str:
    plus = [FigureKey(term) for term in reading.keys if not term.startswith("-")]
    minus = [FigureKey(term[1:]) for term in reading.keys if term.startswith("-")]
    if len(plus) > _MANY:
        first, last = (cells.name(data, pack, [key]) for key in (plus[0], plus[-1]))
        text = f"{mention.text or mention.id}（{first} … {last}）"
    else:
        text = cells.name(data, pack, plus)
    if minus:
        text += " - " + cells.name(data, pack, minus)
    return f"{cells.LAST_YEAR} {text}" if reading.previous else text


def _scope(readings: Iterable[Reading]) -> tuple[str, ...]:
    """The rows and columns spoken of: by these an explanation is matched."""
    keys = [term.lstrip("-").rpartition(".") for item in readings for term in item.keys]
    return tuple(dict.fromkeys([*(row for row, _, _ in keys), *(column for _, _, column in keys)]))


def _between_places(data: ReportData, pack: Pack, unsettled: Iterable[Claim]) -> Iterator[Finding]:
    """C505: the text gives two numbers for one thing, and the table none to settle it."""
    first: dict[tuple[str, tuple[Scope, ...]], Claim] = {}
    for claim in unsettled:
        if "previous" in claim.scopes or _may_be_of_several(claim.mention):
            continue
        other = first.setdefault((claim.mention.id, claim.scopes), claim)
        if abs(other.quantity.value - claim.quantity.value) <= max(other.quantity.give, claim.quantity.give):
            continue
        yield Finding(
            code="C505",
            severity=Severity(claim.mention.severity),
            location=claim.passage.location,
            facts=_facts(claim)
            | {
                "found": claim.quantity.value,
                "expected": other.quantity.value,
                "other": other.quantity.text,
                "other_sentence": other.passage.quote(other.quantity.start, other.quantity.end),
            },
            rule=claim.mention.id,
            scope=(claim.passage.section,),
        )


def _may_be_of_several(mention: Mention) -> bool:
    """True where the words may speak of rows that share nothing: 被依法纠错, of a review or of a suit."""
    first, *others = [{term.lstrip("-") for term in terms} for terms in mention.readings] or [set()]
    return any(first.isdisjoint(other) for other in others)


def _denied(data: ReportData, pack: Pack, denial: Statement) -> Iterator[Finding]:
    """C502: the text says that there was none, the table prints some."""
    readings = [item for terms in denial.mention.readings[:1] if (item := _reading(data, pack, tuple(terms)))]
    if not readings or readings[0].holds(_ZERO):
        return
    yield _statement_finding("C502", data, pack, denial, readings, found=_ZERO, expected=readings[0].value or _ZERO)


def _generality(data: ReportData, pack: Pack, general: Statement) -> Iterator[Finding]:
    """C504: the text says that all were so, the table prints that some were not."""
    mention = general.mention
    wholes = [item for terms in mention.whole if (item := _reading(data, pack, tuple(terms)))]
    if mention.zero and wholes and general.numbers and not any(w.holds(n) for w in wholes for n in general.numbers):
        return  # 其中3件企业申请…均已办结: said of these alone
    wrong = [item for key in mention.zero if (item := _reading(data, pack, (key,))) and not item.holds(_ZERO)]
    if wrong:
        total = sum((item.value or _ZERO for item in wrong), _ZERO)
        yield _statement_finding("C504", data, pack, general, wrong, found=_ZERO, expected=total)
        return
    readings = _readings(data, pack, mention.readings, ("annual", "cumulative"))
    same = [*mention.whole, *mention.readings]
    told = [item.quantity.value for item in general.of if any(terms in same for terms in item.mention.readings)]
    sought = told or [item.value for item in wholes if item.value is not None]
    readings = [item for item in readings if item.value is not None]
    beside = [*sought, *general.numbers]
    if not readings or not sought or any(item.holds(value) for item in readings for value in beside):
        return
    yield _statement_finding(
        "C504", data, pack, general, readings, found=sought[0], expected=readings[0].value or _ZERO
    )


def _statement_finding(
    code: str,
    data: ReportData,
    pack: Pack,
    statement: Statement,
    readings: Sequence[Reading],
    **numbers: Decimal,
) -> Finding:
    facts: Mapping[str, Fact] = {
        "words": statement.mention.text or statement.mention.words[0],
        "sentence": statement.passage.quote(statement.start, statement.end),
        "readings": shown_readings(data, pack, statement.mention, readings),
        **numbers,
    }
    return Finding(
        code=code,
        severity=Severity(statement.mention.severity),
        location=statement.passage.location,
        facts=facts,
        rule=statement.mention.id,
        scope=(*_scope(readings), statement.passage.section),
    )
