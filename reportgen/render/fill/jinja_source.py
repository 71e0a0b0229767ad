"""A part of a template as a Jinja template, put together anew from what the white list took for each tag.

Takes the part's XML as docxtpl cleans it, and the template's own tags; gives the template's text, and the slots in
which values are looked at on their way in. Its signs are such as no XML can hold: nothing that stands in a template or
a value can be taken for a tag. What a value must be is left to `docxtpl_fallback.py`.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from reportgen.render.fill.expressions import (
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
from reportgen.render.fill.grammar import OF_CELLS, TAG, Meaning, meaning
from reportgen.render.fill.plan import Asked
from reportgen.render.fill.structure import CannotPlanError, State, Structure
from reportgen.render.fill.values import TAB_IN_RUN
from reportgen.wording.signs import straight_quotes

PRINT: Final = ("\1", "\2")
BLOCK: Final = ("\3", "\4")
NOTE: Final = ("\5", "\x0e")
COLOUR: Final = re.compile(r"[0-9A-Fa-f]{6}|auto", re.ASCII)
MOST_COLUMNS: Final = 63  # what Word takes in a row
_PRINT, _PRINT_END = PRINT
_BLOCK, _BLOCK_END = BLOCK
_MARK = "\6"
# What docxtpl's cleaning makes, in the properties of a cell, of {% vm %}, {% cellbg … %}, {% hm %} (times the width
# the cell had) and {% colspan … %}.
_IN_CELLS: Final = re.compile(
    r'(?P<merge><w:vMerge w:val=")\{% if loop\.first %\}restart\{% else %\}continue\{% endif %\}'
    r'|(?P<colour><w:shd w:val="clear" w:color="auto" w:fill=")\{\{(?P<fill>[^<>]*?)\}\}(?="/>)'
    r'|(?P<length>w:gridSpan w:val=")\{\{ (?:(?P<times>\d+) \* )?loop\.length \}\}(?="/>)'
    r'|(?P<span><w:gridSpan w:val=")\{\{(?P<width>[^<>]*?)\}\}(?="/>)'
)
# & last: who typed &quot; in a tag must find it as he typed it
_ESCAPES = (("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
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


@dataclass(slots=True)
class _Open:
    """A block that is open: where it began, how its branches ended, and what was called by a name before it."""

    begin: Meaning
    before: State
    names: tuple[str, ...]
    ends: list[State] = field(default_factory=list)


class JinjaSource:
    """Puts the Jinja template together: the XML between tags as it is, each tag from what the white list took.

    `tags` are the template's own with their paragraphs; afterwards `asked` are the names a page must have, `named`
    those that the part sets itself.
    """

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
        """The Jinja template of that XML. Raises CannotPlanError."""
        marked = _IN_CELLS.sub(self._set_aside, xml)
        texts, tags = TAG.split(marked), TAG.findall(marked)  # texts and tags take turns, a text first and last
        out = [self._text(texts[0])]
        for tag, text in zip(tags, texts[1:], strict=True):
            out += (self._tag(tag), self._text(text))
        self.structure.closed(self.paragraph)
        return "".join(out)

    def _set_aside(self, found: re.Match[str]) -> str:
        """Takes docxtpl's tags out of the properties of a cell; a token stands for each until its cell is reached."""
        self.cells.append(found)
        head = next(found[name] for name in ("merge", "colour", "length", "span") if found[name])
        return f"{head}{_MARK}{len(self.cells) - 1}{_MARK}"

    def _text(self, xml: str) -> str:
        self.structure.read(xml, self.paragraph)
        text, *rest = xml.split(_MARK)
        out = [text]
        for number, after in zip(rest[::2], rest[1::2], strict=True):
            out += (self._of_cell(self.cells[int(number)]), after)
        return "".join(out)

    def _of_cell(self, found: re.Match[str]) -> str:
        # {% vm %} and {% hm %} have a meaning in a loop only
        if not self.structure.loops and not (found["colour"] or found["span"]):
            raise CannotPlanError("R105", self.paragraph, tag=found.group())
        if found["merge"]:
            return f"{_PRINT}'restart' if loop.first else 'continue'{_PRINT_END}"
        if found["length"]:
            return f"{_PRINT}{found['times'] or 1} * loop.length{_PRINT_END}"
        kind, inner = (OF_CELLS[1], found["fill"]) if found["colour"] else (OF_CELLS[0], found["width"])
        self._came_to(f"{{% {kind} {inner.strip()} %}}")  # as it was typed, which is how its paragraph is found
        means = self._meaning(self.tag)
        self._ask(means)
        if not self._is_of_cell(means.test, kind):
            raise CannotPlanError("R116", self.paragraph, tag=self.tag, found=inner.strip())
        return self._print(means.test, "colour" if kind == OF_CELLS[1] else "span")

    def _is_of_cell(self, asked: Expression | None, kind: str) -> bool:
        """True for what can be a number of columns, or a colour; what a name was given is seen when it is filled."""
        match asked:
            case Constant(value=str() as colour):
                return kind == "cellbg" and COLOUR.fullmatch(colour) is not None
            case Constant(value=int() as width):
                return kind == "colspan" and 0 < width <= MOST_COLUMNS
            case Path() if asked.root != "loop":
                return asked.root in self.names  # given by {% set %}; a value of the report is neither
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
        # equal tags come in the order in which they stand
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
        # A figure (`r5_1.annual`) is text by now, a number there a mistake; a plain name may be one that was set to a
        # length.
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
        block.begin = means  # whether the last branch is an else shows at the end
        self.structure.restore(block.before)  # each branch begins where the block does
        self.names = block.names  # what one branch sets, the next does not know
        return f"{_BLOCK}{f'elif {self._asking(means.test)}' if means.test is not None else 'else'}{_BLOCK_END}"

    def _close(self, means: Meaning) -> str:
        block = self._innermost("for" if means.word == "endfor" else "if")
        self.opened.pop()
        ends = [*block.ends, self.structure.state()]
        if block.begin.word != "else":
            ends.append(block.before)  # no branch may be taken at all
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
    # `{%p if a %}` becomes `{% if a %}`, and Word may have put spaces elsewhere.
    words = re.sub(r"^(?:\{[{%#])(?:tr|tc|p|r)?\s+|\s", "", tag)
    return straight_quotes(words).lstrip("{%#")
