"""A template as the proof reads it: its text in order, with the places that a page fills.

Takes the XML of a template's parts, gives stories; and from a story and a page the text a finished document must hold.
The scanner and the evaluator of tags are written for this alone: they know the language of `templates/`, not Jinja, and
of docxtpl's own constructs ({%tc, {%r, vm, hm, set, loop, …) what text comes of them, for the proof is the same
whichever way a template was filled. Colours, widths and pictures are no text and are not told of. A story's text is one
string: signs (control characters, which no text can hold) mark where paragraphs, cells, rows and tables begin or end.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from reportgen.model import Page
from reportgen.render.proof.expressions import Asked, Context, WordsError, Worth, asked

PARAGRAPH: Final = "\x1e"
CELL: Final = "\x1f"
ROW: Final = "\x1d"
TABLE: Final = "\x1c"
END_OF_TABLE: Final = "\x1b"
ANY: Final = "*"  # every column of a row, gone through by a loop
SIGNS: Final = re.compile("[\x1b-\x1f]")
# A group a sign, in the order of _SIGN_OF_MARK. `w:tc[ >]` leaves out w:tcPr, `w:p ` w:pPr.
_MARKS: Final = re.compile(
    r"<(?:(/w:p>|w:p/>|w:p [^<>]*/>)|(w:tab/>)|(w:br[ />])|(w:tc[ >])|(w:tr[ >])|(w:tbl>)|(/w:tbl>))"
)
_SIGN_OF_MARK: Final = (PARAGRAPH, "\t", "\n", CELL, ROW, TABLE, END_OF_TABLE)
# The content of a part in order. `<w:p/>` opens no paragraph: it is a mark at once.
_TOKEN = re.compile(
    r"<w:t(?: [^<>]*)?>(?P<text>[^<]*)</w:t>|(?P<paragraph><w:p(?: [^<>]*)?(?<!/)>)"
    rf"|(?P<row><w:tr[ >])|(?P<row_end></w:tr>)|(?P<cell><w:tc[ >])|(?P<cell_end></w:tc>)|(?P<mark>{_MARKS.pattern})"
)
_TAG = re.compile(r"(\{\{.*?\}\}|\{[%#].*?[%#]\})", re.DOTALL)
# `&amp;`, `&#20013;`, `&#x4e2d;`
_ENTITY = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|[a-z]+);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_BETWEEN = re.compile(r">([^<]+)<")
# `p in preface`, `column, figure in r5_1|items`
_LOOP = re.compile(r"([A-Za-z]\w*)(?:\s*,\s*([A-Za-z]\w*))?\s+in\s+([\w.]+)(\s*\|\s*items)?\s*")
# `office = unit_name`, without the word set
_SET = re.compile(r"([A-Za-z]\w*)\s*=(?!=)(.*)", re.DOTALL)
_RUN = re.compile(r"<w:r(?: [^<>]*)?>.*?</w:r>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^<>]*)?>[^<]*</w:t>")
_VANISHES = re.compile(r'<w:vanish(?:/>| w:val="(?:1|true|on)"/>)')
# `{{ r5_1.annual }}`; and what stands in a cell for its look alone.
_FIGURE = re.compile(r"\{\{\s*([A-Za-z]\w*)\.([A-Za-z]\w*)\s*\}\}")
_LOOK = re.compile(r"\{#|\{%\s*(?:vm|hm|colspan|cellbg)\b")
_DIGIT_BEFORE = re.compile(r"[0-9０-９][.,．，]?$")  # 1{{ r1.total }} prints 17 for 7
_DIGIT_AFTER = re.compile(r"[.,．，]?[0-9０-９]")
_MERGED = re.compile(r"\{%\s*(vm|hm)\s*%\}")
# What in a condition only docxtpl's way fills: `loop.first`, `preface|length > 2`.
_BEYOND = re.compile(r"[|<>]|\bloop\.|\bif\b")
_ASKS_LOOP = re.compile(r"\bloop\.")


@dataclass(frozen=True, slots=True)
class Value:
    """Where a value is printed."""

    root: str
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """if … elif … else."""

    branches: "tuple[tuple[Worth, Nodes], ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    """for … in …, once for each item."""

    variable: str
    source: Value
    body: "Nodes"


@dataclass(frozen=True, slots=True)
class Counted:
    """for … in … whose body asks which turn it is, or, with a `key`, through the figures of a row."""

    variable: str
    key: str
    source: Value
    body: "Nodes"


@dataclass(frozen=True, slots=True)
class Worked:
    """Where more than a name is printed: a filter, one of two values."""

    worth: Worth


@dataclass(frozen=True, slots=True)
class Called:
    """set: a name for a value."""

    name: str
    worth: Worth


Nodes = tuple[str | Value | Choice | Repeat | Counted | Worked | Called, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One part. `paths` are the names and attributes it prints; of a property part only the texts count.

    `worked` are names printed through a filter or in one of two cases, `is_beyond` tells of docxtpl's own constructs;
    `crowded` are names beside which something stands that would be read with them.
    """

    part: str
    nodes: Nodes
    paths: frozenset[tuple[str, str]]
    is_property: bool
    worked: frozenset[tuple[str, str]] = frozenset()
    is_beyond: bool = False
    crowded: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Control:
    """A tag that is no value: what stands between {% and %}."""

    text: str
    level: str


class UnreadableError(ValueError):
    """A template the proof cannot read; the part."""


def stories(parts: Mapping[str, str]) -> Iterator[Story]:
    """The parts that hold tags. Raises UnreadableError for tags that do not make sense."""
    for name, xml in parts.items():
        # joined: Word may have cut the braces apart
        if not any(braces in "".join(_BETWEEN.findall(xml)) for braces in ("{{", "{%", "{#")):
            continue
        is_property = "<w:p" not in xml  # title and subject stand in docProps, where there are no paragraphs
        events = _property_events(xml) if is_property else _events(xml)
        reader = _Reader(events, name)
        nodes = reader.nodes(())
        reader.is_beyond |= "<wp:docPr " in xml and reader.has_loops  # such a template is filled by docxtpl's way
        crowded = frozenset() if is_property else frozenset(_crowded(events))
        yield Story(
            name, nodes, frozenset(reader.paths), is_property, frozenset(reader.worked), reader.is_beyond, crowded
        )


def context(page: Page) -> Context:
    """What the names of a page stand for; a section before a field, a field before a figure."""
    absent = dict.fromkeys(page.absent_sections)
    return {**page.cells, **page.fields, **page.blocks, **absent, **page.sections}


def expected(nodes: Nodes, known: Context, out: list[str]) -> None:
    """Appends the text that a document filled from `known` holds. Raises KeyError and the like for an unfed name."""
    for node in nodes:
        if type(node) is str:
            out.append(node)
        elif type(node) is Value:
            out.append(_looked_up(node, known))
        elif type(node) is Repeat:
            inner = dict(known)
            for item in _looked_up(node.source, known):
                inner[node.variable] = item
                expected(node.body, inner, out)
        elif type(node) is Choice:
            for test, body in node.branches:
                if test(known):
                    expected(body, known, out)
                    break
        elif type(node) is Called:
            known[node.name] = node.worth(known)  # the caller gave a copy
        elif type(node) is Worked:
            out.append(_worded(node.worth(known)))
        elif type(node) is Counted:
            _expected_counted(node, known, out)


def _expected_counted(node: Counted, known: Context, out: list[str]) -> None:
    inner = dict(known)
    source = _looked_up(node.source, known)
    items = list(source.items()) if node.key else [("", item) for item in source]
    for number, (key, item) in enumerate(items):
        inner[node.variable] = item
        if node.key:
            inner[node.key] = key
        last = number == len(items) - 1
        inner["loop"] = {
            "index": number + 1, "index0": number, "first": number == 0, "last": last, "length": len(items),
        }  # fmt: skip
        expected(node.body, inner, out)


def _worded(found: Any) -> str:
    """A text, or a count as digits; nothing else is printed."""
    if type(found) is not int and not isinstance(found, str):  # `is`: True and False are ints too
        raise TypeError(type(found).__name__)
    return str(found)


def signs(xml: str) -> str:
    """The signs of the marks in a piece of XML that holds no text."""
    # lastindex is the group that matched
    return "".join(_SIGN_OF_MARK[(mark.lastindex or 1) - 1] for mark in _MARKS.finditer(xml))


def unescaped(text: str) -> str:
    """XML's five names and its numbers as characters."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def property_lines(xml: str) -> str:
    """The texts of a property part, blank ones left out."""
    # white space between elements is no text
    return "".join(f"{unescaped(text)}{PARAGRAPH}" for text in _BETWEEN.findall(xml) if text.strip())


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if name.startswith("#"):
        number = int(name.lstrip("#x"), 16 if name[1] == "x" else 10)
        # or a number could stand for one of the signs
        return chr(number) if number <= 0x10FFFF and number not in range(0x20) else "\ufffd"
    return _NAMED.get(name, found[0])


def _looked_up(node: Value, known: Context) -> Any:
    found = known[node.root]
    for name in node.attributes:
        is_mapping = type(found) is dict or isinstance(found, Mapping)  # the first is twenty times as fast
        found = found[name] if is_mapping else getattr(found, name)
    return found


def _property_events(xml: str) -> list[str | _Control]:
    events: list[str | _Control] = []
    for text in _BETWEEN.findall(xml):
        if text.strip():
            events += [*_pieces(unescaped(text)), PARAGRAPH]
    return events


def _events(xml: str) -> list[str | _Control]:
    """Texts, signs and tags in order; the paragraph, cell or row of a {%p, {%tc or {%tr tag has made way for it."""
    events: list[str | _Control] = []
    paragraphs: list[int] = []
    rows: list[int] = []
    cells: list[int] = []
    if "<w:vanish" in xml:
        xml = _RUN.sub(_only_tags, xml)
    for token in _TOKEN.finditer(xml):
        if token["text"] is not None:
            # each w:t alone: a tag that Word cut apart is put together at the end of its paragraph
            events.append(unescaped(token["text"]))
        elif token["paragraph"]:
            paragraphs.append(len(events))
        elif token["row"]:
            rows.append(len(events))
            events.append(ROW)
        elif token["row_end"]:
            _make_way(events, rows.pop(), "tr")
        elif token["cell"]:
            cells.append(len(events))
            events.append(CELL)  # after its start was noted: it goes with the cell when the cell makes way
        elif token["cell_end"]:
            start = cells.pop()
            if not _make_way(events, start, "tc"):
                events[start:] = _merged(events[start:])
        else:
            sign = signs(token["mark"])
            if sign == PARAGRAPH and token["mark"] == "</w:p>":  # an empty paragraph has no start to go back to
                start = paragraphs.pop()
                events[start:] = _joined(events[start:])
                if not _make_way(events, start, "p"):
                    events.append(PARAGRAPH)
            else:
                events.append(sign)
    return events


def is_hidden(run: str) -> bool:
    """True for a run, or the beginning of one, whose text nobody sees."""
    return _VANISHES.search(run) is not None


def _only_tags(run: re.Match[str]) -> str:
    """A hidden run without the text that nobody sees; what a tag in it prints is missed in the document."""
    if not is_hidden(run[0].partition("</w:rPr>")[0]):
        return run[0]
    return _TEXT.sub(lambda text: text[0] if "{" in text[0] or "}" in text[0] else "", run[0])


def _crowded(events: list[str | _Control]) -> Iterator[tuple[str, str]]:
    """Names of two parts, as figures have, beside which something stands that would be read with them."""
    for cell, near in _neighbours(events):
        for index, event in enumerate(near):
            found = _FIGURE.fullmatch(event.text) if isinstance(event, _Control) else None
            if found is None:
                continue
            if cell:
                is_crowded = len(near) > 1
            else:
                before, after = near[index - 1] if index else "", near[index + 1] if index + 1 < len(near) else ""
                is_crowded = _ends_in_digit(before) or _begins_with_digit(after)
            if is_crowded:
                yield found[1], found[2]


def _neighbours(events: list[str | _Control]) -> Iterator[tuple[bool, list[str | _Control]]]:
    """What stands together: in a cell all of it, elsewhere a paragraph; what only gives a cell its look left out."""
    in_cell, near = False, list[str | _Control]()
    for event in events:
        if not isinstance(event, str):
            if not event.level and not _LOOK.match(event.text):
                near.append(event)
        elif event in (CELL, ROW, TABLE, END_OF_TABLE) or (event == PARAGRAPH and not in_cell):
            yield in_cell, near
            near = []
            in_cell = event == CELL or (in_cell and event == PARAGRAPH)
        elif event.strip(f"{PARAGRAPH} \u3000") or not in_cell:
            near.append(event)
    yield in_cell, near


def _ends_in_digit(event: str | _Control) -> bool:
    return event.text.startswith("{{") if isinstance(event, _Control) else _DIGIT_BEFORE.search(event) is not None


def _begins_with_digit(event: str | _Control) -> bool:
    return event.text.startswith("{{") if isinstance(event, _Control) else _DIGIT_AFTER.match(event) is not None


def _joined(events: list[str | _Control]) -> list[str | _Control]:
    """Neighbouring texts in one, then cut at the tags, which Word may have spread over several runs."""
    found: list[str | _Control] = []
    text = ""
    for event in events:
        if isinstance(event, str):
            text += event
        else:
            found += [*_pieces(text), event]
            text = ""
    return found + _pieces(text)


def _pieces(text: str) -> list[str | _Control]:
    return [_Control(*_level(piece)) if _TAG.fullmatch(piece) else piece for piece in _TAG.split(text) if piece]


def _level(tag: str) -> tuple[str, str]:
    level = next((level for level in ("p", "tr", "tc", "r") if re.match(rf"{level}\s", tag[2:])), "")
    return tag[:2] + tag[2 + len(level) :], level


def _make_way(events: list[str | _Control], start: int, level: str) -> bool:
    tags = [event for event in events[start:] if isinstance(event, _Control) and event.level == level]
    if tags:
        events[start:] = tags  # what stands beside them goes with it
    return bool(tags)


def _merged(events: list[str | _Control]) -> list[str | _Control]:
    """A cell with {% vm %} has its text in the loop's first turn only, one with {% hm %} is there only then."""
    tags = [event for event in events if isinstance(event, _Control) and _MERGED.fullmatch(event.text)]
    if not tags:
        return events
    first, end = _Control("{% if loop.first %}", ""), _Control("{% endif %}", "")
    rest = [event for event in events[1:] if event not in tags]
    if "hm" in tags[0].text:
        return [first, events[0], *rest, end]
    if rest.count(PARAGRAPH) != 1 or rest[-1] != PARAGRAPH:
        raise UnreadableError
    return [events[0], first, *rest[:-1], end, PARAGRAPH]


class _Reader:
    """Turns events into nodes."""

    def __init__(self, events: list[str | _Control], part: str) -> None:
        self.events = events
        self.part = part
        self.next = 0
        self.end = ""
        self.paths: set[tuple[str, str]] = set()
        self.worked: set[tuple[str, str]] = set()
        self.rows: dict[str, str] = {}
        self.called: set[str] = set()
        self.is_beyond = False
        self.has_loops = False

    def nodes(self, variables: tuple[str, ...]) -> Nodes:
        """The nodes up to a tag that ends or divides the block, which is left in `end`."""
        found: list[str | Value | Choice | Repeat | Counted | Worked | Called] = []
        texts: list[str] = []
        while self.next < len(self.events):
            event = self.events[self.next]
            self.next += 1
            if isinstance(event, str):
                texts.append(event)
                continue
            self.is_beyond |= event.level in ("tc", "r")
            # a comment prints nothing
            if event.text.startswith("{#"):
                continue
            found.append("".join(texts))
            texts = []
            if event.text.startswith("{{"):
                found.append(self._value(event.text[2:-2], variables))
                continue
            word, _, rest = event.text[2:-2].strip().partition(" ")
            if word == "if":
                found.append(self._choice(rest, variables))
            elif word == "for":
                found.append(self._repeat(rest, variables))
            elif word == "set":
                called = self._called(rest)
                found.append(called)
                variables = (*variables, called.name)
            elif word in ("colspan", "cellbg"):
                self.is_beyond = True  # the look of a cell, no text
            else:
                self.end = event.text[2:-2].strip()
                return tuple(found)
        self.end = ""
        return (*found, "".join(texts))

    def _value(self, text: str, variables: tuple[str, ...]) -> Value | Worked:
        root, *attributes = text.strip().split(".")
        # a name that was set may stand for anything
        if root == "loop" or root in self.called or not all(name.isidentifier() for name in (root, *attributes)):
            return self._worked(text, variables)
        if root not in variables:
            self.paths.add((root, ".".join(attributes)))
        elif root in self.rows and not attributes:
            # `for column, figure in r5_1|items` prints whichever columns there are
            self.paths.add((self.rows[root], ANY))
        return Value(root, tuple(attributes))

    def _worked(self, text: str, variables: tuple[str, ...]) -> Worked:
        self.is_beyond = True
        found = self._asked(text)
        self.worked |= {(path[0], ".".join(path[1:])) for path in found.shown if path[0] not in variables}
        return Worked(found.worth)

    def _asked(self, text: str) -> Asked:
        try:
            return asked(text)
        except WordsError as error:
            raise UnreadableError(self.part) from error

    def _called(self, text: str) -> Called:
        self.is_beyond = True
        found = _SET.fullmatch(text.strip())
        if found is None:
            raise UnreadableError(self.part)
        self.called.add(found[1])
        return Called(found[1], self._asked(found[2]).worth)

    def _test(self, text: str) -> Worth:
        self.is_beyond |= _BEYOND.search(text) is not None
        return self._asked(text).worth

    def _choice(self, condition: str, variables: tuple[str, ...]) -> Choice:
        branches = []
        test = self._test(condition)
        while True:
            branches.append((test, self.nodes(variables)))
            word, _, rest = self.end.partition(" ")
            if word == "elif":
                test = self._test(rest)
            elif word == "else":
                test = _always
            elif word == "endif":
                return Choice(tuple(branches))
            else:
                raise UnreadableError(self.part)

    def _repeat(self, text: str, variables: tuple[str, ...]) -> Repeat | Counted:
        found = _LOOP.fullmatch(text.strip())
        if found is None or bool(found[2]) is not bool(found[4]):
            raise UnreadableError(self.part)
        key, variable = (found[1], found[2]) if found[2] else ("", found[1])
        self.has_loops = True
        start = self.next
        source = Value(*_root_and_attributes(found[3]))
        if found[2]:
            self.rows[variable] = source.root
        else:
            self.rows.pop(variable, None)  # an earlier loop may have used the name for a row
            if source.root not in variables:
                self.paths.add((source.root, ".".join(source.attributes)))
        body = self.nodes(tuple(filter(None, (*variables, variable, key))))
        if self.end != "endfor":
            raise UnreadableError(self.part)
        inside = self.events[start : self.next]
        # asked of the body's own tags, nested loops' included
        if key or any(isinstance(event, _Control) and _ASKS_LOOP.search(event.text) for event in inside):
            self.is_beyond = True
            return Counted(variable, key, source, body)
        return Repeat(variable, source, body)


def _root_and_attributes(text: str) -> tuple[str, tuple[str, ...]]:
    root, *attributes = text.split(".")
    return root, tuple(attributes)


def _always(_: Context) -> bool:
    return True
