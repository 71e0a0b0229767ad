"""Page into document: a template compiled once, filled many times.

Takes the bytes of a template and a Page, gives the bytes of a .docx. docxtpl's language is docxtpl's own affair: its
cleaning of the XML that Word wrote is used as it is, once a template; then the parts are plans of ready bytes
(`plan.py`). A template with a single tag that the plan does not cover takes docxtpl's way as a whole
(`docxtpl_fallback.py`), and says so in its notes. Parts without tags keep their packed bytes. That the result says what
the page says is left to `proof/prove.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.errors import RenderError
from reportgen.findings import Finding, Location, finding_of
from reportgen.model import Page
from reportgen.ooxml import archive
from reportgen.render.fill import plan
from reportgen.render.fill.structure import CannotPlanError, DrawingInLoopError
from reportgen.render.fill.tags import Scan, XmlPart, scan
from reportgen.render.fill.values import UnprintableError
from reportgen.wording.likeness import nearest

if TYPE_CHECKING:
    from reportgen.render.fill import docxtpl_fallback

# lxml writes no declaration where it gives text
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


@dataclass(frozen=True, slots=True)
class Template:
    """A template ready to be filled. `names` are those its page must have; `places` where each stands first.

    With `by_docxtpl` it is filled by docxtpl's way, else by the plan of its `parts`; `notes` say so, and why.
    """

    name: str
    archive: archive.Archive
    parts: Mapping[str, plan.Nodes]
    names: frozenset[str]
    places: Mapping[str, tuple[str, plan.Asked]]
    by_docxtpl: "tuple[docxtpl_fallback.JinjaPart, ...]" = ()
    notes: tuple[Finding, ...] = ()


def compile_template(template: bytes, name: str, *, by_docxtpl: bool = False) -> Template:
    """The template of that file, ready to be filled; `by_docxtpl` where the plan would do too, to compare the two.

    Raises RenderError with everything that is wrong: no .docx, a tag that cannot be read or is not allowed, blocks
    that do not close, a condition that could leave a file Word refuses.
    """
    found = scan(template, name)
    if found.findings:
        raise RenderError(*found.findings)
    notes = tuple(_beyond_the_plan(found, name))
    if not notes and not by_docxtpl:
        parts: dict[str, plan.Nodes] = {}
        findings: list[Finding] = []
        for part in found.parts:
            try:
                parts[part.name] = plan.planned(_clean_xml(part), _paragraphs(found, part))
            except DrawingInLoopError as error:  # docxtpl numbers the copies: this template takes its way after all
                notes = (*notes, _note(name, part.name, error.paragraph, "{% for … %}", "a picture in a loop"))
            except CannotPlanError as error:
                findings.append(_refused(error, name, part))
        if findings:
            raise RenderError(*findings)
        if not notes:
            return _assembled(found, name, parts)
    return _for_docxtpl(found, name, notes)


def fill(template: Template, page: Page) -> bytes:
    """The document: the same bytes for the same template and page.

    Raises RenderError with everything that keeps the page out of it: a tag the page does not feed, a section printed
    without being there, a value that Word cannot hold.
    """
    context = _context(page)
    if template.by_docxtpl:
        return _filled_by_docxtpl(template, context)
    contents = {}
    try:
        if not template.names <= context.keys():  # names in branches that are not taken count too
            raise KeyError
        for name, nodes in template.parts.items():
            pieces = [_DECLARATION]
            plan.written(nodes, context, pieces)
            contents[name] = b"".join(pieces)
    # The quick way fails at the first value; what is wrong is then found with every check, all of it.
    except (KeyError, AttributeError, TypeError, UnprintableError) as error:
        findings = tuple(_problems(template, page))
        if not findings:
            raise  # a mistake of ours, not of the page
        raise RenderError(*findings) from error
    return template.archive.completed(contents)


def _beyond_the_plan(found: Scan, name: str) -> Iterator[Finding]:
    """A note for each construct that only docxtpl's way can fill, at the first tag that has it."""
    seen: set[str] = set()
    for tag in found.tags:
        if tag.beyond and tag.beyond not in seen:
            seen.add(tag.beyond)
            yield _note(name, tag.part, tag.paragraph, tag.text, tag.beyond)


def _note(name: str, part: str, paragraph: int, tag: str, construct: str) -> Finding:
    at = Location(file=name, part=part, paragraph=paragraph or None)
    return finding_of("R115", at, tag=tag, construct=construct)


def _refused(error: CannotPlanError, name: str, part: XmlPart) -> Finding:
    at = Location(file=name, part=part.name, paragraph=error.paragraph or None)
    return finding_of(error.code, at, **error.facts)


def _for_docxtpl(found: Scan, name: str, notes: tuple[Finding, ...]) -> Template:
    from reportgen.render.fill import docxtpl_fallback

    parts: list[docxtpl_fallback.JinjaPart] = []
    findings: list[Finding] = []
    for part in found.parts:
        tags = [(tag.text, tag.paragraph) for tag in found.tags if tag.part == part.name]
        try:
            parts.append(docxtpl_fallback.prepared(part.name, _clean_xml(part), tags, is_story=part.is_story))
        except CannotPlanError as error:
            findings.append(_refused(error, name, part))
    if findings:
        raise RenderError(*findings)
    return _assembled(found, name, {}, tuple(parts), notes)


def _assembled(
    found: Scan,
    name: str,
    parts: Mapping[str, plan.Nodes],
    by_docxtpl: "tuple[docxtpl_fallback.JinjaPart, ...]" = (),
    notes: tuple[Finding, ...] = (),
) -> Template:
    asked: dict[str, Iterable[plan.Asked]] = {part: plan.asked(nodes) for part, nodes in parts.items()}
    asked |= {part.name: part.asked for part in by_docxtpl}
    kept = [member for member in found.members if member.name not in asked]
    places: dict[str, tuple[str, plan.Asked]] = {}
    for part_name, names in asked.items():
        for one in names:
            places.setdefault(one.name, (part_name, one))
    return Template(name, archive.Archive.of(kept), parts, frozenset(places), places, by_docxtpl, notes)


def _filled_by_docxtpl(template: Template, context: Mapping[str, Any]) -> bytes:
    from reportgen.render.fill import docxtpl_fallback

    unknown = tuple(_unknown(template, context))
    try:
        contents = docxtpl_fallback.written(template.by_docxtpl, context, template.name)
    except RenderError as error:
        raise RenderError(*unknown, *error.findings) from error
    if unknown:
        raise RenderError(*unknown)
    return template.archive.completed({name: _DECLARATION + content for name, content in contents.items()})


def _context(page: Page) -> dict[str, Any]:
    """Every name a tag may use. Where two share a name, a field gives way to a section, a figure to both."""
    sections = {
        key: {"key": key, "number": item.number, "title": item.title, "heading": item.heading, "body": item.body}
        for key, item in page.sections.items()
    }
    # None: `{% if … %}` can ask for a section that is left out, printing it is R112
    absent = dict.fromkeys(page.absent_sections)
    return {**page.cells, **page.fields, **page.blocks, **absent, **sections}


def _problems(template: Template, page: Page) -> Iterator[Finding]:
    context = _context(page)
    yield from _unknown(template, context)
    for part, nodes in template.parts.items():
        yield from plan.problems(nodes, context, Location(file=template.name, part=part))


def _unknown(template: Template, context: Mapping[str, Any]) -> Iterator[Finding]:
    for name in sorted(template.names - context.keys()):
        part, asked = template.places[name]
        at = Location(file=template.name, part=part, paragraph=asked.paragraph or None)
        facts = {"tag": asked.tag, "name": name, "nearest": nearest(name, list(context), cutoff=60)}
        yield finding_of("R110", at, **facts)


def _clean_xml(part: XmlPart) -> str:
    """The part's XML with each tag in one piece and whole-paragraph tags in place of their paragraphs."""
    from docxtpl import DocxTemplate
    from lxml import etree

    xml: str = etree.tostring(part.root, encoding="unicode")
    if not part.is_story:
        return xml  # properties have no runs that Word could have cut a tag into
    patched: str = DocxTemplate("").patch_xml(xml)  # opens no file: the cleaning asks nothing of a document
    return patched


def _paragraphs(found: Scan, part: XmlPart) -> list[int]:
    return [tag.paragraph for tag in found.tags if tag.part == part.name]
