"""The names of a pack as a Word page: tags to copy from, with what they print.

Takes names, gives the bytes of a .docx in the official fonts. Which names there are is left to `names.py`.
"""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from reportgen.ooxml import archive
from reportgen.ooxml.names import R, W
from reportgen.packcheck.template.names import Name
from reportgen.packs import Pack
from reportgen.render.draw import frame
from reportgen.render.draw.word_styles import borders, font_table, page, run_properties, settings, style_sheet

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WIDTHS = (3400, 3045, 900, 1500)  # together the width of the text, 156 mm
_HEADS = ("标签", "打印的内容", "单位", "示例")


def make(pack: Pack, names: Iterable[Name]) -> bytes:
    """The page for that pack."""
    rows = "".join(_rows(names))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>{borders()}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )
    body = f"{_paragraph('AttachmentTitle', pack.name)}{table}{_paragraph('TagLine', '')}"
    furniture = _paragraph("TagLine", "")
    parts = {
        "[Content_Types].xml": frame.content_types(),
        "_rels/.rels": frame.package_relations(),
        "docProps/core.xml": frame.core_properties(pack.name),
        "docProps/app.xml": frame.app_properties(),
        "word/document.xml": (
            f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{page(frame.FURNITURE)}</w:body></w:document>'
        ),
        "word/_rels/document.xml.rels": frame.document_relations(),
        "word/styles.xml": style_sheet(),
        "word/settings.xml": settings(),
        "word/fontTable.xml": font_table(),
        **{f"word/header{number}.xml": f'<w:hdr xmlns:w="{W}">{furniture}</w:hdr>' for number in (1, 2)},
        **{f"word/footer{number}.xml": f'<w:ftr xmlns:w="{W}">{furniture}</w:ftr>' for number in (1, 2)},
    }
    members = [archive.Member.of(name, f"{_DECLARATION}{xml}".encode()) for name, xml in parts.items()]
    return archive.written(members)


def typed(name: Name) -> tuple[str, ...]:
    """The lines to type in Word for a name; paragraphs take a loop."""
    if name.kind == "paragraphs":
        return (name.tag, "{{ p.text }}", "{%p endfor %}")
    return (name.tag,)


def _rows(names: Iterable[Name]) -> Iterator[str]:
    yield _row([(text,) for text in _HEADS], "TableHeadSmall", repeats=True)
    where = ""
    for name in names:
        if name.where != where:
            where = name.where
            yield _heading(where)
        yield _row([typed(name), (name.label,), (name.unit,), (name.example,)], "TableLabelSmall")


def _heading(text: str) -> str:
    paragraph = _paragraph("TableHeadSmall", text)
    return (
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:gridSpan w:val="{len(_WIDTHS)}"/></w:tcPr>'
        f"{paragraph}</w:tc></w:tr>"
    )


def _row(cells: list[tuple[str, ...]], style: str, *, repeats: bool = False) -> str:
    head = "<w:trPr><w:tblHeader/></w:trPr>" if repeats else ""
    drawn = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{''.join(_paragraph(style, line) for line in lines)}</w:tc>"
        for width, lines in zip(_WIDTHS, cells, strict=True)
    )
    return f"<w:tr>{head}{drawn}</w:tr>"


def _paragraph(style: str, text: str) -> str:
    run = f'<w:r>{run_properties(style)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'
