"""A pack's mentions, compiled once: the words a number may stand with, and which of them a text may hold.

Takes a pack, gives its lexicon. In a mention's words `…` is a few words in between, `{a|b}` either, `[a]` may be
missing, `#` where the number stands. What a number of a text speaks of is left to `mentions.py`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reportgen.packs import Pack
from reportgen.packs.schema import Mention
from reportgen.packs.words import Lists, expression, needles

# The few words that `…` stands for: none that ends a clause, and how many, by what is sought.
_GAP = "([^，。;:#]{0,26}?)"
_SPAN = "([^，。;:#]{0,14}?#[^，。;:、#]{0,14}?)"  # the number is among them: 收到…申请 of 收到[3件]申请
_WIDE_GAP = "([^，。;:#]{0,34}?)"
_GLUE = r"(?:<<before-number>>|\(|\)|“”|《》|:|，)*"  # from the words to the number: 收到申请[数量共计为]3件
# From the words to where what is denied ends: 未发生行政复议[案件的情况，].
_TAIL = r"(?:<<after-denied>>|\)|”)*(?:$|[，。.;、:(]|和|或|及|与|以及|并|也|且|而)"


@dataclass(frozen=True, eq=False)
class Pattern:
    """The words of a mention. Of each group in `needles` the text must hold one; compiled when first tried."""

    mention: Mention
    words: str
    units: frozenset[str]
    needles: tuple[frozenset[str], ...]
    lists: Lists

    @cached_property
    def before(self) -> re.Pattern[str] | None:
        """The words right before the number."""
        if "#" in self.words:
            return None
        return re.compile(f"(?P<words>{expression(self.words, _GAP)}){self.lists.put_into(_GLUE)}#")

    @cached_property
    def around(self) -> re.Pattern[str] | None:
        """The words around the number: in the one gap, or where # stands."""
        if "#" in self.words:
            return re.compile(f"(?P<words>{expression(self.words, _GAP)})")
        one_gap = self.words.count("…") == 1
        return re.compile(f"(?P<words>{expression(self.words, _SPAN)})") if one_gap else None

    @cached_property
    def alone(self) -> re.Pattern[str]:
        """The words without a number."""
        return re.compile(expression(self.words, _WIDE_GAP).replace("#", ""))

    @cached_property
    def denied(self) -> re.Pattern[str]:
        """The words without a number, where nothing follows that they are only a part of."""
        return re.compile(self.alone.pattern + self.lists.put_into(_TAIL))

    @cached_property
    def is_of_money(self) -> bool:
        """True for an amount: what it was paid for does not narrow it."""
        return "元" in self.units


class Index:
    """Patterns by the words they cannot do without, so that a text is tried against the few that may match it."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._others: list[tuple[frozenset[str], ...]] = []
        self._by_word: dict[str, list[int]] = {}
        for number, item in enumerate(self._patterns):
            rarest = min(item.needles, key=lambda group: (len(group), -max(map(len, group))), default=frozenset())
            self._others.append(tuple(group for group in item.needles if group is not rarest))
            for word in rarest:
                self._by_word.setdefault(word, []).append(number)
        self._by_letter: dict[str, tuple[str, ...]] = {}
        for word in sorted({word for item in self._patterns for group in item.needles for word in group}):
            self._by_letter[word[0]] = (*self._by_letter.get(word[0], ()), word)

    def near(self, text: str) -> list[Pattern]:
        """The patterns all of whose words stand in the text, in the pack's order."""
        starts, there = self._by_letter, set()
        for at, letter in enumerate(text):
            for word in starts.get(letter, ()):
                if text.startswith(word, at):
                    there.add(word)
        numbers = {number for word in there for number in self._by_word.get(word, ())}
        return [self._patterns[number] for number in sorted(numbers) if _has_all(self._others[number], there)]


def _has_all(groups: tuple[frozenset[str], ...], there: set[str]) -> bool:
    for group in groups:  # noqa: SIM110 - asked of every number of every report, where a generator costs twice as much
        if group.isdisjoint(there):
            return False
    return True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A pack's mentions: those of a number, those that may be denied, those of all; and the word lists they go with."""

    words: Lists
    counted: Index
    deniable: Index
    general: Index


@lru_cache(maxsize=32)
def lexicon(pack: Pack) -> Lexicon:
    """The pack's mentions, compiled."""
    lists = _lists(tuple(pack.words.items()))
    items = frozenset(lists["counted-in"])
    patterns = [
        Pattern(mention, words, frozenset(mention.unit) or items, needles(words), lists)
        for mention in pack.mentions
        for words in mention.words
    ]
    counted = [item for item in patterns if item.mention.claim == "count"]
    return Lexicon(
        words=lists,
        counted=Index(counted),
        deniable=Index(item for item in counted if item.mention.none),
        general=Index(item for item in patterns if item.mention.claim == "all"),
    )


@lru_cache(maxsize=8)
def _lists(words: tuple[tuple[str, tuple[str, ...]], ...]) -> Lists:
    """The lists of many packs, which are mostly the same: their grammar is compiled once for all."""
    return Lists(dict(words))
