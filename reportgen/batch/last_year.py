"""Last year's reports of a whole batch: which file, line or row holds each unit's.

An index, a few bytes a unit, so that it can travel to whoever works on a unit; the unit's own report of the year before
is found by its code, else by its exact name. Making the index is left to `last_year_index.py`, reading the figures to
`work.py`.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache

from reportgen.batch.plan import Job
from reportgen.findings import Fact, Finding, Location, finding_of
from reportgen.model import Unit
from reportgen.wording.signs import tight


@dataclass(frozen=True, slots=True)
class EarlierReport:
    """A report of an earlier year: where it stands, whose it is, and a digest of what it says."""

    job: Job
    year: int
    code: str
    name: str
    digest: str


class LastYear:
    """The index."""

    def __init__(self, entries: Iterable[EarlierReport]) -> None:
        self.entries = tuple(entries)
        self._by_code: dict[tuple[int, str], list[EarlierReport]] = {}
        self._by_name: dict[tuple[int, str], list[EarlierReport]] = {}
        for entry in self.entries:
            for index, word in ((self._by_code, entry.code), (self._by_name, tight(entry.name))):
                if word:
                    index.setdefault((entry.year, word), []).append(entry)

    def find(self, unit: Unit, year: int) -> tuple[EarlierReport, ...]:
        """The unit's reports of the year before that one: none, one, or several that say different things."""
        found = self._by_code.get((year - 1, unit.code)) or self._by_name.get((year - 1, tight(unit.name))) or []
        # the same report found twice is one
        return tuple(found[:1] if len({entry.digest for entry in found}) == 1 else found)

    def packed(self) -> bytes:
        """The index as bytes."""
        # a job's own values first, then the entry's others
        rows = [(*astuple(entry.job), *astuple(entry)[1:]) for entry in self.entries]
        return zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), 1)  # level 1: it is sent with every task


@lru_cache(maxsize=2)
def unpacked(data: bytes) -> LastYear:
    """The index that `packed` gave, made once a process."""
    # the last four are year, code, name and digest
    return LastYear(EarlierReport(Job(*row[:-4]), *row[-4:]) for row in json.loads(zlib.decompress(data)))


def none_found(unit: Unit, year: int, at: Location) -> Finding:
    """The note on a unit that has no report of last year."""
    facts: dict[str, Fact] = {"unit": unit.name or unit.code, "year": year - 1}
    return finding_of("B501", at, **facts)


def several_found(unit: Unit, year: int, found: Sequence[EarlierReport], at: Location) -> Finding:
    """The note on a unit that several reports of last year claim to be of."""
    facts: dict[str, Fact] = {
        "unit": unit.name or unit.code,
        "year": year - 1,
        "first": found[0].job.key,
        "second": found[1].job.key,
    }
    return finding_of("B503", at, **facts)


def without_figures(unit: Unit, entry: EarlierReport, at: Location) -> Finding:
    """The note on a unit whose report of last year was never filled in."""
    facts: dict[str, Fact] = {"unit": unit.name or unit.code, "file": entry.job.key}
    return finding_of("B505", at, **facts)


def unusable(unit: Unit, entry: EarlierReport, reason: str, at: Location) -> Finding:
    """The note on a unit whose report of last year names itself, but does not give its figures."""
    facts = {"unit": unit.name or unit.code, "file": entry.job.key, "reason": reason}
    return finding_of("B504", at, **facts)
