"""Texts of findings as a workbook holds them: what is said at a cell, and text that no spreadsheet program mistakes."""

import re
from collections.abc import Iterable
from dataclasses import replace

from reportgen.deliver.listings.findings_text import lines
from reportgen.findings import NOWHERE, Finding
from reportgen.language import Language

_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # all but what XML 1.0 holds
# Excel reads _x0041_ as the character A: the underscore itself is written as such an escape.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def comment(findings: Iterable[Finding], language: Language) -> str:
    """What is said at one cell: of each finding the code, the severity, what is wrong and what to do."""
    here = (replace(finding, location=NOWHERE) for finding in findings)
    return "\n".join(line.strip() for line in lines(here, language))


def held(text: str, most: int) -> str:
    """The text as a cell or comment can hold it: nothing XML forbids, nothing that reads as an escape, not too long."""
    text = _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > most:
        text = text[: max(most - 1, 0)] + "…"
    return _ESCAPE.sub("_x005F_", text)
