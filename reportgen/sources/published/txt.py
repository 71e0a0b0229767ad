"""Plain text as blocks, and bytes as text: what web pages, e-mails and old computers leave of a report.

Takes bytes; gives text (byte-order mark, UTF-8, the page's own word, then the Chinese national encoding) or one
paragraph a line. A line with | or tabs, as flattened tables have, keeps its pieces in `cells`: an empty piece is an
empty cell.
"""

import codecs
import re

from reportgen.errors import SourceError
from reportgen.findings import Location
from reportgen.sources.published.blocks import Block, Paragraph

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{3,20})", re.IGNORECASE)
_RULE = re.compile(r":?-{3,}:?")


def decoded(content: bytes, file: str) -> str:
    """The text. Raises SourceError when it is in no encoding these reports come in."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _tried(content, encoding, file)
    named = _CHARSET.search(content[:4096])
    own = _known(named[1].decode("ascii")) if named else "gb18030"
    for encoding in dict.fromkeys(("utf-8", own)):  # no Chinese text in another encoding is UTF-8 by chance
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _tried(content, "gb18030", file)


def _tried(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError.of("S306", Location(file=file)) from error


def _known(name: str) -> str:
    """A page's word for its encoding; gb2312 and gbk are read as the larger set that holds them."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return "utf-8"
    return "gb18030" if found in ("gb2312", "gbk", "hz") else found


def read_txt(text: str, file: str) -> list[Block]:
    """One paragraph a line; empty lines stay, as they may be empty cells."""
    return [_line(line, number, file) for number, line in enumerate(text.splitlines(), start=1)]


def _line(line: str, number: int, file: str) -> Paragraph:
    cells = cells_of(line)
    text = line.strip() if cells is None else " ".join(cell for cell in cells if cell)
    return Paragraph(text, Location(file=file, line=number), cells=cells)


def cells_of(line: str) -> tuple[str, ...] | None:
    """The pieces of a line of a flattened table; None for a line that is none."""
    if "|" in line or "｜" in line:
        pieces = [piece.strip() for piece in line.replace("｜", "|").split("|")]
        if pieces[-1] == "":
            pieces.pop()
        if len(pieces) > 1 and pieces[0] == "":
            pieces.pop(0)
        return () if all(_RULE.fullmatch(piece) for piece in pieces) else tuple(pieces)
    if "\t" in line.strip():
        return tuple(piece.strip() for piece in line.strip("\r\n").split("\t"))
    return None
