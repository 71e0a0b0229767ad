"""A template made ready to become reports: a document of its own, that names nobody who drew it.

Takes the bytes of a .docx or .dotx, gives them with what a report must not take over put right; the same bytes where
nothing is. What the parts say is left as it is.
"""

import re

from reportgen.ooxml import archive

_TEMPLATE, _DOCUMENT = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
_CORE, _APP, _TYPES = "docProps/core.xml", "docProps/app.xml", "[Content_Types].xml"
# Who drew the template and when, how often it was saved, and from which file: Word writes it, nobody asked for it.
_WHO = re.compile(
    rb"<((?:dc:creator|cp:lastModifiedBy|dcterms:created|dcterms:modified|cp:revision|cp:lastPrinted"
    rb"|Company|Manager|Template|TotalTime))(?: [^<>]*)?(?:/>|>(?![^<]*\{\{)[^<]*</\1>)"
)


def settled(template: bytes) -> bytes:
    """The same template as a document without authors. What is no zip comes back as it is: reading it says so."""
    try:
        members = archive.read(template)
        contents = {member.name: archive.content(member) for member in members if member.name in (_CORE, _APP, _TYPES)}
    except archive.ArchiveError:
        return template
    changed = {name: new for name, old in contents.items() if (new := _put_right(name, old)) != old}
    if not changed:
        return template
    return archive.Archive.of(
        archive.Member.of(member.name, changed[member.name]) if member.name in changed else member for member in members
    ).completed({})


def _put_right(name: str, content: bytes) -> bytes:
    return content.replace(_TEMPLATE, _DOCUMENT) if name == _TYPES else _WHO.sub(b"", content)
