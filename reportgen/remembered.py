"""Digests that the program remembers from one run to the next, in the user's own folder for program state.

A record is a list of digests under a name: of the files that the program made, of the packs that it found sound. Takes
a record's name and a digest; says whether it is in it. The newest `MOST` are kept. Where a record cannot be read or
written it is empty, and callers take that for the safe side. What a digest is of is left to them.
"""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from reportgen.kept import kept

MOST = 20_000
_LENGTH = 65  # a digest and its line's end
_STATE = "REPORTGEN_STATE"


def is_known(record: str, digest: str) -> bool:
    """True where the digest is in that record."""
    with suppress(OSError):
        return digest in _digests(path_of(record))
    return False


def note(record: str, digest: str) -> None:
    """Adds it to the record. Nothing is said where that is not possible."""
    with suppress(OSError):
        path = path_of(record)
        path.parent.mkdir(parents=True, exist_ok=True)
        _shorten(path)
        with path.open("ab") as file:  # one short line in one write: several processes may add at the same time
            file.write(f"{digest}\n".encode())


def digest(data: bytes) -> str:
    """The digest by which bytes are known."""
    return sha256(data).hexdigest()


def path_of(record: str) -> Path:
    """The record's file: in the folder of `REPORTGEN_STATE`, else where the system keeps a user's program state."""
    named = os.environ.get(_STATE)
    if named:
        return Path(named) / f"{record}.txt"
    from platformdirs import user_state_path

    return user_state_path("reportgen", appauthor=False) / f"{record}.txt"


@kept(most=4)
def _digests(path: Path) -> frozenset[str]:
    return frozenset(path.read_text(encoding="ascii", errors="replace").split())


def _shorten(path: Path) -> None:
    """Drops the older half once there are twice as many as are kept."""
    if not path.exists() or path.stat().st_size < 2 * MOST * _LENGTH:
        return
    newest = path.read_bytes().splitlines(keepends=True)[-MOST:]
    shorter = path.with_name(f"{path.name}.{os.getpid()}")
    shorter.write_bytes(b"".join(newest))
    shorter.replace(path)
