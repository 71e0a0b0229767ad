"""A batch from its sources to its output folder: planned, worked on, named, put in place, noted in the journal.

Takes a Request; gives a Report of the run. Everything here happens in one process and in the order of the plan, so the
result depends neither on the number of processes nor on who is done first. A group of files is synced and renamed
before its entries stand in the journal: whatever moment the run is ended at, what the journal says is there. A unit
that is settled goes into 汇总.xlsx at once, while others are worked on; what the units say together is left to
`sums/across_units.py` and `sums/summary.py`.
"""

import errno
import os
import time
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import blake2b, sha256
from pathlib import Path
from shutil import rmtree
from uuid import uuid4

from reportgen.batch import last_year_index, lock, plan
from reportgen.batch.executors import Executor, Task, processes
from reportgen.batch.journal import FILE_NAME as JOURNAL
from reportgen.batch.journal import Journal
from reportgen.batch.naming import COPIES, REPORTS, Names, copy_path
from reportgen.batch.outcome import Status, UnitOutcome
from reportgen.batch.plan import STATE_FOLDER, Job, Plan
from reportgen.batch.roster import Roster
from reportgen.batch.sums import summary
from reportgen.batch.sums.summary import Summary
from reportgen.batch.work import Made, Settings, Worked, fingerprint, work
from reportgen.deliver import files
from reportgen.errors import DeliveryError, PackError, UsageError
from reportgen.findings import Finding, Location, finding_of
from reportgen.language import Language
from reportgen.packs import Pack
from reportgen.packs.shelf import pack_named
from reportgen.version import VERSION

_STAGING = "staging"  # inside the output folder: on one disk a file is put in place by renaming alone
# What the state of a disk explains: full, read-only, broken, forbidden, a limit of size or of quota.
_DISK = frozenset(
    {errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
)
_NAMED = 8  # files named in one note
_NOWHERE = 2**64 - 1  # no place in a journal: the unit is not settled yet
_SMALL = 200  # units that one process has done before others have started


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a batch is asked to do. `jobs` 0: as many processes as there are processors, one for a small batch.

    `previous` are last year's reports, of all units, in folders, files or tables. `force` replaces what somebody
    changed since, and keeps a dated copy of it.
    """

    sources: tuple[Path, ...]
    output: Path
    folders: tuple[Path, ...]
    jobs: int = 0
    roster: Path | None = None
    map_file: Path | None = None
    previous: tuple[Path, ...] = ()
    resume: bool = False
    draft: bool = False
    force: bool = False
    cluster: str | None = None
    language: Language = "zh"


@dataclass(slots=True)
class Tally:
    """How far a run is. `kept` counts units that were done already and have not changed."""

    total: int
    began: float = field(default_factory=time.monotonic)
    kept: int = 0
    statuses: Counter[Status] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        """Units that are settled, one way or another."""
        return sum(self.statuses.values())

    @property
    def with_errors(self) -> int:
        """Units without a finished report."""
        return self.done - self.statuses[Status.WRITTEN]

    @property
    def rate(self) -> float:
        """Units a second, those that were kept left out."""
        seconds = time.monotonic() - self.began
        return (self.done - self.kept) / seconds if seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Time left at this rate; None before anything is done."""
        return (self.total - self.done) / self.rate if self.rate else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How a run ended. `findings` are those about the units together, and about the run itself."""

    tally: Tally
    findings: tuple[Finding, ...] = ()
    summary: Path | None = None
    interrupted: bool = False

    @property
    def is_blocked(self) -> bool:
        """True when some unit has no finished report, or something about them all must be settled."""
        return bool(self.tally.with_errors) or any(item.is_blocking for item in self.findings)


Seen = Callable[[UnitOutcome, Tally], None]


def run(
    request: Request, *, seen: Seen = lambda outcome, tally: None, stop: Callable[[], bool] = lambda: False
) -> Report:
    """Does the batch. `seen` is told of each unit once it is settled; when `stop` says so, no new work is begun.

    Raises SourceError where sources or roster cannot be read, UsageError for an earlier run's folder without `resume`,
    DeliveryError where the folder is in use or cannot be written.
    """
    results = request.output / summary.FILE_NAME
    what = _planned(request)
    roster = Roster.read(request.roster) if request.roster is not None else None
    executor = _executor(request, len(what))
    state = _state_folder(request.output)
    with lock.held(state), _refusals_told(request.output):  # before the journal is opened: only one run may write it
        if (state / JOURNAL).exists() and not request.resume:
            raise UsageError.of("B111", Location(file=str(request.output)))
        with (
            Journal(state / JOURNAL) as journal,
            _staging(state) as staging,
            _summary(request, roster, staging) as book,
        ):
            settings, passed_over = _settings(request, staging)
            conduct = _Conduct(request.output, what, journal, settings, book, seen, stop, force=request.force)
            conduct.carry_out(executor)
            if conduct.unsettled:
                # without 汇总.xlsx, which would tell of a part as if it were all
                return Report(tally=conduct.tally, interrupted=True)
            findings = [*conduct.notes.values(), *passed_over, *_damage(journal), *conduct.clear_away()]
            findings += _not_read(what)
            staged, found = book.finish(journal, conduct.offsets, passed_over)
            _deliver(staged, results, journal, force=request.force)
            return Report(tally=conduct.tally, findings=(*findings, *found), summary=results)


class _Conduct:
    """One run under way: units settled in the order of the plan."""

    def __init__(
        self,
        output: Path,
        what: Plan,
        journal: Journal,
        settings: Settings,
        book: Summary,
        seen: Seen,
        stop: Callable[[], bool],
        *,
        force: bool = False,
    ) -> None:
        self.tally = Tally(len(what))
        self.offsets = array("Q", [_NOWHERE]) * len(what)
        self.notes: dict[tuple[Location, str], Finding] = {}
        self._output, self._plan, self.journal, self._settings = output, what, journal, settings
        self._book, self._seen, self._stop, self._force = book, seen, stop, force
        self._staging = output / STATE_FOLDER / _STAGING
        self._names = Names(len(what))
        self._packs: dict[str, Pack | None] = {}
        self._waiting: deque[tuple[Task, frozenset[int]]] = deque()

    @property
    def unsettled(self) -> bool:
        """True when the run was stopped before its end."""
        return self.tally.done < self.tally.total

    def carry_out(self, executor: Executor) -> None:
        """Every task, in order. What the journal knows and has not changed is not done again."""
        self.journal.begin(program=VERSION, units=len(self._plan), started=_now())
        for done in executor(self._tasks(), self._settings):
            self._settle_kept()  # tasks with nothing to do never reach the executor, and stand in front
            task, todo = self._waiting.popleft()
            self._settle(task, todo, iter(done))
        self._settle_kept()

    def _tasks(self) -> Iterator[Task]:
        for task in self._plan.tasks():
            if self._stop():
                return
            todo = [job for job in task if not self._is_known(job)]
            self._waiting.append((task, frozenset(job.index for job in todo)))
            if todo:
                yield todo

    def _settle_kept(self) -> None:
        """The tasks in front of which nothing needs doing."""
        while self._waiting and not self._waiting[0][1]:
            task, todo = self._waiting.popleft()
            self._settle(task, todo, iter(()))

    def _is_known(self, job: Job) -> bool:
        """True when an earlier run settled the unit and nothing it hangs on has changed since."""
        offset = self.journal.index.get(job.key)
        if offset is None:
            return False
        outcome = self.journal.read(offset)
        # what could not be read is tried again
        if outcome.status is Status.FAILED or not all((self._output / path).is_file() for path in outcome.files):
            return False
        pack = self._pack(outcome.pack_id)
        if pack is None:
            return False
        return outcome.fingerprint == fingerprint(job, pack, self._settings, outcome.unit, outcome.year)

    def _pack(self, pack_id: str) -> Pack | None:
        if pack_id not in self._packs:
            try:
                self._packs[pack_id] = pack_named(pack_id, self._settings.folders)
            except PackError:
                self._packs[pack_id] = None
        return self._packs[pack_id]

    def _settle(self, task: Task, todo: frozenset[int], done: Iterator[Worked]) -> None:
        """Puts the files of a task in place, then notes them; files first, so that no entry is ever untrue."""
        settled: list[tuple[Job, UnitOutcome, int | None]] = []
        folders: set[Path] = set()
        for job in task:
            earlier = self._kept(job) if job.index not in todo else None
            if earlier is not None:
                settled.append((job, *earlier))
                continue
            # known, but its name or a file has changed: done here and now
            worked = next(done) if job.index in todo else work((job,), self._settings)[0]
            self.notes |= {(note.location, str(note.facts)): note for note in worked.notes}
            named = self._named(job, worked)
            for made, path in ((worked.report, named.document), (worked.copy, named.annotated)):
                if made is not None:
                    named = self._placed(made, path, named)
                    folders.add((self._output / path).parent)
            settled.append((job, named, None))
        for folder in folders:
            files.sync_folder(folder)  # the new names survive a power cut as the contents do
        offsets = iter(self.journal.add(outcome for _, outcome, offset in settled if offset is None))
        for job, outcome, offset in settled:
            self._note(job, outcome, next(offsets) if offset is None else offset)

    def _kept(self, job: Job) -> tuple[UnitOutcome, int] | None:
        """Its earlier outcome and where that stands; None where it must be done again, its name or a file changed."""
        offset = self.journal.index[job.key]
        outcome = self.journal.read(offset)
        path, second = self._names.path(job, outcome)
        is_same = outcome.files.keys() == _with_paths(outcome, path, Path(outcome.annotated).suffix).files.keys()
        # the note on its name must be due as before
        if is_same and self._has(outcome) and second == any(item.code == "B103" for item in outcome.findings):
            self.tally.kept += 1
            return outcome, offset
        self._names.give_back(path)  # the unit may get another name when it is done again
        return None

    def _has(self, outcome: UnitOutcome) -> bool:
        try:
            return all(_digest(self._output / path) == digest for path, digest in outcome.files.items())
        except OSError:
            return False

    def _named(self, job: Job, worked: Worked) -> UnitOutcome:
        outcome = worked.outcome
        path, is_second = self._names.path(job, outcome)
        if is_second:
            facts = {"unit": outcome.name, "file": path}
            note = finding_of("B103", outcome.location, **facts)
            outcome = outcome.with_findings(note)
        return _with_paths(outcome, path, worked.copy.ending if worked.copy is not None else "")

    def _placed(self, made: Made, path: str, outcome: UnitOutcome) -> UnitOutcome:
        """Gives a file of the unit its name. One that somebody changed since stays, and the unit is held up by it."""
        former = self.journal.documents.get(path, "")
        try:
            files.place(self._staged(made), self._output / path, former=(former,), force=self._force)
        except DeliveryError as error:
            if error.findings[0].code not in files.LEFT_ALONE:
                raise
            return _without(outcome, path).with_findings(*error.findings)
        return outcome

    def _staged(self, made: Made) -> Path:
        if made.staged:
            return self._staging / made.staged
        path = self._staging / uuid4().hex  # from a cluster the files come back as bytes
        with path.open("wb") as file:
            file.write(made.content)
            file.flush()
            os.fsync(file.fileno())
        return path

    def _note(self, job: Job, outcome: UnitOutcome, offset: int) -> None:
        self.offsets[job.index] = offset
        self.tally.statuses[outcome.status] += 1
        self._book.add(outcome)
        self._seen(outcome, self.tally)

    def clear_away(self) -> Iterator[Finding]:
        """Takes away files of earlier runs that stand for no unit any more; names files that nobody of us wrote."""
        current = {_mark(path) for item in self.journal.outcomes(self.offsets) for path in item.files}
        for document, digest in self.journal.documents.items():
            path = self._output / document
            # what somebody has changed since is his
            if _mark(document) not in current and path.is_file() and _digest(path) == digest:
                path.unlink()
                self.journal.remove(document)
        # .xlsx and .xlsm
        delivered = ((self._output / REPORTS).rglob("*.docx"), (self._output / COPIES).rglob("*.xls?"))
        for path in (*sorted(delivered[0]), *sorted(delivered[1])):
            if _mark(path.relative_to(self._output).as_posix()) not in current:
                yield finding_of("B104", Location(file=str(path)))


def _planned(request: Request) -> Plan:
    """The plan. The annotated copies of an earlier run are no sources.

    Raises UsageError where a workbook to be read lies where the copies go: it might be written over.
    """
    copies = request.output / COPIES
    # a folder of that name that is not ours is a source like any other
    ours = copies if (request.output / STATE_FOLDER).is_dir() else None
    aside = (request.output / summary.FILE_NAME, request.roster, request.map_file, ours, *request.previous)
    what = plan.make(
        request.sources, apart_from=[path for path in aside if path is not None], map_file=request.map_file
    )
    if copies.is_dir():
        ground = copies.resolve()
        for folder in sorted({Path(job.path).parent for job in what.jobs()}):
            if folder.resolve().is_relative_to(ground):
                raise UsageError.of("B117", Location(file=str(folder)))
    return what


def _settings(request: Request, staging: Path) -> tuple[Settings, tuple[Finding, ...]]:
    """What the work hangs on, the index of last year's reports among it, and notes on files that are none."""
    settings = Settings(
        folders=request.folders,
        draft=request.draft,
        map_file=request.map_file,
        staging=staging,
        language=request.language,
    )
    if not request.previous:
        return settings, ()
    aside = [path for path in (request.roster, request.map_file, *request.sources) if path is not None]
    index, findings = last_year_index.make(request.previous, settings, apart_from=aside)
    return replace(settings, last_year=index.packed()), findings


def _with_paths(outcome: UnitOutcome, report: str, ending: str) -> UnitOutcome:
    """The outcome with the paths of its files: that of its report, and of a copy called so at its end."""
    document = report if outcome.sha256 else ""
    return replace(outcome, document=document, annotated=copy_path(report, ending) if ending else "")


def _without(outcome: UnitOutcome, path: str) -> UnitOutcome:
    """The outcome where that file of it was not written. It is done again by the next run, whatever has not changed."""
    if path != outcome.document:
        return replace(outcome, annotated="", annotated_sha256="", fingerprint="")
    return replace(outcome, status=Status.BLOCKED, document="", sha256="", fingerprint="")


@contextmanager
def _summary(request: Request, roster: Roster | None, staging: Path) -> Iterator[Summary]:
    """The summary to be written while the units are made; where the run does not come to its end, nothing is left."""
    book = Summary(
        summary.Inputs(
            scratch=staging,
            roster=roster,
            folders=request.folders,
            output=request.output,
            language=request.language,
        )
    )
    try:
        yield book
    finally:
        book.abandon()


@contextmanager
def _refusals_told(output: Path) -> Iterator[None]:
    """What the disk refuses on the way (it is full, it is gone) becomes a sentence; what is done stays done."""
    try:
        yield
    except OSError as error:
        if error.errno not in _DISK:
            raise
        raise DeliveryError.of("B112", Location(file=str(output)), reason=error.strerror or "") from error


def _deliver(staged: Path, path: Path, journal: Journal, *, force: bool) -> None:
    """The summary in place of the one of an earlier run. The journal is told first: a kill in between loses nothing."""
    with staged.open("rb+") as file:
        os.fsync(file.fileno())
    former = journal.others.get(path.name, ())
    journal.tell(path.name, _digest(staged))
    files.place(staged, path, former=former, force=force)
    files.sync_folder(path.parent)


def _executor(request: Request, units: int) -> Executor:
    if request.cluster is None:
        return processes(request.jobs or (os.cpu_count() or 1 if units > _SMALL else 1))
    from reportgen.batch.cluster import on_cluster

    return on_cluster(request.cluster)


def _not_read(what: Plan) -> Iterable[Finding]:
    """One note on all files in the sources that are of no kind that is read."""
    names = [Path(path).name for path in what.passed_over]
    if names:
        more = "…" if len(names) > _NAMED else ""
        yield finding_of("B118", count=len(names), files="、".join(names[:_NAMED]) + more)


def _damage(journal: Journal) -> Iterable[Finding]:
    if journal.damaged_lines:
        facts = {"count": journal.damaged_lines}
        yield finding_of("B105", Location(file=str(journal.path)), **facts)


def _state_folder(output: Path) -> Path:
    state = output / STATE_FOLDER
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeliveryError.of("B112", Location(file=str(output)), reason=error.strerror or "") from error
    return state


@contextmanager
def _staging(state: Path) -> Iterator[Path]:
    """An empty folder for files on their way; what an earlier run left in it stands for nothing."""
    path = state / _STAGING
    rmtree(path, ignore_errors=True)
    path.mkdir()
    try:
        yield path
    finally:
        rmtree(path, ignore_errors=True)


def _mark(document: str) -> bytes:
    return blake2b(document.encode(), digest_size=8).digest()


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
