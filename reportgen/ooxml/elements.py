"""The XML of a package's parts, by lxml: parsed without danger, looked at without regard to namespaces.

Takes bytes from anybody, gives elements. Nothing is expanded or fetched, a part with a DTD is refused.
"""

from lxml import etree

from reportgen.ooxml import package

Element = etree._Element


class DeclarationError(ValueError):
    """A part that declares a document type or entities."""


def parsed(content: bytes, *, keeps_cdata: bool = False, drops_blanks: bool = False) -> Element:
    """The root of a part. Raises DeclarationError, and lxml's XMLSyntaxError for what is no XML.

    `keeps_cdata` for parts that are written again; `drops_blanks` without the white space between elements.
    """
    if package.declares(content):  # before parsing, so that no entity is ever expanded
        raise DeclarationError
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,  # lxml's limits for depth and size of texts hold
        strip_cdata=not keeps_cdata,
        remove_blank_text=drops_blanks,
    )
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding where the bytes do not show it
        raise DeclarationError
    return root


def written(root: Element) -> bytes:
    """The part's bytes."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def relations(owner: str, root: Element | None) -> tuple[package.Relation, ...]:
    """What a part refers to, by the root of its .rels part."""
    found = () if root is None else root.iter("{*}Relationship")
    return package.relations(owner, ({str(name): str(value) for name, value in item.items()} for item in found))


def is_element(node: object) -> bool:
    """False for a comment or processing instruction, which lxml hands out as elements too."""
    return isinstance(getattr(node, "tag", None), str)


def local(node: Element) -> str:
    """An element's name without its namespace; "" for a comment."""
    return str(node.tag).rpartition("}")[2] if is_element(node) else ""


def name_in(parent: Element, local: str) -> str:
    """A name in the namespace of that element, as lxml spells it."""
    return f"{{{etree.QName(parent).namespace}}}{local}"


def child(parent: Element, wanted: str) -> Element | None:
    """The first child of that name, in the namespace of its parent."""
    return parent.find(name_in(parent, wanted))


def plain(parent: Element, name: str) -> Element:
    """A new element without parent, in the namespace of that one, which it does not name again under another prefix."""
    space = etree.QName(parent).namespace or ""
    return etree.fromstring(f'<{name} xmlns="{space}"/>')


def whole(text: str | None, default: int = 0) -> int:
    """A number of an attribute; the default where none stands, or what no program writes."""
    # isascii: ４ and ٤ are decimal too
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 10 else default


def is_true(value: str | None) -> bool:
    """An XML boolean, as the different programs write it."""
    return value in ("1", "true", "on")
