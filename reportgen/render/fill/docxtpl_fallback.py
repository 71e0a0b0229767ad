"""A part of a template filled by docxtpl and Jinja2: the way for what the plan does not cover.

Takes the part's XML as docxtpl cleans it, gives a Jinja template of it (`jinja_source.py`, run in `jinja_sandbox.py`),
and from that and a page the part's bytes. Each value passes the same checks as on the plan's way: a missing name, a
value that is no text, a character that Word cannot hold is a finding at its tag. Tables whose columns changed and
repeated drawings are put right by docxtpl itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateError, Undefined, UndefinedError
from jinja2.utils import missing
from lxml import etree
from markupsafe import Markup

from reportgen.errors import RenderError
from reportgen.findings import Finding, Location, finding_of
from reportgen.ooxml import elements
from reportgen.render.fill.jinja_sandbox import FILLING, environment
from reportgen.render.fill.jinja_source import COLOUR, MOST_COLUMNS, JinjaSource, Slot
from reportgen.render.fill.plan import Asked
from reportgen.render.fill.structure import CannotPlanError
from reportgen.render.fill.values import BREAK, unprintable, with_breaks

# What changes how many columns a row has: {%tc for …, {#tc … #}, {% hm %}, {% colspan 3 %}.
_GRID = re.compile(r"\{[%#]tc\s|\{%\s*(?:hm\s*|colspan\s[^%]*)%\}")
_FIRST_DRAWING = 1000  # where docxtpl's own count begins
# Jinja names in quotes what is missing: 'None' has no attribute 'body'.
_QUOTED = re.compile(r"'([^']*)'")


@dataclass(frozen=True, slots=True)
class JinjaPart:
    """A part ready to be filled. `asked` are the names its page must have, `named` those that it sets itself.

    `has_columns`: its tables may come out with other columns than the template has.
    """

    name: str
    template: Template
    slots: tuple[Slot, ...]
    asked: tuple[Asked, ...]
    named: tuple[Asked, ...]
    has_columns: bool
    is_story: bool


def prepared(name: str, xml: str, tags: Sequence[tuple[str, int]], *, is_story: bool) -> JinjaPart:
    """The part of that cleaned XML; `tags` are the template's own with their paragraphs. Raises CannotPlanError."""
    maker = JinjaSource(tags)
    source = maker.source(xml)
    of_columns = next((paragraph for tag, paragraph in tags if _GRID.search(tag)), None)
    if of_columns is not None:
        _check_grids(xml, of_columns)
    try:
        template = environment().from_string(source)
    except (TemplateError, SyntaxError, RecursionError) as error:
        raise CannotPlanError("R102", 0, tag=name, reason=str(error)) from error
    named, has_columns = tuple(maker.named), of_columns is not None
    return JinjaPart(name, template, tuple(maker.slots), tuple(maker.asked), named, has_columns, is_story)


def written(parts: Sequence[JinjaPart], context: Mapping[str, Any], file: str) -> dict[str, bytes]:
    """The bytes of each part, without an XML declaration; nothing where the context lacks a name that is asked for.

    Raises RenderError with everything else that is wrong.
    """
    findings: list[Finding] = []
    done: dict[str, bytes] = {}
    # One count through all parts: no two drawings of a document may share a number.
    numbering = DocxTemplate("")
    numbering.docx_ids_index = _FIRST_DRAWING
    is_fed = all(asked.name in context for part in parts for asked in part.asked)  # what is not, the caller tells
    for part in parts:
        at = Location(file=file, part=part.name)
        findings += _taken(part, context, at)
        filling = _Filling(part.slots, at)
        try:
            xml = part.template.render({**context, FILLING: filling})
        # Only a condition or a set stops the filling; a value on its way into the text is noted instead.
        except UndefinedError as error:
            if is_fed:
                filling.stopped(error.message or "")
        findings += filling.findings
        if is_fed and not findings:
            done[part.name] = _finished(part, xml, numbering, at)
    if findings:
        raise RenderError(*findings)
    return done


def _taken(part: JinjaPart, context: Mapping[str, Any], at: Location) -> Iterator[Finding]:
    for asked in part.named:
        if asked.name in context:
            where = Location(file=at.file, part=at.part, paragraph=asked.paragraph or None)
            yield finding_of("R117", where, tag=asked.tag, name=asked.name)


def _finished(part: JinjaPart, xml: str, numbering: DocxTemplate, at: Location) -> bytes:
    """The part as docxtpl leaves it: well-formed, its grids as wide as its rows, its drawings numbered."""
    try:
        root = elements.parsed(xml.encode())
    except etree.XMLSyntaxError as error:
        raise RenderError.of("R308", at, reason=error.msg or "XML") from error
    if not part.is_story:
        return xml.encode()
    if part.has_columns:
        root = numbering.fix_tables(xml)  # takes the text: it parses it anew
    numbering.fix_docpr_ids(root)
    return etree.tostring(root, encoding="UTF-8")


def _check_grids(xml: str, paragraph: int) -> None:
    """Makes sure of what docxtpl needs: it makes a table's grid as wide as its rows: there must be one, with widths."""
    for grid in re.findall(r"<w:tbl>.*?<w:tr[ >]", xml, re.DOTALL):
        widths = re.findall(r'<w:gridCol w:w="(\d+)"', grid)
        if not widths or len(widths) != grid.count("<w:gridCol"):
            raise CannotPlanError("R118", paragraph)


@dataclass(slots=True)
class _Filling:
    """One part being filled: takes each value on its way into the text, and notes what is wrong with it."""

    slots: Sequence[Slot]
    at: Location
    findings: list[Finding] = field(default_factory=list)
    reached: int = 0

    def stopped(self, message: str) -> None:
        """A condition that was reached asks for what is not there."""
        name = next(reversed(_QUOTED.findall(message)), message)
        # of a section that is left out
        self._note("R112" if message.startswith("'None'") else "R111", self.slots[self.reached], name=name)

    def printed(self, number: int, value: Any) -> Markup:
        """The value as XML; nothing where it cannot be printed, which is noted."""
        slot = self.slots[number]
        if self._is_missing(slot, value):
            return Markup()
        text = str(value) if type(value) is int and slot.counts else value  # `is`: True and False are ints too
        if not isinstance(text, str):
            self._note("R114", slot, found=type(value).__name__)
            return Markup()
        wrong = list(unprintable(text))
        for character in wrong:
            self._note("R113", slot, character=character, text=text[:40])
        return Markup() if wrong else self._placed(slot, text)

    def listed(self, number: int, value: Any) -> tuple[Any, ...]:
        """The paragraphs of a list, or the figures of a row; nothing where it is neither, which is noted."""
        slot = self.slots[number]
        if self._is_missing(slot, value):
            return ()
        # A section is a mapping too, but its body is a tuple.
        if slot.kind == "figures" and isinstance(value, Mapping) and all(type(item) is str for item in value.values()):
            return tuple(value.items())
        if slot.kind == "list" and isinstance(value, tuple):
            return value
        self._note("R114", slot, found=type(value).__name__)
        return ()

    def _placed(self, slot: Slot, text: str) -> Markup:
        if slot.kind == "span":
            return self._checked(slot, text, text.isascii() and text.isdigit() and 0 < int(text) <= MOST_COLUMNS)
        if slot.kind == "colour":
            return self._checked(slot, text, COLOUR.fullmatch(text) is not None)
        xml = with_breaks(text, slot.tab, BREAK if slot.tab != b"\t" else b"\n").decode()
        return Markup(f'<w:r><w:t xml:space="preserve">{xml}</w:t></w:r>' if slot.kind == "run" else xml)  # noqa: S704

    def _checked(self, slot: Slot, text: str, is_right: bool) -> Markup:
        if not is_right:
            self._note("R116", slot, found=text[:40])
        return Markup(text if is_right else "1")  # noqa: S704

    def _is_missing(self, slot: Slot, value: Any) -> bool:
        if value is None:
            self._note("R112", slot, name=slot.tag)
        # A name that the page itself lacks has no object: the caller tells of it once for the whole template.
        elif isinstance(value, Undefined) and value._undefined_obj is not missing:
            absent = value._undefined_obj is None  # an attribute asked of a section that is left out
            self._note("R112" if absent else "R111", slot, name=str(value._undefined_name))
        return value is None or isinstance(value, Undefined)

    def _note(self, code: str, slot: Slot, **facts: str) -> None:
        where = Location(file=self.at.file, part=self.at.part, paragraph=slot.paragraph or None)
        self.findings.append(finding_of(code, where, tag=slot.tag, **facts))
