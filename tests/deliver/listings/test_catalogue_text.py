"""The pages of the catalogue: every code listed, and no fact's name left between braces."""

import re

import pytest

from reportgen.deliver.listings.catalogue_text import listing, markdown, page
from reportgen.findings.catalogue import CATALOGUE
from reportgen.language import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_listed_once(language: Language) -> None:
    assert [line.split()[0] for line in listing(language)] == sorted(CATALOGUE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_page_speaks_of_no_fact_by_its_name(code: str, language: Language) -> None:
    text = "\n".join(page(code, language))
    assert text.startswith(code)
    assert CATALOGUE[code].name in text
    entry = CATALOGUE[code]
    said = [entry.message[language], entry.hint[language]]
    typed = {name for part in said for name in re.findall(r"\{\{(\w+)\}\}", part)}
    facts = {name for part in said for name in re.findall(r"(?<!\{)\{(\w+)\}", part)} - typed
    assert not [name for name in facts if f"{{{name}}}" in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_are_shown_as_they_are_typed(language: Language) -> None:
    assert "{%tr" in "\n".join(page("R105", language))
    assert "{{ p.text }}" in "\n".join(page("P222", language))
    assert "{year}" in "\n".join(page("W103", language))
    assert not re.search(r"\{\{%|%\}\}|\{\{\{|\}\}\}", "\n".join(markdown(language)))


def test_the_page_of_all_has_a_heading_a_code() -> None:
    headings = [line for line in "\n".join(markdown("en")).splitlines() if line.startswith("## ")]
    assert len(headings) == len(CATALOGUE)
