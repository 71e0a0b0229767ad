"""The sheet of one table of the form: the official rows and columns, sums and marks beside them, last year in grey."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from reportgen.deliver.entry.book import EntryBook, asked, height, lines_of
from reportgen.deliver.entry.formulas import Computed
from reportgen.model import FigureKey, figure_key
from reportgen.packs import Field, Instance, Part, Row, Rule, dated
from reportgen.packs.workbook_layout import (
    CATEGORY,
    CODE,
    EXPLANATION,
    ITEM,
    MARK,
    SUM,
    UNIT,
    Grid,
    Line,
    column_labels,
    depth,
    previous_label,
)

_ITEM_WIDTH = 46
_NOTE_WIDTH = 130
_WORDED = ("text_and_count", "amount_with_unit")
_AMOUNT = {"validate": "decimal", "criteria": ">=", "value": 0}
_MEASURES: dict[str, tuple[dict[str, Any], str]] = {
    "count": ({"validate": "integer", "criteria": ">=", "value": 0}, "填 0 或正整数，不带单位。"),
    # Excel asks for a bound
    "signed_count": ({"validate": "integer", "criteria": ">=", "value": -999_999_999}, "填整数，减少填负数。"),
    "percent": (_AMOUNT, "填百分数，不带百分号，可有小数。"),
    "amount_yuan": (_AMOUNT, "填金额，单位为元，可有小数。"),
    "amount_wan": (_AMOUNT, "填金额，单位为万元，可有小数。"),
    "amount_with_unit": ({"validate": "any"}, "填金额并写明单位，如 12.5万元 或 3000元；没有发生填 0。"),
    "text_and_count": ({"validate": "any"}, "填数字，或者填名称和数量，如《甲简报》50期；没有发生填 0。"),
}


def table(book: EntryBook, sheet: Any, grid: Grid) -> None:
    """Writes the sheet of that table."""
    _Table(book, sheet, grid).write()


class _Table:
    """One table's sheet while it is written."""

    def __init__(self, book: EntryBook, sheet: Any, grid: Grid) -> None:
        self.book = book
        self.sheet = sheet
        self.grid = grid
        self.style = book.style
        self.last_column = grid.explanation + (grid.width if book.previous else 0)  # last year's columns stand last

    def write(self) -> None:
        grid = self.grid
        self._widths()
        for row, line in enumerate(grid.lines):
            self._line(row, line)
        self._notes()
        for column in grid.marks.values():
            self.book.colour_marks(self.sheet, (grid.first_header, column, len(grid.lines), column))
        if grid.beneath:
            area = (grid.first_header, grid.figures, len(grid.lines), grid.figures + grid.width - 1)
            self.book.colour_marks(self.sheet, area)
        # several lines of headings: none of them is right for all rows below
        is_one_block = sum(line.kind == "header" for line in grid.lines) == 1
        self.sheet.freeze_panes(grid.first_header + 1 if is_one_block else 2, grid.figures)
        repeat = grid.first_header if is_one_block else None
        self.book.finish(self.sheet, landscape=self.last_column > 7, repeat=repeat)

    def _line(self, row: int, line: Line) -> None:
        if line.rule is not None:
            self._beneath(row, line, line.rule)
        elif line.part is not None and line.row is not None:
            self._row(row, line.part, line.row)
        elif line.part is not None and line.kind == "header":
            self._header(row, line.part)
        elif line.part is not None and line.kind == "groups":
            self._groups(row, line.part)
        elif line.kind == "banner":
            self._banner(row, line.text)
        else:
            self._top(row, line)

    def _widths(self) -> None:
        grid = self.grid
        widths = {grid.code: 8.0, grid.item: _ITEM_WIDTH, grid.explanation: 34.0}
        widths |= dict.fromkeys(range(grid.figures, grid.figures + grid.width), 12.0)
        widths |= dict.fromkeys(grid.sums.values(), 12.0) | dict.fromkeys(grid.marks.values(), 13.0)
        if grid.category is not None:
            widths[grid.category] = 13
        if grid.unit is not None:
            widths[grid.unit] = 6
        widths |= dict.fromkeys(range(grid.previous, self.last_column + 1), 12.0)
        for column, width in widths.items():
            self.sheet.set_column(column, column, width)

    def _top(self, row: int, line: Line) -> None:
        table, book = self.grid.table, self.book
        if line.kind == "corner":
            self.sheet.write_string(row, 0, line.text, self.style("corner"))
        elif line.kind == "subtitle":
            parts = (book.data.unit.name, f"{book.year} 年度", "浅黄色的格由您填写；没有发生填 0；灰色的“-”不填。")
            self.sheet.write_string(row, 0, "　".join(part for part in parts if part), self.style("subtitle"))
        else:
            only = len(book.layout.grids) == 1
            self.sheet.set_row(row, 26)
            name = table.title or (book.pack.form.title if only else table.sheet)
            self.sheet.write_string(row, 0, name, self.style("title"))

    def _banner(self, row: int, text: str) -> None:
        for column in range(self.last_column + 1):
            self.sheet.write_string(row, column, text if column == self.grid.item else "", self.style("band"))

    def _groups(self, row: int, part: Part) -> None:
        """The headings printed over several columns."""
        column = self.grid.figures
        for group, columns in groupby(part.columns, key=lambda item: item.group):
            last = column + len(list(columns)) - 1
            if group and last > column:  # one cell is not merged: XlsxWriter refuses
                self.sheet.merge_range(row, column, row, last, group, self.style("heading"))
            elif group:
                self.sheet.write_string(row, column, group, self.style("heading"))
            column = last + 1

    def _header(self, row: int, part: Part) -> None:
        cells = self._header_cells(part)
        for column in range(self.last_column + 1):
            self.sheet.write_string(row, column, cells.get(column, ""), self.style("heading"))
        self.sheet.set_row(row, 33)

    def _header_cells(self, part: Part) -> dict[int, str]:
        grid, book = self.grid, self.book
        labels = column_labels(part.columns)
        cells = {grid.code: CODE, grid.item: grid.table.label_header or ITEM, grid.explanation: EXPLANATION}
        if grid.category is not None:
            cells[grid.category] = CATEGORY
        if grid.unit is not None:
            cells[grid.unit] = grid.table.unit_header or UNIT
        cells |= {grid.figures + index: dated(label, book.year) for index, label in enumerate(labels)}
        for word, columns in ((SUM, grid.sums), (MARK, grid.marks)):
            for code, column in columns.items():
                cells[column] = word if len(columns) == 1 else f"{word}\n({book.column_labels[code]})"
        if book.previous is not None:
            after = book.previous.year + 1
            cells |= {grid.previous + index: previous_label(label, after) for index, label in enumerate(labels)}
        return cells

    def _row(self, row: int, part: Part, item: Row) -> None:
        grid, sheet, style = self.grid, self.sheet, self.style
        indent = depth(item, self.book.pack.rows)
        sheet.write_string(row, grid.code, item.code, style("code"))
        if grid.category is not None:
            above = grid.lines[row - 1].row
            starts = above is None or above.group != item.group  # a group is written at its first row
            sheet.write_string(row, grid.category, item.group if starts else "", style("label"))
        is_strong = item.header or item.total
        sheet.write_string(row, grid.item, item.printed, style("strong" if is_strong else "label", indent))
        if grid.unit is not None:
            sheet.write_string(row, grid.unit, item.unit, style("center"))
        sheet.set_row(row, height(lines_of(item.printed, 1.1 * _ITEM_WIDTH - 2 * indent)))
        keys = [] if item.header else [figure_key(item.code, column.code) for column in part.columns]
        self._figures(row, keys)
        self._sums(row, keys)
        reason = self.book.data.row_explanations.get(item.code, "")
        self.book.text(sheet, row, grid.explanation, reason, style("fixed" if item.header else "words"))

    def _figures(self, row: int, keys: Sequence[FigureKey]) -> None:
        grid, book = self.grid, self.book
        for offset in range(grid.width):
            key = keys[offset] if offset < len(keys) else None
            self._figure(row, grid.figures + offset, key)
            if book.previous is not None:
                content = book.before.get(key) if key is not None else None
                book.put(self.sheet, row, grid.previous + offset, content, self.style("before"))

    def _figure(self, row: int, column: int, key: FigureKey | None) -> None:
        if key is None:
            self.sheet.write_blank(row, column, None, self.style("closed"))
            return
        field, content = self.book.pack.fields[key], self.book.contents[key]
        is_worded = field.measure in _WORDED and isinstance(content, str)
        style = "closed" if not field.is_open else "words" if is_worded else "number"
        self.book.put(self.sheet, row, column, content, self.style(style))
        if field.is_open:
            self.sheet.data_validation(row, column, row, column, self._validation(field))

    def _validation(self, field: Field) -> dict[str, Any]:
        sums = self.grid.beside.get(field.key)
        parts = "+".join(self._name_in_sum(field, term.figure) for term in sums[1].alternatives[0]) if sums else ""
        rule, what = _MEASURES[field.measure]
        text = "\n".join(line for line in (field.row.label, f"应等于 {parts}" if parts else "", what) if line)
        return {**rule, **asked(dated(field.column.label, self.book.year), text)}

    def _name_in_sum(self, field: Field, key: FigureKey) -> str:
        part = self.book.pack.fields[key]
        return part.row.code if part.row.code != field.row.code else part.column.label

    def _sums(self, row: int, keys: Sequence[FigureKey]) -> None:
        """The computed sum and the mark beside each total."""
        grid, book = self.grid, self.book
        by_column = {book.pack.fields[key].column.code: key for key in keys}
        empty = Computed("", "")
        for code, column in grid.sums.items():
            key = by_column.get(code)
            beside = grid.beside.get(key) if key is not None else None
            total = mark = empty
            if beside is not None:
                total = book.relations.total(beside[1].alternatives[0], grid.sheet)
                mark = book.relations.verdict(beside[1], sheet=grid.sheet)
            book.computed(self.sheet, row, column, total, self.style("sum"))
            book.computed(self.sheet, row, grid.marks[code], mark, self.style("mark"))

    def _beneath(self, row: int, line: Line, rule: Rule) -> None:
        """One line of a rule that is checked below the table, in each of its columns."""
        grid, sheet = self.grid, self.sheet
        text = self._beneath_text(line.text, rule)
        for column in range(grid.code, grid.figures + grid.width):
            sheet.write_blank(row, column, None, self.style("sum"))
        sheet.write_string(row, grid.item, text, self.style("note"))
        for instance in rule.instances:
            column = self.book.layout.spots[instance.left[0].figure].column
            style = self.style("mark" if line.text == "mark" else "sum")
            self.book.computed(sheet, row, column, self._beneath_value(instance, line.text), style)
        sheet.set_row(row, height(lines_of(text, _ITEM_WIDTH)))

    def _beneath_text(self, side: str, rule: Rule) -> str:
        if side == "mark":
            return f"{MARK}：{rule.text}"
        first = rule.instances[0]
        terms = first.left if side == "left" else first.alternatives[0]
        if rule.kind == "sum":
            return f"{SUM}（应等于 {self.book.pack.fields[first.left[0].figure].row.code}）"
        return "+".join(self.book.pack.fields[term.figure].row.code for term in terms)

    def _beneath_value(self, instance: Instance, side: str) -> Computed:
        relations, sheet = self.book.relations, self.grid.sheet
        if side == "mark":
            return relations.verdict(instance, sheet=sheet)
        return relations.total(instance.left if side == "left" else instance.alternatives[0], sheet)

    def _notes(self) -> None:
        for row, note in enumerate(self.grid.table.notes, len(self.grid.lines) + 1):
            text = dated(note, self.book.year)
            self.sheet.merge_range(row, 0, row, self.grid.explanation, text, self.style("remark"))
            self.sheet.set_row(row, height(lines_of(text, _NOTE_WIDTH)))
