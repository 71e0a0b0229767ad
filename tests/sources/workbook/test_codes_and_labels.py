"""A row's code and the words beside it must be of one row."""

import io
from functools import cache
from itertools import islice, pairwise
from random import Random
from typing import Any

import openpyxl
import pytest

from reportgen import sources
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.packs.workbook_layout import CODE, GUIDE, layout
from tests.builders import EACH_PACK, consistent_figures, pack, report


@cache
def filled(pack_id: str) -> bytes:
    """A filled workbook of that pack."""
    of = pack(pack_id)
    data = report(of, figures=consistent_figures(of, Random(3)))
    return entry_workbook.make(of, data.year, filled=data)


def codes_of(sheet: Any) -> list[Any]:
    """The cells that hold codes, row after row, under each line of headings."""
    found = []
    for column in sheet.iter_cols():
        is_codes = False
        for cell in column:
            is_codes = is_codes or cell.value == CODE
            if is_codes and isinstance(cell.value, str) and cell.value != CODE:
                found.append(cell)
    return found


def told(pack_id: str, change: Any) -> list[tuple[str, str | None]]:
    """The findings of reading the workbook with its sheets changed so."""
    book = openpyxl.load_workbook(io.BytesIO(filled(pack_id)))
    change(book)
    output = io.BytesIO()
    book.save(output)
    _, findings = sources.bind(sources.read_bytes(output.getvalue(), "年报.xlsx"), pack(pack_id))
    return [(item.code, item.location.cell) for item in findings if item.code == "S244"]


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", EACH_PACK)
def test_no_two_neighbouring_codes_can_be_exchanged_unseen(pack_id: str) -> None:
    """Each pair in turn whose words differ."""
    of = pack(pack_id)
    names = [name for name in layout(of).sheet_of_table.values() if name != GUIDE]
    book = openpyxl.load_workbook(io.BytesIO(filled(pack_id)))
    for name in names:
        cells = [cell for cell in codes_of(book[name]) if cell.value in of.rows]
        for one, other in islice(pairwise(cells), 6):
            labels = [of.rows[cell.value].label for cell in (one, other)]
            if labels[0] == labels[1]:
                continue

            def exchange(changed: Any, name: str = name, one: Any = one, other: Any = other) -> None:
                sheet = changed[name]
                sheet[one.coordinate], sheet[other.coordinate] = other.value, one.value

            assert [cell for _, cell in told(pack_id, exchange)] == [one.coordinate, other.coordinate], (name, labels)


@pytest.mark.slow
def test_words_of_the_clerks_own_are_none_of_another_row() -> None:
    def reworded(book: Any) -> None:
        sheet = book[layout(pack("county-2021")).sheet_of_table["t3"]]
        cell = codes_of(sheet)[0]
        sheet.cell(cell.row, cell.column + 1).value = "本年新收（含线上）"

    assert told("county-2021", reworded) == []
