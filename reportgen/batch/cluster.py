"""The same batch on a Dask cluster: `--cluster tcp://host:8786`. The only module that knows Dask.

A task travels as paths and byte ranges, and comes back as outcomes and documents: the workers read the sources at the
same paths, on a shared folder, and write nothing, so a worker that is lost leaves nothing behind and its tasks are done
again by another. Names, files and the journal stay with the run that started it.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from reportgen.batch.executors import Executor, Results, Task
from reportgen.batch.work import Settings, Worked, work
from reportgen.errors import UsageError
from reportgen.version import VERSION

RETRIES = 5
_AHEAD = 4  # tasks in hand a worker: enough that none waits for the next, few enough that results do not pile up


def on_cluster(address: str, timeout_seconds: float = 20) -> Executor:
    """An executor on the cluster of that scheduler. Raises UsageError when it cannot be reached or Dask is missing."""
    try:
        import distributed
    except ImportError as error:
        raise UsageError.of("B120", address=address) from error
    try:
        client = distributed.Client(address, timeout=timeout_seconds, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError.of("B121", address=address, reason=f"{type(error).__name__}: {error}") from error

    def run(tasks: Iterable[Task], settings: Settings) -> Results:
        with client:
            _check_versions(client, address)
            # staging=None: a worker writes nothing
            yield from _in_order(client, tasks, replace(settings, staging=None))

    return run


def _in_order(client: Any, tasks: Iterable[Task], settings: Settings) -> Iterator[list[Worked]]:
    waiting = iter(tasks)
    running: deque[Any] = deque()
    while True:
        most = _AHEAD * max(1, len(client.scheduler_info()["workers"]))  # asked anew: workers come and go
        while len(running) < most and (task := next(waiting, None)) is not None:
            # pure=False: what another run was given is worked on anew
            running.append(client.submit(work, task, settings, pure=False, retries=RETRIES))
        if not running:
            return
        future = running.popleft()
        yield future.result()
        future.release()  # or the results of the whole batch stay on the workers


def _check_versions(client: Any, address: str) -> None:
    found = client.run(_version)
    # another version might word a report otherwise
    others = sorted({version for version in found.values() if version != VERSION})
    if others:
        raise UsageError.of("B122", address=address, found=", ".join(others), expected=VERSION)


def _version() -> str:
    return VERSION
