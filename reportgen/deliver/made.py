"""Which files this program made: the digests of their bytes, in the user's own folder for program state.

Takes the bytes of a file, or of one that was just written; says whether the program wrote exactly these. A file that
was changed since has another digest and is somebody's work. Only digests are kept, no names; the newest `MOST` of them.
Where the record cannot be read or written nothing is known to be ours: then files are replaced only when forced, which
is the safe side. What may be replaced is decided in `files.py`.
"""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

MOST = 20_000
_LENGTH = 65  # a digest and its line's end
_STATE = "REPORTGEN_STATE"


def is_ours(data: bytes) -> bool:
    """True where this program wrote exactly these bytes."""
    return digest(data) in _known()


def note(data: bytes) -> None:
    """Remembers that these bytes were written by this program. Nothing is said where that is not possible."""
    with suppress(OSError):
        path = record()
        path.parent.mkdir(parents=True, exist_ok=True)
        _shorten(path)
        with path.open("ab") as file:  # one short line in one write: several processes may add at the same time
            file.write(f"{digest(data)}\n".encode())


def digest(data: bytes) -> str:
    """The digest by which a file is known."""
    return sha256(data).hexdigest()


def record() -> Path:
    """The file of digests: in the folder of `REPORTGEN_STATE`, else where the system keeps a user's program state."""
    named = os.environ.get(_STATE)
    if named:
        return Path(named) / "made.txt"
    from platformdirs import user_state_path

    return user_state_path("reportgen", appauthor=False) / "made.txt"


def _known() -> frozenset[str]:
    try:
        return frozenset(record().read_text(encoding="ascii", errors="replace").split())
    except OSError:
        return frozenset()


def _shorten(path: Path) -> None:
    """Drops the older half once there are twice as many as are kept."""
    if not path.exists() or path.stat().st_size < 2 * MOST * _LENGTH:
        return
    newest = path.read_bytes().splitlines(keepends=True)[-MOST:]
    shorter = path.with_name(f"{path.name}.{os.getpid()}")
    shorter.write_bytes(b"".join(newest))
    shorter.replace(path)
