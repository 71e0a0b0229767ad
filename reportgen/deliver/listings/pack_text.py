"""A pack as text: what it is for, its sections, its tables, its relations as the form would print them."""

from collections.abc import Iterator

from reportgen.language import Language, translate
from reportgen.packs import Pack, Row, Rule, Table

_WIDTH = 28  # the longest id, and a gap


def line(pack: Pack, language: Language) -> str:
    """One line: id, report years, form, name."""
    return f"{pack.id:<{_WIDTH}}{_years(pack, language):<14}{pack.form.id:<16}{pack.name}"


def page(pack: Pack, language: Language) -> Iterator[str]:
    """The whole pack, line by line."""

    def head(text: str) -> str:
        return translate(text, language)

    yield line(pack, language)
    yield f"{head('Files')}: {pack.directory}"
    yield from _sources(pack, head("Sources"))
    yield f"\n{head('Sections')}:"
    for section in pack.sections:
        optional = f" ({head('optional')})" if section.optional else ""
        yield f"  {section.key:<12}{section.heading}{optional}"
    for table in pack.form.tables:
        yield from _table(table, pack, language)
    yield f"\n{head('Relations')}:"
    for rule in pack.rules:
        yield from _rule(rule, language)
    yield f"\n{head('Deadlines')}:"
    for item in pack.form.deadlines:
        yield f"  {item.who}：{item.what}，{item.text}" + (f"（{item.basis}）" if item.basis else "")


def _sources(pack: Pack, head: str) -> Iterator[str]:
    yield f"{head}:"
    for source in (pack.form.source, *pack.sources):
        yield "  " + " ".join(
            part for part in (source.number, f"《{source.title}》", source.issuer, source.issued) if part
        )


def _table(table: Table, pack: Pack, language: Language) -> Iterator[str]:
    yield f"\n{translate('Table', language)} {table.key} {table.title or table.sheet}:"
    for part in table.parts:
        if part.title:
            yield f"  {part.title}"
        yield "  " + " | ".join(f"{column.code} {column.label}" for column in part.columns)
        for row in part.rows:
            yield f"    {row.code:<12}{row.printed}{_row_marks(row, pack, language)}"


def _row_marks(row: Row, pack: Pack, language: Language) -> str:
    closed = [field.column.code for field in pack.fields_of_row.get(row.code, ()) if not field.is_open]
    return f"  [- : {', '.join(closed)}]" if closed else ""


def _rule(rule: Rule, language: Language) -> Iterator[str]:
    severities = sorted({instance.severity.value for instance in rule.instances})
    scopes = list(dict.fromkeys(instance.scope for instance in rule.instances))
    # a relation held in every row would fill the page
    shown = ", ".join(scopes[:8]) + (f", … ({len(scopes)})" if len(scopes) > 8 else "")
    yield f"  {rule.id:<18}{'/'.join(severities):<14}{rule.expression}" + (f"  [{shown}]" if shown else "")
    yield f"    {rule.official_text or rule.text}" + (f"（{rule.basis}）" if rule.basis else "")


def _years(pack: Pack, language: Language) -> str:
    last = str(pack.last_year) if pack.last_year else translate("now", language)
    return f"{pack.first_year}-{last}"
