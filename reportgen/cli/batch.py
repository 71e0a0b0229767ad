"""`batch` makes every unit's report, `consolidate` the parent's figures, `rollover` next year's workbooks."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli import options
from reportgen.cli.console import Console, console
from reportgen.errors import ReportgenError, UsageError
from reportgen.findings import summary

if TYPE_CHECKING:
    from reportgen.batch.outcome import UnitOutcome
    from reportgen.batch.run import Report, Tally

Sources = Annotated[
    list[Path],
    typer.Argument(
        help="Folders of filled workbooks or JSON files, single ones, a JSONL file, or a table with a row a unit.",
        metavar="SOURCE",
        show_default=False,
    ),
]
Roster = Annotated[
    Path | None,
    typer.Option(
        help="The list of units (xlsx, csv): code, name, level, body, parent, contact.",
        metavar="FILE",
        show_default=False,
    ),
]
Map = Annotated[
    Path | None,
    typer.Option(
        "--map", help="Your own headings of a table: a YAML file, heading: field.", metavar="FILE", show_default=False
    ),
]


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("batch")(batch)
    app.command("consolidate")(consolidate)
    app.command("rollover")(rollover)


def batch(
    sources: Sources,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder for the reports and 汇总.xlsx.", metavar="DIR")
    ],
    jobs: Annotated[int, typer.Option(help="Processes; 0: as many as there are processors.", min=0, max=256)] = 0,
    roster: Roster = None,
    map_file: Map = None,
    previous: Annotated[
        list[Path] | None,
        typer.Option(
            "--previous",
            help="Last year's reports of the units: a folder of workbooks or finished reports, JSON, JSONL, one table.",
            metavar="SOURCE",
            show_default=False,
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with an earlier run: what is done and unchanged is not done again.")
    ] = False,
    cluster: Annotated[
        str | None,
        typer.Option(help="Work on a Dask cluster: its scheduler.", metavar="tcp://HOST:8786", show_default=False),
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Write reports in spite of open errors; every page says that it is a draft.")
    ] = False,
    force: options.Force = False,
    as_json: options.AsJson = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Make the reports of many units, and 汇总.xlsx: who is missing, what is wrong, the sums."""
    from reportgen.batch import run
    from reportgen.cli.batch_progress import Progress, Spool
    from reportgen.packs import library

    voice = console(lang)
    request = run.Request(
        sources=tuple(sources),
        output=output,
        folders=library(packs),
        jobs=jobs,
        roster=roster,
        map_file=map_file,
        previous=tuple(previous or ()),
        resume=resume,
        draft=draft,
        force=force,
        cluster=cluster,
        language=voice.language,
    )
    with _stoppable(voice) as stop, Progress(voice) as progress, Spool(as_json) as spool:

        def seen(outcome: "UnitOutcome", tally: "Tally") -> None:
            if as_json:
                spool.add(outcome.findings, voice.language)
            else:
                # what else is said of thousands of units stands in 汇总.xlsx
                voice.findings([item for item in outcome.findings if item.is_blocking])
            progress.show(tally)

        report = run.run(request, seen=seen, stop=stop)
    if as_json:
        spool.print(report, voice.language)
    else:
        voice.findings(report.findings)
    raise typer.Exit(_close(report, voice, as_json=as_json))


def _close(report: "Report", voice: Console, *, as_json: bool) -> int:
    """The last lines, and the exit code."""
    tally = report.tally
    counts = {status.value: tally.statuses[status] for status in tally.statuses}
    speak = voice.tell if as_json else voice.say
    speak(
        "{done} of {total} units: {written} reports written, {draft} drafts, {blocked} held up by findings, "
        "{failed} not readable; {kept} unchanged since the last run.",
        done=tally.done,
        total=tally.total,
        kept=tally.kept,
        **{name: counts.get(name, 0) for name in ("written", "draft", "blocked", "failed")},
    )
    if report.interrupted:
        voice.tell("Stopped. What is done is kept; to go on, call the same command with --resume.")
        return 130
    speak("Written: {path}", path=report.summary)
    return 1 if report.is_blocked else 0


@contextmanager
def _stoppable(voice: Console) -> Iterator[Callable[[], bool]]:
    """The first Ctrl-C asks the run to finish what is in hand, the second ends it at once."""
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        if asked:  # the second time
            raise KeyboardInterrupt
        asked.append(number)
        voice.tell("Finishing what is in hand; press Ctrl-C again to end at once.")

    # SIGTERM: a service that is told to stop
    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def consolidate(
    sources: Sources,
    output: Annotated[Path, typer.Option("--output", "-o", help="The workbook to write.", metavar="FILE.xlsx")],
    roster: Roster = None,
    unit: Annotated[
        str | None,
        typer.Option(help="Whose figures: a code or name of the roster.", metavar="UNIT", show_default=False),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            help="The level of that unit: provincial, municipal, county, township; or 省, 市, 县, 乡.",
            show_default=False,
        ),
    ] = None,
    body: Annotated[
        str | None,
        typer.Option(help="department or government; or 部门, 政府. Left out: government.", show_default=False),
    ] = None,
    previous: options.Previous = None,
    map_file: Map = None,
    force: options.Force = False,
    as_json: options.AsJson = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Add the units' figures up for the unit above: its workbook, and where every sum comes from."""
    from reportgen.batch.sums import consolidate as work
    from reportgen.cli.words import body_of, level_of
    from reportgen.deliver import files
    from reportgen.deliver.entry import workbook as entry_workbook
    from reportgen.packs import library

    voice = console(lang)
    request = work.SumRequest(
        sources=tuple(sources),
        output=output,
        folders=library(packs),
        roster=roster,
        top=unit,
        level=level_of(level) if level is not None else None,
        # a body's words depend on the level: 乡 has governments only
        body=body_of(body, level_of(level)) if body is not None and level is not None else None,
        previous=previous,
        map_file=map_file,
    )
    inputs = work.inputs(request)
    files.fitting(output, inputs=inputs, endings=(".xlsx",))
    found = work.consolidate(request)
    book = entry_workbook.make(found.pack, found.data.year, filled=found.data, behind=work.appendix(found))
    files.write(output, book, inputs=inputs, force=force)
    if as_json:
        voice.findings(found.findings, as_json=True, output=str(output))
    else:
        voice.findings(found.findings)
        voice.result(found.findings)
        voice.say(
            "Written: {path} ({name}, {count} units).", path=output, name=found.pack.name, count=len(found.choice.taken)
        )
    raise typer.Exit(1 if summary(found.findings)["blocking"] else 0)


def rollover(
    sources: Annotated[
        list[Path],
        typer.Argument(
            help="Last year's filled workbooks or JSON files, or folders of them.", metavar="FILE", show_default=False
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The workbook to write, or a folder for several.", metavar="NEXT.xlsx"),
    ],
    force: options.Force = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Make next year's workbooks: who it is stays, last year's figures stand in grey, the cells are blank."""
    from reportgen.batch import plan
    from reportgen.batch import rollover as work
    from reportgen.batch.work import Settings, findings_of, read
    from reportgen.findings import Location
    from reportgen.packs import library

    voice, folders = console(lang), library(packs)
    jobs = plan.make(sources)
    # a path without ending is a folder that is still to be made
    several = len(jobs) > 1 or output.is_dir() or not output.suffix
    if len(jobs) > 1 and output.suffix.lower() == ".xlsx":
        raise UsageError.of("B403", Location(file=str(output)), count=len(jobs))
    inputs = [Path(job.path) for job in jobs.jobs()]
    exit_code, told, taken = 0, set[str](), set[str]()
    for job in jobs.jobs():
        try:
            rolled = work.roll(read(job, Settings(folders=folders)), folders)
            target = work.next_path(output, rolled, taken) if several else output
            work.write(target, rolled, inputs, force=force)
        except ReportgenError as error:
            voice.failure(findings_of(error, Location(file=job.path)))
            exit_code = max(exit_code, error.exit_code)
            continue
        voice.findings([item for item in rolled.findings if item.code != "B401" or work.is_news(item, told)])
        voice.say("Written: {path} ({name})", path=target, name=rolled.pack.name)
    raise typer.Exit(exit_code)
