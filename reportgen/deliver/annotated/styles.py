"""The styles of a workbook that is annotated: colours laid over the present style of a cell, and taken off again.

Takes the root of styles.xml and the number of a cell's style; gives the number of the style that is the same but for
its fill, so that borders, number formats, alignment and locks stay. A colour of ours is known by its value; the colour
that it covers is kept in the fill's background, which no program shows for a solid fill, so that it can come back.
"""

from copy import deepcopy

from lxml import etree

from reportgen.deliver.annotated.package import Package
from reportgen.findings import Finding, Severity
from reportgen.ooxml.elements import Element, child, name_in, plain, whole

RED, AMBER, BLUE = "FFFFC9CE", "FFFFE3A1", "FFCDE4FB"  # opacity first, then red, green, blue
_OURS = frozenset({RED, AMBER, BLUE})
_COLLECTIONS = ("fonts", "fills", "borders", "cellXfs")


def colour(finding: Finding) -> str:
    """Red blocks, amber blocks until it is explained, blue informs: a note, or something explained already."""
    if not finding.is_blocking:
        return BLUE
    return RED if finding.severity is Severity.ERROR else AMBER


class Styles:
    """The styles of one workbook. Nothing is added that is there already."""

    def __init__(self, package: Package, part: str) -> None:
        self.root = package.tree(part)
        self.groups = {name: package.needed(part, name) for name in _COLLECTIONS}
        self._keeps_background = not _is_of_calc(package)
        # reversed, so that of equal styles the first counts
        self._known = {_bare(xf): number for number, xf in reversed(list(enumerate(self.groups["cellXfs"])))}
        self._coloured: dict[tuple[int, str], int] = {}
        self._plain: dict[int, int] = {}

    def coloured(self, style: int, value: str) -> int:
        """The same style with that colour; one of ours that lies over it already is replaced."""
        if (style, value) not in self._coloured:
            plain = self.plain(style)
            fill = _solid(self.root, value, _colour_of(self._fill(plain)))
            self._coloured[style, value] = self._with_fill(plain, self._number("fills", fill))
        return self._coloured[style, value]

    def plain(self, style: int) -> int:
        """The same style without a colour of ours: with the fill that lay under it."""
        if style not in self._plain:
            self._plain[style] = self._uncoloured(style)
        return self._plain[style]

    def ours(self) -> frozenset[int]:
        """The styles that have a colour of ours."""
        return frozenset(number for number in range(len(self.groups["cellXfs"])) if self._covers(self._fill(number)))

    def made(self, *, font: str, fill: str = "", boxed: bool = False, alignment: str = "") -> int:
        """A style of the sheet of findings, from the inner XML of its font and alignment, and a colour."""
        numbers = {
            "fontId": self._number("fonts", self._element(f"<font>{font}</font>")),
            "fillId": self._number("fills", _solid(self.root, fill, None)) if fill else 0,
            "borderId": self._number("borders", self._element(_BOX if boxed else _NO_BOX)),
        }
        applied = " ".join(f'apply{name}="1"' for name in ("Font", "Fill", "Border", "Alignment"))
        words = " ".join(f'{name}="{number}"' for name, number in numbers.items())
        xf = f'<xf numFmtId="0" {words} xfId="0" {applied}><alignment {alignment}/></xf>'
        return self._style(self._element(xf))

    def _uncoloured(self, style: int) -> int:
        fill = self._fill(style)
        if fill is None or not self._covers(fill):
            return style
        below = _background(fill) if self._keeps_background else None
        if below is None:
            return self._with_fill(style, 0)
        solid = self._element('<fill><patternFill patternType="solid"/></fill>')
        pattern = solid[0]
        pattern.append(_renamed(below, "fgColor"))
        # Programs write a solid fill with and without this background; either is the one that lay there.
        for background in ('<bgColor indexed="64"/>', ""):
            known = deepcopy(solid)
            if background:
                known[0].append(self._element(background))
            found = _position(self.groups["fills"], known)
            if found is not None:
                return self._with_fill(style, found)
        return self._with_fill(style, self._number("fills", solid))

    def _covers(self, fill: Element | None) -> bool:
        front = _colour_of(fill)
        return front is not None and front.get("rgb") in _OURS

    def _fill(self, style: int) -> Element | None:
        styles, fills = self.groups["cellXfs"], self.groups["fills"]
        number = whole(styles[style].get("fillId")) if style < len(styles) else 0
        return fills[number] if number < len(fills) else None

    def _with_fill(self, style: int, fill: int) -> int:
        """A style that differs in its fill alone: one that is there, else a new one."""
        styles = self.groups["cellXfs"]
        # a style that is not there is the plain one
        xf = deepcopy(styles[style]) if style < len(styles) else self._element('<xf numFmtId="0" fontId="0"/>')
        xf.set("fillId", str(fill))
        xf.set("applyFill", "1")
        return self._style(xf)

    def _style(self, xf: Element) -> int:
        key = _bare(xf)
        if key not in self._known:
            self._known[key] = _added(self.groups["cellXfs"], xf)
        return self._known[key]

    def _number(self, group: str, wanted: Element) -> int:
        found = _position(self.groups[group], wanted)
        return _added(self.groups[group], wanted) if found is None else found

    def _element(self, text: str) -> Element:
        # inside an element that carries the namespace
        outer = etree.fromstring(f'<r xmlns="{etree.QName(self.root).namespace}">{text}</r>')
        return outer[0]


_NO_BOX = "<border><left/><right/><top/><bottom/><diagonal/></border>"
_SIDES = ("left", "right", "top", "bottom")
_BOX = "".join(f'<{side} style="thin"><color rgb="FFBCC5CE"/></{side}>' for side in _SIDES)
_BOX = f"<border>{_BOX}<diagonal/></border>"


def _is_of_calc(package: Package) -> bool:
    """LibreOffice writes a background of its own choice behind every solid fill."""
    version = child(package.tree("xl/workbook.xml"), "fileVersion")
    return version is not None and version.get("appName") == "Calc"


def _solid(root: Element, value: str, below: Element | None) -> Element:
    fill = plain(root, "fill")
    pattern = etree.SubElement(fill, name_in(root, "patternFill"), patternType="solid")
    etree.SubElement(pattern, name_in(root, "fgColor"), rgb=value)
    if below is None:
        # 64: the system's own, as Excel writes it where none was chosen
        etree.SubElement(pattern, name_in(root, "bgColor"), indexed="64")
    else:
        pattern.append(_renamed(below, "bgColor"))
    return fill


def _colour_of(fill: Element | None) -> Element | None:
    """The colour that a solid fill shows."""
    pattern = child(fill, "patternFill") if fill is not None else None
    if pattern is None or pattern.get("patternType") != "solid":
        return None
    return child(pattern, "fgColor")


def _background(fill: Element) -> Element | None:
    pattern = child(fill, "patternFill")
    found = child(pattern, "bgColor") if pattern is not None else None
    return None if found is None or found.get("indexed") == "64" else found


def _renamed(node: Element, name: str) -> Element:
    renamed = plain(node, name)
    for key, value in node.items():
        renamed.set(key, value)
    return renamed


def _added(collection: Element, new: Element) -> int:
    collection.append(new)
    collection.set("count", str(len(collection)))
    return len(collection) - 1


def _position(collection: Element, wanted: Element) -> int | None:
    key = _canonical(wanted)
    return next((number for number, item in enumerate(collection) if _canonical(item) == key), None)


def _canonical(node: Element) -> bytes:
    return etree.tostring(node, method="c14n", exclusive=True, with_comments=False).strip()


def _bare(xf: Element) -> bytes:
    """A style without the mark that its fill was chosen."""
    copy = deepcopy(xf)
    if "applyFill" in copy.attrib:
        del copy.attrib["applyFill"]
    copy.set("fillId", copy.get("fillId", "0"))
    copy.tail = None
    return _canonical(copy)
