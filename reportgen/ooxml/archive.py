"""Zip files whose bytes depend on their content alone: one date, one order, no names of a machine.

Takes the members of a .docx, gives its bytes. A part that did not change keeps its compressed bytes, so that filling a
template packs only what was filled. Reading the finished file back is left to `render/proof`, by code of its own.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

_DATE = 0x21  # 1980-01-01, the first day a zip knows
_NAMES_IN_UTF8 = 0x800
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_HEAD_SIZE = 30


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a zip, as it is stored."""

    name: str
    method: int
    crc: int
    size: int
    stored: bytes

    @classmethod
    def of(cls, name: str, content: bytes, level: int = 9) -> Self:
        """A member that holds this content; level 1 is quick, 9 small."""
        stored, method = _deflated(content, level), ZIP_DEFLATED
        if len(stored) >= len(content):
            stored, method = content, ZIP_STORED
        return cls(name, method, zlib.crc32(content), len(content), stored)


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip with a few members still to come: `start` are the finished ones, `directory` their entries."""

    start: bytes
    directory: bytes
    count: int

    @classmethod
    def of(cls, members: Iterable[Member]) -> Self:
        """The finished members, in this order."""
        start, directory, count = b"", b"", 0
        for member in members:
            directory += _central(member, len(start))
            start += _local(member)
            count += 1
        return cls(start, directory, count)

    def completed(self, contents: Mapping[str, bytes]) -> bytes:
        """The whole zip, with these members at its end."""
        body, directory, offset = [self.start], [self.directory], len(self.start)
        for name, content in contents.items():
            member = Member.of(name, content, level=1)
            local = _local(member)
            directory.append(_central(member, offset))
            body.append(local)
            offset += len(local)
        entries = b"".join(directory)
        count = self.count + len(contents)
        body += (entries, _END.pack(b"PK\5\6", 0, 0, count, count, len(entries), offset, 0))
        return b"".join(body)


def read(blob: bytes) -> tuple[Member, ...]:
    """The members of a zip in their order. Raises BadZipFile for what is no zip, or one that Word would not write."""
    with ZipFile(BytesIO(blob)) as file:
        broken = file.testzip()
        if broken is not None:
            raise BadZipFile(broken)
        found = []
        for info in file.infolist():
            if info.is_dir():
                continue
            if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or info.flag_bits & 1:
                raise BadZipFile(info.filename)
            head = info.header_offset
            name_size, extra_size = struct.unpack_from("<2H", blob, head + 26)
            begin = head + _LOCAL_HEAD_SIZE + name_size + extra_size
            stored = blob[begin : begin + info.compress_size]
            found.append(Member(info.filename, info.compress_type, info.CRC, info.file_size, stored))
        return tuple(found)


def content(member: Member) -> bytes:
    """What the member holds, unpacked."""
    return zlib.decompress(member.stored, -15) if member.method == ZIP_DEFLATED else member.stored


def _deflated(data: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9)
    return packer.compress(data) + packer.flush()


def _local(member: Member) -> bytes:
    name = member.name.encode()
    head = _LOCAL.pack(
        b"PK\3\4",
        20,
        _flags(member.name),
        member.method,
        0,
        _DATE,
        member.crc,
        len(member.stored),
        member.size,
        len(name),
        0,
    )
    return head + name + member.stored


def _central(member: Member, offset: int) -> bytes:
    name = member.name.encode()
    return (
        _CENTRAL.pack(
            b"PK\1\2",
            20,
            20,
            _flags(member.name),
            member.method,
            0,
            _DATE,
            member.crc,
            len(member.stored),
            member.size,
            len(name),
            0,
            0,
            0,
            0,
            0,
            offset,
        )
        + name
    )


def _flags(name: str) -> int:
    return 0 if name.isascii() else _NAMES_IN_UTF8
