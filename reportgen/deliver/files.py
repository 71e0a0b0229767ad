"""Files written so that nothing is ever half there, and nobody's work is lost.

Takes bytes and a path; gives the path, or raises with the reason, and then nothing has changed. A file gets a temporary
name in the same folder, is synced, then renamed. One rule holds for every output: an input of the call is never
written; a file that this program did not make, or that was changed since, is replaced only when forced, and a dated
copy of it stays beside; devices, pipes and sockets are never replaced; a link is followed. How a file is named, and
what goes into it, is left to the callers.
"""

import errno
import os
import secrets
import stat
import sys
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from reportgen import remembered
from reportgen.errors import DeliveryError, UsageError
from reportgen.findings import Location

LEFT_ALONE = frozenset({"D105", "D108", "D109"})  # what stands there is no file of ours: it stays, others go on
_MADE = "made"  # the record of what this program wrote: a file that was changed since has another digest
_PREFIX = ".reportgen-"  # short, so that a name as long as the file system takes can still be written
_LONGEST_STEM = 60  # characters; of three bytes each there is room for the date
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
_BAD_NAME = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ})
_WINDOWS_BAD_NAME = 123
_WINDOWS_IN_USE = frozenset({5, 32, 33})


def write(
    path: Path, data: bytes, *, inputs: Iterable[Path] = (), force: bool = False, sync: bool = True, note: bool = True
) -> Path:
    """Writes the file and gives its path. Missing folders are made.

    Raises as `fitting` does, and DeliveryError D109 for a file that this program did not make or that was changed
    since, unless `force`: then a dated copy of it stays beside. `sync` forces it to the disk before it gets its name;
    without it a caller that writes many files syncs them itself. `note` remembers it as made by this program; a caller
    that keeps a journal need not.
    """
    at = Location(file=str(path))
    target = fitting(path, inputs=inputs)
    former = _refuse_work_of_others(target, data, at, force=force)
    temporary = target.parent / f"{_PREFIX}{secrets.token_hex(8)}.tmp"
    try:
        try:
            _write(temporary, data, sync=sync)
        except (FileNotFoundError, NotADirectoryError, ValueError):  # there nearly always is a folder: it is not asked
            _make_folder(target.parent, at)
            _write(temporary, data, sync=sync)
        if former is not None:
            _keep(former, target)
        os.replace(temporary, target)  # noqa: PTH105  # Path.replace is the same; this is the documented atomic call
    except (OSError, ValueError) as error:
        _forget(temporary)
        raise _refusal(error, at) from error
    except BaseException:
        _forget(temporary)
        raise
    if sync:
        sync_folder(target.parent)
    if note:
        remembered.note(_MADE, remembered.digest(data))
    return path


def fitting(path: Path, *, inputs: Iterable[Path] = (), endings: Collection[str] = ()) -> Path:
    """The file that would be written, links followed: to be asked before the work is done.

    Raises UsageError: D202 where its name does not end as this kind of file does, D203 where it is one of the `inputs`
    of the call; DeliveryError: D105 for a folder, D108 for a device, a pipe, a socket or a link that leads nowhere.
    """
    at = Location(file=str(path))
    target = _plain_file(path, at)
    if endings and path.suffix.lower() not in endings:
        raise UsageError.of("D202", at, expected="、".join(endings), found=path.suffix or path.name)
    if any(_is_same(target, other) for other in inputs):
        raise UsageError.of("D203", at)
    return target


def _plain_file(path: Path, at: Location) -> Path:
    """Where writing to that path would end. Raises DeliveryError where something else than a file stands there."""
    try:
        target = Path(os.path.realpath(path))
        status = target.stat()
    except FileNotFoundError:
        return target
    except (OSError, ValueError) as error:  # a link to itself; or no name at all, which writing will tell
        if os.path.islink(path):  # noqa: PTH114  # as in `write`
            raise DeliveryError.of("D108", at) from error
        return path
    if stat.S_ISDIR(status.st_mode):
        raise DeliveryError.of("D105", at)
    if not stat.S_ISREG(status.st_mode):
        raise DeliveryError.of("D108", at)
    return target


def _refuse_work_of_others(target: Path, data: bytes, at: Location, *, force: bool) -> bytes | None:
    """What is in the file to be replaced, where it is somebody's work. Raises DeliveryError D109 unless `force`."""
    try:
        there = target.read_bytes()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        if not os.path.exists(target):  # noqa: PTH110  # as in `write`
            return None
        raise DeliveryError.of("D109", at) from error  # what cannot be read cannot be kept beside either
    if there == data or _is_ours(there):
        return None
    if not force:
        raise DeliveryError.of("D109", at)
    return there


def _is_ours(content: bytes) -> bool:
    return remembered.is_known(_MADE, remembered.digest(content))


def is_ours(path: Path) -> bool:
    """True for a file that this program made and nobody changed since."""
    try:
        return _is_ours(path.read_bytes())
    except OSError:
        return False


def place(staged: Path, path: Path, *, former: Collection[str] = (), force: bool = False) -> Path:
    """Gives a file that is written and synced already its final name, in one step. Missing folders are made.

    `former` are digests of what a journal knows to be there: that is replaced, anything else as in `write`. The folder
    is not synced: a caller that places many files does so once.
    """
    at = Location(file=str(path))
    _make_folder(path.parent, at)
    target = fitting(path)
    try:
        if target.exists() and remembered.digest(target.read_bytes()) not in former:
            kept = _refuse_work_of_others(target, staged.read_bytes(), at, force=force)
            if kept is not None:
                _keep(kept, target)
        os.replace(staged, target)  # noqa: PTH105  # as above
    except (OSError, ValueError) as error:
        raise _refusal(error, at) from error
    return path


def _keep(former: bytes, target: Path) -> Path:
    """A dated copy beside a file that is about to be replaced."""
    day = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    for number in range(1, 100):
        again = f"-{number}" if number > 1 else ""
        copy = target.with_name(f"{target.stem[:_LONGEST_STEM]}.{day}{again}{target.suffix}")
        with suppress(FileExistsError):
            _write(copy, former, sync=True)
            return copy
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _forget(temporary: Path) -> None:
    with suppress(OSError, ValueError):
        temporary.unlink()


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
