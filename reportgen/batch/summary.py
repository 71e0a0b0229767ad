"""汇总.xlsx of a batch: the journal read twice, first to count, then to write row by row.

Takes the journal and where each unit's entry begins; gives the findings about the units together. How the sheets look
is left to `deliver.summary_workbook`, who counts into the sums to `tree.py`, what is said of several units to
`across.py`.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from reportgen import pipeline
from reportgen.batch import across, tree
from reportgen.batch.across import Census, Together
from reportgen.batch.journal import Journal
from reportgen.batch.outcome import Status, UnitOutcome
from reportgen.batch.roster import Roster
from reportgen.batch.totals import Totals
from reportgen.batch.tree import Choice, Sent, Use
from reportgen.deliver.summary_workbook import ChartData, Group, SummaryWorkbook, UnitLine
from reportgen.findings import Finding
from reportgen.findings.text import message
from reportgen.language import Language
from reportgen.model import BODY_WORDS, LEVEL_WORDS
from reportgen.packs import Pack

FILE_NAME = "汇总.xlsx"
_STATUSES = {Status.WRITTEN: "已生成", Status.DRAFT: "草稿", Status.BLOCKED: "待更正", Status.FAILED: "读不出"}
_LAST_YEAR, _THIS_YEAR = "上年", "本年"
_MOST_NOTES = 40
_LISTED_ELSEWHERE = {"B303", "B305", "B306", "B314"}  # in 未报单位, and as a count


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the summary is made from."""

    journal: Journal
    offsets: Sequence[int]
    roster: Roster | None
    folders: tuple[Path, ...]
    output: Path
    language: Language


@dataclass(slots=True)
class _Sums:
    """The sums of one form and year: this year's, and last year's of the units that gave it."""

    now: Totals
    before: Totals
    choice: Choice
    taken: frozenset[str] = field(default_factory=frozenset)


def write(path: Path, scratch: Path, inputs: Inputs) -> tuple[Finding, ...]:
    """Writes the workbook to that path; `scratch` is a folder for what is on its way."""
    census, sent = _first_look(inputs)
    known = {group: _pack(census, group, inputs.folders) for group in census.groups}
    sums = {group: _sums(pack, sent.get(group, []), inputs.roster) for group, pack in known.items()}
    groups = [Group(known[group], group[1], count) for group, count in census.groups.most_common()]
    book = SummaryWorkbook(path, scratch, groups, inputs.language)
    findings = list(_second_look(inputs, census, sums, known, book))
    missing = sum(item.code in across.NOT_SENT for item in findings)
    for (form_id, year), item in sums.items():
        is_main = (form_id, year) == (groups[0].pack.form.id, groups[0].year)
        book.totals(form_id, year, item.now.figures(), _notes(item.choice, inputs.language, is_main=is_main))
    book.charts(_charts(census, sums, missing))
    book.close()
    return tuple(findings)


def _first_look(inputs: Inputs) -> tuple[Census, dict[tuple[str, int], list[Sent]]]:
    census = Census()
    sent: dict[tuple[str, int], list[Sent]] = {}
    for outcome in inputs.journal.outcomes(inputs.offsets):
        census.count(outcome)
        if outcome.form_id and (item := across.sent(outcome)) is not None:
            sent.setdefault((outcome.form_id, outcome.year), []).append(item)
    return census, sent


def _pack(census: Census, group: tuple[str, int], folders: tuple[Path, ...]) -> Pack:
    """The pack that stands for the group: of those that leave no cell out, the one most units use."""
    loaded = [pipeline.pack_named(pack_id, folders) for pack_id, _ in census.packs[group].most_common()]
    return max(loaded, key=lambda pack: sum(item.is_open for item in pack.fields.values()))


def _sums(pack: Pack, sent: Sequence[Sent], roster: Roster | None) -> _Sums:
    choice = tree.choose(sent, roster)
    return _Sums(Totals(pack), Totals(pack), choice, choice.taken)


def _second_look(
    inputs: Inputs,
    census: Census,
    sums: dict[tuple[str, int], _Sums],
    known: dict[tuple[str, int], Pack],
    book: SummaryWorkbook,
) -> Iterator[Finding]:
    together = Together(
        census, inputs.roster, inputs.folders, lambda index: inputs.journal.read(inputs.offsets[index]).key
    )
    for index, outcome in enumerate(inputs.journal.outcomes(inputs.offsets)):
        group = (outcome.form_id, outcome.year)
        line = _line(outcome, inputs.output)
        if group in sums:
            _add(sums[group], outcome, known[group])
            counts = Counter(item.severity for item in outcome.findings if item.explanation is None)
            book.unit(line, outcome.form_id, counts)
        about = list(together.look(index, outcome))
        for finding in (*outcome.findings, *about):
            book.finding(line, finding)
            if across.is_anomaly(finding):
                book.unusual(line, finding)
        yield from about
    for entry, finding in together.missing():
        parent = inputs.roster.by_id.get(entry.parent) if inputs.roster is not None else None
        book.missing(
            entry.code,
            entry.name,
            LEVEL_WORDS[entry.level] if entry.level else "",
            BODY_WORDS[entry.body] if entry.body else "",
            (parent.name or parent.code) if parent is not None else "",
            entry.contact,
        )
        book.finding(UnitLine(name=entry.name or entry.code, code=entry.code), finding)
        yield finding


def _add(sums: _Sums, outcome: UnitOutcome, pack: Pack) -> None:
    if outcome.key in sums.taken:
        sums.now.add(outcome.values(pack), outcome.words)
        sums.before.add(outcome.previous_values(pack), {})


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


def _charts(census: Census, sums: dict[tuple[str, int], _Sums], missing: int) -> Iterable[ChartData]:
    statuses = {_STATUSES[status]: census.statuses[status.value] for status in Status if census.statuses[status.value]}
    if missing:
        statuses["未报"] = missing
    yield ChartData("pie", "单位报送情况", list(statuses), {"单位数": list(statuses.values())})
    largest = census.groups.most_common(1)
    if not largest:
        return
    item = sums[largest[0][0]]
    for chart in item.now.pack.form.charts:
        labels = [_label(item.now.pack, address) for address in chart.figures]
        series = {_THIS_YEAR: [_amount(item.now, address) for address in chart.figures]}
        before = [_amount(item.before, address) for address in chart.figures]
        if any(before):
            series = {_LAST_YEAR: before, **series}
        yield ChartData("column", chart.title, labels, series)


def _label(pack: Pack, address: str) -> str:
    return pack.rows[address.rpartition(".")[0]].label


def _amount(totals: Totals, address: str) -> Decimal:
    values = (totals.value(item.key) for item in totals.pack.parts_of(address))
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
