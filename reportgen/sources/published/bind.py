"""A finished report read back: .docx, .html and .txt, also text that a web page flattened.

`read_published` takes a file and gives what the report says of itself and its blocks, in order; `bind_published` holds
them against a pack and gives the same `ReportData` that a workbook gives, so that the same checks run on it, with what
could not be read. Figures know their table and row, paragraphs their number or line. Whether anything is right is left
to `checks`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from reportgen.errors import SourceError
from reportgen.findings import Fact, Finding, Location, Severity, finding_of
from reportgen.model import Body, Figure, FigureKey, Level, Printed, ReportData, Unit
from reportgen.packs import Field, Pack, Table, dated
from reportgen.sources import kinds, values
from reportgen.sources.content import refuse_other_than_files
from reportgen.sources.encoding import charset, decoded
from reportgen.sources.published.asides import asides
from reportgen.sources.published.blocks import Block, Paragraph, PublishedTable
from reportgen.sources.published.choice import Choice, Known, choose, prepared
from reportgen.sources.published.head import Head, recognise
from reportgen.sources.published.likeness import bare, label_likeness
from reportgen.sources.published.sections import FoundSection, Frame, Outline, printed_headings, read_outline
from reportgen.sources.published.strip import Found
from reportgen.sources.published.tables import Statistics, read_statistics
from reportgen.wording.placeholders import filled, of_unit, of_year

_LARGEST_FILE = 60_000_000  # bytes; far more than a report with pictures has
# A file with a password is an OLE container with a stream of this name, in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# The first element of a page, behind a declaration and comments: <!DOCTYPE html>, <div …>.
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|table|p|meta|title|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEW = 8  # rows named in a finding, and rows told one by one, before they are told together
_NEAR = 0.85  # a label so like the official one is a misprint of it, not another row


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A finished report as it stands in its file: its blocks in order, and what it says of itself."""

    file: str
    blocks: tuple[Block, ...]
    head: Head

    @property
    def year(self) -> int | None:
        """The report year; None when neither title nor text say it."""
        return self.head.year

    @property
    def title_date(self) -> date | None:
        """The day printed under the title."""
        return self.head.title_date.day if self.head.title_date else None

    @property
    def signed_date(self) -> date | None:
        """The day printed at the end."""
        return self.head.signed_date.day if self.head.signed_date else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The report as data, the pack it is held against, and what could not be read or reads otherwise."""

    data: ReportData
    pack: Pack
    findings: tuple[Finding, ...]
    outline: Outline
    statistics: Statistics


def read_published(path: Path) -> Published:
    """The finished report in that file. Raises SourceError when it cannot be read or is no yearly report."""
    file = str(path)
    at = Location(file=file)
    try:
        refuse_other_than_files(path)
        if path.stat().st_size > _LARGEST_FILE:
            raise SourceError.of("S301", at, megabytes=_LARGEST_FILE // 1_000_000)
        content = path.read_bytes()
    except OSError as error:
        raise SourceError.of("S309", at, reason=error.strerror or type(error).__name__) from error
    return published_in(content, file)


def published_in(content: bytes, file: str) -> Published:
    """The finished report in these bytes. Raises SourceError as `read_published` does."""
    blocks, page_title = _blocks(content, file)
    head = recognise(blocks, page_title)
    if head is None:
        raise SourceError.of("S307", Location(file=file))
    return Published(file=file, blocks=tuple(blocks), head=head)


def _blocks(content: bytes, file: str) -> tuple[list[Block], str]:
    """The blocks, by what the bytes are and not by the file's name, and the title of a web page."""
    at = Location(file=file)
    if kinds.is_blank(content):
        raise SourceError.of("S310", at)
    # Old Word files, workbooks and web pages are often renamed: the bytes tell.
    if content.startswith(b"PK"):
        from reportgen.sources.published.docx import read_docx

        return read_docx(content, file), ""
    if content.startswith(kinds.OLE):  # a .doc, or a .docx under a password
        raise SourceError.of("S302" if _ENCRYPTED in content else "S303", at)
    kind = kinds.foreign(content)
    if kind is not None:
        raise SourceError.of("S304", at, kind=kind)
    text = decoded(content, at, code="S306", named=charset(content))
    if _HTML.match(text.lstrip("\ufeff")):
        from reportgen.sources.published.html import read_html

        return read_html(text, file)
    if "\x00" in text:
        raise SourceError.of("S304", at, kind="binary")
    from reportgen.sources.published.txt import read_txt

    return read_txt(text, file), ""


def bind_published(
    published: Published,
    folders: Sequence[Path],
    *,
    level: Level | None = None,
    body: Body | None = None,
    year: int | None = None,
    pack: Pack | None = None,
) -> Bound:
    """The report as data under a pack: the one given, or the one that fits what it says of itself.

    Raises SourceError when the report year is found nowhere, PackError when there is no pack.
    """
    report_year = year or published.head.year
    if report_year is None:
        raise SourceError.of("S308", Location(file=published.file))
    if pack is not None:
        choice = Choice(prepared(pack), ())
    else:
        texts, headings = _words(published.blocks), printed_headings(published.blocks)
        choice = choose(published.head, report_year, texts, headings, folders, level, body, published.file)
    pack = choice.known.pack
    statistics = read_statistics(published.blocks, choice.known.wording)
    outline = _outline(published, choice.known, report_year, statistics)
    figures, unread = _figures(statistics, pack, published.file, report_year)
    data = _data(published, pack, report_year, outline, figures, level, body)
    data = replace(data, asides=tuple(asides(published.blocks, outline, statistics)))
    findings = (
        *choice.findings,
        *_table_findings(statistics, pack, published.file),
        *unread,
        *_outline_findings(outline, pack, report_year, published.file),
    )
    return Bound(data=data, pack=pack, findings=findings, outline=outline, statistics=statistics)


def _words(blocks: Iterable[Block]) -> frozenset[str]:
    """The bare short texts of the report, by which its form is told."""

    def texts() -> Iterator[str]:
        for block in blocks:
            if isinstance(block, PublishedTable):
                yield from (cell.text for cell in block.cells)
            elif block.cells is not None:
                yield from block.cells
            else:
                yield block.text

    return frozenset(bare(text) for text in texts() if 0 < len(text) < 110)  # longer texts are no labels


def _outline(published: Published, known: Known, year: int, statistics: Statistics) -> Outline:
    head, pack, wording = published.head, known.pack, known.wording
    start = head.title_index
    if head.title_date is not None:
        places = [i for i, block in enumerate(published.blocks) if block.location == head.title_date.location]
        start = max([start, *places[:1]])  # the text begins behind the day under the title
    headings = {plan.key: _official(plan.heading, year, head.unit_name) for plan in pack.sections}
    frame = Frame(
        start=start, end=head.signed_index, used=statistics.used, table_words=wording.words, unit=head.unit_name
    )
    return read_outline(published.blocks, frame, headings)


def _official(heading: str, year: int, unit: str) -> str:
    """An official heading with its year and unit in place; any other placeholder drops out."""
    return filled(heading, of_year(year) | of_unit(unit), other="")


def _figures(statistics: Statistics, pack: Pack, file: str, year: int) -> tuple[dict[FigureKey, Figure], list[Finding]]:
    """Every cell of the form: read, blank, or unread where a finding says so already."""
    figures: dict[FigureKey, Figure] = {}
    findings: list[Finding] = []
    lost_rows = {found.row.code for found in statistics.found if not found.is_complete}
    lost_rows.update(row.code for row in statistics.missing)
    lost_columns = _lost_columns(statistics, pack)
    for (table, _), field in lost_columns.items():
        facts: dict[str, Fact] = {"column": dated(field.column.label, year), "table": _table_name(pack, table)}
        findings.append(finding_of("S318", Location(file=file), **facts))
    for key, field in pack.fields.items():
        entry = statistics.entries.get(key)
        if entry is None:
            # lost with its row or column, of which one finding tells
            is_lost = field.row.code in lost_rows or (field.table, field.column.code) in lost_columns
            figures[key] = Figure(None, Location(file=file, place=_cell_name(field, pack, year)), unread=is_lost)
            continue
        location = replace(entry.location, place=_cell_name(field, pack, year))
        figures[key], finding = values.figure(entry.text, field, location, year)
        if finding is not None:
            findings.append(finding)
    return figures, findings


def _lost_columns(statistics: Statistics, pack: Pack) -> dict[tuple[str, str], Field]:
    """The columns of which no cell was found, though rows of theirs were."""
    read = {(pack.fields[key].table, pack.fields[key].column.code) for key in statistics.entries}
    rows = {found.row.code for found in statistics.found if found.is_complete}
    fields = [field for field in pack.fields.values() if field.row.code in rows]
    return {(field.table, field.column.code): field for field in fields if (field.table, field.column.code) not in read}


def _table_name(pack: Pack, key: str) -> str:
    table = pack.table(key)
    return table.title or table.sheet


def _cell_name(field: Field, pack: Pack, year: int) -> str:
    """公开信息总数（累计数）; the row alone where it has one column."""
    if len(pack.fields_of_row[field.row.code]) == 1:
        return field.row.label
    return f"{field.row.label}（{dated(field.column.label, year)}）"


def _data(
    published: Published,
    pack: Pack,
    year: int,
    outline: Outline,
    figures: Mapping[FigureKey, Figure],
    level: Level | None,
    body: Body | None,
) -> ReportData:
    head = published.head
    narrative, places = _narrative(outline)
    dates = tuple(item.day for item in (head.title_date, head.signed_date) if item is not None)
    last = head.signed_date or head.title_date
    at = Location(file=published.file)
    places["unit.name"] = places["year"] = at if head.title_index < 0 else head.title_location
    places["issued_on"] = last.location if last else at
    # what the caller says, what a name or document says for sure, else the pack that was chosen
    own_level = level or (head.level if head.level_is_sure else None) or pack.level
    return ReportData(
        pack_id=pack.id,
        year=year,
        unit=Unit(
            name=head.unit_name, short_name=head.short_name, level=own_level, body=body or head.body or pack.body
        ),
        issued_on=last.day if last else None,
        contact=head.contact,
        narrative=narrative,
        figures=figures,
        printed=Printed(
            title=head.title,
            headings={key: item.printed for key, item in _keyed(outline)},
            dates=dates,
            sections=sum(item.number > 0 for item in outline.sections),  # those with a number of their own
        ),
        places=places,
    )


def _keyed(outline: Outline) -> Iterator[tuple[str, FoundSection]]:
    """The sections with their keys; one of no official heading gets a key that no pack has."""
    for number, section in enumerate(outline.sections, start=1):
        yield section.key or f"section_{number}", section


def _narrative(outline: Outline) -> tuple[dict[str, tuple[str, ...]], dict[str, Location]]:
    """Paragraphs by section key. What stands under a heading of no known section goes on with the section before it."""
    paragraphs: dict[str, list[Paragraph]] = {"preface": list(outline.preface)}
    places: dict[str, Location] = {}
    current = paragraphs["preface"]
    for key, section in _keyed(outline):
        places[f"narrative.{key}"] = section.location
        if section.key is None:
            current.append(Paragraph(section.printed, section.location))  # its heading is kept as a paragraph
        else:
            current = paragraphs.setdefault(key, [])
        current += section.body
    for name, items in paragraphs.items():
        for number, item in enumerate(items):
            places[f"narrative.{name}.{number}"] = item.location
            places.setdefault(f"narrative.{name}", item.location)
    return {name: tuple(item.text for item in items) for name, items in paragraphs.items() if items}, places


def _table_findings(statistics: Statistics, pack: Pack, file: str) -> Iterator[Finding]:
    """S313 without the table, S314 for missing rows, S315 and S317 for labels, S316 for rows short of cells."""
    at = Location(file=file)
    if statistics.is_empty:
        facts: dict[str, Fact] = {"table": pack.form.title, "count": len(pack.fields)}
        yield finding_of("S313", at, **facts)
        return
    for table in pack.form.tables:
        codes = {row.code for row in table.rows}
        missing = [row for row in statistics.missing if row.code in codes]
        if missing:
            facts = {
                "table": table.title or table.sheet,
                "count": len(missing),
                "rows": _listed(row.label for row in missing),
            }
            yield finding_of("S314", at, **facts)
        yield from _short_row_findings(
            [found for found in statistics.found if found.row.code in codes], table, pack, at
        )
    for found in statistics.found:
        if not _reads_the_same(found):
            facts = {"found": _one_line(found.label), "expected": found.row.printed}
            is_near = max(label_likeness(found.label, text) for text in (found.row.printed, found.row.label)) >= _NEAR
            place = replace(found.location, place=found.row.label)
            yield finding_of("S315", place, Severity.NOTE if is_near else Severity.VERIFY, **facts)
    for entry in statistics.unknown:
        yield finding_of("S317", entry.location, found=_one_line(entry.text))


def _short_row_findings(rows: Sequence[Found], table: Table, pack: Pack, at: Location) -> Iterator[Finding]:
    """S316 for each row whose cells could not be told apart, S319 where that is so all over the table."""
    short = [found for found in rows if not found.is_complete]
    if len(short) > _FEW:  # the table is printed in some way we cannot read: one finding, not fifty
        facts: dict[str, Fact] = {"table": _table_name(pack, table.key), "count": len(short)}
        yield finding_of("S319", at, **facts, rows=_listed(found.row.label for found in short))
        return
    for found in short:
        read = [entry.text for entry in found.cells if entry.text]
        facts = {"row": found.row.label, "found": " ".join(read), "count": len(read)}
        facts["expected"] = len(pack.fields_of_row.get(found.row.code, ()))
        yield finding_of("S316", replace(found.location, place=found.row.label), **facts)


def _reads_the_same(found: Found) -> bool:
    mine = bare(found.label)
    officials = [bare(found.row.printed), bare(found.row.label)]
    # with or without the note in brackets behind it
    return any(mine == text or mine in text.split("(") or text == mine.split("(")[0] for text in officials)


def _outline_findings(outline: Outline, pack: Pack, year: int, file: str) -> Iterator[Finding]:
    """S321 without sections, S322 and S323 for sections unknown and missing, S326 for headings in other words."""
    at = Location(file=file)
    found = {section.key: section for section in outline.sections}
    if not outline.sections:
        yield finding_of("S321", at, expected=_listed(plan.heading for plan in pack.sections))
        return
    for section in outline.sections:
        if section.key is None:
            facts: dict[str, Fact] = {"found": section.printed, "known": _listed(p.heading for p in pack.sections)}
            yield finding_of("S322", section.location, **facts)
    for plan in pack.sections:
        section_found = found.get(plan.key)
        expected = _official(plan.heading, year, "")
        if section_found is None and not plan.optional:
            yield finding_of("S323", at, expected=expected)
        elif section_found is not None and section_found.likeness < 1:
            facts = {"found": section_found.heading, "expected": expected}
            yield finding_of("S326", section_found.location, **facts)


def _listed(texts: Iterable[str]) -> str:
    items = list(texts)
    return "、".join(items[:_FEW]) + ("…" if len(items) > _FEW else "")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:80]
