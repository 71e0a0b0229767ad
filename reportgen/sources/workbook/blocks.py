"""The blocks of a workbook: the rows under a line of headings that names a 代码 (or, in 检查, an 编号) column.

Takes a Workbook, gives its blocks with their headings by column. Sheet names and positions mean nothing here; which
block holds what is told by its headings, which row is which by its code.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from reportgen.packs.workbook_layout import CODE, CONTENT, EXPLANATION, HIDDEN, RESULTS, RULE, TEXT
from reportgen.sources.sheet import Sheet, Workbook
from reportgen.wording.signs import heading_key

BlockKind = Literal["info", "narrative", "table", "rules"]
_LONGEST_CODE_HEADING = 8  # 代 码 and the like; a longer text is no heading
_UNREAD = (HIDDEN, RESULTS)  # what the program itself wrote, and an annotated copy's results
_KINDS: tuple[tuple[BlockKind, str], ...] = (("info", CONTENT), ("narrative", TEXT))


@dataclass(frozen=True, eq=False)
class SheetBlock:
    """A line of headings and the rows down to the next one. `code_column` is where the codes stand."""

    sheet: Sheet
    kind: BlockKind
    header: int
    code_column: int
    end: int

    @cached_property
    def columns(self) -> dict[str, int]:
        """Where each heading stands; of two that are the same, the first."""
        found: dict[str, int] = {}  # the first, so that what was copied to the right of a table changes nothing
        for column, cell in enumerate(self.sheet.rows[self.header]):
            if isinstance(cell, str) and cell:
                found.setdefault(heading_key(cell), column)
        return found

    @cached_property
    def repeated(self) -> dict[str, int]:
        """Headings that stand a second time, and where."""
        cells = enumerate(self.sheet.rows[self.header])
        named = ((heading_key(cell), column) for column, cell in cells if isinstance(cell, str) and cell.strip())
        return {key: column for key, column in named if self.columns[key] != column}

    def rows(self) -> Iterator[int]:
        """The rows under the headings."""
        return iter(range(self.header + 1, self.end))


@lru_cache(maxsize=2)  # the workbook in hand, and last year's beside it
def blocks(workbook: Workbook) -> tuple[SheetBlock, ...]:
    """All blocks of the workbook, sheet by sheet."""
    return tuple(block for sheet in workbook.sheets if sheet.name not in _UNREAD for block in _blocks(sheet))


def _blocks(sheet: Sheet) -> Iterator[SheetBlock]:
    starts = list(_headers(sheet))
    ends = [*(row for row, _, _ in starts[1:]), len(sheet.rows)]
    for (row, column, kind), end in zip(starts, ends, strict=bool(starts)):  # without headings there are no blocks
        yield SheetBlock(sheet, kind, row, column, end)


def _headers(sheet: Sheet) -> Iterator[tuple[int, int, BlockKind]]:
    """The lines of headings; where none is written as we write it, those written with blanks (代 码) or full-width."""
    found = list(_exact_headers(sheet))
    yield from found or _other_headers(sheet)


def _exact_headers(sheet: Sheet) -> Iterator[tuple[int, int, BlockKind]]:
    for index, row in enumerate(sheet.rows):
        if CODE in row:
            yield index, row.index(CODE), _kind(row)
        elif RULE in row and EXPLANATION in row:  # 编号 alone may head any list
            yield index, row.index(RULE), "rules"


def _other_headers(sheet: Sheet) -> Iterator[tuple[int, int, BlockKind]]:
    for index, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and 0 < len(cell) <= _LONGEST_CODE_HEADING and heading_key(cell) == CODE:
                yield index, column, _kind(row)
                break


def _kind(row: Sequence[object]) -> BlockKind:
    keys = {heading_key(cell) for cell in row if isinstance(cell, str)}
    return next((kind for kind, heading in _KINDS if heading in keys), "table")
