"""The words of a call that mean something in the model: 县 is a level, 政府 a body, county-2021 a pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import UsageError
from reportgen.model import BODY_WORDS, LEVEL_WORDS, Body, Level, body_named, level_named, words_text

if TYPE_CHECKING:
    from reportgen.packs import Pack


def level_of(word: str) -> Level:
    """The level of that name. Raises UsageError for a word that names none."""
    level = level_named(word)
    if level is None:
        raise UsageError.of("D303", option="--level", word=word, known=words_text(LEVEL_WORDS))
    return level


def body_of(word: str | None, level: Level | None) -> Body:
    """The kind of body of that name; left out: a township reports as a government, all others as a department."""
    if word is None:
        return Body.GOVERNMENT if level is Level.TOWNSHIP else Body.DEPARTMENT
    body = body_named(word)
    if body is None:
        raise UsageError.of("D303", option="--body", word=word, known=words_text(BODY_WORDS))
    return body


def named_pack(name: str, folders: tuple[Path, ...]) -> Pack:
    """The pack of that id, or in that folder."""
    from reportgen.packs import load, load_directory
    from reportgen.packs.locate import PACK_FILE

    directory = Path(name).resolve()
    if (directory / PACK_FILE).is_file():
        return load_directory(directory, (directory.parent, *folders))
    return load(name, folders)
