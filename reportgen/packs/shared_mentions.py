"""Mentions written once and used by several forms and packs: found, and one list laid over another by id.

Lowest lies what forms share (forms/mentions/<name>.yaml, which a form names by `mentions_from`), then the form's own,
then a pack's. A mention of a known id gives only the keys that differ; with `words: []` it takes the known one away.
What is wrong in any of them is found at its line. What the words mean is left to `prose`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.errors import PackError
from reportgen.findings import Finding, finding_of
from reportgen.packs import locate
from reportgen.packs.form import Form
from reportgen.packs.grammar import Many, Strict, Text
from reportgen.packs.schema import Mention
from reportgen.packs.yaml_file import Document, read, validate
from reportgen.wording.likeness import nearest

Keys = Mapping[str, Any]  # a mention as it stands in its file: the keys that are given
Problems = Iterator[Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedMentions(Strict):
    """forms/mentions/<name>.yaml: what several forms say in the text in the same words, and under the same codes."""

    title: Text
    mentions: Many[Mention]


@dataclass(frozen=True, slots=True)
class Layer:
    """The mentions of one file."""

    document: Document
    mentions: Sequence[Mention]
    written: Sequence[Keys]


def layer(document: Document, mentions: Sequence[Mention], data: Mapping[str, Any]) -> Layer:
    """A file's own mentions; `data` is what was made of it, with its parent's under it."""
    return Layer(document, mentions, data.get("mentions") or ())


def shared(form: Form, document: Document, near: Path, folders: Sequence[Path]) -> Layer | None:
    """What lies under a form's own mentions; None: nothing. Raises PackError when it is not there or broken."""
    if form.mentions_from is None:
        return None
    name = f"mentions/{form.mentions_from}"
    # an office's own form may take up the installed mentions
    path = locate.find_form(name, near, (*folders, locate.installed()))
    if path is None:
        raise PackError.of("P111", document.place(["mentions_from"]), form=name)
    below, findings = read(path)
    if below is None:
        raise PackError(*findings)
    file, findings = validate(below, SharedMentions)
    if file is None:
        raise PackError(*findings)
    return layer(below, file.mentions, below.data)


def laid_over(below: Sequence[Mention], above: Layer) -> tuple[Mention, ...]:
    """The mentions in the order of those below; what has no words is left out."""
    found = {item.id: item for item in below}
    for mention, keys in zip(above.mentions, above.written, strict=True):
        under = found.get(mention.id)
        # what is not written there is a default, and changes nothing
        changes = {key: getattr(mention, key) for key in keys}
        found[mention.id] = mention if under is None else replace(under, **changes)
    return tuple(item for item in found.values() if item.words)


def findings(given: Layer, below: Sequence[Mention], codes: Collection[str], above: Layer | None = None) -> Problems:
    """Mentions without words that change nothing, and readings of figures that the form does not have.

    What `above` says otherwise of the same mention is not looked at.
    """
    known = [item.id for item in below]
    changed = {item.id: keys for item, keys in zip(above.mentions, above.written, strict=True)} if above else {}
    for index, (mention, keys) in enumerate(zip(given.mentions, given.written, strict=True)):
        if mention.id not in known and _says_nothing(keys):
            if known:
                where = given.document.place(["mentions", index, "id"])
                yield finding_of("P107", where, name=mention.id, nearest=nearest(mention.id, known))
            else:
                yield finding_of("P104", given.document.place(["mentions", index]), key=f"mentions.{index}.words")
        for key, code in _bad_codes(mention, codes, changed.get(mention.id, {})):
            where = given.document.place(["mentions", index, key])
            yield finding_of("P107", where, name=code, nearest=nearest(code, list(codes)))


def _says_nothing(keys: Keys) -> bool:
    """True for a change, or a removal, that needs something under it; a parent's mention taken away has more keys."""
    return "words" not in keys or (not keys["words"] and len(keys) == 2)


def _bad_codes(mention: Mention, codes: Collection[str], changed: Keys) -> Iterator[tuple[str, str]]:
    if changed.get("words") == []:  # taken away: its figures need not be there
        return
    for key, sums in (("readings", mention.readings), ("whole", mention.whole), ("zero", (mention.zero,))):
        if key not in changed:
            yield from ((key, code.lstrip("-")) for terms in sums for code in terms if code.lstrip("-") not in codes)
