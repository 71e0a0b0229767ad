"""`pack new`, `draft` and `preview`: a pack made, its first Word template, and what it would print."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli import options, words
from reportgen.cli.console import console
from reportgen.errors import DeliveryError, SourceError, UsageError
from reportgen.findings import Finding, Location

if TYPE_CHECKING:
    from reportgen.packs import Pack

Folder = Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.", metavar="DIR")]


def register(group: typer.Typer) -> None:
    """Adds the commands of this module."""
    group.command("new")(new)
    group.command("draft")(draft)
    group.command("preview")(preview)


def new(
    pack: Annotated[
        str, typer.Argument(help="The id: <level>[-government]-<first year>, such as county-2024.", metavar="PACK")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Your folder of packs; the pack gets a folder in it.", metavar="DIR")
    ],
    extends: Annotated[
        str | None,
        typer.Option("--extends", help="The pack it changes, such as county-2021.", metavar="PACK", show_default=False),
    ] = None,
    with_form: Annotated[
        bool, typer.Option("--with-form", help="Copy the form too, to add rows or relations of your own.")
    ] = False,
    rows: Annotated[
        Path | None,
        typer.Option(
            "--rows",
            help="A spreadsheet with the rows of a form of its own.",
            metavar="FILE.xlsx",
            show_default=False,
        ),
    ] = None,
    form: Annotated[str, typer.Option("--form", help="The new form's id; left out: form-<year>.")] = "",
    title: Annotated[str, typer.Option("--title", help="The new form's official title.")] = "",
    number: Annotated[str, typer.Option("--number", help="The number of the document that issued the form.")] = "",
    issuer: Annotated[str, typer.Option("--issuer", help="Who issued the form.")] = "",
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Make a pack: from one that there is, or from a form's rows in a spreadsheet."""
    from reportgen.deliver import files
    from reportgen.packcheck.making import new_pack
    from reportgen.packs import library

    if (extends is None) == (rows is None):
        raise UsageError.of("D304")
    folders = library(packs)
    parent = new_pack.parent_pack(extends, folders) if extends is not None else None
    if parent is not None:
        texts = new_pack.extending(pack, parent)
        texts |= new_pack.copied_form(parent, folders) if with_form else {}
    else:
        year = new_pack.pack_name(pack).first_year
        named = new_pack.FormTitle(
            id=form or f"form-{year}", title=title or "政府信息公开情况统计表", number=number, issuer=issuer
        )
        texts = new_pack.from_rows(pack, named, _rows(rows or Path()))
    # schemas may be there from another pack
    _refuse_existing(output, [name for name in texts if not name.endswith(".schema.json")])
    for name, text in texts.items():
        files.write(output / name, text.encode())
    files.write(output / pack / "report.docx", new_pack.template(output / pack, folders, parent))
    console(lang).say(
        "Written: {path}. Look at it with: reportgen pack lint {path}; reportgen pack preview {path}",
        path=output / pack,
    )


def _rows(path: Path) -> dict[str, object]:
    """The form in the spreadsheet. Raises SourceError with everything that is wrong in it."""
    from reportgen import sources
    from reportgen.packcheck.making import rows_file
    from reportgen.sources import Workbook
    from reportgen.sources.table import csv_file

    is_text = path.suffix.lower() in (".csv", ".txt", ".tsv") and path.is_file()
    source = csv_file.read(path.read_bytes(), str(path)) if is_text else sources.read(path)
    if not isinstance(source, Workbook):
        raise SourceError.of("P271", Location(file=str(path)), known="代码, 指标")
    data, findings = rows_file.read(source)
    if findings:
        raise SourceError(*findings)
    return data


def _refuse_existing(folder: Path, names: list[str]) -> None:
    there = [folder / name for name in names if (folder / name).exists()]
    if there:
        raise DeliveryError(
            *(finding for path in there for finding in DeliveryError.of("D312", Location(file=str(path))).findings)
        )


def draft(
    pack: options.PackId,
    output: Annotated[Path, typer.Option("--output", "-o", help="The Word file to write.", metavar="FILE.docx")],
    force: options.Force = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Draw a first Word template from a pack, in the official layout; from then on it is yours to change in Word."""
    from reportgen.deliver import files, naming
    from reportgen.packs import library, load
    from reportgen.render.draw import first_report

    loaded = load(pack, library(packs))
    target = naming.within(output, f"{loaded.id}.docx")
    files.fitting(target, endings=(".docx",))
    files.write(target, first_report.make(loaded), force=force)
    console(lang).say("Written: {path}", path=target)


def preview(
    pack: Annotated[str, typer.Argument(help="A pack's id or folder.", metavar="PACK|DIR")],
    output: Folder = Path("preview"),
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", help="typical, minimal, extreme, hostile; left out: all four.", metavar="KIND", show_default=False
        ),
    ] = None,
    pages: Annotated[
        bool, typer.Option("--pages/--no-pages", help="Make a PDF and pictures where LibreOffice is found.")
    ] = True,
    force: options.Force = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Print a pack with made-up reports: Word, and PDF and pictures of the pages where LibreOffice is found."""
    from reportgen.packcheck.making.sample_data import KINDS
    from reportgen.packs import library

    unknown = [item for item in kind or () if item not in KINDS]
    if unknown:
        raise UsageError.of("D303", option="--kind", word=unknown[0], known=", ".join(KINDS))
    loaded = words.named_pack(pack, library(packs))
    voice = console(lang)
    findings: list[Finding] = []
    for item in kind or KINDS:
        found, written, pictures = _printed(loaded, item, output, pages=pages, force=force)
        findings += found
        for path in written:
            voice.say("Written: {path}", path=path)
        if pictures:
            voice.say("Written: {count} pictures of pages, {path}", count=len(pictures), path=pictures[0])
    voice.findings(findings)
    raise typer.Exit(int(any(finding.is_blocking for finding in findings)))


def _printed(
    pack: "Pack", kind: str, folder: Path, *, pages: bool, force: bool
) -> tuple[tuple[Finding, ...], list[Path], tuple[Path, ...]]:
    """One made-up report on disk, with the pictures of its pages, and what there was to say."""
    from reportgen.deliver import files
    from reportgen.packcheck.making import preview as previews

    made = previews.preview(pack, kind)
    if made.docx is None:
        return made.findings, [], ()
    name = f"{pack.id}-{kind}"
    pdf = previews.as_pdf(made.docx, f"{name}.docx") if pages else None
    pictures = previews.as_pictures(pdf, f"{name}.pdf") if pdf is not None else ()
    contents = [(folder / f"{name}.docx", made.docx), *([(folder / f"{name}.pdf", pdf)] if pdf is not None else [])]
    drawn = [(folder / f"{name}-{number:02}.png", picture) for number, picture in enumerate(pictures, start=1)]
    for path, content in (*contents, *drawn):
        files.write(path, content, force=force)
    return made.findings, [path for path, _ in contents], tuple(path for path, _ in drawn)
