"""Which tags a .docx holds, in every part of it, and what is wrong with them as they stand.

Takes the bytes of a template; gives its tags, each with its part, paragraph and the names it asks for, and findings for
tags that cannot be read, blocks that do not close and tags in places that nobody fills. What comes in a tag's place is
left to `docx.py`, whether a pack feeds its names to `packcheck`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportgen.errors import RenderError
from reportgen.findings import Finding, Location, finding_of
from reportgen.ooxml import archive, package
from reportgen.ooxml.names import w
from reportgen.render.fill.expressions import Path, RefusedError
from reportgen.render.fill.grammar import BRACES, MERGES, OF_CELLS, TAG, Meaning, meaning

if TYPE_CHECKING:
    from lxml import etree

_P, _T, _TAB, _BR, _TR, _R = map(w, ("p", "t", "tab", "br", "tr", "r"))
_TC, _TBL, _TC_PR, _CHANGE = map(w, ("tc", "tbl", "tcPr", "tcPrChange"))
# Ends of content types; the first two are the text of a .docx and of a .dotx.
_STORIES = ("document.main+xml", "template.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")
_PROPERTIES = "core-properties+xml"
# As a Chinese input method types them: ｛｛ title ｝｝, ｛％ if overview ％｝, {％ endif %}.
_FULL_WIDTH = re.compile(r"[｛{]\s*(?:｛|％)|｛\s*[{%]|[％%]\s*｝|｝\s*[｝}]")
_TEXT_OF_XML = re.compile(r">([^<]*)<")
_ENDS: Final = {"endif": "if", "elif": "if", "else": "if", "endfor": "for"}


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `names` are what it asks for, a loop's variable replaced by its source: `overview.body.text`.

    `beyond` names what in it only docxtpl's way can fill.
    """

    part: str
    paragraph: int
    text: str
    names: tuple[str, ...]
    beyond: str = ""


@dataclass(frozen=True, slots=True)
class XmlPart:
    """A part that may be filled: its parsed XML, and whether it is text or the document's properties."""

    name: str
    root: "etree._Element"
    is_story: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """A template as found: the members of the file, the parts with tags in them, the tags, and what is wrong."""

    members: tuple[archive.Member, ...]
    parts: tuple[XmlPart, ...]
    tags: tuple[Tag, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A tag where it stands; `fits` is false when it may not stand there, or its paragraph, cell or row holds more."""

    text: str
    meaning: Meaning
    paragraph: int
    fits: bool
    row: "etree._Element | None"


def tags(template: bytes, name: str = "report.docx") -> tuple[Tag, ...]:
    """The tags of that template, in document order. Raises RenderError when it is no .docx."""
    return scan(template, name).tags


def scan(template: bytes, name: str) -> Scan:
    """Everything about the tags of that template. Raises RenderError when it is no .docx."""
    contents, kinds = _opened(template, name)
    parts: list[XmlPart] = []
    tags_found: list[Tag] = []
    findings: list[Finding] = []
    for member, content in contents:
        if not member.name.endswith(".xml"):
            continue  # pictures, fonts
        kind = kinds.get(f"/{member.name}", "")
        if not kind.endswith((*_STORIES, _PROPERTIES)):
            findings += _elsewhere(name, member.name, content)
            continue
        part = XmlPart(member.name, _parsed(content, name, member.name), not kind.endswith(_PROPERTIES))
        findings += _hidden(part, name)
        found, wrong = _tags_of(part, name)
        tags_found += found
        findings += wrong
        if found:
            parts.append(part)  # a part without tags keeps its packed bytes
    return Scan(tuple(member for member, _ in contents), tuple(parts), tuple(tags_found), tuple(findings))


def _opened(template: bytes, name: str) -> tuple[list[tuple[archive.Member, bytes]], Mapping[str, str]]:
    """The members with what they hold, and the content types of the parts."""
    try:
        contents = [(member, archive.content(member)) for member in archive.read(template)]
    except archive.ArchiveError as error:
        raise RenderError.of("R101", Location(file=name), reason="zip") from error
    types = next((content for member, content in contents if member.name == package.TYPES), b"")
    overrides = package.attributes(types, "Override")
    kinds = {item.get("PartName", ""): item.get("ContentType", "") for item in overrides}
    if not any(kind.endswith(_STORIES[:2]) for kind in kinds.values()):
        raise RenderError.of("R101", Location(file=name), reason="document.xml")
    return contents, kinds


def _parsed(content: bytes, name: str, part: str) -> "etree._Element":
    """The part's XML without the white space between its elements. Entities are no part of a report."""
    from lxml import etree

    from reportgen.ooxml import elements

    at = Location(file=name, part=part)
    try:
        return elements.parsed(content, drops_blanks=True)
    except elements.DeclarationError as error:
        raise RenderError.of("R101", at, reason="DOCTYPE") from error
    except etree.XMLSyntaxError as error:
        raise RenderError.of("R101", at, reason=error.msg or "XML") from error


def _elsewhere(name: str, part: str, content: bytes) -> Iterator[Finding]:
    text = "".join(_TEXT_OF_XML.findall(content.decode("utf-8", "replace")))
    for tag in TAG.findall(text):
        yield finding_of("R107", Location(file=name, part=part), tag=tag)


def _hidden(part: XmlPart, name: str) -> Iterator[Finding]:
    """Signs of a tag where no text is printed: attributes, field codes, XML comments. Nobody fills them."""
    for element in part.root.iter():  # comments and instructions come along, as elements with a text
        texts = [] if element.tag == _T or not part.is_story else [element.text or ""]
        texts += [element.tail or "", *map(str, element.attrib.values())]
        found = next((text for text in texts if any(braces in text for braces in BRACES)), None)
        if found is not None:
            yield finding_of("R107", Location(file=name, part=part.name), tag=found[:60])


def _tags_of(part: XmlPart, name: str) -> tuple[list[Tag], list[Finding]]:
    if not part.is_story:
        return _property_tags(part, name)
    found: list[_Found] = []
    findings: list[Finding] = []
    texts = {element: _text(element) for element in part.root.iter(_P)}
    for number, (element, text) in enumerate(texts.items(), 1):  # those in text boxes count too
        at = Location(file=name, part=part.name, paragraph=number)
        findings += _stray_braces(text, at)
        for tag in TAG.findall(text):
            try:
                found.append(_placed(tag, meaning(tag), element, number, texts))
            except RefusedError as refused:
                findings.append(finding_of(refused.code, at, **{"tag": tag, **refused.facts}))
    findings += _block_findings(found, Location(file=name, part=part.name))
    return list(_named(found, part.name)), findings


def _property_tags(part: XmlPart, name: str) -> tuple[list[Tag], list[Finding]]:
    """Title, subject and the like: plain values only."""
    found: list[Tag] = []
    at = Location(file=name, part=part.name)
    text = "".join(str(piece) for piece in part.root.itertext())
    findings = [*_stray_braces(text, at)]
    for tag in TAG.findall(text):
        try:
            means = meaning(tag)
        except RefusedError as refused:
            findings.append(finding_of(refused.code, at, **{"tag": tag, **refused.facts}))
            continue
        if means.path is None or means.word != "print" or means.level:
            findings.append(finding_of("R103", at, tag=tag, construct=tag))
        else:
            found.append(Tag(part.name, 0, tag, (str(means.path),)))
    return found, findings


def _placed(
    tag: str, means: Meaning, element: "etree._Element", number: int, texts: Mapping["etree._Element", str]
) -> _Found:
    row = next(element.iterancestors(_TR), None)
    return _Found(tag, means, number, _fits_in(tag, means, element, texts), row)


def _fits_in(tag: str, means: Meaning, element: "etree._Element", texts: Mapping["etree._Element", str]) -> bool:
    """A {%p, {%tc or {%tr tag has its paragraph, cell or row to itself; what is said of a cell is said in it."""
    if means.word in (*MERGES, *OF_CELLS):
        cell = next(element.iterancestors(_TC), None)
        return cell is not None and _fits_in_cell(tag, means, cell, texts)
    if means.level in ("tc", "tr"):
        holder = next(element.iterancestors(_TC if means.level == "tc" else _TR), None)
        return holder is not None and "".join(texts[item] for item in holder.iter(_P)).strip() == tag
    return means.level != "p" or texts[element].strip() == tag


def _fits_in_cell(tag: str, means: Meaning, cell: "etree._Element", texts: Mapping["etree._Element", str]) -> bool:
    """True where docxtpl can write: width, colour and merges go into properties the cell must have.

    A cell that is merged holds one paragraph without tabs, its tag at the end: what stands before it is printed once.
    """
    properties = cell.find(_TC_PR)
    # An empty <w:tcPr/> would be written behind, not into; a tracked change holds a second one.
    if properties is None or not len(properties) or any(True for _ in cell.iter(_TBL, _CHANGE)):
        return False
    words = [other[2:-2].split()[:1] for item in cell.iter(_P) for other in TAG.findall(texts[item])]
    if means.word in OF_CELLS:
        return words.count([means.word]) == 1
    (first, *others) = [texts[item] for item in cell.iter(_P)]
    # colspan counts too: {% hm %} writes a width as well
    merges = [word for word in words if word in ([one] for one in (*MERGES, *OF_CELLS[:1]))]
    is_plain = not others and "\t" not in first and "\n" not in first
    return is_plain and first.rstrip().endswith(tag) and len(merges) == 1


def _text(paragraph: "etree._Element") -> str:
    """The paragraph's own text, without that of a text box in it."""
    pieces = []
    for element in paragraph.iter(_T, _TAB, _BR):
        if next(element.iterancestors(_P)) is not paragraph:  # of a text box that is anchored here
            continue
        if element.tag == _T:
            pieces.append(element.text or "")
        elif next(element.iterancestors()).tag == _R:  # not a tab stop of the paragraph's properties
            pieces.append("\t" if element.tag == _TAB else "\n")
    return "".join(pieces)


def _stray_braces(text: str, at: Location) -> Iterator[Finding]:
    rest = TAG.sub("", text)
    for braces in BRACES:
        if braces in rest:
            yield finding_of("R102", at, tag=rest[rest.index(braces) :][:40], reason="")
    wide = _FULL_WIDTH.search(rest)
    if wide:
        yield finding_of("R109", at, text=rest[max(0, wide.start() - 2) :][:40])


def _block_findings(found: Sequence[_Found], at: Location) -> Iterator[Finding]:
    """Blocks that are not closed, cross each other, or stand where they cannot."""
    opened: list[_Found] = []
    for item in found:
        means = item.meaning
        where = Location(file=at.file, part=at.part, paragraph=item.paragraph)
        if not item.fits or (means.word in MERGES and not any(one.meaning.word == "for" for one in opened)):
            yield finding_of("R105", where, tag=item.text)
        if means.word in ("if", "for"):
            opened.append(item)
        elif means.word in _ENDS:
            begin = opened[-1] if opened else None
            if begin is None or not _fits(begin, item):
                yield finding_of("R104", where, tag=item.text, opened=begin.text if begin else "nothing")
                return  # what follows would be told wrongly: the rest is no longer in balance
            if means.word.startswith("end"):
                opened.pop()
    for item in opened:
        yield finding_of(
            "R104", Location(file=at.file, part=at.part, paragraph=item.paragraph), tag=item.text, opened="nothing"
        )


def _fits(begin: _Found, item: _Found) -> bool:
    # an inline block may not cut a paragraph in two
    same_place = item.meaning.level not in ("", "r") or begin.paragraph == item.paragraph
    if item.meaning.level == "tc":
        same_place = begin.row is item.row  # {%tc blocks repeat cells within one row
    same_kind = begin.meaning.word == _ENDS[item.meaning.word]
    return same_kind and same_place and begin.meaning.level == item.meaning.level


def _named(found: Sequence[_Found], part: str) -> Iterator[Tag]:
    loops: list[tuple[str, str]] = []

    def full(path: Path) -> str:
        # the innermost loop of that name
        source = next((source for variable, source in reversed(loops) if variable == path.root), path.root)
        return ".".join((source, *path.attributes))

    for item in found:
        means = item.meaning
        names = tuple(full(path) for path in means.names() if path.root != "loop")
        yield Tag(part, item.paragraph, item.text, names, means.beyond)
        if means.word == "for" and means.path is not None:
            loops.append((means.variable, full(means.path)))
        elif means.word == "endfor" and loops:
            loops.pop()
