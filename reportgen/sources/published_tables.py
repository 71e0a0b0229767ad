"""The statistics of a finished report: printed rows matched to the rows of the official form, cells to its columns.

Takes blocks and a form; gives the text of every cell found, with its place, and what is missing or reads otherwise.
Works on tables with merged cells and on tables that a web page flattened, one cell a line. The same label may stand in
several rows: order decides. What a cell's text is worth is left to `published`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from reportgen.findings import Location
from reportgen.model import FigureKey, figure_key
from reportgen.packs import Column, Form, Row
from reportgen.packs import Table as FormTable
from reportgen.sources.published_blocks import Block, Cell, Paragraph, Table
from reportgen.sources.published_labels import bare, brief, in_order, label_likeness, normal

_VALUE = re.compile(
    r"[+\-－−﹣]?\s*[\d０-９]+(?:\s*[,，]\s*[\d０-９]{3})*(?:[.．][\d０-９]+)?\s*"
    r"(?:件|条|次|人次|人|个|篇|项|份|期|万元|元|万)?|[-－—–―−﹣]{1,3}|[/／\\]"
)
_DASHES = re.compile(r"[-－—–―−﹣]{1,3}")
_UNITS = frozenset(("件", "条", "次", "人次", "人", "个", "篇", "项", "份", "期", "万元", "元", "单位"))
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_LONGEST_LABEL = 110
_LIKE = 0.72
_GAP = 25
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """The text of a cell that should hold a figure, and where it stood."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the form that the report prints: with which words, where, and its cells as far as they are there."""

    row: Row
    label: str
    location: Location
    cells: tuple[Entry, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Statistics:
    """What was read of a form's tables. `used` are the blocks that flattened tables take up."""

    entries: Mapping[FigureKey, Entry]
    found: tuple[Found, ...]
    missing: tuple[Row, ...]
    unknown: tuple[Entry, ...] = ()
    used: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        """True when the report prints no row of the form."""
        return not self.found


@dataclass(frozen=True, slots=True)
class _Official:
    """A row of the form, its columns, and the ways its label may be printed."""

    row: Row
    columns: tuple[Column, ...]
    strip: bool
    printed: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Token:
    """A cell of a flattened table. An explicit empty one stands for an empty cell."""

    text: str
    location: Location
    block: int

    @property
    def is_value(self) -> bool:
        return is_value(self.text)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A row as printed: its label and the cells after it, each with the column heading above it where there is one."""

    label: str
    location: Location
    entries: tuple[Entry, ...]
    headings: tuple[str, ...]
    candidates: Mapping[int, float]
    blocks: tuple[int, int]


def is_value(text: str) -> bool:
    """True for what stands in a cell of figures: a number, with or without its unit, or a dash."""
    return _VALUE.fullmatch(text.strip()) is not None


class Wording:
    """The words of a form, ready to be compared: its rows, its columns, its headings."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.rows = tuple(_officials(form))
        self._by_key: dict[str, dict[int, float]] = {}
        for index, item in enumerate(self.rows):
            for key in item.keys:
                self._by_key.setdefault(key, {})[index] = 0.9
            for key in (bare(item.row.printed), bare(item.row.label)):
                self._by_key[key][index] = 0.95
            self._by_key.setdefault(item.printed, {})[index] = 1.0
        self.columns = {
            column_key(column.label): column.code
            for table in form.tables
            for part in table.parts
            for column in part.columns
        }
        self.words = frozenset(_words(form))
        self.notes = tuple(bare(note) for table in form.tables for note in table.notes)
        self._columns_seen: dict[str, str] = {}
        self._likely_seen: dict[str, Mapping[int, float]] = {}

    def column(self, text: str) -> str:
        """The official column heading that the text is, or nearly is; an empty text for none."""
        if text not in self._columns_seen:
            key = column_key(text)
            near = [name for name in self.columns if label_likeness(key, name, 0.85)] if len(key) > 3 else []
            self._columns_seen[text] = key if key in self.columns else near[0] if len(near) == 1 else ""
        return self._columns_seen[text]

    def is_known(self, text: str) -> bool:
        """True for a label, a heading or a title of the form, as it prints them."""
        return bare(text) in self.words or column_key(text) in self.columns

    def is_worded(self, text: str) -> bool:
        """True for the label of a row whose cells hold words and numbers."""
        rows = self._by_key.get(bare(text), {})
        return any(self.rows[index].row.measure == "text_and_count" for index in rows)

    def rows_like(self, text: str) -> Mapping[int, float]:
        """The rows of the form whose label this may be, with how like they are."""
        if text not in self._likely_seen:
            self._likely_seen[text] = self._rows_like(text)
        return self._likely_seen[text]

    def _rows_like(self, text: str) -> Mapping[int, float]:
        if not text or len(text) > _LONGEST_LABEL or is_value(text):
            return {}
        for key in (normal(text), bare(text), brief(text)):
            if key in self._by_key:
                exact = self._by_key[key]
                return exact if key == normal(text) else {index: min(weight, 0.95) for index, weight in exact.items()}
        if len(bare(text)) < 4:
            return {}
        near = {index: self._like(text, item) * 0.85 for index, item in enumerate(self.rows)}
        return {index: weight for index, weight in near.items() if weight}

    @staticmethod
    def _like(text: str, item: _Official) -> float:
        return max(label_likeness(text, item.row.printed, _LIKE), label_likeness(text, item.row.label, _LIKE))

    def share_printed(self, texts: frozenset[str]) -> float:
        """How much of the form's own words (rows and columns) stand among these bare texts, between 0 and 1."""
        rows = sum(not item.keys.isdisjoint(texts) for item in self.rows)
        columns = sum(key in texts for key in self.columns)
        return (rows + columns) / (len(self.rows) + len(self.columns))


@lru_cache(maxsize=4096)
def column_key(label: str) -> str:
    """A column's heading without its year, notes and punctuation."""
    return re.sub(r"\{year\}|(?:19|20)\d{2}", "", brief(label.replace("{year}", "")))


def _officials(form: Form) -> Iterator[_Official]:
    for table in form.tables:
        for part in table.parts:
            for row in part.rows:
                keys = {key(text) for text in (row.printed, row.label) for key in (normal, bare, brief)}
                yield _Official(row, part.columns, table.layout == "strip", normal(row.printed), frozenset(keys))


def _words(form: Form) -> Iterator[str]:
    for table in form.tables:
        for text in (
            table.title,
            table.label_header,
            table.unit_header,
            table.corner,
            table.sheet,
            "单位",
            "申请人情况",
        ):
            yield bare(text)
        for part in table.parts:
            yield bare(part.title)
            for column in part.columns:
                yield column_key(column.label)
                yield bare(column.group)
            for row in part.rows:
                yield bare(row.group)
                yield bare(row.printed)
                yield bare(row.label)


def read_statistics(blocks: Sequence[Block], wording: Wording) -> Statistics:
    """The figures that the report prints, by the rows and columns of the form."""
    entries: dict[FigureKey, Entry] = {}
    printed: list[_Printed] = []
    found: dict[str, Found] = {}
    used: set[int] = set()
    spacing = _is_single_spaced(blocks)
    tokens: list[_Token] = []
    strips = [table for table in wording.form.tables if table.layout == "strip"]
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if block.kind == "body":
                tokens += _tokens(block, index, spacing, wording)
            continue
        printed += _flattened(tokens, wording, strips, entries, found, used)
        tokens = []
        if any(_read_strip(block, table, entries, found) for table in strips):
            used.add(index)
        else:
            printed += _rows_of(block, index, wording)
    printed += _flattened(tokens, wording, strips, entries, found, used)
    _match(printed, wording, entries, found, used)
    if sum(bool(item.cells) for item in found.values()) < _FEWEST:
        return Statistics({}, (), tuple(item.row for item in wording.rows if not item.row.header))
    missing = tuple(item.row for item in wording.rows if item.row.code not in found and not item.row.header)
    ordered = tuple(found[item.row.code] for item in wording.rows if item.row.code in found)
    unknown = tuple(_unknown(printed, wording, found)) if found else ()
    return Statistics(entries, ordered, missing, unknown, _filled_up(blocks, used, wording))


def _tokens(block: Paragraph, index: int, single_spaced: bool, wording: Wording) -> Iterator[_Token]:
    if block.cells is not None:
        yield from (_Token(cell, block.location, index) for cell in block.cells)
    elif block.text:
        yield from (_Token(piece, block.location, index) for piece in _pieces(block.text, wording))
    elif single_spaced:
        yield _Token("", block.location, index)


def _pieces(text: str, wording: Wording) -> Sequence[str]:
    """The cells of a row that stands on one line with blanks between them; the line itself where it is none."""
    pieces = text.split()
    if len(pieces) < 2 or len(text) > 2 * _LONGEST_LABEL:
        return (text,)
    figures = next((i for i, piece in enumerate(reversed(pieces)) if not _is_cell(piece)), len(pieces))
    labels, cells = pieces[: len(pieces) - figures], pieces[len(pieces) - figures :]
    if all(wording.is_known(piece) for piece in labels) or wording.is_worded(pieces[0]):
        return pieces
    if not figures:
        return (text,)
    whole = " ".join(labels)
    if wording.is_known(whole) or not any(wording.is_known(piece) for piece in labels):
        return (whole, *cells)
    return pieces


def _is_cell(text: str) -> bool:
    return not text or is_value(text) or text in _UNITS


def _is_single_spaced(blocks: Sequence[Block]) -> bool:
    """True when cells follow each other line by line, so that an empty line is an empty cell."""
    gaps = []
    last: int | None = None
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.text:
            if is_value(block.text):
                if last is not None:
                    gaps.append(index - last)
                last = index
            else:
                last = None
    return gaps.count(1) * 2 > len(gaps)


def _rows_of(table: Table, block: int, wording: Wording) -> Iterator[_Printed]:
    """The rows of a real table: the label is the last text that reads as one, the cells after it are its figures."""
    headings: dict[int, str] = {}
    for cells in table.rows():
        matched = {cell: name for cell in cells if cell.column and (name := wording.column(cell.text))}
        if matched and not any(is_value(cell.text) and not _DASHES.fullmatch(cell.text) for cell in cells):
            for cell, name in matched.items():
                headings.update(dict.fromkeys(range(cell.column, cell.column + cell.column_span), name))
            continue
        position = _label_position(cells, wording)
        if position is None:
            continue
        label, after = cells[position], cells[position + 1 :]
        yield _Printed(
            label.text,
            label.location,
            tuple(Entry(cell.text, cell.location) for cell in after),
            tuple(headings.get(cell.column, "") for cell in after),
            wording.rows_like(label.text),
            (block, block),
        )


def _label_position(cells: Sequence[Cell], wording: Wording) -> int | None:
    texts = [i for i, cell in enumerate(cells) if cell.text and not is_value(cell.text) and cell.text not in _UNITS]
    for i in reversed(texts):
        if wording.rows_like(cells[i].text):
            return i
    values = [i for i, cell in enumerate(cells) if is_value(cell.text)]
    before = [i for i in texts if not values or i < values[0]]
    return before[-1] if before else None


def _flattened(
    tokens: Sequence[_Token],
    wording: Wording,
    strips: Sequence[FormTable],
    entries: dict[FigureKey, Entry],
    found: dict[str, Found],
    used: set[int],
) -> list[_Printed]:
    """The rows of a run of lines: each text with the values that follow it."""
    if sum(token.is_value for token in tokens) < 3:
        return []
    tokens = _joined(tokens)
    taken: set[int] = set()
    for table in strips:
        taken |= _read_flat_strip(tokens, table, entries, found)
    used.update(tokens[i].block for i in taken)
    rows: list[_Printed] = []
    for i, token in enumerate(tokens):
        if i in taken or not token.text or token.is_value or token.text in _UNITS:
            continue
        rows.append(_flat_row(tokens, i, taken, wording))
    return rows


def _joined(tokens: Sequence[_Token]) -> list[_Token]:
    """A note in brackets on a line of its own belongs to the label before it."""
    joined: list[_Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if before is not None and before.text and not before.is_value and _IN_BRACKETS.fullmatch(token.text):
            joined[-1] = _Token(before.text + token.text, before.location, before.block)
        else:
            joined.append(token)
    return joined


def _flat_row(tokens: Sequence[_Token], i: int, taken: set[int], wording: Wording) -> _Printed:
    candidates = wording.rows_like(tokens[i].text)
    wants_text = any(wording.rows[j].row.measure == "text_and_count" for j in candidates)
    end = i + 1
    while end < len(tokens) and end not in taken:
        token = tokens[end]
        if not _is_cell(token.text) and not (wants_text and end - i <= 2 and not wording.rows_like(token.text)):
            break
        end += 1
    cells = tuple(Entry(token.text, token.location) for token in tokens[i + 1 : end])
    blocks = (tokens[i].block, tokens[end - 1].block)
    return _Printed(tokens[i].text, tokens[i].location, cells, ("",) * len(cells), candidates, blocks)


def _match(
    printed: Sequence[_Printed],
    wording: Wording,
    entries: dict[FigureKey, Entry],
    found: dict[str, Found],
    used: set[int],
) -> None:
    """Printed rows to official rows: in the form's order first, then those that stand elsewhere but read the same."""
    likenesses = [_weighed(item, wording, found) for item in printed]
    matching = in_order(likenesses)
    left = set(range(len(wording.rows))) - set(matching.values())
    for i, item in enumerate(printed):
        others = [j for j, weight in item.candidates.items() if j in left and weight >= 0.9]
        if i not in matching and len(others) == 1 and item.entries and wording.rows[others[0]].row.code not in found:
            matching[i] = others[0]
            left.discard(others[0])
    for i, j in matching.items():
        official, item = wording.rows[j], printed[i]
        cells, is_complete = _cells(item, official)
        if is_complete:
            for code, entry in cells.items():
                entries[figure_key(official.row.code, code)] = entry
        figures = tuple(cells.values()) if is_complete else item.entries
        found[official.row.code] = Found(official.row, item.label, item.location, figures, is_complete)
        used.update(range(item.blocks[0], item.blocks[1] + 1))


def _weighed(item: _Printed, wording: Wording, found: Mapping[str, Found]) -> dict[int, float]:
    """Candidates, those preferred that have as many cells as the row needs."""
    weights = {}
    for j, weight in item.candidates.items():
        official = wording.rows[j]
        if official.row.code in found:
            continue
        if official.row.header:
            weights[j] = weight * 0.5
        elif item.entries:
            weights[j] = weight + (0.3 if len(item.entries) >= len(official.columns) else 0.1)
        else:
            weights[j] = weight * 0.3
    return weights


def _cells(item: _Printed, official: _Official) -> tuple[dict[str, Entry], bool]:
    """The row's cells by column code; False when they could not be told apart."""
    if official.row.header:
        return {}, True
    by_name = {name: entry for name, entry in zip(item.headings, item.entries, strict=True) if name}
    named = {c.code: by_name[column_key(c.label)] for c in official.columns if column_key(c.label) in by_name}
    if len(named) == len(official.columns):
        return named, True
    count = len(official.columns)
    cells = list(item.entries)
    while len(cells) > count and cells[0].text in _UNITS:
        cells.pop(0)
    figures = [cell for cell in cells if cell.text and cell.text not in _UNITS]
    if named and len(item.entries) == len(named):  # a column was left out
        return named, True
    if len(figures) > count or (figures and len(cells) < count):
        return {}, False
    if len(cells) < count:  # the label stands there, and no figure after it
        cells = [Entry("", item.location)] * count
    return {column.code: cell for column, cell in zip(official.columns, cells, strict=False)}, True


def _unknown(printed: Sequence[_Printed], wording: Wording, found: Mapping[str, Found]) -> Iterator[Entry]:
    """Labels with figures behind them, between rows of the form, that the form does not have."""
    known = {(item.label, item.location) for item in found.values()}
    matched = [i for i, item in enumerate(printed) if (item.label, item.location) in known]
    for i in range(matched[0], matched[-1]) if matched else ():
        item = printed[i]
        has_figures = any(is_value(cell.text) for cell in item.entries)
        if has_figures and (item.label, item.location) not in known and bare(item.label) not in wording.words:
            yield Entry(item.label, item.location)


def _read_strip(table: Table, form_table: FormTable, entries: dict[FigureKey, Entry], found: dict[str, Found]) -> bool:
    """A table of one row of figures under several levels of headings; False when this is none."""
    official = [row for part in form_table.parts for row in part.rows]
    columns = form_table.parts[0].columns
    names = {column_key(column.label): column for column in columns}
    rows = table.rows()
    named = [cell for cell in table.cells if column_key(cell.text) in names]
    for r in range(len(rows) - 1):
        heads = sorted((c for c in named if c.row <= r < c.row + c.row_span), key=lambda cell: cell.column)
        if len(heads) != len(official) * len(columns):
            continue
        figures = next((row for row in rows[r + 1 :] if any(cell.text for cell in row)), rows[r + 1])
        for position, head in enumerate(heads):
            row = _group_above(table.cells, head, official) or _by_order(official, position, len(columns))
            cell = next((item for item in figures if item.covers(head.column)), None)
            if row is not None and cell is not None:
                entry = Entry(cell.text, cell.location)
                _enter(row, names[column_key(head.text)], entry, head.location, entries, found)
        return True
    tokens = [_Token(cell.text, cell.location, 0) for cell in table.cells]
    return bool(_read_flat_strip(tokens, form_table, entries, found))  # the spans of the headings are lost


def _by_order(rows: Sequence[Row], position: int, columns: int) -> Row | None:
    return rows[position // columns] if position // columns < len(rows) else None


def _group_above(cells: Sequence[Cell], head: Cell, official: Sequence[Row]) -> Row | None:
    """The row of the form that is named over a column heading, the nearest name first."""
    for cell in reversed(cells):
        if cell.row < head.row and cell.covers(head.column):
            for item in official:
                if bare(cell.text) in (bare(item.printed), bare(item.label)):
                    return item
    return None


def _enter(
    row: Row, column: Column, entry: Entry, place: Location, entries: dict[FigureKey, Entry], found: dict[str, Found]
) -> None:
    entries[figure_key(row.code, column.code)] = entry
    before = found.get(row.code)
    cells = (*before.cells, entry) if before else (entry,)
    found[row.code] = Found(row, row.printed, place, cells, True)


def _read_flat_strip(
    tokens: Sequence[_Token], form_table: FormTable, entries: dict[FigureKey, Entry], found: dict[str, Found]
) -> set[int]:
    """As `_read_strip`, flattened: all headings, then all figures. Gives the tokens it took."""
    rows = [row for part in form_table.parts for row in part.rows]
    columns = form_table.parts[0].columns
    names = {column_key(column.label) for column in columns}
    groups = {bare(text) for row in rows for text in (row.printed, row.label, row.group)}
    heads = _flat_heads(tokens, names, groups, len(rows) * len(columns))
    if not heads:
        return set()
    first = end = heads[-1] + 1
    while end < len(tokens) and (tokens[end].is_value or not tokens[end].text):
        end += 1
    cells = list(tokens[first:end])
    size = len(rows) * len(columns)
    if len(cells) > size and len([token for token in cells if token.text]) >= size:
        cells = [token for token in cells if token.text]
    is_complete = len(cells) >= size
    for index, row in enumerate(rows):
        own = cells[index * len(columns) : (index + 1) * len(columns)] if is_complete else cells
        got = tuple(Entry(token.text, token.location) for token in own)
        found[row.code] = Found(row, row.printed, tokens[heads[0]].location, got, is_complete)
        if is_complete:
            entries.update(
                {figure_key(row.code, column.code): entry for column, entry in zip(columns, got, strict=True)}
            )
    return set(range(heads[0], end))


def _flat_heads(tokens: Sequence[_Token], names: set[str], groups: set[str], size: int) -> list[int]:
    """The run of tokens that are the strip's column headings and the names above them; empty when there is none."""
    run: list[int] = []
    count = 0
    for i, token in enumerate(tokens):
        if not token.text:
            continue
        is_name = column_key(token.text) in names
        if is_name or bare(token.text) in groups:
            run.append(i)
            count += is_name
            if count == size:
                return run
        else:
            run, count = [], 0
    return []


def _filled_up(blocks: Sequence[Block], used: set[int], wording: Wording) -> frozenset[int]:
    """The blocks of tables: between matched flattened rows, and the headings before and notes after them."""
    lines = sorted(i for i in used if isinstance(blocks[i], Paragraph))
    filled = set(lines)
    for first, second in pairwise(lines):
        if second - first <= _GAP:
            filled.update(i for i in range(first, second) if _belongs(blocks[i], wording) or _has_figure(blocks, i))
    for i in sorted(used):
        for step in (-1, 1):
            at = i + step
            while 0 <= at < len(blocks) and at not in filled and _belongs(blocks[at], wording):
                filled.add(at)
                at += step
    return frozenset(filled)


def _has_figure(blocks: Sequence[Block], index: int) -> bool:
    """True for a short line with a figure on the line below it."""
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    block = blocks[index]
    if not isinstance(block, Paragraph) or not isinstance(below, Paragraph):
        return False
    return len(block.text) < _LONGEST_LABEL and is_value(below.text)


def _belongs(block: Block, wording: Wording) -> bool:
    """True for a line that only a table of the form holds: its words, loose cells, its notes, nothing at all."""
    if not isinstance(block, Paragraph):
        return False
    if block.cells is not None or not block.text or is_value(block.text) or block.text in _UNITS:
        return True
    if wording.is_known(block.text) or all(wording.is_known(piece) or _is_cell(piece) for piece in block.text.split()):
        return True
    return any(label_likeness(block.text, note, 0.6) for note in wording.notes)
