"""The examples: every one builds, its workbook says the same, and its document is the one on file, part by part."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest

from reportgen import library, pipeline
from reportgen.findings.catalogue import CATALOGUE
from tests.conftest import ConvertAll
from tests.golden.renew import EXAMPLES, PLANTED, ROOT, examples, golden_path

FOLDERS = library(ROOT / "templates")
IDS = [path.stem for path in examples()]


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a document; how they are packed does not matter."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def built(path: Path) -> bytes:
    """The proven document of that file."""
    outcome = pipeline.make(pipeline.read(path, FOLDERS))
    assert outcome.docx is not None, outcome.findings
    return outcome.docx


def text_of(content: bytes) -> list[str]:
    """Every paragraph and every cell, read by python-docx."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def test_there_is_an_example_for_each_level_and_family() -> None:
    names = set(IDS)
    assert {"municipal-2008", "county-2008", "provincial-2014", "municipal-2014", "county-2014"} <= names
    assert {"provincial-2021", "municipal-2021", "county-2021", "township-government-2021"} <= names


@pytest.mark.slow
@pytest.mark.parametrize("path", examples(), ids=IDS)
def test_the_document_is_the_one_on_file(path: Path) -> None:
    assert parts(built(path)) == parts(golden_path(path).read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize("path", examples(), ids=IDS)
def test_the_workbook_gives_the_same_bytes_as_the_json(path: Path) -> None:
    assert built(path.with_suffix(".xlsx")) == built(path)


@pytest.mark.parametrize("path", examples(), ids=IDS)
def test_an_example_has_no_finding(path: Path) -> None:
    for twin in (path, path.with_suffix(".xlsx")):
        assert pipeline.examine(pipeline.read(twin, FOLDERS)) == ()


@pytest.mark.parametrize("path", examples(), ids=IDS)
def test_no_tag_is_left_in_a_document(path: Path) -> None:
    for name, content in parts(golden_path(path).read_bytes()).items():
        if name.endswith(".xml"):
            assert not re.search(rb"\{\{|\}\}|\{%|%\}", content), name


@pytest.mark.parametrize("path", sorted((EXAMPLES / PLANTED).glob("*.json")), ids=lambda path: path.stem)
def test_the_planted_errors_are_found_in_both_twins(path: Path) -> None:
    found = [
        sorted(
            (item.code, item.rule or "", item.severity)
            for item in pipeline.examine(pipeline.read(twin, FOLDERS))
            if item.code[0] in "CW"  # how a value was read differs between the two
        )
        for twin in (path, path.with_suffix(".xlsx"))
    ]
    assert found[0] == found[1]
    assert found[0] != []


@pytest.fixture(scope="module")
def printed(convert_all: ConvertAll) -> dict[str, Path]:
    """The text of every golden document as LibreOffice reads it, by the example's name."""
    return dict(zip(IDS, convert_all(map(golden_path, examples()), "txt:Text (encoded):UTF8"), strict=True))


@pytest.mark.libreoffice
@pytest.mark.parametrize("path", examples(), ids=IDS)
def test_libreoffice_reads_every_paragraph_and_figure(path: Path, printed: dict[str, Path]) -> None:
    flat = re.sub(r"\s", "", printed[path.stem].read_text(encoding="utf-8-sig"))
    missing = [text for text in text_of(golden_path(path).read_bytes()) if re.sub(r"\s", "", text) not in flat]
    assert missing == []


def test_every_kind_of_finding_of_the_checks_is_planted_somewhere() -> None:
    planted = sorted((EXAMPLES / PLANTED).glob("*.json"))
    found = {item.code for path in planted for item in pipeline.examine(pipeline.read(path, FOLDERS))}
    # planted in no example; tests/checks has a case of each
    elsewhere = {"C106", "C113", "C118", "C208", "C712", "C713"}
    assert {code for code in CATALOGUE if code[0] == "C"} - found == elsewhere


def test_a_finding_weighs_what_the_catalogue_says() -> None:
    planted = sorted((EXAMPLES / PLANTED).glob("*.json"))
    found = {(item.code, item.severity) for path in planted for item in pipeline.examine(pipeline.read(path, FOLDERS))}
    assert [(code, severity) for code, severity in found if severity not in CATALOGUE[code].severity] == []
