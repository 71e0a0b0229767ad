"""YAML read fast where it can only mean one thing: what nearly every pack, form and word list consists of.

Takes a text, gives its plain data, or None where the text must be read by the slower reader of YAML 1.2, which knows
where each value stands: anything that is wrong, and everything that YAML 1.1, which libyaml reads, might understand
otherwise (010101, yes, 1:30, 2012-01-01, <<), with anchors and tags. What the data mean is left to `yaml_file.py`.
"""

import re
from typing import Any

# A plain scalar that both versions of YAML read alike: a number without plus or leading zero; or a word that begins
# with a letter of some script, and is no word for yes, no or nothing.
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,9}")
_PLAIN = re.compile(r"[^\W\d_].*", re.DOTALL)
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_BOOLEANS = {"true": True, "false": False}
_TAG = "tag:yaml.org,2002:"


class _OtherwiseError(Exception):
    """Something that must be read with care."""


def data(text: str) -> Any:
    """What the text holds; None where it must be read with care, or where libyaml is not there."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", None)
    if loader is None:
        return None
    try:
        return _made(yaml.compose(text, loader), set())
    except (_OtherwiseError, yaml.YAMLError, RecursionError):
        return None


def _made(node: Any, seen: set[int]) -> Any:
    """The value of a node. Raises _OtherwiseError; also for a node that stands twice, by an alias."""
    # an alias would be the same object twice, and a change to one a change to both
    if node is None or id(node) in seen:
        raise _OtherwiseError
    if node.id == "scalar":
        return _scalar(node)
    seen.add(id(node))
    if node.id == "sequence" and node.tag == f"{_TAG}seq":
        return [_made(item, seen) for item in node.value]
    if node.tag != f"{_TAG}map":
        raise _OtherwiseError
    found: dict[str, Any] = {}
    for key, value in node.value:
        name = _scalar(key) if key.id == "scalar" else None
        if not isinstance(name, str) or name in found:  # libyaml lets a key stand twice, the careful reader tells of it
            raise _OtherwiseError
        found[name] = _made(value, seen)
    return found


def _scalar(node: Any) -> str | int | float | bool:
    text = str(node.value)
    kind = node.tag.removeprefix(_TAG)
    if node.style:  # quoted, or a block: text, whatever it looks like
        if kind == "str":
            return text
    elif kind == "int" and _WHOLE.fullmatch(text):
        return int(text)
    elif kind == "float" and _DECIMAL.fullmatch(text):
        return float(text)  # as the careful reader gives it; whoever needs a Decimal quotes it or makes one of it
    elif kind == "bool" and text in _BOOLEANS:
        return _BOOLEANS[text]
    elif kind == "str" and _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    raise _OtherwiseError
