"""A part of a template filled by docxtpl and Jinja2: the way for what the plan does not cover.

Takes the part's XML as docxtpl cleans it, gives a Jinja template of it, and from that and a page the part's bytes. The
template is put together anew from what the white list took for each tag, in signs that no XML can hold, so nothing but
those expressions is ever run, in an immutable sandbox without functions. Each value passes the same checks as on the
plan's way: a missing name, a value that is no text, a character that Word cannot hold is a finding at its tag. Tables
whose columns changed and repeated drawings are put right by docxtpl itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Literal

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, Undefined, UndefinedError, pass_context
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from lxml import etree
from markupsafe import Markup

from reportgen.errors import RenderError
from reportgen.findings import Finding, Location, Severity
from reportgen.model import Paragraph
from reportgen.render.expressions import (
    LOOP,
    Chosen,
    Combined,
    Compared,
    Constant,
    Expression,
    Filtered,
    Not,
    Ordered,
    Path,
    RefusedError,
)
from reportgen.render.grammar import OF_CELLS, TAG, Meaning, meaning
from reportgen.render.plan import Asked
from reportgen.render.structure import CannotPlanError, State, Structure
from reportgen.render.values import BREAK, TAB_IN_RUN, unprintable, with_breaks

# No XML holds these signs: what stands in a template or a value can never be taken for a tag.
_PRINT, _PRINT_END, _BLOCK, _BLOCK_END, _NOTE, _NOTE_END, _TOKEN = "\1\2\3\4\5\x0e\6"
_IN_CELLS: Final = re.compile(
    r'(?P<merge><w:vMerge w:val=")\{% if loop\.first %\}restart\{% else %\}continue\{% endif %\}'
    r'|(?P<colour><w:shd w:val="clear" w:color="auto" w:fill=")\{\{(?P<fill>[^<>]*?)\}\}(?="/>)'
    r'|(?P<length>w:gridSpan w:val=")\{\{ (?:(?P<times>\d+) \* )?loop\.length \}\}(?="/>)'
    r'|(?P<span><w:gridSpan w:val=")\{\{(?P<width>[^<>]*?)\}\}(?="/>)'
)
_GRID = re.compile(r"\{[%#]tc\s|\{%\s*(?:hm\s*|colspan\s[^%]*)%\}")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}|auto", re.ASCII)
_MOST_COLUMNS = 63  # what Word takes in a row
_KEY = " filling"  # no tag can ask for a name with a space in it
_ESCAPES = (("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_FIRST_DRAWING = 1000
_QUOTED = re.compile(r"'([^']*)'")
Kind = Literal["text", "run", "span", "colour", "list", "figures", "test"]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value goes, a list is gone through or a condition asked: the tag, and what a tab becomes there.

    `counts`: the value may be a whole number, of a loop or of a length.
    """

    kind: Kind
    tag: str
    paragraph: int
    tab: bytes = b"\t"
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Part:
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


def prepared(name: str, xml: str, tags: Sequence[tuple[str, int]], *, is_story: bool) -> Part:
    """The part of that cleaned XML; `tags` are the template's own with their paragraphs. Raises CannotPlanError."""
    maker = _Maker(tags)
    source = maker.source(xml)
    has_columns = any(_GRID.search(tag) for tag, _ in tags)
    if has_columns:
        _check_grids(xml, maker.paragraph)
    try:
        template = _environment().from_string(source)
    except (TemplateError, SyntaxError, RecursionError) as error:
        raise CannotPlanError("R102", 0, tag=name, reason=str(error)) from error
    return Part(name, template, tuple(maker.slots), tuple(maker.asked), tuple(maker.named), has_columns, is_story)


def written(parts: Sequence[Part], context: Mapping[str, Any], file: str) -> dict[str, bytes]:
    """The bytes of each part, without an XML declaration; nothing where the context lacks a name that is asked for.

    Raises RenderError with everything else that is wrong.
    """
    findings: list[Finding] = []
    done: dict[str, bytes] = {}
    numbering = DocxTemplate("")
    numbering.docx_ids_index = _FIRST_DRAWING
    is_fed = all(asked.name in context for part in parts for asked in part.asked)  # what is not, the caller tells
    for part in parts:
        at = Location(file=file, part=part.name)
        findings += _taken(part, context, at)
        filling = _Filling(part.slots, at)
        try:
            xml = part.template.render({**context, _KEY: filling})
        except UndefinedError as error:
            if is_fed:
                filling.stopped(error.message or "")
        findings += filling.findings
        if is_fed and not findings:
            done[part.name] = _finished(part, xml, numbering, at)
    if findings:
        raise RenderError(*findings)
    return done


def _taken(part: Part, context: Mapping[str, Any], at: Location) -> Iterator[Finding]:
    for asked in part.named:
        if asked.name in context:
            where = Location(file=at.file, part=at.part, paragraph=asked.paragraph or None)
            yield _problem("R117", where, tag=asked.tag, name=asked.name)


def _finished(part: Part, xml: str, numbering: DocxTemplate, at: Location) -> bytes:
    """The part as docxtpl leaves it: well-formed, its grids as wide as its rows, its drawings numbered."""
    try:
        root = etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise RenderError.of("R308", at, reason=error.msg or "XML") from error
    if not part.is_story:
        return xml.encode()
    if part.has_columns:
        root = numbering.fix_tables(xml)
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
        self._note("R112" if message.startswith("'None'") else "R111", self.slots[self.reached], name=name)

    def printed(self, number: int, value: Any) -> Markup:
        """The value as XML; nothing where it cannot be printed, which is noted."""
        slot = self.slots[number]
        if self._is_missing(slot, value):
            return Markup()
        text = str(value) if type(value) is int and slot.counts else value
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
        if slot.kind == "figures" and isinstance(value, Mapping) and all(type(item) is str for item in value.values()):
            return tuple(value.items())
        if slot.kind == "list" and isinstance(value, tuple):
            return value
        self._note("R114", slot, found=type(value).__name__)
        return ()

    def _placed(self, slot: Slot, text: str) -> Markup:
        if slot.kind == "span":
            return self._checked(slot, text, text.isascii() and text.isdigit() and 0 < int(text) <= _MOST_COLUMNS)
        if slot.kind == "colour":
            return self._checked(slot, text, _COLOUR.fullmatch(text) is not None)
        xml = with_breaks(text, slot.tab, BREAK if slot.tab != b"\t" else b"\n").decode()
        return Markup(f'<w:r><w:t xml:space="preserve">{xml}</w:t></w:r>' if slot.kind == "run" else xml)  # noqa: S704

    def _checked(self, slot: Slot, text: str, is_right: bool) -> Markup:
        if not is_right:
            self._note("R116", slot, found=text[:40])
        return Markup(text if is_right else "1")  # noqa: S704

    def _is_missing(self, slot: Slot, value: Any) -> bool:
        if value is None:
            self._note("R112", slot, name=slot.tag)
        elif isinstance(value, Undefined) and value._undefined_obj is not missing:
            absent = value._undefined_obj is None
            self._note("R112" if absent else "R111", slot, name=str(value._undefined_name))
        return value is None or isinstance(value, Undefined)

    def _note(self, code: str, slot: Slot, **facts: str) -> None:
        where = Location(file=self.at.file, part=self.at.part, paragraph=slot.paragraph or None)
        self.findings.append(_problem(code, where, tag=slot.tag, **facts))


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 without functions: a figure by its column, a paragraph's text and level, a loop's counts, no more."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, Paragraph) and attribute in ("text", "level"):
            return obj.text if attribute == "text" else obj.level
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self.undefined(obj=obj, name=str(argument))


@cache
def _environment() -> _Sandbox:
    found = _Sandbox(
        variable_start_string=_PRINT, variable_end_string=_PRINT_END, block_start_string=_BLOCK,
        block_end_string=_BLOCK_END, comment_start_string=_NOTE, comment_end_string=_NOTE_END,
        undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True,
    )  # fmt: skip
    found.globals.clear()
    found.tests.clear()
    found.filters = {
        "upper": _upper, "lower": _lower, "trim": _trim, "length": _length, "join": _join,
        "printed": _printed, "listed": _listed, "reached": _reached,
    }  # fmt: skip
    return found


# A value that a filter cannot take passes through, so that printing it is a finding at the tag.
def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _trim(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _length(value: Any) -> Any:
    return len(value) if isinstance(value, str | tuple) else StrictUndefined(obj=value, name="length")


def _join(value: Any, separator: str) -> Any:
    is_list = isinstance(value, tuple) and all(isinstance(item, Paragraph) for item in value)
    return separator.join(item.text for item in value) if is_list else value


@pass_context
def _printed(context: Context, value: Any, number: int) -> Markup:
    found: Markup = context[_KEY].printed(number, value)
    return found


@pass_context
def _listed(context: Context, value: Any, number: int) -> tuple[Any, ...]:
    found: tuple[Any, ...] = context[_KEY].listed(number, value)
    return found


@pass_context
def _reached(context: Context, number: int) -> bool:
    context[_KEY].reached = number
    return True


@dataclass(slots=True)
class _Open:
    """A block that is open: where it began, how its branches ended, and what was called by a name before it."""

    begin: Meaning
    before: State
    names: tuple[str, ...]
    ends: list[State] = field(default_factory=list)


class _Maker:
    """Puts the Jinja template together: the XML between tags as it is, each tag from what the white list took."""

    def __init__(self, tags: Sequence[tuple[str, int]]) -> None:
        self.structure = Structure(numbers_drawings=True)
        self.slots: list[Slot] = []
        self.asked: list[Asked] = []
        self.named: list[Asked] = []
        self.names: tuple[str, ...] = ()
        self.opened: list[_Open] = []
        self.tag = ""
        self.paragraph = 0
        self.cells: list[re.Match[str]] = []
        self.places: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for tag, paragraph in tags:
            self.places[_folded(tag)].append((tag, paragraph))

    def source(self, xml: str) -> str:
        """The Jinja template of that XML."""
        marked = _IN_CELLS.sub(self._set_aside, xml)
        texts, tags = TAG.split(marked), TAG.findall(marked)
        out = [self._text(texts[0])]
        for tag, text in zip(tags, texts[1:], strict=True):
            out += (self._tag(tag), self._text(text))
        self.structure.closed(self.paragraph)
        return "".join(out)

    def _set_aside(self, found: re.Match[str]) -> str:
        """Takes docxtpl's tags out of the properties of a cell; a token stands for each until its cell is reached."""
        self.cells.append(found)
        head = next(found[name] for name in ("merge", "colour", "length", "span") if found[name])
        return f"{head}{_TOKEN}{len(self.cells) - 1}{_TOKEN}"

    def _text(self, xml: str) -> str:
        self.structure.read(xml, self.paragraph)
        text, *rest = xml.split(_TOKEN)
        out = [text]
        for number, after in zip(rest[::2], rest[1::2], strict=True):
            out += (self._of_cell(self.cells[int(number)]), after)
        return "".join(out)

    def _of_cell(self, found: re.Match[str]) -> str:
        if not self.structure.loops and not (found["colour"] or found["span"]):
            raise CannotPlanError("R105", self.paragraph, tag=found.group())
        if found["merge"]:
            return f"{_PRINT}'restart' if loop.first else 'continue'{_PRINT_END}"
        if found["length"]:
            return f"{_PRINT}{found['times'] or 1} * loop.length{_PRINT_END}"
        kind, inner = (OF_CELLS[1], found["fill"]) if found["colour"] else (OF_CELLS[0], found["width"])
        self._came_to(f"{{% {kind} {inner.strip()} %}}")
        means = self._meaning(self.tag)
        self._ask(means)
        if not self._is_of_cell(means.test, kind):
            raise CannotPlanError("R116", self.paragraph, tag=self.tag, found=inner.strip())
        return self._print(means.test, "colour" if kind == OF_CELLS[1] else "span")

    def _is_of_cell(self, asked: Expression | None, kind: str) -> bool:
        """True for what can be a number of columns, or a colour; what a name was given is seen when it is filled."""
        match asked:
            case Constant(value=str() as colour):
                return kind == "cellbg" and _COLOUR.fullmatch(colour) is not None
            case Constant(value=int() as width):
                return kind == "colspan" and 0 < width <= _MOST_COLUMNS
            case Path() if asked.root != "loop":
                return asked.root in self.names
            case Path() | Filtered(name="length"):
                return kind == "colspan"
            case Chosen():
                return all(self._is_of_cell(one, kind) for one in (asked.then, asked.otherwise))
        return False

    def _tag(self, tag: str) -> str:
        self._came_to(tag)
        means = self._meaning(tag)
        self._ask(means)
        match means.word:
            case "print":
                return self._print(means.path or means.test, self._kind())
            case "comment":
                return ""
            case "set":
                return self._set(means)
            case "if" | "for":
                return self._open(means)
            case "elif" | "else":
                return self._divide(means)
            case "endif" | "endfor":
                return self._close(means)
        raise CannotPlanError("R105", self.paragraph, tag=self.tag)  # what docxtpl did not take away

    def _meaning(self, tag: str) -> Meaning:
        try:
            found = meaning(_unescaped(tag))
        except RefusedError as refused:
            raise CannotPlanError(refused.code, self.paragraph, **{"tag": tag, **refused.facts}) from refused
        if found.level:  # docxtpl takes these away with their paragraph, cell or row
            raise CannotPlanError("R105", self.paragraph, tag=tag)
        return found

    def _came_to(self, tag: str) -> None:
        """The template's own tag behind the one docxtpl made of it."""
        waiting = self.places.get(_folded(_unescaped(tag)), [])
        self.tag, self.paragraph = waiting.pop(0) if waiting else (tag, self.paragraph)

    def _ask(self, means: Meaning) -> None:
        for path in means.names():
            if path.root == "loop":
                if not self.structure.loops:
                    raise CannotPlanError("R105", self.paragraph, tag=self.tag)
            elif path.root not in self.names:
                self.asked.append(Asked(path.root, self.tag, self.paragraph))

    def _kind(self) -> Kind:
        if self.structure.takes_text:
            return "text"
        if self.structure.takes_run:
            return "run"
        raise CannotPlanError("R105", self.paragraph, tag=self.tag)

    def _print(self, asked: Expression | None, kind: Kind) -> str:
        if asked is None or (isinstance(asked, Path) and len(asked.attributes) > 1):
            raise CannotPlanError("R103", self.paragraph, tag=self.tag, construct=str(asked))
        look = self.structure.look if kind == "text" else ""
        tab = TAB_IN_RUN.format(look=look) if self.structure.in_story else "\t"
        counts = not isinstance(asked, Path) or asked.root == "loop" or not asked.attributes
        slot = self._slot(kind, tab, counts=counts)
        words = _source(asked) if isinstance(asked, Path) else self._asking(asked, slot)
        return f"{_PRINT}{words}|printed({slot}){_PRINT_END}"

    def _slot(self, kind: Kind, tab: str = "\t", *, counts: bool = True) -> int:
        self.slots.append(Slot(kind, self.tag, self.paragraph, tab.encode(), counts))
        return len(self.slots) - 1

    def _asking(self, asked: Expression | None, slot: int | None = None) -> str:
        """The expression, its place noted first: asking for what is not there stops the filling."""
        return f"({_source(asked)} if {self._slot('test') if slot is None else slot}|reached else '')"

    def _set(self, means: Meaning) -> str:
        """A name is given once: what Jinja makes of a second time depends on the block it stands in."""
        if means.variable in self.names or means.test is None:
            raise CannotPlanError("R117", self.paragraph, tag=self.tag, name=means.variable)
        self.names = (*self.names, means.variable)
        self.named.append(Asked(means.variable, self.tag, self.paragraph))
        return f"{_BLOCK}set {means.variable} = {self._asking(means.test)}{_BLOCK_END}"

    def _open(self, means: Meaning) -> str:
        self.opened.append(_Open(means, self.structure.state(), self.names))
        if means.word == "if":
            return f"{_BLOCK}if {self._asking(means.test)}{_BLOCK_END}"
        self.structure.loops += 1
        variables = tuple(filter(None, (means.key, means.variable)))
        self.names = (*self.names, *variables)
        slot = self._slot("figures" if means.key else "list")
        return f"{_BLOCK}for {', '.join(variables)} in {_source(means.path)}|listed({slot}){_BLOCK_END}"

    def _divide(self, means: Meaning) -> str:
        block = self._innermost("if")
        block.ends.append(self.structure.state())
        block.begin = means
        self.structure.restore(block.before)
        self.names = block.names
        return f"{_BLOCK}{f'elif {self._asking(means.test)}' if means.test is not None else 'else'}{_BLOCK_END}"

    def _close(self, means: Meaning) -> str:
        block = self._innermost("for" if means.word == "endfor" else "if")
        self.opened.pop()
        ends = [*block.ends, self.structure.state()]
        if block.begin.word != "else":
            ends.append(block.before)
        self.structure.loops -= means.word == "endfor"
        self.structure.join(block.before, ends, self.paragraph)
        self.names = block.names
        return f"{_BLOCK}{means.word}{_BLOCK_END}"

    def _innermost(self, word: str) -> _Open:
        if not self.opened or (self.opened[-1].begin.word == "for") is not (word == "for"):
            raise CannotPlanError("R106", self.paragraph)
        return self.opened[-1]


def _source(asked: Expression | None) -> str:
    """An expression in Jinja's words, each step in brackets."""
    match asked:
        case Path():
            return str(asked)
        case Constant():
            return repr(asked.value)
        case Not():
            return f"(not {_source(asked.operand)})"
        case Combined():
            return f"({_source(asked.left)} {'and' if asked.both else 'or'} {_source(asked.right)})"
        case Compared():
            return f"({_source(asked.left)} {'==' if asked.equal else '!='} {_source(asked.right)})"
        case Ordered():
            return f"({_source(asked.left)} {asked.sign} {_source(asked.right)})"
        case Filtered(name="join"):
            return f"({_source(asked.operand)}|join({asked.separator!r}))"
        case Filtered():
            return f"({_source(asked.operand)}|{asked.name})"
        case Chosen():
            return f"({_source(asked.then)} if {_source(asked.test)} else {_source(asked.otherwise)})"
    raise TypeError(asked)


def _unescaped(tag: str) -> str:
    """A tag as it was typed: docxtpl leaves some signs as XML writes them."""
    for escape, sign in _ESCAPES:
        tag = tag.replace(escape, sign)
    return tag


def _folded(tag: str) -> str:
    """What a tag and what docxtpl makes of it have in common: the words, without level, spaces and kind of quotes."""
    words = re.sub(r"^(?:\{[{%#])(?:tr|tc|p|r)?\s+|\s", "", tag)
    return words.translate(str.maketrans("“”‘’", "\"\"''")).lstrip("{%#")


def _problem(code: str, at: Location, **facts: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, location=at, facts=facts)
