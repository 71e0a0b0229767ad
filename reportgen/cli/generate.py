"""`new` makes the workbook a clerk fills, `build` the report from it."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli import options
from reportgen.cli.console import console


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("new")(new)
    app.command("build")(build)


def new(
    level: Annotated[str, typer.Option(help="provincial, municipal, county, township; or 省, 市, 县, 乡.")],
    year: Annotated[
        int, typer.Option(help="The report year: 2012 for the report published in 2013.", min=1990, max=2100)
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The workbook to write.", metavar="FILE.xlsx")],
    body: Annotated[
        str | None,
        typer.Option(help="department or government; or 部门, 政府. Left out: department.", show_default=False),
    ] = None,
    unit: Annotated[str, typer.Option(help="The reporting unit's full name.")] = "",
    previous: options.Previous = None,
    force: options.Force = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Make the workbook to fill in."""
    from reportgen.cli.words import body_of, level_of
    from reportgen.deliver import files, naming
    from reportgen.deliver.entry import workbook as entry_workbook
    from reportgen.packs import choose, library
    from reportgen.pipeline import previous_year

    folders = library(packs)
    pack = choose(level_of(level), body_of(body, level_of(level)), year, folders)
    target = naming.within(output, f"{naming.workbook_name(unit, year)}.xlsx")
    inputs = (previous,) if previous is not None else ()
    files.fitting(target, inputs=inputs, endings=(".xlsx",))
    last_year = previous_year(previous, pack, folders) if previous is not None else None
    book = entry_workbook.make(pack, year, unit_name=unit, previous=last_year)
    files.write(target, book, inputs=inputs, force=force)
    console(lang).say(
        "Written: {path} ({name}). Fill in the light yellow cells, then: reportgen check {path}",
        path=target,
        name=pack.name,
    )


def build(
    file: options.File,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="The Word file to write; left out: beside the input.",
            metavar="OUT.docx",
            show_default=False,
        ),
    ] = None,
    previous: options.Previous = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Write it in spite of open errors; every page says that it is a draft.")
    ] = False,
    force: options.Force = False,
    as_json: options.AsJson = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Check the figures, then write the Word document."""
    from reportgen import pipeline
    from reportgen.deliver import files, naming
    from reportgen.packs import library

    reading = pipeline.read(file, library(packs), previous=previous)
    inputs = (file, *([previous] if previous is not None else []), *reading.pack.files)
    target = naming.document_path(file, output, reading.data)
    files.fitting(target, inputs=inputs, endings=(".docx",))
    outcome = pipeline.make(reading, draft=draft)
    if outcome.docx is not None:
        files.write(target, outcome.docx, inputs=inputs, force=force)
    voice = console(lang)
    findings = (*outcome.findings, *outcome.notes)
    if as_json:
        written = {"output": str(target)} if outcome.docx is not None else {}
        voice.findings(findings, as_json=True, **written)
    else:
        voice.findings(findings)
        voice.result(findings)
        if outcome.docx is None:
            voice.tell("No document was written: settle the findings above first, or add --draft.")
        else:
            voice.say("Written: {path}", path=target)
    raise typer.Exit(1 if outcome.is_blocked else 0)
