"""The frame of a .docx: which parts it has, how they hang together, what it says of itself.

Holds the XML of the small parts around the text of a first report. It names no author, machine or day.
"""

from typing import Final
from xml.sax.saxutils import escape

from reportgen.ooxml.names import CONTENT_TYPES, CORE, RELATIONSHIPS, R

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "styles": ("styles.xml", "styles+xml"),
    "settings": ("settings.xml", "settings+xml"),
    "fontTable": ("fontTable.xml", "fontTable+xml"),
}
_FURNITURE = {
    "rId11": ("header", "default", "header1.xml"),  # after the ids of _PARTS
    "rId12": ("header", "even", "header2.xml"),
    "rId13": ("footer", "default", "footer1.xml"),
    "rId14": ("footer", "even", "footer2.xml"),
}
FURNITURE: Final = "".join(
    f'<w:{kind}Reference w:type="{pages}" r:id="{number}"/>' for number, (kind, pages, _) in _FURNITURE.items()
)


def content_types() -> str:
    """[Content_Types].xml: what kind of part each file is."""
    named = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/word/document.xml": f"{_WORD}.document.main+xml",
        **{f"/word/{file}": f"{_WORD}.{kind}" for file, kind in _PARTS.values()},
        **{f"/word/{file}": f"{_WORD}.{kind}+xml" for kind, _, file in _FURNITURE.values()},
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named.items())
    return (
        f'<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def package_relations() -> str:
    """_rels/.rels: where the document and its properties are."""
    return _relations(
        ("rId1", f"{R}/officeDocument", "word/document.xml"),
        ("rId2", f"{RELATIONSHIPS}/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{R}/extended-properties", "docProps/app.xml"),
    )


def document_relations() -> str:
    """word/_rels/document.xml.rels: the document's styles, settings, headers and footers."""
    parts = [(f"rId{index}", f"{R}/{kind}", file) for index, (kind, (file, _)) in enumerate(_PARTS.items(), 1)]
    furniture = [(number, f"{R}/{kind}", file) for number, (kind, _, file) in _FURNITURE.items()]
    return _relations(*parts, *furniture)


def core_properties(title: str) -> str:
    """docProps/core.xml: title and language alone."""
    return (
        f'<cp:coreProperties xmlns:cp="{CORE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def app_properties() -> str:
    """docProps/app.xml."""
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>reportgen</Application></Properties>"
    )


def _relations(*entries: tuple[str, str, str]) -> str:
    found = "".join(
        f'<Relationship Id="{number}" Type="{kind}" Target="{target}"/>' for number, kind, target in entries
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{found}</Relationships>'
