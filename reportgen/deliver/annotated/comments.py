"""The comments of a worksheet: ours put in and taken out again, everybody else's kept.

Takes the package, a sheet's part and the texts by cell. Where a comment stands already, ours follows it in the same
box; what follows our mark is ours, and is replaced when the copy is annotated again. A conversation of newer Excel
(a threaded comment) is left as it is. The boxes are drawn by `vml.py`.
"""

from collections.abc import Mapping

from lxml import etree

from reportgen.deliver.annotated import vml as shapes
from reportgen.deliver.annotated.cells import add_drawing
from reportgen.deliver.annotated.package import Package
from reportgen.deliver.annotated.texts import held
from reportgen.ooxml.elements import Element, child, local, name_in, plain, whole
from reportgen.wording.cell_names import Spot, first_spot

AUTHOR = "reportgen"
MARK = "【reportgen】"
_THREADED = "tc="  # how Excel calls the author of a conversation's stand-in
_LONGEST = 32_000  # characters: Excel's 32,767, with room for our mark
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# As Excel writes its own notes; colour 81 is that of tool tips, charset 134 Chinese.
_FONT = '<sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="3"/><charset val="134"/>'
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def annotate(package: Package, part: str, texts: Mapping[Spot, str]) -> None:
    """Puts the texts at their cells, in place of what we said before."""
    relation = package.related(part, "comments")
    if relation is None and not texts:
        return
    name = relation.target if relation is not None else _new_part(package, part)
    comments = _Comments(package.tree(name), package.broken(name))
    emptied = comments.strip()
    told = comments.add(texts)
    ground = shapes.Ground(package.tree(part))
    boxes = [ground.box(place, text) for place, text in told.items()]
    _draw(package, part, emptied - set(told), boxes)  # a cell that is told of again keeps its box
    if comments.are_none:
        _remove(package, part)


class _Comments:
    """The part that holds the texts."""

    def __init__(self, root: Element, broken: Exception) -> None:
        authors, comments = child(root, "authors"), child(root, "commentList")
        if authors is None or comments is None:
            raise broken
        self.authors, self.list = authors, comments

    @property
    def are_none(self) -> bool:
        return len(self.list) == 0

    def strip(self) -> set[Spot]:
        """Takes out what is ours, and gives the cells where nothing else was said."""
        emptied = set()
        for item in list(self.list):
            place, text = first_spot(item.get("ref")), child(item, "text") if local(item) == "comment" else None
            if text is None or place is None or not _cut(text):
                continue
            if not _said(text).strip():
                self.list.remove(item)
                emptied.add(place)
        return emptied

    def add(self, texts: Mapping[Spot, str]) -> dict[Spot, str]:
        """Adds the texts; gives, by cell, all that is said there now."""
        present = {first_spot(item.get("ref")): item for item in self.list if local(item) == "comment"}
        told = {}
        for place, words in texts.items():
            item = present.get(place)
            # Excel writes its text anew, from the conversation
            if item is not None and self._author(item).startswith(_THREADED):
                continue
            text = self._new(place) if item is None else child(item, "text")
            if text is not None:
                _append(text, words)
                told[place] = _said(text)
        return told

    def _author(self, comment: Element) -> str:
        number = whole(comment.get("authorId"))
        return (self.authors[number].text or "") if number < len(self.authors) else ""

    def _new(self, place: Spot) -> Element:
        names = [item.text for item in self.authors]
        if AUTHOR not in names:
            etree.SubElement(self.authors, name_in(self.authors, "author")).text = AUTHOR
            names.append(AUTHOR)
        comment = etree.SubElement(self.list, name_in(self.list, "comment"), ref=place.name)
        comment.set("authorId", str(names.index(AUTHOR)))
        return etree.SubElement(comment, name_in(comment, "text"))


def _append(text: Element, words: str) -> None:
    """Our mark and our words, after what stands there, which must be a run beside other runs."""
    before = _said(text)
    plain = child(text, "t")  # text and runs do not stand side by side
    if plain is not None:
        run = etree.Element(name_in(text, "r"))
        text.replace(plain, run)
        run.append(plain)
    _run(text, f"\n{MARK}" if before else MARK, bold=True)
    _run(text, f"\n{held(words, _LONGEST - len(before))}", bold=False)


def _run(text: Element, words: str, *, bold: bool) -> None:
    run = etree.Element(name_in(text, "r"))
    namespace = etree.QName(text).namespace
    run.append(etree.fromstring(f'<rPr xmlns="{namespace}">{"<b/>" if bold else ""}{_FONT}</rPr>'))
    node = etree.SubElement(run, name_in(text, "t"))
    node.text = words
    node.set(_XML_SPACE, "preserve")
    runs = [item for item in text if local(item) == "r"]  # before phonetic marks, which come last
    if runs:
        runs[-1].addnext(run)
    else:
        text.insert(0, run)


def _texts(text: Element) -> list[Element]:
    """The pieces of a comment's text; how it is spoken (ruby) is none of it."""
    found = [text, *(item for item in text if local(item) == "r")]
    return [piece for item in found for piece in item if local(piece) == "t"]


def _said(text: Element) -> str:
    return "".join(piece.text or "" for piece in _texts(text))


def _cut(text: Element) -> bool:
    """Takes out our mark and all that follows; False when it is not there."""
    keep = _said(text).find(MARK)
    if keep < 0:
        return False
    kept = len(_said(text)[:keep].removesuffix("\n"))
    for piece in _texts(text):
        words = piece.text or ""
        piece.text = words[: max(kept, 0)]
        kept -= len(words)
        run = piece.getparent()
        if not piece.text and run is not None and local(run) == "r":
            text.remove(run)
    return True


def _new_part(package: Package, part: str) -> str:
    root = package.tree(part)
    comments = plain(root, "comments")
    for name in ("authors", "commentList"):
        etree.SubElement(comments, name_in(root, name))
    target = package.free_name("xl/comments{}.xml")
    package.put(target, etree.tostring(comments))
    package.declare(target, _TYPE)
    package.relate(part, "comments", target)
    return target


def _draw(package: Package, part: str, emptied: set[Spot], boxes: list[shapes.Box]) -> None:
    target = _drawing(package, part)
    if target is None:
        if not boxes:
            return
        target = _new_drawing(package, part)
    before = package.content(target)
    after = shapes.with_boxes(shapes.without(before, emptied), boxes)
    if after != before:
        package.put(target, after)


def _drawing(package: Package, part: str) -> str | None:
    """The drawing that the sheet itself names; another one may belong to its header."""
    named = child(package.tree(part), "legacyDrawing")  # pictures in headers are drawings of this kind too
    if named is None:
        return None
    wanted = named.get(f"{{{package.office}}}id")
    return next((item.target for item in package.relations(part) if item.id == wanted and package.holds(item)), None)


def _new_drawing(package: Package, part: str) -> str:
    target = package.free_name("xl/drawings/vmlDrawing{}.vml")
    others = [package.content(name) for name in package.names() if name.lower().endswith(".vml")]
    package.put(target, shapes.empty_drawing(others))
    package.declare_ending("vml", _DRAWING_TYPE)
    old = child(package.tree(part), "legacyDrawing")
    # A reference whose drawing is missing: a second one would break the sheet.
    if old is not None:
        package.tree(part).remove(old)
    add_drawing(package.tree(part), package.office, package.relate(part, "vmlDrawing", target))
    return target


def _remove(package: Package, part: str) -> None:
    """Takes the empty part away, and the drawing when nothing else is drawn."""
    relation, drawing = package.related(part, "comments"), _drawing(package, part)
    if relation is not None:
        package.part_with(part, relation)
    if drawing is None or shapes.has_shapes(package.content(drawing)):
        return
    for item in package.relations(part):
        if item.target == drawing and not item.is_external:
            package.part_with(part, item)
    named = child(package.tree(part), "legacyDrawing")
    if named is not None:
        package.tree(part).remove(named)
