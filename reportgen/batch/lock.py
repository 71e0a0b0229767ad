"""One run at a time in an output folder: a lock file that names its holder.

The operating system holds the lock, so a run that was killed leaves none behind on its own machine. A file that names
another machine may be a run over a network that does not carry locks: it is respected, and its holder named.
"""

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from reportgen.errors import DeliveryError
from reportgen.findings import Location

FILE_NAME = "batch.lock"
_FAR = 1 << 30  # Windows refuses to read a locked byte, so the lock lies behind anything the file holds


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Holds the folder's lock. Raises DeliveryError naming the holder (process, machine, since) when it is taken."""
    path = folder / FILE_NAME
    try:
        file = path.open("a+b")
    except OSError as error:
        raise DeliveryError.of("B112", Location(file=str(path)), reason=error.strerror or "") from error
    with file:
        holder = _holder(file)
        if not _taken(file):
            raise _refusal(path, holder)
        if holder and holder.get("host") != socket.gethostname():
            raise _refusal(path, holder)
        _write(
            file,
            {"pid": os.getpid(), "host": socket.gethostname(), "since": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"},
        )
        try:
            yield
        finally:
            file.truncate(0)


def _refusal(path: Path, holder: dict[str, Any]) -> DeliveryError:
    facts = {name: str(holder.get(name, "?")) for name in ("pid", "host", "since")}
    return DeliveryError.of("B110", Location(file=str(path)), **facts)


def _holder(file: BinaryIO) -> dict[str, Any]:
    """Who wrote the file last; nothing for an empty file, and for one torn by a sudden end."""
    file.seek(0)
    try:
        found = json.loads(file.read(4096) or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _write(file: BinaryIO, holder: dict[str, Any]) -> None:
    file.truncate(0)
    file.write(json.dumps(holder).encode())
    file.flush()


if sys.platform == "win32":

    def _taken(file: BinaryIO) -> bool:
        import msvcrt

        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _taken(file: BinaryIO) -> bool:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
