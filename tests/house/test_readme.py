"""What the READMEs print as output is what the program prints: every line of it, in that order."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SHOWN = re.compile(r"<!-- output: (?P<command>.+?) -->\s*```\n(?P<lines>.*?)```", re.DOTALL)
_PAGES = {"README.md": "en", "README.zh-CN.md": "zh"}
_CASES = [
    (page, match["command"], match["lines"].splitlines(), language)
    for page, language in _PAGES.items()
    for match in _SHOWN.finditer((ROOT / page).read_text(encoding="utf-8"))
]


def printed(command: str, language: str) -> list[str]:
    """The lines the program prints for that command."""
    env = {**os.environ, "REPORTGEN_LANG": language, "PYTHONUTF8": "1"}
    arguments = [sys.executable, "-m", "reportgen", *command.split()]
    done = subprocess.run(arguments, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=False)
    return done.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize(("page", "command", "lines", "language"), _CASES, ids=[f"{c[0]}: {c[1]}" for c in _CASES])
def test_an_output_shown_is_the_output_printed(page: str, command: str, lines: list[str], language: str) -> None:
    rest = iter(printed(command, language))
    missing = [line for line in lines if line != "…" and line not in rest]
    assert missing == [], page


def test_both_pages_show_an_output() -> None:
    assert {page for page, *_ in _CASES} == set(_PAGES)


@pytest.mark.parametrize("page", _PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_both_pages_give_the_same_commands() -> None:
    commands = [re.findall(r"^python .+$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE) for page in _PAGES]
    assert commands[0] == commands[1]
    assert len(commands[0]) == 2
