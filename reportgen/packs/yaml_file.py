"""A YAML file read, and held against a schema; every finding at once, each at its place.

Gives the parsed model or findings with file, line and column. Places are asked for only where something is wrong: then
the text is read a second time, by a reader that knows them. What the values mean is left to `load.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from reportgen.findings import Finding, Location, finding_of
from reportgen.packs import plain_yaml
from reportgen.packs.grammar import Kind, Strict, keys_at, made
from reportgen.wording.likeness import nearest

Path_ = Sequence[str | int]
_DEEPEST, _MOST_ALIASES = 50, 16  # a pack nests seven levels; each alias may double what a text stands for
_EXPECTED = {"tuple_type": "a valid list", "dataclass_type": "a mapping"}  # by the file's words, not Python's


@dataclass(frozen=True)
class Document:
    """A parsed YAML file: its plain data, and its text, in which the place of each value can be found."""

    file: Path
    data: Any
    text: str

    @cached_property
    def root(self) -> Any:
        """The parser's nodes, which know where each value stands."""
        return _parser().compose(self.text)

    def place(self, path: Path_ = (), *, of_key: bool = False) -> Location:
        """Where the value (or its key) at that path stands; the nearest enclosing place when it is not there."""
        node, line, column = self.root, 0, 0
        for index, step in enumerate(path):
            key, inner = _inner(node, step)
            if inner is None:
                break
            mark = (key if of_key and index == len(path) - 1 else inner).start_mark
            line, column, node = mark.line, mark.column, inner
        return Location(file=str(self.file), line=line + 1, column=column + 1)


def read(file: Path) -> tuple[Document | None, list[Finding]]:
    """The file parsed as YAML 1.2, or why it could not be."""
    at = Location(file=str(file))
    try:
        text = file.read_text(encoding="utf-8-sig")  # -sig: the editor of Windows puts a mark in front
    except OSError as error:
        return None, [finding_of("P110", at, reason=error.strerror or type(error).__name__)]
    except UnicodeDecodeError:
        return None, [finding_of("P115", at)]
    data = plain_yaml.data(text)
    if data is None:
        data, findings = _read_with_care(text, at)
        if findings:
            return None, findings
    if not isinstance(data, Mapping):
        return None, [finding_of("P103", at, key=file.name, expected="a mapping", found=type(data).__name__)]
    return Document(file, data, text), []


def _read_with_care(text: str, at: Location) -> tuple[Any, list[Finding]]:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    parser = _parser()
    try:
        too_much = _too_much(parser.parse(text))
        if too_much is not None:
            line, column = too_much.start_mark.line + 1, too_much.start_mark.column + 1
            reason = f"more than {_DEEPEST} levels or {_MOST_ALIASES} aliases"
            return None, [finding_of("P101", Location(file=at.file, line=line, column=column), reason=reason)]
        root = parser.compose(text)
        return (parser.constructor.construct_document(root) if root is not None else None), []
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = Location(file=at.file, line=mark.line + 1, column=mark.column + 1) if mark else at
        return None, [finding_of("P101", where, reason=str(error.problem or error.context or "").strip())]
    except (YAMLError, RecursionError, ValueError) as error:  # ValueError: 2024-02-31, which reads as a date
        return None, [finding_of("P101", at, reason=(str(error).splitlines() or [type(error).__name__])[0])]


def _too_much(events: Iterable[Any]) -> Any:
    """The first event that nests deeper, or stands for another once more often, than any pack does; else None."""
    depth = aliases = 0
    for event in events:
        kind = type(event).__name__
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        aliases += kind == "AliasEvent"
        if depth > _DEEPEST or aliases > _MOST_ALIASES:
            return event
    return None


def _parser() -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True)  # of YAML 1.2; its own C parser knows YAML 1.1 only


def validate(document: Document, kind: type[Kind], data: Any = None) -> tuple[Kind | None, list[Finding]]:
    """The file's data (or data merged from it and its parent) as that dataclass, or every deviation from it."""
    from pydantic import ValidationError

    try:
        return made(kind, document.data if data is None else data), []
    except ValidationError as error:
        return None, [_deviation(document, kind, item) for item in error.errors()]


def _deviation(document: Document, grammar: type[Strict], item: Any) -> Finding:
    path = tuple(step for step in item["loc"] if not _is_branch(document, item["loc"], step))
    kind, found = item["type"], item.get("input")
    key = ".".join(str(step) for step in path)
    if kind == "unexpected_keyword_argument":  # pydantic's word for a key that the dataclass does not have
        known = keys_at(grammar, path[:-1])
        return finding_of(
            "P102",
            document.place(path, of_key=True),
            key=str(path[-1]),
            nearest=nearest(str(path[-1]), known),
            known=", ".join(known),
        )
    if kind == "missing":
        return finding_of("P104", document.place(path[:-1]), key=key)
    if kind == "string_type" and isinstance(found, int | float):  # a code without quotes: 5.10 is the number 5.1 by now
        return finding_of("P105", document.place(path), key=key, found=str(found))
    expected = _EXPECTED.get(kind) or item["msg"].removeprefix("Input should be ").removeprefix("String should ")
    expected = expected.replace("Tuple ", "List ")
    return finding_of("P103", document.place(path), key=key, expected=expected, found=_shown(found))


def _is_branch(document: Document, loc: Sequence[Any], step: Any) -> bool:
    """True for a step that names a branch of a union, not a key of the file."""
    return isinstance(step, str) and (
        step.startswith(("tuple[", "dict[", "literal[", "function-")) or step in {"str", "Condition"}
    )


def _inner(node: Any, step: str | int) -> tuple[Any, Any]:
    """The nodes of the key and the value that one step leads to; in a list the item is both; None for no such step."""
    if isinstance(node.value, list) and node.id == "mapping":
        return next(((key, value) for key, value in node.value if key.value == str(step)), (None, None))
    if node.id == "sequence" and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None, None


def _shown(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 60 else text[:57] + "..."
