"""Word's own fields in a template: page numbers and contents may stay; what reckons, fetches or merges may not.

Takes the container and its stories, gives faults. A field is computed by Word when the reader opens or prints the
report, after the proof: whatever it shows is in nobody's hand.
"""

from collections.abc import Iterator, Sequence

from reportgen.ooxml.elements import Element, is_element
from reportgen.ooxml.names import w
from reportgen.packcheck.template.container import Container
from reportgen.packcheck.template.fault import Fault, fault, fault_at
from reportgen.packcheck.template.places import Story

ALLOWED = frozenset({
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "TC", "REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ",
    "HYPERLINK",  # to a place in the report: one to the outside is a relationship, which is refused by itself
})  # fmt: skip


def foreign(container: Container, stories: Sequence[Story]) -> Iterator[Fault]:
    """Fields outside the list, each at its paragraph."""
    lines = {line.element: line for story in stories for line in story.lines}
    for part, root in container.parts.items():
        for paragraph, code in _codes(root):
            word = code.split()[0].upper() if code.split() else ""
            if word in ALLOWED and not (word == "HYPERLINK" and "\\l" not in code):
                continue
            shown = code.strip()[:60]
            line = lines.get(paragraph) if paragraph is not None else None
            yield fault("P254", line, field=shown) if line is not None else fault_at("P254", part, part, field=shown)


def contents(container: Container) -> set[Element]:
    """The paragraphs of the body in which a table of contents stands: they repeat the headings."""
    found: set[Element] = set()
    open_: list[str] = []
    root = container.parts[container.main]
    for element in root.iter(w("p"), w("fldChar"), w("instrText")):
        if element.tag == w("fldChar"):
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                open_.append("")
            elif kind == "end" and open_:
                open_.pop()
        elif element.tag == w("instrText") and open_:
            open_[-1] += element.text or ""
        if any(code.split()[:1] == ["TOC"] for code in open_):
            paragraph = element if element.tag == w("p") else _paragraph(element)
            if paragraph is not None:
                found.add(paragraph)
    return found


def _codes(root: Element) -> Iterator[tuple[Element | None, str]]:
    """The codes of the fields of a part, with the paragraph each begins in; one inside another by itself."""
    open_: list[tuple[Element | None, list[str]]] = []
    for element in root.iter():
        if not is_element(element):
            continue
        if element.tag == w("fldSimple"):
            yield _paragraph(element), element.get(w("instr"), "")
        elif element.tag == w("fldChar"):
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                open_.append((_paragraph(element), []))
            elif kind in ("separate", "end") and open_:
                paragraph, pieces = open_[-1]
                if pieces:
                    yield paragraph, "".join(pieces)
                    pieces.clear()
                if kind == "end":
                    open_.pop()
        elif element.tag == w("instrText") and open_:
            open_[-1][1].append(element.text or "")
        elif element.tag == w("instrText"):
            yield _paragraph(element), element.text or ""


def _paragraph(element: Element) -> Element | None:
    return next(element.iterancestors(w("p")), None)
