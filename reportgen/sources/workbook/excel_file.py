"""Workbooks of spreadsheet programs (.xlsx, .xlsm, .xls, .ods), read by calamine after the preflight.

Takes a file's bytes, gives a Workbook; raises SourceError when the file is no workbook or must not be opened. Cells
that calamine shows as empty though they hold an error or a formula never computed are named in `Sheet.unread`. What
the cells mean is left to `bind.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportgen.errors import SourceError
from reportgen.findings import Location
from reportgen.ooxml import archive, package
from reportgen.ooxml.names import STRICT_R, R
from reportgen.sources.sheet import Sheet, Unread, Workbook
from reportgen.sources.workbook import apart, preflight, sheet_xml

_BOOK = "xl/workbook.xml"  # the part that names the sheets
_LARGE = 20_000_000  # bytes; of more, a second copy would cost too much memory


def read(data: bytes, file: str) -> Workbook:
    """The workbook of these bytes; `file` is its name in findings."""
    workup = preflight.inspect(data, file)
    sheets = tuple(
        Sheet(file, name, tuple(map(tuple, rows)), _Unread(name, workup.parts))
        for name, rows in (_old(data, file) if workup.kind == "xls" else _grids(_unpacked(data, workup), file))
    )
    if not sheets:
        raise SourceError.of("S113", Location(file=file))
    return Workbook(file, sheets)


def _unpacked(data: bytes, workup: preflight.Workup) -> bytes:
    """The file as the reader gets it: the inspected parts, not to be unpacked twice, unless they are very large."""
    size = sum(map(len, workup.parts.values()))
    return archive.stored(workup.parts, workup.checksums) if workup.kind == "xlsx" and size <= _LARGE else data


@dataclass(frozen=True, slots=True)
class _Unread:
    """Finds the cells of a sheet that only look empty, in the parts of its .xlsx; other kinds have none to look in."""

    sheet: str
    parts: Mapping[str, bytes]

    def __call__(self) -> Mapping[tuple[int, int], Unread]:
        name = _parts_of_sheets(self.parts).get(self.sheet, "")
        return sheet_xml.unread(self.parts[name]) if name in self.parts else {}


def _old(data: bytes, file: str) -> apart.Grids:
    """The rows of an .xls, whose reader can end its process."""
    at = Location(file=file)
    try:
        return apart.grids(data, preflight.MOST_SHEETS)
    except apart.ApartError as error:
        match error.kind:
            case "password":
                raise SourceError.of("S106", at) from error
            case "sheets":
                raise SourceError.of("S111", at, sheets=error.facts[0], most=preflight.MOST_SHEETS) from error
            case "far":
                name, row, column = error.facts
                cell = sheet_xml.Extent(row + 1, column + 1).last_cell
                raise SourceError.of("S110", at, cell=cell, part=name) from error
            case "ended":
                raise SourceError.of("S120", at) from error
        raise SourceError.of("S107", at) from error


def _grids(data: bytes, file: str) -> list[tuple[str, list[list[Any]]]]:
    import python_calamine

    at = Location(file=file)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        # chart sheets hold no cells
        names = [item.name for item in book.sheets_metadata if item.typ == python_calamine.SheetTypeEnum.WorkSheet]
        if len(names) > preflight.MOST_SHEETS:
            raise SourceError.of("S111", at, sheets=len(names), most=preflight.MOST_SHEETS)
        return [(name, _grid(book.get_sheet_by_name(name), at)) for name in names]
    except python_calamine.PasswordError as error:
        raise SourceError.of("S106", at) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower():  # some formats say so in words only
            raise SourceError.of("S106", at) from error
        raise SourceError.of("S107", at) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader's own crash is not an Exception
            raise SourceError.of("S107", at) from error
        raise


def _grid(sheet: Any, at: Location) -> list[list[Any]]:
    if sheet.end is None:  # a sheet with nothing in it
        return []
    last_row, last_column = sheet.end
    if (last_row + 1) * (last_column + 1) > preflight.LARGEST_GRID:  # here too: of .xls the preflight knows no extent
        raise SourceError.of(
            "S110", at, cell=sheet_xml.Extent(last_row + 1, last_column + 1).last_cell, part=sheet.name
        )
    # from A1: rows and columns must be those that the clerk sees
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    return rows


def _parts_of_sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet. The reader takes any target for a part, and so do we."""
    targets = {
        item.get("Id", ""): package.resolved(_BOOK, item.get("Target", ""))
        for item in package.attributes(parts.get(package.rels_of(_BOOK), b""), "Relationship")
    }
    return {
        item.get("name", ""): targets.get(item.get(f"{R} id") or item.get(f"{STRICT_R} id") or "", "")
        for item in package.attributes(parts.get(_BOOK, b""), "sheet")  # the strict kind has a namespace of its own
    }
