"""Numbers in the text that look like a figure of the table mistyped: 处罚决定241件 where the table prints 214.

Takes a report, its passages and the claims found in them; gives findings C505 and C506. A mention knows what a number
speaks of; many sentences word it otherwise. Such a number is held against the rows whose label shares telling words
with what stands around it. It is found where it is one slip of the pen away from the row's figure (two digits changed
about; of three digits or more one wrong, one too many or one too few), where the text names that figure nowhere, and
where no figure of the table is the number itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, takewhile
from operator import ne

from reportgen.checks import cells
from reportgen.checks.registry import text_check
from reportgen.checks.remarks import remark, told_otherwise
from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Pack, Row
from reportgen.packs.words import Lists
from reportgen.prose.extent import Reach
from reportgen.prose.passages import Passage
from reportgen.prose.quantities import Quantity
from reportgen.prose.report_text import ReportText
from reportgen.prose.times import is_of_the_year
from reportgen.prose.voice import Voice
from reportgen.wording.numerals import is_whole

_TELLING = 0.3  # words that at most three rows share, or several that more of them do
_MANY_DIGITS = 3
_PUBLISHED = "条"
_SAME_WORDS = 4
_DIGITS = range(10)
_TURNED = 2  # digits that differ where two have changed places


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C506, one for a number; C505 where two places tell one thing with two digits changed about."""
    known = {(id(claim.passage), claim.quantity.start) for claim in text.claims}
    numbers = [item for passage in text.passages for item in _exact(passage, text.voice, text.reach)]
    # claims are held against the table elsewhere
    unknown = [item for item in numbers if (id(item.text), item.quantity.start) not in known]
    if unknown:
        yield from _of_the_table(data, pack, text, unknown)
        yield from _of_the_text(numbers, unknown)


@dataclass(frozen=True, slots=True)
class _Number:
    """An exact number of this year and of the whole report, with the words around it."""

    text: Passage
    quantity: Quantity
    before: str
    after: str

    @property
    def value(self) -> int:
        return int(self.quantity.value)


def _of_the_table(data: ReportData, pack: Pack, text: ReportText, unknown: Iterable[_Number]) -> Iterator[Finding]:
    figures = {key: figure.value for key, figure in data.figures.items() if key in pack.fields}
    printed = {key: int(value) for key, value in figures.items() if isinstance(value, Decimal) and value == int(value)}
    values = frozenset(printed.values())
    told = {item.value for passage in text.passages for sentence in passage.sentences for item in sentence.quantities}
    pairs = _pairs(pack, text.lexicon.words)
    # a figure that the text names somewhere is not missing from it
    sought = {key: value for key, value in printed.items() if value not in told}
    for item in unknown:
        typed = item.value
        if typed in values:
            continue
        alike = (key for key, meant in sought.items() if is_slip(typed, meant))
        key = next((key for key in alike if _is_of(pack.fields[key].row, item, pairs)), None)
        if key is not None and not _is_of_two(typed, values):
            yield remark(
                "C506",
                item.text,
                item.quantity.start,
                item.quantity.end,
                found=typed,
                expected=sought[key],
                difference=typed - sought[key],
                field=cells.name(data, pack, [key]),
                figure=key,
            )


def _of_the_text(numbers: Sequence[_Number], unknown: Sequence[_Number]) -> Iterator[Finding]:
    asked = {id(item) for item in unknown}
    for (later, typed), (earlier, meant) in _of_the_same_digits(numbers):
        if not is_turned(typed, meant) or (id(later) not in asked and id(earlier) not in asked):
            continue
        alike = later.quantity.measure == earlier.quantity.measure
        # from the number backwards: the words right before it
        if alike and _in_common(later.before[::-1], earlier.before[::-1]) >= _SAME_WORDS:
            yield told_otherwise(later.text, later.quantity, earlier.text, earlier.quantity)


def _of_the_same_digits(numbers: Sequence[_Number]) -> Iterator[tuple[tuple[_Number, int], tuple[_Number, int]]]:
    """Every two numbers that have the same digits, the later one first; most numbers have none beside them."""
    alike: dict[str, list[tuple[_Number, int]]] = {}
    for item in reversed(numbers):
        alike.setdefault("".join(sorted(str(item.value))), []).append((item, item.value))
    for same in alike.values():
        yield from combinations(same, 2)


def _is_of_two(value: int, printed: frozenset[int]) -> bool:
    """True where two figures together make the number: 微博、微信公开2148条."""
    return any(value - one in printed for one in printed if one)


def is_slip(typed: int, meant: int) -> bool:
    """True when one slip of the pen makes one of the other: 241 of 214, 331 of 311, 5977 of 597; never 3 of 4."""
    if typed in _DIGITS or meant in _DIGITS:  # a single digit is a number of its own as often
        return False
    first, second = str(typed), str(meant)
    if len(first) == len(second):
        apart = sum(map(ne, first, second))
        return (apart == 1 and len(first) >= _MANY_DIGITS) or (apart == _TURNED and is_turned(typed, meant))
    shorter, longer = sorted((first, second), key=len)
    if len(longer) - len(shorter) != 1 or len(shorter) < _MANY_DIGITS:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def is_digit_off(typed: int, meant: int) -> bool:
    """True when one digit differs, or two next to each other have changed places; of any length."""
    first, second = str(typed), str(meant)
    if len(first) != len(second):
        return False
    return sum(map(ne, first, second)) == 1 or is_turned(typed, meant)


def is_turned(typed: int, meant: int) -> bool:
    """True when two digits next to each other have changed places."""
    if typed in _DIGITS or typed == meant:
        return False
    first, second = str(typed), str(meant)
    if len(first) != len(second):
        return False
    at = _in_common(first, second)
    return first[at : at + 2] == second[at : at + 2][::-1] and first[at + 2 :] == second[at + 2 :]


def _in_common(first: str, second: str) -> int:
    """How many signs the two begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _exact(text: Passage, voice: Voice, whose: Reach) -> Iterator[_Number]:
    for sentence in text.sentences:
        if not sentence.quantities:
            continue
        quantities = sentence.quantities
        extents = whose.extents(text.text, sentence.start, quantities)
        for index, (item, extent) in enumerate(zip(quantities, extents, strict=True)):
            # money is rounded, 1.5 is no count
            if item.kind != "count" or item.approximate or item.unit == "元" or not is_whole(item.value):
                continue
            left = quantities[index - 1].end if index else sentence.start
            right = quantities[index + 1].start if index + 1 < len(quantities) else sentence.end
            before, after = text.text[left : item.start], _clause(text.text[item.end : right])
            if extent in {"own", "all"} and is_of_the_year(before, voice):
                yield _Number(text, item, before, after)


def _clause(words: str) -> str:
    return words[: min((at for stop in "，;:、" if (at := words.find(stop)) >= 0), default=len(words))]


def _is_of(row: Row, item: _Number, of_rows: Mapping[str, Mapping[str, float]]) -> bool:
    """True where the number's words are the row's; 条 counts what was published, no row that is counted otherwise."""
    if item.quantity.measure == _PUBLISHED and row.unit not in {"", _PUBLISHED}:
        return False
    pairs, words = of_rows[row.code], item.before + item.after
    return sum(weight for pair, weight in pairs.items() if pair in words) >= _TELLING


@lru_cache(maxsize=32)
def _pairs(pack: Pack, lists: Lists) -> Mapping[str, Mapping[str, float]]:
    """The pairs of signs in each row's label; each weighs the less the more rows have it."""
    labels = {code: fields[0].row.label for code, fields in pack.fields_of_row.items()}
    pairs = {code: {label[at : at + 2] for at in range(len(label) - 1)} for code, label in labels.items()}
    rows = Counter(pair for found in pairs.values() for pair in found)
    everywhere = lists["words-of-every-row"]
    return {
        code: {pair: 1 / rows[pair] for pair in sorted(found) if pair.isalpha() and pair not in everywhere}
        for code, found in pairs.items()
    }
