"""How a template prints its figures: each alone in its cell, where everybody sees it, in every report.

Takes the tags of all stories and the pack; gives faults. Whether a figure stands in its row and column is left to
`form_tables.py`; the proof looks at the same once more, by code of its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from reportgen.ooxml.elements import Element
from reportgen.ooxml.names import w
from reportgen.packcheck.template.container import Container
from reportgen.packcheck.template.fault import Fault, fault
from reportgen.packcheck.template.names import figure_name
from reportgen.packcheck.template.places import Line
from reportgen.packcheck.template.references import ReadStory
from reportgen.packcheck.template.tags import KnownTag
from reportgen.packcheck.template.typography import Fonts, fonts, run_properties
from reportgen.packs import Field, Pack

_LOOK = re.compile(r"\{%\s*(?:vm|hm|colspan\b[^%]*|cellbg\b[^%]*)\s*%\}|\{#.*?#\}")  # of the cell, and remarks
_BEFORE = re.compile(r"[0-9０-９][.,．，]?$|[-－−+＋]$")  # 1{{ r1.total }} prints 17 for 7
_AFTER = re.compile(r"^[.,．，]?[0-9０-９]|^[十百千万亿%％‰]")
_OFF = ("0", "false", "off", "none")
_SMALLEST = 6  # half-points: nobody reads three points


def wrong(container: Container, stories: Sequence[ReadStory], pack: Pack) -> Iterator[Fault]:
    """Figures with company, figures that nobody sees, figures that only some reports print."""
    by_name = {figure_name(item): item for item in pack.fields.values()}
    known = fonts(container)
    for item in stories:
        if item.story.kind == "properties":
            continue
        cells = _cells(item)
        for tag in item.tags:
            field = _figure(tag, by_name)
            if field is not None:
                yield from _company(tag, field, cells)
                yield from _unseen(tag, known)
        yield from _conditional(item, pack, by_name)


def _figure(tag: KnownTag, by_name: Mapping[str, Field]) -> Field | None:
    return by_name.get(tag.names[0]) if tag.verb == "print" and tag.is_plain and len(tag.names) == 1 else None


def _cells(item: ReadStory) -> dict[tuple[int, int, int], str]:
    """The whole text of each cell, by table, row and column."""
    found: dict[tuple[int, int, int], str] = {}
    for line in item.story.lines:
        if line.cell is not None:
            place = (line.cell.table, line.cell.row, line.cell.column)
            found[place] = found.get(place, "") + line.text
    return found


def _company(tag: KnownTag, field: Field, cells: Mapping[tuple[int, int, int], str]) -> Iterator[Fault]:
    """In a cell, anything beside the figure; in a sentence, what would be read as a part of the number."""
    cell = tag.line.cell
    if cell is not None:
        text = cells[cell.table, cell.row, cell.column]
        if _LOOK.sub("", text).replace(tag.source, "", 1).strip():
            yield fault("P252", tag.line, start=tag.start, tag=tag.source, found=text.strip()[:60])
        return
    before, after = tag.line.text[: tag.start], tag.line.text[tag.start + len(tag.source) :]
    grows = _AFTER.match(after)
    is_unit = field.measure == "amount_wan" and after.startswith("万")
    if _BEFORE.search(before) or before.endswith("}}") or (grows and not is_unit) or after.startswith("{{"):
        found = f"{before[-8:]}{tag.source}{after[:8]}"
        yield fault("P252", tag.line, start=tag.start, tag=tag.source, found=found)


def _unseen(tag: KnownTag, known: Fonts) -> Iterator[Fault]:
    run = _run_at(tag.line, tag.start)
    if run is None:
        return
    why = _why_unseen(run, tag.line, known)
    if why:
        yield fault("P253", tag.line, start=tag.start, tag=tag.source, how=why)


def _run_at(line: Line, start: int) -> Element | None:
    """The run in which the first brace stands: what a tag prints takes its look."""
    found = None
    for offset, piece in line.pieces:
        if offset <= start:
            found = piece.getparent()
    return found


def _why_unseen(run: Element, line: Line, known: Fonts) -> str:
    for name, how in (("vanish", "隐藏文字"), ("webHidden", "隐藏文字"), ("strike", "删除线"), ("dstrike", "双删除线")):
        said = _said(run, line, known, name)
        if said is not None and said.get(w("val"), "1") not in _OFF:
            return how
    colour, size = _said(run, line, known, "color"), _said(run, line, known, "sz")
    is_white = colour is not None and (
        colour.get(w("val"), "").upper() == "FFFFFF" or colour.get(w("themeColor")) in ("background1", "light1")
    )
    if is_white and not _is_shaded(run):
        return "白色文字"
    if size is not None and size.get(w("val"), "").isdigit() and int(size.get(w("val"), "")) <= _SMALLEST:
        return "字号过小"
    return "隐藏的行" if _is_hidden_row(run) else ""


def _said(run: Element, line: Line, known: Fonts, name: str) -> Element | None:
    """What the run, its styles or the document's defaults say of that property; the nearest counts."""
    for properties in run_properties(run, line.element, known):
        found = properties.find(w(name)) if properties is not None else None
        if found is not None:
            return found
    return None


def _is_shaded(run: Element) -> bool:
    """True on a dark ground, where white is seen."""
    for above in run.iterancestors(w("tc"), w("p")):
        properties = above.find(w("tcPr")) if above.tag == w("tc") else above.find(w("pPr"))
        shade = properties.find(w("shd")) if properties is not None else None
        if shade is not None and shade.get(w("fill"), "auto").upper() not in ("AUTO", "FFFFFF"):
            return True
    return False


def _is_hidden_row(run: Element) -> bool:
    for row in run.iterancestors(w("tr")):
        properties = row.find(w("trPr"))
        hidden = properties.find(w("hidden")) if properties is not None else None
        if hidden is not None and hidden.get(w("val"), "1") not in _OFF:
            return True
    return False


def _conditional(item: ReadStory, pack: Pack, by_name: Mapping[str, Field]) -> Iterator[Fault]:
    """Figures that stand under a condition other than that of an optional section."""
    sections = {section.key for section in pack.sections}
    told: set[int] = set()
    for block in item.blocks:
        roots = {name.partition(".")[0] for name in block.begin.names}
        if block.begin.verb != "if" or roots <= sections:
            continue
        for tag in block.inside:
            if _figure(tag, by_name) is not None and id(tag) not in told:
                told.add(id(tag))
                yield fault("P257", tag.line, start=tag.start, tag=tag.source, condition=block.begin.source)
