"""Every code is well formed, has its texts in both languages, and asks only for facts that somebody gives."""

import re
import string
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import reportgen
from reportgen.findings.catalogue import CATALOGUE

PACKAGE = Path(reportgen.__file__).parent
LOCALE = PACKAGE / "language" / "locale" / "zh_CN" / "LC_MESSAGES"
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))


def _chinese() -> dict[str, str]:
    with (LOCALE / "reportgen.po").open("rb") as file:
        return {str(item.id): str(item.string) for item in read_po(file) if item.id}


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_code_is_a_letter_and_three_digits(code: str) -> None:
    assert re.fullmatch(r"[SPCWRDBX]\d{3}", code)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_text_of_a_code_is_translated(code: str) -> None:
    chinese, entry = _chinese(), CATALOGUE[code]
    texts = [text for text in (entry.title, entry.message, entry.hint, entry.why, entry.example) if text]
    assert [text for text in texts if not chinese.get(text)] == []


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_translation_quotes_no_fact_that_its_text_does_not(code: str) -> None:
    chinese, entry = _chinese(), CATALOGUE[code]
    for text in (entry.message, entry.hint):
        assert _names(chinese.get(text, "")) <= _names(text), text


def test_every_code_is_raised_somewhere() -> None:
    used = set(re.findall(r"""["']([SPCWRDBX]\d{3})["']""", re.sub(r'"[A-Z]\d{3}": Entry', "", SOURCES)))
    assert sorted(set(CATALOGUE) - used) == []


def test_every_code_raised_is_in_the_catalogue() -> None:
    used = set(re.findall(r"""["']([SPCWRDBX]\d{3})["']""", SOURCES))
    assert sorted(used - set(CATALOGUE)) == []


def test_the_compiled_catalog_is_that_of_the_texts() -> None:
    with (LOCALE / "reportgen.mo").open("rb") as file:
        compiled = {str(item.id): str(item.string) for item in read_mo(file) if item.id}
    assert compiled == {key: value for key, value in _chinese().items() if value}
