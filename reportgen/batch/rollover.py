"""Next year's workbook of a unit: who it is stays, last year's figures stand in grey, this year's cells are blank.

Takes a report as read; gives the next year's data and pack, the rows of the old form that the new one does not go on
with, and a file of its own for each unit's workbook. What the workbook looks like is left to `deliver/entry`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.deliver import files
from reportgen.deliver.naming import workbook_name
from reportgen.findings import Fact, Finding, Location, finding_of
from reportgen.model import PreviousYear, ReportData
from reportgen.packs import Pack, Row
from reportgen.packs.shelf import pack_for
from reportgen.pipeline import Reading


@dataclass(frozen=True, kw_only=True)
class NextYear:
    """A unit's report of the next year before anything is filled in. `ended` are rows that have no successor."""

    data: ReportData
    pack: Pack
    previous: PreviousYear
    ended: tuple[Row, ...]
    findings: tuple[Finding, ...]


def roll(reading: Reading, folders: Sequence[Path]) -> NextYear:
    """The next year of that report. Raises PackError where no form is for it."""
    from reportgen import sources

    old, pack = reading.data, _next_pack(reading, folders)
    # no figures, texts or signatures: those are this year's to give
    data = ReportData(pack_id=pack.id, year=old.year + 1, unit=old.unit, contact=old.contact, places=dict(old.places))
    ended = ended_rows(reading.pack, pack)
    return NextYear(
        data=data,
        pack=pack,
        previous=sources.previous_year(old, reading.pack, pack),
        ended=ended,
        findings=tuple(_findings(reading, pack, ended)),
    )


def is_news(finding: Finding, told: set[str]) -> bool:
    """True the first time the rows of a B401 are named: units of one form need not all repeat them. Adds to `told`."""
    before = len(told)
    told.add(str(finding.facts["rows"]))
    return len(told) > before


def next_path(folder: Path, rolled: NextYear, taken: set[str]) -> Path:
    """The unit's file in that folder: its name and the year, numbered where a unit before has it. Adds to `taken`."""
    plain = workbook_name(rolled.data.unit.name or rolled.data.unit.code or "未填单位名称", rolled.data.year)
    name, number = plain, 2
    while name.casefold() in taken:  # file systems do not tell A from a
        name, number = f"{plain}（{number}）", number + 1
    taken.add(name.casefold())
    return folder / f"{name}.xlsx"


def write(target: Path, rolled: NextYear, inputs: Sequence[Path] = (), *, force: bool = False) -> None:
    """Writes the workbook, never onto one of the `inputs`. Raises as `files.fitting` and `files.write` do."""
    from reportgen.deliver.entry import workbook as entry_workbook  # XlsxWriter

    data, previous = rolled.data, rolled.previous
    files.fitting(target, inputs=inputs, endings=(".xlsx",))
    book = entry_workbook.make(rolled.pack, data.year, filled=data, previous=previous)
    files.write(target, book, inputs=inputs, force=force)


def ended_rows(old: Pack, new: Pack) -> tuple[Row, ...]:
    """The rows of the old form that no row of the new one goes on with, in print order."""
    if old.form.id == new.form.id:  # within one form a row goes on under its code
        return ()
    carried = {row.predecessor for row in new.rows.values()}
    # a heading row has no figures to lose
    return tuple(row for row in old.rows.values() if not row.header and f"{old.form.id} {row.code}" not in carried)


def _next_pack(reading: Reading, folders: Sequence[Path]) -> Pack:
    """The pack the unit goes on with: its own as long as that is in force, then the one of its level and body."""
    year = reading.data.year + 1
    if reading.pack.is_for(year):
        return reading.pack  # a year later the form may still be in force
    return pack_for(reading.pack.level, reading.pack.body, year, folders)


def _findings(reading: Reading, pack: Pack, ended: Sequence[Row]) -> list[Finding]:
    where = next((place for place in reading.data.places.values() if place.file), Location())
    at = Location(file=where.file)
    found = []
    if ended:
        rows = "、".join(f"{row.code} {row.label}" for row in ended)
        facts: dict[str, Fact] = {
            "old": reading.pack.form.title,
            "new": pack.form.title,
            "count": len(ended),
            "rows": rows,
        }
        found.append(finding_of("B401", at, **facts))
    # what could not be read would be carried over as blank
    unread = sum(finding.is_blocking for finding in reading.findings)
    if unread:
        found.append(finding_of("B402", at, count=unread))
    return found
