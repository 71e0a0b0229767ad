"""汇总.xlsx of a batch, written while the batch is under way: each unit's rows as soon as it is settled.

Takes the outcomes in the order of the plan; gives the findings about the units together. What can be told only when all
of them are there (whose figures count, what is said of several units) comes at the end, from a brief of each unit that
a file keeps meanwhile. The workbook must be told its sheets before its rows: it is begun for units of one form and year
and, where another comes or a sheet is full, begun anew at the end and filled from the journal. How the sheets look is
left to `deliver/summary`, who counts into the sums to `who_counts.py`, what is said of several units to
`across_units.py`.
"""

import gc
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from reportgen.batch.journal import Journal
from reportgen.batch.outcome import Status, UnitOutcome
from reportgen.batch.roster import ListedUnit, Roster
from reportgen.batch.sums import across_units, who_counts
from reportgen.batch.sums.across_units import Brief, Census, Together
from reportgen.batch.sums.totals import Totals
from reportgen.batch.sums.who_counts import Choice, Sent, Use
from reportgen.deliver.summary.workbook import ChartData, Group, GroupKey, Sheets, SummaryWorkbook, UnitLine
from reportgen.findings import Finding
from reportgen.findings.text import message
from reportgen.language import Language
from reportgen.model import BODY_WORDS, LEVEL_WORDS
from reportgen.packs import Pack
from reportgen.packs.shelf import pack_named

FILE_NAME = "汇总.xlsx"
_STATUSES = {Status.WRITTEN: "已生成", Status.DRAFT: "草稿", Status.BLOCKED: "待更正", Status.FAILED: "读不出"}
_LAST_YEAR, _THIS_YEAR = "上年", "本年"
_MOST_NOTES = 40  # sentences below the form; more are counted
_LISTED_ELSEWHERE = {"B303", "B305", "B306", "B314"}  # in 未报单位, and as a count
_USUAL = Sheets()
_UNKNOWN = ("", 0)  # form and year, before a unit tells them
_Told = tuple[UnitLine, Finding]


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
        self._sums: dict[GroupKey, _Sums] = {}
        self._path = inputs.scratch / "summary"
        self._briefs = _Briefs(inputs.scratch / "briefs")
        self._findings = self._unusual = 0  # rows of 问题清单, and of 异常
        self._is_usual = True
        self._book: SummaryWorkbook | None = None  # made when the first unit is settled: others may have begun by then

    def add(self, outcome: UnitOutcome) -> None:
        """A unit that is settled: its row, its findings, its figures."""
        self._census.count(outcome)
        self._briefs.add(Brief.of(outcome))
        if outcome.form_id:
            self._sums_of(outcome).add(outcome)
        self._count(outcome.findings)
        # when the first unit could not be read, there is no form yet
        if self._is_usual and self._sheets(self._census.groups or {_UNKNOWN: 0}) != _USUAL:
            self._is_usual = False
            self._let_go()
        if self._is_usual:
            self._book = self._book or self._begun(_USUAL)
            self._write(self._book, outcome, 0)

    def finish(
        self, journal: Journal, offsets: Sequence[int], others: Iterable[Finding] = ()
    ) -> tuple[Path, tuple[Finding, ...]]:
        """Ends the workbook, which lies in the scratch folder: its path, and what was found about the units together.

        `others` are findings about files of no unit. The journal is read again where the workbook is begun anew, and
        for forms and years of which some unit does not count.
        """
        sent: dict[GroupKey, list[Sent]] = {}
        absent: list[ListedUnit] = []
        about_all = list(self._about_all(sent, absent))
        lines = [(UnitLine(source=_from(self._inputs.output, item.location.file or "")), item) for item in others]
        self._count(finding for _, finding in about_all)
        self._findings += len(lines)
        counts = dict(self._census.groups.most_common())
        self._book = book = self._fitting(self._sheets(counts, len(absent)), list(counts), journal, offsets)
        for line, finding in about_all:
            _tell(book, line, finding)
        for line, finding in lines:
            book.finding(line, finding)
        for entry in absent:
            self._miss(book, entry)
        groups: list[Group] = []
        sums: list[_Sums] = []
        for key, count in counts.items():
            pack, choice = self._pack(key), who_counts.choose(sent.get(key, []), self._roster)
            notes = _notes(choice, self._inputs.language, is_main=not groups)
            sums.append(self._counted(key, choice, journal, offsets).of_pack(pack))
            groups.append(Group(pack, key[1], count, sums[-1].now.figures(), notes))
        findings = tuple(finding for _, finding in about_all)
        missing = sum(item.code in across_units.NOT_SENT for item in findings)
        book.close(groups, _charts(self._census, sums[0] if sums else None, missing))
        return self._path, findings

    def abandon(self) -> None:
        """Lets go of the files: nothing comes of it."""
        self._briefs.close()
        self._let_go()

    def _let_go(self) -> None:
        """Gives up the workbook. Its files are closed when it is collected, which Windows waits for to delete them."""
        if self._book is not None:
            self._book = None
            gc.collect()

    def _begun(self, sheets: Sheets) -> SummaryWorkbook:
        return SummaryWorkbook(self._path, self._inputs.scratch, self._inputs.language, sheets)

    def _sheets(self, units: Mapping[GroupKey, int], absent: int = 0) -> Sheets:
        return Sheets.of(units, findings=self._findings, missing=absent, unusual=self._unusual)

    def _count(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self._findings += 1
            self._unusual += across_units.is_anomaly(finding)

    def _fitting(
        self, sheets: Sheets, groups: Sequence[GroupKey], journal: Journal, offsets: Sequence[int]
    ) -> SummaryWorkbook:
        """The workbook with these sheets and the rows of all units: the one that was begun, where it has them."""
        if self._book is not None and sheets == _USUAL:
            return self._book
        self._let_go()
        book = self._begun(sheets)
        for outcome in journal.outcomes(offsets):
            key = (outcome.form_id, outcome.year)
            self._write(book, outcome, groups.index(key) if outcome.form_id else 0)
        return book

    def _write(self, book: SummaryWorkbook, outcome: UnitOutcome, group: int) -> None:
        """The rows of one unit; those of its form and year stand at that place."""
        line = _line(outcome, self._inputs.output)
        if outcome.form_id:
            counts = Counter(item.severity for item in outcome.findings if item.explanation is None)
            book.unit(line, group, self._sums_of(outcome).now.pack, counts)
        for finding in outcome.findings:
            _tell(book, line, finding)

    def _sums_of(self, outcome: UnitOutcome) -> _Sums:
        """The sums the outcome belongs to; they go by the pack of the first, as all packs of a form have its cells."""
        key = (outcome.form_id, outcome.year)
        if key not in self._sums:
            self._sums[key] = _Sums.of(pack_named(outcome.pack_id, self._inputs.folders))
        return self._sums[key]

    def _pack(self, group: GroupKey) -> Pack:
        """The pack that stands for the group: of those that leave no cell out, the one most units use."""
        packs = self._census.packs[group].most_common()
        loaded = [pack_named(pack_id, self._inputs.folders) for pack_id, _ in packs]
        # max: the first of equals, so the most frequent
        return max(loaded, key=lambda pack: sum(item.is_open for item in pack.fields.values()))

    def _counted(self, group: GroupKey, choice: Choice, journal: Journal, offsets: Sequence[int]) -> _Sums:
        """The sums of those that count. They stand already where all do, as nearly always."""
        taken = choice.taken
        # a unit that was sent twice, or is contained in another, does not count
        if len(taken) == self._census.groups[group]:
            return self._sums[group]
        sums = _Sums.of(self._sums[group].now.pack)
        for outcome in journal.outcomes(offsets):
            if (outcome.form_id, outcome.year) == group and outcome.key in taken:
                sums.add(outcome)
        return sums

    def _about_all(self, sent: dict[GroupKey, list[Sent]], absent: list[ListedUnit]) -> Iterator[_Told]:
        """What is said of the units beside one another, and of those that are missing.

        `sent` gets what each sent, `absent` who sent nothing.
        """
        together = Together(self._census, self._roster, self._inputs.folders)
        for brief in self._briefs:
            if brief.outcome.form_id and (item := brief.sent) is not None:
                sent.setdefault((brief.outcome.form_id, brief.outcome.year), []).append(item)
            for finding in together.look(brief):
                yield _line(brief.outcome, self._inputs.output), finding
        for entry, finding in together.missing():
            absent.append(entry)
            yield UnitLine(name=entry.name or entry.code, code=entry.code), finding

    def _miss(self, book: SummaryWorkbook, entry: ListedUnit) -> None:
        parent = self._roster.by_id.get(entry.parent) if self._roster is not None else None
        book.missing(
            entry.code,
            entry.name,
            LEVEL_WORDS[entry.level] if entry.level else "",
            BODY_WORDS[entry.body] if entry.body else "",
            (parent.name or parent.code) if parent is not None else "",
            entry.contact,
        )


def _tell(book: SummaryWorkbook, line: UnitLine, finding: Finding) -> None:
    book.finding(line, finding)
    if across_units.is_anomaly(finding):
        book.unusual(line, finding)


class _Briefs:
    """The briefs of all units in a file, a line each, so that ten thousand take no memory while the batch is made."""

    def __init__(self, path: Path) -> None:
        # surrogatepass: names of files that are no UTF-8
        self._file = path.open("w+", encoding="utf-8", errors="surrogatepass", newline="\n")

    def add(self, brief: Brief) -> None:
        self._file.write(json.dumps(brief.as_dict(), ensure_ascii=False) + "\n")

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
    uses = Counter(item.use for item in choice.uses.values())
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
        if any(before):  # without last year's figures the columns would stand half empty
            series = {_LAST_YEAR: before, **series}
        yield ChartData("column", chart.title, labels, series)


def _label(pack: Pack, address: str) -> str:
    return pack.rows[address.rpartition(".")[0]].label


def _amount(totals: Totals, address: str) -> Decimal:
    values = (totals.value(item.key) for item in totals.pack.parts_of(address))
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
