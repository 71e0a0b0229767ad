"""Zip files read and written, in one way for every room but the proof, which reads by code of its own.

Takes bytes. `entries` gives what the directory says, before a byte is unpacked, for callers to hold their limits
against; `member` the bytes of one as they are stored; `content` what it holds: never more than the directory says, and
checked against its size and CRC-32. Gives bytes back that depend on the members alone: one date, one order, no names of
a machine. A member that did not change keeps its packed bytes, so that filling a template packs only what was filled.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal, Self
from zipfile import BadZipFile, ZipFile, ZipInfo

STORED: Final = 0
DEFLATED: Final = 8
SMALL: Final = 9  # levels of packing: what is packed once and kept in many copies
USUAL: Final = 6  # as spreadsheet programs pack
QUICK: Final = 1  # what is packed for every report

_MAGIC = b"PK\3\4"
_LOCAL = struct.Struct("<4s5H3I2H")
_LOCAL_SIZES = struct.Struct("<2H")
_CENTRAL = struct.Struct("<4s2B5H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20  # 2.0: what a reader must know to unpack deflated members
_ENCRYPTED = 1  # bit 0 of the flags
_NAMES_IN_UTF8 = 0x800  # bit 11 of the flags
# What zipfile raises for bytes that are no zip, or for one of a version it does not know (NotImplementedError).
_NO_DIRECTORY = (BadZipFile, struct.error, ValueError, EOFError, OSError, RuntimeError)


class ArchiveError(ValueError):
    """A zip that cannot be read, in zipfile's words; `kind` is why. `larger`: a member holds more than it may."""

    def __init__(self, reason: str, kind: Literal["damaged", "encrypted", "larger"] = "damaged") -> None:
        super().__init__(reason)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a zip notes beside a member: day and time as DOS counts them, the system that packed it, its attributes."""

    time: int = 0
    day: int = 0x21  # 1980-01-01, the first day a zip knows
    system: int = 0
    attributes: int = 0


_NO_STAMP = Stamp()
READABLE: Final = 0o600 << 16  # attributes: who unpacks the file by hand may read and write what is in it


@dataclass(frozen=True, slots=True)
class MemberInfo:
    """What a zip's directory says of a member: `size` unpacked, `packed` as it is stored."""

    name: str
    method: int
    crc: int
    size: int
    packed: int
    offset: int
    is_encrypted: bool
    _info: ZipInfo

    @property
    def own_name(self) -> bytes:
        """What the head in front of the member should call it."""
        # without the flag a zip's names are in cp437
        return self._info.orig_filename.encode("utf-8" if self._info.flag_bits & _NAMES_IN_UTF8 else "cp437")

    @property
    def stamp(self) -> Stamp:
        """What is noted beside the member."""
        year, month, day, hour, minute, second = self._info.date_time
        # DOS counts two seconds as one, and years from 1980
        time, date = hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
        return Stamp(time, date, self._info.create_system, self._info.external_attr)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a zip, as it is stored. What was read has no stamp: who wants to keep it takes that of the entry."""

    name: str
    method: int
    crc: int
    size: int
    stored: bytes
    stamp: Stamp = _NO_STAMP

    @classmethod
    def of(cls, name: str, content: bytes, level: int = SMALL, stamp: Stamp = _NO_STAMP) -> Self:
        """A member that holds this content, packed where that makes it smaller."""
        stored, method = _deflated(content, level), DEFLATED
        if len(stored) >= len(content):
            stored, method = content, STORED
        return cls(name, method, zlib.crc32(content), len(content), stored, stamp)


# Reading


def entries(blob: bytes) -> tuple[MemberInfo, ...]:
    """The files of a zip in the order of its directory. Raises ArchiveError for what is no zip."""
    try:
        with ZipFile(BytesIO(blob)) as file:
            # not is_dir, which breaks on a member without a name
            return tuple(_entry(info) for info in file.infolist() if not info.filename.endswith("/"))
    except _NO_DIRECTORY as error:
        raise ArchiveError(str(error) or type(error).__name__) from error


def by_directory(blob: bytes, entry: MemberInfo) -> Member:
    """A member as it is stored, by the directory alone: its own head may call it something else.

    Raises ArchiveError where no member begins, and for an encrypted one.
    """
    begin = entry.offset
    if len(blob) < begin + _LOCAL.size:
        raise ArchiveError("Truncated file header")
    if begin < 0 or blob[begin : begin + 4] != _MAGIC:
        raise ArchiveError("Bad magic number for file header")
    if entry.is_encrypted:
        raise ArchiveError(f"File {entry.name!r} is encrypted, password required for extraction", "encrypted")
    # the two lengths end the head; name and extra field follow
    begin += _LOCAL.size + sum(_LOCAL_SIZES.unpack_from(blob, begin + _LOCAL.size - _LOCAL_SIZES.size))
    return Member(entry.name, entry.method, entry.crc, entry.size, blob[begin : begin + entry.packed])


def member(blob: bytes, entry: MemberInfo) -> Member:
    """A member as it is stored. Raises ArchiveError as `by_directory` does, and where head and directory differ."""
    found = by_directory(blob, entry)
    begin = entry.offset + _LOCAL.size
    own = blob[begin : begin + _LOCAL_SIZES.unpack_from(blob, begin - _LOCAL_SIZES.size)[0]]
    if own != entry.own_name:
        raise ArchiveError(f"File name in directory {entry.name!r} and header {own!r} differ.")
    return found


def read(blob: bytes) -> tuple[Member, ...]:
    """All members, in the order of the directory. Raises ArchiveError as `entries` and `member` do."""
    return tuple(member(blob, entry) for entry in entries(blob))


def content(member: Member) -> bytes:
    """What the member holds. Raises ArchiveError when that is not what was packed, or is packed in no usual way."""
    if member.method not in (STORED, DEFLATED):
        raise ArchiveError("That compression method is not supported")
    found = member.stored
    if member.method == DEFLATED:
        try:
            # one byte more than promised shows a member that holds more, and no bomb is unpacked
            found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(member.stored, member.size + 1)
        except zlib.error as error:
            raise ArchiveError(str(error)) from error
    if len(found) != member.size or zlib.crc32(found) != member.crc:
        kind: Literal["damaged", "larger"] = "larger" if len(found) > member.size else "damaged"
        raise ArchiveError(f"Bad CRC-32 for file {member.name!r}", kind)
    return found


def _entry(info: ZipInfo) -> MemberInfo:
    return MemberInfo(
        info.filename,
        info.compress_type,
        info.CRC,
        info.file_size,
        info.compress_size,
        info.header_offset,
        bool(info.flag_bits & _ENCRYPTED),
        info,
    )


# Writing


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip with a few members still to come: `start` are the finished ones, `directory` their entries."""

    start: bytes
    directory: bytes
    count: int

    @classmethod
    def of(cls, members: Iterable[Member]) -> Self:
        """The finished members, in this order."""
        body, directory, count = _laid_out(members, 0)
        return cls(b"".join(body), b"".join(directory), count)

    def completed(self, contents: Mapping[str, bytes]) -> bytes:
        """The whole zip, with these members at its end."""
        members = (Member.of(name, content, QUICK) for name, content in contents.items())
        body, directory, count = _laid_out(members, len(self.start))
        return _closed([self.start, *body], [self.directory, *directory], self.count + count)


def written(members: Iterable[Member]) -> bytes:
    """The zip of these members, in this order."""
    return _closed(*_laid_out(members, 0))


def stored(parts: Mapping[str, bytes], checksums: Mapping[str, int]) -> bytes:
    """The zip of these parts, not packed: for a reader that would unpack them a second time. `checksums` are CRC-32."""
    return written(Member(name, STORED, checksums[name], len(part), part) for name, part in parts.items())


def _deflated(data: bytes, level: int) -> bytes:
    # at the usual level the bytes are those of zipfile, which packs with the default
    memory = zlib.DEF_MEM_LEVEL if level == USUAL else 9
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, memory)
    return packer.compress(data) + packer.flush()


def _laid_out(members: Iterable[Member], offset: int) -> tuple[list[bytes], list[bytes], int]:
    """The pieces of the body, which begins at that offset, those of its directory, and how many members there are."""
    body: list[bytes] = []
    directory: list[bytes] = []
    count = 0
    for item in members:
        name, stamp = item.name.encode(), item.stamp
        flags = 0 if item.name.isascii() else _NAMES_IN_UTF8
        what = (
            *(_VERSION, flags, item.method, stamp.time, stamp.day),
            *(item.crc, len(item.stored), item.size, len(name), 0),
        )
        body += (_LOCAL.pack(_MAGIC, *what), name, item.stored)
        made_by = (_VERSION, stamp.system)
        directory += (_CENTRAL.pack(b"PK\1\2", *made_by, *what, 0, 0, 0, stamp.attributes, offset), name)
        offset += _LOCAL.size + len(name) + len(item.stored)
        count += 1
    return body, directory, count


def _closed(body: list[bytes], directory: list[bytes], count: int) -> bytes:
    size = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, count, count, size, sum(map(len, body)), 0)
    return b"".join((*body, *directory, end))
