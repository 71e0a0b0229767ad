"""Workbooks of spreadsheet programs (.xlsx, .xlsm, .xls, .ods), read by calamine after the preflight.

Takes a file's bytes, gives a Workbook; raises SourceError when the file is no workbook or must not be opened. Cells
that calamine shows as empty though they hold an error or a formula never computed are named in `Sheet.unread`. What
the cells mean is left to `bind.py`.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from reportgen.errors import SourceError
from reportgen.findings import Location
from reportgen.ooxml import stored_zip
from reportgen.sources.sheet import Sheet, Unread, Workbook
from reportgen.sources.workbook import preflight, sheet_xml

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships id"
_LARGE = 20_000_000


def read(data: bytes, file: str) -> Workbook:
    """The workbook of these bytes; `file` is its name in findings."""
    workup = preflight.inspect(data, file)
    sheets = tuple(
        Sheet(file, name, tuple(map(tuple, rows)), _Unread(name, workup.parts))
        for name, rows in _grids(_unpacked(data, workup), file)
    )
    if not sheets:
        raise SourceError.of("S113", Location(file=file))
    return Workbook(file, sheets)


def _unpacked(data: bytes, workup: preflight.Workup) -> bytes:
    """The file as the reader gets it: the inspected parts, not to be unpacked twice, unless they are very large."""
    size = sum(map(len, workup.parts.values()))
    return stored_zip.of(workup.parts, workup.checksums) if workup.kind == "xlsx" and size <= _LARGE else data


@dataclass(frozen=True, slots=True)
class _Unread:
    """Finds the cells of a sheet that only look empty, in the parts of its .xlsx; other kinds have none to look in."""

    sheet: str
    parts: Mapping[str, bytes]

    def __call__(self) -> Mapping[tuple[int, int], Unread]:
        name = _parts_of_sheets(self.parts).get(self.sheet, "")
        return sheet_xml.unread(self.parts[name]) if name in self.parts else {}


def _grids(data: bytes, file: str) -> list[tuple[str, list[list[Any]]]]:
    import python_calamine

    at = Location(file=file)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        names = [item.name for item in book.sheets_metadata if item.typ == python_calamine.SheetTypeEnum.WorkSheet]
        if len(names) > preflight.MOST_SHEETS:
            raise SourceError.of("S111", at, sheets=len(names), most=preflight.MOST_SHEETS)
        return [(name, _grid(book.get_sheet_by_name(name), at)) for name in names]
    except python_calamine.PasswordError as error:
        raise SourceError.of("S106", at) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower():
            raise SourceError.of("S106", at) from error
        raise SourceError.of("S107", at) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader's own crash is not an Exception
            raise SourceError.of("S107", at) from error
        raise


def _grid(sheet: Any, at: Location) -> list[list[Any]]:
    if sheet.end is None:
        return []
    last_row, last_column = sheet.end
    if (last_row + 1) * (last_column + 1) > preflight.LARGEST_GRID:
        raise SourceError.of(
            "S110", at, cell=sheet_xml.Extent(last_row + 1, last_column + 1).last_cell, part=sheet.name
        )
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    return rows


def _parts_of_sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    targets = {
        item.get("Id", ""): posixpath.normpath(posixpath.join("/xl", item.get("Target", ""))).lstrip("/")
        for item in _elements(parts.get("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    return {
        item.get("name", ""): targets.get(item.get(_RELATION) or item.get(_STRICT_RELATION) or "", "")
        for item in _elements(parts.get("xl/workbook.xml"), "sheet")
    }


def _elements(part: bytes | None, name: str) -> list[dict[str, str]]:
    """The attributes of each element of that name; none of a broken part. The preflight refused entities before."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == name:
            found.append(attributes)

    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    try:
        parser.Parse(part or b"", True)
    except ExpatError:
        return []
    return found
