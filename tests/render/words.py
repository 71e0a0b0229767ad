"""Small Word files for tests, a line each: `docx("{{ title }}", "{%p if overview %}")` has those paragraphs."""

import re
from collections.abc import Callable
from xml.sax.saxutils import escape

from reportgen.ooxml import archive
from reportgen.ooxml.names import R, W
from reportgen.render.draw import frame

DOCUMENT = "word/document.xml"


def docx(*paragraphs: str, header: str = "", body: str = "", extra: dict[str, str] | None = None) -> bytes:
    """A .docx with these paragraphs, or with this XML as its body; `extra` are further parts by name."""
    body = body or "".join(map(paragraph, paragraphs))
    parts = {
        "[Content_Types].xml": frame.content_types(),
        "_rels/.rels": frame.package_relations(),
        "word/_rels/document.xml.rels": frame.document_relations(),
        "docProps/core.xml": frame.core_properties("报告"),
        "docProps/app.xml": frame.app_properties(),
        "word/styles.xml": f'<w:styles xmlns:w="{W}"/>',
        "word/settings.xml": f'<w:settings xmlns:w="{W}"/>',
        "word/fontTable.xml": f'<w:fonts xmlns:w="{W}"/>',
        **{f"word/{name}{number}.xml": _furniture(name, header) for name in ("header", "footer") for number in "12"},
        DOCUMENT: f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        **(extra or {}),
    }
    members = [archive.Member.of(name, xml.encode()) for name, xml in parts.items()]
    return archive.Archive.of(members).completed({})


def paragraph(text: str) -> str:
    """A paragraph with one run."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(*rows: str) -> str:
    """A table: `table("指标|累计数", "{{ r1.annual }}|2")`."""
    drawn = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row.split('|'))}</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{drawn}</w:tbl>"


def part(blob: bytes, name: str = DOCUMENT) -> str:
    """A part's XML."""
    return next(archive.content(member).decode() for member in archive.read(blob) if member.name == name)


def changed(blob: bytes, change: Callable[[str], str], name: str = DOCUMENT) -> bytes:
    """The file with one part changed, its checksums made good."""
    members = []
    for member in archive.read(blob):
        if member.name == name:
            before = archive.content(member)
            after = change(before.decode()).encode()
            assert after != before, "the change changes nothing"
            member = archive.Member.of(name, after)
        members.append(member)
    return archive.Archive.of(members).completed({})


def texts(blob: bytes) -> list[str]:
    """Every paragraph of the document as python-docx reads it: the text, then the tables cell by cell."""
    from io import BytesIO

    from docx import Document
    from docx.table import Table

    found: list[str] = []
    for block in Document(BytesIO(blob)).iter_inner_content():
        if isinstance(block, Table):
            found += [
                inner.text for row in block.rows for cell in dict.fromkeys(row.cells) for inner in cell.paragraphs
            ]
        else:
            found.append(block.text)
    return found


def _furniture(name: str, text: str) -> str:
    tag = {"header": "hdr", "footer": "ftr"}[name]
    return f'<w:{tag} xmlns:w="{W}">{paragraph(text if name == "header" else "")}</w:{tag}>'


def codes(error: BaseException) -> list[str]:
    """The codes of an error's findings."""
    return [finding.code for finding in getattr(error, "findings", ())]


def without_markup(xml: str) -> str:
    """The text of XML."""
    return re.sub(r"<[^>]*>", "", xml)
