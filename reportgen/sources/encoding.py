"""Bytes as text: by their mark, as UTF-8, in the encoding a page names, else in the Chinese national one.

Takes bytes, gives text; raises SourceError for bytes in no encoding these files come in. Whether bytes are text at all
is told by `kinds.py`; what the text means is left to the readers.
"""

import codecs
import re
from collections.abc import Iterable

from reportgen.errors import SourceError
from reportgen.findings import Location

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NATIONAL = "gb18030"  # holds all of gbk and gb2312
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{3,20})", re.IGNORECASE)


def decoded(data: bytes, at: Location, *, code: str = "S116", named: str | None = None) -> str:
    """The text; `named` is what the file itself says of its encoding, `code` the finding where it is in none."""
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)][:1]
    # No Chinese text in another encoding is UTF-8 by chance.
    text = _first(data, marked or dict.fromkeys(("utf-8", named or _NATIONAL, _NATIONAL)))
    if text is None:
        raise SourceError.of(code, at)
    return text


def charset(page: bytes) -> str | None:
    """A web page's word for its encoding; one that no program knows counts as UTF-8. None where it says nothing."""
    found = _CHARSET.search(page[:4096])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:  # a made-up name
        return "utf-8"
    return _NATIONAL if name in ("gb2312", "gbk", "hz") else name  # pages say gb2312 and hold signs of gbk


def _first(data: bytes, encodings: Iterable[str]) -> str | None:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):  # LookupError: a codec that makes no text
            continue
    return None
