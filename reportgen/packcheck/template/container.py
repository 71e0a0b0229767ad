"""A .docx opened as what it is: a zip of XML parts, from somebody we do not know.

Takes the bytes, gives the parsed parts and who refers to whom, or findings: not a Word file, too large, a DTD, macros,
embedded objects, links to the outside. Nothing is executed, fetched or expanded. What stands in the parts is left to
`places.py`.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.findings import Fact, Finding, Location, Severity

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAX_MEMBERS = 1000
MAX_TOTAL = 64 * 1024 * 1024
MAX_PART = 16 * 1024 * 1024
MAX_XML = 3 * 1024 * 1024  # twenty times the largest shipped one: what is read is read in bounded time

_MACROS = re.compile(r"(?i)vba(project|data)|macroenabled")
_EMBEDDED = re.compile(r"(?i)^word/(embeddings|activex)/|oleobject|\.(bin|exe|dll|js|vbs)$|afchunk")
_EMBEDDING_KINDS = ("oleObject", "package", "control", "aFChunk", "attachedTemplate", "frame", "subDocument")


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to: another part by its name, or, `external`, something outside."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Container:
    """An opened document. `main` is the part with the body; `parts` holds every XML part, parsed."""

    file: str
    main: str
    members: Mapping[str, bytes]
    parts: Mapping[str, Element]
    relationships: Mapping[str, tuple[Relationship, ...]]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that one refers to in that way, in the order of their relationships."""
        return [item.target for item in self.relationships.get(part, ()) if item.kind == kind and not item.external]


def w(name: str) -> str:
    """The name of a WordprocessingML element or attribute as lxml spells it."""
    return f"{{{W}}}{name}"


def is_element(node: object) -> bool:
    """False for a comment or processing instruction, which lxml hands out as elements too."""
    return isinstance(getattr(node, "tag", None), str)


def problem(code: str, file: str, place: str = "", *, part: str | None = None, **facts: Fact) -> Finding:
    """An error about a template."""
    location = Location(file=file, part=part, place=place or None)
    return Finding(code=code, severity=Severity.ERROR, location=location, facts=facts)


def unpack(content: bytes, file: str) -> tuple[Container | None, list[Finding]]:
    """The document's parts and what is wrong with the container; no container where it cannot be looked into."""
    try:
        members = _members(content)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        return None, [problem("P201", file, reason=_reason(error))]
    if members is None:
        return None, [problem("P206", file, members=MAX_MEMBERS, megabytes=MAX_TOTAL // 2**20)]
    parts: dict[str, Element] = {}
    findings: list[Finding] = []
    for name, data in members.items():
        if name.endswith((".xml", ".rels")):
            root, found = _parsed(name, data, file)
            findings += found
            if root is not None:
                parts[name] = root
    relationships = {_owner(name): _read(name, root) for name, root in parts.items() if name.endswith(".rels")}
    main = next((item.target for item in relationships.get("", ()) if item.kind == "officeDocument"), "")
    if main not in parts or parts[main].tag != w("document"):
        reason = "no document inside" if main not in members else "its main part is no Word document"
        return None, findings or [problem("P201", file, reason=reason)]
    container = Container(file, main, members, parts, relationships)
    return container, [*findings, *_foreign(container)]


def _members(content: bytes) -> dict[str, bytes] | None:
    """The files of the zip; None when there is more in it than a template ever holds."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [item for item in archive.infolist() if not item.is_dir()]
        if len(entries) > MAX_MEMBERS or sum(item.file_size for item in entries) > MAX_TOTAL:
            return None
        found: dict[str, bytes] = {}
        for entry in entries:
            with archive.open(entry) as stream:
                data = stream.read(MAX_PART + 1)
            is_xml = entry.filename.endswith((".xml", ".rels"))
            if len(data) > (MAX_XML if is_xml else MAX_PART):
                return None
            if entry.filename in found:
                raise ValueError(f"{entry.filename} is in it twice")
            found[entry.filename] = data
    return found


def _reason(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _parsed(name: str, data: bytes, file: str) -> tuple[Element | None, list[Finding]]:
    if _has_declarations(data):
        return None, [problem("P202", file, part=name)]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return None, [problem("P207", file, part=name, reason=_reason(error))]
    if root.getroottree().docinfo.internalDTD is not None:
        return None, [problem("P202", file, part=name)]
    return root, []


def _has_declarations(data: bytes) -> bool:
    """True for a DTD or an entity, in UTF-8 or UTF-16 alike."""
    plain = data.replace(b"\x00", b"")
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _owner(rels: str) -> str:
    """The part whose relationships a .rels file holds: word/_rels/document.xml.rels is of word/document.xml."""
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _read(rels: str, root: Element) -> tuple[Relationship, ...]:
    folder = posixpath.dirname(_owner(rels))
    found = []
    for item in root.iter(f"{{{RELATIONSHIPS}}}Relationship"):
        target, external = item.get("Target", ""), item.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        kind = item.get("Type", "").rsplit("/", 1)[-1]
        found.append(Relationship(item.get("Id", ""), kind, target, external))
    return tuple(found)


def _foreign(container: Container) -> Iterator[Finding]:
    """Macros, embedded objects and links to the outside."""
    types = container.parts.get("[Content_Types].xml")
    declared = [item.get("ContentType", "") for item in types] if types is not None else []
    macros = [name for name in container.members if _MACROS.search(name)]
    if macros or any(_MACROS.search(kind) for kind in declared):
        yield problem("P203", container.file, part=macros[0] if macros else "[Content_Types].xml")
    for name in container.members:
        if _EMBEDDED.search(name) and name not in macros:
            yield problem("P204", container.file, part=name, found=posixpath.basename(name))
    for part, items in container.relationships.items():
        for item in items:
            if item.external:
                yield problem("P205", container.file, part=part or "_rels/.rels", target=item.target, kind=item.kind)
            elif item.kind in _EMBEDDING_KINDS and not _EMBEDDED.search(item.target):
                yield problem("P204", container.file, part=part, found=item.target)
