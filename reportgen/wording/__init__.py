"""How numbers, dates and shares are worded. Pure functions to `str`."""

from reportgen.wording.dates import long_date
from reportgen.wording.numbers import chinese, plain, share

__all__ = ["chinese", "long_date", "plain", "share"]
