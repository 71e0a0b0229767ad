"""What the units say together: who is missing, who sent twice, who is unknown, who used another form.

Also reports that are all zero, or the same as another unit's. Takes a brief of each unit, one at a time and in the
order of the plan, when all of them are known, and keeps a few bytes of each. What is wrong within a report is found
before; who counts into a sum is left to `who_counts.py`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from reportgen.batch.outcome import UnitOutcome, as_dict, from_dict
from reportgen.batch.roster import ListedUnit, Roster
from reportgen.batch.sums.who_counts import Sent
from reportgen.errors import PackError
from reportgen.findings import Fact, Finding, finding_of
from reportgen.model import Body, Level, Unit
from reportgen.packs.shelf import pack_for

NOT_SENT = frozenset({"B201", "B206"})  # one with, one without somebody to call
_NOTHING = frozenset((None, "-", "0"))
_TELLING_FIGURES = 5  # so many figures that are not zero, and the same ones twice, are no accident


@dataclass(frozen=True, slots=True)
class Brief:
    """A unit as the others need it: its outcome without figures and findings, and what was seen of the figures.

    `digest` stands for all of them, `telling` counts those that are not zero.
    """

    outcome: UnitOutcome
    digest: str
    telling: int
    is_all_zero: bool

    @classmethod
    def of(cls, outcome: UnitOutcome) -> "Brief":
        """What is kept of that outcome."""
        telling = sum(figure not in _NOTHING for figure in outcome.figures)
        plain = replace(outcome, figures=(), previous=(), words={}, findings=())
        # a 0 somewhere: a blank report is not one of zeros
        return cls(plain, _digest(outcome), telling, telling == 0 and "0" in outcome.figures)

    def as_dict(self) -> dict[str, Any]:
        """The brief as JSON holds it."""
        return {**as_dict(self.outcome), "figures": [self.digest, self.telling, self.is_all_zero]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Brief":
        """The brief that `as_dict` wrote."""
        return cls(from_dict({**data, "figures": ()}), *data["figures"])

    @property
    def sent(self) -> Sent | None:
        """The report that was sent in; None for a file nobody could read."""
        outcome = self.outcome
        return Sent(outcome.key, outcome.unit, outcome.file, self.digest) if outcome.unit is not None else None


@dataclass(slots=True)
class Census:
    """How many units there are of each form and year."""

    groups: Counter[tuple[str, int]] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    packs: dict[tuple[str, int], Counter[str]] = field(default_factory=dict)

    def count(self, outcome: UnitOutcome) -> None:
        """Counts one unit."""
        self.statuses[outcome.status.value] += 1
        if outcome.form_id:
            group = (outcome.form_id, outcome.year)
            self.groups[group] += 1
            self.packs.setdefault(group, Counter())[outcome.pack_id] += 1

    @property
    def year(self) -> int:
        """The year most reports are for; 0 where there is none."""
        years: Counter[int] = Counter()
        for (_, year), count in self.groups.items():
            years[year] += count
        # of years that are equally frequent the later
        return max(years, key=lambda year: (years[year], year), default=0)


def _digest(outcome: UnitOutcome) -> str:
    """A few signs that stand for all figures of a report."""
    text = "\n".join(figure or "" for figure in outcome.figures)
    return blake2b(f"{outcome.form_id}\n{outcome.year}\n{text}".encode(), digest_size=8).hexdigest()


class Together:
    """A look at each unit beside the others, once all are counted."""

    def __init__(self, census: Census, roster: Roster | None, folders: tuple[Path, ...]) -> None:
        self._year, self._roster, self._folders = census.year, roster, folders
        self._forms: dict[tuple[Level, Body], str] = {}
        self._units: dict[bytes, str] = {}
        self._figures: dict[str, str] = {}
        self._entries: set[str] = set()

    def look(self, brief: Brief) -> Iterator[Finding]:
        """What is to be said of the unit beside those before it."""
        outcome, unit = brief.outcome, brief.outcome.unit
        if unit is None:
            return
        entry = self._roster.find(unit) if self._roster is not None else None
        if self._roster is not None and entry is None:
            yield _of_unit("B203", outcome)
        yield from self._repeats(outcome, unit, entry)
        if outcome.year != self._year:  # of another year the form is another as well: one finding is enough
            yield _of_unit("B205", outcome, found=outcome.year, expected=self._year)
        else:
            yield from self._wrong_form(outcome, unit, entry)
        yield from self._unusual(brief)

    def missing(self) -> Iterator[tuple[ListedUnit, Finding]]:
        """The units of the roster that no report came from."""
        for entry in self._roster.entries if self._roster is not None else ():
            if entry.id not in self._entries:
                facts = {"unit": entry.name or entry.code, "contact": entry.contact}
                yield entry, finding_of("B201" if entry.contact else "B206", entry.location, **facts)

    def _repeats(self, outcome: UnitOutcome, unit: Unit, entry: ListedUnit | None) -> Iterator[Finding]:
        name = entry.id if entry is not None else unit.code or unit.name
        if entry is not None:
            self._entries.add(entry.id)
        # who says neither code nor name cannot be the same as another
        first = self._units.setdefault(_mark(f"{name} {outcome.year}"), outcome.key) if name else outcome.key
        if first != outcome.key:
            yield _of_unit("B202", outcome, first=first)

    def _wrong_form(self, outcome: UnitOutcome, unit: Unit, entry: ListedUnit | None) -> Iterator[Finding]:
        level = entry.level if entry is not None and entry.level else unit.level
        body = entry.body if entry is not None and entry.body else unit.body
        if (level, body) != (unit.level, unit.body):
            found, expected = f"{unit.level} {unit.body}", f"{level} {body}"
            yield _of_unit("B204", outcome, found=f"{outcome.pack_id} ({found})", expected=expected)
        # "" where no pack is for that level and body: nothing is expected
        elif (form := self._form(level, body)) and form != outcome.form_id:
            yield _of_unit("B204", outcome, found=outcome.form_id, expected=form)

    def _form(self, level: Level, body: Body) -> str:
        if (level, body) not in self._forms:
            try:
                self._forms[level, body] = pack_for(level, body, self._year, self._folders).form.id
            except PackError:
                self._forms[level, body] = ""
        return self._forms[level, body]

    def _unusual(self, brief: Brief) -> Iterator[Finding]:
        outcome = brief.outcome
        if brief.is_all_zero:
            yield _of_unit("B221", outcome)
        if brief.telling >= _TELLING_FIGURES:
            first = self._figures.setdefault(brief.digest, outcome.key)
            if first != outcome.key:
                yield _of_unit("B222", outcome, first=first)


def is_anomaly(finding: Finding) -> bool:
    """True for what is possible but unusual: jumps against last year, all zero, the same as another."""
    return finding.code in {"B221", "B222", "C211", "C212", "C221", "C222"}


def _mark(name: str) -> bytes:
    return blake2b(name.encode(), digest_size=8).digest()


def _of_unit(code: str, outcome: UnitOutcome, **facts: Fact) -> Finding:
    """The finding where the unit's report stands, with the unit's name."""
    return finding_of(code, outcome.location, unit=outcome.name, **facts)
