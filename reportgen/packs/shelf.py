"""Packs read once a process, and again when their files change: reading one takes longer than making a report.

Takes ids, or level, body and year, and the folders to look in; gives packs, the same object as long as nothing has
changed, so that what is worked out from a pack can be kept by it. Reading is left to `load.py`; a template has a keeper
of its own, in `render/compiled.py`.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from reportgen.kept import kept
from reportgen.model import Body, Level
from reportgen.packs.load import choose, load
from reportgen.packs.pack import Pack


def pack_named(pack_id: str, folders: Sequence[Path]) -> Pack:
    """The pack of that id. Raises PackError as `packs.load` does."""
    return _loaded(pack_id, tuple(folders))


def pack_for(level: Level, body: Body, year: int, folders: Sequence[Path]) -> Pack:
    """The pack for that level, body and year. Raises PackError as `packs.choose` does."""
    return pack_named(_chosen(level, body, year, tuple(folders)), folders)


def _files(pack: Pack) -> Iterable[Path]:
    return pack.files[:-1]  # all but the template


@kept(most=64, files=_files)
def _loaded(pack_id: str, folders: tuple[Path, ...]) -> Pack:
    return load(pack_id, folders)


@lru_cache(maxsize=64)
def _chosen(level: Level, body: Body, year: int, folders: tuple[Path, ...]) -> str:
    return choose(level, body, year, folders, pack_named).id
