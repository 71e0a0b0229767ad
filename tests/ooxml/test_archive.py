"""Zip files, with zipfile as the oracle of what they hold, and every way in which one can be broken."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import sources
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.ooxml import archive
from reportgen.ooxml.archive import Archive, ArchiveError, Member, Stamp
from reportgen.sources.workbook import excel_file
from tests.builders import pack

GOOD = entry_workbook.make(pack("municipal-2008"), 2012, unit_name="某市某局")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
TYPES, TEXT = "[Content_Types].xml", "word/文.xml"
PARTS = {TYPES: b"<Types/>", TEXT: "正文".encode() * 500, "word/media/a.png": bytes(range(256))}
names = st.lists(st.text("ab/_.文", min_size=1, max_size=8).map(lambda text: f"{text}x"), unique=True, max_size=6)
some_parts = names.flatmap(
    lambda found: st.fixed_dictionaries({name: st.binary(max_size=300).map(lambda part: part * 3) for name in found})
)


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip as Python packs it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name, (2012, 12, 31, 23, 59, 58)), part, method)
    return buffer.getvalue()


def contents(blob: bytes) -> dict[str, bytes]:
    """What the zip holds, as we read it."""
    return {member.name: archive.content(member) for member in archive.read(blob)}


def by_zipfile(blob: bytes) -> dict[str, bytes]:
    """What the zip holds, as Python reads it."""
    with zipfile.ZipFile(io.BytesIO(blob)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def changed(blob: bytes, name: str, offset: int, layout: str, value: int) -> bytes:
    """The zip with one number of that member's entry in the directory replaced."""
    at = blob.rindex(name.encode()) - 46 + offset
    return blob[:at] + struct.pack(layout, value) + blob[at + struct.calcsize(layout) :]


def refused(blob: bytes) -> ArchiveError:
    with pytest.raises(ArchiveError) as caught:
        contents(blob)
    return caught.value


# Writing


@pytest.mark.slow
@given(some_parts, st.sampled_from([archive.SMALL, archive.USUAL, archive.QUICK]))
def test_what_is_written_zipfile_reads(parts: dict[str, bytes], level: int) -> None:
    blob = archive.written(Member.of(name, part, level) for name, part in parts.items())
    assert by_zipfile(blob) == parts
    assert list(by_zipfile(blob)) == list(parts)


@pytest.mark.slow
@given(some_parts, some_parts)
def test_a_zip_completed_later_is_the_same_as_one_written_at_once(
    first: dict[str, bytes], last: dict[str, bytes]
) -> None:
    finished = [Member.of(name, part) for name, part in first.items()]
    rest = [Member.of(name, part, archive.QUICK) for name, part in last.items()]
    assert Archive.of(finished).completed(last) == archive.written([*finished, *rest])


def test_a_zip_names_no_day_and_no_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(archive.written(Member.of(*item) for item in PARTS.items()))) as file:
        for info in file.infolist():
            assert (info.date_time, info.create_system, info.external_attr) == (FIRST_DAY, 0, 0)


def test_a_stamp_is_written_as_it_was_read() -> None:
    (entry,) = archive.entries(zipped({"a.xml": b"<a/>"}))
    with zipfile.ZipFile(io.BytesIO(archive.written([Member.of("a.xml", b"", stamp=entry.stamp)]))) as file:
        assert file.infolist()[0].date_time == (2012, 12, 31, 23, 59, 58)
    stamp = Stamp(time=1, day=0x22, system=3, attributes=0o600 << 16)
    assert archive.entries(archive.written([Member.of("a.xml", b"", stamp=stamp)]))[0].stamp == stamp


def test_a_part_that_does_not_shrink_is_stored() -> None:
    noise = Random(1).randbytes(1000)
    assert Member.of("a.bin", noise).method == archive.STORED
    assert Member.of("a.xml", noise * 2).method == archive.DEFLATED


def test_a_zip_of_unpacked_parts_holds_them_as_they_are() -> None:
    blob = archive.stored(PARTS, {name: zlib.crc32(part) for name, part in PARTS.items()})
    assert by_zipfile(blob) == PARTS
    assert all(part in blob for part in PARTS.values())


# Reading


@pytest.mark.slow
@given(some_parts, st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
def test_what_zipfile_writes_is_read(parts: dict[str, bytes], method: int) -> None:
    assert contents(zipped(parts, method)) == parts


@pytest.mark.slow
@given(some_parts)
def test_a_member_that_is_copied_keeps_its_packed_bytes(parts: dict[str, bytes]) -> None:
    before = archive.read(zipped(parts))
    assert archive.read(archive.written(before)) == before


class _Stream(io.BytesIO):
    """A stream like a network's: zipfile writes the sizes of members behind them, not before."""

    def tell(self) -> int:
        raise OSError


def test_a_zip_written_to_a_stream_is_read() -> None:
    stream = _Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in PARTS.items():
            file.writestr(name, part)
    assert b"PK\x07\x08" in stream.getvalue()
    assert contents(stream.getvalue()) == PARTS


def test_a_comment_behind_and_bytes_before_do_no_harm() -> None:
    buffer = io.BytesIO(zipped(PARTS))
    with zipfile.ZipFile(buffer, "a") as file:
        file.comment = b"PK"
    assert contents(buffer.getvalue()) == PARTS
    assert contents(b"before" + zipped(PARTS)) == PARTS


def test_a_member_without_a_name_is_a_member() -> None:
    assert contents(zipped({"\0": b"a"})) == {"": b"a"}


def test_folders_are_no_members() -> None:
    assert list(contents(zipped({"word/": b"", "word/a.xml": b"<a/>"}))) == ["word/a.xml"]


def test_the_directory_is_known_before_anything_is_unpacked() -> None:
    blob = zipped(PARTS)
    first = blob.index(TYPES.encode()) + len(TYPES)
    broken = blob[:first] + b"\xff\xff\xff" + blob[first + 3 :]
    assert {entry.name: entry.size for entry in archive.entries(broken)} == {
        name: len(part) for name, part in PARTS.items()
    }


# Broken ones


@pytest.mark.slow
@settings(max_examples=300)
@given(st.integers(0, 10**9), st.integers(0, 255))
def test_a_changed_byte_never_gives_other_contents(place: int, value: int) -> None:
    blob = bytearray(zipped(PARTS))
    blob[place % len(blob)] = value
    try:
        found = contents(bytes(blob))
    except ArchiveError:
        return
    assert set(found.values()) <= set(PARTS.values())  # a name is read otherwise where its encoding is said otherwise


def test_a_cut_zip_is_refused_wherever_it_is_cut() -> None:
    blob = zipped(PARTS)
    for length in range(len(blob)):
        assert refused(blob[:length]).kind == "damaged"


@pytest.mark.parametrize("blob", [b"", b"no zip", bytes(100), b"PK\x03\x04" + bytes(100)])
def test_what_is_no_zip_is_refused(blob: bytes) -> None:
    assert str(refused(blob)) == "File is not a zip file"


@pytest.mark.parametrize(
    ("offset", "layout", "value", "kind", "reason"),
    [
        (8, "<H", 1, "encrypted", "encrypted"),
        (10, "<H", 12, "damaged", "compression method"),
        (10, "<H", 0, "damaged", "CRC-32"),
        (16, "<I", 7, "damaged", "CRC-32"),
        (20, "<I", 5, "damaged", "CRC-32"),
        (24, "<I", 2999, "larger", "CRC-32"),
        (24, "<I", 3001, "damaged", "CRC-32"),
        (42, "<I", 1, "damaged", "Bad magic number"),
        (42, "<I", 2**31, "damaged", "Truncated file header"),
    ],
)
def test_a_directory_that_lies_is_found_out(offset: int, layout: str, value: int, kind: str, reason: str) -> None:
    error = refused(changed(zipped(PARTS), TEXT, offset, layout, value))
    assert error.kind == kind
    assert reason in str(error)


@pytest.mark.parametrize(("offset", "layout", "value"), [(8, "<H", 1), (16, "<I", 7), (42, "<I", 2**31)])
def test_a_broken_member_keeps_nobody_from_the_others(offset: int, layout: str, value: int) -> None:
    blob = changed(zipped(PARTS), TEXT, offset, layout, value)
    found = {entry.name: entry for entry in archive.entries(blob)}
    for name in PARTS.keys() - {TEXT}:
        assert archive.content(archive.member(blob, found[name])) == PARTS[name]


def test_broken_deflate_is_refused() -> None:
    blob = zipped({"a.xml": b"a" * 1000})
    (entry,) = archive.entries(blob)
    begin = blob.index(b"a.xml") + len("a.xml")
    assert refused(blob[:begin] + b"\xff" * entry.packed + blob[begin + entry.packed :]).kind == "damaged"


def test_a_member_with_another_name_of_its_own_is_read_only_by_the_directory() -> None:
    blob = zipped({"a.xml": b"<a/>"}).replace(b"a.xml", b"b.xml", 1)
    (entry,) = archive.entries(blob)
    assert entry.name == "a.xml"
    assert archive.content(archive.by_directory(blob, entry)) == b"<a/>"
    with pytest.raises(ArchiveError, match=r"header b'b\.xml' differ"):
        archive.member(blob, entry)


@pytest.mark.slow
def test_a_member_is_unpacked_no_further_than_the_directory_says() -> None:
    blob = changed(zipped({"a.xml": bytes(50_000_000)}), "a.xml", 24, "<I", 10)
    (member,) = archive.read(blob)
    tracemalloc.start()
    with pytest.raises(ArchiveError) as caught:
        archive.content(member)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.kind == "larger"
    assert most < 1_000_000


# A workbook, whose reader gets the parts that were inspected


def test_of_two_parts_with_one_name_the_one_that_was_inspected_is_read() -> None:
    buffer, twice = io.BytesIO(), "xl/worksheets/sheet2.xml"
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr(twice, b"<worksheet><sheetData/></worksheet>")
        for name in old.namelist():
            if name != twice:
                new.writestr(name, old.read(name))
        with pytest.warns(UserWarning, match="Duplicate name"):
            new.writestr(twice, old.read(twice))
    read = excel_file.read(buffer.getvalue(), "年报.xlsx")
    assert [sheet.rows for sheet in read.sheets] == [sheet.rows for sheet in excel_file.read(GOOD, "年报.xlsx").sheets]


def test_a_very_large_workbook_is_read_from_the_file_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    small = sources.read_bytes(GOOD, "年报.xlsx")
    monkeypatch.setattr(excel_file, "_LARGE", 1000)
    monkeypatch.setattr(archive, "stored", lambda *_: pytest.fail("packed again"))
    large = sources.read_bytes(GOOD, "年报.xlsx")
    assert isinstance(small, sources.Workbook)
    assert isinstance(large, sources.Workbook)
    assert [sheet.rows for sheet in small.sheets] == [sheet.rows for sheet in large.sheets]
