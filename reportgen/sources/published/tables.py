"""The statistics of a finished report: printed rows matched to the rows of the official form, cells to its columns.

Takes blocks and a form; gives the text of every cell found, with its place, and what is missing or reads otherwise.
Works on tables with merged cells and on tables that a web page flattened, one cell a line. The same label may stand in
several rows: order decides. What a cell's text is worth is left to `bind.py`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.findings import Location
from reportgen.model import FigureKey, figure_key
from reportgen.packs import Row, Table
from reportgen.sources.published.blocks import Block, Paragraph, PublishedCell, PublishedTable
from reportgen.sources.published.form_words import (
    LONGEST_LABEL,
    Official,
    Wording,
    column_key,
    is_cell,
    is_unit,
    is_value,
)
from reportgen.sources.published.likeness import bare, in_order, label_likeness
from reportgen.sources.published.strip import FigureText, Found, Token, read_flat_strip, read_strip
from reportgen.wording.signs import is_dashes

# （含部门网站）
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_GAP = 25  # blocks between two rows of one table: its headings and notes may stand there
_FEWEST = 3  # rows with cells; fewer are words of the text that happen to read as labels


@dataclass(frozen=True, slots=True)
class Statistics:
    """What was read of a form's tables. `used` are the blocks that flattened tables take up."""

    entries: Mapping[FigureKey, FigureText]
    found: tuple[Found, ...]
    missing: tuple[Row, ...]
    unknown: tuple[FigureText, ...] = ()
    used: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        """True when the report prints no row of the form."""
        return not self.found


@dataclass(frozen=True, slots=True)
class _Printed:
    """A row as printed: its label and the cells after it, each with the column heading above it where there is one."""

    label: str
    location: Location
    entries: tuple[FigureText, ...]
    headings: tuple[str, ...]
    candidates: Mapping[int, float]
    blocks: tuple[int, int]


def read_statistics(blocks: Sequence[Block], wording: Wording) -> Statistics:
    """The figures that the report prints, by the rows and columns of the form."""
    entries: dict[FigureKey, FigureText] = {}
    printed: list[_Printed] = []
    found: dict[str, Found] = {}
    used: set[int] = set()
    spacing = _is_single_spaced(blocks)
    tokens: list[Token] = []
    strips = [table for table in wording.form.tables if table.layout == "strip"]
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if block.kind == "body":
                tokens += _tokens(block, index, spacing, wording)
            continue
        printed += _flattened(tokens, wording, strips, entries, found, used)  # a table ends the run of lines before it
        tokens = []
        if any(read_strip(block, table, entries, found) for table in strips):
            used.add(index)
        else:
            printed += _rows_of(block, index, wording)
    printed += _flattened(tokens, wording, strips, entries, found, used)
    _match(printed, wording, entries, found, used)
    if sum(bool(item.cells) for item in found.values()) < _FEWEST:  # then the report prints no table of the form
        return Statistics({}, (), tuple(item.row for item in wording.rows if not item.row.header))
    missing = tuple(item.row for item in wording.rows if item.row.code not in found and not item.row.header)
    ordered = tuple(found[item.row.code] for item in wording.rows if item.row.code in found)
    unknown = tuple(_unknown(printed, wording, found)) if found else ()
    return Statistics(entries, ordered, missing, unknown, _filled_up(blocks, used, wording))


def _tokens(block: Paragraph, index: int, single_spaced: bool, wording: Wording) -> Iterator[Token]:
    if block.cells is not None:
        # pieces of a line are cells, empty ones too
        yield from (Token(cell, block.location, index) for cell in block.cells)
    elif block.text:
        yield from (Token(piece, block.location, index) for piece in _pieces(block.text, wording))
    elif single_spaced:  # with blank lines between all lines, an empty one says nothing
        yield Token("", block.location, index)


def _pieces(text: str, wording: Wording) -> Sequence[str]:
    """The cells of a row that stands on one line with blanks between them; the line itself where it is none."""
    pieces = text.split()
    if len(pieces) < 2 or len(text) > 2 * LONGEST_LABEL:  # a sentence
        return (text,)
    figures = next((i for i, piece in enumerate(reversed(pieces)) if not is_cell(piece)), len(pieces))
    labels, cells = pieces[: len(pieces) - figures], pieces[len(pieces) - figures :]
    # several labels or figures side by side
    if all(wording.is_known(piece) for piece in labels) or wording.is_worded(pieces[0]):
        return pieces
    if not figures:
        return (text,)
    whole = " ".join(labels)
    # a label in which a blank was typed
    if wording.is_known(whole) or not any(wording.is_known(piece) for piece in labels):
        return (whole, *cells)
    return pieces


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
    return gaps.count(1) * 2 > len(gaps)  # most figures follow the one before at once


def _rows_of(table: PublishedTable, block: int, wording: Wording) -> Iterator[_Printed]:
    """The rows of a real table: the label is the last text that reads as one, the cells after it are its figures."""
    headings: dict[int, str] = {}
    for cells in table.rows():
        # the first column holds labels, never headings
        matched = {cell: name for cell in cells if cell.column and (name := wording.column(cell.text))}
        # a line with figures is a row, though one of its words is also a heading
        if matched and not any(is_value(cell.text) and not is_dashes(cell.text) for cell in cells):
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
            tuple(FigureText(cell.text, cell.location) for cell in after),
            tuple(headings.get(cell.column, "") for cell in after),
            wording.rows_like(label.text),
            (block, block),
        )


def _label_position(cells: Sequence[PublishedCell], wording: Wording) -> int | None:
    texts = [i for i, cell in enumerate(cells) if cell.text and not is_value(cell.text) and not is_unit(cell.text)]
    # The last: what stands left of the label is its group, or the number of the row.
    for i in reversed(texts):
        if wording.rows_like(cells[i].text):
            return i
    values = [i for i, cell in enumerate(cells) if is_value(cell.text)]
    before = [i for i in texts if not values or i < values[0]]
    return before[-1] if before else None


def _flattened(
    tokens: Sequence[Token],
    wording: Wording,
    strips: Sequence[Table],
    entries: dict[FigureKey, FigureText],
    found: dict[str, Found],
    used: set[int],
) -> list[_Printed]:
    """The rows of a run of lines: each text with the values that follow it."""
    if sum(token.is_value for token in tokens) < 3:  # a few numbers are text
        return []
    tokens = _joined(tokens)
    taken: set[int] = set()
    for table in strips:
        taken |= read_flat_strip(tokens, table, entries, found)
    used.update(tokens[i].block for i in taken)
    rows: list[_Printed] = []
    for i, token in enumerate(tokens):
        # what is left is a label, or a line of text between the tables
        if i in taken or not token.text or token.is_value or is_unit(token.text):
            continue
        rows.append(_flat_row(tokens, i, taken, wording))
    return rows


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """A note in brackets on a line of its own belongs to the label before it."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if before is not None and before.text and not before.is_value and _IN_BRACKETS.fullmatch(token.text):
            joined[-1] = Token(before.text + token.text, before.location, before.block)
        else:
            joined.append(token)
    return joined


def _flat_row(tokens: Sequence[Token], i: int, taken: set[int], wording: Wording) -> _Printed:
    candidates = wording.rows_like(tokens[i].text)
    wants_text = any(wording.rows[j].row.measure == "text_and_count" for j in candidates)
    end = i + 1
    while end < len(tokens) and end not in taken:
        token = tokens[end]
        # a row that asks for names and counts (《动态》50期) has a text for a cell
        if not is_cell(token.text) and not (wants_text and end - i <= 2 and not wording.rows_like(token.text)):
            break
        end += 1
    cells = tuple(FigureText(token.text, token.location) for token in tokens[i + 1 : end])
    blocks = (tokens[i].block, tokens[end - 1].block)
    return _Printed(tokens[i].text, tokens[i].location, cells, ("",) * len(cells), candidates, blocks)


def _match(
    printed: Sequence[_Printed],
    wording: Wording,
    entries: dict[FigureKey, FigureText],
    found: dict[str, Found],
    used: set[int],
) -> None:
    """Printed rows to official rows: in the form's order first, then those that stand elsewhere but read the same."""
    likenesses = [_weighed(item, wording, found) for item in printed]
    matching = in_order(likenesses)
    left = set(range(len(wording.rows))) - set(matching.values())
    for i, item in enumerate(printed):
        # in other words, and out of order, it is too little to go by
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
            continue  # the strip has it already
        if official.row.header:
            # a heading row holds the place of its label, but any row with cells goes before it
            weights[j] = weight * 0.5
        elif item.entries:
            # Of two rows with one label that with enough cells is the row itself; without a cell it is a heading or a
            # remark.
            weights[j] = weight + (0.3 if len(item.entries) >= len(official.columns) else 0.1)
        else:
            weights[j] = weight * 0.3
    return weights


def _cells(item: _Printed, official: Official) -> tuple[dict[str, FigureText], bool]:
    """The row's cells by column code; False when they could not be told apart."""
    if official.row.header:
        return {}, True
    # By the headings above where there are any, else by their order.
    by_name = {name: entry for name, entry in zip(item.headings, item.entries, strict=True) if name}
    named = {c.code: by_name[column_key(c.label)] for c in official.columns if column_key(c.label) in by_name}
    if len(named) == len(official.columns):
        return named, True
    count = len(official.columns)
    cells = list(item.entries)
    while len(cells) > count and is_unit(cells[0].text):  # the column of units
        cells.pop(0)
    figures = [cell for cell in cells if cell.text and not is_unit(cell.text)]
    if named and len(item.entries) == len(named):  # a column was left out
        return named, True
    # more figures than columns, or fewer cells than columns: whose they are cannot be told
    if len(figures) > count or (figures and len(cells) < count):
        return {}, False
    if len(cells) < count:  # the label stands there, and no figure after it
        cells = [FigureText("", item.location)] * count
    return {column.code: cell for column, cell in zip(official.columns, cells, strict=False)}, True


def _unknown(printed: Sequence[_Printed], wording: Wording, found: Mapping[str, Found]) -> Iterator[FigureText]:
    """Labels with figures behind them, between rows of the form, that the form does not have."""
    known = {(item.label, item.location) for item in found.values()}
    matched = [i for i, item in enumerate(printed) if (item.label, item.location) in known]
    # only between matched rows: outside may stand another table
    for i in range(matched[0], matched[-1]) if matched else ():
        item = printed[i]
        has_figures = any(is_value(cell.text) for cell in item.entries)
        if has_figures and (item.label, item.location) not in known and bare(item.label) not in wording.words:
            yield FigureText(item.label, item.location)


def _filled_up(blocks: Sequence[Block], used: set[int], wording: Wording) -> frozenset[int]:
    """The blocks of tables: between matched flattened rows, and the headings before and notes after them."""
    lines = sorted(i for i in used if isinstance(blocks[i], Paragraph))
    filled = set(lines)
    for first, second in pairwise(lines):
        if second - first <= _GAP:  # closer than that no text of the report stands between two rows
            filled.update(i for i in range(first, second) if _belongs(blocks[i], wording) or _has_figure(blocks, i))
    for i in sorted(used):
        for step in (-1, 1):  # upwards to title and headings, downwards to notes
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
    return len(block.text) < LONGEST_LABEL and is_value(below.text)


def _belongs(block: Block, wording: Wording) -> bool:
    """True for a line that only a table of the form holds: its words, loose cells, its notes, nothing at all."""
    if not isinstance(block, Paragraph):
        return False
    if block.cells is not None or not block.text or is_value(block.text) or is_unit(block.text):
        return True
    if wording.is_known(block.text) or all(wording.is_known(piece) or is_cell(piece) for piece in block.text.split()):
        return True
    return any(label_likeness(block.text, note, 0.6) for note in wording.notes)
