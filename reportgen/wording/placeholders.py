"""Placeholders in the words of a form: {year}年发生数, {unit.name}.

Takes a text and what stands for each name; gives the text filled. Placeholders that count figures, in the phrases of a
report, are left to `compose/placeholders.py`.

>>> filled("{year}年发生数", of_year(2012)), filled("{next_year}年{x}打算", of_year(2012), other="×")
('2012年发生数', '2013年×打算')
"""

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def filled(text: str, known: Mapping[str, str], *, other: str | None = None) -> str:
    """The text with each known name's words in place; what has no name stays as it is, or is what `other` says."""
    if "{" not in text:
        return text
    return _PLACEHOLDER.sub(lambda found: known.get(found[1], found[0] if other is None else other), text)


def of_year(year: int) -> dict[str, str]:
    """The names of years in a report for that one.

    >>> of_year(2012)
    {'year': '2012', 'previous_year': '2011', 'next_year': '2013'}
    """
    return {"year": str(year), "previous_year": str(year - 1), "next_year": str(year + 1)}


def of_unit(name: str) -> dict[str, str]:
    """The names of the unit that reports."""
    return {"unit": name, "unit.name": name}
