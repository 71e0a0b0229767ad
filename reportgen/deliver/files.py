"""Files written so that nothing is ever half there: a temporary name in the same folder, synced, then renamed.

Takes bytes and a path; gives the path, or raises DeliveryError with the reason, and then nothing has changed. How a
file is named, and what goes into it, is left to the callers.
"""

import errno
import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from reportgen.errors import DeliveryError
from reportgen.findings import Location

_PREFIX = ".reportgen-"  # short, so that a name as long as the file system takes can still be written
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
_BAD_NAME = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ})
_WINDOWS_BAD_NAME = 123
_WINDOWS_IN_USE = frozenset({5, 32, 33})


def write(path: Path, data: bytes, *, sync: bool = True) -> Path:
    """Writes the file, replacing one that is there, and gives its path. Missing folders are made.

    `sync` forces it to the disk before it gets its name; without it a caller that writes many files syncs them itself.
    """
    at = Location(file=str(path))
    if os.path.isdir(path):  # noqa: PTH112  # unlike Path.is_dir it takes any name, too long ones included
        raise DeliveryError.of("D105", at)
    temporary = path.parent / f"{_PREFIX}{secrets.token_hex(8)}.tmp"
    try:
        try:
            _write(temporary, data, sync=sync)
        except (FileNotFoundError, NotADirectoryError, ValueError):  # there nearly always is a folder: it is not asked
            _make_folder(path.parent, at)
            _write(temporary, data, sync=sync)
        os.replace(temporary, path)  # noqa: PTH105  # Path.replace is the same; this is the documented atomic call
    except (OSError, ValueError) as error:
        temporary.unlink(missing_ok=True)
        raise _refusal(error, at) from error
    except BaseException:
        with suppress(OSError, ValueError):
            temporary.unlink()
        raise
    if sync:
        sync_folder(path.parent)
    return path


def place(staged: Path, path: Path) -> Path:
    """Gives a file that is written and synced already its final name, in one step. Missing folders are made.

    The folder is not synced: a caller that places many files does so once.
    """
    at = Location(file=str(path))
    _make_folder(path.parent, at)
    try:
        os.replace(staged, path)  # noqa: PTH105  # as above
    except (OSError, ValueError) as error:
        raise _refusal(error, at) from error
    return path


def sync_folder(folder: Path) -> None:
    """Forces the names in a folder to the disk; where folders cannot be synced (Windows) this does nothing."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:  # some network file systems refuse to sync a folder; the file itself is synced
        return
    finally:
        os.close(handle)


def _make_folder(folder: Path, at: Location) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeliveryError.of("D101", at, folder=str(folder), reason=_reason(error)) from error
    except ValueError as error:
        raise DeliveryError.of("D106", at) from error


def _write(temporary: Path, data: bytes, *, sync: bool) -> None:
    with temporary.open("xb") as file:
        file.write(data)
        if sync:
            file.flush()
            os.fsync(file.fileno())


def _refusal(error: OSError | ValueError, at: Location) -> DeliveryError:
    number, windows = getattr(error, "errno", None), getattr(error, "winerror", None)
    if isinstance(error, ValueError) or number in _BAD_NAME or windows == _WINDOWS_BAD_NAME:
        return DeliveryError.of("D106", at)
    if number in _FULL:
        return DeliveryError.of("D104", at)
    if windows in _WINDOWS_IN_USE and at.file is not None and Path(at.file).exists():
        return DeliveryError.of("D103", at)
    return DeliveryError.of("D102", at, reason=_reason(error))


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
