"""One report, step by step: read a file, check it, compose its page, fill the template, prove the result.

The command line, the batch and a notebook call these functions; each takes and gives values. What is wrong with figures
comes back as findings; what makes it impossible to go on is raised. Writing to disk is left to `deliver`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import packs
from reportgen.errors import PackError, RenderError, SourceError
from reportgen.findings import NOWHERE, Finding, Location, Severity, finding_of
from reportgen.findings.masking import masked
from reportgen.findings.repeats import without_repeats
from reportgen.model import Body, Level, Page, PreviousYear, ReportData
from reportgen.packcheck import gate
from reportgen.packs import Pack
from reportgen.packs.shelf import pack_for, pack_named

if TYPE_CHECKING:
    from reportgen.sources import Identity, Source

FINISHED = frozenset({".docx", ".html", ".htm", ".txt"})
_NO_DATE, _NO_SIGN_OFF = "C112", "C117"  # codes that an audit asks less of


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as read: its data, the pack it belongs to, and what could not be read in it."""

    data: ReportData
    pack: Pack
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one report: every finding, and the proven document unless a finding blocks it.

    `notes` are about the pack, the same for every report that is made with it: its errors, which keep a final report
    from being made; or that it takes docxtpl's way, with the first tag for which it must. `pack lint` names them all.
    """

    findings: tuple[Finding, ...]
    docx: bytes | None = None
    notes: tuple[Finding, ...] = ()

    @property
    def is_blocked(self) -> bool:
        """True when some finding blocks the report."""
        return any(finding.is_blocking for finding in self.findings)


def read(path: Path, folders: Sequence[Path], *, previous: Path | None = None) -> Reading:
    """The report in that file, bound to its pack; `previous` is last year's file, of the same or the earlier form.

    Raises SourceError where a file cannot be read or does not say what report it is, PackError where no pack is for it.
    """
    from reportgen import sources

    return bound(sources.read(path), folders, previous=previous)


def bound(source: "Source", folders: Sequence[Path], *, previous: Path | None = None) -> Reading:
    """The report in a source that was read already: a file, or one line or row of a file that holds many units.

    Raises SourceError where it does not say what report it is, PackError where no pack is for it.
    """
    from reportgen import sources

    identity = sources.identity(source)
    pack = _pack(identity, folders, source.file)
    last_year = previous_year(previous, pack, folders) if previous is not None else None
    data, findings = sources.bind(source, pack, previous=last_year)
    return Reading(data, pack, masked((*identity.findings, *findings)))


def read_finished(
    path: Path,
    folders: Sequence[Path],
    *,
    pack_id: str | None = None,
    level: Level | None = None,
    body: Body | None = None,
    year: int | None = None,
    previous: Path | None = None,
) -> Reading:
    """A finished report (.docx, .html, .txt) read back as data; what is given is not guessed from the text.

    Raises SourceError where the file cannot be read, is no yearly report, or does not say its year.
    """
    from reportgen.sources.published import bind as published

    pack = packs.load(pack_id, folders) if pack_id is not None else None
    document = published.read_published(path)
    bound = published.bind_published(document, folders, level=level, body=body, year=year, pack=pack)
    last_year = previous_year(previous, bound.pack, folders) if previous is not None else None
    return Reading(replace(bound.data, previous=last_year), bound.pack, masked(bound.findings))


def previous_year(path: Path, pack: Pack, folders: Sequence[Path]) -> PreviousYear:
    """Last year's figures from its file, under the codes of this year's pack; a finished report will do too."""
    from reportgen import sources

    if path.suffix.lower() in FINISHED:
        old = read_finished(path, folders, level=pack.level, body=pack.body)
        return sources.previous_year(old.data, old.pack, pack)
    return previous_of(sources.read(path), pack, folders)


def previous_of(source: "Source", pack: Pack, folders: Sequence[Path]) -> PreviousYear:
    """The same from a source that was read already."""
    from reportgen import sources

    old = bound(source, folders)
    return sources.previous_year(old.data, old.pack, pack)


def audit(reading: Reading) -> tuple[Finding, ...]:
    """Everything that is wrong with a finished report.

    The sign-off is not asked for, which only a workbook can show; a missing date of issue is a note, because a web page
    may print it outside the report.
    """
    from reportgen import checks

    found = (*reading.findings, *checks.run(reading.data, reading.pack))
    told = (replace(item, severity=Severity.NOTE) if item.code == _NO_DATE else item for item in found)
    return masked(without_repeats(item for item in told if item.code != _NO_SIGN_OFF))


def examine(reading: Reading) -> tuple[Finding, ...]:
    """Everything that is wrong with the report: what could not be read, what does not hold, what cannot be printed."""
    return _examined(reading, draft=False)[0]


def make(reading: Reading, *, draft: bool = False) -> Outcome:
    """The report examined, written and proven. With a blocking finding no document is made, unless it is a draft.

    Nor is one with a pack that has errors; those are in `notes`.

    Raises RenderError when the template cannot be filled or the document does not say what the data says, draft or not.
    """
    findings, page = _examined(reading, draft=draft)
    unsound = gate.errors(reading.pack) if not draft else ()
    told = [_not_sound(reading.pack, len(unsound))] if unsound else []
    outcome = Outcome((*findings, *told), notes=unsound)
    if outcome.is_blocked and not draft:
        return outcome
    # Loaded only when a document is made: a check that ends in errors needs none of it.
    from reportgen.render import fill, prove
    from reportgen.render.compiled import prepared

    template = prepared(reading.pack.template_path)
    docx = fill(template.compiled, page)
    differences = prove(template.outline, page, docx)  # before anybody gets the bytes
    if differences:
        raise RenderError(*differences)
    # the first says that the template takes docxtpl's way
    return replace(outcome, docx=docx, notes=template.compiled.notes[:1])


def _examined(reading: Reading, *, draft: bool) -> tuple[tuple[Finding, ...], Page]:
    from reportgen import checks, compose

    page, unprintable = compose.page(reading.data, reading.pack, draft=draft)
    # the order of the steps is that of the list: what was misread goes before what does not hold
    found = without_repeats((*reading.findings, *checks.run(reading.data, reading.pack), *unprintable))
    return masked(found), page


def _not_sound(pack: Pack, count: int) -> Finding:
    return finding_of("R119", Location(file=str(pack.template_path)), pack=pack.id, count=count)


def _pack(identity: "Identity", folders: Sequence[Path], file: str) -> Pack:
    if identity.pack_id is not None:
        try:
            return pack_named(identity.pack_id, folders)
        except PackError as error:
            raise PackError(*(_at(item, identity.places.get("pack", NOWHERE)) for item in error.findings)) from error
    if identity.level is None or identity.body is None or identity.year is None:
        raise SourceError(*(identity.findings or [_unnamed(identity, file)]))
    return pack_for(identity.level, identity.body, identity.year, folders)


def _unnamed(identity: "Identity", file: str) -> Finding:
    said = (("year", identity.year), ("unit.level", identity.level), ("unit.body", identity.body))
    missing = ", ".join(["pack", *(name for name, value in said if value is None)])
    return finding_of("S221", Location(file=file), missing=missing)


def _at(finding: Finding, place: Location) -> Finding:
    """The finding where the pack was named, unless it has a place of its own in the pack's files."""
    return replace(finding, location=place) if finding.location == NOWHERE else finding
