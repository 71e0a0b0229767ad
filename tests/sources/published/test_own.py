"""Reports that we wrote ourselves, read back as anybody's: an audit has nothing to say about them."""

from functools import cache
from pathlib import Path
from random import Random

import pytest

from reportgen import checks, compose, pipeline, render
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.model import FigureKey, ReportData
from reportgen.sources.published.bind import Bound, bind_published, read_published
from tests import builders
from tests.conftest import ConvertAll

FOLDERS = (builders.TEMPLATES,)
_NOTES = {"S311", "C117"}  # the level of a city is supposed; a report does not print its sign-off


@cache
def _data(pack_id: str) -> ReportData:
    pack = builders.pack(pack_id)
    return builders.report(pack, figures=builders.consistent_figures(pack, Random(7)))


@cache
def _document(pack_id: str) -> bytes:
    pack = builders.pack(pack_id)
    page, _ = compose.page(_data(pack_id), pack)
    return render.fill(render.compile_template(pack.template_path.read_bytes(), pack_id), page)


def _written(pack_id: str, folder: Path) -> Path:
    path = folder / f"{pack_id}.docx"
    path.write_bytes(_document(pack_id))
    return path


def _figures(data: ReportData) -> dict[FigureKey, object]:
    return {key: figure.raw or figure.value for key, figure in data.figures.items()}


def _codes(bound: Bound) -> set[str]:
    return {item.code for item in (*bound.findings, *checks.run(bound.data, bound.pack))} - _NOTES


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", builders.EACH_PACK)
def test_our_own_report_comes_back_whole_and_without_a_finding(pack_id: str, tmp_path: Path) -> None:
    bound = bind_published(read_published(_written(pack_id, tmp_path)), FOLDERS)
    data = _data(pack_id)
    assert bound.pack.id == pack_id
    assert _figures(bound.data) == _figures(data)
    assert (bound.data.unit.name, bound.data.issued_on) == (data.unit.name, data.issued_on)
    assert _codes(bound) == set()


@pytest.fixture(scope="module", params=["html", "txt:Text (encoded):UTF8"])
def converted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, convert_all: ConvertAll
) -> dict[str, Path]:
    """A report of each form as LibreOffice writes it in that format, by its pack."""
    folder, forms = tmp_path_factory.mktemp("reports"), builders.ONE_OF_EACH_FORM
    return dict(zip(forms, convert_all([_written(pack_id, folder) for pack_id in forms], request.param), strict=True))


@pytest.mark.libreoffice
@pytest.mark.parametrize("pack_id", builders.ONE_OF_EACH_FORM)
def test_a_converted_report_says_the_same(pack_id: str, converted: dict[str, Path]) -> None:
    bound = bind_published(read_published(converted[pack_id]), FOLDERS)
    assert bound.pack.id == pack_id
    assert _figures(bound.data) == _figures(_data(pack_id))
    assert _codes(bound) == set()


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", builders.ONE_OF_EACH_FORM)
def test_what_was_read_fills_a_workbook_that_reads_the_same(pack_id: str, tmp_path: Path) -> None:
    bound = bind_published(read_published(_written(pack_id, tmp_path)), FOLDERS)
    workbook = tmp_path / "next.xlsx"
    workbook.write_bytes(entry_workbook.make(bound.pack, bound.data.year, filled=bound.data))
    reading = pipeline.read(workbook, FOLDERS)
    assert reading.findings == ()
    assert _figures(reading.data) == _figures(bound.data)
    assert reading.data.narrative == bound.data.narrative
    assert (reading.data.unit, reading.data.issued_on) == (bound.data.unit, bound.data.issued_on)
    assert reading.data.contact == bound.data.contact
