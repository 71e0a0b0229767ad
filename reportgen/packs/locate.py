"""Where packs lie, on disk or in the wheel. The only place that knows.

Looked up in the folder asked for, then `REPORTGEN_PACKS`, then `./templates`, then the installed ones; the first folder
that has a pack of that id wins. A folder is a pack when it holds a pack.yaml; what is in it is left to `load.py`.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import PackError
from reportgen.findings import Location
from reportgen.model import Body, Level

PACK_FILE = "pack.yaml"
FORMS = "forms"
# municipal-2008, county-government-2014
_ID = re.compile(r"\w[\w-]{0,79}")  # of a pack or a form; a folder and a file are called so
_NAME = re.compile(r"(?P<level>provincial|municipal|county|township)(?P<government>-government)?-(?P<year>\d{4})")


@dataclass(frozen=True, slots=True, order=True)
class PackName:
    """What a pack's folder name says: which reports it is for."""

    level: Level
    body: Body
    first_year: int
    id: str
    directory: Path


def library(asked: Path | None = None, environ: Mapping[str, str] | None = None) -> tuple[Path, ...]:
    """The folders to look in, in order. `asked` is the --packs option; several may stand in REPORTGEN_PACKS.

    Raises PackError where the folder asked for is not there: another folder's packs would be used unnoticed.
    """
    environ = os.environ if environ is None else environ
    if asked is not None and not asked.is_dir():
        raise PackError.of("P117", Location(file=str(asked)))
    named = [Path(item) for item in environ.get("REPORTGEN_PACKS", "").split(os.pathsep) if item]
    folders = ([asked] if asked else []) + named + [Path("templates"), installed()]
    # each folder once, the first place counts
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def installed() -> Path:
    """The packs that came with the program: in the wheel inside the package, in a checkout beside it."""
    package = Path(__file__).resolve().parent.parent  # reportgen/
    inside = package / "_templates"
    return inside if inside.is_dir() else package.parent / "templates"


def find(pack_id: str, folders: Sequence[Path]) -> Path | None:
    """The folder of that pack, or None. An id is a name and never a path: nothing outside the folders is looked at."""
    if _ID.fullmatch(pack_id) is None:
        return None
    for folder in folders:
        if (folder / pack_id / PACK_FILE).is_file():
            return folder / pack_id
    return None


def find_form(form_id: str, near: Path, folders: Sequence[Path]) -> Path | None:
    """The form's file: beside the pack's own folder first, then as packs are looked up."""
    if _ID.fullmatch(form_id.removeprefix("mentions/")) is None:  # what forms share lies in a folder of its own
        return None
    for folder in (near.parent, *folders):
        candidate = folder / FORMS / f"{form_id}.yaml"
        if candidate.is_file():
            return candidate
    return None


def pack_ids(folders: Sequence[Path]) -> list[str]:
    """Every pack there is, by name; one that is overridden counts once."""
    return sorted({path.parent.name for folder in folders for path in folder.glob(f"*/{PACK_FILE}")})


def named(pack_id: str, directory: Path) -> PackName | None:
    """What that id says; None for one that says neither level nor year."""
    match = _NAME.fullmatch(pack_id)
    if match is None:
        return None
    body = Body.GOVERNMENT if match["government"] else Body.DEPARTMENT
    return PackName(Level(match["level"]), body, int(match["year"]), pack_id, directory)


def pack_names(folders: Sequence[Path]) -> Iterator[PackName]:
    """The packs whose folder name says level, body and first year; others are found by id only."""
    for pack_id in pack_ids(folders):
        directory = find(pack_id, folders)
        name = named(pack_id, directory) if directory else None
        if name is not None:
            yield name


def choose(level: Level, body: Body, year: int, folders: Sequence[Path]) -> PackName | None:
    """The newest pack of that level and body whose first year is not after the report year, or None.

    The last year of a pack stands in its pack.yaml: whoever loads it must still ask `Pack.is_for`.
    """
    fitting = [
        name for name in pack_names(folders) if (name.level, name.body) == (level, body) and name.first_year <= year
    ]
    return max(fitting, key=lambda name: name.first_year, default=None)
