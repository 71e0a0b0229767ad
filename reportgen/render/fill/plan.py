"""A part of a template as ready bytes with slots: no template engine, no XML parser at the time of filling.

Takes the part's XML, its tags already known to be well formed; gives a plan that turns a page's values into the part's
bytes. While it is made, every way through its conditions is shown to be well-formed XML that Word accepts, so a filled
part needs no parsing. What the values are is left to `docx.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from reportgen.findings import Finding, Location, finding_of
from reportgen.render.fill.expressions import Combined, Compared, Constant, Expression, Not, Path, RefusedError
from reportgen.render.fill.grammar import TAG, Meaning, meaning
from reportgen.render.fill.structure import CannotPlanError, State, Structure
from reportgen.render.fill.values import BREAK, TAB_IN_RUN, escaped, unprintable, with_breaks

Context = dict[str, Any]


class Slot(NamedTuple):
    """Where a value goes. `local`: the name is a loop's variable. `tab` is what a tab character becomes here."""

    root: str
    attribute: str | None
    local: bool
    tab: bytes
    tag: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Text:
    """Bytes with slots between them: `pieces` holds each slot's place at the odd positions."""

    pieces: tuple[bytes, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """if … elif … else: the first branch whose test holds; a test of None always does."""

    branches: tuple[tuple[Expression | None, "Nodes"], ...]
    asked: "tuple[Asked, ...]"


@dataclass(frozen=True, slots=True)
class Loop:
    """for … in …: the body once for each item."""

    variable: str
    source: Path
    body: "Nodes"
    tag: str
    paragraph: int
    asked: "tuple[Asked, ...]"


class Asked(NamedTuple):
    """A name the page must have, and the tag that asks for it."""

    name: str
    tag: str
    paragraph: int


Nodes = tuple[Text | Choice | Loop, ...]


def planned(xml: str, paragraphs: Sequence[int]) -> Nodes:
    """The plan of that XML; `paragraphs` tells where each of its tags stands. Raises CannotPlanError."""
    maker = _Maker(TAG.split(xml), TAG.findall(xml), paragraphs)  # texts and tags take turns, a text first and last
    nodes, _ = maker.block(())
    maker.structure.closed(maker.paragraph)
    return nodes


def written(nodes: Nodes, context: Context, out: list[bytes]) -> None:
    """Appends the filled bytes to `out`. Raises KeyError and the like for what `problems` then names."""
    for node in nodes:
        if type(node) is Text:
            pieces = list(node.pieces)
            pieces[1::2] = [_value(slot, context) for slot in node.slots]  # at odd places stood b"" until now
            out += pieces
        elif type(node) is Choice:
            for test, body in node.branches:
                if test is None or _holds(test, context):
                    written(body, context, out)
                    break
        elif type(node) is Loop:
            inner = dict(context)  # one copy a loop: each turn overwrites the variable
            for item in _resolved(node.source, context):
                inner[node.variable] = item
                written(node.body, inner, out)


def problems(nodes: Nodes, context: Context, at: Location) -> Iterator[Finding]:
    """Everything that keeps these values from being written, in print order."""
    for node in nodes:
        if isinstance(node, Text):
            for slot in node.slots:
                yield from _slot_problems(slot, context, at)
        elif isinstance(node, Choice):
            yield from _choice_problems(node, context, at)
        else:
            yield from _loop_problems(node, context, at)


def asked(nodes: Nodes) -> Iterator[Asked]:
    """Every name the page must have; a loop's own variable is none of them."""
    for node in nodes:
        if isinstance(node, Text):
            yield from (Asked(slot.root, slot.tag, slot.paragraph) for slot in node.slots if not slot.local)
            continue
        yield from node.asked
        for body in [body for _, body in node.branches] if isinstance(node, Choice) else [node.body]:
            yield from asked(body)


def _value(slot: Slot, context: Context) -> bytes:
    value = context[slot.root]
    if slot.attribute is not None:
        value = getattr(value, slot.attribute) if slot.local else value[slot.attribute]  # a Paragraph, else a mapping
    # isprintable is one look in C; it says no to tabs and breaks, and to the Chinese space U+3000, which then takes
    # the longer way to the same bytes.
    return escaped(value) if value.isprintable() else with_breaks(value, slot.tab, BREAK)


def _resolved(path: Path, context: Context) -> Any:
    value = context[path.root]
    for name in path.attributes:
        value = value[name] if isinstance(value, Mapping) else getattr(value, name)
    return value


def _holds(test: Expression, context: Context) -> bool:
    match test:
        case Compared():
            return (_operand(test.left, context) == _operand(test.right, context)) is test.equal
        case Not():
            return not _holds(test.operand, context)
        case Combined():
            left = _holds(test.left, context)
            return left and _holds(test.right, context) if test.both else left or _holds(test.right, context)
    return bool(_operand(test, context))


def _operand(expression: Expression, context: Context) -> Any:
    match expression:
        case Path():
            return _resolved(expression, context)
        case Constant():
            return expression.value
    return _holds(expression, context)


def _slot_problems(slot: Slot, context: Context, at: Location) -> Iterator[Finding]:
    where = Location(file=at.file, part=at.part, paragraph=slot.paragraph or None)
    if slot.root not in context:
        return  # named once for the whole template
    value = context[slot.root]
    if slot.attribute is not None:
        if value is None:
            yield finding_of("R112", where, tag=slot.tag, name=slot.root)
            return
        try:
            value = _resolved(Path(slot.root, (slot.attribute,)), context)
        except (KeyError, AttributeError):
            yield finding_of("R111", where, tag=slot.tag, name=slot.attribute)
            return
    if value is None:
        yield finding_of("R112", where, tag=slot.tag, name=slot.root)
    elif not isinstance(value, str):
        yield finding_of("R114", where, tag=slot.tag, found=type(value).__name__)
    else:
        for character in unprintable(value):
            yield finding_of("R113", where, tag=slot.tag, character=character, text=value[:40])


def _choice_problems(node: Choice, context: Context, at: Location) -> Iterator[Finding]:
    for test, body in node.branches:
        try:
            holds = test is None or _holds(test, context)
        except (KeyError, AttributeError, TypeError):
            yield finding_of("R111", at, tag=str(test), name=str(test))
            return
        if holds:
            yield from problems(body, context, at)
            return


def _loop_problems(node: Loop, context: Context, at: Location) -> Iterator[Finding]:
    where = Location(file=at.file, part=at.part, paragraph=node.paragraph or None)
    if node.source.root not in context:
        return
    if context[node.source.root] is None:
        yield finding_of("R112", where, tag=node.tag, name=node.source.root)
        return
    try:
        items = _resolved(node.source, context)
    except (KeyError, AttributeError):
        yield finding_of("R111", where, tag=node.tag, name=str(node.source))
        return
    if not isinstance(items, tuple):  # str is no list of paragraphs, though a loop would go through it
        yield finding_of("R114", where, tag=node.tag, found=type(items).__name__)
        return
    for item in items:
        yield from problems(node.body, {**context, node.variable: item}, at)


class _Maker:
    """Reads the texts between tags and the tags in turn, and builds the plan of them."""

    def __init__(self, texts: Sequence[str], tags: Sequence[str], paragraphs: Sequence[int]) -> None:
        self.texts = texts
        self.tags = tags
        # Where docxtpl's cleaning left another number of tags, no place is told rather than a wrong one.
        self.paragraphs = paragraphs if len(paragraphs) == len(tags) else [0] * len(tags)
        self.next = 0
        self.structure = Structure()
        self.paragraph = 0

    def block(self, variables: tuple[str, ...]) -> tuple[Nodes, Meaning | None]:
        """The nodes up to the tag that ends or divides the block, and that tag; None at the end of the part."""
        nodes: list[Text | Choice | Loop] = []
        pieces, slots = [self._text()], list[Slot]()
        while self.next < len(self.tags):
            tag = self.tags[self.next]
            self.paragraph = self.paragraphs[self.next]
            self.next += 1
            try:
                means = meaning(tag)
            except RefusedError as refused:  # a lone { that Word's cleaning joins with the tag of the next paragraph
                raise CannotPlanError(refused.code, self.paragraph, **{"tag": tag, **refused.facts}) from refused
            if means.word == "print":
                slots.append(self._slot(means, tag, variables))
                pieces += (b"", self._text())
            elif means.word == "comment":
                pieces[-1] += self._text()  # a comment prints nothing: the texts around it are one
            else:
                nodes.append(Text(tuple(pieces), tuple(slots)))
                if means.word not in ("if", "for"):  # else, elif, endif, endfor: whoever opened the block goes on
                    return tuple(nodes), means
                nodes.append(
                    self._choice(means, tag, variables) if means.word == "if" else self._loop(means, tag, variables)
                )
                pieces, slots = [self._text()], []
        return (*nodes, Text(tuple(pieces), tuple(slots))), None

    def _text(self) -> bytes:
        text = self.texts[self.next]
        self.structure.read(text, self.paragraph)
        return text.encode()

    def _slot(self, means: Meaning, tag: str, variables: tuple[str, ...]) -> Slot:
        path = means.path
        if path is None or len(path.attributes) > 1:
            raise CannotPlanError("R103", self.paragraph, tag=tag, construct=str(path))
        if not self.structure.takes_text:
            raise CannotPlanError("R105", self.paragraph, tag=tag)
        tab = TAB_IN_RUN.format(look=self.structure.look) if self.structure.in_story else "\t"
        attribute = path.attributes[0] if path.attributes else None
        return Slot(path.root, attribute, path.root in variables, tab.encode(), tag, self.paragraph)

    def _choice(self, means: Meaning, tag: str, variables: tuple[str, ...]) -> Choice:
        before = self.structure.state()
        asked_for = [*self._asked(means, tag, variables)]
        branches: list[tuple[Expression | None, Nodes]] = []
        ends: list[State] = []
        branch: Meaning | None = means
        while branch is not None and branch.word != "endif":
            begin = branch
            self.structure.restore(before)  # each branch begins where the block does
            body, branch = self.block(variables)
            branches.append((begin.test, body))
            ends.append(self.structure.state())
            if branch is not None:
                asked_for += self._asked(branch, tag, variables)
        if begin.word != "else":
            ends.append(before)  # no branch may be taken at all
        self.structure.join(before, ends, self.paragraph)
        return Choice(tuple(branches), tuple(asked_for))

    def _loop(self, means: Meaning, tag: str, variables: tuple[str, ...]) -> Loop:
        paragraph, before = self.paragraph, self.structure.state()
        self.structure.loops += 1
        body, _ = self.block((*variables, means.variable))
        self.structure.loops -= 1
        # no turn or many: both must end alike
        self.structure.join(before, [before, self.structure.state()], self.paragraph)
        source = means.path or Path("")
        return Loop(means.variable, source, body, tag, paragraph, (*self._asked(means, tag, variables, paragraph),))

    def _asked(
        self, means: Meaning, tag: str, variables: tuple[str, ...], paragraph: int | None = None
    ) -> Iterator[Asked]:
        for path in means.names():
            if path.root not in variables:
                yield Asked(path.root, tag, self.paragraph if paragraph is None else paragraph)
