"""The language of tags: which constructs a template may use, and nothing else.

Takes the text of one tag (`{{ r5_1.annual }}`, `{%p if overview %}`), gives its meaning, or the code and facts of a
finding. Jinja2's own parser reads the expressions; what is not on the list of this module is refused. Where a tag
stands is left to `tags.py`, what comes in its place to `plan.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from jinja2 import nodes

# Bounded, so that a paragraph of nothing but opening braces is read in one pass.
TAG: Final = re.compile(r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|\{#.{0,300}?#\}", re.DOTALL)
BRACES: Final = ("{{", "{%", "{#")
LONGEST: Final = 200  # no name is nearly as long; a tag longer than that is meant to keep the parser busy
_LEVEL = re.compile(r"(tr|tc|p|r)(?=\s)")
_FOR = re.compile(r"for\s+([A-Za-z]\w*)\s+in\s+(.+)", re.DOTALL)
_NAMES = re.compile(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)*", re.ASCII)
_RESERVED = {"true", "false", "none", "True", "False", "None", "and", "or", "not", "in", "is", "if", "else"}
_QUOTES = str.maketrans("“”‘’", "\"\"''")
Level = Literal["", "p", "tr"]


@dataclass(frozen=True, slots=True)
class Path:
    """A name, or an attribute of one: `title`, `r5_1.annual`."""

    root: str
    attributes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ".".join((self.root, *self.attributes))


@dataclass(frozen=True, slots=True)
class Constant:
    """A text or whole number to compare with."""

    value: str | int


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite: `not a`."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Combined:
    """Two tests together: `a and b`, `a or b`."""

    left: "Expression"
    right: "Expression"
    both: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Two values held against each other: `a == b`, `a != b`."""

    left: "Expression"
    right: "Expression"
    equal: bool


Expression = Path | Constant | Not | Combined | Compared
Word = Literal["print", "if", "elif", "else", "endif", "for", "endfor", "comment"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a tag does. `level` p and tr: the whole paragraph or table row makes way for it.

    `test` belongs to if and elif, `path` to print and for, `variable` to for.
    """

    word: Word
    level: Level = ""
    test: Expression | None = None
    path: Path | None = None
    variable: str = ""


class RefusedError(Exception):
    """A tag that cannot be used: the code and facts of the finding."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def meaning(tag: str) -> Meaning:
    """What this tag does. Raises RefusedError for one that is not well formed or not allowed."""
    if len(tag) > LONGEST:
        raise RefusedError("R103", construct=f"> {LONGEST}")
    inner = tag[2:-2]
    if tag.startswith("{#"):
        return _comment(inner)
    if inner[:1] in "-+" or inner[-1:] in "-+":
        raise RefusedError("R103", construct="{%- -%}")
    prefix = _LEVEL.match(inner)
    level = prefix[1] if prefix else ""
    body = inner[len(level) :].strip().translate(_QUOTES)
    if tag.startswith("{{"):
        if level:
            raise RefusedError("R103", construct=f"{{{{{level} }}}}")
        path = _expression(body)
        if not isinstance(path, Path):
            raise RefusedError("R103", construct=body)
        return Meaning("print", path=path)
    return _statement(body, _level(tag, level))


def paths(expression: Expression | None) -> Iterator[Path]:
    """The names an expression asks for."""
    match expression:
        case Path():
            yield expression
        case Not():
            yield from paths(expression.operand)
        case Combined() | Compared():
            yield from paths(expression.left)
            yield from paths(expression.right)


def _level(tag: str, prefix: str) -> Level:
    match prefix:
        case "" | "p" | "tr":
            return prefix
    raise RefusedError("R103", construct=f"{tag[:2]}{prefix}")


def _comment(inner: str) -> Meaning:
    prefix = _LEVEL.match(inner)
    return Meaning("comment", _level("{#", prefix[1] if prefix else ""))


def _statement(body: str, level: Level) -> Meaning:
    word, _, rest = body.partition(" ")
    rest = rest.strip()
    match word:
        case "else" | "endif" | "endfor" if not rest:
            return Meaning(word, level)
        case "if" | "elif" if rest:
            return Meaning(word, level, test=_expression(rest))
        case "for":
            found = _FOR.fullmatch(body)
            source = _expression(found[2].strip()) if found else None
            if found and isinstance(source, Path):
                return Meaning("for", level, path=source, variable=found[1])
    raise RefusedError("R103", construct=body)


@cache
def _expression(text: str) -> Expression:
    if _NAMES.fullmatch(text) and text not in _RESERVED:  # most tags; Jinja2 would take them the same way
        root, *attributes = text.split(".")
        return Path(root, tuple(attributes))
    from jinja2 import TemplateSyntaxError, nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    try:
        body = ImmutableSandboxedEnvironment().parse(f"{{{{ {text} }}}}").body
    except TemplateSyntaxError as error:
        raise RefusedError("R102", tag=text, reason=error.message or "") from error
    except RecursionError as error:
        raise RefusedError("R103", construct="(((") from error
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        raise RefusedError("R102", tag=text, reason="")
    return _allowed(body[0].nodes[0], text)


def _allowed(node: "nodes.Expr", text: str) -> Expression:
    from jinja2 import nodes

    match node:
        case nodes.Name() | nodes.Getattr():
            return _path(node, text)
        case nodes.Const(value=bool() | None):
            pass
        case nodes.Const(value=str() | int() as value):
            return Constant(value)
        case nodes.Not():
            return Not(_allowed(node.node, text))
        case nodes.And() | nodes.Or():
            return Combined(_allowed(node.left, text), _allowed(node.right, text), isinstance(node, nodes.And))
        case nodes.Compare(ops=[nodes.Operand(op="eq" | "ne" as operator, expr=right)]):
            return Compared(_allowed(node.expr, text), _allowed(right, text), operator == "eq")
    raise RefusedError("R103", construct=text)


def _path(node: "nodes.Expr", text: str) -> Path:
    from jinja2 import nodes

    attributes: list[str] = []
    while isinstance(node, nodes.Getattr):
        attributes.insert(0, node.attr)
        node = node.node
    if not isinstance(node, nodes.Name) or any(name.startswith("_") for name in (node.name, *attributes)):
        raise RefusedError("R103", construct=text)
    return Path(node.name, tuple(attributes))
