"""Lists of things and of their numbers: 当面、网络、信函申请分别为3件、14件、5件.

Takes a sentence, gives for each number of such a list the words it belongs to, in the order of the list, with what all
have in common on both sides (通过…三种方式收到的申请). Where there are not as many things as numbers it is not clear
which is whose. What the words speak of is left to `mentions.py`.
"""

import re
from collections.abc import Mapping, Sequence

from reportgen.packs.words import Grammar, Lists
from reportgen.prose.passages import Sentence

_RESPECTIVELY = re.compile("(?:分别|依次)(?:为|是|有|达到|达|计|共)?[:]?")  # 分别为, 依次达到
# What parts the things listed: 当面、网络、信函, or as well 当面、网络和信函.
_SEPARATORS = (re.compile("、"), re.compile("、?(?:以及|[、和与及])"))
_BETWEEN = re.compile(r"\s*(?:[、，和与及]|以及)\s*")  # between two numbers: [3件]、[5件]和[2件]
_LINK = re.compile(r"[^，。;:\d]{0,14}")  # from 分别 to the first number: 分别[为当面提交3件]
# What stands before the first thing and belongs to all: [通过]当面、…; [全年发布]微博、…; two characters must be left.
_BEGINS = Grammar("(?:.*(?:[，;:]|其中|<<by-means-of>>|<<doings>>|主动公开))?(?=..)")
# What stands after the last thing and belongs to all: 、信函[申请]分别, 、传真[三种方式]分别, 、信函[公开]分别.
_ENDS = Grammar(r"[一二两三四五六七八\d]+(?:种|类|个|项|大)|<<shared-ends>>|数$|<<ways>>|(?<!<<kinds-of-answers>>)公开")
_NAME = 2


def respective(sentence: Sentence, words: Lists) -> Mapping[int, str]:
    """The words of each number that stands in such a list, by its place in the sentence; "" where it is not clear.

    >>> from reportgen.prose.quantities import find
    >>> text = "通过当面、信函方式收到的申请分别为3件、5件"
    >>> lists = Lists({"by-means-of": ("通过",), "ways": ("方式",), "doings": ("收到",), "shared-ends": ("的",)}
    ...     | {"kinds-of-answers": ("予以",)})
    >>> dict(respective(Sentence(text, 0, find(text)), lists))
    {0: '通过当面方式收到的申请', 1: '通过信函方式收到的申请'}
    """
    text, found = sentence.text, dict[int, str]()
    if "分别" not in text and "依次" not in text:
        return found
    for match in _RESPECTIVELY.finditer(text):
        run = _numbers(sentence, match.end())
        if len(run) < _NAME:
            continue
        begins = sentence.quantities[run[0]].start - sentence.start
        ends = [item.end - sentence.start for item in sentence.quantities[: run[0]] if not item.spoken]
        head = text[max(ends, default=0) : match.start()].strip("，、; ")
        things = _things(head, len(run), words)
        link = text[match.end() : begins]
        for at, number in enumerate(run):
            found[number] = things[at] + link if things else ""
    return found


def _numbers(sentence: Sentence, start: int) -> list[int]:
    """The numbers that follow with nothing between them but commas."""
    run: list[int] = []
    at = start
    for number, item in enumerate(sentence.quantities):
        begins = item.start - sentence.start
        if begins < start:
            continue
        between = sentence.text[at:begins]
        if not (_BETWEEN if run else _LINK).fullmatch(between):
            break
        run.append(number)
        at = item.end - sentence.start
    return run


def _things(head: str, count: int, words: Lists) -> Sequence[str]:
    """The things listed, each with what stands before the first and after the last of them; none if not `count`."""
    commas, every = (separator.split(head) for separator in _SEPARATORS)
    parts = commas if len(commas) == count else every
    if len(parts) != count or (parts is commas and _SEPARATORS[1].search(commas[-1])):
        return ()  # 当面、网络、信函和传真分别为2件、6件、1件: one too many, or two in one
    begins, ends = _BEGINS.of(words).match(parts[0]), _ENDS.of(words).search(parts[-1], _NAME)
    prefix = begins[0] if begins else ""
    suffix = parts[-1][ends.start() :] if ends and ends[0] not in parts[0] else ""
    parts[0] = parts[0][len(prefix) :]
    parts[-1] = parts[-1].removesuffix(suffix)
    suffix = suffix.removeprefix("的") or suffix
    return [f"{prefix}{part}{suffix}" for part in parts]
