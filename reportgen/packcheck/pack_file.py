"""A pack.yaml that loads, looked at once more: does it say what its name says, and is all of its form used?

Takes a pack, gives findings. What keeps a pack from loading is left to `packs.load`, the template to `lint.py`.
"""

from collections.abc import Iterator

from reportgen.compose.placeholders import NAMES, Placeholder, pieces
from reportgen.findings import Finding, finding_of
from reportgen.model import Body
from reportgen.packs import Pack
from reportgen.packs.locate import named
from reportgen.wording.likeness import nearest


def findings(pack: Pack) -> tuple[Finding, ...]:
    """Everything that can be said of the pack without its template."""
    return (
        *_name(pack),
        *_years(pack),
        *_tables(pack),
        *_relations(pack),
        *_placeholders(pack),
    )


def _name(pack: Pack) -> Iterator[Finding]:
    name = named(pack.id, pack.directory)
    expected = f"{pack.level.value}{'-government' if pack.body is Body.GOVERNMENT else ''}-{pack.first_year}"
    if name is not None and (name.level, name.body, name.first_year) != (pack.level, pack.body, pack.first_year):
        said = f"{name.level.value} {name.body.value} {name.first_year}"
        found = f"{pack.level.value} {pack.body.value} {pack.first_year}"
        yield finding_of("P261", pack.location, id=pack.id, said=said, found=found, expected=expected)


def _years(pack: Pack) -> Iterator[Finding]:
    if pack.first_year < pack.form.first_year:
        yield finding_of("P265", pack.location, found=pack.first_year, expected=pack.form.first_year)


def _tables(pack: Pack) -> Iterator[Finding]:
    printed = {key for section in pack.sections for key in section.tables}
    printed |= set(pack.attachment.tables) if pack.attachment else set()
    for table in pack.form.tables:
        if table.key not in printed:
            yield finding_of("P262", pack.location, table=table.key)


def _relations(pack: Pack) -> Iterator[Finding]:
    for rule in pack.rules:
        if (
            rule.kind not in ("whole_number", "narrative")
            and not rule.instances
            and not _is_closed(pack, rule.expression)
        ):
            yield finding_of("P263", pack.location, relation=rule.id)


def _is_closed(pack: Pack, expression: str) -> bool:
    """True where a row of the relation is one this body does not fill: then it rightly holds for nothing."""
    closed = {code for code, fields in pack.fields_of_row.items() if not any(field.is_open for field in fields)}
    words = expression.replace("=", " ").replace("+", " ").replace("≤", " ").replace("≥", " ").split()
    return any(word in closed for word in words)


def _placeholders(pack: Pack) -> Iterator[Finding]:
    for where, text in _texts(pack):
        for piece in pieces(text, pack):
            if isinstance(piece, Placeholder) and piece.flaw is not None:
                name = str(piece.flaw.facts.get("name", piece.source.strip("{}｛｝")))
                near = str(piece.flaw.facts.get("nearest", "")) or nearest(name, [*NAMES, *pack.fields])
                yield finding_of("P264", pack.location, placeholder=piece.source, where=where, nearest=near)


def _texts(pack: Pack) -> Iterator[tuple[str, str]]:
    yield "title", pack.title
    if pack.attachment is not None:
        yield "attachment.title", pack.attachment.title
        yield "attachment.note", pack.attachment.note
    for where, phrases in (("preface", pack.preface), ("closing", pack.closing)):
        yield from ((where, phrase.text) for phrase in phrases)
    for section in pack.sections:
        yield f"sections.{section.key}.heading", section.heading
        yield from ((f"sections.{section.key}", phrase.text) for phrase in section.phrases)
