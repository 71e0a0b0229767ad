"""The names of cells, as spreadsheets show them: A1, C12, AA7.

Takes rows and columns, counted from 0, gives names; takes names, gives rows and columns. In which sheet a cell stands,
and what it holds, is left to the rooms that read and write workbooks.

>>> cell_name(11, 2), column_letters(26)
('C12', 'AA')
>>> spot_named("C12"), first_spot("$C$12:$D$20")
(Spot(row=11, column=2), Spot(row=11, column=2))
"""

import re
from dataclasses import dataclass
from functools import lru_cache

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383  # of an .xlsx, which goes as far as XFD1048576
_NAME = re.compile(r"([A-Za-z]+)([0-9]+)")
_FIRST = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A cell's place in its sheet."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """As a spreadsheet shows it."""
        return cell_name(self.row, self.column)


def cell_name(row: int, column: int) -> str:
    """The name of the cell there."""
    return f"{column_letters(column)}{row + 1}"


@lru_cache(maxsize=LAST_COLUMN + 1)
def column_letters(column: int) -> str:
    """The column as a spreadsheet names it: A, B, …, Z, AA, and so on."""
    letters = ""
    column += 1  # there is no letter for zero: A to Z are 1 to 26
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The column of that name, in letters of either case.

    >>> column_number("A"), column_number("aa")
    (0, 26)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def spot_named(name: str) -> Spot | None:
    """The cell of exactly that name, however far out; None when it is no cell's name."""
    match = _NAME.fullmatch(name)
    return None if match is None else Spot(int(match[2]) - 1, column_number(match[1]))


def first_spot(reference: str | None) -> Spot | None:
    """The cell that a reference names, the first one of an area, $ or not; None when it names none of an .xlsx."""
    match = _FIRST.match(reference or "")
    if match is None:
        return None
    found = Spot(int(match[2]) - 1, column_number(match[1]))
    return found if found.row <= LAST_ROW and found.column <= LAST_COLUMN else None
