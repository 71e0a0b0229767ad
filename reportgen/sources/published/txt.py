"""Plain text as blocks: what web pages, e-mails and old computers leave of a report.

Takes text, gives one paragraph a line. A line with | or tabs, as flattened tables have, keeps its pieces in `cells`: an
empty piece is an empty cell. Bytes are made text by `encoding.py`.
"""

import re

from reportgen.findings import Location
from reportgen.sources.published.blocks import Block, Paragraph

_RULE = re.compile(r":?-{3,}:?")  # --- or :---:, below the headings of a Markdown table


def read_txt(text: str, file: str) -> list[Block]:
    """One paragraph a line; empty lines stay, as they may be empty cells."""
    return [_line(line, number, file) for number, line in enumerate(text.splitlines(), start=1)]


def _line(line: str, number: int, file: str) -> Paragraph:
    cells = cells_of(line)
    text = line.strip() if cells is None else " ".join(cell for cell in cells if cell)
    return Paragraph(text, Location(file=file, line=number), cells=cells)


def cells_of(line: str) -> tuple[str, ...] | None:
    """The pieces of a line of a flattened table; None for a line that is none."""
    if "|" in line or "｜" in line:
        pieces = [piece.strip() for piece in line.replace("｜", "|").split("|")]
        if pieces[-1] == "":  # a | at either end only closes the row
            pieces.pop()
        if len(pieces) > 1 and pieces[0] == "":
            pieces.pop(0)
        return () if all(_RULE.fullmatch(piece) for piece in pieces) else tuple(pieces)
    if "\t" in line.strip():
        return tuple(piece.strip() for piece in line.strip("\r\n").split("\t"))
    return None
