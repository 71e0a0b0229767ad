"""A finished file's members, by a reader of the proof's own: what the directory promises is what is there.

Takes the bytes of a .docx, gives its members still packed, each checked against its own head in the file. Unpacking
checks size and CRC. Whether they say the right thing is left to `prove.py`.
"""

import struct
import zlib
from dataclasses import dataclass

# The end of the central directory: 22 bytes, from byte 10 on the number of members, the directory's size and place.
_END = b"PK\5\6"
_END_SIZE = 22
# An entry of it: signature, flags, method, CRC, both sizes, three lengths (name, extra, comment), where its member is.
_CENTRAL = struct.Struct("<4s2x2xHH2x2xIII3H4x4xI")
_PLAIN_FLAGS = 0x080E  # how hard it was packed, sizes behind the data, names in UTF-8; the others: not to be read so
_LOCAL_FLAGS = struct.Struct("<H")
_LOCAL_SIZES = struct.Struct("<2H")  # of name and extra field, in the member's own head


class BrokenZipError(ValueError):
    """The file is no zip, or not a whole one; `member` is the one that is broken, when it is one."""

    def __init__(self, member: str = "") -> None:
        super().__init__(member)
        self.member = member


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A member as it is stored."""

    name: str
    method: int
    crc: int
    size: int
    stored: bytes


def entries(blob: bytes) -> tuple[StoredPart, ...]:
    """The members in the order of the directory. Raises BrokenZipError where head and directory do not agree."""
    # behind the end a comment of up to 0xFFFF bytes may stand
    end = blob.rfind(_END, max(0, len(blob) - _END_SIZE - 0xFFFF))
    if end < 0 or len(blob) < end + _END_SIZE:
        raise BrokenZipError
    count, size, position = struct.unpack_from("<HII", blob, end + 10)
    if position + size != end:  # nothing may lie between directory and end
        raise BrokenZipError
    found = []
    for _ in range(count):
        entry, position = _entry(blob, position, end)
        found.append(entry)
    # of two members with one name, readers take different ones
    if position != end or len({entry.name for entry in found}) != count:
        raise BrokenZipError
    return tuple(found)


def unpacked(entry: StoredPart) -> bytes:
    """What the member holds. Raises BrokenZipError when it is not what was packed."""
    content = entry.stored
    if entry.method == zlib.DEFLATED:
        try:
            content = zlib.decompress(content, -15, entry.size or 1)  # -15: raw deflate, as zips hold it
        except zlib.error as error:
            raise BrokenZipError(entry.name) from error
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise BrokenZipError(entry.name)
    return content


def _entry(blob: bytes, position: int, end: int) -> tuple[StoredPart, int]:
    if position + _CENTRAL.size > end:
        raise BrokenZipError
    sign, flags, method, crc, packed, size, name_size, extra, comment, start = _CENTRAL.unpack_from(blob, position)
    name = blob[position + _CENTRAL.size : position + _CENTRAL.size + name_size]
    # a member's own head has 30 bytes
    if sign != b"PK\1\2" or flags & ~_PLAIN_FLAGS or method not in (0, zlib.DEFLATED) or start + 30 > end:
        raise BrokenZipError(name.decode("utf-8", "replace"))
    local_name, local_extra = _LOCAL_SIZES.unpack_from(blob, start + 26)  # the last four bytes of the head
    begin = start + 30 + local_name + local_extra
    is_plain = not _LOCAL_FLAGS.unpack_from(blob, start + 6)[0] & ~_PLAIN_FLAGS
    same_name = blob[start + 30 : start + 30 + local_name] == name
    if blob[start : start + 4] != b"PK\3\4" or not (same_name and is_plain) or begin + packed > end:
        raise BrokenZipError(name.decode("utf-8", "replace"))
    entry = StoredPart(name.decode("utf-8", "replace"), method, crc, size, blob[begin : begin + packed])
    return entry, position + _CENTRAL.size + name_size + extra + comment
