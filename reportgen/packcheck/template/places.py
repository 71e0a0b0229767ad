"""What a person sees in a .docx, line by line, with the words he would say where it is.

Takes an opened container, gives every paragraph with its text and place (正文 > 三、依申请公开 > 第2段; 表1 第5行第3列)
and every table as a grid. Text boxes, content controls, hyperlinks and runs split by Word are read through; what
is deleted in tracked changes is left out. What is wrong with the text is left to the modules that look for it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reportgen.ooxml.elements import Element, is_element
from reportgen.ooxml.names import CORE, MC, R, w
from reportgen.packcheck.template.container import Container

DRAFTS: tuple[str, ...] = ("w:del", "w:moveFrom")
_INSIDE = tuple(
    map(w, ("hyperlink", "smartTag", "customXml", "ins", "moveTo", "sdt", "sdtContent", "fldSimple", "dir", "bdo"))
)
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_STORIES = {w("hdr"): "页眉", w("ftr"): "页脚"}
_WHICH = {"default": "", "first": "首页", "even": "偶数页"}
_PROPERTIES = {
    "title": "标题",
    "subject": "主题",
    "creator": "作者",
    "keywords": "关键词",
    "description": "备注",
    "category": "类别",
    "lastModifiedBy": "最后修改者",
    "identifier": "标识",
    "contentStatus": "状态",
}
Titles = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a table as it is counted on the page: tables, rows and cells from 1; `start` is its grid column."""

    table: int
    row: int
    column: int
    start: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the text of a property. `pieces` are the text elements it is put together from, with offsets."""

    part: str
    place: str
    text: str
    element: Element
    pieces: tuple[tuple[int, Element], ...] = ()
    number: int = 0
    cell: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell of a table. `merge`: "" alone, "restart" the top of a merged cell, "continue" below it."""

    text: str
    start: int
    span: int
    merge: str
    element: Element


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row; `width` is what its cells and the grid columns it skips add up to."""

    cells: tuple[WordCell, ...]
    width: int
    element: Element


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table; `columns` is the number of columns its grid declares, `name` how it is called: 表1."""

    part: str
    number: int
    name: str
    columns: int
    rows: tuple[WordRow, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What of the document is read in one go: the body, a header, the footnotes, the properties."""

    part: str
    kind: str
    lines: tuple[Line, ...]
    tables: tuple[WordTable, ...]


def stories(container: Container, title_of: Titles = str) -> tuple[Story, ...]:
    """Every story of the document. `title_of` says what a heading with tags will read in print."""
    found = [_body(container, title_of)]
    names = _header_names(container)
    for part, root in container.parts.items():
        if root.tag in _STORIES:
            found.append(
                _told(part, "header" if root.tag == w("hdr") else "footer", names.get(part, _STORIES[root.tag]), root)
            )
        elif root.tag in (w("footnotes"), w("endnotes")):
            found.append(_notes(part, root))
        elif root.tag == f"{{{CORE}}}coreProperties":
            found.append(_properties(part, root))
    return tuple(found)


def text_of(paragraph: Element) -> str:
    """The text of one paragraph, without that of its text boxes."""
    return "".join(text for text, _ in _pieces(paragraph))


def _body(container: Container, title_of: Titles) -> Story:
    walk = _Walk(container.main, "正文", title_of, _outline_levels(container))
    body = container.parts[container.main].find(w("body"))
    if body is not None:
        walk.blocks(body)
    return Story(container.main, "body", tuple(walk.lines), tuple(walk.tables))


def _told(part: str, kind: str, name: str, root: Element) -> Story:
    walk = _Walk(part, name)
    walk.blocks(root)
    return Story(part, kind, tuple(walk.lines), tuple(walk.tables))


def _notes(part: str, root: Element) -> Story:
    name = "脚注" if root.tag == w("footnotes") else "尾注"
    # with a type: the lines that separate notes from the text
    printed = [item for item in root if item.tag in (w("footnote"), w("endnote")) and item.get(w("type")) is None]
    lines: list[Line] = []
    for index, note in enumerate(printed, 1):
        walk = _Walk(part, f"{name}{index}")
        walk.blocks(note)
        lines += walk.lines
    return Story(part, "notes", tuple(lines), ())


def _properties(part: str, root: Element) -> Story:
    lines = []
    for item in root:
        if is_element(item) and item.text:
            name = item.tag.rsplit("}", 1)[-1]
            lines.append(Line(part, f"文档属性 > {_PROPERTIES.get(name, name)}", item.text, item, ((0, item),)))
    return Story(part, "properties", tuple(lines), ())


def _header_names(container: Container) -> dict[str, str]:
    """How each header and footer is called: 页眉, 首页页眉, 第2节页眉."""
    targets = {item.id: item.target for item in container.relationships.get(container.main, ())}
    sections = list(container.parts[container.main].iter(w("sectPr")))
    names: dict[str, str] = {}
    for number, section in enumerate(sections, 1):
        for reference in section:
            if reference.tag not in (w("headerReference"), w("footerReference")):
                continue
            kind = "页眉" if reference.tag == w("headerReference") else "页脚"
            which = _WHICH.get(reference.get(w("type"), "default"), "")
            prefix = f"第{number}节" if len(sections) > 1 else ""
            names.setdefault(targets.get(reference.get(f"{{{R}}}id", ""), ""), f"{prefix}{which}{kind}")
    return names


def _outline_levels(container: Container) -> dict[str, int]:
    """The heading level of each paragraph style that has one, from 1."""
    found: dict[str, int] = {}
    for name in container.related(container.main, "styles"):
        root = container.parts.get(name)
        for style in root.iter(w("style")) if root is not None else ():
            outline = style.find(f"{w('pPr')}/{w('outlineLvl')}")
            label = style.find(w("name"))
            title = (label.get(w("val"), "") if label is not None else "").lower()
            # 9 is body text
            if outline is not None and outline.get(w("val"), "9").isdigit() and int(outline.get(w("val"), "9")) < 9:
                found[style.get(w("styleId"), "")] = int(outline.get(w("val"), "9")) + 1
            # styles have English names in the file, whatever Word's language
            elif title.startswith("heading ") and title[8:].isdigit():
                found[style.get(w("styleId"), "")] = int(title[8:])
    return found


def heading_level(paragraph: Element, levels: dict[str, int]) -> int:
    """The outline level of a paragraph, 0 for body text."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return 0
    outline = properties.find(w("outlineLvl"))
    if outline is not None and outline.get(w("val"), "9").isdigit():
        level = int(outline.get(w("val"), "9"))
        return level + 1 if level < 9 else 0
    style = properties.find(w("pStyle"))  # the paragraph's own word goes before its style's
    return levels.get(style.get(w("val"), ""), 0) if style is not None else 0


outline_levels = _outline_levels


@dataclass(slots=True)
class _Walk:
    """A walk through one story, in reading order."""

    part: str
    name: str
    title_of: Titles = str
    levels: dict[str, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    tables: list[WordTable] = field(default_factory=list)
    heading: str = ""
    count: int = 0
    boxes: int = 0

    def blocks(self, parent: Element) -> None:
        """Paragraphs and tables directly under an element, or inside its content controls."""
        for child in parent:
            if child.tag == w("p"):
                self.paragraph(child)
            elif child.tag == w("tbl"):
                self.table(child)
            elif child.tag in _INSIDE:
                self.blocks(child)

    def paragraph(self, element: Element) -> None:
        pieces = list(_pieces(element))
        text = "".join(part for part, _ in pieces)
        if text.strip() and heading_level(element, self.levels) == 1:
            self.heading, self.count = self.title_of(text.strip()), 0
            place = f"{self.name} > {self.heading}"
        else:
            self.count += bool(text.strip())
            middle = f" > {self.heading}" if self.heading else ""
            place = f"{self.name}{middle} > 第{max(self.count, 1)}段"  # before the first words too one says 第1段
        self.add(element, pieces, place, number=self.count)
        self.text_boxes(element, place)

    def add(
        self,
        element: Element,
        pieces: list[tuple[str, Element]],
        place: str,
        *,
        number: int = 0,
        cell: CellPlace | None = None,
    ) -> None:
        offset, found = 0, []
        for text, source in pieces:
            found.append((offset, source))
            offset += len(text)
        text = "".join(part for part, _ in pieces)
        self.lines.append(Line(self.part, place, text, element, tuple(found), number, cell))

    def text_boxes(self, element: Element, place: str) -> None:
        for box in _text_boxes(element):
            self.boxes += 1
            inner = _Walk(self.part, f"{place} > 文本框{self.boxes}")
            inner.blocks(box)
            self.lines += inner.lines
            self.tables += inner.tables

    def table(self, element: Element, name: str = "") -> None:
        number = len(self.tables) + 1
        name = name or (f"表{number}" if self.name == "正文" else f"{self.name} > 表{number}")
        grid = element.find(w("tblGrid"))
        columns = len(grid.findall(w("gridCol"))) if grid is not None else 0
        self.tables.append(WordTable(self.part, number, name, columns, ()))  # its number comes before those inside it
        rows = tuple(self.row(row, number, index, name) for index, row in enumerate(_inside(element, w("tr")), 1))
        self.tables[number - 1] = WordTable(self.part, number, name, columns, rows)

    def row(self, element: Element, table: int, number: int, name: str) -> WordRow:
        properties = element.find(w("trPr"))
        start = _number(properties, "gridBefore", 0)
        cells = []
        for index, tc in enumerate(_inside(element, w("tc")), 1):
            span, merge = _number(tc.find(w("tcPr")), "gridSpan", 1), _merge(tc)
            text = self.cell(tc, CellPlace(table, number, index, start), f"{name} 第{number}行第{index}列")
            cells.append(WordCell(text, start, span, merge, tc))
            start += span
        return WordRow(tuple(cells), start + _number(properties, "gridAfter", 0), element)

    def cell(self, element: Element, at: CellPlace, place: str) -> str:
        before = len(self.lines)
        nested = 0
        for child in _flat(element):
            if child.tag == w("p"):
                self.add(child, list(_pieces(child)), place, cell=at)
                self.text_boxes(child, place)
            elif child.tag == w("tbl"):
                nested += 1
                self.table(child, f"{place} > 嵌套表{nested}")
        # not what stands in text boxes or tables inside it
        return "".join(line.text for line in self.lines[before:] if line.cell == at)


def _pieces(element: Element) -> Iterator[tuple[str, Element]]:
    """The texts of a paragraph with the element each stands in, through links, controls and insertions."""
    for child in element:
        if child.tag == w("r"):
            for item in child:
                if item.tag == w("t"):
                    yield item.text or "", item
                elif item.tag in _SIGNS:
                    yield _SIGNS[item.tag], item
        elif child.tag in _INSIDE:
            yield from _pieces(child)


def _text_boxes(element: Element) -> Iterator[Element]:
    """The text boxes anchored in a paragraph; one that is stored twice, for old and new Word, counts once."""
    for child in element:
        if child.tag == w("p") or not is_element(child):
            continue  # paragraphs in a box are found from the box
        if child.tag == w("txbxContent"):
            yield child
        elif child.tag == f"{{{MC}}}AlternateContent":
            choices = [part for part in child if is_element(part)]
            # the first way of drawing that holds boxes
            found = next((boxes for part in choices if (boxes := list(_text_boxes(part)))), [])
            yield from found
        else:
            yield from _text_boxes(child)


def _flat(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag in _INSIDE:
            yield from _flat(child)
        elif is_element(child):
            yield child


def _inside(element: Element, tag: str) -> Iterator[Element]:
    return (child for child in _flat(element) if child.tag == tag)


def _number(properties: Element | None, name: str, default: int) -> int:
    found = properties.find(w(name)) if properties is not None else None
    value = found.get(w("val"), "") if found is not None else ""
    return int(value) if value.isdigit() else default


def _merge(tc: Element) -> str:
    properties = tc.find(w("tcPr"))
    found = properties.find(w("vMerge")) if properties is not None else None
    if found is None:
        return ""
    return "restart" if found.get(w("val")) == "restart" else "continue"  # <w:vMerge/> alone goes on
