"""A copy of a template with its findings as Word comments, at the places they are about.

Takes the bytes and the faults, gives the bytes of the copy. What stands in a header or note, where Word has no
comments, and what is of the whole document goes to the first paragraph, with its place. The original is not touched.
"""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from reportgen.findings.text import hint, message
from reportgen.language import Language
from reportgen.ooxml import archive, elements, package
from reportgen.ooxml.elements import Element
from reportgen.ooxml.names import CONTENT_TYPES, RELATIONSHIPS, R, W, w
from reportgen.packcheck.template.container import Container, unpack
from reportgen.packcheck.template.fault import Fault

AUTHOR = "reportgen"
_PART = "word/comments.xml"
_STAMP = archive.Stamp(system=3, attributes=archive.READABLE)  # of no day, by a Unix whatever the machine
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def annotated(content: bytes, faults: Sequence[Fault], language: Language) -> bytes | None:
    """The copy; None where the file cannot be opened as a Word document at all."""
    container, _ = unpack(content, "")
    if container is None:
        return None
    places = {id(fault): _path(fault, container) for fault in faults}
    main = deepcopy(container.parts[container.main])  # the caller's container stays as it was
    comments, part = _comments(container)
    # the document may have comments of its own
    number = max((int(item.get(w("id"), "0")) for item in comments), default=-1)
    elements = {id(fault): _found(main, places[id(fault)]) for fault in faults}
    for fault in faults:
        number += 1
        comments.append(_comment(number, fault, language, elements[id(fault)] is not None))
        _mark(_paragraph(main, elements[id(fault)]), number)
    parts = {container.main: main, part: comments, **_declared(container, part)}
    return _packed(container, parts)


def _path(fault: Fault, container: Container) -> str | None:
    """Where the fault's element stands in the body, as a path that finds its copy again."""
    if fault.element is None or fault.finding.location.part != container.main:
        return None
    number: list[str] = []
    node = fault.element
    # By positions: in the copy the same element stands at the same place.
    while (parent := node.getparent()) is not None:
        number.insert(0, str(parent.index(node)))
        node = parent
    return "/".join(number)


def _found(root: Element, path: str | None) -> Element | None:
    if path is None:
        return None
    for step in filter(None, path.split("/")):
        root = root[int(step)]
    return root


def _paragraph(main: Element, element: Element | None) -> Element:
    """The paragraph to hang the comment on: the element itself, the first inside it, or the document's first."""
    found = next(iter((element if element is not None else main).iter(w("p"))), None)
    if found is None:
        body = main.find(w("body"))
        found = etree.SubElement(body if body is not None else main, w("p"))
    return found


def _mark(paragraph: Element, number: int) -> None:
    """The comment's range around the paragraph's runs, and the reference behind them."""
    properties = paragraph.find(w("pPr"))
    start = etree.Element(w("commentRangeStart"), {w("id"): str(number)})
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)  # properties must come first
    etree.SubElement(paragraph, w("commentRangeEnd"), {w("id"): str(number)})
    run = etree.SubElement(paragraph, w("r"))
    etree.SubElement(run, w("commentReference"), {w("id"): str(number)})


def _comment(number: int, fault: Fault, language: Language, placed: bool) -> Element:
    finding = fault.finding
    # no date: the same findings give the same bytes
    attributes = {w("id"): str(number), w("author"): AUTHOR, w("initials"): finding.code}
    comment = etree.Element(w("comment"), attributes)
    place = "" if placed else finding.location.place or finding.location.part or ""
    head = " ".join(part for part in (finding.code, place, message(finding, language)) if part)
    for text in filter(None, (head, hint(finding, language))):
        run = etree.SubElement(etree.SubElement(comment, w("p")), w("r"))
        etree.SubElement(run, w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = text
    return comment


def _comments(container: Container) -> tuple[Element, str]:
    """The document's own comments, to be added to, or new ones."""
    part = next((name for name in container.related(container.main, "comments") if name in container.parts), None)
    if part is not None:
        return deepcopy(container.parts[part]), part
    return etree.Element(w("comments"), nsmap={"w": W}), _PART


def _declared(container: Container, part: str) -> dict[str, Element]:
    """The content types and relationships with the comments in them."""
    if part in container.members:
        return {}
    types = deepcopy(container.parts[package.TYPES])
    etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{part}", ContentType=_KIND)
    rels = package.rels_of(container.main)
    found = container.parts.get(rels)
    relations = deepcopy(found) if found is not None else etree.Element(f"{{{RELATIONSHIPS}}}Relationships")
    # from the package's root, wherever the relation stands
    etree.SubElement(
        relations, f"{{{RELATIONSHIPS}}}Relationship", Id="rIdFindings", Type=f"{R}/comments", Target="/" + part
    )
    return {package.TYPES: types, rels: relations}


def _packed(container: Container, parts: dict[str, Element]) -> bytes:
    contents = {**container.members, **{name: elements.written(root) for name, root in parts.items()}}
    return archive.written(archive.Member.of(name, data, archive.USUAL, _STAMP) for name, data in contents.items())
