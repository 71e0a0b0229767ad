"""Printed words compared: how a label reads without the accidents of its printing, and which official one is nearest.

Takes texts; gives texts and likenesses between 0 and 1. Which rows and headings there are is left to the callers.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from reportgen.packs.words import Grammar, installed_words
from reportgen.wording.likeness import ratio
from reportgen.wording.signs import folded

# What print and typists vary: blanks, stars, quotes, stops, dashes.
_IGNORED = re.compile(r"[\s\u200b\ufeff★☆*“”\"'‘’「」『』《》〈〉,，、。.;；:：·•_\-—–]+")
_NUMBER = re.compile(  # （一）; 3.; 其中：2.
    r"^(?:其中[::]?\s*)?"
    r"(?:[(\[]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[IVX]{1,4})\s*[)\]]"
    r"|[一二三四五六七八九十]{1,3}\s*[、.,:]|\d{1,2}(?!\d|个|年)\s*[.、,)]?|[IVX]{1,4}(?![A-Za-z])\s*[.、]?)?"
    r"\s*[、.]?\s*(?:其中[::]?)?"
)
_NOTE = re.compile(r"\([^()]*\)")  # （含部门网站）; after `folded`, whose brackets are half-width
_GENERIC = Grammar(r"<<words-of-every-heading>>|\d{4}年")


@lru_cache(maxsize=16384)
def normal(text: str) -> str:
    """Half-width, without spaces, quotation marks, stars and punctuation; numbers in front stay."""
    return _IGNORED.sub("", folded(text))


@lru_cache(maxsize=16384)
def bare(text: str) -> str:
    """As `normal`, and without the number and the 其中 in front."""
    return _IGNORED.sub("", _NUMBER.sub("", folded(text).strip().lstrip("★*")))  # stars stand before the number


@lru_cache(maxsize=16384)
def brief(text: str) -> str:
    """As `bare`, and without notes in brackets."""
    return _IGNORED.sub("", _NOTE.sub("", _NUMBER.sub("", folded(text).strip())))


@lru_cache(maxsize=4096)
def core(heading: str) -> str:
    """What is particular to a heading, the words that all of them share taken out."""
    text = bare(heading)
    return _GENERIC.of(installed_words()).sub("", text) or text  # a heading of such words alone is left as it is


@lru_cache(maxsize=16384)
def heading_likeness(found: str, official: str) -> float:
    """How like two headings are: 1 for the same words, below 0.6 for another section."""
    if bare(found) == bare(official):
        return 1.0
    mine, theirs = core(found), core(official)
    if mine == theirs:
        return 0.98
    likeness = ratio(mine, theirs) / 100
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) >= 4 and shorter in longer:  # one has a few words more
        likeness = max(likeness, 0.75)
    return min(likeness, 0.95)  # 1 is for the same words only


def label_likeness(found: str, official: str, cutoff: float = 0.0) -> float:
    """How like two row labels are, by their bare words; 0 below the cutoff."""
    return ratio(bare(found), bare(official), cutoff * 100) / 100


def in_order(likenesses: Sequence[Mapping[int, float]]) -> dict[int, int]:
    """The heaviest matching of found items to official ones that keeps the order of both: found index to official.

    `likenesses[i]` holds the official indices that item i may be, with their weights.
    """
    # The heaviest chain that ends at each official item; a chain is its last pair and the chain before.
    chains: dict[int, tuple[float, tuple[int, int, object] | None]] = {}  # last official index -> weight, chain
    for i, candidates in enumerate(likenesses):
        updates = {}
        for j, weight in candidates.items():
            before = max((chain for last, chain in chains.items() if last < j), key=lambda c: c[0], default=(0.0, None))
            updates[j] = (before[0] + weight, (i, j, before[1]))
        for j, chain in updates.items():
            if j not in chains or chain[0] > chains[j][0]:
                chains[j] = chain
    node: object = max(chains.values(), key=lambda chain: chain[0], default=(0.0, None))[1]
    found: dict[int, int] = {}
    while isinstance(node, tuple):
        i, j, node = node
        found[i] = j
    return dict(sorted(found.items()))
