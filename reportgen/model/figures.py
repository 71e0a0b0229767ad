"""One cell of an official table: a number, `-` (not applicable) or blank (not yet filled). Blank is never zero.

A figure is addressed `row.column` by the codes of its form: `5.1.annual`, `r3_7.total`. Row codes hold dots, column
codes do not, so an address splits at its last dot.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final, Literal, NewType

from reportgen.findings import NOWHERE, Location

FigureKey = NewType("FigureKey", str)
RowCode = NewType("RowCode", str)


class NotApplicable(Enum):
    """The type of the one value `NOT_APPLICABLE`, printed `-`."""

    DASH = "-"


NOT_APPLICABLE: Final = NotApplicable.DASH  # told by `is`, also of a value that came from another process
DASH: Final = "-"
Value = Decimal | Literal[NotApplicable.DASH] | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and where it stood.

    `raw` is what was read when that is more than the value: the words of a `text_and_count` cell (《动态》50期), or
    what could not be read as a number; then `unread` is true, the value blank, and a finding says so already.
    """

    value: Value
    location: Location = NOWHERE
    raw: str | None = None
    unread: bool = False


BLANK: Final = Figure(None)


def figure_key(row: str, column: str) -> FigureKey:
    """The address of a cell of the form."""
    return FigureKey(f"{row}.{column}")
