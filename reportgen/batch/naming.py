"""Where each unit's files lie below the output folder: 报告/<name>.docx, 批注/<name>.xlsx, a thousand units a folder.

Units are named in the order of the plan, so names do not depend on who finished first. Two units of one name never
share a file: the second gets its code behind the name, or a number. What a name may hold is left to `deliver.naming`.
"""

import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import PurePath, PurePosixPath

from reportgen.batch.outcome import UnitOutcome
from reportgen.batch.plan import Job
from reportgen.deliver.naming import document_name, file_name

REPORTS = "报告"
COPIES = "批注"
SHARD = 1000  # a folder of ten thousand files is slow to open on Windows and on a network
_LONGEST = 60  # of a plain name, so that what tells two apart is never cut off


class Names:
    """Gives each unit its file name; remembers which are taken, in a few bytes each."""

    def __init__(self, units: int) -> None:
        self._sharded = units > SHARD
        self._taken: set[bytes] = set()

    def path(self, job: Job, outcome: UnitOutcome) -> tuple[str, bool]:
        """The report's path, with / between the parts, and whether another unit had taken its plain name."""
        wishes = _wishes(job, outcome)
        plain = name = next(wishes)
        while not self._take(name):
            name = next(wishes)
        return "/".join((*self._folders(job.index), f"{name}.docx")), name != plain

    def give_back(self, path: str) -> None:
        """Makes the name of that path free again."""
        self._taken.discard(_mark(PurePath(path).stem))

    def _take(self, name: str) -> bool:
        mark = _mark(name)
        if mark in self._taken:
            return False
        self._taken.add(mark)
        return True

    def _folders(self, index: int) -> tuple[str, ...]:
        if not self._sharded:
            return (REPORTS,)
        first = index - index % SHARD + 1  # 00001-01000, 01001-02000
        return REPORTS, f"{first:05}-{first + SHARD - 1:05}"  # five digits, so that they stand in order


def copy_path(report: str, ending: str) -> str:
    """Where the annotated copy of a unit's workbook lies: as its report does, in the folder 批注."""
    return str(PurePosixPath(COPIES, *PurePosixPath(report).parts[1:]).with_suffix(ending))


def _mark(name: str) -> bytes:
    """The name in a few bytes, as file systems compare it: without case, composed."""
    return blake2b(
        unicodedata.normalize("NFC", name).casefold().encode("utf-8", "surrogatepass"), digest_size=8
    ).digest()  # eight bytes a name: 10,000 units take less than a megabyte


def _wishes(job: Job, outcome: UnitOutcome) -> Iterator[str]:
    unit = outcome.unit
    if unit is None or not unit.name:
        # the unit's name could not be read: its file's, and the line or row in it
        plain = file_name(PurePath(job.path).stem + (f"-{job.number}" if job.number else ""))
    else:
        plain = document_name(unit.name, outcome.year)
    yield plain
    if unit is not None and unit.code:
        # the code tells two units of one name apart better than a number
        yield file_name(f"{plain[:_LONGEST]}（{unit.code}）")
    number = 2
    while True:
        yield file_name(f"{plain[:_LONGEST]}（{number}）")
        number += 1
