"""A .docx opened as what it is: a zip of XML parts, from somebody we do not know.

Takes the bytes, gives the parsed parts and who refers to whom, or findings: not a Word file, too large, a DTD, macros,
embedded objects, links to the outside. Nothing is executed, fetched or expanded. What stands in the parts is left to
`places.py`.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.findings import Finding, Location, finding_of
from reportgen.ooxml import archive, elements, package
from reportgen.ooxml.elements import Element
from reportgen.ooxml.names import w

MAX_MEMBERS = 1000
MAX_TOTAL = 64 * 1024 * 1024
MAX_PART = 16 * 1024 * 1024
MAX_XML = 3 * 1024 * 1024  # twenty times the largest shipped one: what is read is read in bounded time

# vbaProject.bin, vbaData.xml; content types with macroEnabled
_MACROS = re.compile(r"(?i)vba(project|data)|macroenabled")
# word/embeddings/oleObject1.bin, word/activeX/…, and parts that Word would take in from another format
_EMBEDDED = re.compile(r"(?i)^word/(embeddings|activex)/|oleobject|\.(bin|exe|dll|js|vbs)$|afchunk")
_EMBEDDING_KINDS = ("oleObject", "package", "control", "aFChunk", "attachedTemplate", "frame", "subDocument")


@dataclass(frozen=True, slots=True)
class Container:
    """An opened document. `main` is the part with the body; `parts` holds every XML part, parsed."""

    file: str
    main: str
    members: Mapping[str, bytes]
    parts: Mapping[str, Element]
    relationships: Mapping[str, tuple[package.Relation, ...]]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that one refers to in that way, in the order of their relationships."""
        return [item.target for item in self.relationships.get(part, ()) if item.kind == kind and not item.is_external]


def unpack(content: bytes, file: str) -> tuple[Container | None, list[Finding]]:
    """The document's parts and what is wrong with the container; no container where it cannot be looked into."""
    try:
        members = _members(content)
    except ValueError as error:
        return None, [finding_of("P201", Location(file=file), reason=_first_line(error))]
    if members is None:
        return None, [finding_of("P206", Location(file=file), members=MAX_MEMBERS, megabytes=MAX_TOTAL // 2**20)]
    parts: dict[str, Element] = {}
    findings: list[Finding] = []
    for name, data in members.items():
        if _is_xml(name):
            root, found = _parsed(name, data, file)
            findings += found
            if root is not None:
                parts[name] = root
    relationships = {
        (owner := package.owner_of(name)): elements.relations(owner, root)
        for name, root in parts.items()
        if name.endswith(".rels")
    }
    main = next((item.target for item in relationships.get("", ()) if item.kind == "officeDocument"), "")
    if main not in parts or parts[main].tag != w("document"):
        reason = "no document inside" if main not in members else "its main part is no Word document"
        return None, findings or [finding_of("P201", Location(file=file), reason=reason)]
    container = Container(file, main, members, parts, relationships)
    return container, [*findings, *_foreign(container)]


def _members(content: bytes) -> dict[str, bytes] | None:
    """The files of the zip; None when there is more in it than a template ever holds. Raises ValueError."""
    entries = archive.entries(content)
    if len(entries) > MAX_MEMBERS or sum(entry.size for entry in entries) > MAX_TOTAL:
        return None
    found: dict[str, bytes] = {}
    for entry in entries:
        if not entry.name.strip("/") or "\\" in entry.name or ".." in entry.name.split("/"):
            raise ValueError(f"a part is called {entry.name!r}")
        member = archive.member(content, entry)
        if entry.size > (MAX_XML if _is_xml(entry.name) else MAX_PART):
            return None
        if entry.name in found:  # of two parts with one name Word may take another than we
            raise ValueError(f"{entry.name} is in it twice")
        found[entry.name] = archive.content(member)
    return found


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _parsed(name: str, data: bytes, file: str) -> tuple[Element | None, list[Finding]]:
    try:
        return elements.parsed(data), []
    except elements.DeclarationError:
        return None, [finding_of("P202", Location(file=file, part=name))]
    except etree.XMLSyntaxError as error:
        return None, [finding_of("P207", Location(file=file, part=name), reason=_first_line(error))]


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _foreign(container: Container) -> Iterator[Finding]:
    """Macros, embedded objects and links to the outside."""
    types = container.parts.get(package.TYPES)
    declared = [item.get("ContentType", "") for item in types] if types is not None else []
    macros = [name for name in container.members if _MACROS.search(name)]
    if macros or any(_MACROS.search(kind) for kind in declared):
        yield finding_of("P203", Location(file=container.file, part=macros[0] if macros else package.TYPES))
    for name in container.members:
        if _EMBEDDED.search(name) and name not in macros:
            yield finding_of("P204", Location(file=container.file, part=name), found=posixpath.basename(name))
    for part, items in container.relationships.items():
        for item in items:
            if item.is_external:
                yield finding_of(
                    "P205",
                    Location(file=container.file, part=part or "_rels/.rels"),
                    target=item.target,
                    kind=item.kind,
                )
            elif item.target not in container.members:
                at = Location(file=container.file, part=part or "_rels/.rels")
                yield finding_of("P208", at, target=item.target, kind=item.kind)
            elif item.kind in _EMBEDDING_KINDS and not _EMBEDDED.search(item.target):
                yield finding_of("P204", Location(file=container.file, part=part), found=item.target)
