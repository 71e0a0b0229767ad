"""What a tag may ask for: names, comparisons, and the little beyond them that docxtpl's way of filling adds.

Takes the words between a tag's braces, gives a tree of the few things allowed. Jinja2's own parser reads them; what is
not on the list of this module is refused: calls, arithmetic, subscripts, names with underscores, unknown filters. What
the tree is worth for a page is left to `plan.py` and, where it goes beyond the plan, to `docxtpl_fallback.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jinja2 import nodes

LOOP: Final = frozenset({"index", "index0", "first", "last", "length"})  # what {{ loop.… }} may ask for
_COUNTS = frozenset({"index", "index0", "length", "level"})  # level: how deep a paragraph's heading is
_WORDINGS = frozenset({"upper", "lower", "trim"})
_ORDERS = {"lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_PARTS = {"heading", "number", "title", "body", "text", "level"}  # of sections and paragraphs; all else is a figure
# `title`, `r5_1.annual`; no underscore in front, which is Python's inside.
_NAMES = re.compile(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)*", re.ASCII)
# Words that Jinja takes for something else than a name of the page.
_RESERVED = {"true", "false", "none", "True", "False", "None", "and", "or", "not", "in", "is", "if", "else", "loop"}


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


@dataclass(frozen=True, slots=True)
class Ordered:
    """Two counts held against each other: `loop.index > 2`. Only docxtpl's way knows it."""

    left: "Expression"
    right: "Expression"
    sign: str


@dataclass(frozen=True, slots=True)
class Filtered:
    """A value through a filter: `unit_name|upper`, `preface|join('；', attribute='text')`. Only docxtpl's way knows it.

    `separator` is what `join` puts between paragraphs.
    """

    operand: "Expression"
    name: str
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of two values: `a if b else c`. Only docxtpl's way knows it."""

    test: "Expression"
    then: "Expression"
    otherwise: "Expression"


Expression = Path | Constant | Not | Combined | Compared | Ordered | Filtered | Chosen


class RefusedError(Exception):
    """A tag that cannot be used: the code and facts of the finding."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@lru_cache(maxsize=16384)
def expression(text: str) -> Expression:
    """What these words ask for. Raises RefusedError where they are not well formed or not allowed."""
    if _NAMES.fullmatch(text) and text not in _RESERVED:  # most tags; Jinja2 would take them the same way
        root, *attributes = text.split(".")
        return _checked(Path(root, tuple(attributes)), text)
    from jinja2 import nodes

    if "\\" in text:  # signs in disguise; no name or word of a report needs them
        raise RefusedError("R103", construct=text)
    body = _parsed(f"{{{{ {text} }}}}", text)
    # `{% if a }} {{ b %}` would be two
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        raise RefusedError("R102", tag=text, reason="")
    return _allowed(body[0].nodes[0], text)


def is_printable(asked: Expression) -> bool:
    """True for what may be printed: a value of the report, plain, through a filter, or one of two.

    A whole number typed into a tag is none: the numbers of a report come from its data.
    """
    match asked:
        case Path(root="loop"):
            return asked.attributes[0] in _COUNTS  # loop.first and loop.last are no text
        case Path() | Filtered():
            return True
        case Chosen():
            return all(
                is_printable(one) or (isinstance(one, Constant) and isinstance(one.value, str))
                for one in (asked.then, asked.otherwise)
            )
    return False


def may_be_typed_number(asked: Expression) -> bool:
    """True where a whole number typed into the tag may come of it."""
    match asked:
        case Constant():
            return isinstance(asked.value, int)
        case Combined():
            return may_be_typed_number(asked.left) or may_be_typed_number(asked.right)
        case Chosen():
            return may_be_typed_number(asked.then) or may_be_typed_number(asked.otherwise)
    return False


def paths(asked: Expression | None) -> Iterator[Path]:
    """The names an expression asks for."""
    match asked:
        case Path():
            yield asked
        case Not() | Filtered():
            yield from paths(asked.operand)
        case Combined() | Compared() | Ordered():
            yield from paths(asked.left)
            yield from paths(asked.right)
        case Chosen():
            for one in (asked.then, asked.test, asked.otherwise):
                yield from paths(one)


def shown(asked: Expression | None) -> Iterator[Path]:
    """The names whose own text comes of the expression: of `a|upper if b else c`, a and c."""
    match asked:
        case Path():
            yield asked
        case Filtered() if asked.name in _WORDINGS:
            yield from shown(asked.operand)
        case Chosen():
            yield from shown(asked.then)
            yield from shown(asked.otherwise)


def joined(asked: Expression | None) -> Iterator[Path]:
    """The names of lists whose paragraphs come of the expression as one text."""
    match asked:
        case Filtered(name="join"):
            yield from paths(asked.operand)
        case Filtered():
            yield from joined(asked.operand)
        case Chosen():
            yield from joined(asked.then)
            yield from joined(asked.otherwise)


def beyond(asked: Expression | None) -> str:
    """What in the expression only docxtpl's way knows, as one would write it; "" for nothing."""
    match asked:
        case Path(root="loop"):
            return "loop"
        case Filtered():
            return f"|{asked.name}"
        case Ordered():
            return asked.sign
        case Chosen():
            return "… if … else …"
        case Not():
            return beyond(asked.operand)
        case Combined() | Compared():
            return beyond(asked.left) or beyond(asked.right)
    return ""


def _parsed(source: str, text: str) -> "list[nodes.Node]":
    from jinja2 import TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    try:
        return ImmutableSandboxedEnvironment().parse(source).body
    except TemplateSyntaxError as error:
        raise RefusedError("R102", tag=text, reason=error.message or "") from error
    except RecursionError as error:  # a tag of nothing but brackets
        raise RefusedError("R103", construct="(((") from error


def _allowed(node: "nodes.Expr", text: str) -> Expression:
    from jinja2 import nodes

    match node:
        case nodes.Name() | nodes.Getattr():
            return _path(node, text)
        # true and none are no words of a report: refused below
        case nodes.Const(value=bool() | None):
            pass
        case nodes.Const(value=str() | int() as value):
            return Constant(value)
        case nodes.Not():
            return Not(condition(_allowed(node.node, text)))
        case nodes.And() | nodes.Or():
            left, right = condition(_allowed(node.left, text)), condition(_allowed(node.right, text))
            return Combined(left, right, isinstance(node, nodes.And))
        case nodes.Compare(ops=[nodes.Operand(op="eq" | "ne" as operator, expr=other)]):
            return _compared(Compared(_allowed(node.expr, text), _allowed(other, text), operator == "eq"))
        case nodes.Compare(ops=[nodes.Operand(op="lt" | "lteq" | "gt" | "gteq" as operator, expr=right)]):
            return _ordered(Ordered(_allowed(node.expr, text), _allowed(right, text), _ORDERS[operator]), text)
        case nodes.CondExpr(expr2=nodes.Expr() as otherwise):
            test = condition(_allowed(node.test, text))
            return Chosen(test, _allowed(node.expr1, text), _allowed(otherwise, text))
        case nodes.Filter(node=nodes.Expr() as operand, dyn_args=None, dyn_kwargs=None):  # no *args or **kwargs
            return _filtered(node, _allowed(operand, text), text)
    raise RefusedError("R103", construct=text)


def condition(asked: Expression) -> Expression:
    """The same, where it may decide whether something is printed.

    A figure says neither yes nor no by itself: 0 is printed as a text like any other, which Jinja2 takes for yes.
    Raises RefusedError with what to write in its place.
    """
    if isinstance(asked, Path) and asked.root != "loop" and asked.attributes and asked.attributes[-1] not in _PARTS:
        raise RefusedError("R120", construct=str(asked), expected=f"{asked} != '0'")
    return asked


def _compared(asked: Compared) -> Compared:
    """A text is never equal to a number: `year == 2022` would be untrue in every year. Counts are numbers."""
    for one, other in ((asked.left, asked.right), (asked.right, asked.left)):
        if isinstance(one, Constant) and isinstance(one.value, int) and not _is_count(other):
            sign = "==" if asked.equal else "!="
            value = str(other) if isinstance(other, Path) else "…"
            raise RefusedError(
                "R120", construct=f"{value} {sign} {one.value}", expected=f"{value} {sign} '{one.value}'"
            )
    return asked


def _ordered(asked: Ordered, text: str) -> Ordered:
    """Only counts have an order here: places in a loop, lengths, levels and whole numbers."""
    if not all(_is_count(one) for one in (asked.left, asked.right)):
        raise RefusedError("R103", construct=text)
    return asked


def _is_count(asked: Expression) -> bool:
    match asked:
        case Constant(value=int()) | Filtered(name="length"):
            return True
        case Path():
            return asked.attributes[-1:] != () and asked.attributes[-1] in _COUNTS
    return False


def _filtered(node: "nodes.Filter", operand: Expression, text: str) -> Filtered:
    plain = not node.args and not node.kwargs
    # a length has no upper case
    is_name = isinstance(operand, Path) or (isinstance(operand, Filtered) and operand.name != "length")
    if is_name and plain and node.name in _WORDINGS:
        return Filtered(operand, node.name)
    if isinstance(operand, Path) and plain and node.name in ("length", "count"):
        return Filtered(operand, "length")
    if isinstance(operand, Path) and node.name == "join":
        return Filtered(operand, "join", _separator(node, text))
    raise RefusedError("R103", construct=f"|{node.name}")


def _separator(node: "nodes.Filter", text: str) -> str:
    """What `join` puts between: it takes the texts of paragraphs, attribute='text'."""
    from jinja2 import nodes

    named = {pair.key: pair.value.as_const() for pair in node.kwargs if isinstance(pair.value, nodes.Const)}
    given = [item.value for item in node.args if isinstance(item, nodes.Const) and isinstance(item.value, str)]
    if named != {"attribute": "text"} or len(node.kwargs) != 1 or len(given) != len(node.args) or len(given) > 1:
        raise RefusedError("R103", construct=text)
    return "".join(given)


def _path(node: "nodes.Expr", text: str) -> Path:
    from jinja2 import nodes

    attributes: list[str] = []
    while isinstance(node, nodes.Getattr):
        attributes.insert(0, node.attr)
        node = node.node
    if not isinstance(node, nodes.Name) or any(name.startswith("_") for name in (node.name, *attributes)):
        raise RefusedError("R103", construct=text)
    return _checked(Path(node.name, tuple(attributes)), text)


def _checked(path: Path, text: str) -> Path:
    if path.root == "loop" and (len(path.attributes) != 1 or path.attributes[0] not in LOOP):
        raise RefusedError("R103", construct=text)
    return path
