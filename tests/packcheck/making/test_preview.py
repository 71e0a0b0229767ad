"""Made-up reports in print: every pack, every kind, proven."""

import io
from decimal import Decimal

import docx
import pytest

from reportgen.packcheck.making import preview
from reportgen.packcheck.making.sample_data import HOSTILE, KINDS, sample
from tests.builders import ALL_PACKS, pack
from tests.conftest import Convert


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_the_totals_of_a_made_up_report_add_up(pack_id: str) -> None:
    of = pack(pack_id)
    data = sample(of, "typical")
    for rule in of.rules:
        for instance in rule.instances if rule.kind == "sum" else ():
            total = data.value(instance.left[0].figure)
            parts = [data.value(term.figure) for term in instance.alternatives[0]]
            if isinstance(total, Decimal):
                assert total == sum(part for part in parts if isinstance(part, Decimal))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "pack_id", ["county-2008", "county-government-2014", "county-2019", "township-government-2021"]
)
def test_every_kind_of_report_is_printed_and_proven(pack_id: str, kind: str) -> None:
    made = preview.preview(pack(pack_id), kind)
    assert made.docx is not None
    assert [item.code for item in made.findings if item.is_blocking] == []


@pytest.mark.slow
def test_hostile_text_is_printed_as_it_stands() -> None:
    made = preview.preview(pack("county-2021"), "hostile")
    assert made.docx is not None
    lines = [item.text for item in docx.Document(io.BytesIO(made.docx)).paragraphs]
    assert all(text in lines for text in HOSTILE)


@pytest.mark.libreoffice
def test_a_preview_becomes_a_pdf_with_pictures(convert: Convert) -> None:
    made = preview.preview(pack("county-2014"), "minimal")
    assert made.docx is not None
    pdf = preview.as_pdf(made.docx, "minimal.docx")
    assert pdf is not None
    assert pdf.startswith(b"%PDF")
    pictures = preview.as_pictures(pdf, "minimal.pdf")
    assert len(pictures) >= 2
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
