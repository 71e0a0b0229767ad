"""`pack`: what formats there are, what one holds, whether it is sound, and what has changed.

Making a pack and looking at its print, `new`, `draft` and `preview`, stand in `pack_making.py`.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli import options, pack_making
from reportgen.cli.console import Console, console
from reportgen.cli.pack_making import PackId
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from reportgen.packcheck.lint import Checked

def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The formats of the report, for maintainers.")
    group.command("list")(list_packs)
    group.command("show")(show)
    group.command("lint")(lint)
    pack_making.register(group)
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


def lint(
    target: Annotated[
        str,
        typer.Argument(
            help="A pack's id, its folder, a folder of packs, or a report.docx.", metavar="PACK|DIR|FILE.docx"
        ),
    ],
    against: Annotated[
        str | None,
        typer.Option("--pack", help="The pack a single .docx is held against.", metavar="PACK", show_default=False),
    ] = None,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate",
            help="Write a copy of the template with the findings as Word comments.",
            metavar="OUT.docx",
            show_default=False,
        ),
    ] = None,
    as_json: options.AsJson = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Show everything that is wrong with a pack and its Word template, each at its place."""
    from reportgen.packcheck import lint as linter
    from reportgen.packs import library

    voice = console(lang)
    checked = linter.target(target, library(packs), pack_id=against)
    if annotate is not None and len(checked) > 1:
        raise UsageError.of("D301", option="--annotate")
    findings = [finding for item in checked for finding in item.findings]
    written = _annotate(checked[0], annotate, voice) if annotate is not None else {}
    if as_json:
        voice.findings(findings, as_json=True, **written)
    else:
        voice.findings(findings)
        voice.result(findings)
        for path in written.values():
            voice.say("Written: {path}", path=path)
    raise typer.Exit(int(any(finding.is_blocking for finding in findings)))


def _annotate(checked: "Checked", output: Path, voice: Console) -> dict[str, str]:
    """Writes the copy with comments, and tells what was written."""
    from reportgen.deliver import files
    from reportgen.packcheck.annotate import annotated

    copy = annotated(checked.content, checked.faults, voice.language) if checked.content is not None else None
    if copy is None:
        return {}
    files.write(output, copy)
    return {"output": str(output)}
