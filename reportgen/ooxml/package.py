"""OPC: what the parts of a package are called, and how they refer to each other.

Takes names, bytes and the attributes of elements; gives names of parts and relations. Nothing is expanded or fetched.
Parsing whole parts is left to `elements.py`, which of them a document needs to the rooms above.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

TYPES: Final = "[Content_Types].xml"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of the relation's type, and another part by its name.

    `is_external`: the target is something outside, as it is written.
    """

    id: str
    kind: str
    target: str
    is_external: bool


def relations(owner: str, items: Iterable[Mapping[str, str]]) -> tuple[Relation, ...]:
    """What a part refers to, by the attributes of the Relationship elements in its .rels part. "" is the package."""
    found = []
    for item in items:
        target, is_external = item.get("Target", ""), item.get("TargetMode") == "External"
        kind = item.get("Type", "").rpartition("/")[2]  # strict and transitional types end in the same word
        found.append(
            Relation(item.get("Id", ""), kind, target if is_external else resolved(owner, target), is_external)
        )
    return tuple(found)


def rels_of(owner: str) -> str:
    """The part that holds the relations of another: word/_rels/document.xml.rels for word/document.xml."""
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def owner_of(rels: str) -> str:
    """The part whose relations a .rels part holds; "" is the package."""
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def resolved(owner: str, target: str) -> str:
    """The name of the part that a relation's target leads to."""
    # a target that begins with / counts from the package, and join lets it stand
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/")


def declares(part: bytes) -> bool:
    """True for a DTD or an entity in XML of UTF-8 or UTF-16 alike: no office program writes one."""
    return _DECLARATION.search(part.replace(b"\x00", b"") if b"\x00" in part else part) is not None


def attributes(part: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of each element of that name, namespaces before them; none of broken XML or one that declares.

    For small parts where loading lxml would take longer than reading them.
    """
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == name:  # "namespace name"
            found.append(attributes)

    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    try:
        parser.Parse(b"" if declares(part) else part, True)  # an empty text is broken XML: nothing comes of it
    except (ExpatError, ValueError):  # ValueError: an encoding that expat does not know
        return []
    return found
