"""A finished report saved from a web page, as blocks: text by paragraph, tables with their merged cells resolved.

Takes the decoded page; scripts, styles and forms are dropped. A table that only lays out the page is read as text. The
place of a block is its number in the page, and the line of the file it begins in.
"""

from collections.abc import Iterator

import lxml.html
from lxml import etree

from reportgen.errors import SourceError
from reportgen.findings import Location
from reportgen.sources.published.blocks import Block, Paragraph, RawCell, resolved, without_layout

# What a page holds and a reader does not see, and what he could type into.
_DROPPED = frozenset(
    ("script", "style", "noscript", "template", "head", "select", "textarea", "button", "iframe", "svg")
)
# What stands within a line; o:p and st1:chsdate are Word's, in pages saved by it.
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "o:p",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "st1:chsdate",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "nobr",
        "img",
    ]
)
_MOST_SPAN = 200  # columns or rows: a broken page may ask for millions
_MOST_NESTED = 200  # Python's stack would end


def read_html(text: str, file: str) -> tuple[list[Block], str]:
    """The blocks of the page, and what its <title> says. Raises SourceError when there is no text in it."""
    # comments and instructions would be elements among the text
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        # a NUL would come out as U+FFFD
        root = lxml.html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError.of("S305", Location(file=file), reason="HTML") from error
    titles = root.xpath("//title/text()")
    title = str(titles[0]) if isinstance(titles, list) and titles else ""
    return list(_Reader(file).blocks(root)), " ".join(title.split())


class _Reader:
    """Walks the page. Its counters and the text collected so far are the only state."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._paragraphs = 0
        self._tables = 0
        self._pieces: list[str] = []
        self._line: int | None = None  # where the text collected so far begins

    def blocks(self, element: etree._Element) -> Iterator[Block]:
        yield from self._walk(element, 0)
        yield from self._flushed()

    def _walk(self, element: etree._Element, depth: int) -> Iterator[Block]:
        tag = str(element.tag)
        if tag not in _DROPPED and depth < _MOST_NESTED and not _is_hidden(element):
            if tag == "table" and element.find(".//table") is None:  # a table around tables only lays out the page
                yield from self._flushed()
                yield from self._table(element)
            elif tag in _INLINE:
                yield from self._inside(element, depth)
            else:
                yield from self._flushed()
                yield from self._inside(element, depth)
                yield from self._flushed()
        self._add(element.tail, element)

    def _inside(self, element: etree._Element, depth: int) -> Iterator[Block]:
        self._add(element.text, element)
        for child in element:
            yield from self._walk(child, depth + 1)

    def _add(self, text: str | None, element: etree._Element) -> None:
        if text and text.strip() and self._line is None:
            self._line = _line_of(element)
        if text:
            self._pieces.append(text)

    def _flushed(self) -> Iterator[Block]:
        text = " ".join("".join(self._pieces).split())
        line, self._line = self._line, None
        self._pieces.clear()
        if text:
            self._paragraphs += 1
            yield Paragraph(text, Location(file=self._file, line=line, paragraph=self._paragraphs))

    def _table(self, element: etree._Element) -> Iterator[Block]:
        self._tables += 1
        place = Location(file=self._file, line=_line_of(element), table=self._tables)
        rows: list[list[RawCell]] = []
        for r, row in enumerate(element.iter("tr")):
            where = Location(file=self._file, line=_line_of(row), table=self._tables, row=r + 1)
            rows.append([_raw_cell(cell, where) for cell in row if cell.tag in ("td", "th")])
        yield from without_layout(resolved(rows, self._tables, place))


def _raw_cell(cell: etree._Element, where: Location) -> RawCell:
    return RawCell(_cell_text(cell), _span(cell.get("colspan")), _span(cell.get("rowspan")), where)


def _cell_text(cell: etree._Element) -> str:
    pieces: list[str] = []
    for item in cell.iter():
        tag = str(item.tag)
        if tag not in _DROPPED:
            if item is not cell and tag not in _INLINE:  # each paragraph or division in a cell is a line of it
                pieces.append("\n")
            pieces.append(_collapsed(item.text))
        if item is not cell:
            pieces.append(_collapsed(item.tail))  # the cell's own tail stands behind it, not in it
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _collapsed(text: str | None) -> str:
    return " ".join(f"x{text}x".split())[1:-1] if text else ""  # one blank stays at either end where there was one


def _line_of(element: etree._Element) -> int | None:
    line: int | None = getattr(element, "sourceline", None)
    return line


def _span(value: str | None) -> int:
    digits = (value or "").strip()
    return min(max(int(digits), 1), _MOST_SPAN) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None
