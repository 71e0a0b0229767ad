"""`pack`: what formats there are, what one holds, whether it is sound, and what has changed.

Making a pack and looking at its print, `new`, `draft` and `preview`, stand in `pack_making.py`.
"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli import options, pack_making, words
from reportgen.cli.console import Console, console
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from reportgen.packcheck.template.lint import Checked
    from reportgen.packs import Pack


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The formats of the report, for maintainers.")
    group.command("list")(list_packs)
    group.command("show")(show)
    group.command("lint")(lint)
    group.command("fields")(list_fields)
    group.command("diff")(diff)
    group.command("test")(run_cases)
    pack_making.register(group)
    app.add_typer(group, name="pack")


def list_packs(packs: options.Packs = None, lang: options.Lang = None) -> None:
    """List every pack: id, years, form, name."""
    from reportgen.deliver.listings import pack_text
    from reportgen.errors import PackError
    from reportgen.packs import library, load, pack_ids

    voice = console(lang)
    folders = library(packs)
    broken = False
    for pack_id in pack_ids(folders):
        try:
            voice.plain(pack_text.line(load(pack_id, folders), voice.language))
        except PackError as error:
            broken = True  # a broken pack hides no other
            voice.failure(error.findings)
    raise typer.Exit(3 if broken else 0)


def show(pack: options.PackId, packs: options.Packs = None, lang: options.Lang = None) -> None:
    """Show a pack: its sources, sections, tables, relations and deadlines, as the form would print them."""
    from reportgen.deliver.listings import pack_text
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
    force: options.Force = False,
    as_json: options.AsJson = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Show everything that is wrong with a pack and its Word template, each at its place."""
    from reportgen.packcheck.template import lint as linter
    from reportgen.packs import library

    voice = console(lang)
    checked = linter.target(target, library(packs), pack_id=against)
    if annotate is not None and len(checked) > 1:
        raise UsageError.of("D301", option="--annotate")
    findings = [finding for item in checked for finding in item.findings]
    written = _annotate(checked[0], annotate, voice, force=force) if annotate is not None else {}
    if as_json:
        voice.findings(findings, as_json=True, **written)
    else:
        voice.findings(findings)
        voice.result(findings)
        for path in written.values():
            voice.say("Written: {path}", path=path)
    raise typer.Exit(int(any(finding.is_blocking for finding in findings)))


def list_fields(
    pack: options.PackId,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write a Word page to copy the tags from.",
            metavar="FILE.docx",
            show_default=False,
        ),
    ] = None,
    force: options.Force = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the names as JSON.")] = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """List every name a template of the pack may use: what it prints, its unit, its kind, an example."""
    from reportgen.deliver import files
    from reportgen.packcheck.making import fields_page
    from reportgen.packcheck.template.names import names
    from reportgen.packs import library, load

    voice = console(lang)
    loaded = load(pack, library(packs))
    found = names(loaded)
    if output is not None:
        files.fitting(output, inputs=loaded.files, endings=(".docx",))
        files.write(output, fields_page.make(loaded, found), inputs=loaded.files, force=force)
        voice.say("Written: {path}", path=output)
    elif as_json:
        # 1: the version of the format, as of findings
        voice.json({"version": 1, "pack": loaded.id, "names": [asdict(item) | {"tag": item.tag} for item in found]})
    else:
        for item in found:
            voice.plain("\t".join((item.tag, item.label, item.unit, item.kind, item.example)).rstrip("\t"))


def diff(
    before: Annotated[str, typer.Argument(help="The pack to compare with.", metavar="PACK|DIR")],
    after: Annotated[str, typer.Argument(help="The pack that may differ.", metavar="PACK|DIR")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the differences as JSON.")] = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Show what one pack has that another has not: rows, relations, sections, tags, text, styles."""
    from reportgen.packcheck.making.diff import changes
    from reportgen.packs import library

    voice = console(lang)
    one, other = (words.named_pack(name, library(packs)) for name in (before, after))
    found = changes(one, other, _template(one), _template(other))
    if as_json:
        voice.json({"version": 1, "changes": [asdict(item) | {"sign": item.sign} for item in found]})
        return
    for item in found:
        told = " -> ".join(shortened(part) for part in (item.before, item.after) if part)
        voice.plain(f"{item.sign} {item.what:<9}{item.name}  {told}".rstrip())
    if not found:
        voice.say("No differences.")


def shortened(text: str, longest: int = 80) -> str:
    """The text on one line of that length."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _template(pack: "Pack") -> bytes | None:
    return pack.template_path.read_bytes() if pack.template_path.is_file() else None


def run_cases(
    target: Annotated[
        str | None,
        typer.Argument(help="A pack's id or folder; left out: every pack.", metavar="PACK|DIR", show_default=False),
    ] = None,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Run the cases of a pack: the findings and words each must give, and the document made and proven."""
    from reportgen.packcheck import cases
    from reportgen.packs import library, pack_ids

    voice = console(lang)
    folders = library(packs)
    failed = total = 0
    for pack_id in [target] if target is not None else pack_ids(folders):
        pack = words.named_pack(pack_id, folders)
        for result in cases.run_all(pack):
            total += 1
            failed += not result.holds
            voice.plain(f"{'ok  ' if result.holds else 'FAIL'}  {pack.id}/{result.path.stem}")
            for line in result.differences:
                voice.plain(f"      {line}")
            voice.findings(result.findings)
    voice.say("{total} cases, {failed} failed.", total=total, failed=failed)
    raise typer.Exit(int(failed > 0))


def _annotate(checked: "Checked", output: Path, voice: Console, *, force: bool) -> dict[str, str]:
    """Writes the copy with comments, and tells what was written."""
    from reportgen.deliver import files
    from reportgen.packcheck.template.annotate import annotated

    copy = annotated(checked.content, checked.faults, voice.language) if checked.content is not None else None
    if copy is None:
        return {}
    inputs = (checked.path,) if checked.path is not None else ()
    files.fitting(output, inputs=inputs, endings=(".docx",))
    files.write(output, copy, inputs=inputs, force=force)
    return {"output": str(output)}
