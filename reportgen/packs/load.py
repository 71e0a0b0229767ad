"""YAML to Pack: a pack.yaml, the one it extends, and its form, held against the schema and against each other.

Takes a pack's folder or id; gives a frozen Pack, or raises PackError with everything that is wrong in the files, each
finding at its line. Where packs lie is left to `locate.py`, whether the Word template fits to `packcheck`.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen.errors import PackError
from reportgen.findings import Finding, Location, finding_of
from reportgen.model import Body, FigureKey, Level, body_text, figure_key, level_text
from reportgen.packs import locate, relations, shared_mentions, word_lists
from reportgen.packs.form import Form
from reportgen.packs.pack import Field, Pack, PackFile
from reportgen.packs.schema import Condition, Relation
from reportgen.packs.shared_mentions import Layer
from reportgen.packs.yaml_file import Document, read, validate
from reportgen.wording.likeness import nearest


def load(pack_id: str, folders: Sequence[Path]) -> Pack:
    """The pack of that id. Raises PackError when there is none, naming the nearest, or when it is broken."""
    directory = locate.find(pack_id, folders)
    if directory is None:
        known = locate.pack_ids(folders)
        raise PackError.of("P108", pack=pack_id, nearest=nearest(pack_id, known) or "—", known=", ".join(known))
    return load_directory(directory, folders)


def choose(
    level: Level, body: Body, year: int, folders: Sequence[Path], loader: Callable[[str, Sequence[Path]], Pack] = load
) -> Pack:
    """The pack for that level, body and report year. Raises PackError with what there is when none is for it.

    `loader` is how a pack is come by: a caller that keeps packs hands them out itself.
    """
    pack_name = locate.choose(level, body, year, folders)
    if pack_name is not None:
        pack = loader(pack_name.id, folders)
        if pack.is_for(year):
            return pack
    known = ", ".join(_near(level, body, folders))
    raise PackError.of("P109", level=level_text(level), body=body_text(body), year=year, known=known)


def _near(level: Level, body: Body, folders: Sequence[Path]) -> list[str]:
    """The packs for that level and body; where there is none, those for the level; else all."""
    all_packs = sorted(locate.pack_names(folders))
    of_level = [item for item in all_packs if item.level == level]
    of_both = [item for item in of_level if item.body == body]
    return [item.id for item in of_both or of_level or all_packs]


def load_directory(directory: Path, folders: Sequence[Path] = ()) -> Pack:
    """The pack in that folder. Raises PackError with every finding."""
    document, findings = read(directory / locate.PACK_FILE)
    if document is None:
        raise PackError(*findings)
    data, findings = _with_parent(document, directory, folders)
    if findings:  # what the parent would have given is not missing
        raise PackError(*findings)
    file, findings = validate(document, PackFile, data)
    if file is None or findings:  # what follows needs a whole file
        raise PackError(*findings)
    if file.id != directory.name:
        findings.append(finding_of("P112", document.place(["id"]), id=file.id, folder=directory.name))
    form_path = locate.find_form(file.form_id, directory, folders)
    if form_path is None:
        raise PackError(*findings, finding_of("P111", document.place(["form"]), form=file.form_id))
    written, form_document = load_form(form_path)
    form, below = _with_shared(written, form_document, directory, folders)
    fields = _fields(form, file.star_rows)
    findings += _form_findings(form_document, written, below, fields)
    own = shared_mentions.layer(document, file.mentions, data)
    findings += _pack_findings(document, file, form, fields)
    findings += shared_mentions.findings(own, form.mentions, fields)
    if file.lexicon:
        findings += word_lists.faults(document, file.lexicon, word_lists.word_lists((directory.parent,)))
    if findings:
        raise PackError(*findings)
    made_from = [form_path, *([below.document.file] if below else [])]
    return dataclasses.replace(
        _pack(file, form, fields, directory),
        mentions=shared_mentions.laid_over(form.mentions, own),
        files=_files(data, directory, made_from, folders),
    )


def _with_shared(form: Form, document: Document, directory: Path, folders: Sequence[Path]) -> tuple[Form, Layer | None]:
    """The form with the mentions that it shares under its own, and what lies under them."""
    below = shared_mentions.shared(form, document, directory, folders)
    own = shared_mentions.layer(document, form.mentions, document.data)
    return dataclasses.replace(form, mentions=shared_mentions.laid_over(below.mentions if below else (), own)), below


def _files(
    data: Mapping[str, Any], directory: Path, made_from: Iterable[Path], folders: Sequence[Path]
) -> tuple[Path, ...]:
    """Everything the pack is made from: when none of these has changed, it has not."""
    parent = _parent_directory(str(data.get("extends")), directory, folders) if "extends" in data else None
    files = [path / locate.PACK_FILE for path in (directory, parent) if path]
    return (*files, *made_from, directory / "report.docx")


def load_form(path: Path) -> tuple[Form, Document]:
    """A form's file. Raises PackError with every deviation from the schema."""
    document, findings = read(path)
    if document is None:
        raise PackError(*findings)
    file, findings = validate(document, Form)
    if file is None:
        raise PackError(*findings)
    return file, document


def _with_parent(
    document: Document, directory: Path, folders: Sequence[Path]
) -> tuple[Mapping[str, Any], list[Finding]]:
    """The file's data laid over its parent's: keys replace keys, sections and relations replace by their own key.

    A mention's keys replace those of the parent's mention, as everywhere.
    """
    parent_id = document.data.get("extends")
    if not isinstance(parent_id, str):
        return document.data, []  # a wrong type is told by the schema
    parent_directory = _parent_directory(parent_id, directory, folders)
    if parent_directory is None:
        known = [item for item in locate.pack_ids((directory.parent, *folders)) if item != directory.name]
        where = document.place(["extends"])
        return document.data, [finding_of("P116", where, pack=parent_id, nearest=nearest(parent_id, known))]
    parent, findings = read(parent_directory / locate.PACK_FILE)
    if parent is None:
        return document.data, findings
    if "extends" in parent.data:  # `extends` is one step deep
        return document.data, [finding_of("P113", document.place(["extends"]), pack=parent_id)]
    merged = {**parent.data, **document.data}
    for key, name in (("sections", "key"), ("mentions", "id"), ("relations", "id")):
        below, above = parent.data.get(key) or [], document.data.get(key) or []
        merged[key] = _laid_over(below, _completed(below, above, name) if key == "mentions" else above, name)
    return merged, []


def _parent_directory(parent_id: str, directory: Path, folders: Sequence[Path]) -> Path | None:
    """The pack to extend; an office's own county-2014 may extend the installed one of the same name."""
    own = directory.resolve()
    asked = (directory.parent, *folders)
    return locate.find(parent_id, [item for item in asked if item.resolve() != own.parent or parent_id != own.name])


def _named(items: Any, name: str) -> dict[Any, Any]:
    # what is no mapping keeps its place, for the schema to name it
    return {item.get(name) if isinstance(item, Mapping) else id(item): item for item in items}


def _laid_over(parents: Any, own: Any, name: str) -> list[Any]:
    below, above = _named(parents, name), _named(own, name)
    # the parent's order, what is new behind it
    return [above.pop(key, item) for key, item in below.items()] + list(above.values())


def _completed(parents: Any, own: Any, name: str) -> list[Any]:
    """Each of the own with what the parent's of that name says and it does not."""
    below, above = _named(parents, name), _named(own, name)
    return [
        {**below[key], **item} if isinstance(item, Mapping) and key in below else item for key, item in above.items()
    ]


def _fields(form: Form, star_rows: str) -> dict[FigureKey, Field]:
    found: dict[FigureKey, Field] = {}
    for table in form.tables:
        for part in table.parts:
            for row in part.rows:
                if row.header:
                    continue
                for column in part.columns:
                    key = figure_key(row.code, column.code)
                    closed = column.code in row.dash or (row.star and star_rows == "closed")
                    found[key] = Field(
                        key=key,
                        table=table.key,
                        row=row,
                        column=column,
                        measure=column.measure or row.measure,
                        is_open=not closed,
                    )
    return found


def _form_findings(
    document: Document, form: Form, below: Layer | None, fields: Mapping[FigureKey, Field]
) -> Iterable[Finding]:
    yield from _duplicate_rows(document, form)
    seen: set[str] = set()
    for index, relation in enumerate(form.relations):
        yield from _relation_findings(document, relation, index, fields, seen)
    # a chart may name a heading: it shows the rows under it
    headings = {row.code for table in form.tables for part in table.parts for row in part.rows if row.header}
    for index, chart in enumerate(form.charts):
        for number, address in enumerate(chart.figures):
            if address not in fields and address.rpartition(".")[0] not in headings:
                yield _bad_reference(document, ["charts", index, "figures", number], address, list(fields))
    own = shared_mentions.layer(document, form.mentions, document.data)
    if below is not None:
        yield from shared_mentions.findings(below, (), fields, own)
    yield from shared_mentions.findings(own, below.mentions if below else (), fields)


def _duplicate_rows(document: Document, form: Form) -> Iterable[Finding]:
    codes: set[str] = set()
    for t, table in enumerate(form.tables):
        for p, part in enumerate(table.parts):
            columns = [column.code for column in part.columns]
            for code in sorted({code for code in columns if columns.count(code) > 1}):
                yield finding_of("P106", document.place(["tables", t]), name=code)
            for r, row in enumerate(part.rows):
                path: list[str | int] = ["tables", t, "parts", p, "rows", r]
                if row.code in codes:  # in the whole form: an address, `row.column`, names no table
                    yield finding_of("P106", document.place([*path, "code"]), name=row.code)
                if row.parent is not None and row.parent not in codes:
                    yield _bad_reference(document, [*path, "parent"], row.parent, sorted(codes))
                for column in row.dash:
                    if column not in columns:
                        yield _bad_reference(document, [*path, "dash"], column, columns)
                codes.add(row.code)  # afterwards: a parent stands before its rows


def _relation_findings(
    document: Document, relation: Relation, index: int, fields: Mapping[FigureKey, Field], seen: set[str]
) -> Iterable[Finding]:
    path: list[str | int] = ["relations", index]
    if relation.id in seen:
        yield finding_of("P106", document.place([*path, "id"]), name=relation.id)
    seen.add(relation.id)
    for key in relations.missing_keys(relation):
        yield finding_of("P104", document.place(path), key=f"relations.{relation.id}.{key}")
    for bad in relations.bad_references(relation, fields):
        yield _bad_reference(document, [*path, bad.key], bad.code, bad.known)


def _pack_findings(
    document: Document, file: PackFile, form: Form, fields: Mapping[FigureKey, Field]
) -> Iterable[Finding]:
    seen = {relation.id for relation in form.relations}
    for index, relation in enumerate(file.relations):
        yield from _relation_findings(document, relation, index, fields, seen)
    tables = [table.key for table in form.tables]
    keys: set[str] = set()
    for index, section in enumerate(file.sections):
        path: list[str | int] = ["sections", index]
        if section.key in keys:
            yield finding_of("P106", document.place([*path, "key"]), name=section.key)
        keys.add(section.key)
        for table in section.tables:
            if table not in tables:
                yield _bad_reference(document, [*path, "tables"], table, tables)
        yield from _condition_findings(document, section.omit_when, [*path, "omit_when"], fields)
        for number, phrase in enumerate(section.phrases):
            yield from _condition_findings(document, phrase.when, [*path, "phrases", number, "when"], fields)
    for key, phrases in (("preface", file.preface), ("closing", file.closing)):
        for number, phrase in enumerate(phrases):
            yield from _condition_findings(document, phrase.when, [key, number, "when"], fields)
    for table in file.attachment.tables if file.attachment else ():
        if table not in tables:
            yield _bad_reference(document, ["attachment", "tables"], table, tables)


def _condition_findings(
    document: Document, when: Sequence[Condition], path: Sequence[str | int], fields: Mapping[FigureKey, Field]
) -> Iterable[Finding]:
    for condition in when:
        for figure in condition.figure:
            if figure not in fields:
                yield _bad_reference(document, path, figure, list(fields))


def _bad_reference(document: Document, path: Sequence[str | int], code: str, known: Sequence[str]) -> Finding:
    return finding_of("P107", document.place(path), name=code, nearest=nearest(code, known))


def _pack(file: PackFile, form: Form, fields: Mapping[FigureKey, Field], directory: Path) -> Pack:
    rules = [
        relations.expand(relation, fields)
        for relation in (*form.relations, *file.relations)
        if relations.holds_for(relation, file.level, file.body)
    ]
    # not asdict, which would turn what is inside into mappings
    written = {item.name: getattr(file, item.name) for item in dataclasses.fields(file)}
    return Pack(
        **written,
        form=form,
        fields=fields,
        rules=tuple(rules),
        directory=directory,
        location=Location(file=str(directory / locate.PACK_FILE)),
    )
