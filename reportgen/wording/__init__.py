"""How things are worded and read: numbers, numerals, dates, signs, names of cells; what is alike. Pure functions."""

from reportgen.wording.dates import long_date
from reportgen.wording.numbers import plain, share
from reportgen.wording.numerals import chinese

__all__ = ["chinese", "long_date", "plain", "share"]
