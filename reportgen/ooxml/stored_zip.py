"""A workbook's parts as a zip that is not packed, for the reader that would unpack the file a second time.

Takes the parts that the preflight unpacked and held against their checksums; gives a zip of just these, so that the
reader sees what was inspected and nothing else. It is never written to a file.
"""

import struct
from collections.abc import Mapping

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_NAMES_IN_UTF8 = 0x800
_STORED = 0
_NO_TIME = (0, 0x21)  # 1980-01-01, the first day a zip knows


def of(parts: Mapping[str, bytes], checksums: Mapping[str, int]) -> bytes:
    """The zip of these parts in their order; `checksums` are their CRC-32."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part, content in parts.items():
        name = part.encode("utf-8", "surrogateescape")
        what = (_NAMES_IN_UTF8, _STORED, *_NO_TIME, checksums[part], len(content), len(content), len(name), 0)
        body += (_LOCAL.pack(b"PK\3\4", _VERSION, *what), name, content)
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *what, 0, 0, 0, 0, offset), name)
        offset += _LOCAL.size + len(name) + len(content)
    size = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), size, offset, 0)
    return b"".join((*body, *directory, end))
