"""Finished reports for tests, printed without the product's templates: as Word, as a web page, as flattened text.

Give a report and its pack; the tables are the official ones, merged cells and all, every sentence is made up here.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from reportgen.model import NOT_APPLICABLE, Figure, FigureKey, ReportData
from reportgen.packs import Pack, Table, dated
from reportgen.packs.printed_table import Cells, grids
from reportgen.wording import chinese, long_date, plain

_TAG = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


@dataclass(frozen=True)
class Cell:
    """A printed cell with its spans."""

    text: str
    columns: int
    rows: int


Block = str | list[list[Cell]]


def cell_text(figure: Figure) -> str:
    """What stands in the cell."""
    if figure.raw is not None:
        return figure.raw
    if figure.value is NOT_APPLICABLE:
        return "-"
    return "" if figure.value is None else plain(figure.value)


def headings(data: ReportData, pack: Pack) -> list[str]:
    """The official headings with their numbers."""
    names = {"{year}": str(data.year), "{next_year}": str(data.year + 1), "{unit}": data.unit.name}
    found = []
    for number, plan in enumerate(pack.sections, start=1):
        heading = plan.heading
        for name, text in names.items():
            heading = heading.replace(name, text)
        found.append(f"{chinese(number)}、{heading}")
    return found


def blocks(
    data: ReportData, pack: Pack, *, date_line: bool = True, texts: Mapping[str, Sequence[str]] | None = None
) -> list[Block]:
    """The whole report: title, date, preface, sections with their tables, signature, attachment."""
    found: list[Block] = [f"{data.unit.name}{data.year}年政府信息公开工作年度报告"]
    day = long_date(data.issued_on) if data.issued_on else ""
    if date_line:
        found.append(f"（{day}）")
    found.append(
        f"按照有关规定，{data.unit.name}编制了本报告，所列数据自{data.year}年1月1日起至{data.year}年12月31日止。"
    )
    for heading, plan in zip(headings(data, pack), pack.sections, strict=True):
        found.append(heading)
        found += (texts or {}).get(plan.key, [f"这一部分写“{plan.key}”的情况，共两句。这是第二句。"])
        for table in pack.form.tables:
            if table.section == plan.key:
                found += printed_table(table, data, pack)
    found += [data.unit.name, day]
    for table in pack.form.tables:
        if table.section is None:
            found += ["附件", f"{data.unit.name}{data.year}年{pack.form.title}", *printed_table(table, data, pack)]
            found += [dated(note, data.year) for note in table.notes]
    return found


def printed_table(table: Table, data: ReportData, pack: Pack) -> Iterator[Block]:
    """The table's title and its grid, filled in."""
    values = {
        f"{pack.fields[key].row.tag}.{pack.fields[key].column.code}": cell_text(data.figure(key)) for key in pack.fields
    }
    values["year"] = str(data.year)
    for grid in grids(table):
        if grid.title:
            yield grid.title
        yield [
            [
                Cell(_TAG.sub(lambda match: values[match[1]], cell.text), cell.span, _rows_spanned(grid.rows, r, c))
                for c, cell in enumerate(row)
                if cell.merge != "more"
            ]
            for r, row in enumerate(grid.rows)
        ]


def _rows_spanned(rows: Sequence[Cells], r: int, c: int) -> int:
    if rows[r][c].merge != "first":
        return 1
    start = sum(cell.span for cell in rows[r][:c])
    count = 1
    for row in rows[r + 1 :]:
        at = 0
        for cell in row:
            if at == start and cell.merge == "more":
                count += 1
                break
            at += cell.span
        else:
            break
    return count


_DOCX = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
}


def docx(report: Sequence[Block]) -> bytes:
    """The report as a Word file, merged cells as Word merges them."""
    return package("".join(_paragraph(block) if isinstance(block, str) else _table(block) for block in report))


def package(body: str, **parts: str) -> bytes:
    """A Word file with that body; `parts` are other parts of the folder word, by name without .xml."""
    main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    content = {**_DOCX, "word/document.xml": f"<w:document {main} {mc}><w:body>{body}</w:body></w:document>"}
    content |= {f"word/{name}.xml": text.replace("XMLNS", main) for name, text in parts.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(rows: Sequence[Sequence[Cell]]) -> str:
    lines = []
    open_above: dict[int, tuple[int, int]] = {}  # column -> rows to come, columns spanned
    for row in rows:
        cells: list[str] = []
        column = 0
        left = list(row)
        while left or column in open_above:
            if column in open_above:
                more, span = open_above.pop(column)
                cells.append(_cell("", span, "<w:vMerge/>"))
                if more > 1:
                    open_above[column] = (more - 1, span)
            else:
                cell = left.pop(0)
                span = cell.columns
                cells.append(_cell(cell.text, span, '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""))
                if cell.rows > 1:
                    open_above[column] = (cell.rows - 1, span)
            column += span
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def _cell(text: str, span: int, merge: str) -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{_paragraph(text)}</w:tc>'


def html(report: Sequence[Block], *, charset: str = "utf-8") -> str:
    """The report as a web page, with a menu above and a foot below it."""
    parts = [f'<html><head><meta charset="{charset}"><title>政府网站</title><style>p {{}}</style></head><body>']
    parts.append("<div><ul><li><a href='/'>首页</a></li><li>政务公开</li></ul><script>var 年 = 1;</script></div>")
    for block in report:
        if isinstance(block, str):
            parts.append(f"<p><span>{escape(block)}</span></p>")
            continue
        parts.append("<table>")
        for row in block:
            cells = (f'<td colspan="{c.columns}" rowspan="{c.rows}"><p>{escape(c.text)}</p></td>' for c in row)
            parts.append(f"<tr>{''.join(cells)}</tr>")
        parts.append("</table>")
    parts.append("<div>版权所有：某政府 网站标识码：0000000000</div></body></html>")
    return "\n".join(parts)


def flattened(report: Sequence[Block], end: str = " |") -> str:
    """The report as a web page's text: one cell a line, `end` behind each cell."""
    lines: list[str] = []
    for block in report:
        if isinstance(block, str):
            lines.append(block)
        else:
            lines += [f"{cell.text}{end}" for row in block for cell in row]
    return "\n".join(lines)


def tabbed(report: Sequence[Block]) -> str:
    """The report as text copied from a browser: a row a line, tabs between the cells."""
    return "\n".join(
        line
        for block in report
        for line in ([block] if isinstance(block, str) else ["\t".join(cell.text for cell in row) for row in block])
    )


def spaced(report: Sequence[Block]) -> str:
    """The report as text taken from a PDF: a row a line, blanks between the cells."""
    return "\n".join(
        line
        for block in report
        for line in ([block] if isinstance(block, str) else [" ".join(cell.text for cell in row) for row in block])
    )


def markdown(report: Sequence[Block]) -> str:
    """The report as Markdown."""
    lines: list[str] = []
    for block in report:
        if isinstance(block, str):
            lines += [block, ""]
            continue
        rows = [f"| {' | '.join(cell.text for cell in row)} |" for row in block]
        lines += [rows[0], "|" + " --- |" * sum(cell.columns for cell in block[0]), *rows[1:], ""]
    return "\n".join(lines)


def values_of(figures: Mapping[FigureKey, Figure]) -> dict[str, object]:
    """The figures alone, for comparison."""
    return {str(key): figure.value for key, figure in figures.items()}
