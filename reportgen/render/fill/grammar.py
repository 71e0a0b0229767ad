"""The language of tags: which constructs a template may use, and nothing else.

Takes the text of one tag (`{{ r5_1.annual }}`, `{%p if overview %}`), gives its meaning, or the code and facts of a
finding. Most of the language is filled by the plan; what is not says so (`Meaning.beyond`) and takes docxtpl's way.
What stands between the braces is read by `expressions.py`; where a tag stands is left to `tags.py`, what comes in its
place to `plan.py` and `docxtpl_fallback.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from reportgen.render.fill.expressions import (
    Expression,
    Path,
    RefusedError,
    beyond,
    condition,
    expression,
    is_printable,
    may_be_typed_number,
    paths,
)
from reportgen.wording.signs import straight_quotes

# Bounded, so that a paragraph of nothing but opening braces is read in one pass.
# 300 is more than LONGEST, so that what is too long is still seen as a tag, and refused by name.
TAG: Final = re.compile(r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|\{#.{0,300}?#\}", re.DOTALL)
BRACES: Final = ("{{", "{%", "{#")
LONGEST: Final = 200  # no name is nearly as long; a tag longer than that is meant to keep the parser busy
MERGES: Final = ("vm", "hm")  # cells of a loop merged into one
OF_CELLS: Final = ("colspan", "cellbg")  # a cell's width in columns and its colour
# docxtpl's prefix has white space behind it: `{%p if overview %}`, but not `{{preface}}`.
_LEVEL = re.compile(r"(tr|tc|p|r)(?=\s)")
# `for p in preface`, `for column, figure in r5_1|items`
_FOR = re.compile(r"for\s+([A-Za-z]\w*)(?:\s*,\s*([A-Za-z]\w*))?\s+in\s+(.+)", re.DOTALL)
_ITEMS = re.compile(r"\s*\|\s*items")
# `set office = unit_name`; `set a == b` gives no name.
_SET = re.compile(r"set\s+([A-Za-z]\w*)\s*=(?!=)\s*(.+)", re.DOTALL)
# What Jinja reads as a word of its own language, or knows inside every template.
_NOT_NAMES = {
    "true", "false", "none", "True", "False", "None", "and", "or", "not", "in", "is", "if", "else",
    "loop", "self", "super", "caller", "varargs", "kwargs",
}  # fmt: skip
Level = Literal["", "p", "tr", "tc", "r"]
Word = Literal[
    "print", "if", "elif", "else", "endif", "for", "endfor", "comment", "set", "vm", "hm", "colspan", "cellbg"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a tag does. `level` p, tr and tc: the whole paragraph, table row or cell makes way for it; r: its run.

    `path` belongs to for and to a name printed plainly, `variable` to for and set, `test` to all others: what is asked,
    printed or set. With a `key`, for goes through the figures of a row: column code and value. `beyond` names what only
    docxtpl's way can fill.
    """

    word: Word
    level: Level = ""
    test: Expression | None = None
    path: Path | None = None
    variable: str = ""
    key: str = ""
    beyond: str = ""

    def names(self) -> Iterator[Path]:
        """The names the tag asks for."""
        return iter((self.path,)) if self.path is not None else paths(self.test)


def meaning(tag: str) -> Meaning:
    """What this tag does. Raises RefusedError for one that is not well formed or not allowed."""
    if len(tag) > LONGEST:
        raise RefusedError("R103", construct=f"> {LONGEST}")
    inner = tag[2:-2]
    # to docxtpl they join this paragraph with its neighbour
    if not tag.startswith("{#") and (inner[:1] in "-+" or inner[-1:] in "-+"):
        raise RefusedError("R103", construct="{%- -%}")
    prefix = _LEVEL.match(inner)
    level = _level(prefix[1] if prefix else "")
    if level and any(sign in inner for sign in "%}"):  # docxtpl would leave the paragraph or row in place
        raise RefusedError("R103", construct="% }")
    body = straight_quotes(inner[len(level) :].strip())
    if tag.startswith("{#"):
        return _comment(level)
    return _printed(body, level) if tag.startswith("{{") else _statement(body, level)


def _level(prefix: str) -> Level:
    return next((level for level in ("p", "tr", "tc", "r") if level == prefix), "")


def _comment(level: Level) -> Meaning:
    if level == "r":
        # docxtpl knows {#p, {#tr and {#tc only
        raise RefusedError("R103", construct="{#r")
    return Meaning("comment", level, beyond="{#tc" if level == "tc" else "")


def _printed(body: str, level: Level) -> Meaning:
    if level not in ("", "r"):
        raise RefusedError("R103", construct=f"{{{{{level} }}}}")  # {{p puts a whole document in
    asked = expression(body)
    if not is_printable(asked):
        raise RefusedError("R103", construct=body)
    by_level = "{{r" if level else ""
    if isinstance(asked, Path):
        return Meaning("print", level, path=asked, beyond=by_level or beyond(asked))
    return Meaning("print", level, test=asked, beyond=by_level or beyond(asked))


def _statement(body: str, level: Level) -> Meaning:
    by_level = f"{{%{level}" if level in ("tc", "r") else ""
    word, _, rest = body.partition(" ")
    rest = rest.strip()
    match word:
        case "else" | "endif" | "endfor" if not rest:
            return Meaning(word, level, beyond=by_level)
        case "if" | "elif" if rest:
            test = condition(expression(rest))
            return Meaning(word, level, test=test, beyond=by_level or beyond(test))
        case "for":
            return _loop(body, level, by_level)
        case "set":
            return _set(body, level)
        case "vm" | "hm" if not rest and not level:
            return Meaning(word, beyond=f"{{% {word} %}}")
        case "colspan" | "cellbg" if rest and not level and "%" not in rest:  # docxtpl reads up to the first %
            return Meaning(word, test=expression(rest), beyond=f"{{% {word} %}}")
    raise RefusedError("R103", construct=body)


def _set(body: str, level: Level) -> Meaning:
    found = _SET.fullmatch(body)
    if found is None or found[1] in _NOT_NAMES:
        raise RefusedError("R103", construct=body)
    asked = expression(found[2].strip())
    if may_be_typed_number(asked):  # it could be printed by its name
        raise RefusedError("R103", construct=body)
    return Meaning("set", level, test=asked, variable=found[1], beyond="{% set %}")


def _loop(body: str, level: Level, by_level: str) -> Meaning:
    """Either `for p in preface` or, with docxtpl's way, `for column, figure in r5_1|items`."""
    found = _FOR.fullmatch(body)
    if not found or {found[1], found[2]} & _NOT_NAMES or found[1] == found[2]:
        raise RefusedError("R103", construct=body)
    words = found[3].strip()
    if found[2]:
        items = _ITEMS.search(words)
        if items is None or items.end() != len(words):
            raise RefusedError("R103", construct=body)
        words = words[: items.start()]
    source = expression(words)
    if not isinstance(source, Path) or source.root == "loop":
        raise RefusedError("R103", construct=body)
    if found[2]:
        return Meaning("for", level, path=source, variable=found[2], key=found[1], beyond="|items")
    return Meaning("for", level, path=source, variable=found[1], beyond=by_level)
