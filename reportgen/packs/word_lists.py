"""The word lists of `templates/lexicon/`: what the checks of the text know of the language of reports.

Takes the folders that packs are looked up in, gives the words of every list by its id. A file is a theme; a folder's
own file puts its lists in place of the installed ones of the same id, so that no list is ever missing. What a list is
for stands beside it; how its words become patterns is left to `words.py`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from reportgen.errors import PackError
from reportgen.findings import Finding, finding_of
from reportgen.kept import kept
from reportgen.packs.grammar import Must, Strict, Text
from reportgen.packs.locate import installed
from reportgen.packs.yaml_file import Document, read, validate
from reportgen.wording.likeness import nearest

FOLDER = "lexicon"
Words = Mapping[str, tuple[str, ...]]

# The pieces of a word: a gap, the number, a choice, what may be missing, plain text; a lone bracket is none of them.
_TOKEN = re.compile(r"…|#|\{[^{}\[\]]*\}|\[[^{}\[\]]*\]|[^…#{}\[\]]+")
ListName = Annotated[str, Must(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList(Strict):
    """One list. `purpose` says what its words do to a sentence; `passage` is one of the corpus that needs them.

    A word is written as in `mentions`: `{a|b}` is either, `[a]` may be missing, `…` a few words in between, `#` the
    number.
    """

    purpose: Text
    passage: Text
    words: Annotated[tuple[Text, ...], Must(strict=False, min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconFile(Strict):
    """lexicon/<theme>.yaml: the lists of one theme, by their ids."""

    title: Text
    lists: dict[ListName, WordList]


def word_lists(folders: Sequence[Path]) -> Words:
    """The words of every list. Raises PackError with all that is wrong in the files, each at its line."""
    found: dict[str, tuple[str, ...]] = {}
    for folder in dict.fromkeys((installed(), *reversed(folders))):  # what stands in an earlier folder counts
        for path in files(folder):
            found |= {name: item.words for name, item in load(path).lists.items()}
    return MappingProxyType(found)


def with_own(lists: Words, own: Mapping[str, Sequence[str]]) -> Words:
    """The lists with somebody's own words behind those there are; lists that nobody knows are left out."""
    return MappingProxyType({**lists, **{name: (*lists[name], *words) for name, words in own.items() if name in lists}})


def faults(document: Document, own: Mapping[str, Sequence[str]], lists: Words) -> Iterator[Finding]:
    """P102 and P103: words of a pack's own for a list that nobody knows, or with a bracket that does not close."""
    for name, words in own.items():
        if name not in lists:
            at = document.place(["lexicon", name], of_key=True)
            yield finding_of("P102", at, key=name, nearest=nearest(name, tuple(lists)), known=", ".join(lists))
        yield from _malformed(document, ("lexicon", name), name, words)


def files(folder: Path) -> list[Path]:
    """The files of lists in a folder of packs."""
    return sorted((folder / FOLDER).glob("*.yaml"))


@kept(most=64)
def load(path: Path) -> LexiconFile:
    """The lists of one file, read once as long as it stays as it is: every pack asks for the same few.

    Raises PackError.
    """
    document, findings = read(path)
    if document is None:
        raise PackError(*findings)
    file, findings = validate(document, LexiconFile)
    if file is not None:
        for name, item in file.lists.items():
            findings += _malformed(document, ("lists", name, "words"), name, item.words)
    if file is None or findings:
        raise PackError(*findings)
    return file


def is_well_formed(word: str) -> bool:
    """True where every bracket of the word closes, and none stands in another."""
    return "".join(_TOKEN.findall(word)) == word


def _malformed(document: Document, path: Sequence[str], name: str, words: Sequence[str]) -> Iterator[Finding]:
    for number, word in enumerate(words):
        if not is_well_formed(word):
            place = document.place([*path, number])
            yield finding_of("P103", place, key=name, expected="a word whose brackets close", found=word)
