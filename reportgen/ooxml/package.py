"""A workbook of the zip kind opened as its parts, so that single parts can be edited and all others stay as they are.

Takes the bytes of an .xlsx or .xlsm; gives its parts as XML trees or bytes, its relationships and content types, and at
the end the bytes again: a part that was not changed is copied, byte for byte. Same input, same bytes. Nothing is
expanded or fetched: a part with a DOCTYPE is refused. What is edited is left to the modules `deliver/annotated` beside
it.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from reportgen.errors import DeliveryError
from reportgen.findings import Location

Element = etree._Element

WORKBOOK = "xl/workbook.xml"
CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_STRICT = "http://purl.oclc.org/ooxml/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of the relationship's type, and the other part's name; "" when outside."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet: its name, its position among all sheets, and the part that holds it."""

    name: str
    index: int
    part: str


def name_in(parent: Element, local: str) -> str:
    """A name in the namespace of that element, as lxml spells it."""
    return f"{{{etree.QName(parent).namespace}}}{local}"


def local(node: Element) -> str:
    """An element's name without its namespace; "" for a comment."""
    return str(node.tag).rpartition("}")[2] if is_element(node) else ""


def is_element(node: object) -> bool:
    """False for a comment or processing instruction, which lxml hands out as elements too."""
    return isinstance(getattr(node, "tag", None), str)


def plain(parent: Element, name: str) -> Element:
    """A new element without parent, in the namespace of that one, which it does not name again under another prefix."""
    space = etree.QName(parent).namespace or ""
    return etree.fromstring(f'<{name} xmlns="{space}"/>')


def child(parent: Element, wanted: str) -> Element | None:
    """The first child of that name."""
    return parent.find(name_in(parent, wanted))


def whole(text: str | None, default: int = 0) -> int:
    """A number of an attribute; the default where none stands, or what no program writes."""
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 10 else default


def is_true(value: str | None) -> bool:
    """An XML boolean, as the different programs write it."""
    return value in ("1", "true", "on")


class Package:
    """The parts of one workbook while it is edited. `file` is its name in errors."""

    def __init__(self, data: bytes, file: str) -> None:
        self._at = Location(file=file)
        self._infos, self._contents = _unpacked(data, self._at)
        self._trees: dict[str, tuple[Element, bytes]] = {}

    @property
    def office(self) -> str:
        """The namespace of relations: of the usual or of the strict kind of the format."""
        main = etree.QName(self.tree(WORKBOOK)).namespace or ""
        return _STRICT_OFFICE if main.startswith(_STRICT) else _OFFICE

    def __contains__(self, part: str) -> bool:
        return part in self._contents

    def refused(self, code: str, **facts: str) -> DeliveryError:
        """The error of that code, about this file."""
        return DeliveryError.of(code, self._at, **facts)

    def broken(self, part: str) -> DeliveryError:
        """The error that says in which part the workbook is not built as every spreadsheet program builds it."""
        return self.refused("D205", part=part)

    def tree(self, part: str) -> Element:
        """The part's root. What is changed in it will be written. Raises DeliveryError (D205) when there is none."""
        if part not in self._trees:
            root = _parsed(self._contents.get(part, b""))
            if root is None:
                raise self.broken(part)
            self._trees[part] = root, _written(root)
        return self._trees[part][0]

    def content(self, part: str) -> bytes:
        """The bytes of a part that is edited as text."""
        return self._contents[part]

    def put(self, part: str, content: bytes) -> None:
        """Adds or replaces a part."""
        self._contents[part] = content
        self._trees.pop(part, None)

    def free_name(self, pattern: str) -> str:
        """A part's name that is not taken: `xl/comments{}.xml` with the first free number."""
        taken = {name.lower() for name in self._contents}
        return next(
            name for number in range(1, len(taken) + 2) if (name := pattern.format(number)).lower() not in taken
        )

    def needed(self, part: str, wanted: str) -> Element:
        """A child of the part's root. Raises DeliveryError (D205) when it is missing."""
        found = child(self.tree(part), wanted)
        if found is None:
            raise self.broken(part)
        return found

    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._contents)

    # Sheets

    def sheets(self) -> list[SheetPart]:
        """The worksheets in their order; chart sheets count in the position but are not among them."""
        targets = {item.id: item.target for item in self.relations(WORKBOOK) if item.kind == "worksheet"}
        found = []
        for index, sheet in enumerate(self.needed(WORKBOOK, "sheets")):
            target = targets.get(sheet.get(f"{{{self.office}}}id", ""), "")
            if target in self:
                found.append(SheetPart(sheet.get("name", ""), index, target))
        return found

    # Relationships

    def relations(self, part: str) -> Iterator[Relation]:
        """What the part refers to."""
        rels = _rels(part)
        for item in self.tree(rels) if rels in self else ():
            if local(item) == "Relationship":
                outside = item.get("TargetMode") == "External"
                target = "" if outside else _resolved(part, item.get("Target", ""))
                yield Relation(item.get("Id", ""), item.get("Type", "").rpartition("/")[2], target)

    def related(self, part: str, kind: str) -> Relation | None:
        """The first relation of that kind whose part is here."""
        return next((item for item in self.relations(part) if item.kind == kind and item.target in self), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Makes the part refer to another, and gives the relation's id."""
        rels = _rels(part)
        if rels not in self:
            self.put(rels, f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode())
        root = self.tree(rels)
        taken = {item.get("Id") for item in root}
        relation_id = next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken)
        way = posixpath.relpath(target, posixpath.dirname(part))
        etree.SubElement(
            root, f"{{{_RELATIONSHIPS}}}Relationship", Id=relation_id, Type=f"{self.office}/{kind}", Target=way
        )
        return relation_id

    def part_with(self, part: str, relation: Relation) -> None:
        """Takes a relation away, and the part it leads to unless another part needs it."""
        root = self.tree(_rels(part))
        for item in [item for item in root if item.get("Id") == relation.id]:
            root.remove(item)
        owners = (_owner(name) for name in self._contents if name.endswith(".rels"))
        if not any(item.target == relation.target for owner in owners for item in self.relations(owner)):
            self.remove(relation.target)

    def remove(self, part: str) -> None:
        """Takes a part away, with its content type and its own relations."""
        for name in (part, _rels(part)):
            self._contents.pop(name, None)
            self._trees.pop(name, None)
        types = self.tree(CONTENT_TYPES)
        for item in [item for item in types if item.get("PartName", "").lower() == f"/{part}".lower()]:
            types.remove(item)

    # Content types

    def type_of(self, part: str) -> str:
        """The content type declared for that part."""
        types = self.tree(CONTENT_TYPES)
        named = [item for item in types if item.get("PartName", "").lower() == f"/{part}".lower()]
        ending = part.rpartition(".")[2].lower()
        named += [item for item in types if item.get("Extension", "").lower() == ending]
        return named[0].get("ContentType", "") if named else ""

    def declare(self, part: str, content_type: str) -> None:
        """Declares the content type of a new part."""
        root = self.tree(CONTENT_TYPES)
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Declares the content type of all parts with that ending."""
        root = self.tree(CONTENT_TYPES)
        if not any(item.get("Extension", "").lower() == ending for item in root):
            root.insert(0, etree.Element(f"{{{_TYPES}}}Default", Extension=ending, ContentType=content_type))

    # Writing

    def packed(self) -> bytes:
        """The workbook's bytes: old parts in their order, then the new ones."""
        for part, (root, before) in self._trees.items():
            after = _written(root)
            if after != before or part not in self._infos:
                self._contents[part] = after
        output = BytesIO()
        with ZipFile(output, "w", ZIP_DEFLATED) as archive:
            for part, content in self._contents.items():
                archive.writestr(_info(part, self._infos.get(part)), content)
        return output.getvalue()


def _unpacked(data: bytes, at: Location) -> tuple[dict[str, ZipInfo], dict[str, bytes]]:
    try:
        with ZipFile(BytesIO(data)) as archive:
            infos = {info.filename: info for info in archive.infolist() if not info.is_dir()}
            return infos, {name: archive.read(name) for name in infos}
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise DeliveryError.of("D205", at, part="zip") from error


def _info(part: str, before: ZipInfo | None) -> ZipInfo:
    """The entry of a part: its old date and attributes, and nothing of this machine."""
    info = ZipInfo(part, before.date_time if before else _FIRST_DAY)
    info.create_system = before.create_system if before else 0
    info.external_attr = before.external_attr if before else 0
    info.compress_type = before.compress_type if before else ZIP_DEFLATED
    return info


def _parsed(content: bytes) -> Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if b"<!DOCTYPE" in content else root


def _written(root: Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _rels(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _owner(rels: str) -> str:
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _resolved(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
