"""`check` tells what is wrong in filled files, `explain` what a finding means."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli import options
from reportgen.cli.console import console
from reportgen.errors import ReportgenError, UsageError
from reportgen.findings import Finding


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("check")(check)
    app.command("explain")(explain)


def check(
    files: options.Files,
    previous: options.Previous = None,
    as_json: options.AsJson = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Show everything that is wrong in filled workbooks or JSON files; they are never changed."""
    from reportgen.packs import library

    if previous is not None and len(files) > 1:
        raise UsageError.of("D301", option="--previous")
    voice = console(lang)
    findings: list[Finding] = []
    exit_code = 0
    for file in files:
        found, code = _checked(file, library(packs), previous)
        findings += found
        exit_code = max(exit_code, code)
        if not as_json:
            voice.findings(found)
    if as_json:
        voice.findings(findings, as_json=True)
    else:
        voice.result(findings)
    raise typer.Exit(exit_code)


def _checked(file: Path, folders: tuple[Path, ...], previous: Path | None) -> tuple[list[Finding], int]:
    """The findings of one file, and its exit code; a file that cannot be read does not stop the others."""
    from reportgen import pipeline

    try:
        outcome = pipeline.examine(pipeline.read(file, folders, previous=previous))
    except ReportgenError as error:
        return list(error.findings), error.exit_code
    return list(outcome), int(any(finding.is_blocking for finding in outcome))


def explain(
    code: Annotated[str, typer.Argument(help="A code such as C201; `all` lists every code.", metavar="CODE")],
    lang: options.Lang = None,
) -> None:
    """Say what a finding means, why the rule exists, and how to mend it."""
    from reportgen.deliver import catalogue_text
    from reportgen.findings.catalogue import CATALOGUE

    voice = console(lang)
    wanted = code.upper()
    if wanted == "ALL":
        for line in catalogue_text.listing(voice.language):
            voice.plain(line)
        return
    if wanted not in CATALOGUE:
        raise UsageError.of("D302", name=code)
    for line in catalogue_text.page(wanted, voice.language):
        voice.plain(line)
