from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from reportgen.findings import Severity
from reportgen.model import Body, FigureKey, Level, figure_key
from reportgen.packs.form import Column, Row
from reportgen.packs.grammar import made
from reportgen.packs.pack import Field, Instance, Rule
from reportgen.packs.relations import BadReference, bad_references, expand, holds_for, missing_keys
from reportgen.packs.schema import Relation


def _fields(rows: str, columns: str = "x y", closed: Iterable[str] = ()) -> dict[FigureKey, Field]:
    """Every row with every column; those in `closed` are fixed at -."""
    found = {}
    for row in rows.split():
        for column in columns.split():
            key = figure_key(row, column)
            found[key] = Field(
                key=key,
                table="t",
                row=Row(code=row, label=row, printed=row),
                column=Column(code=column, label=column),
                measure="count",
                is_open=key not in set(closed),
            )
    return found


def _relation(kind: str, **keys: Any) -> Relation:
    return made(Relation, {"id": "own", "kind": kind, "text": "如此", **keys})


def _expanded(kind: str, form_columns: str = "x", closed: Iterable[str] = (), **keys: Any) -> Rule:
    return expand(_relation(kind, **keys), _fields("a b c d", form_columns, closed))


def _said(instance: Instance) -> str:
    """`+a.x == +b.x-c.x'`; alternatives stand between bars, last year's figures have a mark."""

    def side(terms: Any) -> str:
        return "".join(f"{'+' if term.sign == 1 else '-'}{term.figure}{'′' * term.previous}" for term in terms)

    return f"{side(instance.left)} {instance.operator} {'|'.join(map(side, instance.alternatives))}"


@pytest.mark.parametrize(
    ("kind", "keys", "said", "shown"),
    [
        ("sum", {"total": "a", "parts": ["b", "c"]}, ["+a.x == +b.x+c.x"], "a = b+c"),
        ("equal", {"left": ["a", "b"], "right": ["c", "d"]}, ["+a.x+b.x == +c.x+d.x"], "a+b = c+d"),
        ("at_most", {"left": ["a"], "right": ["b"]}, ["+a.x <= +b.x"], "a ≤ b"),
        ("at_least", {"left": ["a", "b"], "right": ["c"]}, ["+a.x+b.x >= +c.x"], "a+b ≥ c"),
        (
            "descending",
            {"steps": [["a"], ["b"], ["c", "d"]]},
            ["+a.x >= +b.x", "+b.x >= +c.x+d.x"],
            "a ≥ b；b ≥ c+d",
        ),
        (
            "one_of",
            {"left": ["a", "b"], "alternatives": [["c"], ["c", "d"]]},
            ["+a.x+b.x in +c.x|+c.x+d.x"],
            "a+b ∈ {c, c+d}",
        ),
        ("zero_unless", {"left": ["a", "b"]}, ["+a.x == ", "+b.x == "], "a = 0；b = 0"),
        ("carry_over", {"left": ["a"], "previous": ["b"]}, ["+a.x == +b.x′"], "a = b[上年]"),
        (
            "roll_forward",
            {"left": ["a"], "previous": ["a"], "plus": ["b", "c"], "minus": ["d"]},
            ["+a.x == +a.x′+b.x+c.x-d.x"],
            "a = a[上年]+b+c-d",
        ),
        (
            "share",
            {"left": ["a", "b"], "right": ["c", "d"], "total": "d"},
            ["+a.x+b.x share +c.x+d.x|+d.x"],
            "(a+b)/(c+d) = d",
        ),
        ("share", {"left": ["a"], "right": ["b"], "percent": {"at_most": 50}}, ["+a.x share +b.x"], "a/b ≤ 50%"),
        (
            "share",
            {"left": ["a"], "right": ["b"], "percent": {"at_least": "12.50", "at_most": 50}},
            ["+a.x share +b.x"],
            "a/b ≥ 12.5% ≤ 50%",
        ),
        ("whole_number", {}, [], ""),
        ("narrative", {"readings": [["a.x"]]}, [], ""),
    ],
)
def test_a_kind_of_relation_becomes_its_comparisons(
    kind: str, keys: dict[str, Any], said: list[str], shown: str
) -> None:
    rule = _expanded(kind, **keys)
    assert [_said(instance) for instance in rule.instances] == said
    assert rule.expression == shown


def test_the_bounds_of_a_share_are_kept_and_of_nothing_else_shown() -> None:
    bounds = {"at_most": 50, "digits": 2}
    rule = _expanded("share", left=["a"], right=["b"], percent=bounds)
    assert rule.percent is not None
    assert (rule.percent.at_most, rule.percent.digits) == (Decimal(50), 2)
    assert _expanded("equal", left=["a"], right=["b"], percent=bounds).expression == "a = b"


@pytest.mark.parametrize(
    ("keys", "missing"),
    [
        ({}, ("percent",)),
        ({"percent": {"digits": 2}}, ("percent",)),
        ({"percent": {"at_least": 20}}, ()),
        ({"total": "c"}, ()),
    ],
)
def test_a_share_needs_bounds_or_a_printed_percentage(keys: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert missing_keys(_relation("share", left=["a"], right=["b"], **keys)) == missing


def test_only_a_share_needs_bounds() -> None:
    assert missing_keys(_relation("equal", left=["a"], right=["b"])) == ()


def test_a_rule_keeps_what_its_relation_says_of_itself() -> None:
    texts = {"official_text": "表上印", "basis": "通知", "hint": "当心"}
    rule = _expanded("equal", left=["a"], right=["b"], **texts)
    assert (rule.id, rule.kind, rule.text) == ("own", "equal", "如此")
    assert (rule.official_text, rule.basis, rule.hint) == ("表上印", "通知", "当心")


@pytest.mark.parametrize(("columns", "scopes"), [([], ["x", "y", "z"]), (["y"], ["y"]), (["z", "x"], ["z", "x"])])
def test_rows_are_compared_in_each_column_or_in_those_named(columns: list[str], scopes: list[str]) -> None:
    rule = _expanded("equal", form_columns="x y z", left=["a"], right=["b"], columns=columns)
    assert [instance.scope for instance in rule.instances] == scopes
    assert [_said(instance) for instance in rule.instances] == [f"+a.{scope} == +b.{scope}" for scope in scopes]


@pytest.mark.parametrize(("rows", "scopes"), [([], ["a", "b"]), (["b"], ["b"])])
def test_columns_are_compared_in_each_row_or_in_those_named(rows: list[str], scopes: list[str]) -> None:
    named = {"rows": rows} if rows else {}
    rule = expand(_relation("at_least", across="columns", left=["x"], right=["y"], **named), _fields("a b"))
    assert [_said(instance) for instance in rule.instances] == [f"+{row}.x >= +{row}.y" for row in scopes]


def test_a_column_without_every_operand_is_left_out() -> None:
    fields = _fields("a", "x y") | _fields("b", "y")
    rule = expand(_relation("equal", left=["a"], right=["b"]), fields)
    assert [instance.scope for instance in rule.instances] == ["y"]


def test_cells_fixed_at_a_dash_take_unnamed_columns_out() -> None:
    assert [
        item.scope for item in _expanded("equal", form_columns="x y", closed=["a.x"], left=["a"], right=["b"]).instances
    ] == ["y"]
    assert _expanded("equal", closed=["b.x"], left=["a"], right=["b"]).instances == ()


def test_a_named_column_is_asked_unless_all_its_cells_are_fixed() -> None:
    named: dict[str, Any] = {"left": ["a"], "right": ["b"], "columns": ["x"]}
    assert len(_expanded("equal", closed=["a.x"], **named).instances) == 1
    assert _expanded("equal", closed=["a.x", "b.x"], **named).instances == ()


@pytest.mark.parametrize("level", ["error", "verify", "note"])
def test_a_severity_holds_for_every_column(level: str) -> None:
    rule = _expanded("equal", form_columns="x y", left=["a"], right=["b"], severity=level)
    assert [instance.severity for instance in rule.instances] == [Severity(level)] * 2


def test_a_severity_may_differ_by_column_and_leave_one_out() -> None:
    levels = {"z": "verify", "x": "error"}
    rule = _expanded("equal", form_columns="x y z", left=["a"], right=["b"], severity=levels)
    assert [(item.scope, item.severity.value) for item in rule.instances] == [("x", "error"), ("z", "verify")]


NEEDS: list[tuple[str, dict[str, Any]]] = [
    ("sum", {"total": "a", "parts": ["b"]}),
    ("equal", {"left": ["a"], "right": ["b"]}),
    ("at_most", {"left": ["a"], "right": ["b"]}),
    ("at_least", {"left": ["a"], "right": ["b"]}),
    ("descending", {"steps": [["a"], ["b"]]}),
    ("one_of", {"left": ["a"], "alternatives": [["b"]]}),
    ("zero_unless", {"left": ["a"]}),
    ("carry_over", {"left": ["a"], "previous": ["b"]}),
    ("roll_forward", {"left": ["a"], "previous": ["b"]}),
    ("whole_number", {}),
    ("narrative", {"readings": [["a.x"]]}),
]


@pytest.mark.parametrize(("kind", "needs"), NEEDS)
def test_each_kind_needs_its_keys(kind: str, needs: dict[str, Any]) -> None:
    assert missing_keys(_relation(kind, **needs)) == ()
    assert missing_keys(_relation(kind)) == tuple(needs)
    for name in needs:
        assert missing_keys(_relation(kind, **{key: value for key, value in needs.items() if key != name})) == (name,)


def _bad(kind: str, **keys: Any) -> list[BadReference]:
    return list(bad_references(_relation(kind, **keys), _fields("a b")))


@pytest.mark.parametrize(
    ("kind", "needs"), [*NEEDS, ("roll_forward", {"left": ["a"], "previous": ["a"], "plus": ["b"], "minus": ["b"]})]
)
def test_codes_of_the_form_are_no_bad_references(kind: str, needs: dict[str, Any]) -> None:
    assert _bad(kind, **needs) == []


@pytest.mark.parametrize(
    ("kind", "keys", "key"),
    [
        ("sum", {"total": "q", "parts": ["a"]}, "total"),
        ("sum", {"total": "a", "parts": ["b", "q"]}, "parts"),
        ("equal", {"left": ["q"], "right": ["a"]}, "left"),
        ("equal", {"left": ["a"], "right": ["q"]}, "right"),
        ("descending", {"steps": [["a"], ["b", "q"]]}, "steps"),
        ("one_of", {"left": ["a"], "alternatives": [["b"], ["q"]]}, "alternatives"),
        ("carry_over", {"left": ["a"], "previous": ["q"]}, "previous"),
        ("roll_forward", {"left": ["a"], "previous": ["a"], "plus": ["q"]}, "plus"),
        ("roll_forward", {"left": ["a"], "previous": ["a"], "minus": ["q"]}, "minus"),
    ],
)
def test_a_row_the_form_does_not_have_is_told_with_its_key(kind: str, keys: dict[str, Any], key: str) -> None:
    assert _bad(kind, **keys) == [BadReference("own", key, "q", ("a", "b"))]


def test_a_column_the_form_does_not_have_is_told() -> None:
    assert _bad("equal", left=["a"], right=["b"], columns=["x", "q"]) == [
        BadReference("own", "columns", "q", ("x", "y"))
    ]


def test_across_columns_the_operands_are_columns_and_the_scopes_rows() -> None:
    across: dict[str, Any] = {"across": "columns", "left": ["x"], "right": ["y"]}
    assert _bad("equal", **across, rows=["a"]) == []
    assert _bad("equal", **{**across, "right": ["a"]}) == [BadReference("own", "right", "a", ("x", "y"))]
    assert _bad("equal", **across, rows=["x"]) == [BadReference("own", "rows", "x", ("a", "b"))]


@pytest.mark.parametrize("prefix", ["", "-"])
def test_a_reading_names_cells_added_or_subtracted(prefix: str) -> None:
    known = ("a.x", "a.y", "b.x", "b.y")
    assert _bad("narrative", readings=[["a.x", f"{prefix}b.y"]]) == []
    assert _bad("narrative", readings=[["a.x"], [f"{prefix}a.q"]]) == [
        BadReference("own", "readings", f"{prefix}a.q", known)
    ]


def test_every_bad_reference_is_told() -> None:
    assert [item.code for item in _bad("sum", total="p", parts=["q", "a", "r"])] == ["p", "q", "r"]


@pytest.mark.parametrize(
    ("keys", "fits"),
    [
        ({}, [True, True, True]),
        ({"levels": ["county"]}, [True, True, False]),
        ({"bodies": ["department"]}, [True, False, True]),
        ({"levels": ["county"], "bodies": ["department"]}, [True, False, False]),
    ],
)
def test_a_relation_speaks_of_the_levels_and_bodies_it_names(keys: dict[str, Any], fits: list[bool]) -> None:
    units = [(Level.COUNTY, Body.DEPARTMENT), (Level.COUNTY, Body.GOVERNMENT), (Level.PROVINCIAL, Body.DEPARTMENT)]
    equal, zero = _relation("equal", **keys), _relation("zero_unless", **keys)
    assert [holds_for(equal, level, body) for level, body in units] == fits
    assert [holds_for(zero, level, body) for level, body in units] == [not fit for fit in fits]
