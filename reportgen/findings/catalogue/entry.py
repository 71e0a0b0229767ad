"""What the catalogue holds for a code, and how a table of its files becomes that.

Takes the tables as they were read; gives entries. Reading the files is left to `catalogue/__init__.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.findings.finding import Severity
from reportgen.language import Language

_NO_TEXT: Mapping[Language, str] = {"en": "", "zh": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One code: what it is called, and its texts, Chinese and English side by side.

    `name` is for people, such as total-off, and stable as the code is. `severity` is how much such a finding weighs;
    where that depends on the pack or the case, all it may be, the usual one first.

    `message` says what is wrong and `hint` what to do; both may quote {facts} and {rule}. `why` names the
    document and article behind it, `example` shows one and its mend; `reportgen explain` prints them. `words` names
    the facts that hold words of ours, which are translated too; all others are what a user wrote.

    `yields_to` names the findings beside which this one says nothing new: their codes, or the letter of a room for
    all of its codes, under the tie that must hold between the two (`findings/ties.py` lists the ties).
    """

    name: str
    severity: tuple[Severity, ...]
    title: Mapping[Language, str]
    message: Mapping[Language, str]
    hint: Mapping[Language, str] = field(default_factory=lambda: _NO_TEXT)
    why: Mapping[Language, str] = field(default_factory=lambda: _NO_TEXT)
    example: Mapping[Language, str] = field(default_factory=lambda: _NO_TEXT)
    words: tuple[str, ...] = ()
    yields_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def entry(table: Mapping[str, Any]) -> Entry:
    """The entry that a table of the files stands for. Raises TypeError for a key that means nothing, or is missing."""
    severity = table["severity"]
    weights = [severity] if isinstance(severity, str) else severity
    own = {  # a table may give one word or a list
        "severity": tuple(Severity(word) for word in weights),
        "words": tuple(table.get("words", ())),
        "yields_to": {tie: tuple(codes) for tie, codes in table.get("yields_to", {}).items()},
    }
    return Entry(**{**table, **own})
