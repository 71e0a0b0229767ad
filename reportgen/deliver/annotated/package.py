"""A workbook of the zip kind opened as its parts, so that single parts can be edited and all others stay as they are.

Takes the bytes of an .xlsx or .xlsm; gives its parts as XML trees or bytes, its relationships and content types, and at
the end the bytes again: a part that was not changed is copied, byte for byte. Same input, same bytes. Nothing is
expanded or fetched: a part with a DOCTYPE is refused. What is edited is left to the modules beside this one.
"""

import posixpath
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.errors import DeliveryError
from reportgen.findings import Location
from reportgen.ooxml import archive, elements
from reportgen.ooxml.elements import Element, child
from reportgen.ooxml.names import CONTENT_TYPES, RELATIONSHIPS, STRICT, STRICT_R, R
from reportgen.ooxml.package import TYPES, Relation, owner_of, rels_of

WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet: its name, its position among all sheets, and the part that holds it."""

    name: str
    index: int
    part: str


class Package:
    """The parts of one workbook while it is edited. `file` is its name in errors."""

    def __init__(self, data: bytes, file: str) -> None:
        self._at = Location(file=file)
        try:
            self._members = {
                entry.name: replace(archive.member(data, entry), stamp=_stamp(entry.stamp))
                for entry in archive.entries(data)
            }
            self._contents = {name: archive.content(member) for name, member in self._members.items()}
        except archive.ArchiveError as error:
            raise self.refused("D205", part="zip") from error
        self._trees: dict[str, tuple[Element, bytes]] = {}
        self._changed: set[str] = set()

    @property
    def office(self) -> str:
        """The namespace of relations: of the usual or of the strict kind of the format."""
        main = etree.QName(self.tree(WORKBOOK)).namespace or ""
        return STRICT_R if main.startswith(STRICT) else R

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
            # as written before any change, to tell at the end what has changed
            self._trees[part] = root, elements.written(root)
        return self._trees[part][0]

    def content(self, part: str) -> bytes:
        """The bytes of a part that is edited as text."""
        return self._contents[part]

    def put(self, part: str, content: bytes) -> None:
        """Adds or replaces a part."""
        self._contents[part] = content
        self._changed.add(part)
        self._trees.pop(part, None)

    def free_name(self, pattern: str) -> str:
        """A part's name that is not taken: `xl/comments{}.xml` with the first free number."""
        taken = {name.lower() for name in self._contents}  # OPC tells no A from a
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

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What the part refers to."""
        rels = rels_of(part)
        return elements.relations(part, self.tree(rels) if rels in self else None)

    def holds(self, relation: Relation) -> bool:
        """True where the relation leads to a part that is here."""
        return not relation.is_external and relation.target in self

    def related(self, part: str, kind: str) -> Relation | None:
        """The first relation of that kind whose part is here."""
        return next((item for item in self.relations(part) if item.kind == kind and self.holds(item)), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Makes the part refer to another, and gives the relation's id."""
        rels = rels_of(part)
        if rels not in self:
            self.put(rels, f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
        root = self.tree(rels)
        taken = {item.get("Id") for item in root}
        relation_id = next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken)
        way = posixpath.relpath(target, posixpath.dirname(part))
        etree.SubElement(
            root, f"{{{RELATIONSHIPS}}}Relationship", Id=relation_id, Type=f"{self.office}/{kind}", Target=way
        )
        return relation_id

    def part_with(self, part: str, relation: Relation) -> None:
        """Takes a relation away, and the part it leads to unless another part needs it."""
        root = self.tree(rels_of(part))
        for item in [item for item in root if item.get("Id") == relation.id]:
            root.remove(item)
        owners = [owner_of(name) for name in self._contents if name.endswith(".rels")]
        needed = {item.target for owner in owners for item in self.relations(owner) if not item.is_external}
        if self.holds(relation) and relation.target not in needed:
            self.remove(relation.target)

    def remove(self, part: str) -> None:
        """Takes a part away, with its content type and its own relations."""
        for name in (part, rels_of(part)):
            self._contents.pop(name, None)
            self._trees.pop(name, None)
        types = self.tree(TYPES)
        for item in [item for item in types if item.get("PartName", "").lower() == f"/{part}".lower()]:
            types.remove(item)

    # Content types

    def type_of(self, part: str) -> str:
        """The content type declared for that part."""
        types = self.tree(TYPES)
        named = [item for item in types if item.get("PartName", "").lower() == f"/{part}".lower()]
        ending = part.rpartition(".")[2].lower()
        named += [item for item in types if item.get("Extension", "").lower() == ending]
        return named[0].get("ContentType", "") if named else ""

    def declare(self, part: str, content_type: str) -> None:
        """Declares the content type of a new part."""
        root = self.tree(TYPES)
        etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Declares the content type of all parts with that ending."""
        root = self.tree(TYPES)
        if not any(item.get("Extension", "").lower() == ending for item in root):
            # before the Overrides, as Excel writes them
            root.insert(0, etree.Element(f"{{{CONTENT_TYPES}}}Default", Extension=ending, ContentType=content_type))

    # Writing

    def packed(self) -> bytes:
        """The workbook's bytes: old parts in their order, then new ones. What did not change stays as it was packed."""
        for part, (root, before) in self._trees.items():
            after = elements.written(root)
            if after != before or part not in self._members:  # read for a look only: the packed bytes stay
                self._contents[part] = after
                self._changed.add(part)
        return archive.written(self._member(part, content) for part, content in self._contents.items())

    def _member(self, part: str, content: bytes) -> archive.Member:
        """A part as it was packed, or packed anew with its old date and attributes, and nothing of this machine."""
        before = self._members.get(part)
        if before is None:
            return archive.Member.of(part, content, archive.USUAL, _stamp(archive.Stamp()))
        if part not in self._changed:
            return before
        return archive.Member.of(part, content, archive.USUAL, before.stamp)


def _stamp(before: archive.Stamp) -> archive.Stamp:
    return replace(before, attributes=before.attributes or archive.READABLE)


def _parsed(content: bytes) -> Element | None:
    try:
        return elements.parsed(content, keeps_cdata=True)
    except (etree.XMLSyntaxError, ValueError):
        return None
