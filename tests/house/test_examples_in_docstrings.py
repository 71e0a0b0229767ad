"""The examples in the docstrings of the language rooms are what these functions give."""

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

from reportgen import prose, wording

MODULES = ["reportgen.packs.grammar", "reportgen.packs.words"] + [
    module.name for room in (prose, wording) for module in iter_modules(room.__path__, f"{room.__name__}.")
]
PROSE = ("extent", "mentions", "quantities", "respective", "times", "voice")
WORDING = ("cell_names", "dates", "likeness", "numbers", "numerals", "personal_numbers", "placeholders", "signs")
WITH_EXAMPLES = {
    "reportgen.packs.grammar",
    "reportgen.packs.words",
    *(f"reportgen.prose.{name}" for name in PROSE),
    *(f"reportgen.wording.{name}" for name in WORDING),
}


@pytest.mark.parametrize("name", MODULES)
def test_an_example_gives_what_it_says(name: str) -> None:
    failed, tried = doctest.testmod(import_module(name))
    assert not failed
    assert tried or name not in WITH_EXAMPLES
