"""How two findings may hang together, so that the one says nothing new beside the other.

Takes a finding, gives what it has in common with others. A tie holds between two findings where the keys of the one
that yields and of the one it yields to meet. Which codes yield to which is left to the catalogue (`yields_to`), leaving
them out to `repeats.py`.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from reportgen.findings.finding import Finding

_Keys = Callable[[Finding], Iterable[Hashable]]
_HERE = ("here",)  # what meets wherever both are
_BRACES = re.compile(r"[{}%]")


@dataclass(frozen=True, slots=True)
class Tie:
    """What the finding that yields, and the one it yields to, must have in common: one of these keys at least."""

    yielding: _Keys
    told: _Keys


def _anywhere(_: Finding) -> Iterable[Hashable]:
    return _HERE


def _place(finding: Finding) -> Iterable[Hashable]:
    return (finding.location,)


def _table(finding: Finding) -> Iterable[Hashable]:
    return (finding.location.table,)


def _tag(finding: Finding) -> Iterable[Hashable]:
    return (str(finding.facts["tag"]),)


def _name(finding: Finding) -> Iterable[Hashable]:
    return (str(finding.facts["name"]),)


def _row_or_sheet_of_no_cell(finding: Finding) -> Iterable[Hashable]:
    """The row a blank belongs to, and the sheet, where both are missing: the blank stands in no cell then."""
    if finding.location.cell is not None:
        return ()
    return (*finding.scope, (finding.location.place or "").rpartition(" ")[0])


def _missing_row_or_table(finding: Finding) -> Iterable[Hashable]:
    return [str(finding.facts[name]) for name in ("row", "table") if name in finding.facts]


def _names_in_tags(finding: Finding) -> Iterable[Hashable]:
    """The names in the tags that it quotes, as they stand and as they should; `r5 annual` lacks its point only."""
    quoted = (str(finding.facts.get(name, "")) for name in ("tag", "nearest", "expected"))
    words = _BRACES.sub(" ", " ".join(quoted)).split()
    # `r5 annual` is r5.annual with a blank for its point
    return (*words, *(f"{one}.{other}" for one, other in pairwise(words)))


def _misspelt_block(finding: Finding) -> Iterable[Hashable]:
    """A tag that is not read as one, and would begin or end a block."""
    return _HERE if "%" in str(finding.facts["expected"]) else ()


def _name_of_a_loop(finding: Finding) -> Iterable[Hashable]:
    """`p.text` and the like, which are known inside their loop only."""
    return _HERE if str(finding.facts["name"]).startswith("p.") else ()


def _lost_loop(finding: Finding) -> Iterable[Hashable]:
    """An end whose `for` is gone, or a `for` that is not read as a tag."""
    expected = str(finding.facts["expected"])
    return _HERE if expected == "for" or " in " in expected else ()


TIES: Mapping[str, Tie] = {
    "anywhere": Tie(_anywhere, _anywhere),
    "same-place": Tie(_place, _place),
    "same-table": Tie(_table, _table),
    "same-tag": Tie(_tag, _tag),
    "row-missing": Tie(_row_or_sheet_of_no_cell, _missing_row_or_table),
    "named-there": Tie(_name, _names_in_tags),
    "block-hidden": Tie(_anywhere, _misspelt_block),
    "loop-lost": Tie(_name_of_a_loop, _lost_loop),
}
