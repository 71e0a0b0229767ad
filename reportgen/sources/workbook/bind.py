"""A filled workbook, held against the pack: read by code and heading, never by position alone.

Takes a Workbook and a Pack; gives what it gathered, every value with its cell. What cannot be found (a code, a heading,
a whole table) or stands twice is named in findings, never guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.findings import Finding, Location
from reportgen.model import Figure, FigureKey, PreviousYear
from reportgen.packs import Pack, Row, Table, dated
from reportgen.packs.workbook_layout import (
    EXPLANATION,
    INFO_ITEMS,
    ITEM,
    TEXT,
    Headings,
    Layout,
    RowPlan,
    layout,
)
from reportgen.sources import values
from reportgen.sources.gathered import Gathered, begin
from reportgen.sources.sheet import EMPTY, Sheet, Workbook
from reportgen.sources.workbook import identity
from reportgen.sources.workbook.blocks import SheetBlock, blocks
from reportgen.wording.cell_names import cell_name
from reportgen.wording.likeness import nearest
from reportgen.wording.signs import half_width, heading_key, year_of_heading

_INFO_LABELS = {item.path: item.label for item in INFO_ITEMS}


def gather(workbook: Workbook, pack: Pack) -> Gathered:
    """Everything the workbook says, and every finding."""
    plan = layout(pack)
    gathered = begin(identity.of_workbook(workbook), pack, Location(file=workbook.file))
    _info(workbook, gathered)
    _narrative(workbook, plan, gathered)
    _tables(workbook, plan, gathered)
    _rule_explanations(workbook, gathered)
    return gathered


# 基本信息


def _info(workbook: Workbook, gathered: Gathered) -> None:
    for path, block, row, column in identity.info_cells(workbook):
        sheet, where = block.sheet, block.sheet.location(row, column)
        # A line of 基本信息 that is none of ours: told only where something stands in it.
        if path not in _INFO_LABELS:
            if sheet.value(row, column) != EMPTY:
                near = nearest(path, list(_INFO_LABELS))
                gathered.report("S234", sheet.location(row, block.code_column), found=path, nearest=near)
        elif path in gathered.fields:
            _twice(gathered, sheet, (row, block.code_column), path, gathered.fields[path][1])
        else:
            gathered.fields[path] = (sheet.value(row, column), where)
            _name_unread(gathered, sheet, row, column, _INFO_LABELS[path])


def _name_unread(gathered: Gathered, sheet: Sheet, row: int, column: int, label: str) -> None:
    # calamine shows an error, and a formula never computed, as empty
    unread = sheet.unread.get((row, column)) if sheet.value(row, column) == EMPTY else None
    if unread is not None:
        where = sheet.location(row, column)
        if unread.error:
            gathered.report("S219", where, field=label, found=unread.error)
        else:
            gathered.report("S206", where, field=label, found=unread.formula)


# 叙述


def _narrative(workbook: Workbook, plan: Layout, gathered: Gathered) -> None:
    found: dict[str, list[str]] = {}
    narrative = [block for block in blocks(workbook) if block.kind == "narrative"]
    for block in narrative:
        for row in block.rows():
            _snippet(block, row, plan, found, gathered)
    gathered.narrative.update({key: tuple(lines) for key, lines in found.items() if lines})
    if not narrative:  # no sheet of texts at all
        gathered.report("S239", Location(file=workbook.file))
    for section in plan.sections:
        if narrative and section.key not in found:
            where = Location(file=workbook.file, sheet=narrative[0].sheet.name)
            gathered.report("S241", where, section=section.heading, found=section.key)


def _snippet(block: SheetBlock, row: int, plan: Layout, found: dict[str, list[str]], gathered: Gathered) -> None:
    sheet, column = block.sheet, block.columns[TEXT]
    value = sheet.value(row, column)
    # text_of drops outer blanks, which a text may have
    text = value if isinstance(value, str) else values.text_of(value)
    key = values.text_of(sheet.value(row, block.code_column))
    _name_unread(gathered, sheet, row, column, key or TEXT)
    if key not in plan.section_keys:
        if text.strip():
            near = nearest(key, [section.key for section in plan.sections]) if key else ""
            where = sheet.location(row, block.code_column)
            gathered.report("S234" if key else "S242", where, found=key, nearest=near)
        return
    if key not in found:
        gathered.places[f"narrative.{key}"] = sheet.location(row, column)
    found.setdefault(key, []).extend(values.paragraphs(text))  # a text may go on in a second line of the same code
    _section_explanation(block, row, key, gathered)


def _section_explanation(block: SheetBlock, row: int, key: str, gathered: Gathered) -> None:
    """The reason beside a text; a section on several lines may give its reason beside any of them."""
    column = block.columns.get(EXPLANATION)
    reason = "" if column is None else values.text_of(block.sheet.value(row, column))
    if column is not None and reason:
        before = gathered.row_explanations.get(key)
        gathered.row_explanations[key] = f"{before}\n{reason}" if before else reason
        gathered.places.setdefault(f"row_explanations.{key}", block.sheet.location(row, column))


# The tables


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A row of the form, found in a sheet."""

    plan: RowPlan
    block: SheetBlock
    row: int


def _tables(workbook: Workbook, plan: Layout, gathered: Gathered) -> None:
    found: dict[str, dict[str, list[_Found]]] = {table.key: {} for table in plan.pack.form.tables}
    for block in blocks(workbook):
        if block.kind == "table":
            for item in _rows(block, plan, gathered):  # an office may copy a table's sheet: both are looked at
                found[item.plan.table.key].setdefault(block.sheet.name, []).append(item)
    previous: dict[FigureKey, Figure] = {}
    for table in plan.pack.form.tables:
        _table(workbook, table, plan, found[table.key], previous, gathered)
    if previous:
        gathered.places["previous"] = next(iter(previous.values())).location
        gathered.previous = _previous_year(workbook, previous, plan.pack, gathered.year)


def _rows(block: SheetBlock, plan: Layout, gathered: Gathered) -> Iterator[_Found]:
    """The rows of the block that bear a code of the form."""
    rows, column = block.sheet.rows, block.code_column
    for row in block.rows():
        cells = rows[row]
        found = cells[column] if column < len(cells) else EMPTY
        if found == EMPTY:
            continue
        item = plan.rows.get(found) if isinstance(found, str) else None
        item = item or _row_of_other_writing(found, block, row, plan, gathered)
        if item is not None:
            yield _Found(item, block, row)


def _row_of_other_writing(
    found: object, block: SheetBlock, row: int, plan: Layout, gathered: Gathered
) -> RowPlan | None:
    """The row of a code with blanks, full-width signs, or typed as a number; a finding where there is none."""
    where = block.sheet.location(row, block.code_column)
    if isinstance(found, float | int) and not isinstance(found, bool):  # 5.1 in a cell that is formatted as a number
        codes = plan.codes_by_number.get(values.exact(found) or Decimal(-1), ())
        if len(codes) > 1:
            gathered.report("S238", where, found=values.text_of(found), codes=", ".join(codes))
            return None
        code = codes[0] if codes else values.text_of(found)
    else:
        code = half_width(values.text_of(found)).strip()
    item = plan.rows.get(code)
    if item is None and _has_figures(block, row):  # a remark below the table needs no code
        gathered.report("S234", where, found=code[:40], nearest=nearest(code, list(plan.rows)))
    return item


def _has_figures(block: SheetBlock, row: int) -> bool:
    """True when something stands under a heading that is none of the row's own description."""
    cells = block.sheet.rows[row]
    return any(isinstance(cell, float | int) and index != block.code_column for index, cell in enumerate(cells))


def _table(
    workbook: Workbook,
    table: Table,
    plan: Layout,
    sheets: dict[str, list[_Found]],
    previous: dict[FigureKey, Figure],
    gathered: Gathered,
) -> None:
    """One table, from the sheet of its name, else from the one with most of its rows."""
    own = plan.sheet_of_table[table.key]
    if not sheets:
        gathered.report("S235", Location(file=workbook.file), table=own)
        return
    chosen = own if own in sheets else max(sheets, key=lambda name: len(sheets[name]))  # sheets are renamed and moved
    reader = _TableReader(table, plan, gathered, previous)
    reader.read(sheets[chosen])
    for name, rows in sheets.items():
        if name != chosen and _says_otherwise(rows, gathered):
            where = rows[0].block.sheet.location(rows[0].row, rows[0].block.code_column)
            gathered.report("S236", where, table=own, sheet=chosen, other=name)


def _says_otherwise(rows: Sequence[_Found], gathered: Gathered) -> bool:
    """True when a second sheet holds figures that differ from those that were read."""
    for item in rows:
        columns = _columns(item.block, item.plan.headings.figures)
        for cell in item.plan.cells:
            column = columns[cell.index]
            found = EMPTY if column is None else item.block.sheet.value(item.row, column)
            if found == EMPTY:
                continue
            figure, _ = values.figure(found, cell.field, Location(), gathered.year)
            known = gathered.figures.get(cell.field.key)
            # raw: what was said beside the number
            if known is None or (figure.value, figure.raw) != (known.value, known.raw):
                return True
    return False


def _columns(block: SheetBlock, headings: Sequence[str]) -> list[int | None]:
    return [block.columns.get(heading) for heading in headings]


class _TableReader:
    """Reads the rows of one table. What it has worked out of a block's headings is kept by part."""

    def __init__(self, table: Table, plan: Layout, gathered: Gathered, previous: dict[FigureKey, Figure]) -> None:
        self.table = table
        self.plan = plan
        self.gathered = gathered
        self.previous = previous
        self.seen: dict[str, _Found] = {}
        self.judged: set[tuple[int, str]] = set()
        self.headings: dict[tuple[int, int], tuple[list[int | None], list[int | None], int | None]] = {}

    def read(self, rows: Sequence[_Found]) -> None:
        for item in rows:
            first = self.seen.setdefault(item.plan.row.code, item)  # of a row that stands twice the first counts
            if first is item:
                self._row(item)
            else:
                where = first.block.sheet.location(first.row, first.block.code_column)
                _twice(self.gathered, item.block.sheet, (item.row, item.block.code_column), item.plan.row.code, where)
        self._name_missing(rows[0].block)  # the sheet that was read

    def _name_missing(self, block: SheetBlock) -> None:
        for row in self.table.rows:
            if not row.header and row.code not in self.seen:
                where = Location(file=block.sheet.file, sheet=block.sheet.name)
                self.gathered.report("S231", where, row=row.code, label=row.label)

    def _row(self, item: _Found) -> None:
        plan, sheet, row = item.plan, item.block.sheet, item.row
        figures, previous, explanation = self._columns(item.block, plan.headings)
        cells, year, gathered = sheet.rows[row], self.gathered.year, self.gathered
        for cell in plan.cells:
            column, field = figures[cell.index], cell.field
            if column is None:
                gathered.figures[field.key] = Figure(None, sheet.location(row, item.block.code_column), unread=True)
                continue
            where = Location.of_cell(sheet.file, sheet.name, cell_name(row, column))
            found = cells[column] if column < len(cells) else EMPTY
            finding: Finding | None
            # where the form prints -, a formula's error changes nothing
            if found == EMPTY and field.is_open and (row, column) in sheet.unread:
                unread = sheet.unread[row, column]
                code, shown = ("S204", unread.error) if unread.error else ("S206", f"={unread.formula}")
                figure, finding = values.unreadable(code, field, where, shown, year)
            else:
                figure, finding = values.figure(found, field, where, year)
            gathered.figures[field.key] = figure
            if finding is not None:
                gathered.findings.append(finding)
        self._judge_label(item)
        if any(column is not None for column in previous):
            self._previous_row(item, previous)
        if explanation is not None:
            self._explanation(item, explanation)

    def _judge_label(self, item: _Found) -> None:
        """A code beside the words of another row: one of the two was moved, nobody can say whose the figures are."""
        column = item.block.columns.get(heading_key(self.table.label_header or ITEM))
        said = item.block.sheet.value(item.row, column) if column is not None else EMPTY
        own = item.plan.row
        if said in (EMPTY, own.printed, own.label):  # nearly always
            return
        key = heading_key(values.text_of(said))
        other = self.labels.get(key) if key not in map(heading_key, (own.printed, own.label)) else None
        if other is not None:
            where = item.block.sheet.location(item.row, item.block.code_column)
            self.gathered.report("S244", where, row=own.code, label=own.label, found=other.label, other=other.code)

    @cached_property
    def labels(self) -> Mapping[str, Row]:
        """The rows of the table by the words beside their codes."""
        return {heading_key(text): row for row in self.table.rows for text in (row.label, row.printed)}

    def _columns(self, block: SheetBlock, headings: Headings) -> tuple[list[int | None], list[int | None], int | None]:
        key = (id(block), id(headings))  # worked out once for all rows of a part
        if key not in self.headings:
            figures = _columns(block, headings.figures)
            self._judge_headings(block, headings, figures)
            self.headings[key] = figures, _columns(block, headings.previous), block.columns.get(EXPLANATION)
        return self.headings[key]

    def _judge_headings(self, block: SheetBlock, headings: Headings, columns: list[int | None]) -> None:
        for label, key, column in zip(headings.labels, headings.figures, columns, strict=True):
            if (block.header, key) in self.judged:  # another part of the table under the same headings
                continue
            self.judged.add((block.header, key))
            shown = dated(label, self.gathered.year)
            if column is None:
                where = block.sheet.location(block.header, block.code_column)
                self.gathered.report("S233", where, heading=shown)
                continue
            if key in block.repeated:
                where = block.sheet.location(block.header, block.repeated[key])
                self.gathered.report(
                    "S243", where, heading=shown, first=block.sheet.location(block.header, column).cell
                )
            found = year_of_heading(str(block.sheet.value(block.header, column)))
            # a heading without its year tells nothing
            if "{year}" in label and found is not None and found != self.gathered.year:
                where = block.sheet.location(block.header, column)
                self.gathered.report("S237", where, found=found, year=self.gathered.year)

    def _previous_row(self, item: _Found, columns: list[int | None]) -> None:
        for cell in item.plan.cells:
            column = columns[cell.index]
            found = EMPTY if column is None else item.block.sheet.value(item.row, column)
            if column is None or found == EMPTY:  # last year may have had fewer rows
                continue
            where = item.block.sheet.location(item.row, column)
            figure, finding = values.figure(found, cell.field, where, self.gathered.year - 1)
            self.previous[cell.field.key] = figure
            if finding is not None:
                self.gathered.findings.append(finding)

    def _explanation(self, item: _Found, column: int) -> None:
        text = values.text_of(item.block.sheet.value(item.row, column))
        if text:
            code = item.plan.row.code
            self.gathered.row_explanations[code] = text
            self.gathered.places[f"row_explanations.{code}"] = item.block.sheet.location(item.row, column)


def _previous_year(workbook: Workbook, figures: dict[FigureKey, Figure], pack: Pack, year: int) -> PreviousYear:
    hidden = dict(identity.hidden_entries(workbook))
    # written when the workbook was made from last year's report
    before = values.year(hidden.get("previous_year", "")) or year - 1
    return PreviousYear(
        year=before, figures=figures, pack_id=values.text_of(hidden.get("previous_pack", "")) or pack.id
    )


# 检查


def _rule_explanations(workbook: Workbook, gathered: Gathered) -> None:
    for block in blocks(workbook):
        if block.kind != "rules":
            continue
        column = block.columns[EXPLANATION]
        for row in block.rows():
            cells = block.sheet.rows[row]
            if column >= len(cells) or cells[column] == EMPTY:
                continue
            key, reason = values.text_of(block.sheet.value(row, block.code_column)), values.text_of(cells[column])
            if key and reason:
                gathered.explanations[key] = reason
                gathered.places[f"explanations.{key}"] = block.sheet.location(row, column)


def _twice(gathered: Gathered, sheet: Sheet, place: tuple[int, int], code: str, first: Location) -> None:
    gathered.report("S232", sheet.location(*place), found=code, first=f"{first.sheet}!{first.cell}")
