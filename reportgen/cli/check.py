"""`check` tells what is wrong in filled files, `explain` what a finding means."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli import options
from reportgen.cli.console import Console, console
from reportgen.errors import DeliveryError, ReportgenError, UsageError
from reportgen.findings import Finding, Location


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("check")(check)
    app.command("explain")(explain)


def check(
    files: options.Files,
    previous: options.Previous = None,
    annotate: Annotated[
        Path | None,
        typer.Option(
            help="Write a copy of the workbook with every finding at its cell; the workbook itself is not touched.",
            metavar="OUT.xlsx",
            show_default=False,
        ),
    ] = None,
    force: options.Force = False,
    as_json: options.AsJson = False,
    packs: options.Packs = None,
    lang: options.Lang = None,
) -> None:
    """Show everything that is wrong in filled workbooks or JSON files; they are never changed."""
    from reportgen.packs import library

    for option, value in (("--previous", previous), ("--annotate", annotate)):  # both are about one workbook
        if value is not None and len(files) > 1:
            raise UsageError.of("D301", option=option)
    voice = console(lang)
    findings: list[Finding] = []
    exit_code = 0
    copied = False
    for file in files:
        checked = _checked(file, library(packs), previous, annotate)
        findings += checked.findings
        exit_code = max(exit_code, checked.exit_code)
        if not as_json:
            voice.findings(checked.findings)
        try:
            copied = annotate is not None and _copy(file, checked, annotate, voice, force=force)
        except DeliveryError as error:
            if not as_json:  # findings that were made are not lost with the copy
                raise
            findings += error.findings
            exit_code = error.exit_code
    if as_json:
        voice.findings(findings, as_json=True, **({"output": str(annotate)} if copied else {}))
    else:
        voice.result(findings)
        _tell_of_copy(annotate, voice, written=copied)
    raise typer.Exit(exit_code)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What came of one file; no `data` when it could not be read at all."""

    findings: tuple[Finding, ...]
    exit_code: int
    data: bytes | None = None


def _checked(file: Path, folders: tuple[Path, ...], previous: Path | None, annotate: Path | None) -> _Checked:
    """The findings of one file, and its exit code; a file that cannot be read does not stop the others."""
    from reportgen import pipeline, sources
    from reportgen.sources import content

    data = None
    try:
        found = content.read(file)
        source = sources.read_bytes(found, str(file))
        if annotate is not None:  # before the work is done
            _refuse_target(found, file, annotate, previous)
        data = found
        outcome = pipeline.examine(pipeline.bound(source, folders, previous=previous))
    except (UsageError, DeliveryError):  # the fault of the call or of the target, not of the file
        raise
    except ReportgenError as error:
        return _Checked(error.findings, error.exit_code, data)
    return _Checked(outcome, int(any(finding.is_blocking for finding in outcome)), data)


def _refuse_target(data: bytes, file: Path, annotate: Path, previous: Path | None) -> None:
    from reportgen.deliver import files
    from reportgen.deliver.annotated import workbook as annotated_workbook

    expected = annotated_workbook.ending(data, str(file))
    if expected is None:
        raise UsageError.of("D201", Location(file=str(file)), found=file.suffix or file.name)
    with suppress(DeliveryError):  # what the place refuses is said when it is written to, after the findings
        files.fitting(annotate, inputs=(file, *([previous] if previous is not None else [])), endings=(expected,))


def _copy(file: Path, checked: _Checked, target: Path, voice: Console, *, force: bool) -> bool:
    """Writes the annotated copy; False when there was nothing to copy."""
    from reportgen.deliver import files
    from reportgen.deliver.annotated import workbook as annotated_workbook

    if checked.data is None:
        return False
    copy = annotated_workbook.make(checked.data, checked.findings, str(file), voice.language)
    files.write(target, copy, inputs=(file,), force=force)
    return True


def _tell_of_copy(target: Path | None, voice: Console, *, written: bool) -> None:
    if target is not None and written:
        voice.say("Annotated copy: {path}", path=target)
    elif target is not None:
        voice.tell("No annotated copy was written: the file could not be read.")


def explain(
    code: Annotated[
        str,
        typer.Argument(
            help="A code such as C201, or its name, such as total-off; `all` lists every code.", metavar="CODE"
        ),
    ],
    lang: options.Lang = None,
) -> None:
    """Say what a finding means, why the rule exists, and how to mend it."""
    from reportgen.deliver.listings import catalogue_text
    from reportgen.findings.catalogue import code_of

    voice = console(lang)
    if code.lower() == "all":
        for line in catalogue_text.listing(voice.language):
            voice.plain(line)
        return
    wanted = code_of(code)
    if wanted is None:
        raise UsageError.of("D302", name=code)
    for line in catalogue_text.page(wanted, voice.language):
        voice.plain(line)
