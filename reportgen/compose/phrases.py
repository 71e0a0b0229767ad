"""Standard phrases: which of a pack's texts a blank snippet gets, and what they say for one report.

A pack's phrases are read once (`prepare`) into paragraphs, sentences and pieces. A sentence that quotes a detail the
office has not given is left out. What placeholders say is left to `placeholders.py`, where the text goes to `page.py`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.compose.placeholders import UNFILLED, Flaw, Piece, Placeholder, pieces, says
from reportgen.model import NOT_APPLICABLE, FigureKey, ReportData
from reportgen.packs import Pack
from reportgen.packs.schema import Condition, Phrase

MAY_BE_MISSING = frozenset({"address", "postcode", "phone", "email", "website", "contact_line"})
_SENTENCE = re.compile(r"[^。]*。[”’」』）]*|[^。]+")  # a closing quotation mark belongs to its sentence

Sentence = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PreparedSentence:
    """A sentence and the details without which it is left out."""

    pieces: Sentence
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreparedPhrase:
    """A phrase cut into paragraphs and sentences; neighbours of which none may be left out are one."""

    paragraphs: tuple[tuple[PreparedSentence, ...], ...]
    when: tuple[Condition, ...]
    confirm: str
    continues: bool


def prepare(phrase: Phrase, pack: Pack) -> PreparedPhrase:
    """The phrase, read once for all reports."""
    lines = [line for line in phrase.text.splitlines() if line.strip()]
    return PreparedPhrase(
        paragraphs=tuple(_sentences(line, pack) for line in lines),
        when=phrase.when,
        confirm=phrase.confirm,
        continues=phrase.continues,
    )


def _sentences(line: str, pack: Pack) -> tuple[PreparedSentence, ...]:
    found: list[PreparedSentence] = []
    for part in _SENTENCE.findall(line):
        sentence = PreparedSentence(said := pieces(part, pack), _details(said))
        # sentences that always stand together are worded together
        if found and not sentence.details and not found[-1].details:
            found[-1] = PreparedSentence(found[-1].pieces + said, ())
        else:
            found.append(sentence)
    return tuple(found)


def _details(sentence: Sentence) -> tuple[str, ...]:
    names = (piece.name for piece in sentence if isinstance(piece, Placeholder))
    return tuple(name for name in names if name in MAY_BE_MISSING)


def hold(when: Sequence[Condition], data: ReportData) -> bool:
    """True when every condition holds."""
    return all(_holds(condition, data) for condition in when)


def is_open_question(when: Sequence[Condition], data: ReportData) -> bool:
    """True when a condition asks of a figure that is not filled in."""
    return any(data.value(key) is None for condition in when for key in _figures(condition))


def paragraphs(
    phrase: PreparedPhrase, data: ReportData, names: Mapping[str, str], report: Callable[[Flaw], None]
) -> Iterator[str]:
    """The phrase's paragraphs for this report; what a placeholder cannot say is reported and marked."""
    for paragraph in phrase.paragraphs:
        there = (item for item in paragraph if all(names[name] for name in item.details))
        text = "".join(spoken(item.pieces, data, names, report) for item in there)
        if text:
            yield text


def spoken(sentence: Sentence, data: ReportData, names: Mapping[str, str], report: Callable[[Flaw], None]) -> str:
    """The pieces with their placeholders said: 【未填】 for a blank, the placeholder as typed for any other flaw."""
    words = []
    for piece in sentence:
        said = piece if isinstance(piece, str) else says(piece, data, names)
        if isinstance(said, Flaw):
            report(said)
            said = UNFILLED if said.code == "W102" or isinstance(piece, str) else piece.source
        words.append(said)
    return "".join(words)


def _figures(condition: Condition) -> Sequence[FigureKey]:
    return [FigureKey(item) for item in condition.figure]


def _holds(condition: Condition, data: ReportData) -> bool:
    """A blank is neither zero nor not zero; among numbers a - does not count, alone it is neither."""
    values = [data.value(key) for key in _figures(condition)]
    if condition.is_ == "blank":
        return all(value is None for value in values)
    if condition.is_ == "not_applicable":
        return all(value is NOT_APPLICABLE for value in values)
    numbers = [value for value in values if isinstance(value, Decimal)]
    if not numbers or None in values:  # a blank leaves it open
        return False
    return any(numbers) if condition.is_ == "nonzero" else not any(numbers)
