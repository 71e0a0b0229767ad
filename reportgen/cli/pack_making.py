"""`pack draft`: a pack's first Word template."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli import options
from reportgen.cli.console import console

PackId = Annotated[str, typer.Argument(help="The pack's id, such as county-2021.", metavar="PACK")]


def register(group: typer.Typer) -> None:
    """Adds the commands of this module."""
    group.command("draft")(draft)


def draft(
    pack: PackId,
    output: Annotated[Path, typer.Option("--output", "-o", help="The Word file to write.", metavar="FILE.docx")],
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Draw a first Word template from a pack, in the official layout; from then on it is yours to change in Word."""
    from reportgen.deliver import files
    from reportgen.packs import library, load
    from reportgen.render import first_report

    files.write(output, first_report.make(load(pack, library(packs))))
    console(lang).say("Written: {path}", path=output)
