"""A table with a row a unit (.csv, .xlsx, .xls, .ods): which line holds the headings, and which rows hold units.

Takes a path and an office's own headings; gives a TableFile, read once a process. What a heading stands for is left to
`row.py`, what a cell holds to `values.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from reportgen.errors import SourceError
from reportgen.findings import Location
from reportgen.kept import kept
from reportgen.packs.workbook_layout import HIDDEN, INFO, INFO_ITEMS
from reportgen.sources import content, values
from reportgen.sources.sheet import Sheet, Workbook
from reportgen.sources.table import csv_file
from reportgen.sources.workbook import excel_file
from reportgen.wording.signs import heading_key

_FIRST_LINES = 20  # a title and a few remarks may stand above the headings
_SUMS = frozenset(("合计", "总计", "小计", "汇总"))  # lines that sum up others are no units
_OTHER_WORDS = {
    "unit.name": ("填报单位", "机关名称", "单位全称", "部门名称", "name"),
    "unit.code": ("统一社会信用代码", "机构代码", "code"),
    "unit.short_name": ("简称",),
    "unit.level": ("级别", "层级", "level"),
    "unit.body": ("单位类别", "机构性质", "body"),
    "year": ("年度", "年份"),
    "issued_on": ("成文日期",),
    "contact.address": ("地址", "办公地址"),
    "contact.postcode": ("邮编",),
    "contact.phone": ("电话",),
    "contact.email": ("邮箱", "电子邮件"),
    "contact.website": ("网站",),
}
PATH_OF_HEADING: Mapping[str, str] = {
    **{heading_key(word): path for path, words in _OTHER_WORDS.items() for word in words},
    **{heading_key(word): item.path for item in INFO_ITEMS for word in (item.label, item.path)},
    "单位": "unit.name",
    "代码": "unit.code",
}


@dataclass(frozen=True, eq=False)
class HeadingMap:
    """An office's own words: heading to field, and what is the same for all rows."""

    file: str = ""
    fields: Mapping[str, str] | None = None
    fixed: Mapping[str, str] | None = None


@dataclass(frozen=True, eq=False)
class TableFile:
    """A table as read. `headings` by column, `codes` the line of field codes below them where there is one."""

    sheet: Sheet
    headings: Mapping[int, str]
    codes: Mapping[int, str]
    numbers: tuple[int, ...]
    words: HeadingMap

    def content(self, number: int) -> bytes:
        """Everything the row of that number says, headings included, as bytes to take a digest of."""
        row = self.sheet.rows[number - 1]  # numbers count from 1, as a spreadsheet shows them
        return repr((sorted(self.headings.items()), sorted(self.codes.items()), row)).encode()


def read(path: Path, map_file: Path | None = None) -> TableFile:
    """The table in that file. Raises SourceError when it cannot be read or has no line of headings."""
    try:
        return _read(path, map_file)
    except OSError as error:
        raise SourceError.of("S102", Location(file=str(error.filename)), reason=error.strerror or "") from error


_Columns = TypeVar("_Columns")


def headed(path: Path, recognise: Callable[[Mapping[int, str]], _Columns | None]) -> tuple[Sheet, int, _Columns] | None:
    """Any table: its sheet, its line of headings, and what `recognise` made of them; None where it knows no line."""
    return next(_headed(_workbook(path), recognise), None)


def _headed(
    workbook: Workbook, recognise: Callable[[Mapping[int, str]], _Columns | None]
) -> Iterator[tuple[Sheet, int, _Columns]]:
    for sheet in workbook.sheets:
        for line in range(min(_FIRST_LINES, len(sheet.rows))):
            columns = recognise(_texts(sheet, line))
            if columns is not None:
                yield sheet, line, columns


def is_table(path: Path) -> bool:
    """True for a workbook that holds a row a unit, false for one filled by a single unit."""
    workbook = _workbook(path)
    return workbook.sheet(HIDDEN) is None and workbook.sheet(INFO) is None  # sheets that only our entry workbook has


@kept(most=4)
def _read(path: Path, map_file: Path | None) -> TableFile:
    words = heading_map(map_file)
    found = list(_headed(_workbook(path), lambda texts: _names_units(texts, words)))
    if not found:
        raise SourceError.of("S601", Location(file=str(path)))
    # a cover or remarks may name the unit too: the line with most known headings
    sheet, line, _ = max(found, key=lambda item: item[2])
    headings = _texts(sheet, line)
    codes = _texts(sheet, line + 1) if _is_codes(sheet, line + 1) else {}
    first = line + 2 if codes else line + 1
    name = next((column for column, text in headings.items() if path_of(text, words) == "unit.name"), None)
    numbers = (row + 1 for row in range(first, len(sheet.rows)) if _is_unit(sheet, row, name))
    return TableFile(sheet, headings, codes, tuple(numbers), words)


def path_of(heading: str, words: HeadingMap) -> str | None:
    """The field a heading stands for without a pack: the office's own word, or one of ours; None for a figure's."""
    own = (words.fields or {}).get(heading_key(heading))
    return own if own is not None else PATH_OF_HEADING.get(heading_key(heading))


def heading_map(path: Path | None) -> HeadingMap:
    """The office's own headings. Raises SourceError for a file that is no mapping of texts."""
    from reportgen.packs import yaml_file

    if path is None:
        return HeadingMap()
    document, findings = yaml_file.read(path)
    if document is None:
        raise SourceError(*findings)
    fixed = document.data.get("fixed") or {}
    fields = {key: value for key, value in document.data.items() if key != "fixed"}
    for key, value in (*fields.items(), *(fixed.items() if isinstance(fixed, Mapping) else [("fixed", None)])):
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise SourceError.of("S604", document.place([key]), key=str(key))
    return HeadingMap(
        str(path),
        # figures. may be left out everywhere
        {heading_key(str(key)): str(value).removeprefix("figures.") for key, value in fields.items()},
        {str(key): str(value) for key, value in fixed.items()},
    )


def _workbook(path: Path) -> Workbook:
    data = content.read(path)
    return csv_file.read(data, str(path)) if path.suffix.lower() == ".csv" else excel_file.read(data, str(path))


def _names_units(texts: Mapping[int, str], words: HeadingMap) -> int | None:
    """How many headings of a line are known, if one of them names the unit; of several such lines the best counts."""
    paths = [path for text in texts.values() if (path := path_of(text, words)) is not None]
    # one cell alone is a title
    return len(paths) if {"unit.name", "unit.code"} & set(paths) and len(texts) > 1 else None


def _texts(sheet: Sheet, line: int) -> dict[int, str]:
    row = sheet.rows[line] if line < len(sheet.rows) else ()
    return {column: text for column, value in enumerate(row) if (text := values.text_of(value))}


def _is_codes(sheet: Sheet, line: int) -> bool:
    """True for a line that says again what the columns are, in field codes."""
    return "unit.name" in _texts(sheet, line).values()


def _is_unit(sheet: Sheet, row: int, name: int | None) -> bool:
    texts = _texts(sheet, row)
    if name is not None and texts.get(name, "").replace(" ", "") in _SUMS:  # 合 计
        return False
    return bool(texts)
