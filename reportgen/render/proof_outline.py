"""A template as the proof reads it: its text in order, with the places that a page fills.

Takes the XML of a template's parts, gives stories; and from a story and a page the text a finished document must hold.
The scanner and the evaluator of tags are written for this alone: they know the language of `templates/`, not Jinja.
A story's text is one string: signs (control characters, which no text can hold) mark where paragraphs, cells, rows and
tables begin or end.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from reportgen.model import Page

PARAGRAPH: Final = "\x1e"
CELL: Final = "\x1f"
ROW: Final = "\x1d"
TABLE: Final = "\x1c"
END_OF_TABLE: Final = "\x1b"
SIGNS: Final = re.compile("[\x1b-\x1f]")
_MARKS: Final = re.compile(
    r"<(?:(/w:p>|w:p/>|w:p [^<>]*/>)|(w:tab/>)|(w:br[ />])|(w:tc[ >])|(w:tr[ >])|(w:tbl>)|(/w:tbl>))"
)
_SIGN_OF_MARK: Final = (PARAGRAPH, "\t", "\n", CELL, ROW, TABLE, END_OF_TABLE)
_TOKEN = re.compile(
    r"<w:t(?: [^<>]*)?>(?P<text>[^<]*)</w:t>|(?P<paragraph><w:p(?: [^<>]*)?(?<!/)>)"
    rf"|(?P<row><w:tr[ >])|(?P<row_end></w:tr>)|(?P<mark>{_MARKS.pattern})"
)
_TAG = re.compile(r"(\{\{.*?\}\}|\{[%#].*?[%#]\})", re.DOTALL)
_ENTITY = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|[a-z]+);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_BETWEEN = re.compile(r">([^<]+)<")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_WORD = re.compile(r"\s*(==|!=|[()]|\d+|\"[^\"]*\"|'[^']*'|[A-Za-z]\w*(?:\.[A-Za-z]\w*)*)")

Context = dict[str, Any]
Test = Callable[[Context], Any]


@dataclass(frozen=True, slots=True)
class Value:
    """Where a value is printed."""

    root: str
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """if … elif … else."""

    branches: "tuple[tuple[Test, Nodes], ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    """for … in …, once for each item."""

    variable: str
    source: Value
    body: "Nodes"


Nodes = tuple[str | Value | Choice | Repeat, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One part. `paths` are the names and attributes it prints; of a property part only the texts count."""

    part: str
    nodes: Nodes
    paths: frozenset[tuple[str, str]]
    is_property: bool


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
        if not any(braces in "".join(_BETWEEN.findall(xml)) for braces in ("{{", "{%", "{#")):
            continue
        is_property = "<w:p" not in xml
        events = _property_events(xml) if is_property else _events(xml)
        reader = _Reader(events, name)
        yield Story(name, reader.nodes(()), frozenset(reader.paths), is_property)


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


def signs(xml: str) -> str:
    """The signs of the marks in a piece of XML that holds no text."""
    return "".join(_SIGN_OF_MARK[(mark.lastindex or 1) - 1] for mark in _MARKS.finditer(xml))


def unescaped(text: str) -> str:
    """XML's five names and its numbers as characters."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def property_lines(xml: str) -> str:
    """The texts of a property part, blank ones left out."""
    return "".join(f"{unescaped(text)}{PARAGRAPH}" for text in _BETWEEN.findall(xml) if text.strip())


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if name.startswith("#"):
        number = int(name.lstrip("#x"), 16 if name[1] == "x" else 10)
        return chr(number) if number <= 0x10FFFF and number not in range(0x20) else "\ufffd"
    return _NAMED.get(name, found[0])


def _looked_up(value: Value, known: Context) -> Any:
    found = known[value.root]
    for name in value.attributes:
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
    """Texts, signs and tags in order; the paragraph or row of a {%p or {%tr tag has made way for it."""
    events: list[str | _Control] = []
    paragraphs: list[int] = []
    rows: list[int] = []
    for token in _TOKEN.finditer(xml):
        if token["text"] is not None:
            events.append(unescaped(token["text"]))
        elif token["paragraph"]:
            paragraphs.append(len(events))
        elif token["row"]:
            rows.append(len(events))
            events.append(ROW)
        elif token["row_end"]:
            _make_way(events, rows.pop(), "tr")
        else:
            sign = signs(token["mark"])
            if sign == PARAGRAPH and token["mark"] == "</w:p>":
                start = paragraphs.pop()
                events[start:] = _joined(events[start:])
                if not _make_way(events, start, "p"):
                    events.append(PARAGRAPH)
            else:
                events.append(sign)
    return events


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
    level = next((level for level in ("p", "tr") if tag[2:].startswith(f"{level} ")), "")
    return tag[:2] + tag[2 + len(level) :], level


def _make_way(events: list[str | _Control], start: int, level: str) -> bool:
    tags = [event for event in events[start:] if isinstance(event, _Control) and event.level == level]
    if tags:
        events[start:] = tags
    return bool(tags)


class _Reader:
    """Turns events into nodes."""

    def __init__(self, events: list[str | _Control], part: str) -> None:
        self.events = events
        self.part = part
        self.next = 0
        self.end = ""
        self.paths: set[tuple[str, str]] = set()

    def nodes(self, variables: tuple[str, ...]) -> Nodes:
        """The nodes up to a tag that ends or divides the block, which is left in `end`."""
        found: list[str | Value | Choice | Repeat] = []
        texts: list[str] = []
        while self.next < len(self.events):
            event = self.events[self.next]
            self.next += 1
            if isinstance(event, str):
                texts.append(event)
                continue
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
            else:
                self.end = event.text[2:-2].strip()
                return tuple(found)
        self.end = ""
        return (*found, "".join(texts))

    def _value(self, text: str, variables: tuple[str, ...]) -> Value:
        root, *attributes = text.strip().split(".")
        if not all(name.isidentifier() for name in (root, *attributes)):
            raise UnreadableError(self.part)
        if root not in variables:
            self.paths.add((root, ".".join(attributes)))
        return Value(root, tuple(attributes))

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

    def _repeat(self, text: str, variables: tuple[str, ...]) -> Repeat:
        variable, word, source = text.split(maxsplit=2)
        body_source = self._value(source, variables)
        body = self.nodes((*variables, variable))
        if word != "in" or self.end != "endfor":
            raise UnreadableError(self.part)
        return Repeat(variable, body_source, body)

    def _test(self, text: str) -> Test:
        words = _WORD.findall(text.translate(_STRAIGHT))
        test, rest = _either(words)
        if rest or "".join(words) != re.sub(r"\s", "", text.translate(_STRAIGHT)):
            raise UnreadableError(self.part)
        return test


def _always(_: Context) -> bool:
    return True


def _either(words: list[str]) -> tuple[Test, list[str]]:
    left, words = _both(words)
    while words[:1] == ["or"]:
        right, words = _both(words[1:])
        left = _or(left, right)
    return left, words


def _both(words: list[str]) -> tuple[Test, list[str]]:
    left, words = _opposite(words)
    while words[:1] == ["and"]:
        right, words = _opposite(words[1:])
        left = _and(left, right)
    return left, words


def _opposite(words: list[str]) -> tuple[Test, list[str]]:
    if words[:1] == ["not"]:
        test, words = _opposite(words[1:])
        return (lambda known: not test(known)), words
    left, words = _operand(words)
    if words[:1] in (["=="], ["!="]):
        wanted = words[0] == "=="
        right, words = _operand(words[1:])
        return (lambda known: (left(known) == right(known)) is wanted), words
    return left, words


def _operand(words: list[str]) -> tuple[Test, list[str]]:
    if not words:
        raise UnreadableError
    word, words = words[0], words[1:]
    if word == "(":
        test, words = _either(words)
        return test, words[1:]
    if word[0] in "\"'":
        return (lambda _: word[1:-1]), words
    if word.isdigit():
        return (lambda _: int(word)), words
    root, *attributes = word.split(".")
    value = Value(root, tuple(attributes))
    return (lambda known: _looked_up(value, known)), words


def _or(left: Test, right: Test) -> Test:
    return lambda known: left(known) or right(known)


def _and(left: Test, right: Test) -> Test:
    return lambda known: left(known) and right(known)
