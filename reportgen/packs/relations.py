"""Relations of a form, expanded: from structured keys to one instance a column or row, ready to be evaluated.

Takes relations as the schema holds them and the fields of a pack; gives rules, and a reference that points nowhere as
`BadReference`. Whether figures satisfy a rule is left to `checks`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reportgen.findings import Severity
from reportgen.model import Body, FigureKey, Level, figure_key
from reportgen.packs.pack import Field, Instance, Operator, Rule, Term
from reportgen.packs.schema import Relation


@dataclass(frozen=True, slots=True)
class BadReference:
    """A code in a relation that the form does not have: the relation's key it stands under, and the known codes."""

    relation: str
    key: str
    code: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Operand:
    code: str
    sign: Literal[1, -1] = 1
    previous: bool = False


@dataclass(frozen=True, slots=True)
class _Shape:
    """One comparison of a relation, before it is applied to a column or row."""

    left: tuple[_Operand, ...]
    operator: Operator
    alternatives: tuple[tuple[_Operand, ...], ...]


def _operands(codes: Sequence[str], sign: Literal[1, -1] = 1, *, previous: bool = False) -> tuple[_Operand, ...]:
    return tuple(_Operand(code, sign, previous) for code in codes)


def _sum(relation: Relation) -> list[_Shape]:
    return [_Shape(_operands([relation.total or ""]), "==", (_operands(relation.parts),))]


def _two_sided(relation: Relation) -> list[_Shape]:
    operator = _OPERATORS[relation.kind]
    return [_Shape(_operands(relation.left), operator, (_operands(relation.right),))]


def _descending(relation: Relation) -> list[_Shape]:
    # a ≥ b ≥ c as a ≥ b and b ≥ c
    return [_Shape(_operands(upper), ">=", (_operands(lower),)) for upper, lower in pairwise(relation.steps)]


def _one_of(relation: Relation) -> list[_Shape]:
    return [_Shape(_operands(relation.left), "in", tuple(_operands(codes) for codes in relation.alternatives))]


def _zero_unless(relation: Relation) -> list[_Shape]:
    return [_Shape(_operands([code]), "==", ((),)) for code in relation.left]  # no terms: zero


def _across_years(relation: Relation) -> list[_Shape]:
    right = _operands(relation.previous, previous=True) + _operands(relation.plus) + _operands(relation.minus, -1)
    return [_Shape(_operands(relation.left), "==", (right,))]


def _share(relation: Relation) -> list[_Shape]:
    printed = (_operands([relation.total]),) if relation.total else ()
    return [_Shape(_operands(relation.left), "share", (_operands(relation.right), *printed))]


_OPERATORS: Mapping[str, Operator] = {"equal": "==", "at_most": "<=", "at_least": ">="}
_SHAPES: Mapping[str, Callable[[Relation], list[_Shape]]] = {
    "sum": _sum,
    "equal": _two_sided,
    "at_most": _two_sided,
    "at_least": _two_sided,
    "descending": _descending,
    "one_of": _one_of,
    "zero_unless": _zero_unless,
    "carry_over": _across_years,
    "roll_forward": _across_years,
    "whole_number": lambda relation: [],  # held by checks of each cell
    "narrative": lambda relation: [],  # held by the checks of the text
    "share": _share,
}

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "sum": ("total", "parts"),
    "equal": ("left", "right"),
    "at_most": ("left", "right"),
    "at_least": ("left", "right"),
    "descending": ("steps",),
    "one_of": ("left", "alternatives"),
    "zero_unless": ("left",),
    "carry_over": ("left", "previous"),
    "roll_forward": ("left", "previous"),
    "whole_number": (),
    "narrative": ("readings",),
    "share": ("left", "right"),
}


def missing_keys(relation: Relation) -> tuple[str, ...]:
    """The keys its kind needs and it does not have."""
    missing = [key for key in _NEEDED[relation.kind] if not getattr(relation, key)]
    if relation.kind == "share" and not relation.total and _bounds(relation) == "":
        missing.append("percent")
    return tuple(missing)


def holds_for(relation: Relation, level: Level, body: Body) -> bool:
    """True when the relation speaks of that level and body; `zero_unless` speaks of all that it does not except."""
    fits = (not relation.levels or level in relation.levels) and (not relation.bodies or body in relation.bodies)
    # a rule on 规章 excepts those who may make them, and asks zero of the others
    return not fits if relation.kind == "zero_unless" else fits


def bad_references(relation: Relation, fields: Mapping[FigureKey, Field]) -> Iterator[BadReference]:
    """Every code in the relation that no row or column of the form has."""
    rows = tuple(dict.fromkeys(field.row.code for field in fields.values()))
    columns = tuple(dict.fromkeys(field.column.code for field in fields.values()))
    operands, others = (rows, columns) if relation.across == "rows" else (columns, rows)
    scope_key, scopes = ("columns", relation.columns) if relation.across == "rows" else ("rows", relation.rows)
    for key in ("total", "parts", "left", "right", "steps", "alternatives", "previous", "plus", "minus"):
        for code in _flat(getattr(relation, key)):
            if code not in operands:
                yield BadReference(relation.id, key, code, operands)
    for code in scopes:
        if code not in others:
            yield BadReference(relation.id, scope_key, code, others)
    for reading in relation.readings:
        for code in reading:
            if code.lstrip("-") not in fields:  # a reading may subtract: -m1.issued
                yield BadReference(relation.id, "readings", code, tuple(fields))


def expand(relation: Relation, fields: Mapping[FigureKey, Field]) -> Rule:
    """The rule with its instances. A column or row where an operand is missing, or fixed at `-`, is left out."""
    shapes = _SHAPES[relation.kind](relation)
    if relation.across == "rows":
        named, known = relation.columns, [item.column.code for item in fields.values()]
    else:
        named, known = relation.rows, [item.row.code for item in fields.values()]
    # Across rows the scopes are columns, across columns they are rows.
    instances = [
        instance
        for scope in named or dict.fromkeys(known)
        for shape in shapes
        if (instance := _instance(relation, shape, scope, fields))
        and _is_worth_asking([fields[term.figure] for term in instance.terms], asked_for=bool(named))
    ]
    return Rule(
        id=relation.id,
        kind=relation.kind,
        text=relation.text,
        expression=_expression(shapes) + (_bounds(relation) if relation.kind == "share" else ""),
        instances=tuple(instances),
        official_text=relation.official_text,
        basis=relation.basis,
        hint=relation.hint,
        percent=relation.percent,
    )


def _instance(relation: Relation, shape: _Shape, scope: str, fields: Mapping[FigureKey, Field]) -> Instance | None:
    def terms(operands: tuple[_Operand, ...]) -> tuple[Term, ...]:
        across_rows = relation.across == "rows"
        return tuple(
            Term(
                figure_key(item.code, scope) if across_rows else figure_key(scope, item.code), item.sign, item.previous
            )
            for item in operands
        )

    severity = relation.severity
    # by column where the columns weigh differently; a column without a severity is not asked
    level = severity if isinstance(severity, str) else severity.get(scope)
    if level is None:
        return None
    instance = Instance(
        scope=scope,
        severity=Severity(level),
        left=terms(shape.left),
        operator=shape.operator,
        alternatives=tuple(terms(operands) for operands in shape.alternatives),
    )
    return instance if all(term.figure in fields for term in instance.terms) else None


def _is_worth_asking(cells: Sequence[Field], *, asked_for: bool) -> bool:
    """False for cells fixed at `-`: all of them where the pack names the scope, any of them where it does not."""
    return any(cell.is_open for cell in cells) if asked_for else all(cell.is_open for cell in cells)


def _expression(shapes: Sequence[_Shape]) -> str:
    return "；".join(_shown(shape) for shape in shapes)


def _bounds(relation: Relation) -> str:
    """How the bounds of a share are shown:  ≥ 20% ≤ 50%."""
    percent = relation.percent
    if percent is None:
        return ""
    pairs = (("≥", percent.at_least), ("≤", percent.at_most))
    # normalize alone would show 20 as 2E+1
    return "".join(f" {sign} {bound.normalize():f}%" for sign, bound in pairs if bound is not None)


def _shown(shape: _Shape) -> str:
    sides = [_side(operands) for operands in shape.alternatives]
    if shape.operator == "share":
        share = f"{_grouped(shape.left)}/{_grouped(shape.alternatives[0])}"
        return f"{share} = {sides[1]}" if len(sides) > 1 else share
    right = f"{{{', '.join(sides)}}}" if shape.operator == "in" else sides[0]
    sign = {"==": "=", "<=": "≤", ">=": "≥", "in": "∈"}[shape.operator]
    return f"{_side(shape.left)} {sign} {right}"


def _grouped(operands: tuple[_Operand, ...]) -> str:
    return f"({_side(operands)})" if len(operands) > 1 else _side(operands)


def _side(operands: tuple[_Operand, ...]) -> str:
    if not operands:
        return "0"
    shown = "".join(
        ("+" if item.sign > 0 else "-") + item.code + ("[上年]" if item.previous else "") for item in operands
    )
    return shown.removeprefix("+")  # 5.1+5.2, not +5.1+5.2


def _flat(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _flat(item)
