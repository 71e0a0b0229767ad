"""The sections of a finished report: its numbered headings, matched to those of the official outline, and their text.

Takes blocks without the flattened tables, and the official headings by key; gives preface, sections and what is
appended. A heading that no official one is like stays a section of its own, without a key. Whether headings and
numbers are right is left to `checks`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.findings import Location
from reportgen.packs.words import Grammar, installed_words
from reportgen.sources.published.blocks import Block, Paragraph
from reportgen.sources.published.likeness import bare, heading_likeness, in_order, normal
from reportgen.wording.numerals import chinese_number

# Only Chinese numerals open a section; 1. and （一） are headings within one.
_NUMBERED = re.compile(  # 第三部分 收费情况; 三、收费情况
    r"\s*(?:第([一二三四五六七八九十]{1,3})部分\s*[、．.，,:：]?|([一二三四五六七八九十]{1,3})\s*[、．.，,:：])\s*(\S.*)"
)
_STOP = re.compile(r"[。：:；;]")  # text runs on behind the heading, on its line
_LONGEST = 45  # characters; a longer line is a sentence
_LIKE = 0.6  # as `heading_likeness` promises: less is another section
_AT_ITS_NUMBER = 0.3  # standing at the official number weighs as much as a third of the words
# 附件1：统计表
_APPENDED = re.compile(r"附\s*[件表图录]\s*[一二三四五六1-6]?\s*(?:[:：、.．].{0,60})?")
# 发布时间：2013-03-01; 上一篇：…; 当前位置：首页 > 信息公开
_PAGE_FURNITURE = Grammar(
    r"<<labels-of-a-web-page>>\s*[:：【\[].*|.*<<links-of-a-web-page>>.*|当前位置.*|您?(?:现在|所在)的?位置.*"
)
_BOOKMARK = re.compile(r"\s*\[(?:bookmark|书签)[^\]]*\]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSection:
    """A section as printed: its number (0 for none), its heading, and the official section it is (or none)."""

    number: int
    heading: str
    printed: str
    location: Location
    key: str | None = None
    likeness: float = 0.0
    body: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The report's text in order."""

    preface: tuple[Paragraph, ...] = ()
    sections: tuple[FoundSection, ...] = ()
    appended: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class _Heading:
    number: int
    text: str
    printed: str
    rest: str
    likenesses: Mapping[int, float] = field(default_factory=dict)

    def weights(self) -> dict[int, float]:
        """The likenesses; the official number counts for the heading that has it."""
        # j counts from 0, headings from 1
        return {
            j: likeness + (_AT_ITS_NUMBER if self.number == j + 1 else 0) for j, likeness in self.likenesses.items()
        }


def numbered_heading(text: str) -> tuple[int, str, str] | None:
    """Number, heading and the text that runs on after it; None for a line that no Chinese numeral opens."""
    match = _NUMBERED.match(text)
    if match is None:
        return None
    rest = match[3].strip()
    head, *more = _STOP.split(rest, maxsplit=1)
    if len(head) > _LONGEST:
        return None
    return int(chinese_number(match[1] or match[2]) or 0), head.strip(), (more[0].strip() if more else "")


def printed_headings(blocks: Sequence[Block]) -> list[str]:
    """The numbered short lines of the report: what its headings may be, before an outline is chosen."""
    texts = (block.text for block in blocks if isinstance(block, Paragraph) and block.cells is None)
    found = (numbered_heading(_unmarked(text)) for text in texts)
    return [item[1] for item in found if item]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the report's text is: after block `start`, before the date in block `end`; `used` blocks are of tables.

    `table_words` are the bare words of the form: a title of its parts is no heading of the report.
    """

    start: int
    end: int | None
    used: frozenset[int] = frozenset()
    table_words: frozenset[str] = frozenset()
    unit: str = ""

    def is_past_end(self, index: int) -> bool:
        """True from the date at the end on."""
        return self.end is not None and index >= self.end


def read_outline(blocks: Sequence[Block], frame: Frame, official: Mapping[str, str]) -> Outline:
    """The sections of the report; `official` holds the headings of its outline by section key, in order."""
    lines = list(_lines(blocks, frame.start))
    wordings = list(official.values())
    candidates: dict[int, _Heading] = {}
    for i, (index, line) in enumerate(lines):
        heading = (
            None if frame.is_past_end(index) else _possible(line, wordings, frame, is_in_table=index in frame.used)
        )
        if heading is not None:
            candidates[i] = heading
    order = list(candidates)
    chosen = {order[i]: j for i, j in in_order([candidates[i].weights() for i in order]).items()}
    return _walked(_Reading(lines, candidates, chosen, frame), list(official))


def _lines(blocks: Sequence[Block], start: int) -> Iterator[tuple[int, Paragraph]]:
    """The printed text after the title, with the block indices; what a web page prints around it left out."""
    furniture = _PAGE_FURNITURE.of(installed_words())
    for index, block in enumerate(blocks):
        if index <= start or not isinstance(block, Paragraph) or block.kind not in ("body", "footnote"):
            continue
        if block.text and not furniture.fullmatch(block.text):
            yield index, block


def _unmarked(text: str) -> str:
    """The text without the bookmark that some programs write in front of it."""
    return _BOOKMARK.sub("", text)


def _possible(block: Paragraph, wordings: Sequence[str], frame: Frame, *, is_in_table: bool) -> _Heading | None:
    """What heading the line may be. Within a flattened table only the official words count."""
    # 一、行政复议 may be a title in the table as well as a heading of the report
    if block.kind != "body" or block.cells is not None or (is_in_table and bare(block.text) in frame.table_words):
        return None
    line = _unmarked(block.text)
    numbered = numbered_heading(line)
    if numbered is None:
        whole = bare(line)
        # with a number of another kind in front, as in （一）总体情况, it is no section
        if len(line) > _LONGEST or normal(line) != whole:
            return None
        exact = {j: 1.0 for j, wording in enumerate(wordings) if bare(wording) == whole}
        return _Heading(0, line, line, "", exact) if exact else None
    number, text, rest = numbered
    floor = 1.0 if is_in_table else _LIKE  # in a flattened table labels look like headings
    likenesses = {}
    for j, wording in enumerate(wordings):
        likeness = heading_likeness(text, wording)
        if likeness >= floor:
            likenesses[j] = likeness
    if is_in_table and not likenesses:
        return None
    return _Heading(number, text, line[: len(line) - len(rest)].strip(" 。：:；;"), rest, likenesses)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The lines with their block indices, what headings they may be, and which official ones were chosen."""

    lines: Sequence[tuple[int, Paragraph]]
    candidates: Mapping[int, _Heading]
    chosen: Mapping[int, int]
    frame: Frame

    def heading(self, i: int, last: int) -> _Heading | None:
        """The heading that line is, after a section of number `last`."""
        heading = self.candidates.get(i)
        if heading is None or not (i in self.chosen or self._continues(i, heading, last)):
            return None
        return heading

    def _continues(self, i: int, heading: _Heading, last: int) -> bool:
        """True for a heading of no official section: the next number, a short line, no later one has the number."""
        index, line = self.lines[i]
        if index in self.frame.used or heading.rest or heading.number != last + 1:
            return False
        if re.search(r"[。；;，,！!]$", line.text):  # it ends as sentences do
            return False
        return not any(self.candidates[j].number == heading.number for j in self.chosen if j > i)


def _walked(reading: _Reading, keys: Sequence[str]) -> Outline:
    frame, preface, appended = reading.frame, list[Paragraph](), list[Paragraph]()
    sections: list[tuple[FoundSection, list[Paragraph]]] = []
    current, last = preface, 0
    for i, (index, line) in enumerate(reading.lines):
        heading = reading.heading(i, last)
        if heading is not None:
            current = [replace(line, text=heading.rest)] if heading.rest else []
            sections.append((_section(heading, line, reading.chosen.get(i), keys), current))
            last = heading.number or last + 1  # one without a number takes the next
        elif index in frame.used or index == frame.end:
            continue
        elif sections and (frame.is_past_end(index) or _APPENDED.fullmatch(line.text)):
            current = appended
            appended.append(line)
        else:
            current.append(line)
    if sections:  # before the last date the unit signs
        _without_signature(sections[-1][1], frame.unit)
    return Outline(
        preface=tuple(preface),
        sections=tuple(replace(section, body=tuple(body)) for section, body in sections),
        appended=tuple(appended),
    )


def _section(heading: _Heading, line: Paragraph, official: int | None, keys: Sequence[str]) -> FoundSection:
    return FoundSection(
        number=heading.number,
        heading=heading.text,
        printed=heading.printed,
        location=line.location,
        key=None if official is None else keys[official],
        likeness=0.0 if official is None else heading.likenesses[official],
    )


def _without_signature(body: list[Paragraph], unit: str) -> None:
    """The unit's name alone on the last line is the signature."""
    if body and len(body[-1].text) < 30 and unit and bare(body[-1].text) == bare(unit):
        body.pop()
