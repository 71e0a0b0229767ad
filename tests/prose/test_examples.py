"""The examples in the docstrings of the language rooms are what these functions give."""

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

from reportgen import prose

MODULES = [module.name for module in iter_modules(prose.__path__, f"{prose.__name__}.")]
WITH_EXAMPLES = {"extent", "quantities", "respective", "times", "voice", "words"}


@pytest.mark.parametrize("name", MODULES)
def test_an_example_gives_what_it_says(name: str) -> None:
    failed, tried = doctest.testmod(import_module(name))
    assert not failed
    assert bool(tried) == (name.rpartition(".")[2] in WITH_EXAMPLES)
