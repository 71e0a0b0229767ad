"""Every code is well formed, has its texts in both languages, and asks only for facts that somebody gives."""

import ast
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import reportgen
from reportgen.findings import Severity
from reportgen.findings.catalogue import CATALOGUE, FILES, code_of
from reportgen.findings.ties import TIES
from reportgen.language import LANGUAGES

PACKAGE = Path(reportgen.__file__).parent
FOLDER = PACKAGE / "findings" / "catalogue"
TEXTS = ("title", "message", "hint", "why", "example")
CODE = re.compile(r"[SPCWRDBX]\d{3}")
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _raised() -> set[str]:
    """Every text of the program that is a code."""
    nodes = (node for tree in TREES.values() for node in ast.walk(tree))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if CODE.fullmatch(text)}


def _weighed() -> Iterator[tuple[str, str]]:
    """Code and severity of every call that names one of each: `Finding(code="C704", severity=Severity.VERIFY, …)`."""
    for node in (node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Call)):
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        codes = [item.value for item in given if isinstance(item, ast.Constant) and str(item.value) in CATALOGUE]
        weights = [item.attr for item in given if isinstance(item, ast.Attribute) and item.attr in Severity.__members__]
        if len(codes) == len(weights) == 1:
            yield str(codes[0]), Severity[weights[0]]
        elif len(codes) == 1 and isinstance(node.func, ast.Attribute) and node.func.attr == "of":
            yield str(codes[0]), Severity.ERROR  # an exception of errors.py


def _made() -> Iterator[tuple[str, bool]]:
    """Code of every call of `finding_of` that names one, and whether it names a severity: `finding_of("R107", at)`."""
    for node in (node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(node.func, ast.Name) and node.func.id == "finding_of" and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value), len(node.args) > 2


def test_a_code_is_a_letter_and_three_digits_and_stands_in_the_file_of_its_letter_in_order() -> None:
    for letter, name in FILES.items():
        codes = list(tomllib.loads((FOLDER / name).read_text(encoding="utf-8")))
        assert [code for code in codes if not CODE.fullmatch(code) or code[0] != letter] == []
        assert codes == sorted(codes)


def test_every_file_of_the_catalogue_is_read() -> None:
    assert {path.name for path in FOLDER.glob("*.toml")} == set(FILES.values())


def test_a_name_is_small_words_with_hyphens_and_no_other_code_has_it() -> None:
    names = [entry.name for entry in CATALOGUE.values()]
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or name == "all"] == []
    assert len(set(names)) == len(names)


def test_every_text_of_a_code_stands_in_both_languages() -> None:
    for code, entry in CATALOGUE.items():
        for part in TEXTS:
            text = getattr(entry, part)
            assert set(text) == set(LANGUAGES), f"{code} {part}"
            assert len({bool(text[language].strip()) for language in LANGUAGES}) == 1, f"{code} {part}"
        assert entry.title["en"], code
        assert entry.message["en"], code


def test_the_chinese_of_a_code_is_chinese() -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    texts = {f"{code} {part}": getattr(entry, part)["zh"] for code, entry in CATALOGUE.items() for part in TEXTS}
    assert [place for place, text in texts.items() if text and not han.search(text)] == []


def test_both_languages_quote_the_same_facts() -> None:
    for code, entry in CATALOGUE.items():
        for part in ("title", "message", "hint"):
            text = getattr(entry, part)
            assert _names(text["zh"]) == _names(text["en"]), f"{code} {part}"


def test_words_that_are_translated_are_quoted() -> None:
    for code, entry in CATALOGUE.items():
        assert set(entry.words) <= _names(entry.message["en"] + entry.hint["en"]), code


@pytest.mark.slow
def test_every_code_is_raised_somewhere() -> None:
    assert sorted(set(CATALOGUE) - _raised()) == []


@pytest.mark.slow
def test_every_code_raised_is_in_the_catalogue() -> None:
    assert sorted(_raised() - set(CATALOGUE)) == []


@pytest.mark.slow
def test_a_code_is_raised_with_a_severity_that_the_catalogue_names() -> None:
    weighed = set(_weighed())
    assert len(weighed) > 60
    assert [(code, weight) for code, weight in weighed if weight not in CATALOGUE[code].severity] == []


@pytest.mark.slow
def test_a_finding_is_made_with_a_severity_where_the_catalogue_names_several_and_only_there() -> None:
    made = list(_made())
    assert len(made) > 120
    assert [code for code, is_weighed in made if is_weighed != (len(CATALOGUE[code].severity) > 1)] == []


def test_what_a_code_yields_to_is_another_code_or_a_room_by_a_tie_that_there_is() -> None:
    for code, entry in CATALOGUE.items():
        assert set(entry.yields_to) <= set(TIES), code
        others = {other for codes in entry.yields_to.values() for other in codes}
        assert others <= {*CATALOGUE, *FILES} - {code, code[0]}, code


def test_every_tie_ties_something() -> None:
    assert {tie for entry in CATALOGUE.values() for tie in entry.yields_to} == set(TIES)


@pytest.mark.parametrize("word", ["C201", "c201", "total-off", "Total-Off"])
def test_a_code_is_found_by_itself_and_by_its_name(word: str) -> None:
    assert code_of(word) == "C201"


@pytest.mark.parametrize("word", ["C999", "Q101", "total", "", "all"])
def test_what_is_no_code_and_no_name_is_not_found(word: str) -> None:
    assert code_of(word) is None


@pytest.mark.slow
def test_only_the_file_of_a_code_that_is_told_is_read() -> None:
    script = (
        "import sys, reportgen.findings.text, reportgen.findings.catalogue as catalogue; "
        "before = 'tomllib' in sys.modules; catalogue.CATALOGUE['C201']; "
        "print(before, catalogue._of_letter.cache_info().currsize)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert told.stdout.split() == ["False", "1"]
