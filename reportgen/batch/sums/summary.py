"""汇总.xlsx of a batch, written while the batch is under way: each unit's rows as soon as it is settled.

Takes the outcomes in the order of the plan; gives the findings about the units together. What can be told only when all
of them are there (whose figures count, what is said of several units) comes at the end, from a brief of each unit that
a file keeps meanwhile. How the sheets look is left to `deliver.summary_workbook`, who counts into the sums to
`who_counts.py`, what is said of several units to `across_units.py`.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from reportgen.batch.journal import Journal
from reportgen.batch.outcome import Status, UnitOutcome
from reportgen.batch.roster import Entry, Roster
from reportgen.batch.sums import across_units, who_counts
from reportgen.batch.sums.across_units import Brief, Census, Together
from reportgen.batch.sums.totals import Totals
from reportgen.batch.sums.who_counts import Choice, Sent, Use
from reportgen.deliver.summary.workbook import ChartData, Group, SummaryWorkbook, UnitLine
from reportgen.findings import Finding
from reportgen.findings.text import message
from reportgen.language import Language
from reportgen.model import BODY_WORDS, LEVEL_WORDS
from reportgen.packs import Pack
from reportgen.packs.shelf import pack_named

FILE_NAME = "汇总.xlsx"
_STATUSES = {Status.WRITTEN: "已生成", Status.DRAFT: "草稿", Status.BLOCKED: "待更正", Status.FAILED: "读不出"}
_LAST_YEAR, _THIS_YEAR = "上年", "本年"
_MOST_NOTES = 40
_LISTED_ELSEWHERE = {"B303", "B305", "B306", "B314"}  # in 未报单位, and as a count


_GroupKey = tuple[str, int]  # form and year


@dataclass(slots=True)
class _Sums:
    """The sums of one form and year over all its units: this year's, and last year's of the units that gave it."""

    now: Totals
    before: Totals

    @classmethod
    def of(cls, pack: Pack) -> "_Sums":
        return cls(Totals(pack), Totals(pack))

    def add(self, outcome: UnitOutcome) -> None:
        self.now.add(outcome.values(self.now.pack), outcome.words)
        self.before.add(outcome.previous_values(self.now.pack), {})

    def of_pack(self, pack: Pack) -> "_Sums":
        """The same sums as that pack prints them, one of the same form."""
        self.now.pack = self.before.pack = pack
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the summary is made from besides the units. `scratch` is a folder for what is on its way."""

    scratch: Path
    roster: Roster | None
    folders: tuple[Path, ...]
    output: Path
    language: Language


class Summary:
    """The summary being written: units are added in the order of the plan; then `finish` is called, or `abandon`."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs, self._roster = inputs, inputs.roster
        self._census = Census()
        self._sums: dict[_GroupKey, _Sums] = {}
        self._path = inputs.scratch / "summary"
        self._briefs = _Briefs(inputs.scratch / "briefs")

    @cached_property
    def _book(self) -> SummaryWorkbook:  # made when the first unit is settled: others may have begun to work by then
        return SummaryWorkbook(self._path, self._inputs.scratch, self._inputs.language)

    def add(self, outcome: UnitOutcome) -> None:
        """A unit that is settled: its row, its findings, its figures."""
        self._census.count(outcome)
        self._briefs.add(Brief.of(outcome))
        line = _line(outcome, self._inputs.output)
        if outcome.form_id:
            sums = self._sums_of(outcome)
            sums.add(outcome)
            counts = Counter(item.severity for item in outcome.findings if item.explanation is None)
            self._book.unit(line, sums.now.pack, counts)
        for finding in outcome.findings:
            self._tell(line, finding)

    def finish(
        self, journal: Journal, offsets: Sequence[int], others: Iterable[Finding] = ()
    ) -> tuple[Path, tuple[Finding, ...]]:
        """Ends the workbook, which lies in the scratch folder: its path, and what was found about the units together.

        `others` are findings about files of no unit. The journal is read again only for forms and years of which some
        unit does not count.
        """
        sent: dict[_GroupKey, list[Sent]] = {}
        findings = tuple(self._about_all(sent))
        for finding in others:
            self._book.finding(UnitLine(source=_from(self._inputs.output, finding.location.file or "")), finding)
        missing = sum(item.code in across_units.NOT_SENT for item in findings)
        groups: list[Group] = []
        sums: list[_Sums] = []
        for key, count in self._census.groups.most_common():
            pack, choice = self._pack(key), who_counts.choose(sent.get(key, []), self._roster)
            notes = _notes(choice, self._inputs.language, is_main=not groups)
            sums.append(self._counted(key, choice, journal, offsets).of_pack(pack))
            groups.append(Group(pack, key[1], count, sums[-1].now.figures(), notes))
        self._book.close(groups, _charts(self._census, sums[0] if sums else None, missing))
        return self._path, findings

    def abandon(self) -> None:
        """Lets go of the files: nothing comes of it."""
        self._briefs.close()
        if "_book" in vars(self):
            self._book.abandon()

    def _sums_of(self, outcome: UnitOutcome) -> _Sums:
        """The sums the outcome belongs to; they go by the pack of the first, as all packs of a form have its cells."""
        key = (outcome.form_id, outcome.year)
        if key not in self._sums:
            self._sums[key] = _Sums.of(pack_named(outcome.pack_id, self._inputs.folders))
        return self._sums[key]

    def _tell(self, line: UnitLine, finding: Finding) -> None:
        self._book.finding(line, finding)
        if across_units.is_anomaly(finding):
            self._book.unusual(line, finding)

    def _pack(self, group: _GroupKey) -> Pack:
        """The pack that stands for the group: of those that leave no cell out, the one most units use."""
        packs = self._census.packs[group].most_common()
        loaded = [pack_named(pack_id, self._inputs.folders) for pack_id, _ in packs]
        return max(loaded, key=lambda pack: sum(item.is_open for item in pack.fields.values()))

    def _counted(self, group: _GroupKey, choice: Choice, journal: Journal, offsets: Sequence[int]) -> _Sums:
        """The sums of those that count. They stand already where all do, as nearly always."""
        taken = choice.taken
        if len(taken) == self._census.groups[group]:
            return self._sums[group]
        sums = _Sums.of(self._sums[group].now.pack)
        for outcome in journal.outcomes(offsets):
            if (outcome.form_id, outcome.year) == group and outcome.key in taken:
                sums.add(outcome)
        return sums

    def _about_all(self, sent: dict[_GroupKey, list[Sent]]) -> Iterator[Finding]:
        """What is said of the units beside one another, and of those that are missing; `sent` gets what each sent."""
        together = Together(self._census, self._roster, self._inputs.folders)
        for brief in self._briefs:
            if brief.outcome.form_id and (item := brief.sent) is not None:
                sent.setdefault((brief.outcome.form_id, brief.outcome.year), []).append(item)
            for finding in together.look(brief):
                self._tell(_line(brief.outcome, self._inputs.output), finding)
                yield finding
        for entry, finding in together.missing():
            self._miss(entry)
            self._book.finding(UnitLine(name=entry.name or entry.code, code=entry.code), finding)
            yield finding

    def _miss(self, entry: Entry) -> None:
        parent = self._roster.by_id.get(entry.parent) if self._roster is not None else None
        self._book.missing(
            entry.code,
            entry.name,
            LEVEL_WORDS[entry.level] if entry.level else "",
            BODY_WORDS[entry.body] if entry.body else "",
            (parent.name or parent.code) if parent is not None else "",
            entry.contact,
        )


class _Briefs:
    """The briefs of all units in a file, a line each, so that ten thousand take no memory while the batch is made."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w+", encoding="utf-8", errors="surrogatepass", newline="\n")

    def add(self, brief: Brief) -> None:
        json.dump(brief.as_dict(), self._file, ensure_ascii=False)
        self._file.write("\n")

    def __iter__(self) -> Iterator[Brief]:
        self._file.seek(0)
        return (Brief.from_dict(json.loads(line)) for line in self._file)

    def close(self) -> None:
        self._file.close()


def _line(outcome: UnitOutcome, output: Path) -> UnitLine:
    unit = outcome.unit
    return UnitLine(
        name=outcome.name,
        code=unit.code if unit is not None else "",
        level=LEVEL_WORDS[unit.level] if unit is not None else "",
        body=BODY_WORDS[unit.body] if unit is not None else "",
        year=outcome.year,
        pack=outcome.pack_id,
        status=_STATUSES[outcome.status],
        report=outcome.document,
        annotated=outcome.annotated,
        source=_from(output, outcome.file),
        figures=outcome.figures,
        words=outcome.words,
    )


def _from(output: Path, file: str) -> str:
    """The file's path as the summary's links need it: from the folder the summary lies in."""
    try:
        return Path(os.path.relpath(file, output)).as_posix()
    except ValueError:  # another drive
        return str(Path(file).resolve())


def _notes(choice: Choice, language: Language, *, is_main: bool) -> list[str]:
    """What must be said of the sums, in sentences below the form. Units are missing in the main group only."""
    uses = Counter(part.use for part in choice.parts.values())
    notes = [f"计入合计{uses[Use.TAKEN]}个单位。"]
    if uses[Use.CONTAINED]:
        notes.append(f"{uses[Use.CONTAINED]}个单位的数据已包含在上级政府的报告中，未重复计入。")
    if choice.missing and is_main:
        notes.append(f"{len(choice.missing)}个单位未报，合计中没有其数据。")
    said = [message(finding, language) for finding in choice.findings if finding.code not in _LISTED_ELSEWHERE]
    rest = [f"……另有{len(said) - _MOST_NOTES}条。"] if len(said) > _MOST_NOTES else []
    return [*notes, *said[:_MOST_NOTES], *rest]


def _charts(census: Census, main: _Sums | None, missing: int) -> Iterable[ChartData]:
    statuses = {_STATUSES[status]: census.statuses[status.value] for status in Status if census.statuses[status.value]}
    if missing:
        statuses["未报"] = missing
    yield ChartData("pie", "单位报送情况", list(statuses), {"单位数": list(statuses.values())})
    if main is None:
        return
    for chart in main.now.pack.form.charts:
        labels = [_label(main.now.pack, address) for address in chart.figures]
        series = {_THIS_YEAR: [_amount(main.now, address) for address in chart.figures]}
        before = [_amount(main.before, address) for address in chart.figures]
        if any(before):
            series = {_LAST_YEAR: before, **series}
        yield ChartData("column", chart.title, labels, series)


def _label(pack: Pack, address: str) -> str:
    return pack.rows[address.rpartition(".")[0]].label


def _amount(totals: Totals, address: str) -> Decimal:
    values = (totals.value(item.key) for item in totals.pack.parts_of(address))
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
