"""The workbook a clerk fills, made from a pack: official labels locked, input cells open, sums and marks live.

Takes a pack, a year and what is known already; gives the bytes of an .xlsx, always the same for the same input. Where
each field stands is told by `packs/workbook_layout.py`, which the reader follows too; the formulas by
`formulas.py`; the looks by `styles.py`.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from itertools import groupby
from typing import Any

from reportgen.deliver import plain_sheet
from reportgen.deliver.entry.book import EntryBook, cell_content
from reportgen.deliver.entry.checks_sheet import checks
from reportgen.deliver.entry.table_sheet import table
from reportgen.deliver.entry.text_sheets import guide, info, narrative
from reportgen.deliver.plain_sheet import PlainSheet
from reportgen.model import PreviousYear, ReportData, Unit
from reportgen.packs import Pack
from reportgen.packs.workbook_layout import CHECKS, GUIDE, HIDDEN, INFO, NARRATIVE
from reportgen.version import VERSION

__all__ = ["cell_content", "make"]

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed moment: the same input gives the same bytes


def make(
    pack: Pack,
    year: int,
    *,
    filled: ReportData | None = None,
    unit_name: str = "",
    previous: PreviousYear | None = None,
    behind: Sequence[PlainSheet] = (),
) -> bytes:
    """The entry workbook of that pack and year. `filled` is entered where it is given, `previous` shown in grey.

    The sheets `behind` stand after the form's own; nothing reads them back.
    Raises DeliveryError (D107) when a paragraph of `filled` is longer than a cell can hold.
    """
    import xlsxwriter

    data = filled if filled is not None else _nothing(pack, year, unit_name)
    output = BytesIO()
    # no temporary files, whose folder may be full or locked
    workbook = xlsxwriter.Workbook(output, {"in_memory": True})
    workbook.set_properties({"title": pack.name, "created": _CREATED})
    _write(EntryBook(workbook, pack, year, data, previous if previous is not None else data.previous))
    for plain in behind:
        plain_sheet.add(workbook, plain)
    workbook.close()
    return output.getvalue()


def _nothing(pack: Pack, year: int, unit_name: str) -> ReportData:
    return ReportData(pack_id=pack.id, year=year, unit=Unit(name=unit_name, level=pack.level, body=pack.body))


def _write(book: EntryBook) -> None:
    grids = book.layout.grids
    names = (GUIDE, INFO, NARRATIVE, *(grid.sheet for grid in grids), CHECKS, HIDDEN)
    sheets = {name: book.book.add_worksheet(name) for name in names}
    guide(book, sheets[GUIDE])
    info(book, sheets[INFO])
    narrative(book, sheets[NARRATIVE])
    for grid in grids:
        table(book, sheets[grid.sheet], grid)
    checks(book, sheets[CHECKS])
    _hidden(book, sheets[HIDDEN])
    sheets[INFO].activate()  # opens where the clerk begins


def _hidden(book: EntryBook, sheet: Any) -> None:
    """For programs: whose workbook it is, and where the fields of each row stand."""
    entries: list[tuple[str, str | int]] = [
        ("pack", book.pack.id),
        ("version", VERSION),
        ("year", book.year),
        ("level", book.pack.level.value),
        ("body", book.pack.body.value),
    ]
    if book.previous is not None:
        entries += [("previous_year", book.previous.year), ("previous_pack", book.previous.pack_id)]
    for row, entry in enumerate(entries):
        sheet.write_row(row, 0, entry)
    start = len(entries) + 1
    # here the reader stops: what follows is for other programs
    sheet.write_row(start, 0, ("field", "sheet", "row", "first column", "columns"))
    spots = groupby(book.layout.spots.items(), lambda item: (item[1].sheet, item[1].row))
    for row, ((name, line), found) in enumerate(spots, start + 1):
        items = [(book.pack.fields[key], spot.column) for key, spot in found]
        columns = " ".join(field.column.code for field, _ in items)
        sheet.write_row(row, 0, (items[0][0].row.code, name, line + 1, items[0][1] + 1, columns))
    sheet.very_hidden()
