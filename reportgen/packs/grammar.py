"""How the grammar of a YAML file is written in frozen dataclasses, and how data is held against it.

A dataclass of `schema.py`, `form.py` or `pack.py` says which keys there are and what each may hold, and is also the
value that other rooms read. Defining one, or making one in Python, needs nothing but the standard library; only
`adapter` loads pydantic, which checks what comes from a file. Where a deviation stands is left to `yaml_file.py`.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar, get_type_hints

from reportgen.model import Body, Level

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Item = TypeVar("Item")
Schema = dict[str, Any]


class Must:
    """What a value must be besides its type: `pattern`, `min_length`, `ge`, `le`; `strict=False` converts it."""

    def __init__(self, **limits: object) -> None:
        self._limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Schema:
        schema: Schema = handler(source)
        # the schema may be a reference to one that is defined elsewhere
        handler.resolve_ref_schema(schema).update(self._limits)
        return schema


class _OneOrSeveral:
    """A list, or its only item without the brackets; a tuple either way."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Schema]) -> Schema:
        several = {**handler(source), "strict": False}
        alone = {"type": "no-info", "function": lambda item: (item,)}  # no-info: a function of the value alone
        one = {"type": "function-after", "function": alone, "schema": several["items_schema"][0]}
        return {"type": "union", "choices": [one, several]}


Many = Annotated[tuple[Item, ...], Must(strict=False)]  # YAML has lists, not tuples
OneOrMany = Annotated[tuple[Item, ...], _OneOrSeveral()]

Code = Annotated[str, Must(pattern=r"^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$")]  # 5.1, r3_3_1, review
ColumnCode = Annotated[str, Must(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Key = Annotated[str, Must(pattern=r"^[a-z][a-z0-9_]*$")]  # remedies, draft_mark
Slug = Annotated[str, Must(pattern=r"^[a-z0-9][a-z0-9-]*$")]  # county-government-2008
Text = Annotated[str, Must(min_length=1)]

LevelName = Annotated[Level, Must(strict=False)]  # YAML has words, not members
BodyName = Annotated[Body, Must(strict=False)]
SeverityName = Literal["error", "verify", "note"]


def _described(schema: Schema, kind: type) -> None:
    schema["description"] = inspect.cleandoc(kind.__doc__ or "")


class Strict:
    """What a file holds: an unknown key, a wrong type, an unquoted code is refused."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Mapping[str, Any]] = {
        "extra": "forbid",
        "strict": True,
        "json_schema_extra": _described,
    }

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Schema:
        schema: Schema = handler(source)
        handler.resolve_ref_schema(schema)["strict"] = False  # made from a mapping, of which each value is strict
        return schema


Kind = TypeVar("Kind", bound=Strict)


@lru_cache(maxsize=16)
def adapter(kind: type) -> "TypeAdapter[Any]":
    """What holds data against that dataclass and makes one of it; one a kind, of which there are few."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def made(kind: type[Kind], data: Any) -> Kind:
    """The data as that dataclass. Raises pydantic's ValidationError where it is not so.

    >>> from reportgen.packs.schema import Years
    >>> made(Years, {"first": 2019})
    Years(first=2019, last=None)
    """
    grammar: type = kind
    value: Kind = adapter(grammar).validate_python(data)
    return value


def keys_at(kind: type, path: Sequence[str | int]) -> list[str]:
    """The keys that the grammar knows at that place of a file; none where it has no mapping there.

    >>> from reportgen.packs.schema import Deadline
    >>> keys_at(Deadline, ["by"]), keys_at(Deadline, ["text"])
    (['month', 'day'], [])
    """
    current: type | None = kind
    for step in path:
        if isinstance(step, str) and current is not None:
            hints = get_type_hints(current)
            found = next((hints[item.name] for item in fields(current) if _key(item) == step), None)
            current = next(_dataclasses(found), None)
    return [] if current is None else [_key(item) for item in fields(current)]


def _key(item: Any) -> str:
    return str(item.metadata.get("alias", item.name))


def _dataclasses(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for inner in getattr(hint, "__args__", ()):
        yield from _dataclasses(inner)
