"""The text of a report, taken apart: sections, paragraphs, sentences, quantities, each with the place it stands at.

Takes the paragraphs of a report's narrative; gives immutable passages in which full-width digits and signs are written
as plain ones, character for character, so that every offset is one of the paragraph as typed. What the quantities
speak of is left to `mentions.py`, whether they are right to `checks/text/against_table.py` and `parts.py`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from reportgen.findings import Location
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.prose.quantities import Quantity, find
from reportgen.wording.signs import plain

_SENTENCE = re.compile(r"[^。!?\n]+")  # up to its stop: 收到申请3件[。]
# A numbered heading at the beginning of a paragraph: 一、总体情况, (二)依申请公开, 3.平台建设; not 3.5万元.
_HEADING = re.compile(
    r"\s*(?:[(]?[一二三四五六七八九十]{1,3}[).、]|[(]?\d{1,2}[).、](?!\d))[^。，;:\d]{2,24}(?=[。:]|$)"
)
_EXCERPT = 40


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph: its plain text, where it begins, and the quantities in it, at paragraph offsets."""

    text: str
    start: int
    quantities: tuple[Quantity, ...]

    @property
    def end(self) -> int:
        """Just after its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One paragraph. `typed` is what stands in the report, `text` the same in plain signs, of the same length.

    `base` is where the section's text stands, or the paragraph itself where the source knew; `heading` the section's.
    `topic` is what the paragraph is about: the section's heading, and the one right above it or at its beginning.
    """

    section: str
    number: int
    typed: str
    text: str
    base: Location
    heading: str = ""
    topic: str = ""

    @cached_property
    def location(self) -> Location:
        """Where it stands; paragraphs of a section count from 1."""
        return replace(
            self.base,
            place=self.base.place or self.heading or None,
            paragraph=self.base.paragraph or self.number + 1,
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in order."""
        quantities = find(self.text)
        found = []
        for match in _SENTENCE.finditer(self.text):
            start, end = match.span()
            inside = tuple(item for item in quantities if start <= item.start < end) if quantities else ()
            found.append(Sentence(match[0], start, inside))
        return tuple(found)

    def quote(self, start: int, end: int) -> str:
        """The words as typed, with the rest of the sentence around them where it is short."""
        left = max(self.text.rfind(stop, 0, start) for stop in "。!?\n") + 1
        right = min((at for stop in "。!?\n" if (at := self.text.find(stop, end)) >= 0), default=len(self.text))
        before = "…" if start - left > _EXCERPT else ""
        after = "…" if right - end > _EXCERPT else ""
        return before + self.typed[max(left, start - _EXCERPT) : min(right, end + _EXCERPT)].strip() + after


def passages(data: ReportData, pack: Pack) -> tuple[Passage, ...]:
    """Every paragraph of the narrative, sections in the pack's order, unknown ones at the end."""
    return tuple(_passages(data, {plan.key: plan.heading for plan in pack.sections}))


def _passages(data: ReportData, headings: Mapping[str, str]) -> Iterator[Passage]:
    printed = data.printed.headings if data.printed else {}
    known = ("preface", *headings, "closing")
    for key in (*known, *(key for key in data.narrative if key not in known)):
        section, heading = data.place(f"narrative.{key}"), printed.get(key) or headings.get(key, "")
        above = ""
        for number, typed in enumerate(data.narrative.get(key, ())):
            base = data.places.get(f"narrative.{key}.{number}", section)
            text = plain(typed)
            begins = _HEADING.match(text)
            above = begins[0] if begins else above
            yield Passage(
                section=key,
                number=number,
                typed=typed,
                text=text,
                base=base,
                heading=heading,
                topic=f"{heading}。{above}",
            )


def outside(data: ReportData) -> Iterator[Passage]:
    """The paragraphs that a Word file prints outside the sections: headers, footers, what follows the signature."""
    for aside in data.asides:
        if aside.location.part is not None and aside.location.table is None:
            yield Passage(section="", number=0, typed=aside.text, text=plain(aside.text), base=aside.location)
