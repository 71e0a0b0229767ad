"""What was worked out from files, kept as long as the files stay as they are.

`@kept(most=32)` on a function of paths keeps its results, so many at most, those least asked for given up first: a
process may run for weeks. A result is made again when the time or the size of one of its files has changed. What a
result means is left to whoever makes it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import TypeVar, TypeVarTuple, Unpack

Given = TypeVarTuple("Given")
Made = TypeVar("Made")
Stamps = tuple[tuple[int, int] | None, ...]


def kept(
    *, most: int, files: Callable[..., Iterable[Path]] | None = None
) -> Callable[[Callable[[Unpack[Given]], Made]], Callable[[Unpack[Given]], Made]]:
    """Keeps what the function made of the same arguments. Its files are the paths among them; OSError where one is not.

    A result that names its files itself tells them by `files`; that one of those has gone is a change like any other.
    """

    def decorate(make: Callable[[Unpack[Given]], Made]) -> Callable[[Unpack[Given]], Made]:
        held: OrderedDict[tuple[Hashable, ...], tuple[Made, Stamps]] = OrderedDict()
        lock = Lock()  # of several threads one changes the order at a time

        @wraps(make)
        def found(*given: *Given) -> Made:
            # before the work: a file that changes meanwhile is read again next time
            before = tuple(_stamp(item) for item in given if isinstance(item, Path)) if files is None else ()
            known = held.get(given)
            if known is None or known[1] != (before if files is None else _stamps(files(known[0]))):
                made = make(*given)
                known = made, before if files is None else _stamps(files(made))
            with lock:
                held[given] = known
                held.move_to_end(given)
                while len(held) > most:
                    held.popitem(last=False)  # the one not asked for the longest
            return known[0]

        return found

    return decorate


def _stamps(files: Iterable[Path]) -> Stamps:
    return tuple(map(_stamp_if_there, files))


def _stamp_if_there(file: Path) -> tuple[int, int] | None:
    try:
        return _stamp(file)
    except OSError:
        return None


def _stamp(file: Path) -> tuple[int, int]:
    """What tells a file from a changed one."""
    status = file.stat()
    return status.st_mtime_ns, status.st_size
