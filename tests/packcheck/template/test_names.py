"""The names of a template are those that a page feeds, no more and no fewer."""

import io

import docx
import pytest

from reportgen import compose
from reportgen.packcheck.making.fields_page import make
from reportgen.packcheck.making.sample_data import sample
from reportgen.packcheck.template.names import BLOCK_NAMES, TEXT_NAMES, figure_name, names
from tests.builders import ALL_PACKS, pack


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_the_names_are_those_of_the_page(pack_id: str) -> None:
    of = pack(pack_id)
    page, _ = compose.page(sample(of, "typical"), of)
    assert set(TEXT_NAMES) == set(page.fields)
    assert set(BLOCK_NAMES) == set(page.blocks)
    cells = {f"{row}.{column}" for row, columns in page.cells.items() for column in columns}
    assert {figure_name(item) for item in of.fields.values()} == cells


def test_every_name_says_what_it_prints_and_how_it_is_typed() -> None:
    found = names(pack("county-2008"))
    assert len({item.name for item in found}) == len(found)
    assert all(item.label and item.tag.startswith("{") for item in found)
    fee = next(item for item in found if item.name == "r24.annual")
    assert (fee.tag, fee.unit, fee.kind) == ("{{ r24.annual }}", "元", "figure")


def test_the_word_page_holds_every_tag_to_copy() -> None:
    of = pack("county-2021")
    table = docx.Document(io.BytesIO(make(of, names(of)))).tables[0]
    typed = {line.text for row in table.rows for line in row.cells[0].paragraphs}
    assert {item.tag for item in names(of)} <= typed
    assert {"{{ p.text }}", "{%p endfor %}"} <= typed
