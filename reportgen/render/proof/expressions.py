"""What a tag asks for, as the proof reads it: conditions, filters, one of two values.

Takes the words of a tag, gives what they are worth for a page, and which names a reader then sees printed. Written for
the proof alone, by descent through the words; it knows no Jinja. Which tags there are is left to `outline.py`.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from reportgen.model import Paragraph

_STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")  # Word makes typed quotes typographic
# A sign, a count, a text in quotes or a dotted name: `r5_1.annual == "-"`.
_WORD = re.compile(r"\s*(==|!=|<=|>=|[()|,=<>]|\d+|\"[^\"]*\"|'[^']*'|[A-Za-z]\w*(?:\.[A-Za-z]\w*)*)")
_WORDINGS: Final[Mapping[str, Callable[[str], str]]] = {"upper": str.upper, "lower": str.lower, "trim": str.strip}
_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip

Context = dict[str, Any]
Worth = Callable[[Context], Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the words are worth, and the names whose own value may come of them: of `a if b else c`, a and c."""

    worth: Worth
    shown: tuple[tuple[str, ...], ...] = ()


class WordsError(ValueError):
    """Words that make no sense to the proof."""


def asked(text: str) -> Asked:
    """What these words ask for. Raises WordsError."""
    plain = text.translate(_STRAIGHT)
    words = _WORD.findall(plain)
    # What the pattern passed over is no word of the language.
    if re.sub(r"\s", "", "".join(words)) != re.sub(r"\s", "", plain):
        raise WordsError(text)
    found, rest = _chosen(words)
    if rest:
        raise WordsError(text)
    return found


# From here down as Jinja binds, the loosest first: if-else, or, and, not, comparisons, filters.
def _chosen(words: list[str]) -> tuple[Asked, list[str]]:
    then, words = _either(words)
    if words[:1] != ["if"]:
        return then, words
    test, words = _either(words[1:])
    if words[:1] != ["else"]:
        raise WordsError
    other, words = _chosen(words[1:])
    return (
        Asked(lambda known: then.worth(known) if test.worth(known) else other.worth(known), then.shown + other.shown),
        words,
    )


def _either(words: list[str]) -> tuple[Asked, list[str]]:
    left, words = _both(words)
    while words[:1] == ["or"]:
        right, words = _both(words[1:])
        left = _or(left.worth, right.worth)
    return left, words


def _both(words: list[str]) -> tuple[Asked, list[str]]:
    left, words = _opposite(words)
    while words[:1] == ["and"]:
        right, words = _opposite(words[1:])
        left = _and(left.worth, right.worth)
    return left, words


def _opposite(words: list[str]) -> tuple[Asked, list[str]]:
    if words[:1] == ["not"]:
        test, words = _opposite(words[1:])
        return Asked(lambda known: not test.worth(known)), words
    left, words = _filtered(words)
    if words and words[0] in _COMPARISONS:
        holds = _COMPARISONS[words[0]]
        right, words = _filtered(words[1:])
        return Asked(lambda known: holds(left.worth(known), right.worth(known))), words
    return left, words


def _filtered(words: list[str]) -> tuple[Asked, list[str]]:
    found, words = _operand(words)
    while words[:1] == ["|"]:
        name, words = words[1:2], words[2:]
        if name == ["join"]:
            separator, words = _separator(words)
            found = Asked(_join(found.worth, separator), found.shown)
        elif name in (["length"], ["count"]):
            found = Asked(_length(found.worth))
        elif name and name[0] in _WORDINGS:
            found = Asked(_worded(found.worth, _WORDINGS[name[0]]), found.shown)
        else:
            raise WordsError(*name)
    return found, words


def _separator(words: list[str]) -> tuple[str, list[str]]:
    """(separator, attribute='text') or (attribute='text')."""
    separator = ""
    if words[:1] == ["("] and words[2:3] == [","] and words[1][:1] in ("'", '"'):
        separator, words = words[1][1:-1], ["(", *words[3:]]
    if words[:3] != ["(", "attribute", "="] or words[3:5] not in (["'text'", ")"], ['"text"', ")"]):
        raise WordsError
    return separator, words[5:]


def _operand(words: list[str]) -> tuple[Asked, list[str]]:
    if not words:
        raise WordsError
    word, words = words[0], words[1:]
    if word == "(":
        found, words = _chosen(words)
        if words[:1] != [")"]:
            raise WordsError
        return found, words[1:]
    if word[0] in "\"'":
        return Asked(lambda _: word[1:-1]), words
    if word.isdigit():
        return Asked(lambda _: int(word)), words
    if not word[0].isalpha():  # a sign where a value should be
        raise WordsError(word)
    path = tuple(word.split("."))
    return Asked(lambda known: _value(known, path), (path,)), words


def _value(known: Context, path: tuple[str, ...]) -> Any:
    found = known[path[0]]
    for name in path[1:]:
        # figures of a row; else a Section or Paragraph
        found = found[name] if isinstance(found, Mapping) else getattr(found, name)
    return found


def _or(left: Worth, right: Worth) -> Asked:
    return Asked(lambda known: left(known) or right(known))


def _and(left: Worth, right: Worth) -> Asked:
    return Asked(lambda known: left(known) and right(known))


def _worded(of: Worth, wording: Callable[[str], str]) -> Worth:
    return lambda known: wording(of(known))


def _length(of: Worth) -> Worth:
    return lambda known: len(of(known))


def _join(of: Worth, separator: str) -> Worth:
    def joined(known: Context) -> str:
        found: tuple[Paragraph, ...] = of(known)
        return separator.join(item.text for item in found)

    return joined
