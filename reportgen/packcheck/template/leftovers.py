"""What Word leaves in a template and nobody should see.

Placeholders to fill in, bookmarks, tracked changes, comments, tags where no text is printed, headers without the draft
mark. Takes the container and its stories, gives faults.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from reportgen.ooxml.elements import Element, is_element
from reportgen.ooxml.names import MC, R, w
from reportgen.packcheck.template.container import Container
from reportgen.packcheck.template.fault import Fault, fault, fault_at
from reportgen.packcheck.template.places import Line, Story, text_of
from reportgen.render.fill.grammar import TAG

# XX, 20XX, ××, 20__, ____, ○○年, ………, 待填: what forms leave to be filled in.
_LEFT = re.compile(
    r"(?<![A-Za-z0-9])(?:[12][09])?[XxＸｘ×╳✕]{2,}(?![A-Za-z])|[12]0[_＿]{2}|[_＿]{3,}|[○〇◯]{2,}年|…{3,}|(?i:todo|tbd)|待(?:填|补充|定)"
)
_TELEPHONE = re.compile(r"(?<!\d)0\d{2,3}[-－—]?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)")
# 2019年, 35件, 0431-88888888; in the name of a law or its number, 《…》 and 国务院令第711号, such facts stay.
_TYPED = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s*年|(?<![\d.])\d+(?:\.\d+)?\s*(?:件|条|份|次|人次|篇|个|元|万元|亿元|%|％)"
    rf"|{_TELEPHONE.pattern}"
)
_NAMED_TEXT = re.compile(r"《[^》]*》|[（(][^（）()]*[号修订修正施行][^（）()]*[)）]")
_TAG_OPENS = re.compile(r"[{｛]\s*[{｛%％#＃]")
_CHANGES = {
    "ins": "插入", "del": "删除", "moveFrom": "移动", "moveTo": "移动",
    "rPrChange": "格式修改", "pPrChange": "格式修改", "tblPrChange": "表格格式修改",
    "trPrChange": "表格格式修改", "tcPrChange": "表格格式修改", "sectPrChange": "页面修改",
    "cellIns": "插入单元格", "cellDel": "删除单元格", "cellMerge": "合并单元格",
}  # fmt: skip
_OWN_BOOKMARKS = ("_GoBack",)  # where the cursor was: Word sets it at every save
_PLACES = {
    "instrText": "域代码",
    "delText": "已删除的修订文字",
    "docPr": "图形的替代文字",
    "cNvPr": "图形的替代文字",
    "alias": "内容控件的标题",
    "tag": "内容控件的标记",
    "bookmarkStart": "书签名",
    "Relationship": "链接地址",
    "docVar": "文档变量",
    "comment": "批注",
}


def placeholders(stories: Sequence[Story]) -> Iterator[Fault]:
    """XX, 20XX, ××, ____: what should have been filled in or made a tag."""
    for story in stories:
        for line in story.lines:
            # blanks of the same length, so that places stay
            text = TAG.sub(lambda match: " " * len(match.group()), line.text)
            found = _LEFT.search(text)
            if found:
                yield fault("P241", line, start=found.start(), found=found.group(), text=_around(line, found))


def typed(stories: Sequence[Story]) -> Iterator[Fault]:
    """Facts typed into the text that change from report to report: a year, a number of things, a telephone."""
    for story in stories:
        for line in story.lines if story.kind != "properties" else ():
            text = _NAMED_TEXT.sub(lambda match: " " * len(match.group()), TAG.sub(_blank, line.text))
            found = (_TYPED if line.cell is None else _TELEPHONE).search(text)  # a row may say 不超过20个工作日
            if found:
                yield fault("P255", line, start=found.start(), found=found.group(), text=_around(line, found))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def bookmarks(container: Container, stories: Sequence[Story]) -> Iterator[Fault]:
    """Bookmarks in the text: filled texts lie outside them, and two reports joined clash."""
    for element, line in _inside(container, stories, ["bookmarkStart"]):
        name = element.get(w("name"), "")
        if name not in _OWN_BOOKMARKS and not _TAG_OPENS.search(name):  # a tag in a name is told as such
            yield fault("P242", line, name=name)


def changes(container: Container, stories: Sequence[Story]) -> Iterator[Fault]:
    """Tracked changes: one finding a paragraph."""
    seen: set[int] = set()
    for element, line in _inside(container, stories, _CHANGES):
        if id(line) not in seen:
            seen.add(id(line))
            kind = _CHANGES[etree.QName(element).localname]
            yield fault("P243", line, kind=kind, author=element.get(w("author"), ""))


def comments(container: Container, stories: Sequence[Story]) -> Iterator[Fault]:
    """Comments, each at the paragraph it is about."""
    texts: dict[str, str] = {}
    for part in container.related(container.main, "comments"):
        root = container.parts.get(part)
        for item in root if root is not None else ():
            texts[item.get(w("id"), "")] = "".join(text_of(paragraph) for paragraph in item.iter(w("p")))
    anchored: set[str] = set()
    for element, line in _inside(container, stories, ["commentReference"]):
        number = element.get(w("id"), "")
        anchored.add(number)
        yield fault("P244", line, text=_short(texts.get(number, "")))
    for number, text in texts.items():
        if number not in anchored:
            yield fault_at("P244", "", "批注", text=_short(text))


def hidden_tags(container: Container, stories: Sequence[Story]) -> Iterator[Fault]:
    """Signs of a tag where nothing is printed: field codes, names, alternative texts, links, other parts."""
    read = {id(element) for story in stories for line in story.lines for _, element in line.pieces}
    texts_read = {line.text for story in stories for line in story.lines}
    told = set(container.related(container.main, "comments"))  # a comment is a finding whatever it says
    for part, root in container.parts.items():
        for element in root.iter() if part not in told else ():
            if not is_element(element):
                texts = [element.text or ""]
            else:
                texts = [] if id(element) in read else [element.text or ""]
                texts += [element.tail or "", *map(str, element.attrib.values())]
            found = next((text for text in texts if _TAG_OPENS.search(text)), None)
            if found is not None and not _is_second_copy(element, texts_read):
                name = element.tag.rsplit("}", 1)[-1] if is_element(element) else "XML"
                yield _hidden(part, element, name, found, stories)


def _is_second_copy(element: Element, texts_read: set[str]) -> bool:
    """True inside the copy of a text box that Word keeps for older programs, when it says what the first copy says."""
    fallback = f"{{{MC}}}Fallback"
    holder = next((item for item in element.iterancestors() if item.tag == w("p")), None)
    return (
        holder is not None
        and any(item.tag == fallback for item in element.iterancestors())
        and text_of(holder) in texts_read
    )


def headers(container: Container, stories: Sequence[Story]) -> Iterator[Fault]:
    """Every page of the document has a header, and every header the draft mark."""
    by_part = {story.part: story for story in stories if story.kind == "header"}
    targets = {item.id: item.target for item in container.relationships.get(container.main, ())}
    seen: set[str] = set()
    # A section that names no header of a kind has that of the section before.
    before: dict[str, str] = {}
    for number, section in enumerate(container.parts[container.main].iter(w("sectPr")), 1):
        for reference in section.findall(w("headerReference")):
            before[reference.get(w("type"), "default")] = targets.get(reference.get(f"{{{R}}}id", ""), "")
        for which, name in _needed(container, section).items():
            part = before.get(which, "")
            story = by_part.get(part)
            if story is None:
                yield fault_at("P250", "", f"第{number}节", header=name)
            elif part not in seen and "draft_mark" not in "".join(line.text for line in story.lines):
                seen.add(part)
                yield fault("P248", story.lines[0]) if story.lines else fault_at("P248", part, name)


def _needed(container: Container, section: Element) -> dict[str, str]:
    """The headers that pages of a section show."""
    needed = {"default": "页眉"}
    if _is_on(section.find(w("titlePg"))):
        needed["first"] = "首页页眉"
    for part in container.related(container.main, "settings"):
        root = container.parts.get(part)
        if root is not None and _is_on(root.find(w("evenAndOddHeaders"))):
            needed["even"] = "偶数页页眉"
    return needed


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(w("val"), "1") not in ("0", "false", "off")  # <w:titlePg/> alone is on


def _inside(container: Container, stories: Sequence[Story], names: Iterable[str]) -> Iterator[tuple[Element, Line]]:
    """The elements of those names in the text, in reading order, with the paragraph they stand in or before."""
    for story in stories:
        lines = {line.element: line for line in story.lines}
        for element in container.parts[story.part].iter(*map(w, names)):
            paragraph = _paragraph_of(element)
            line = lines.get(paragraph) if paragraph is not None else None
            if line is not None:
                yield element, line


def _paragraph_of(element: Element) -> Element | None:
    """The paragraph around an element, in it, or next to it: a whole row may be inserted, a bookmark stand between."""
    for above in element.iterancestors():
        if above.tag == w("p"):
            return above
        if above.tag in (w("tc"), w("tr"), w("tbl")):
            break
    first = next(element.iter(w("p")), None)
    if first is not None:
        return first
    around = element.getparent()
    while around is not None:
        first = next(around.iter(w("p")), None)
        if first is not None:
            following = next((item for item in element.itersiblings(w("p"))), None)
            return following if following is not None else first
        around = around.getparent()
    return None


def _hidden(part: str, element: Element, name: str, found: str, stories: Sequence[Story]) -> Fault:
    where = _PLACES.get(name, name)
    above = next((item for item in (element, *element.iterancestors()) if item.tag == w("p")), None)
    line = (
        next((line for story in stories for line in story.lines if line.element is above), None)
        if above is not None
        else None
    )
    if line is not None:
        return fault("P249", line, tag=_short(found), kind=where)
    return fault_at("P249", part, part, tag=_short(found), kind=where)


def _around(line: Line, found: re.Match[str]) -> str:
    start = max(0, found.start() - 8)
    return line.text[start : found.end() + 8].strip()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
