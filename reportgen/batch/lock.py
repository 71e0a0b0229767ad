"""One run at a time in an output folder: a lock, and a file beside it that names its holder.

The operating system holds the lock (filelock), so a run that was killed leaves none behind on its own machine. A file
that names another machine may be a run over a network that does not carry locks: it is respected, and its holder named.
The two are apart because Windows refuses to read a locked file.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportgen.errors import DeliveryError
from reportgen.findings import Location

FILE_NAME = "batch.lock"
_HELD_NAME = "batch.lock.held"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Holds the folder's lock. Raises DeliveryError naming the holder (process, machine, since) when it is taken."""
    from filelock import FileLock, Timeout

    path = folder / FILE_NAME
    lock = FileLock(folder / _HELD_NAME, timeout=0)
    try:
        path.touch()  # where nothing can be written, filelock speaks of a lock that is taken
        lock.acquire()
    except Timeout as error:
        raise _refusal(path, _holder(path)) from error
    except OSError as error:
        raise DeliveryError.of("B112", Location(file=str(path)), reason=error.strerror or "") from error
    try:
        holder = _holder(path)
        if holder and holder.get("host") != socket.gethostname():
            raise _refusal(path, holder)
        path.write_text(json.dumps(_ourselves()), encoding="utf-8")
        try:
            yield
        finally:
            path.write_bytes(b"")
    finally:
        lock.release()


def _refusal(path: Path, holder: dict[str, Any]) -> DeliveryError:
    facts = {name: str(holder.get(name, "?")) for name in ("pid", "host", "since")}
    return DeliveryError.of("B110", Location(file=str(path)), **facts)


def _holder(path: Path) -> dict[str, Any]:
    """Who wrote the file last; nothing for an empty file, and for one torn by a sudden end."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _ourselves() -> dict[str, Any]:
    since = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
