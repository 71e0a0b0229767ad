"""Proof: the finished bytes, read back, say what the page says. Shares nothing with `fill/docx.py`, not even a library.

Takes a template and reads it by itself, once, into an outline: its paragraphs and cells in order, with the tags in
them. For each document it fills the outline from the page by its own evaluator (`outline.py`) and holds the text
against what one scan of the finished file finds. Each difference is a finding. What to do about one is left to the
caller: such a file is not delivered.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import islice, zip_longest
from xml.parsers import expat

from reportgen.errors import RenderError
from reportgen.findings import Finding, Location, finding_of
from reportgen.model import Page
from reportgen.render.proof.expressions import Context
from reportgen.render.proof.outline import (
    ANY,
    END_OF_TABLE,
    PARAGRAPH,
    ROW,
    SIGNS,
    TABLE,
    Story,
    UnreadableError,
    context,
    expected,
    is_hidden,
    property_lines,
    signs,
    stories,
    unescaped,
)
from reportgen.render.proof.zip_reader import BrokenZipError, StoredPart, entries, unpacked

_MOST = 20  # differences told of one part
_SHOWN = 80  # characters shown of a paragraph
# What is remembered of heads is bounded, so that memory does not grow with the number of units.
_MANY_HEADS = 20_000
# `<wp:docPr id="3" name="…"/>`: a drawing and its number
_DRAWING = re.compile(rb"<wp:docPr [^<>]*>")
_NUMBER = re.compile(rb'\bid="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Outline:
    """A template as the proof reads it. `kept` are the parts that must come out as they went in.

    `printed` are the names with the attributes that stand in it, `worked` those that stand there through a filter or in
    one of two cases; `is_beyond` tells of docxtpl's own constructs. `heads` remembers how the XML between two texts
    reads; findings call the document `name`.
    """

    name: str
    stories: tuple[Story, ...]
    kept: Mapping[str, StoredPart]
    printed: Mapping[str, frozenset[str]]
    worked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    is_beyond: bool = False
    crowded: Mapping[str, frozenset[str]] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict, repr=False, compare=False)


def outline(template: bytes, name: str = "report.docx") -> Outline:
    """The template read, once a pack. Raises RenderError when the proof cannot read it."""
    try:
        found = {entry.name: entry for entry in entries(template)}
        xml = {name: unpacked(entry).decode() for name, entry in found.items() if name.endswith(".xml")}
        read = tuple(stories(xml))
    # IndexError: a cell or row ends that never began
    except (BrokenZipError, UnreadableError, UnicodeDecodeError, IndexError) as error:
        raise RenderError.of("R306", Location(file=name, part=str(error) or None)) from error
    filled = {story.part for story in read}
    printed = _by_root(path for story in read for path in story.paths)
    worked = _by_root(path for story in read for path in story.worked)
    kept = {name: entry for name, entry in found.items() if name not in filled}
    crowded = _by_root(path for story in read for path in story.crowded)
    is_beyond = any(story.is_beyond for story in read)
    return Outline(name, read, kept, printed, worked, is_beyond, crowded)


def _by_root(paths: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for root, attribute in paths:
        found.setdefault(root, set()).add(attribute)
    return {root: frozenset(names) for root, names in found.items()}


def prove(outline: Outline, page: Page, docx: bytes, *, parse: bool = False) -> tuple[Finding, ...]:
    """Every way in which the document differs from the page; nothing when it says what the page says.

    Each paragraph, cell and row of the filled parts is held against the page, whichever way the template was filled:
    its text, its place and their number. The look of things (fonts, colours, widths, merged cells, pictures) is not.
    `parse` reads the filled parts with an XML parser too: for a pack's first document and for a sample, since the
    template's plan has been shown to give well-formed XML. What docxtpl filled is always parsed, and its drawings must
    differ in number.
    """
    findings = _all_findings(outline, page, docx, parse=parse)
    return tuple(replace(item, location=replace(item.location, file=outline.name)) for item in findings)


def _all_findings(outline: Outline, page: Page, docx: bytes, *, parse: bool) -> list[Finding]:
    try:
        found = {entry.name: entry for entry in entries(docx)}
        texts = {story.part: unpacked(found[story.part]) for story in outline.stories if story.part in found}
        findings: list[Finding] = list(_part_findings(outline, found))
    except BrokenZipError as error:
        return [finding_of("R301", Location(part=error.member or None))]
    known = context(page)
    for story in outline.stories:
        if story.part in texts:
            findings += _story_findings(story, known, texts[story.part], outline.heads)
            if parse or outline.is_beyond:
                findings += _unparsable(story.part, texts[story.part])
            if outline.is_beyond:
                findings += _same_numbers(story.part, texts[story.part])
    return [*findings, *_unprinted(outline, page)]


def _part_findings(outline: Outline, found: Mapping[str, StoredPart]) -> Iterator[Finding]:
    """Parts that are missing, too many, or not what the template has."""
    wanted = outline.kept.keys() | {story.part for story in outline.stories}
    if found.keys() != wanted:
        for name in sorted(wanted - found.keys()):
            yield finding_of("R302", Location(part=name))
        for name in sorted(found.keys() - wanted):
            yield finding_of("R303", Location(part=name))
    for name, kept in outline.kept.items():
        entry = found.get(name)
        if entry is None or entry == kept:  # the same packed bytes need no unpacking
            continue
        if unpacked(entry) != unpacked(kept):  # packed anew is no difference
            yield finding_of("R304", Location(part=name))


def _story_findings(story: Story, known: Context, content: bytes, heads: dict[str, str]) -> Iterable[Finding]:
    try:
        pieces: list[str] = []
        expected(story.nodes, dict(known) if story.is_beyond else known, pieces)  # {% set %} writes into it
        wanted = "".join(pieces)
    except (KeyError, AttributeError, TypeError) as error:
        return [finding_of("R305", Location(part=story.part), name=str(error).strip("'"))]
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return [finding_of("R307", Location(part=story.part))]
    found = property_lines(text) if story.is_property else _read(text, heads)
    if story.is_property:
        # as `property_lines` leaves blank texts out
        wanted = "".join(f"{line}{PARAGRAPH}" for line in wanted.split(PARAGRAPH) if line.strip())
    return () if wanted == found else islice(_differences(story.part, wanted, found), _MOST)


def _read(xml: str, heads: dict[str, str]) -> str:
    """The text of the finished part, with its signs: one scan, from the end of one w:t to the end of the next.

    What stands between two texts comes from the template and repeats; its reading is remembered.
    """
    if len(heads) > _MANY_HEADS:
        heads.clear()
    found: list[str] = []
    is_seen = True
    *texts, rest = xml.split("</w:t>")
    for piece in texts:
        head, _, text = piece.rpartition(">")  # a > in a text is written &gt;, so the last one ends <w:t …>
        between = heads.get(head)
        if between is None:
            between = heads[head] = signs(head)
        if "<w:r>" in head or "<w:r " in head:  # else a second text of the same run
            is_seen = not is_hidden(head[max(head.rfind("<w:r>"), head.rfind("<w:r ")) :])
        found += (between, text if is_seen else "")
    return unescaped("".join((*found, signs(rest))))


def _differences(part: str, wanted: str, found: str) -> Iterator[Finding]:
    """Paragraph by paragraph, cell by cell: what should stand there and what does."""
    wanted_lines, found_lines = wanted.split(PARAGRAPH), found.split(PARAGRAPH)
    places = list(_places(part, found_lines))
    for number, should, stands in _pairs(wanted_lines, found_lines):
        if should != stands:
            # what is missing at the end is told at the last line
            yield _difference(places[min(number, len(places) - 1)], should, stands)


def _pairs(wanted: Sequence[str], found: Sequence[str]) -> Iterator[tuple[int, str | None, str | None]]:
    """Which line of the page belongs to which of the file; where one has no counterpart, None."""
    if len(wanted) == len(found):
        yield from ((number, *pair) for number, pair in enumerate(zip(wanted, found, strict=True)))
        return
    # Else lines that come often, as empty cells and zeros do, would count as noise.
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    for _, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        for offset, (should, stands) in enumerate(zip_longest(wanted[a_from:a_to], found[b_from:b_to])):
            yield b_from + offset, should, stands


def _difference(at: Location, should: str | None, stands: str | None) -> Finding:
    if stands is None:
        return finding_of("R311", at, expected=_shown(should or ""))
    if should is None:
        return finding_of("R312", at, found=_shown(stands))
    if SIGNS.sub("", should) == SIGNS.sub("", stands):  # the words are there, in another cell, row or table
        return finding_of("R314", at, expected=_shown(should))
    return finding_of("R310" if at.row is None else "R313", at, expected=_shown(should), found=_shown(stands))


def _places(part: str, lines: Iterable[str]) -> Iterator[Location]:
    """Where each line stands: its paragraph, and in a table the table and row."""
    tables = rows = depth = 0
    for number, line in enumerate(lines, 1):
        for sign in SIGNS.findall(line):
            if sign == TABLE:
                tables, rows, depth = tables + 1, 0, depth + 1
            elif sign == END_OF_TABLE:
                depth -= 1
            elif sign == ROW:
                rows += 1
        if depth > 0:
            yield Location(part=part, paragraph=number, table=tables, row=rows)
        else:
            yield Location(part=part, paragraph=number)


def _unprinted(outline: Outline, page: Page) -> Iterator[Finding]:
    """What the page holds and the template never prints: figures, sections, paragraphs, the mark of a draft."""
    printed, worked = outline.printed, outline.worked
    nothing = frozenset[str]()
    for row, columns in page.cells.items():
        names = printed.get(row, nothing)
        for column in sorted(outline.crowded.get(row, nothing) & columns.keys()):
            yield finding_of("R323", tag=f"{row}.{column}")
        if columns.keys() != names and ANY not in names:
            for column in columns.keys() - names:
                yield finding_of("R320", Location(), tag=f"{row}.{column}")
    for key, section in page.sections.items():
        names = printed.get(key, nothing) | worked.get(key, nothing)
        if "heading" not in names and not {"number", "title"} <= names:  # a heading may be printed in its two pieces
            yield finding_of("R321", Location(), name=f"{key}.heading")
        if section.body and "body" not in names:
            yield finding_of("R321", Location(), name=f"{key}.body")
    for name, paragraphs in page.blocks.items():
        if paragraphs and name not in printed and name not in worked:
            yield finding_of("R321", Location(), name=name)
    if page.fields.get("draft_mark") and "draft_mark" not in printed and "draft_mark" not in worked:
        yield finding_of("R322", Location())


def _unparsable(part: str, content: bytes) -> Iterator[Finding]:
    """What an XML reader stumbles over. A part has no document type; what one declares is not carried out."""
    # with a separator expat also sees prefixes that nobody declared
    reader = expat.ParserCreate(namespace_separator=" ")
    reader.StartDoctypeDeclHandler = _no_doctype
    try:
        reader.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        yield finding_of("R308", Location(part=part), reason=str(error))


def _no_doctype(name: str, *_: object) -> None:
    raise ValueError(f"<!DOCTYPE {name}>")


def _same_numbers(part: str, content: bytes) -> Iterator[Finding]:
    """Word repairs a file in which two drawings have one number."""
    numbers = [_NUMBER.search(drawing) for drawing in _DRAWING.findall(content)]
    seen = [number[1].decode() for number in numbers if number is not None]
    for number in sorted({number for number in seen if seen.count(number) > 1}):
        yield finding_of("R309", Location(part=part), number=number)


def _shown(line: str) -> str:
    text = SIGNS.sub("", line)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
