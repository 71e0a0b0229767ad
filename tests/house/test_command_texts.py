"""Every text that is not a finding's is translated, and every translation is of a text that is said."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from babel.messages.pofile import read_po

import reportgen
from reportgen.cli.app import app
from reportgen.language import translate

PACKAGE = Path(reportgen.__file__).parent
TEXTS = PACKAGE / "language" / "locale" / "zh_CN" / "LC_MESSAGES" / "reportgen.po"


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


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _written() -> set[str]:
    """Every text in the code, as it stands and on one line."""
    texts: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts |= {node.value, " ".join(node.value.split())}
    return texts


@pytest.mark.parametrize("text", sorted(_help_texts() | _spoken()))
def test_a_text_of_the_command_line_is_translated(text: str) -> None:
    assert translate(text, "zh") != text or not text.strip()


@pytest.mark.slow
def test_every_translation_is_of_a_text_that_is_said() -> None:
    with TEXTS.open("rb") as file:
        entries = [entry for entry in read_po(file) if entry.id]
    ours = {str(entry.id) for entry in entries if "said by a library" not in entry.auto_comments}
    assert sorted(ours - _written() - _help_texts()) == []


def test_every_translation_is_there_and_quotes_the_same_facts() -> None:
    with TEXTS.open("rb") as file:
        texts = {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}
    assert [text for text, chinese in texts.items() if not chinese or _names(chinese) != _names(text)] == []
