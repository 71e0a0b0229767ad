"""A finished Word file as blocks: body, tables, text boxes and footnotes in order; headers, footers, comments after.

Takes the bytes of a .docx; reads its XML directly, without entities, external parts or python-docx's objects, which
are slow. What was inserted by a tracked change counts, what was deleted does not; hidden text is not printed, so it
does not count. Automatic numbers of paragraphs are put in front, as Word prints them. The place of a paragraph is its
number in its part.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.errors import SourceError
from reportgen.findings import Location
from reportgen.ooxml import archive, elements
from reportgen.ooxml.elements import Element
from reportgen.ooxml.names import MC, STRICT_W, W
from reportgen.sources.published.blocks import Block, Kind, Paragraph, PublishedCell, PublishedTable, without_layout
from reportgen.wording import chinese

_W = f"{{{W}}}"
_MC = f"{{{MC}}}"
# A file saved in the strict kind of the format has other namespaces for the same elements.
_STRICT = STRICT_W.encode()
_DOCUMENT = "word/document.xml"
_COMMENTS = "word/comments.xml"
_LARGEST_PART = 60_000_000
_MOST_SPAN = 200  # columns: a broken file may ask for millions
_MOST_NESTED = 60  # deeper than any document; Python's stack would end
# What only wraps what is printed: content controls, insertions, links, fields; of two ways to draw something the first.
_THROUGH = frozenset(
    {
        f"{_W}{name}"
        for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple")
    }
    | {f"{_MC}AlternateContent", f"{_MC}Choice"}
)
# Deleted, moved away, codes of fields, looks; tables and text boxes are blocks of their own, a Fallback the same again.
_NOT_PRINTED = frozenset(
    {f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "instrText", "delText", "rPr", "tbl", "txbxContent")}
    | {f"{_MC}Fallback"}
)
# How w:numFmt calls 一、二、三; some have names that go on: chineseCountingThousand.
_CHINESE_FORMATS = ("chineseCounting", "japaneseCounting", "ideographDigital", "taiwaneseCounting")


@dataclass(frozen=True, slots=True)
class _Package:
    """A document's parts, unpacked one at a time: pictures and whatever else is in the file are not looked at."""

    content: bytes
    entries: Mapping[str, archive.MemberInfo]
    file: str

    def part(self, name: str) -> Element:
        content = self._content(name)
        if _STRICT in content[:4000]:  # namespaces are declared at the beginning
            content = content.replace(_STRICT, W.encode())
        try:
            return elements.parsed(content)
        except elements.DeclarationError as error:
            raise SourceError.of("S305", Location(file=self.file), reason="DOCTYPE") from error
        except etree.XMLSyntaxError as error:
            raise SourceError.of("S305", Location(file=self.file), reason=name) from error

    def _content(self, name: str) -> bytes:
        entry = self.entries[name]
        if entry.size > _LARGEST_PART:
            raise SourceError.of("S301", Location(file=self.file), megabytes=_LARGEST_PART // 1_000_000)
        if entry.is_encrypted:
            raise SourceError.of("S302", Location(file=self.file))
        try:
            return archive.content(archive.member(self.content, entry))
        except archive.ArchiveError as error:
            raise SourceError.of("S305", Location(file=self.file), reason=name) from error


def read_docx(content: bytes, file: str) -> list[Block]:
    """The blocks of the document. Raises SourceError when the package is damaged or no Word document."""
    try:
        entries = {entry.name: entry for entry in archive.entries(content)}
    except archive.ArchiveError as error:
        raise SourceError.of("S305", Location(file=file), reason="zip") from error
    return list(_read(_Package(content, entries, file)))


def _read(package: _Package) -> Iterator[Block]:
    names, file = package.entries, package.file
    if _DOCUMENT not in names:
        # a workbook, a presentation or an OpenDocument file under a wrong name
        code = "S304" if any(name.startswith(("xl/", "ppt/", "content.xml")) for name in names) else "S305"
        raise SourceError.of(code, Location(file=file), kind="zip", reason=_DOCUMENT)
    numbering = _Numbering.of(package)
    footnotes = _footnotes(package)
    reader = _Reader(file, _DOCUMENT, "body", numbering, footnotes)
    body = package.part(_DOCUMENT).find(f"{_W}body")
    if body is not None:
        yield from reader.blocks(body)
    for name in sorted(names):
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            kind: Kind = "header" if name.startswith("word/header") else "footer"
            yield from _Reader(file, name, kind, numbering, {}).blocks(package.part(name))
    if _COMMENTS in names:
        comments = _Reader(file, _COMMENTS, "comment", numbering, {})
        for comment in package.part(_COMMENTS):
            yield from comments.blocks(comment)


def _footnotes(package: _Package) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        name = f"word/{kind}s.xml"
        if name in package.entries:
            for note in package.part(name):
                if note.get(f"{_W}type") is None:  # with a type it is the line that separates notes from the text
                    text = "".join(_text(item) for item in note.iter(f"{_W}p"))
                    found[f"{kind}{note.get(f'{_W}id')}"] = text.strip()
    return found


@dataclass(slots=True)
class _Reader:
    """Walks one part. Its counters are the only state: how many paragraphs and tables went by."""

    file: str
    part: str
    kind: Kind
    numbering: "_Numbering"
    footnotes: dict[str, str]
    paragraphs: int = 0
    tables: int = 0
    carried: str = ""

    def blocks(self, container: Element, depth: int = 0) -> Iterator[Block]:
        for child in container:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child, depth)
            elif child.tag == f"{_W}tbl" and depth < _MOST_NESTED:
                yield from self._table(child, depth)
            elif child.tag in _THROUGH and depth < _MOST_NESTED:
                yield from self.blocks(child, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[Block]:
        self.paragraphs += 1
        place = Location(file=self.file, part=self.part, paragraph=self.paragraphs)
        text = self.carried + self.numbering.text_before(paragraph) + _text(paragraph)
        self.carried = ""
        if _mark_is_deleted(paragraph):  # a deleted paragraph mark joins the paragraph to the next
            self.carried = text
        else:
            for line in text.split("\n"):  # a line break: to a reader two paragraphs
                if line.strip():
                    yield Paragraph(line.strip(), place, self.kind)
        yield from self._beside(paragraph, place, depth)

    def _beside(self, element: Element, place: Location, depth: int) -> Iterator[Block]:
        """The text boxes and footnotes that hang on a paragraph, or on the cells of a table."""
        for box in element.iter(f"{_W}txbxContent"):
            if not _is_fallback(box) and depth < _MOST_NESTED:
                yield from self.blocks(box, depth + 1)
        for mark in element.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"):
            note = self.footnotes.get(f"{etree.QName(mark).localname.removesuffix('Reference')}{mark.get(f'{_W}id')}")
            if note:
                yield Paragraph(note, place, "footnote")

    def _table(self, element: Element, depth: int) -> Iterator[Block]:
        self.tables += 1
        number = self.tables
        place = Location(file=self.file, part=self.part, table=number)
        cells: list[PublishedCell] = []
        open_above: dict[int, int] = {}  # grid column -> index in cells of the merge that may go on
        nested: list[Element] = []
        for r, row in enumerate(_rows(element)):
            column = _number(row.find(f"{_W}trPr/{_W}gridBefore"))  # columns that the row leaves free at its left
            for tc in _children(row, f"{_W}tc"):
                properties = tc.find(f"{_W}tcPr")
                span = max(1, _number(properties.find(f"{_W}gridSpan")) if properties is not None else 1)
                merge = properties.find(f"{_W}vMerge") if properties is not None else None
                # <w:vMerge/> alone goes on
                continues = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
                if continues and column in open_above:
                    index = open_above[column]
                    above = cells[index]
                    # the first cell grows downwards
                    cells[index] = PublishedCell(
                        above.text, above.row, above.column, r - above.row + 1, above.column_span, above.location
                    )
                else:
                    where = Location(file=self.file, part=self.part, table=number, row=r + 1, column=column + 1)
                    cells.append(PublishedCell(self._cell_text(tc), r, column, 1, span, where))
                    open_above.pop(column, None)  # another cell stands here: a merge from further up has ended
                    if merge is not None:
                        open_above[column] = len(cells) - 1
                nested += tc.findall(f"{_W}tbl")
                column += span
        yield from without_layout(PublishedTable(number, tuple(cells), place))
        if depth == 0:  # of nested tables too, and once only
            yield from self._beside(element, place, 1)
        for table in nested:
            if depth < _MOST_NESTED:
                yield from self._table(table, depth + 1)

    def _cell_text(self, cell: Element) -> str:
        lines = [self.numbering.text_before(item) + _text(item) for item in _children(cell, f"{_W}p")]
        return "\n".join(line.strip() for line in lines if line.strip())


def _rows(table: Element) -> Iterator[Element]:
    for row in _children(table, f"{_W}tr"):
        if row.find(f"{_W}trPr/{_W}del") is None:
            yield row


def _children(parent: Element, tag: str, depth: int = 0) -> Iterator[Element]:
    """The children of that tag, content controls and tracked insertions looked through."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH and depth < _MOST_NESTED:
            yield from _children(child, tag, depth + 1)


def _text(element: Element, depth: int = 0) -> str:
    pieces: list[str] = []
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            pieces.append(child.text or "")
        elif tag == f"{_W}tab":
            pieces.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            # page and column breaks print nothing
            pieces.append("\n" if child.get(f"{_W}type") in (None, "textWrapping") else "")
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif tag == f"{_W}r" and child.find(f"{_W}rPr/{_W}vanish") is not None:  # hidden text
            continue
        elif tag not in _NOT_PRINTED and len(child) and depth < _MOST_NESTED:
            pieces.append(_text(child, depth + 1))
    return "".join(pieces)


def _is_fallback(box: Element) -> bool:
    # the same box again, for readers of the old kind
    return any(item.tag == f"{_MC}Fallback" for item in box.iterancestors())


def _mark_is_deleted(paragraph: Element) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None


def _number(element: Element | None) -> int:
    value = "" if element is None else element.get(f"{_W}val", "")
    return min(int(value), _MOST_SPAN) if value.isascii() and value.isdigit() else 0


@dataclass(slots=True)
class _Numbering:
    """Word's automatic numbers: which list and level a paragraph is in, and how far each list has counted."""

    levels: dict[str, dict[int, tuple[str, str, int]]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, package: _Package) -> "_Numbering":
        if "word/numbering.xml" not in package.entries:
            return cls()
        root = package.part("word/numbering.xml")
        abstract = {item.get(f"{_W}abstractNumId", ""): _levels(item) for item in root.iter(f"{_W}abstractNum")}
        levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        for item in root.iter(f"{_W}num"):
            link = item.find(f"{_W}abstractNumId")
            if link is not None:
                levels[item.get(f"{_W}numId", "")] = abstract.get(link.get(f"{_W}val", ""), {})
        styles: dict[str, tuple[str, int]] = {}
        if "word/styles.xml" in package.entries:
            for style in package.part("word/styles.xml").iter(f"{_W}style"):
                position = _list_position(style)
                if position is not None:
                    styles[style.get(f"{_W}styleId", "")] = position
        return cls(levels, styles)

    def text_before(self, paragraph: Element) -> str:
        """The number Word prints in front of the paragraph; an empty text where it has none, or a bullet."""
        if not self.levels:
            return ""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        position = _list_position(paragraph)
        if position is None and style is not None:
            position = self.styles.get(style.get(f"{_W}val", ""))
        if position is None or position[1] not in self.levels.get(position[0], {}):
            return ""
        number, level = position
        for deeper in range(level + 1, 9):  # Word has nine levels; a heading starts those below it anew
            self.counts.pop((number, deeper), None)
        start = self.levels[number][level][2]
        self.counts[number, level] = self.counts.get((number, level), start - 1) + 1
        return self._printed(number, level)

    def _printed(self, number: str, level: int) -> str:
        text = self.levels[number][level][1]  # %1.%2: the numbers of the levels, with what stands between
        for depth, (style, _, start) in self.levels[number].items():
            if f"%{depth + 1}" in text:
                count = self.counts.get((number, depth), start)
                text = text.replace(f"%{depth + 1}", _counted(style, count))
        return "" if self.levels[number][level][0] == "bullet" else text


def _levels(abstract: Element) -> dict[int, tuple[str, str, int]]:
    found = {}
    for level in abstract.iter(f"{_W}lvl"):
        style, text, start = (level.find(f"{_W}{name}") for name in ("numFmt", "lvlText", "start"))
        index = level.get(f"{_W}ilvl", "")
        if index.isascii() and index.isdigit():
            found[int(index)] = (
                style.get(f"{_W}val", "decimal") if style is not None else "decimal",
                text.get(f"{_W}val", "") if text is not None else "",
                _number(start) if start is not None else 1,
            )
    return found


def _list_position(element: Element) -> tuple[str, int] | None:
    properties = element.find(f"{_W}pPr/{_W}numPr")
    if properties is None:
        return None
    number, level = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
    return (number.get(f"{_W}val", ""), _number(level)) if number is not None else None


def _counted(style: str, count: int) -> str:
    return chinese(count) if style.startswith(_CHINESE_FORMATS) else str(count)
