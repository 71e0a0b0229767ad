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
    if asked is not None and not asked.is_dir():
        return asked
    folder = asked if asked is not None else source.parent
    if not data.unit.name:
        return folder / f"{source.stem}.docx"
    return folder / f"{document_name(data.unit.name, data.year)}.docx"


def document_name(unit_name: str, year: int) -> str:
    """A report's file name without its ending."""
    return file_name(f"{unit_name}{year}年政府信息公开工作年度报告")
