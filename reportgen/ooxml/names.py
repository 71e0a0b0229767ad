"""The namespaces of OPC and WordprocessingML, as lxml and expat spell names with them."""

from typing import Final

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"

PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
RELATIONSHIPS: Final = f"{PACKAGE}/relationships"
CONTENT_TYPES: Final = f"{PACKAGE}/content-types"
CORE: Final = f"{PACKAGE}/metadata/core-properties"

STRICT: Final = "http://purl.oclc.org/ooxml"  # the strict kind of the format, which Office writes when it is asked to
STRICT_W: Final = f"{STRICT}/wordprocessingml/main"
STRICT_R: Final = f"{STRICT}/officeDocument/relationships"


def w(name: str) -> str:
    """The name of a WordprocessingML element or attribute as lxml spells it."""
    return f"{{{W}}}{name}"
