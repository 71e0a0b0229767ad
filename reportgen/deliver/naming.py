"""How files are called: readable, safe on Windows, and the same for the same report."""

import re
from pathlib import Path

from reportgen.model import ReportData

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')  # what Windows takes in no name
# CON, com1.docx: devices on Windows, with an ending too
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(\..*)?")
_LONGEST = 120  # bytes; systems take 255, a copy's date and number and an ending come behind


def file_name(text: str, behind: str = "") -> str:
    """The text as a file name: what Windows forbids becomes _, and no name is empty, reserved or overlong.

    Of a long one `behind` stays whole at its end.
    """
    plain = _FORBIDDEN.sub("_", text).strip(" .")
    name = _cut(plain, _LONGEST - len(behind.encode())) + behind
    name = name.rstrip(" .")  # Windows drops blanks and points at the end
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name


def _cut(text: str, most: int) -> str:
    """As much of the text as has so many bytes, no character cut in two."""
    text = text[: max(most, 0)]
    while len(text.encode("utf-8", "surrogatepass")) > most and text:
        text = text[:-1]
    return text


def document_path(source: Path, asked: Path | None, data: ReportData) -> Path:
    """Where a report goes: where asked (into a folder under its own name), or beside its source."""
    name = document_name(data.unit.name, data.year) if data.unit.name else source.stem
    return within(asked if asked is not None else source.parent, f"{name}.docx")


def within(asked: Path, name: str) -> Path:
    """The path asked for; where it is a folder, or has no ending as a folder has none, that name in it."""
    is_folder = asked.is_dir() or not (asked.suffix or asked.exists())
    return asked / name if is_folder else asked


def workbook_name(unit_name: str, year: int) -> str:
    """An entry workbook's file name without its ending."""
    return file_name(unit_name, f"{year}年填报表")


def document_name(unit_name: str, year: int) -> str:
    """A report's file name without its ending."""
    return file_name(unit_name, f"{year}年政府信息公开工作年度报告")
