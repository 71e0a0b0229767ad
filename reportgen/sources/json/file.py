"""One report as JSON: parsed, with a pointer for every value. Numbers with a point are Decimal, never float.

Takes a file's bytes (UTF-8 with or without a mark, UTF-16 with one, GBK), gives a JsonReport; raises SourceError where
the text is no JSON object. Keys that stand twice are kept as findings. What the members mean is left to `bind.py`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from reportgen.errors import SourceError
from reportgen.findings import Finding, Location, finding_of
from reportgen.sources.encoding import decoded

# A character beyond U+FFFF is written as two escapes, \ud83d\ude00; this finds the first half of any.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, eq=False)
class JsonReport:
    """A report's members as they stand in the file. `findings`: what is wrong with the JSON itself."""

    file: str
    data: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()

    def location(self, pointer: str) -> Location:
        """The place of the value at that pointer (RFC 6901)."""
        return Location(file=self.file, pointer=pointer)


def read(data: bytes, file: str) -> JsonReport:
    """The report of these bytes; `file` is its name in findings."""
    at = Location(file=file)
    if not data.strip():
        raise SourceError.of("S103", at)
    parsed = parse(decoded(data, at), at)
    if not isinstance(parsed, dict):
        raise SourceError.of("S115", at, found=kind_of(parsed))
    try:
        return JsonReport(file, parsed, tuple(_repeated(parsed, file)))
    except RecursionError as error:
        raise SourceError.of("S117", at) from error


def parse(text: str, at: Location) -> Any:
    """The JSON value. Raises SourceError with line and column where the text is no JSON."""
    try:
        # NaN and Infinity become Decimals too, which no figure takes
        value = json.loads(text, parse_float=_number, parse_constant=Decimal, object_pairs_hook=_members)
        _refuse_halves(text, value, at)
        return value
    except json.JSONDecodeError as error:
        where = Location(file=at.file, line=error.lineno, column=error.colno)
        raise SourceError.of("S114", where, reason=error.msg.partition(": ")[0]) from error
    except (RecursionError, ValueError) as error:  # nested too deep; a number of thousands of digits
        raise SourceError.of("S117", at) from error


def _number(text: str) -> Decimal:
    """The number; NaN for one whose exponent no number has, which no figure takes either."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _refuse_halves(text: str, value: Any, at: Location) -> None:
    """A character written as two escapes of which one is missing: nothing can be done with such a text."""
    if _HALF.search(text) is None:
        return
    try:
        # a half cannot be encoded, wherever in the value it stands
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        found = f"\\u{ord(error.object[error.start]):04x}"
        raise SourceError.of("S119", at, found=found) from error


def kind_of(value: Any) -> str:
    """What kind of value it is, in words."""
    for kind, name in ((bool, "true/false"), (str, "text"), (dict, "object"), (list, "list")):
        if isinstance(value, kind):
            return name
    return "null" if value is None else "number"


def step(name: str) -> str:
    """A key as a step of a pointer."""
    return name.replace("~", "~0").replace("/", "~1")  # ~ first, or the / of an escape would be escaped again


class _Members(dict[str, Any]):
    """An object in which keys stood twice; the last value counts, as everywhere."""

    repeated: tuple[str, ...] = ()


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    keys = [key for key, _ in pairs]
    marked = _Members(members)
    marked.repeated = tuple(key for key in members if keys.count(key) > 1)
    return marked


def _repeated(value: Any, file: str, pointer: str = "") -> Iterator[Finding]:
    if isinstance(value, _Members):
        for key in value.repeated:
            where = Location(file=file, pointer=f"{pointer}/{step(key)}")
            yield finding_of("S251", where, key=key)
    for key, inner in _inner(value):
        if isinstance(inner, dict | list):
            yield from _repeated(inner, file, f"{pointer}/{step(key)}")


def _inner(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((str(index), item) for index, item in enumerate(value))
