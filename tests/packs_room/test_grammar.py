"""The dataclasses of a file are its grammar: what a file may say, what is refused, and what comes of it."""

import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from pydantic import ValidationError

from reportgen.model import Level
from reportgen.packs.form import Form, Row, Table
from reportgen.packs.grammar import keys_at, made
from reportgen.packs.pack import PackFile
from reportgen.packs.schema import Chart, Condition, Deadline, Percent, Relation

COLUMNS = [{"code": "annual", "label": "本年"}]


def _table(**part: Any) -> Table:
    rows = [{"code": "1", "label": "甲"}]
    return made(
        Table, {"key": "t", "sheet": "表", "layout": "list", "columns": COLUMNS, "parts": [{"rows": rows, **part}]}
    )


def test_a_list_of_the_file_is_a_tuple() -> None:
    relation = made(Relation, {"id": "s", "kind": "descending", "text": "x", "steps": [["1", "2"], ["3"]]})
    assert relation.steps == (("1", "2"), ("3",))
    assert (relation.parts, relation.severity) == ((), "error")


@pytest.mark.parametrize("figure", ["1.annual", ["1.annual"]])
def test_one_may_stand_without_the_brackets_of_several(figure: str | list[str]) -> None:
    assert made(Condition, {"figure": figure, "is": "zero"}) == Condition(figure=("1.annual",), is_="zero")


def test_a_row_is_printed_as_it_is_called_unless_it_says_otherwise() -> None:
    assert made(Row, {"code": "1", "label": "甲"}).printed == "甲"
    assert made(Row, {"code": "1", "label": "甲", "printed": "一、甲"}).printed == "一、甲"
    assert Row(code="1", label="甲").printed == "甲"


def test_a_part_has_the_columns_of_its_table_unless_it_has_its_own() -> None:
    assert [column.code for column in _table().parts[0].columns] == ["annual"]
    own = [{"code": "count", "label": "数"}]
    assert [column.code for column in _table(columns=own).parts[0].columns] == ["count"]


@pytest.mark.parametrize(
    ("kind", "data", "error"),
    [
        (Row, {"code": "1"}, "missing"),
        (Row, {"code": 1, "label": "甲"}, "string_type"),
        (Row, {"code": "1 2", "label": "甲"}, "string_pattern_mismatch"),
        (Row, {"code": "1", "label": ""}, "string_too_short"),
        (Row, {"code": "1", "label": "甲", "lable": "乙"}, "unexpected_keyword_argument"),
        (Row, {"code": "1", "label": "甲", "star": "yes"}, "bool_type"),
        (Row, {"code": "1", "label": "甲", "dash": "annual"}, "tuple_type"),
        (Row, "甲", "dataclass_type"),
        (Percent, {"at_least": 101}, "less_than_equal"),
        (Chart, {"title": "甲", "figures": ["1"]}, "too_short"),
        (Deadline, {"who": "甲", "what": "乙", "text": "丙", "levels": ["village"]}, "enum"),
    ],
)
def test_what_the_grammar_does_not_allow_is_refused(kind: Any, data: Any, error: str) -> None:
    with pytest.raises(ValidationError) as refused:
        made(kind, data)
    assert [item["type"] for item in refused.value.errors()] == [error]


def test_a_word_of_the_file_is_the_level_it_names() -> None:
    deadline = made(Deadline, {"who": "甲", "what": "乙", "text": "丙", "levels": ["county"]})
    assert deadline.levels == (Level.COUNTY,)


def test_the_keys_that_are_known_at_a_place() -> None:
    assert keys_at(PackFile, ())[:2] == ["id", "extends"]
    assert "form" in keys_at(PackFile, ())
    assert keys_at(PackFile, ("sections", 0, "phrases", 1, "when")) == ["figure", "is"]
    assert "total_of" in keys_at(Form, ("tables", 0, "parts", 0, "columns", 2))
    assert keys_at(PackFile, ("name",)) == []
    assert keys_at(PackFile, ("nothing", "here")) == []


def test_a_value_is_frozen_equal_by_what_it_holds_and_crosses_processes() -> None:
    row = Row(code="1", label="甲")
    with pytest.raises(FrozenInstanceError):
        row.label = "乙"  # type: ignore[misc]  # what is refused
    assert pickle.loads(pickle.dumps(row)) == row


@pytest.mark.slow
def test_nothing_but_holding_a_file_against_the_grammar_needs_pydantic() -> None:
    code = "import sys, reportgen.packs, reportgen.packs.cases; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
