"""`audit` reads finished reports back and tells what is wrong in them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli import options
from reportgen.cli.console import console
from reportgen.cli.each_file import shown
from reportgen.cli.words import body_of, level_of
from reportgen.errors import UsageError
from reportgen.findings import Finding

if TYPE_CHECKING:
    from reportgen.pipeline import Reading


def register(app: typer.Typer) -> None:
    """Adds the command of this module."""
    app.command("audit")(audit)


def audit(
    files: Annotated[
        list[Path],
        typer.Argument(help="Finished reports: .docx, .html or .txt.", metavar="FILE", show_default=False),
    ],
    level: Annotated[
        str | None, typer.Option(help="The unit's level, where the text does not tell it.", show_default=False)
    ] = None,
    body: Annotated[
        str | None, typer.Option(help="department or government, where the text does not tell it.", show_default=False)
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="The report year, where the text does not tell it.", show_default=False)
    ] = None,
    pack: Annotated[
        str | None, typer.Option(help="The pack to hold it against.", metavar="PACK", show_default=False)
    ] = None,
    previous: options.Previous = None,
    to_workbook: Annotated[
        Path | None,
        typer.Option(
            "--to-workbook", help="Write what was read as an entry workbook.", metavar="OUT.xlsx", show_default=False
        ),
    ] = None,
    force: options.Force = False,
    as_json: options.AsJson = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Read finished reports back, made with this program or not, and show everything that is wrong in them."""
    from reportgen import pipeline
    from reportgen.deliver import files as delivery
    from reportgen.packs import library

    if len(files) > 1 and (to_workbook is not None or previous is not None):
        # of several files it would not be clear which is meant
        raise UsageError.of("D301", option="--to-workbook" if to_workbook is not None else "--previous")
    unit_level = level_of(level) if level is not None else None
    unit_body = body_of(body, unit_level) if body is not None else None

    inputs = (*files, *([previous] if previous is not None else []))
    if to_workbook is not None:
        delivery.fitting(to_workbook, inputs=inputs, endings=(".xlsx",))

    def look(file: Path) -> tuple[Finding, ...]:
        reading = pipeline.read_finished(
            file, library(packs), pack_id=pack, level=unit_level, body=unit_body, year=year, previous=previous
        )
        if to_workbook is not None:
            _write(to_workbook, reading, inputs, force=force)
        return pipeline.audit(reading)

    voice = console(lang)
    exit_code = shown(files, look, voice, as_json=as_json)
    if to_workbook is not None and exit_code in {0, 1} and not as_json:  # 0 and 1: all were read
        voice.say("Written: {path}", path=to_workbook)
    raise typer.Exit(exit_code)


def _write(target: Path, reading: "Reading", inputs: Sequence[Path], *, force: bool) -> None:
    from reportgen.deliver import files
    from reportgen.deliver.entry import workbook as entry_workbook

    book = entry_workbook.make(reading.pack, reading.data.year, filled=reading.data)
    files.write(target, book, inputs=inputs, force=force)
