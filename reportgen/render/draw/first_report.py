"""A pack's first report.docx: the official form with its tags, laid out as GB/T 9704 says.

Takes a pack, gives the bytes of a Word template. From then on the file belongs to those who maintain it in Word. Which
cells a table has is left to `packs/printed_table.py`, how things look to `word_styles.py`.
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from reportgen.ooxml import archive
from reportgen.ooxml.names import R, W
from reportgen.packs import Pack, SectionPlan, Table
from reportgen.packs.printed_table import TEXT_WIDTH, Grid, PrintedCell, dated_tags, grids
from reportgen.render.draw import frame
from reportgen.render.draw.word_styles import (
    BY_ID,
    borders,
    font_table,
    page,
    run_properties,
    settings,
    style_sheet,
)

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HEADINGS = {2: "Heading2", 3: "Heading3", 4: "Heading4"}
_INDENT, _INDENT_OF_DEPTH = 57, 240  # twips: a label's own indent, and a character for each level below
_CELL_MARGIN = 28
_APART = '<w:tblCellMar><w:top w:w="85" w:type="dxa"/></w:tblCellMar>'  # signatures keep off the table and each other
_NO_MARGINS = (  # narrow columns: every digit counts
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)
_SMALLEST = 2  # half points: the least Word knows
_ROW_HEIGHT = {False: 400, True: 350}  # twips, by whether it is small; a label of two lines makes its row higher
_SIGNATURES = {
    "填报单位（盖章）": "unit_name",
    "单位负责人": "approved_by",
    "审核人": "reviewed_by",
    "填报人": "prepared_by",
    "联系电话": "phone",
    "填报日期": "prepared_on",
}


def make(pack: Pack) -> bytes:
    """The template for that pack, the same bytes for the same pack."""
    parts = {
        "[Content_Types].xml": frame.content_types(),
        "_rels/.rels": frame.package_relations(),
        "docProps/core.xml": frame.core_properties("{{ title }}"),
        "docProps/app.xml": frame.app_properties(),
        "word/document.xml": _document(pack),
        "word/_rels/document.xml.rels": frame.document_relations(),
        "word/styles.xml": style_sheet(),
        "word/settings.xml": settings(),
        "word/fontTable.xml": font_table(),
        "word/header1.xml": _header(),
        "word/header2.xml": _header(),
        # odd pages at the right, even ones at the left, as GB/T 9704 has it
        "word/footer1.xml": _footer("PageNumberOdd", 'w:rightChars="100" w:right="280"'),
        "word/footer2.xml": _footer("PageNumberEven", 'w:leftChars="100" w:left="280"'),
    }
    members = [archive.Member.of(name, f"{_DECLARATION}{xml}".encode()) for name, xml in parts.items()]
    return archive.written(members)


def _document(pack: Pack) -> str:
    body = "".join(_body(pack))
    return f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{page(frame.FURNITURE)}</w:body></w:document>'


def _header() -> str:
    return f'<w:hdr xmlns:w="{W}">{_paragraph("DraftMark", "{{ draft_mark }}")}</w:hdr>'


def _footer(style: str, indent: str) -> str:
    """The page number between two dashes, one character in from the outer edge."""
    look = run_properties(style)
    field = "".join(
        f"<w:r>{look}{inner}</w:r>"
        for inner in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{style}"/><w:ind {indent}/></w:pPr>{field}</w:p></w:ftr>'


def _body(pack: Pack) -> Iterator[str]:
    """The paragraphs and tables of the report, in print order."""
    yield _paragraph("Title", "{{ title }}")
    if pack.date_line:
        yield _paragraph("DateLine", "{{ date_line }}")
    yield from _texts("preface")
    for section in pack.sections[:-1]:
        yield from _section(section, pack)
    yield from _section(pack.sections[-1], pack, keep=True)  # the last text keeps with the signature
    yield from _texts("closing", keep=True)
    if pack.attachment is not None and pack.attachment.note:
        yield _tag("{%p if attachment_note %}")
        yield _paragraph("AttachmentNote", "{{ attachment_note }}")
        yield _tag("{%p endif %}")
    yield _paragraph("Signature", "{{ signature }}")
    yield _paragraph("Date", "{{ date }}")
    yield from _attachment(pack)


def _section(section: SectionPlan, pack: Pack, *, keep: bool = False) -> Iterator[str]:
    if section.optional:
        yield _tag(f"{{%p if {section.key} %}}")
    yield _paragraph("Heading1", f"{{{{ {section.key}.heading }}}}")
    yield from _texts(f"{section.key}.body", keep=keep)
    for key in section.tables:
        yield from _table(pack.table(key))
    if section.optional:
        yield _tag("{%p endif %}")


def _texts(source: str, *, keep: bool = False) -> Iterator[str]:
    """The paragraphs of that list, each in the style of its level.

    `keep` holds them on one page with what follows: no signature stands on a page without text (GB/T 9704-2012).
    """
    yield _tag(f"{{%p for p in {source} %}}")
    for level, style in _HEADINGS.items():
        yield _tag(f"{{%p {'if' if level == 2 else 'elif'} p.level == {level} %}}")
        yield _paragraph(style, "{{ p.text }}")
    yield _tag("{%p else %}")
    yield _paragraph("BodyText", "{{ p.text }}", "<w:keepNext/>" * keep)
    yield _tag("{%p endif %}")
    yield _tag("{%p endfor %}")


def _attachment(pack: Pack) -> Iterator[str]:
    if pack.attachment is None:
        return
    yield _paragraph("AttachmentMark", "{{ attachment_mark }}")
    yield _paragraph("AttachmentTitle", "{{ attachment_title }}")
    several = len(pack.attachment.tables) > 1
    for key in pack.attachment.tables:
        yield from _table(pack.table(key), titled=several)
    if pack.form.signatures:
        yield _signatures(pack.form.signatures)
        yield _tag("")  # Word wants a paragraph after the last table


def _table(table: Table, *, titled: bool = True) -> Iterator[str]:
    drawn = grids(table)
    for grid in drawn:
        if grid.title and (titled or len(drawn) > 1):
            yield _paragraph("TableTitle", dated_tags(grid.title))
        yield _grid(grid)
    for note in table.notes:
        yield _paragraph("TableNote", dated_tags(note))


def _grid(grid: Grid) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid.widths)
    rows = "".join(_row(grid, index) for index in range(len(grid.rows)))
    margins = _NO_MARGINS if grid.small else ""  # 五号 in columns of six digits
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(grid.widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{borders()}</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}'
        f'<w:tblLook w:val="0000"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(grid: Grid, index: int) -> str:
    repeats = "<w:tblHeader/>" if index < grid.header_rows else ""
    cells, start = [], 0
    for cell in grid.rows[index]:
        width = sum(grid.widths[start : start + cell.span])
        cells.append(_cell(cell, width, small=grid.small, joined=index in grid.joined))
        start += cell.span
    height = f'<w:trHeight w:val="{_ROW_HEIGHT[grid.small]}" w:hRule="atLeast"/>'
    # cantSplit: a row is never cut by a page
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeats}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: PrintedCell, width: int, *, small: bool, joined: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = {"": "", "first": '<w:vMerge w:val="restart"/>', "more": "<w:vMerge/>"}[cell.merge]
    style = {"header": "TableHead", "label": "TableLabel", "centred": "TableFigure", "figure": "TableFigure"}[cell.kind]
    extra = "<w:keepNext/>" if joined else ""
    if cell.depth:
        extra += f'<w:ind w:left="{_INDENT + cell.depth * _INDENT_OF_DEPTH}"/>'
    style += "Small" * small
    text = "" if cell.merge == "more" else cell.text
    runs = _fitted(style, text, width) if cell.kind == "figure" else _run(style, text)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{runs}</w:p></w:tc>'
    )


def _fitted(style: str, tag: str, width: int) -> str:
    """A tag on one line of its cell: its first brace as large as the figure will be, the rest as small as need be.

    The value takes the look of the run in which the tag begins.
    """
    head, name = tag[:1], tag[1:]
    full = BY_ID[style].size
    room = width - 2 * _CELL_MARGIN - 5 * full  # a brace is half a character wide: 5 twips a half point
    size = max(_SMALLEST, min(full, room // (7 * len(name))))  # a letter at most 7 twips a half point
    tail = f'<w:rPr><w:color w:val="A6A6A6"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return f'{_run(style, head)}<w:r>{tail}<w:t xml:space="preserve">{escape(name)}</w:t></w:r>'


def _signatures(labels: Sequence[str]) -> str:
    """The line of signatures below the table: three a row, without borders."""
    widths = (3765, 2480, 2600)  # together the width of the text
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_signature_row(labels[start : start + 3], widths) for start in range(0, len(labels), 3))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{_APART}<w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _signature_row(labels: Sequence[str], widths: Sequence[int]) -> str:
    # a label that no field feeds is signed by hand
    texts = [f"{label}：{{{{ {_SIGNATURES[label]} }}}}" if label in _SIGNATURES else f"{label}：" for label in labels]
    texts += [""] * (len(widths) - len(texts))
    cells = "".join(
        _cell(PrintedCell(text), width, small=True, joined=False) for text, width in zip(texts, widths, strict=True)
    )
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="520" w:hRule="atLeast"/></w:trPr>{cells}</w:tr>'


def _paragraph(style: str, text: str, extra: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{_run(style, text)}</w:p>'


def _run(style: str, text: str) -> str:
    return f'<w:r>{run_properties(style)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _tag(text: str) -> str:
    return _paragraph("TagLine", text)
