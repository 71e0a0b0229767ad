"""Every module of the three folders of checks is found, and its functions are asked."""

import ast
from pathlib import Path

import pytest

import reportgen.checks
from reportgen.checks.registry import REPORT_CHECKS, RULE_CHECKS, TEXT_CHECKS, rule_check

FOLDER = Path(reportgen.checks.__file__).parent
DECORATORS = {"rule_check", "report_check", "text_check"}


def _decorated() -> set[str]:
    """module.function of each decorated function, as the files stand."""
    found = set()
    for path in FOLDER.glob("*/*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                names = {
                    getattr(item, "id", getattr(getattr(item, "func", None), "id", "")) for item in node.decorator_list
                }
                if names & DECORATORS:
                    found.add(f"reportgen.checks.{path.parent.name}.{path.stem}.{node.name}")
    return found


def test_every_decorated_function_is_registered_once() -> None:
    registered = [*REPORT_CHECKS, *TEXT_CHECKS, *set(RULE_CHECKS.values())]
    names = [f"{item.__module__}.{item.__name__}" for item in registered]
    assert sorted(names) == sorted(_decorated())
    assert len(TEXT_CHECKS) >= 10


def test_a_kind_of_relation_has_one_check() -> None:
    kind = next(iter(RULE_CHECKS))
    with pytest.raises(ValueError, match="two checks"):
        rule_check(kind)(lambda data, pack, rule: ())
