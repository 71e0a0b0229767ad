"""Where tasks are worked on: in this process, in several, or on a cluster. Each gives the results in the order asked.

Takes tasks one at a time and never runs far ahead of what is taken from it, so the memory stays flat. A process that
dies under a task is replaced, and the unit that killed it is found and named. What a task does is left to `work.py`.
"""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from reportgen.batch.outcome import Status, UnitOutcome
from reportgen.batch.plan import Job
from reportgen.batch.work import Settings, Work, Worked, work
from reportgen.findings import Location, finding_of

Task = Sequence[Job]
Results = Iterator[list[Worked]]
Executor = Callable[[Iterable[Task], Settings], Results]


def in_process(tasks: Iterable[Task], settings: Settings) -> Results:
    """One task after the other, here."""
    return (work(task, settings) for task in tasks)


def processes(count: int, do: Work = work) -> Executor:
    """As many processes, started afresh on every system alike."""
    if count <= 1 and do is work:
        return in_process  # nothing to gain from a process of its own
    return lambda tasks, settings: _pooled(tasks, settings, count, do)


def _pooled(tasks: Iterable[Task], settings: Settings, count: int, do: Work) -> Results:
    waiting = iter(tasks)
    running: deque[tuple[Task, Future[list[Worked]]]] = deque()
    pool = _pool(count)
    try:
        while True:
            _fill(running, waiting, pool, settings, 2 * count, do)  # two tasks a process: one in work, one waiting
            if not running:
                return
            task, future = running.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=True, cancel_futures=True)  # a pool with a dead process takes no more tasks
                broken = [task, *(other for other, _ in running)]  # which of them killed it is not known
                running.clear()
                yield from _one_by_one(broken, settings, do)
                pool = _pool(count)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _fill(
    running: deque[tuple[Task, Future[list[Worked]]]],
    waiting: Iterator[Task],
    pool: ProcessPoolExecutor,
    settings: Settings,
    most: int,
    do: Work,
) -> None:
    while len(running) < most:
        task = next(waiting, None)
        if task is None:
            return
        try:
            future = pool.submit(do, task, settings)
        except BrokenProcessPool as error:  # it broke since the last look: the result will say so
            future = Future()
            future.set_exception(error)
        running.append((task, future))


def _one_by_one(tasks: Sequence[Task], settings: Settings, do: Work) -> Results:
    """The tasks in hand when a process died, unit by unit in a process that is replaced where it dies again."""
    pool = _pool(1)
    try:
        for task in tasks:
            results: list[Worked] = []
            for job in task:
                try:
                    # alone, so that the one that kills is known by name
                    results += pool.submit(do, (job,), settings).result()
                except BrokenProcessPool:
                    results.append(_killer(job))
                    pool.shutdown(wait=True)
                    pool = _pool(1)
            yield results
    finally:
        pool.shutdown(wait=True)


def _killer(job: Job) -> Worked:
    finding = finding_of("B101", Location(file=job.path))
    return Worked(UnitOutcome(key=job.key, file=job.path, status=Status.FAILED, findings=(finding,)))


def _pool(count: int) -> ProcessPoolExecutor:
    # spawn: the same on every system, and no lock or thread is inherited half-way
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_ignore_interrupts)


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; only the first decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
