"""How files are called: readable, safe on Windows, and the same for the same report."""

import re
from pathlib import Path

from reportgen.model import ReportData

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST = 120


def file_name(text: str) -> str:
    """The text as a file name: what Windows forbids becomes _, and no name is empty, reserved or overlong."""
    name = _FORBIDDEN.sub("_", text).strip(" .")[:_LONGEST].rstrip(" .")
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name


def document_path(source: Path, asked: Path | None, data: ReportData) -> Path:
    """Where a report goes: where asked (into a folder under its own name), or beside its source."""
    if asked is not None and not asked.is_dir():
        return asked
    folder = asked if asked is not None else source.parent
    if not data.unit.name:
        return folder / f"{source.stem}.docx"
    return folder / f"{file_name(f'{data.unit.name}{data.year}年政府信息公开工作年度报告')}.docx"
