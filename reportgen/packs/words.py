"""Word lists and grammar put together: patterns that name lists, compiled once for each set of lists.

Takes the lists of `templates/lexicon/` as a pack gives them; gives regular expressions. What is a matter of words
stands in the lists and is a maintainer's to mend; what is grammar stands beside what it serves, most of it in `prose/`,
as a `Grammar`: a regular expression in which `<<name>>` is any word of that list, and `(?<!<<name>>)` asks that none of
them stands before.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from reportgen.packs.word_lists import Words, word_lists

# The name of a list in a grammar, alone or as what must (not) stand before: <<bodies>>, (?<!<<bodies>>).
_NAME = re.compile(r"\(\?<(?P<sign>[=!])<<(?P<before>[a-z0-9-]+)>>\)|<<(?P<name>[a-z0-9-]+)>>")
# A piece of a word: 收到…申请 is 收到, … and 申请; {收到|受理}[的]申请 is a choice, what may be missing, and 申请.
_TOKEN = re.compile(r"…|\{([^{}]*)\}|\[([^\[\]]*)\]|#|[^…{}\[\]#]+")
# a few words of one clause, and never past the number
_GAP = "[^，。;:#]{0,26}?"


class Grammar:
    """A regular expression over word lists. `names` are the lists it asks for.

    >>> Grammar("(?:<<past-year>>)度?").of(Lists({"past-year": ("上年", "去年")})).findall("去年度和上年")
    ['去年度', '上年']
    """

    __slots__ = ("names", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.names = tuple(match["before"] or match["name"] for match in _NAME.finditer(source))

    def of(self, words: "Lists") -> re.Pattern[str]:
        """The expression with the words in place, compiled once."""
        return words.compiled(self)


class Lists:
    """The words of every list, and what was compiled from them."""

    __slots__ = ("_compiled", "_put", "_words")

    def __init__(self, words: Words) -> None:
        self._words = words
        self._put: dict[str, str] = {}
        self._compiled: dict[Grammar, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        """The words of a list, as they are written. Raises KeyError for one that nobody knows."""
        return self._words[name]

    def compiled(self, grammar: Grammar) -> re.Pattern[str]:
        """A grammar with the words in place."""
        found = self._compiled.get(grammar)
        if found is None:
            found = self._compiled[grammar] = re.compile(self.put_into(grammar.source))
        return found

    def put_into(self, source: str) -> str:
        """A regular expression with the words in the place of the names of lists.

        >>> lists = Lists({"past-year": ("上年", "去年"), "compared": ("比", "相较")})
        >>> lists.put_into("(?<!<<compared>>)<<past-year>>")
        '(?<!比)(?<!相较)(?:上年|去年)'
        """
        return _NAME.sub(self._in_place, source)

    def _in_place(self, name: re.Match[str]) -> str:
        put = self._put.get(name[0])
        if put is None:
            words = self._words[name["before"] or name["name"]]
            put = self._put[name[0]] = _before(words, name["sign"]) if name["sign"] else _any_of(words)
        return put


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(expression(word) for word in words)})"


def _before(words: Iterable[str], sign: str) -> str:
    """What must (`sign` =) or must not (!) stand before: words of one length together, as the expressions ask."""
    of_length: dict[int, list[str]] = {}
    # a word that may be missing altogether asks for nothing
    for written in dict.fromkeys(item for word in words for item in _spellings(word) if item):
        of_length.setdefault(len(written), []).append(re.escape(written))
    # re takes alternatives of one length only in what stands before
    each = [f"(?<{sign}{'|'.join(alike)})" for alike in of_length.values()]
    return "".join(each) if sign == "!" else f"(?:{'|'.join(each)})"  # none may stand there, or one must


def _spellings(word: str) -> list[str]:
    """Every way to write a word; of one with a gap only what follows it: nothing else can be asked for right before.

    >>> _spellings("{市|县}直[属]")
    ['市直', '县直', '市直属', '县直属']
    """
    found = [""]
    for token in _TOKEN.finditer(word):
        if token[1] is not None:
            choices = token[1].split("|")
        elif token[2] is not None:
            choices = ["", *token[2].split("|")]
        else:
            choices = [token[0]]
        # what stood before a gap is too far away
        found = [""] if token[0] in {"…", "#"} else [begun + choice for choice in choices for begun in found]
    return found


@lru_cache(maxsize=1)
def installed_words() -> Lists:
    """The installed lists: for what is read before it is known which pack it follows."""
    return Lists(word_lists(()))


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
    """Groups of words of which a text must hold one each, or the word cannot stand in it.

    >>> [sorted(group) for group in needles("{收到|受理}[的]…申请")]
    [['受理', '收到'], ['申请']]
    """
    groups = []
    for token in _TOKEN.finditer(word):
        if token[1] is not None:
            groups.append(frozenset(token[1].split("|")))
        elif token[2] is None and token[0] not in {"…", "#"}:
            groups.append(frozenset((token[0],)))
    return tuple(groups)
