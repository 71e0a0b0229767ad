"""The work on a task: each of its units read, checked, written, proven, its workbook annotated, its files staged.

This runs in whatever process an executor chose; it takes jobs and settings, which are small, and gives outcomes. The
one place where anything a unit throws becomes that unit's outcome, so that one bad unit never stops the others. Names
of files, the journal and the order of units are left to `run.py`.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import uuid4

from reportgen import packs, pipeline
from reportgen.batch import last_year
from reportgen.batch.outcome import Status, UnitOutcome, figure_texts, previous_texts, words
from reportgen.batch.plan import Job
from reportgen.errors import DeliveryError, ReportgenError, SourceError
from reportgen.findings import NOWHERE, Finding, Location, Severity, finding_of
from reportgen.findings.text import message
from reportgen.kept import kept
from reportgen.language import Language
from reportgen.model import PreviousYear, Unit
from reportgen.packs import Pack
from reportgen.pipeline import Reading
from reportgen.version import VERSION

if TYPE_CHECKING:
    from reportgen.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the work hangs on besides the units. `staging` None: documents come back as bytes, nothing is written.

    `map_file` names an office's own headings of tables; annotated copies speak the `language`; `last_year` is the index
    of last year's reports, packed, empty where none are given.
    """

    folders: tuple[Path, ...]
    draft: bool = False
    map_file: Path | None = None
    staging: Path | None = None
    language: Language = "zh"
    last_year: bytes = b""
    version: str = VERSION


@dataclass(frozen=True, slots=True)
class Made:
    """A file made for a unit, called so at its end: as bytes, or staged under that name."""

    ending: str
    content: bytes = b""
    staged: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """A unit's outcome with its report and the annotated copy of its workbook, each None where there is none.

    `notes` are about the pack's template, not about the unit: a run tells them once.
    """

    outcome: UnitOutcome
    report: Made | None = None
    copy: Made | None = None
    notes: tuple[Finding, ...] = ()


def work(jobs: Sequence[Job], settings: Settings) -> list[Worked]:
    """Works on the units one after the other; the staged files are synced before this returns."""
    done = [_annotated(_placed(_worked(job, settings), job), job, settings) for job in jobs]
    if settings.staging is None:
        return done
    return _staged(done, settings.staging)


def fingerprint(job: Job, pack: Pack | None, settings: Settings, unit: Unit | None = None, year: int = 0) -> str:
    """A digest of everything the unit's outcome hangs on: input, pack, template, headings, settings, version.

    Of last year's reports it hangs on those of the `unit` for the year before.
    """
    parts = (
        settings.version,
        "draft" if settings.draft else "",
        settings.language,  # the copies' comments are in it
        input_digest(job, settings),
        pack_digest(pack.files) if pack is not None else "",
        *(f"{entry.job.key} {entry.digest}" for entry in _before(unit, year, settings)),
        "last year" if settings.last_year else "",
        *_pack_ids(settings.folders),
    )
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()  # names of files that are no UTF-8


def _before(unit: Unit | None, year: int, settings: Settings) -> tuple[last_year.EarlierReport, ...]:
    """The unit's reports of last year."""
    if unit is None or not settings.last_year:
        return ()
    return last_year.unpacked(settings.last_year).find(unit, year)


@lru_cache(maxsize=8)
def _pack_ids(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Which packs there are: a new one may be chosen where another was. Looked up once a process."""
    return tuple(packs.pack_ids(folders))


def input_digest(job: Job, settings: Settings) -> str:
    """A digest of the unit's own input; empty where it cannot be read."""
    try:
        return sha256(_input(job, settings)).hexdigest()
    except (OSError, ReportgenError):
        return ""


def pack_digest(files: Iterable[Path]) -> str:
    """A digest of a pack's files."""
    return sha256("".join(_digest_if_there(path) for path in files).encode()).hexdigest()


def _input(job: Job, settings: Settings) -> bytes:
    if job.kind == "row":
        from reportgen.sources.table import file as table_file

        return table_file.read(Path(job.path), settings.map_file).content(job.number) + _bytes(settings.map_file)
    from reportgen.sources import content

    content.refuse_other_than_files(Path(job.path))
    with Path(job.path).open("rb") as file:
        file.seek(job.start)
        return file.read(job.length) if job.kind == "line" else file.read()


def _bytes(path: Path | None) -> bytes:
    return path.read_bytes() if path is not None else b""


def _digest_if_there(path: Path) -> str:
    try:
        return _file_digest(path)
    except OSError:
        return ""


@kept(most=256)
def _file_digest(path: Path) -> str:
    content = path.read_bytes()
    return sha256(content).hexdigest() if content else ""  # an empty file as one that is not there


def _worked(job: Job, settings: Settings) -> Worked:
    blank = UnitOutcome(key=job.key, file=job.path, status=Status.FAILED)
    try:
        reading = read(job, settings)
    except Exception as error:  # whatever one file does to us, the others go on
        findings = findings_of(error, Location(file=job.path))
        return Worked(replace(blank, findings=findings, fingerprint=fingerprint(job, None, settings)))
    if settings.last_year:
        reading = _with_last_year(reading, job, settings)
    data = reading.data
    known = _described(blank, reading, fingerprint(job, reading.pack, settings, data.unit, data.year))
    try:
        made = pipeline.make(reading, draft=settings.draft)
    except Exception as error:
        findings = (*reading.findings, *findings_of(error, Location(file=job.path)))
        return Worked(replace(known, status=Status.FAILED, findings=findings))
    outcome = replace(known, status=_status(made), findings=made.findings)
    if made.docx is None:
        return Worked(outcome, notes=made.notes)
    found = replace(outcome, sha256=sha256(made.docx).hexdigest())
    return Worked(found, Made(".docx", made.docx), notes=made.notes)


def _placed(worked: Worked, job: Job) -> Worked:
    """Findings that name no more than a file of many units get the unit's line or row as well."""
    if job.kind == "file":
        return worked
    findings = tuple(
        replace(item, location=replace(item.location, line=job.number)) if _is_vague(item.location) else item
        for item in worked.outcome.findings
    )
    return replace(worked, outcome=replace(worked.outcome, findings=findings))


def _annotated(worked: Worked, job: Job, settings: Settings) -> Worked:
    """With the annotated copy of the unit's workbook, where something in it must be mended or looked at.

    A workbook that no copy can be made of, because it is damaged or of another kind, gets none.
    """
    outcome = worked.outcome
    # a note alone needs nothing mended
    if job.kind != "file" or all(item.severity is Severity.NOTE for item in outcome.findings):
        return worked
    try:
        copy = _copy(job.path, outcome.findings, settings.language)
    except (SourceError, DeliveryError):
        return worked
    except Exception as error:  # the unit's report stands, whatever its copy does to us
        # the copy is a help: without it nothing is held up
        told = (replace(item, severity=Severity.NOTE) for item in findings_of(error, Location(file=job.path)))
        return replace(worked, outcome=outcome.with_findings(*told))
    if copy is None:
        return worked
    return replace(worked, outcome=replace(outcome, annotated_sha256=sha256(copy.content).hexdigest()), copy=copy)


def _copy(file: str, findings: Sequence[Finding], language: Language) -> Made | None:
    """The copy; None for a file that is no .xlsx or .xlsm. What the preflight refuses is not opened here either."""
    from reportgen.deliver.annotated import workbook as annotated_workbook
    from reportgen.sources import content
    from reportgen.sources.workbook import preflight

    data = content.read(Path(file))
    preflight.inspect(data, file)  # what would harm a reader is not opened for a copy either
    ending = annotated_workbook.ending(data, file)
    return Made(ending, annotated_workbook.make(data, findings, file, language)) if ending is not None else None


def _is_vague(location: Location) -> bool:
    return location.line is None and location.cell is None


def read(job: Job, settings: Settings) -> Reading:
    """The unit's report as read."""
    return pipeline.bound(source(job, settings), settings.folders)


def source(job: Job, settings: Settings) -> "Source":
    """The unit's file, line or row as it stands, before any pack is chosen."""
    from reportgen import sources

    path = Path(job.path)
    if job.kind == "file":
        return sources.read(path)
    if job.kind == "line":
        return sources.read_line(path, job.number, _input(job, settings))
    return sources.read_row(path, job.number, settings.map_file)


def is_finished(job: Job) -> bool:
    """True for a finished report, as opposed to data."""
    return job.kind == "file" and Path(job.path).suffix.lower() in pipeline.FINISHED


def _with_last_year(reading: Reading, job: Job, settings: Settings) -> Reading:
    """The report with last year's figures from the unit's report of that year, or with a note on why it has none."""
    unit, year = reading.data.unit, reading.data.year
    if not (unit.name or unit.code):  # which is a finding of its own
        return reading
    found = _before(unit, year, settings)
    at = Location(file=job.path)
    if len(found) != 1:
        note = last_year.several_found(unit, year, found, at) if found else last_year.none_found(unit, year, at)
        return replace(reading, findings=(*reading.findings, note))
    try:
        previous = _previous(found[0].job, reading.pack, settings)
    except Exception as error:  # the unit's own report stands, whatever last year's does to us
        reason = message(findings_of(error, Location(file=found[0].job.path))[0], settings.language)
        note = last_year.unusable(unit, found[0], reason, at)
        return replace(reading, findings=(*reading.findings, note))
    if previous.figures and all(figure.value is None for figure in previous.figures.values()):
        note = last_year.without_figures(unit, found[0], at)
        return replace(reading, findings=(*reading.findings, note))
    return replace(reading, data=replace(reading.data, previous=previous))


def _previous(job: Job, pack: Pack, settings: Settings) -> PreviousYear:
    if is_finished(job):
        return pipeline.previous_year(Path(job.path), pack, settings.folders)
    return pipeline.previous_of(source(job, settings), pack, settings.folders)


def findings_of(error: Exception, location: Location) -> tuple[Finding, ...]:
    """What an exception has to say; one that nobody foresaw becomes X001 at that place."""
    if isinstance(error, ReportgenError):
        return tuple(replace(item, location=location) if item.location == NOWHERE else item for item in error.findings)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:  # the innermost frame is where it happened
        trace = trace.tb_next
    where = f" ({trace.tb_frame.f_code.co_name}:{trace.tb_lineno})" if trace is not None else ""
    facts = {"error": f"{type(error).__name__}: {error}{where}", "version": VERSION}
    return (finding_of("X001", location, **facts),)


def _described(blank: UnitOutcome, reading: Reading, mark: str) -> UnitOutcome:
    data, pack = reading.data, reading.pack
    return replace(
        blank,
        fingerprint=mark,
        pack_id=pack.id,
        form_id=pack.form.id,
        year=data.year,
        unit=data.unit,
        figures=figure_texts(data, pack),
        previous=previous_texts(data, pack),
        words=words(data, pack),
    )


def _status(made: pipeline.Outcome) -> Status:
    if made.docx is None:
        return Status.BLOCKED
    return Status.DRAFT if made.is_blocked else Status.WRITTEN


def _staged(done: Iterable[Worked], staging: Path) -> list[Worked]:
    """The files written first and synced afterwards: the disk then takes them in one go."""
    open_files: list[BinaryIO] = []

    def stage(made: Made | None) -> Made | None:  # nested: each file stays open until it is synced
        if made is None:
            return None
        name = uuid4().hex
        file = (staging / name).open("wb")
        open_files.append(file)
        file.write(made.content)
        file.flush()
        return replace(made, staged=name, content=b"")

    staged = [replace(item, report=stage(item.report), copy=stage(item.copy)) for item in done]
    for file in open_files:
        os.fsync(file.fileno())
        file.close()
    return staged


Work = Callable[[Sequence[Job], Settings], list[Worked]]
