"""Whose report counts into a sum, so that nothing is counted twice.

A government's report holds its departments and the governments below it; a department's holds the department alone. So
of a tree of units the highest government that has reported is taken, with all below it; where a government has not
reported, its units are taken one by one. The unit whose sum is being made is not taken itself when it is a government.
A unit that reported twice is taken once. Adding up is left to `totals.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportgen.batch.roster import ListedUnit, Roster
from reportgen.findings import Finding, Location, finding_of
from reportgen.model import Body, Unit


class Use(StrEnum):
    """What became of a unit in a sum."""

    TAKEN = "taken"
    CONTAINED = "contained"
    DUPLICATE = "duplicate"
    UNKNOWN = "unknown"
    ELSEWHERE = "elsewhere"
    ITSELF = "itself"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Sent:
    """A report that was sent in: its place in the sources, its unit, its file, and a digest of its figures."""

    key: str
    unit: Unit
    file: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class UnitUse:
    """What became of a unit in a sum, and why: `because` names the unit it is contained in or repeats."""

    use: Use
    key: str
    unit: str
    because: str = ""


@dataclass(frozen=True)
class Choice:
    """Who counts: what became of every report by key, the units that are missing, and what must be said about it."""

    uses: Mapping[str, UnitUse]
    missing: tuple[UnitUse, ...]
    findings: tuple[Finding, ...]

    @property
    def taken(self) -> frozenset[str]:
        """The keys of the reports that are added up."""
        return frozenset(key for key, item in self.uses.items() if item.use is Use.TAKEN)


def choose(sent: Sequence[Sent], roster: Roster | None = None, top: ListedUnit | None = None) -> Choice:
    """Who of those that reported counts into the sum of `top`; without a top, into the sum of all."""
    ordered = sorted(sent, key=lambda item: item.key)  # the result must not hang on the order of reading
    if roster is None:
        return _without_roster(ordered)
    return _Choosing(roster, top, ordered).choice()


def _without_roster(sent: Sequence[Sent]) -> Choice:
    uses: dict[str, UnitUse] = {}
    findings: list[Finding] = []
    first: dict[str, Sent] = {}
    for item in sent:
        name = item.unit.code or item.unit.name or item.key
        if name in first:
            uses[item.key] = UnitUse(Use.DUPLICATE, item.key, item.unit.name, first[name].key)
            findings.append(_duplicate(item, first[name]))
        else:
            first[name] = item
            uses[item.key] = UnitUse(Use.TAKEN, item.key, item.unit.name)
    governments = [item for item in first.values() if item.unit.body is Body.GOVERNMENT]
    # without a roster nobody knows which departments the governments hold
    if governments and len(first) > len(governments):
        others = len(first) - len(governments)
        unit = governments[0].unit.name
        findings.append(finding_of("B308", Location(file=governments[0].file), unit=unit, count=others))
    return Choice(uses, (), tuple(findings))


class _Choosing:
    def __init__(self, roster: Roster, top: ListedUnit | None, sent: Sequence[Sent]) -> None:
        self._roster, self._top, self._sent = roster, top, sent
        self._uses: dict[str, UnitUse] = {}
        self._missing: list[UnitUse] = []
        self._findings: list[Finding] = []
        self._by_entry: dict[str, Sent] = {}

    def choice(self) -> Choice:
        for item in self._sent:
            self._place(item)
        if self._top is not None:
            self._of_top(self._top)
        for entry in self._roster.below(self._top.id if self._top is not None else ""):
            self._of(entry, None)
        for item in self._sent:
            if item.key not in self._uses:
                self._uses[item.key] = UnitUse(Use.ELSEWHERE, item.key, item.unit.name)
                self._findings.append(finding_of("B310", Location(file=item.file), unit=item.unit.name))
        return Choice(self._uses, tuple(self._missing), tuple(self._findings))

    def _place(self, item: Sent) -> None:
        entry = self._roster.find(item.unit)
        if entry is None:
            self._uses[item.key] = UnitUse(Use.UNKNOWN, item.key, item.unit.name)
            self._findings.append(finding_of("B304", Location(file=item.file), unit=item.unit.name or item.key))
        elif entry.id in self._by_entry:
            first = self._by_entry[entry.id]
            self._uses[item.key] = UnitUse(Use.DUPLICATE, item.key, item.unit.name, first.key)
            self._findings.append(_duplicate(item, first))
        else:
            self._by_entry[entry.id] = item

    def _of_top(self, top: ListedUnit) -> None:
        item = self._by_entry.get(top.id)
        if item is None:
            return
        if _is_government(top, item):  # a department as the top counts with its own figures
            self._uses[item.key] = UnitUse(Use.ITSELF, item.key, item.unit.name)
            self._findings.append(finding_of("B309", Location(file=item.file), unit=item.unit.name))
        else:
            self._uses[item.key] = UnitUse(Use.TAKEN, item.key, item.unit.name)

    def _of(self, entry: ListedUnit, holder: Sent | None) -> None:
        """The entry and all below it; `holder` is the government above whose report holds theirs."""
        item = self._by_entry.get(entry.id)
        if item is not None and holder is not None:
            self._uses[item.key] = UnitUse(Use.CONTAINED, item.key, item.unit.name, holder.unit.name)
            self._findings.append(
                finding_of("B305", Location(file=item.file), unit=item.unit.name, government=holder.unit.name)
            )
        elif item is not None:
            self._uses[item.key] = UnitUse(Use.TAKEN, item.key, item.unit.name)
        elif holder is None:
            self._miss(entry)
        # only a report that was sent holds others
        if holder is None and item is not None and _is_government(entry, item):
            holder = item
        for below in self._roster.below(entry.id):
            self._of(below, holder)

    def _miss(self, entry: ListedUnit) -> None:
        """A unit that has not reported. A government that has not is made up by its units, so only a note is due."""
        below = self._roster.below(entry.id)
        # of unknown kind, with units below: most likely a government
        stands_in = bool(below) and entry.body is not Body.DEPARTMENT
        missed = "B303" if entry.contact else "B314"
        code = "B306" if stands_in else missed
        self._missing.append(UnitUse(Use.MISSING, "", entry.name or entry.code))
        facts = {"unit": entry.name or entry.code, "contact": entry.contact}
        self._findings.append(finding_of(code, entry.location, **facts))


def _is_government(entry: ListedUnit, item: Sent) -> bool:
    return (entry.body or item.unit.body) is Body.GOVERNMENT


def _duplicate(item: Sent, first: Sent) -> Finding:
    same = item.digest == first.digest
    facts = {"unit": item.unit.name or item.key, "first": first.key}
    return finding_of("B301" if same else "B302", Location(file=item.file), **facts)
