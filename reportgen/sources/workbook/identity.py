"""What an entry workbook says of itself: in 基本信息, and where that is silent in its hidden sheet.

Takes a Workbook, gives an Identity, and where its lines stand. What the words mean is left to `identify.py`.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from reportgen.findings import NOWHERE, finding_of
from reportgen.packs.workbook_layout import CONTENT, HIDDEN
from reportgen.sources import values
from reportgen.sources.identify import Identity, Said, identity_of, with_finding
from reportgen.sources.sheet import Workbook
from reportgen.sources.workbook.blocks import SheetBlock, blocks

_HIDDEN_NAMES = {"pack": "pack", "year": "year", "unit.level": "level", "unit.body": "body"}


@lru_cache(maxsize=2)  # asked for the pack first, then when the workbook is held against it
def of_workbook(workbook: Workbook) -> Identity:
    """What 基本信息 says, and where that is silent the hidden sheet."""
    shown, hidden = dict(_shown(workbook)), dict(hidden_entries(workbook))
    said = {path: (hidden[name], NOWHERE) for path, name in _HIDDEN_NAMES.items() if name in hidden} | shown
    changed = _changed_pack(shown, hidden)
    # the codes of the sheets are those of the hidden pack, whatever 基本信息 says now
    identity = identity_of(said | changed)
    if changed:
        place, now = shown["pack"][1], values.text_of(shown["pack"][0])
        facts = {"found": now[:40], "pack": values.text_of(hidden["pack"])}
        identity = with_finding(identity, finding_of("S220", place, **facts))
    made_for = values.year(hidden.get("year", ""))  # the year was changed by hand: last year's workbook filled again
    if identity.year is None or made_for is None or made_for == identity.year:
        return identity
    where = identity.places.get("year", NOWHERE)
    years = {"made_for": made_for, "year": identity.year}
    note = finding_of("S218", where, **years)
    return with_finding(identity, note)


def _changed_pack(shown: Mapping[str, Said], hidden: Mapping[str, object]) -> dict[str, Said]:
    """The pack whose codes the sheets hold, where somebody has typed over its name."""
    made_with = values.text_of(hidden.get("pack", ""))
    if not made_with or "pack" not in shown or values.text_of(shown["pack"][0]) == made_with:
        return {}
    return {"pack": (made_with, shown["pack"][1])}


def unit_of_workbook(workbook: Workbook) -> tuple[str, str]:
    """The unit's code and name in 基本信息."""
    cells = {path: block.sheet.value(row, column) for path, block, row, column in info_cells(workbook)}
    code, name = (values.one_line(cells.get(path, ""))[0] for path in ("unit.code", "unit.name"))
    return code, name


def hidden_entries(workbook: Workbook) -> Iterator[tuple[str, object]]:
    """What the hidden sheet says: pack, version, year, previous_year, previous_pack."""
    sheet = workbook.sheet(HIDDEN)
    for row in sheet.rows if sheet else ():
        if row and row[0] == "field":  # from here on for other programs
            return
        if len(row) > 1 and isinstance(row[0], str) and row[1] != "":
            yield row[0], row[1]


def info_cells(workbook: Workbook) -> Iterator[tuple[str, SheetBlock, int, int]]:
    """The lines of 基本信息: the code, and where its content stands."""
    for block in blocks(workbook):
        column = block.columns.get(CONTENT)
        if block.kind == "info" and column is not None:
            for row in block.rows():
                code = block.sheet.value(row, block.code_column)
                if isinstance(code, str) and code:
                    yield code.strip(), block, row, column


def _shown(workbook: Workbook) -> Iterator[tuple[str, Said]]:
    for path, block, row, column in info_cells(workbook):
        value = block.sheet.value(row, column)
        if path in _HIDDEN_NAMES and values.text_of(value):
            yield path, (value, block.sheet.location(row, column))
