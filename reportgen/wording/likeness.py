"""What is like what: the name that was meant, how much two texts differ, a name within a longer one.

Takes texts as they are compared (`signs.py`), gives likenesses and names. What to make of a likeness is left to the
rooms; how rows and headings of a printed report are told apart, to `sources/published/likeness.py`.

>>> nearest("requets", ["requests", "remedies"]), nearest("x", ["requests"])
('requests', '')
>>> is_within("市工信局", "市工业和信息化局"), edits("科学技术局", "科技局")
(True, 2)
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any


@cache
def _ratio() -> Callable[..., float]:
    from rapidfuzz.fuzz import ratio  # seldom needed, and then often

    return ratio


def ratio(one: str, other: str, cutoff: float = 0.0) -> float:
    """How like two texts are, 0 to 100: what of both stands in the other in the same order. 0 below the cutoff."""
    return _ratio()(one, other, score_cutoff=cutoff)


def nearest(name: str, known: Sequence[str], cutoff: float = 50) -> str:
    """The known name most like it, or an empty text when none is near."""
    from rapidfuzz import fuzz, process

    return _name(process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=cutoff))


def nearest_by_parts(name: str, known: Sequence[str], cutoff: float = 55) -> str:
    """As `nearest`, but a name is also near when its parts stand in another order, or only some of them are there.

    >>> nearest_by_parts("short name unit", ["title", "unit_short_name"])
    'unit_short_name'
    """
    from rapidfuzz import fuzz, process

    return _name(process.extractOne(name, known, scorer=fuzz.WRatio, score_cutoff=cutoff))


def edits(one: str, other: str) -> int:
    """How many characters must be put in, left out, changed or swapped with their neighbour.

    >>> edits("松岭县教育局", "松岭县育教局"), edits("教育局", "教育局")
    (1, 0)
    """
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance(one, other)


def is_within(short: str, long: str) -> bool:
    """True when the long one has the short one's characters in their order: words left out, none changed.

    >>> is_within("县教育局", "松岭县教育体育局"), is_within("县教委", "松岭县教育体育局")
    (True, False)
    """
    letters = iter(long)  # each search goes on where the last one ended
    return all(letter in letters for letter in short)


def _name(best: tuple[Any, ...] | None) -> str:
    return str(best[0]) if best else ""
