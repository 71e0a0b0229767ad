"""What a file is, judged by its bytes before any reader opens it; what would harm a reader is refused with a sentence.

Takes a file's bytes; gives its kind and, for a workbook of the zip kinds, its unpacked XML parts, or raises
SourceError. Refused: other formats under a workbook's name, passwords, damaged archives, archives that unpack to far
more than they are, entities, cells so far out that the grid would fill the memory, hundreds of sheets. What the cells
hold is left to `excel_file.py`.
"""

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from reportgen.errors import SourceError
from reportgen.findings import Location
from reportgen.ooxml import archive, package
from reportgen.sources import kinds
from reportgen.sources.workbook import ods_xml, sheet_xml

Kind = Literal["xlsx", "ods", "xls"]

LARGEST_UNPACKED = 200_000_000  # bytes
LARGEST_RATIO = 300  # times; a bomb packs up to a thousand times smaller
LARGEST_GRID = 2_000_000  # cells; some hundred bytes each in Python
MOST_SHEETS = 200

# the parts that are XML by name; sheets are also looked for in others, by what they hold
_XML_NAMES = (".xml", ".rels", ".vml")
# An encoding in which the signs that are looked for (<!ENTITY, sheetData) would be other bytes.
_BEGINS = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # a record BOF of Excel 97 and later, for the workbook as a whole
_FILEPASS = 0x002F
_FIRST_RECORDS = 8  # it stands behind BOF, a write protection at most in between
_OTHER_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["']|us-ascii["'])""", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


@dataclass(frozen=True, slots=True)
class Workup:
    """What the preflight saw: the kind of workbook, and the parts of a zip that hold XML, with their CRC-32."""

    kind: Kind
    parts: Mapping[str, bytes] = field(default_factory=dict)
    checksums: Mapping[str, int] = field(default_factory=dict)


def inspect(data: bytes, file: str) -> Workup:
    """The workbook's kind and parts. Raises SourceError (S103 to S112) for anything that should not be opened."""
    at = Location(file=file)
    if kinds.is_blank(data):
        raise SourceError.of("S103", at)
    if data.startswith(kinds.ZIP):
        return _zip(data, at)
    if data.startswith(kinds.OLE):
        return _ole(data, at)
    raise _foreign(data, at)


def _foreign(data: bytes, at: Location) -> SourceError:
    kind = kinds.foreign(data) or kinds.markup(data)
    if kind is not None:
        return SourceError.of("S104" if kinds.is_picture(data) else "S112", at, format=kind)
    if data.startswith(kinds.EMPTY_ZIP):  # a zip that ends where it begins
        return SourceError.of("S107", at)
    return SourceError.of("S112", at, format="binary" if b"\x00" in data[:2000] else "text")


# Zip: .xlsx, .xlsm, .ods


def _zip(data: bytes, at: Location) -> Workup:
    try:
        entries = archive.entries(data)
    except archive.ArchiveError as error:
        raise SourceError.of("S107", at) from error
    names = {entry.name for entry in entries}
    _refuse_bomb(entries, len(data), at)
    if any(entry.is_encrypted for entry in entries):
        raise SourceError.of("S106", at)
    kind = _zip_kind(data, entries, names, at)
    parts = dict(_xml_parts(data, entries, at))
    _refuse_entities(parts, at)
    if kind == "ods":
        _check_ods(parts, at)
    else:
        _check_sheets(parts, at)
    return Workup(kind, parts, {entry.name: entry.crc for entry in entries})


def _zip_kind(data: bytes, entries: Sequence[archive.MemberInfo], names: set[str], at: Location) -> Kind:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:  # renamed, or the wrong file chosen
        raise SourceError.of("S105", at, format=".docx")
    if "content.xml" in names:
        mimetype = next((_unpacked(data, item, at) for item in entries if item.name == "mimetype"), b"")
        if b"spreadsheet" in mimetype:
            # an OpenDocument file under a password is a zip as any other, its parts encrypted
            if any(item.name == "META-INF/manifest.xml" and _is_encrypted_ods(data, item, at) for item in entries):
                raise SourceError.of("S106", at)
            return "ods"
        raise SourceError.of("S105" if b"text" in mimetype else "S112", at, format="OpenDocument")
    # .xlsb: Excel's binary kind
    raise SourceError.of("S112", at, format="xlsb" if "xl/workbook.bin" in names else "zip")


def _is_encrypted_ods(data: bytes, entry: archive.MemberInfo, at: Location) -> bool:
    return b"encryption-data" in _unpacked(data, entry, at)


def _refuse_bomb(entries: Sequence[archive.MemberInfo], size: int, at: Location) -> None:
    unpacked = sum(entry.size for entry in entries)
    packed = sum(entry.packed for entry in entries)
    # a file that unpacks to very much more than it is may hold less in all
    largest = LARGEST_UNPACKED if unpacked <= LARGEST_RATIO * max(size, 1) else LARGEST_UNPACKED // 10
    if unpacked > largest or packed > size:  # packed > size: members that lie over each other
        raise SourceError.of("S108", at, unpacked=unpacked, size=size)


def _xml_parts(data: bytes, entries: Sequence[archive.MemberInfo], at: Location) -> Iterator[tuple[str, bytes]]:
    for entry in entries:
        content = _unpacked(data, entry, at)
        # A relation may lead to a sheet under any name.
        if entry.name.lower().endswith(_XML_NAMES) or b"sheetData" in content:
            if content.startswith(_UTF16) or _OTHER_ENCODING.match(content):
                raise SourceError.of("S109", at, part=entry.name)
            yield entry.name, content


def _unpacked(data: bytes, entry: archive.MemberInfo, at: Location) -> bytes:
    """The part's bytes. What its own head calls it is not asked: spreadsheet programs do not ask either."""
    try:
        return archive.content(archive.by_directory(data, entry))
    except archive.ArchiveError as error:
        if error.kind == "larger":
            raise SourceError.of("S108", at, unpacked=entry.size + 1, size=len(data)) from error
        raise SourceError.of("S107", at) from error


def _refuse_entities(parts: Mapping[str, bytes], at: Location) -> None:
    for name, content in parts.items():
        if package.declares(content):
            raise SourceError.of("S109", at, part=name)


def _check_sheets(parts: Mapping[str, bytes], at: Location) -> None:
    sheets = [(name, content) for name, content in parts.items() if b"sheetData" in content]
    if len(sheets) > MOST_SHEETS:
        raise SourceError.of("S111", at, sheets=len(sheets), most=MOST_SHEETS)
    for name, content in sheets:
        if sheet_xml.may_reach_far(content):  # quickly told: no reference is far out
            extent = sheet_xml.extent(content)
            if extent is None:
                raise SourceError.of("S107", at)
            if extent.rows * extent.columns > LARGEST_GRID:
                raise SourceError.of("S110", at, cell=extent.last_cell, part=name)


def _check_ods(parts: Mapping[str, bytes], at: Location) -> None:
    tables = ods_xml.extents(parts.get("content.xml", b""))
    if tables is None:
        raise SourceError.of("S107", at)
    if len(tables) > MOST_SHEETS:
        raise SourceError.of("S111", at, sheets=len(tables), most=MOST_SHEETS)
    for extent in tables:
        if extent.rows * extent.columns > LARGEST_GRID:
            raise SourceError.of("S110", at, cell=extent.last_cell, part="content.xml")


# OLE: .xls, and what hides under its name


def _ole(data: bytes, at: Location) -> Workup:
    streams = _ole_names(data)
    if streams & {"Workbook", "Book"}:  # of Excel 97 and later, of Excel 5
        if _has_password(data):
            raise SourceError.of("S106", at)
        return Workup("xls")
    if "EncryptedPackage" in streams:
        raise SourceError.of("S106", at)
    if "WordDocument" in streams:
        raise SourceError.of("S105", at, format=".doc")
    if "PowerPoint Document" in streams:
        raise SourceError.of("S112", at, format="PowerPoint")
    raise SourceError.of("S107", at)


def _ole_names(data: bytes) -> set[str]:
    """The streams we know by name. Directory entries are 128 bytes long, name first, its length at byte 64."""
    known = ("Workbook", "Book", "EncryptedPackage", "WordDocument", "PowerPoint Document")
    return {name for name in known if _has_entry(data, name) or _has_entry(data, name.upper())}


def _has_password(data: bytes) -> bool:
    """True where the workbook says right at its beginning that the rest is enciphered: a record FILEPASS."""
    position = data.find(_BEGINS)
    while position >= 0 and position % 64:  # a stream begins where a sector does
        position = data.find(_BEGINS, position + 1)
    for _ in range(_FIRST_RECORDS if position >= 0 else 0):
        if position + 4 > len(data):
            break
        record, size = struct.unpack_from("<2H", data, position)
        if record == _FILEPASS:
            return True
        position += 4 + size
    return False


def _has_entry(data: bytes, name: str) -> bool:
    wanted = (name + "\0").encode("utf-16-le")
    position = data.find(wanted)
    while position >= 0:
        if position % 128 == 0 and data[position + 64 : position + 66] == struct.pack("<H", len(wanted)):
            return True
        position = data.find(wanted, position + 1)
    return False
