"""One mistake, one finding: what is said already is not said again from another side.

Takes the faults of a template, gives them without those that follow from another: a tag that is misspelt is missing
too, a figure in the wrong row stands there twice, a row too short moves all its cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.packcheck.template.fault import Fault

_NAMES_THE_RIGHT_ONE = frozenset(
    {"P211", "P213", "P214", "P215", "P216", "P217", "P218", "P219", "P220", "P221", "P222", "P224", "P225"}
)
_NO_TAGS = frozenset({"P215", "P216"})
_MISPLACED = frozenset({"P224", "P225", "P226"})
_OF_CELLS = frozenset({"P224", "P225", "P226", "P230", "P231", "P232"})
_OF_BLOCKS = frozenset({"P213", "P214", "P235"})


@dataclass(frozen=True, slots=True)
class _Said:
    """What the faults say already: the right names, the tags in the wrong place, the tables that are crooked."""

    words: frozenset[str]
    text: str
    misplaced: frozenset[str]
    tables: frozenset[int | None]
    crooked: frozenset[int | None]
    unmerged: frozenset[int | None]
    hides_block: bool
    lost_loop: bool


def silenced(faults: Sequence[Fault]) -> list[Fault]:
    """The faults that stand for themselves."""
    said = _said(faults)
    return [fault for fault in faults if not _is_echo(fault, said)]


def _said(faults: Sequence[Fault]) -> _Said:
    texts = [
        str(fault.finding.facts.get(name, ""))
        for fault in faults
        if fault.finding.code in _NAMES_THE_RIGHT_ONE
        for name in ("tag", "nearest", "expected")
    ]
    words = " ".join(texts).replace("{", " ").replace("}", " ").replace("%", " ").split()
    hidden = [str(fault.finding.facts["expected"]) for fault in faults if fault.finding.code in _NO_TAGS]
    hides_block = any("%" in text for text in hidden)
    ends = [fault for fault in faults if fault.finding.code == "P214" and fault.finding.facts["expected"] == "for"]
    return _Said(
        words=frozenset(words),
        text=" ".join(words),
        misplaced=frozenset(str(item.finding.facts["tag"]) for item in faults if item.finding.code in _MISPLACED),
        tables=frozenset(item.finding.location.table for item in faults if item.finding.code in _MISPLACED),
        crooked=frozenset(item.finding.location.table for item in faults if item.finding.code == "P223"),
        unmerged=frozenset(item.finding.location.table for item in faults if item.finding.code == "P231"),
        hides_block=hides_block,
        lost_loop=bool(ends) or any(" in " in text for text in hidden),
    )


def _is_echo(fault: Fault, said: _Said) -> bool:
    finding = fault.finding
    if finding.code == "P212":
        name = str(finding.facts["name"])
        return name in said.words or ("." in name and name.replace(".", " ") in said.text)
    if finding.code == "P227":
        return str(finding.facts["tag"]) in said.misplaced
    if finding.code in _OF_CELLS and finding.location.table in said.crooked:
        return True
    if finding.code == "P230":
        return finding.location.table in said.unmerged
    if finding.code == "P232":
        return finding.location.table in said.tables
    if finding.code in _OF_BLOCKS:
        return said.hides_block
    return finding.code in ("P211", "P221") and said.lost_loop and str(finding.facts["name"]).startswith("p.")
