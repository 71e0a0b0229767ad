"""How files are called: readable, safe on Windows, and the same for the same report."""

import re
from pathlib import Path

from reportgen.model import ReportData

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')  # what Windows takes in no name
# CON, com1.docx: devices on Windows, with an ending too
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(\..*)?")
_LONGEST = 80  # characters; of three bytes each they still fit a name of 255 bytes with its ending


def file_name(text: str) -> str:
    """The text as a file name: what Windows forbids becomes _, and no name is empty, reserved or overlong."""
    name = _FORBIDDEN.sub("_", text).strip(" .")[:_LONGEST].rstrip(" .")  # Windows drops blanks and points at the end
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name


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
    return file_name(f"{unit_name}{year}年填报表")


def document_name(unit_name: str, year: int) -> str:
    """A report's file name without its ending."""
    return file_name(f"{unit_name}{year}年政府信息公开工作年度报告")
