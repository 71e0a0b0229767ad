"""Templates from strangers: no known payload runs, in whatever part it stands; each is a finding, twice over."""

import io
import os
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from reportgen import compose
from reportgen.errors import RenderError
from reportgen.model import Page
from reportgen.packcheck.making.sample_data import sample
from reportgen.packcheck.template import lint
from reportgen.render import compile_template, fill, outline, prove
from tests.builders import pack
from tests.packcheck.template.editing import R, W
from tests.packcheck.template.payloads import PAYLOADS
from tests.render.words import texts

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PLACES = ("body", "cell", "text box", "content control", "header", "footer", "footnote", "property")
COUNTY = "county-2021"


def _paragraph(words: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def _in_body(place: str, words: str) -> str:
    inner = _paragraph(words)
    if place == "cell":
        return f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl><w:p/>"
    if place == "text box":
        return f"<w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>"
    if place == "content control":
        return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    return inner if place == "body" else ""


def template(place: str, words: str) -> bytes:
    """A small document with those words in that place."""
    names = f'xmlns:w="{W}" xmlns:r="{R}"'
    at = {name: _paragraph(words) if name == place else "<w:p/>" for name in ("header", "footer", "footnote")}
    references = '<w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/>'
    parts = {
        "word/document.xml": f"<w:document {names}><w:body>{_in_body(place, words)}"
        f"<w:sectPr>{references}</w:sectPr></w:body></w:document>",
        "word/header1.xml": f"<w:hdr {names}>{at['header']}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {names}>{at['footer']}</w:ftr>",
        "word/footnotes.xml": f'<w:footnotes {names}><w:footnote w:id="1">{at["footnote"]}</w:footnote></w:footnotes>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(words) if place == 'property' else ''}</dc:title></cp:coreProperties>",
    }
    kinds = {
        "word/document.xml": f"{_KIND}.document.main+xml",
        "word/header1.xml": f"{_KIND}.header+xml",
        "word/footer1.xml": f"{_KIND}.footer+xml",
        "word/footnotes.xml": f"{_KIND}.footnotes+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    related = {"h": ("header", "header1.xml"), "f": ("footer", "footer1.xml"), "n": ("footnotes", "footnotes.xml")}
    parts |= {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="d" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(f'<Relationship Id="{i}" Type="{R}/{k}" Target="{t}"/>' for i, (k, t) in related.items())
        + "</Relationships>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return stream.getvalue()


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What a payload would have to call."""
    calls: list[str] = []

    def watch(name: str) -> object:
        return lambda *arguments, **options: calls.append(name)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "system", watch("os.system"))
    monkeypatch.setattr(os, "popen", watch("os.popen"))
    monkeypatch.setattr(subprocess, "Popen", watch("Popen"))
    return calls


def test_there_are_at_least_sixty_payloads() -> None:
    assert len(set(PAYLOADS)) >= 60


def test_the_small_document_is_one_that_can_be_filled() -> None:
    page, _ = compose.page(sample(pack(COUNTY), "typical"), pack(COUNTY))
    for place in PLACES:
        assert fill(compile_template(template(place, "{{ title }}"), "x.docx"), page)


@pytest.mark.thorough
@pytest.mark.parametrize("place", PLACES)
def test_every_payload_is_a_finding_of_the_lint_and_none_runs(place: str, watched: list[str], tmp_path: Path) -> None:
    for payload in PAYLOADS:
        found = lint.template(template(place, payload), pack(COUNTY), "x.docx")
        told = [item for item in found if item.code in ("P211", "P216", "P218", "P219", "P220", "P221")]
        assert told, (payload, [item.code for item in found])
    assert watched == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_every_payload_is_refused_when_the_template_is_filled(place: str, watched: list[str], tmp_path: Path) -> None:
    page, _ = compose.page(sample(pack(COUNTY), "typical"), pack(COUNTY))
    for payload in PAYLOADS:
        with pytest.raises(RenderError) as refused:
            fill(compile_template(template(place, payload), "x.docx"), page)
        assert refused.value.findings, payload
    assert watched == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("payload", [item for item in PAYLOADS if len(item) < 300])  # Word cuts names short
def test_a_payload_hidden_in_a_name_is_a_finding(payload: str) -> None:
    content = template("body", "文字")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    attribute = escape(payload, {'"': "&quot;"})
    hidden = f'<w:bookmarkStart w:id="1" w:name="{attribute}"/>'.encode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:p>", b"<w:p>" + hidden, 1)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    found = lint.template(stream.getvalue(), pack(COUNTY), "x.docx")
    assert "P249" in {item.code for item in found}
    with pytest.raises(RenderError) as refused:
        compile_template(stream.getvalue(), "x.docx")
    assert "R107" in {item.code for item in refused.value.findings}


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_beside_what_docxtpl_fills_is_refused_too(payload: str, watched: list[str], tmp_path: Path) -> None:
    page, _ = compose.page(sample(pack(COUNTY), "typical"), pack(COUNTY))
    for words in ("{{ title|upper }}" + payload, "{% set a = title %}" + payload + "{{ a }}"):
        with pytest.raises(RenderError) as refused:
            fill(compile_template(template("body", words), "x.docx"), page)
        assert refused.value.findings
    with pytest.raises(RenderError):
        fill(compile_template(template("header", payload), "x.docx", by_docxtpl=True), page)
    assert watched == []
    assert list(tmp_path.iterdir()) == []


def test_payloads_in_values_are_printed_as_they_are_whichever_way(watched: list[str], tmp_path: Path) -> None:
    words = "{{ title }}{{ title|upper }}{% set a = title %}{{ a }}{{ a if title else date }}{{r title }}"
    content = template("cell", words)
    compiled, read = compile_template(content, "x.docx"), outline(content)
    assert compiled.by_docxtpl
    for payload in PAYLOADS:
        page = Page(fields={"title": payload, "date": ""})
        made = fill(compiled, page)
        assert prove(read, page, made) == ()
        assert "".join(texts(made)).startswith(payload + payload.upper() + payload * 3)
    assert watched == []
    assert list(tmp_path.iterdir()) == []
