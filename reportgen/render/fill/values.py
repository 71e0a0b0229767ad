"""Values on their way into Word: what XML can hold, escaped and encoded.

Takes a text, gives UTF-8 bytes that stand in an element. Text is data: nothing in it is ever read as a tag.
"""

import re
from collections.abc import Iterator
from typing import Final

# What a tab and the end of a line become in Word; `look` are the properties of the run they cut in two.
TAB_IN_RUN: Final = '</w:t></w:r><w:r>{look}<w:tab/></w:r><w:r>{look}<w:t xml:space="preserve">'
BREAK: Final = b'</w:t><w:br/><w:t xml:space="preserve">'
# What XML 1.0 cannot hold; and the carriage return, bell and form feed, which would not come back as they were.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


class UnprintableError(ValueError):
    """A character that a Word file cannot hold."""


def escaped(value: str) -> bytes:
    """A text without control characters as bytes of XML. Raises AttributeError for what is no text."""
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value:
        value = value.replace("<", "&lt;")
    if ">" in value:
        value = value.replace(">", "&gt;")
    return value.encode()


def with_breaks(value: str, tab: bytes, line: bytes) -> bytes:
    """Any text as bytes of XML, `tab` and `line` in place of its tabs and line ends. Raises UnprintableError."""
    if _UNPRINTABLE.search(value):
        raise UnprintableError
    return escaped(value).replace(b"\t", tab).replace(b"\n", line)


def unprintable(value: str) -> Iterator[str]:
    """Each character that Word cannot hold, once, as U+0007."""
    for character in dict.fromkeys(_UNPRINTABLE.findall(value)):
        yield f"U+{ord(character):04X}"
