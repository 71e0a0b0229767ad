"""Page into document: a template compiled once, filled many times.

Takes the bytes of a template and a Page, gives the bytes of a .docx. docxtpl's language is docxtpl's own affair: its
cleaning of the XML that Word wrote is used as it is, once a template; then the parts are plans of ready bytes
(`plan.py`). Parts without tags keep their packed bytes. That the result says what the page says is left to `proof.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from reportgen.errors import RenderError
from reportgen.findings import Finding, Location, Severity
from reportgen.model import Page
from reportgen.render import plan, stable_zip
from reportgen.render.tags import Part, Scan, scan
from reportgen.render.values import UnprintableError

_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


@dataclass(frozen=True, slots=True)
class Template:
    """A template ready to be filled. `names` are those its page must have; `places` where each stands first."""

    name: str
    archive: stable_zip.Archive
    parts: Mapping[str, plan.Nodes]
    names: frozenset[str]
    places: Mapping[str, tuple[str, plan.Asked]]


def compile_template(template: bytes, name: str) -> Template:
    """The template of that file, ready to be filled.

    Raises RenderError with everything that is wrong: no .docx, a tag that cannot be read or is not allowed, blocks
    that do not close, a condition that could leave a file Word refuses.
    """
    found = scan(template, name)
    if found.findings:
        raise RenderError(*found.findings)
    parts: dict[str, plan.Nodes] = {}
    findings = []
    for part in found.parts:
        try:
            parts[part.name] = plan.planned(_clean_xml(part), _paragraphs(found, part))
        except plan.CannotPlanError as error:
            at = Location(file=name, part=part.name, paragraph=error.paragraph or None)
            findings.append(Finding(code=error.code, severity=Severity.ERROR, location=at, facts=error.facts))
    if findings:
        raise RenderError(*findings)
    kept = [member for member in found.members if member.name not in parts]
    places: dict[str, tuple[str, plan.Asked]] = {}
    for part_name, nodes in parts.items():
        for asked in plan.asked(nodes):
            places.setdefault(asked.name, (part_name, asked))
    return Template(name, stable_zip.Archive.of(kept), parts, frozenset(places), places)


def fill(template: Template, page: Page) -> bytes:
    """The document: the same bytes for the same template and page.

    Raises RenderError with everything that keeps the page out of it: a tag the page does not feed, a section printed
    without being there, a value that Word cannot hold.
    """
    context = _context(page)
    contents = {}
    try:
        if not template.names <= context.keys():
            raise KeyError
        for name, nodes in template.parts.items():
            pieces = [_DECLARATION]
            plan.written(nodes, context, pieces)
            contents[name] = b"".join(pieces)
    except (KeyError, AttributeError, TypeError, UnprintableError) as error:
        findings = tuple(_problems(template, page))
        if not findings:
            raise
        raise RenderError(*findings) from error
    return template.archive.completed(contents)


def _context(page: Page) -> dict[str, Any]:
    """Every name a tag may use. Where two share a name, a field gives way to a section, a figure to both."""
    sections = {
        key: {"key": key, "number": item.number, "title": item.title, "heading": item.heading, "body": item.body}
        for key, item in page.sections.items()
    }
    absent = dict.fromkeys(page.absent_sections)
    return {**page.cells, **page.fields, **page.blocks, **absent, **sections}


def _problems(template: Template, page: Page) -> Iterator[Finding]:
    context = _context(page)
    for name in sorted(template.names - context.keys()):
        part, asked = template.places[name]
        at = Location(file=template.name, part=part, paragraph=asked.paragraph or None)
        facts = {"tag": asked.tag, "name": name, "nearest": next(iter(get_close_matches(name, context, 1)), "")}
        yield Finding(code="R110", severity=Severity.ERROR, location=at, facts=facts)
    for part, nodes in template.parts.items():
        yield from plan.problems(nodes, context, Location(file=template.name, part=part))


def _clean_xml(part: Part) -> str:
    """The part's XML with each tag in one piece and whole-paragraph tags in place of their paragraphs."""
    from docxtpl import DocxTemplate
    from lxml import etree

    xml: str = etree.tostring(part.root, encoding="unicode")
    if not part.is_story:
        return xml
    patched: str = DocxTemplate("").patch_xml(xml)
    return patched


def _paragraphs(found: Scan, part: Part) -> list[int]:
    return [tag.paragraph for tag in found.tags if tag.part == part.name]
