"""Word lists and grammar put together: patterns that name lists, compiled once for each set of lists.

Takes the lists of `templates/lexicon/` as a pack gives them; gives regular expressions. What is a matter of words
stands in the lists and is a maintainer's to mend; what is grammar stands in this room as a `Grammar`: a regular
expression in which `<<name>>` is any word of that list.
"""

import re
from functools import lru_cache

from reportgen.packs.word_lists import Words

_NAME = re.compile("<<([a-z0-9-]+)>>")
_TOKEN = re.compile(r"…|\{([^{}]*)\}|\[([^\[\]]*)\]|#|[^…{}\[\]#]+")
_GAP = "[^，。;:#]{0,26}?"


class Grammar:
    """A regular expression over word lists. `names` are the lists it asks for."""

    __slots__ = ("names", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.names = tuple(_NAME.findall(source))

    def of(self, words: "Lists") -> re.Pattern[str]:
        """The expression with the words in place, compiled once."""
        return words.compiled(self)


class Lists:
    """The words of every list, and what was compiled from them."""

    __slots__ = ("_compiled", "_words")

    def __init__(self, words: Words) -> None:
        self._words = words
        self._compiled: dict[Grammar, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        """The words of a list, as they are written. Raises KeyError for one that nobody knows."""
        return self._words[name]

    def compiled(self, grammar: Grammar) -> re.Pattern[str]:
        """A grammar with the words in place."""
        found = self._compiled.get(grammar)
        if found is None:
            found = self._compiled[grammar] = re.compile(_NAME.sub(self._any_of, grammar.source))
        return found

    def _any_of(self, name: re.Match[str]) -> str:
        return f"(?:{'|'.join(expression(word) for word in self._words[name[1]])})"


@lru_cache(maxsize=1024)
def expression(word: str, gap: str = _GAP) -> str:
    """The regular expression of a word: `{a|b}` either, `[a]` perhaps, `…` the gap, `#` where the number stands.

    >>> expression("{收到|受理}[的]申请")
    '(?:收到|受理)(?:的)?申请'
    """
    return "".join(_of_token(token, gap) for token in _TOKEN.finditer(word))


def _of_token(token: re.Match[str], gap: str) -> str:
    if token[0] in {"…", "#"}:
        return gap if token[0] == "…" else "#"
    for group, form in ((token[1], "(?:{})"), (token[2], "(?:{})?")):
        if group is not None:
            return form.format("|".join(map(re.escape, group.split("|"))))
    return re.escape(token[0])


def needles(word: str) -> tuple[frozenset[str], ...]:
    """Groups of words of which a text must hold one each, or the word cannot stand in it."""
    groups = []
    for token in _TOKEN.finditer(word):
        if token[1] is not None:
            groups.append(frozenset(token[1].split("|")))
        elif token[2] is None and token[0] not in {"…", "#"}:
            groups.append(frozenset((token[0],)))
    return tuple(groups)
