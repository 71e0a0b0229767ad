"""The report of a unit above, summed from those below: whose figures count, the sums, and where each came from.

Takes sources and a roster; gives the parent's data, ready for its entry workbook, with a table of every contribution
(pandas). The sums are made twice, by `totals.py` unit by unit and here cell by cell from the table, and must agree. Who
counts is left to `who_counts.py`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen import checks, pipeline
from reportgen.batch import plan
from reportgen.batch.outcome import figure_texts, words
from reportgen.batch.roster import ListedUnit, Roster
from reportgen.batch.sums import who_counts
from reportgen.batch.sums.frame import frame
from reportgen.batch.sums.totals import Totals
from reportgen.batch.sums.who_counts import Choice, Sent, Use
from reportgen.batch.work import Settings, findings_of, read
from reportgen.deliver import files
from reportgen.deliver.plain_sheet import PlainSheet
from reportgen.errors import PackError, ReportgenError, SourceError, UsageError
from reportgen.findings import Fact, Finding, Location, finding_of
from reportgen.model import Body, Figure, FigureKey, Level, PreviousYear, ReportData, Unit
from reportgen.packs import Pack, dated
from reportgen.packs.shelf import pack_for
from reportgen.packs.workbook_layout import layout
from reportgen.pipeline import Reading
from reportgen.wording.cell_names import cell_name

if TYPE_CHECKING:
    import pandas as pd

_ORDER = (Level.PROVINCIAL, Level.MUNICIPAL, Level.COUNTY, Level.TOWNSHIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class SumRequest:
    """What to consolidate, and for whom: `top` by code or name in the roster; left out, the roster's only top."""

    sources: tuple[Path, ...]
    output: Path
    folders: tuple[Path, ...]
    roster: Path | None = None
    top: str | None = None
    level: Level | None = None
    body: Body | None = None
    previous: Path | None = None
    map_file: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Consolidated:
    """The parent's report as summed: who counted in it, and `trace`, a row for every contribution."""

    data: ReportData
    pack: Pack
    choice: Choice
    sent: Mapping[str, Sent]
    trace: "pd.DataFrame"
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Report:
    """A report that was read, and how many findings block it."""

    key: str
    file: str
    reading: Reading
    blocking: int


def inputs(request: SumRequest) -> list[Path]:
    """The files it reads. What stands at `output` is one of them, unless this program made it and nobody changed it.

    Raises SourceError where a source is missing or of no known kind.
    """
    aside = [path for path in (request.roster, request.map_file, request.previous) if path is not None]
    paths = {job.path for job in plan.make(request.sources, apart_from=aside, map_file=request.map_file).jobs()}
    found = [*aside, *(Path(path) for path in sorted(paths))]
    return [path for path in found if path.resolve() != request.output.resolve() or not files.is_ours(path)]


def consolidate(request: SumRequest) -> Consolidated:
    """The parent's report. Raises SourceError where nothing can be read, UsageError where the parent is not known."""
    roster = Roster.read(request.roster) if request.roster is not None else None
    top = _top(request, roster)
    reports, findings = _read_all(request)
    fitting, others = _of_one_form(reports)
    findings += [_other_form(item, fitting[0]) for item in others]
    pack = _pack(request, top, fitting)
    sent = {item.key: _sent(item) for item in fitting}
    choice = who_counts.choose(list(sent.values()), roster, top)
    taken = [item for item in fitting if item.key in choice.taken]
    findings += [*choice.findings, *_blocked(taken)]
    totals = added(pack, (item.reading for item in taken))
    trace = contributions(pack, taken)
    _hold_against_each_other(totals, trace)
    data = _data(request, pack, fitting[0].reading.data.year, top, totals, _last_year(request, pack, taken))
    findings += [*_incomplete(totals, data), *_checked(data, pack)]
    return Consolidated(data=data, pack=pack, choice=choice, sent=sent, trace=trace, findings=tuple(findings))


def added(pack: Pack, readings: Iterable[Reading]) -> Totals:
    """The figures of these reports added up for a unit of that pack."""
    totals = Totals(pack)
    for reading in readings:
        values = {key: reading.data.value(key) for key in reading.pack.fields}
        totals.add(values, words(reading.data, reading.pack))
    return totals


def contributions(pack: Pack, reports: Sequence[_Report]) -> "pd.DataFrame":
    """A row for every number other than zero that went into a sum: the figure, whose it is, and where it stood."""
    import pandas as pd

    figures = frame([item.reading for item in reports])
    is_part = [isinstance(value, Decimal) and bool(value) for value in figures["value"]]
    is_asked = figures.index.get_level_values("figure").isin([key for key, item in pack.fields.items() if item.is_open])
    parts = figures.loc[is_part & is_asked, ["unit_name", "unit", "value"]].reset_index()
    sources = [reports[number] for number in parts["report"]]
    places = [item.reading.data.figure(key).location for item, key in zip(sources, parts["figure"], strict=True)]
    trace = pd.DataFrame(
        {
            "figure": pd.Categorical(parts["figure"], categories=list(pack.fields)),  # sorted as the form prints them
            "unit": parts["unit_name"],
            "code": parts["unit"],
            "file": pd.Categorical([item.file for item in sources]),
            "sheet": pd.Categorical([where.sheet or "" for where in places]),
            "place": pd.array([_spot(where) for where in places], dtype=object),
            "value": parts["value"],
        }
    )
    # stable: within a figure the units stay in the order of the sources
    return trace.sort_values("figure", kind="stable", ignore_index=True)


def _spot(where: Location) -> str:
    """The cell, or line and pointer."""
    return where.cell or "".join(filter(None, (f"{where.line}:" if where.line else "", where.pointer)))


def _hold_against_each_other(totals: Totals, trace: "pd.DataFrame") -> None:
    """The sums by cell from the table against the sums by unit. A difference is a mistake of the program."""
    # an empty frame has no sums
    by_cell = trace.groupby("figure", sort=False, observed=True)["value"].sum().to_dict() if len(trace) else {}
    for key in totals.pack.fields:
        value = totals.value(key)
        # shares are worked out from sums, not added
        if isinstance(value, Decimal) and key not in totals.shares and value != by_cell.get(key, Decimal(0)):
            raise ArithmeticError(f"{key}: {value} by unit, {by_cell.get(key)} by cell")


# Reading


def _read_all(request: SumRequest) -> tuple[list[_Report], list[Finding]]:
    settings = Settings(folders=request.folders, map_file=request.map_file)
    aside = [path for path in (request.roster, request.map_file, request.output, request.previous) if path is not None]
    reports: list[_Report] = []
    findings: list[Finding] = []
    for job in plan.make(request.sources, apart_from=aside, map_file=request.map_file).jobs():
        try:
            reading = read(job, settings)
            blocking = sum(item.is_blocking for item in pipeline.examine(reading))
        except ReportgenError as error:
            findings += findings_of(error, Location(file=job.path))
            continue
        reports.append(_Report(job.key, job.path, reading, blocking))
    if not reports:
        raise SourceError(*findings)
    return reports, findings


def _of_one_form(reports: Sequence[_Report]) -> tuple[list[_Report], list[_Report]]:
    """The reports of the form and year that most have, and the others."""
    groups = Counter(_group(item) for item in reports)
    group = max(groups, key=lambda item: (groups[item], item))  # of forms that are equally frequent the newer
    return [item for item in reports if _group(item) == group], [item for item in reports if _group(item) != group]


def _group(item: _Report) -> tuple[int, str]:
    return item.reading.data.year, item.reading.pack.form.id


def _other_form(item: _Report, usual: _Report) -> Finding:
    found, expected = (f"{form} {year}" for year, form in (_group(item), _group(usual)))
    facts = {"unit": item.reading.data.unit.name or item.key, "found": found, "expected": expected}
    return finding_of("B307", Location(file=item.file), **facts)


def _sent(item: _Report) -> Sent:
    figures = "\n".join(text or "" for text in figure_texts(item.reading.data, item.reading.pack))
    return Sent(item.key, item.reading.data.unit, item.file, figures)


# For whom


def _top(request: SumRequest, roster: Roster | None) -> ListedUnit | None:
    if request.top is not None:
        entry = roster.named(request.top) if roster is not None else None
        if entry is None and roster is not None:
            raise UsageError.of("B313", Location(file=str(request.roster)), unit=request.top)
        # without a roster the name is all that is known
        return entry or ListedUnit("", request.top, request.level, request.body)
    tops = roster.below("") if roster is not None else ()
    # a single top with nobody under it is a list of one
    return tops[0] if len(tops) == 1 and roster is not None and roster.below(tops[0].id) else None


def _pack(request: SumRequest, top: ListedUnit | None, reports: Sequence[_Report]) -> Pack:
    """The parent's pack; where its level has none for governments, the departments', whose form is the same."""
    year = reports[0].reading.data.year
    # the parent is a government at least as high
    highest = min((item.reading.data.unit.level for item in reports), key=_ORDER.index)
    level = request.level or (top.level if top is not None else None) or highest
    body = request.body or (top.body if top is not None else None) or Body.GOVERNMENT
    try:
        return pack_for(level, body, year, request.folders)
    except PackError:
        if request.body is not None:
            raise
        return pack_for(level, Body.DEPARTMENT, year, request.folders)


def _data(
    request: SumRequest, pack: Pack, year: int, top: ListedUnit | None, totals: Totals, previous: PreviousYear | None
) -> ReportData:
    spots = layout(pack).spots
    file = str(request.output)
    figures = {}
    for key, figure in totals.figures().items():
        spot = spots[key]
        figures[key] = replace(
            figure, location=Location(file=file, sheet=spot.sheet, cell=cell_name(spot.row, spot.column))
        )
    unit = Unit(
        code=top.code if top is not None else "",
        name=top.name if top is not None else "",
        level=pack.level,
        body=pack.body,
    )
    return ReportData(pack_id=pack.id, year=year, unit=unit, figures=figures, previous=previous)


def _last_year(request: SumRequest, pack: Pack, reports: Sequence[_Report]) -> PreviousYear | None:
    """The parent's own report of last year; without it the sums of the units', where every one of them has it."""
    if request.previous is not None:
        return pipeline.previous_year(request.previous, pack, request.folders)
    before = [item.reading.data.previous for item in reports]
    # of some units alone it would be too little to compare with
    if not before or any(item is None or not item.figures for item in before):
        return None
    totals = Totals(pack)
    for item in before:
        if item is not None:
            totals.add({key: figure.value for key, figure in item.figures.items()}, {})
    figures: dict[FigureKey, Figure] = {key: item for key, item in totals.figures().items() if item.value is not None}
    return PreviousYear(year=reports[0].reading.data.year - 1, figures=figures, pack_id=pack.id)


# What must be said


def _blocked(reports: Iterable[_Report]) -> Iterator[Finding]:
    for item in reports:
        if item.blocking:
            facts: dict[str, Fact] = {"unit": item.reading.data.unit.name or item.key, "count": item.blocking}
            yield finding_of("B311", Location(file=item.file), **facts)


def _incomplete(totals: Totals, data: ReportData) -> Iterator[Finding]:
    for key, count in totals.blanks.items():
        if key in totals.pack.fields and totals.pack.fields[key].is_open:
            facts: dict[str, Fact] = {"field": totals.pack.fields[key].label, "count": count, "units": totals.units}
            yield finding_of("B312", data.figure(key).location, **facts)


def _checked(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """What the form's relations say of the sums; texts and sign-off are not filled in yet."""
    # findings about figures carry one
    return (finding for finding in checks.run(data, pack) if "figure" in finding.facts)


def appendix(consolidated: Consolidated) -> tuple[PlainSheet, PlainSheet]:
    """The sheets behind the form: where every sum came from, and which part each unit has in it."""
    spots = layout(consolidated.pack).spots
    trace: Iterable[tuple[Any, ...]] = consolidated.trace.itertuples(index=False, name=None)
    rows = (
        (spots[key].sheet, cell_name(spots[key].row, spots[key].column), key, _label(consolidated, key), *source)
        for key, *source in trace
    )
    headings = ("表", "单元格", "指标", "指标名称", "来源单位", "来源单位代码", "文件", "工作表", "位置", "数值")
    units = ((name, code, file, _USES[use], because) for name, code, file, use, because in uses(consolidated))
    return (
        PlainSheet("来源", headings, (16, 8, 16, 40, 32, 18, 40, 16, 12, 12), rows),
        PlainSheet("参与单位", ("单位", "单位的代码", "文件", "计入情况", "依据"), (36, 18, 48, 24, 36), units),
    )


def _label(consolidated: Consolidated, key: FigureKey) -> str:
    return dated(consolidated.pack.fields[key].label, consolidated.data.year)


_USES = {
    Use.TAKEN: "计入",
    Use.CONTAINED: "已含在上级政府的报告中",
    Use.DUPLICATE: "重复报送，未计入",
    Use.UNKNOWN: "不在名册中，未计入",
    Use.ELSEWHERE: "不属于本单位，未计入",
    Use.ITSELF: "即本单位，未计入",
    Use.MISSING: "未报",
}


def uses(consolidated: Consolidated) -> Iterator[tuple[str, str, str, Use, str]]:
    """Every unit with its code, its file, and its part in the sums; those that are missing last."""
    for key, use in consolidated.choice.uses.items():
        item = consolidated.sent[key]
        yield item.unit.name, item.unit.code, item.file, use.use, use.because
    for unit in consolidated.choice.missing:
        yield unit.unit, "", "", unit.use, ""
