"""The examples in the docstrings of this room hold."""

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

from reportgen import wording


@pytest.mark.parametrize("name", [module.name for module in iter_modules(wording.__path__)])
def test_the_examples_hold(name: str) -> None:
    assert doctest.testmod(import_module(f"reportgen.wording.{name}")).failed == 0
