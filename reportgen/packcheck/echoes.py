"""One mistake, one finding: what is said already is not said again from another side.

Takes the faults of a template, gives them without those that follow from another: a tag that is misspelt is missing
too, a figure in the wrong row stands there twice.
"""

from collections.abc import Sequence

from reportgen.packcheck.fault import Fault

_NAMES_THE_RIGHT_ONE = frozenset(
    {"P211", "P213", "P214", "P215", "P216", "P217", "P218", "P219", "P220", "P221", "P222", "P224", "P225"}
)
_MISPLACED = frozenset({"P224", "P225", "P226"})


def silenced(faults: Sequence[Fault]) -> list[Fault]:
    """The faults that stand for themselves."""
    said = " ".join(
        str(fault.finding.facts.get(name, ""))
        for fault in faults
        if fault.finding.code in _NAMES_THE_RIGHT_ONE
        for name in ("tag", "nearest", "expected")
    )
    words = frozenset(said.replace("{", " ").replace("}", " ").replace("%", " ").split())
    misplaced = {str(fault.finding.facts["tag"]) for fault in faults if fault.finding.code in _MISPLACED}
    tables = {fault.finding.location.table for fault in faults if fault.finding.code in _MISPLACED}
    return [fault for fault in faults if not _is_echo(fault, words, misplaced, tables)]


def _is_echo(fault: Fault, words: frozenset[str], misplaced: set[str], tables: set[int | None]) -> bool:
    finding = fault.finding
    if finding.code == "P212":
        return str(finding.facts["name"]) in words
    if finding.code == "P227":
        return str(finding.facts["tag"]) in misplaced
    return finding.code == "P232" and finding.location.table in tables
