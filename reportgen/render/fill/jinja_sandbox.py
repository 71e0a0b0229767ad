"""Jinja2 shut in: no functions, no tests, a handful of filters, and of each value only what a report's tag may ask.

Gives the environment in which the templates of `jinja_source.py` run, with a context that holds under `FILLING` who
takes the values on their way into the text.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Protocol

from jinja2 import StrictUndefined, pass_context
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.model import Paragraph
from reportgen.render.fill.expressions import LOOP
from reportgen.render.fill.jinja_source import BLOCK, NOTE, PRINT

FILLING: Final = " filling"  # no tag can ask for a name with a space in it


class Filling(Protocol):
    """Who looks at each value: `printed` gives it as XML, `listed` what a loop goes through."""

    reached: int

    def printed(self, number: int, value: Any) -> Markup: ...  # noqa: D102

    def listed(self, number: int, value: Any) -> tuple[Any, ...]: ...  # noqa: D102


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 without functions: a figure by its column, a paragraph's text and level, a loop's counts, no more."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]  # the figures of a row, the fields of a section; never a method of the mapping
        if isinstance(obj, Paragraph) and attribute in ("text", "level"):
            return obj.text if attribute == "text" else obj.level
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        # the white list refuses subscripts already; no door is left to one lock
        return self.undefined(obj=obj, name=str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        return False


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """The one environment of a process."""
    found = _Sandbox(
        # Signs that no XML can hold (`jinja_source.py`), so that braces in a template's or value's text stay text.
        variable_start_string=PRINT[0], variable_end_string=PRINT[1], block_start_string=BLOCK[0],
        block_end_string=BLOCK[1], comment_start_string=NOTE[0], comment_end_string=NOTE[1],
        # Without autoescape the rest of a paragraph is lost after a < in a value.
        undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True,
    )  # fmt: skip
    found.globals.clear()  # range, namespace, lipsum and their like
    found.tests.clear()
    found.filters = {
        "upper": _upper, "lower": _lower, "trim": _trim, "length": _length, "join": _join,
        "printed": _printed, "listed": _listed, "reached": _reached,
    }  # fmt: skip
    return found


# A value that a filter cannot take passes through, so that printing it is a finding at the tag.
def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _trim(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _length(value: Any) -> Any:
    # stops where it is asked for
    return len(value) if isinstance(value, str | tuple) else StrictUndefined(obj=value, name="length")


def _join(value: Any, separator: str) -> Any:
    is_list = isinstance(value, tuple) and all(isinstance(item, Paragraph) for item in value)
    return separator.join(item.text for item in value) if is_list else value


@pass_context
def _printed(context: Context, value: Any, number: int) -> Markup:
    return _filling(context).printed(number, value)


@pass_context
def _listed(context: Context, value: Any, number: int) -> tuple[Any, ...]:
    return _filling(context).listed(number, value)


@pass_context
def _reached(context: Context, number: int) -> bool:
    _filling(context).reached = number
    return True  # so that it can stand in a condition


def _filling(context: Context) -> Filling:
    found: Filling = context[FILLING]
    return found
