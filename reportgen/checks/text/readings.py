"""What a mention of the text may mean in the table: every legitimate reading, with its figures in place.

Takes a claim, or the addresses of a reading; gives values and the words that show them. Whether the text says the same
is left to the checks beside.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checks import cells
from reportgen.model import BLANK, DASH, NOT_APPLICABLE, FigureKey, ReportData, Value, figure_key
from reportgen.packs import Pack
from reportgen.packs.schema import Mention
from reportgen.prose.mentions import Claim
from reportgen.prose.times import Period
from reportgen.wording import plain

_ZERO = Decimal(0)
_MANY = 3  # a reading of more figures is shown by its first and last


@dataclass(frozen=True, slots=True)
class FigureSum:
    """What one reading of a mention comes to, with its figures in place: a number, or `-` where they all are."""

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


def readings_of(data: ReportData, pack: Pack, claim: Claim) -> list[FigureSum]:
    """Every legitimate reading of a claim that the table has figures for; of none at all (0件) only the first one."""
    mention = claim.mention
    if mention.none and not claim.quantity.value:
        each = (readings_in(data, pack, [terms], claim.periods) for terms in mention.readings)
        return next((found for found in each if found), [])
    return readings_in(data, pack, mention.readings, claim.periods)


def readings_in(
    data: ReportData, pack: Pack, readings: Iterable[Sequence[str]], periods: Iterable[Period]
) -> list[FigureSum]:
    """Every reading whose figures are all there; a sum of numbers and `-` counts the numbers."""
    found, blank = [], False
    for period in periods:
        for terms in readings:
            if period == "ever" and not all(_has_cumulative(pack, term) for term in terms):
                continue
            keys = [_in_period(pack, term, period) for term in terms]
            one = figure_sum(data, pack, keys, previous=period == "previous")
            blank = blank or one is None
            if one is not None:
                found.append(one)
    numbers = [item for item in found if not item.is_dash]  # a reading with a number goes before one of - alone
    return numbers or ([] if blank else found)


def _in_period(pack: Pack, term: str, period: Period) -> str:
    if period not in {"cumulative", "ever"} or not _has_cumulative(pack, term):
        return term
    sign = "-" if term.startswith("-") else ""
    return sign + figure_key(term.lstrip("-").rpartition(".")[0], "cumulative")


def _has_cumulative(pack: Pack, term: str) -> bool:
    """True where the row of the figure has a column of cumulative figures."""
    row = term.lstrip("-").rpartition(".")[0]
    key = figure_key(row, "cumulative")
    return key in pack.fields and pack.fields[key].row.code == row


def figure_sum(data: ReportData, pack: Pack, terms: Sequence[str], *, previous: bool = False) -> FigureSum | None:
    """The sum of these figures, of this year or last year's report; None where one of them is blank."""
    if previous and data.previous is None:
        return None
    total, numbers, dashes = _ZERO, 0, 0
    for term in terms:
        key = FigureKey(term.lstrip("-"))
        value = _last_year(data, key) if previous else data.value(key)
        # where the form prints -, nobody needs to type it
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
    return FigureSum(tuple(terms), previous, total if numbers else None)


def _last_year(data: ReportData, key: FigureKey) -> Value:
    return data.previous.figures.get(key, BLANK).value if data.previous else None


def shown_readings(data: ReportData, pack: Pack, mention: Mention, readings: Sequence[FigureSum]) -> str:
    """本年新收 + 上年结转（总计）= 12；本年新收（总计）= 10."""
    texts = []
    for item in readings:
        value = DASH if item.value is None else _as_printed(pack, item, item.value)
        texts.append(f"{_name(data, pack, mention, item)} = {value}")
    return "；".join(dict.fromkeys(texts))  # two readings may be shown alike


def _as_printed(pack: Pack, summed: FigureSum, value: Decimal) -> str:
    """The value in the unit the form prints: 12.5万元, where the text speaks of 125000元."""
    factor = cells.in_text(pack, FigureKey(summed.keys[0].lstrip("-")))
    return plain(value) if factor == 1 else f"{plain(value / factor)}万元"


def _name(data: ReportData, pack: Pack, mention: Mention, summed: FigureSum) -> str:
    plus = [FigureKey(term) for term in summed.keys if not term.startswith("-")]
    minus = [FigureKey(term[1:]) for term in summed.keys if term.startswith("-")]
    if len(plus) > _MANY:
        first, last = (cells.name(data, pack, [key]) for key in (plus[0], plus[-1]))
        text = f"{mention.text or mention.id}（{first} … {last}）"
    else:
        text = cells.name(data, pack, plus)
    if minus:
        text += " - " + cells.name(data, pack, minus)
    return f"{cells.LAST_YEAR} {text}" if summed.previous else text


def rows_and_columns(readings: Iterable[FigureSum]) -> tuple[str, ...]:
    """The rows and columns spoken of: by these an explanation is matched."""
    keys = [term.lstrip("-").rpartition(".") for item in readings for term in item.keys]
    return tuple(dict.fromkeys([*(row for row, _, _ in keys), *(column for _, _, column in keys)]))
