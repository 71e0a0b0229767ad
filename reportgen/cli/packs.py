"""`pack list`, `show` and `draft`: what formats there are, what one holds, and its first Word template."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli import options
from reportgen.cli.console import console

PackId = Annotated[str, typer.Argument(help="The pack's id, such as county-2021.", metavar="PACK")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The formats of the report, for maintainers.")
    group.command("list")(list_packs)
    group.command("show")(show)
    group.command("draft")(draft)
    app.add_typer(group, name="pack")


def list_packs(packs: options.Packs = None, lang: options.Lang = None) -> None:
    """List every pack: id, years, form, name."""
    from reportgen.deliver import pack_text
    from reportgen.errors import PackError
    from reportgen.packs import library, load, pack_ids

    voice = console(lang)
    folders = library(packs)
    broken = False
    for pack_id in pack_ids(folders):
        try:
            voice.plain(pack_text.line(load(pack_id, folders), voice.language))
        except PackError as error:
            broken = True
            voice.failure(error.findings)
    raise typer.Exit(3 if broken else 0)


def show(pack: PackId, packs: options.Packs = None, lang: options.Lang = None) -> None:
    """Show a pack: its sources, sections, tables, relations and deadlines, as the form would print them."""
    from reportgen.deliver import pack_text
    from reportgen.packs import library, load

    voice = console(lang)
    for line in pack_text.page(load(pack, library(packs)), voice.language):
        voice.plain(line)


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
