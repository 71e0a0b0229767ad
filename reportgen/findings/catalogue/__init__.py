"""Every code a finding may have, with its name and its texts. Codes are stable for ever: never reuse or rename one.

The first letter is the room: Source, Pack, Check, Writing the page, Render, Deliver, Batch, X for the unforeseen. One
TOML file a letter, read when the first finding of that letter is made; a new code is one table in its file. How an
entry becomes a sentence is left to `findings/text.py`.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from reportgen.findings.catalogue.entry import Entry, entry

FILES: Mapping[str, str] = {
    "S": "source.toml",
    "P": "pack.toml",
    "C": "check.toml",
    "W": "writing.toml",
    "R": "render.toml",
    "D": "deliver.toml",
    "B": "batch.toml",
    "X": "unforeseen.toml",
}


class _Catalogue(Mapping[str, Entry]):
    """All entries by their code; asked for one, only its letter's file is read."""

    def __getitem__(self, code: str) -> Entry:
        return _of_letter(code[:1])[code]

    def __iter__(self) -> Iterator[str]:
        for letter in FILES:
            yield from _of_letter(letter)

    def __len__(self) -> int:
        return sum(len(_of_letter(letter)) for letter in FILES)


CATALOGUE: Mapping[str, Entry] = _Catalogue()


def code_of(word: str) -> str | None:
    """The code that a person means by `C201`, `c201` or `total-off`; None where there is none of that name."""
    if word.upper() in CATALOGUE:
        return word.upper()
    return next((code for code, item in CATALOGUE.items() if item.name == word.lower()), None)


@cache
def _of_letter(letter: str) -> Mapping[str, Entry]:
    """The entries of that room. Raises KeyError for a letter that is none's."""
    import tomllib

    with (Path(__file__).parent / FILES[letter]).open("rb") as file:
        return {code: entry(table) for code, table in tomllib.load(file).items()}


__all__ = ["CATALOGUE", "FILES", "Entry", "code_of"]
