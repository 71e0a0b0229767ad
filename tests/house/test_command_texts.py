"""Every text of the command line is translated."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import reportgen
from reportgen.cli.app import app
from reportgen.language import translate

PACKAGE = Path(reportgen.__file__).parent


def _tree(command: Any) -> Iterator[Any]:
    yield command
    for child in getattr(command, "commands", {}).values():
        yield from _tree(child)


def _help_texts() -> set[str]:
    texts: set[str] = set()
    for item in _tree(typer.main.get_command(app)):
        texts |= {" ".join(thing.help.split()) for thing in (item, *item.params) if getattr(thing, "help", None)}
    return texts


def _spoken() -> set[str]:
    """The first argument of every say, tell and translate call that is a plain text."""
    texts: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                first = node.args[0]
                if name in {"say", "tell", "translate"} and isinstance(first, ast.Constant):
                    texts.add(str(first.value))
    return texts


@pytest.mark.parametrize("text", sorted(_help_texts() | _spoken()))
def test_a_text_of_the_command_line_is_translated(text: str) -> None:
    assert translate(text, "zh") != text or not text.strip()
