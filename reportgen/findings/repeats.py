"""One mistake, one finding: what another finding has said already is left out.

Takes the findings of a whole run, of reading, checking and composing alike, which do not know of each other; gives
those that tell something new. A finding yields only to an error, which no explanation lets pass.
"""

from collections.abc import Iterable

from reportgen.findings.finding import Finding, Location, Severity

_UNFILLED = "W101"  # what cannot be printed was found blank or unreadable before
_BLANKS = frozenset({"C101", "C107"})
_MISSING_ROW, _MISSING_TABLE = "S231", "S235"
_AT_THE_SAME_PLACE = {"C106": "C102", "C112": "S210", "C113": "S216"}


def without_repeats(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each fact once, in the order given: no copies, and nothing that another finding says better."""
    once = {(item.code, item.location, item.rule, item.scope, *sorted(item.facts.items())): item for item in findings}
    found = tuple(once.values())
    said = _Said(item for item in found if item.severity is Severity.ERROR)
    return tuple(item for item in found if not said.has(item))


class _Said:
    """What the errors say."""

    def __init__(self, errors: Iterable[Finding]) -> None:
        self.at: set[tuple[str, Location]] = set()
        self.missing: set[str | int] = set()
        self.of_cells = False
        for item in errors:
            self.at.add((item.code, item.location))
            self.of_cells |= item.code in _BLANKS or item.code.startswith("S")
            if item.code in {_MISSING_ROW, _MISSING_TABLE}:
                self.missing.update(str(item.facts[name]) for name in ("row", "table") if name in item.facts)

    def has(self, item: Finding) -> bool:
        if item.code == _UNFILLED:
            return self.of_cells
        if item.code in _BLANKS:
            return bool(self.missing) and item.location.cell is None and not self.missing.isdisjoint(_of_form(item))
        return (_AT_THE_SAME_PLACE.get(item.code, ""), item.location) in self.at


def _of_form(item: Finding) -> tuple[str, ...]:
    """The row a blank belongs to, and the sheet it is missing from."""
    return (*item.scope, (item.location.place or "").rpartition(" ")[0])
