"""The index of last year's reports, made once by the process that leads the batch.

Takes the sources that were named: folders, workbooks, finished reports, JSON, tables. Reads of each report only whose
it is and for which year, and takes a digest of it; gives the index, and a note on every file that is no report. Which
one is a unit's is left to `last_year.py`. A report that an earlier batch wrote need not be read: its journal says whose
it is, with the unit's code.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from reportgen import pipeline
from reportgen.batch import plan
from reportgen.batch.journal import FILE_NAME as JOURNAL
from reportgen.batch.journal import outcomes_in
from reportgen.batch.last_year import EarlierReport, LastYear
from reportgen.batch.naming import REPORTS
from reportgen.batch.plan import STATE_FOLDER, Job
from reportgen.batch.work import Settings, findings_of, input_digest, is_finished, source
from reportgen.errors import SourceError
from reportgen.findings import Finding, Location, finding_of
from reportgen.findings.text import message

_Said = tuple[int | None, str, str]  # year, code, name
_KINDS = plan.UNIT_FILES | pipeline.FINISHED


def make(
    sources: Sequence[Path], settings: Settings, *, apart_from: Iterable[Path] = ()
) -> tuple[LastYear, tuple[Finding, ...]]:
    """The index, and what must be said of files. Of an earlier batch's folder its reports are taken, not the copies.

    Raises SourceError where a source is missing, or holds nothing that might be a report.
    """
    known = dict(_written(sources))
    # copies of workbooks lie beside the reports, and would be the same units again
    own = [path / REPORTS if (path / STATE_FOLDER).is_dir() else path for path in sources]
    entries: list[EarlierReport] = []
    findings: list[Finding] = []
    for job in plan.make(own, apart_from=apart_from, map_file=settings.map_file, kinds=_KINDS).jobs():
        try:
            entries.append(_entry(job, settings, known))
        except Exception as error:  # whatever one file does to us, the others are taken
            findings.append(_unread(job, error, settings))
    return LastYear(entries), tuple(findings)


def _written(sources: Sequence[Path]) -> Iterator[tuple[str, _Said]]:
    """Whose the reports of earlier batches are, by their digest."""
    for path in sources:
        for outcome in outcomes_in(path / STATE_FOLDER / JOURNAL):
            if outcome.sha256 and outcome.unit is not None:
                yield outcome.sha256, (outcome.year, outcome.unit.code, outcome.unit.name)


def _entry(job: Job, settings: Settings, known: Mapping[str, _Said]) -> EarlierReport:
    digest = input_digest(job, settings)
    # what a batch wrote is known by its digest; it need not be read
    said = known.get(digest) or (_said_by_report(job) if is_finished(job) else _said_by_data(job, settings))
    year, code, name = said
    if year is None:
        raise SourceError.of("S308" if is_finished(job) else "S215", Location(file=job.path))
    return EarlierReport(job, year, code, name, digest)


def _said_by_report(job: Job) -> _Said:
    from reportgen.sources.published import bind as published

    head = published.read_published(Path(job.path)).head
    return head.year, "", head.unit_name  # a printed report names no code


def _said_by_data(job: Job, settings: Settings) -> _Said:
    from reportgen import sources

    found = source(job, settings)
    return sources.identity(found).year, *sources.unit_words(found)


def _unread(job: Job, error: Exception, settings: Settings) -> Finding:
    at = Location(file=job.path, line=job.number or None)
    reason = message(findings_of(error, at)[0], settings.language)
    return finding_of("B502", at, reason=reason)
