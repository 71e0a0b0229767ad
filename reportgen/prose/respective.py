"""Lists of things and of their numbers: 当面、网络、信函申请分别为3件、14件、5件.

Takes a sentence, gives for each number of such a list the words it belongs to, in the order of the list, with what all
have in common on both sides (通过…三种方式收到的申请). Where there are not as many things as numbers it is not clear
which is whose. What the words speak of is left to `mentions.py`.
"""

import re
from collections.abc import Mapping, Sequence

from reportgen.prose.passages import Sentence

_RESPECTIVELY = re.compile("(?:分别|依次)(?:为|是|有|达到|达|计|共)?[:]?")
_SEPARATORS = (re.compile("、"), re.compile("、?(?:以及|[、和与及])"))
_BETWEEN = re.compile(r"\s*(?:[、，和与及]|以及)\s*")
_LINK = re.compile(r"[^，。;:\d]{0,14}")
_BEGINS = re.compile(
    "(?:.*(?:[，;:]|通过|利用|依托|其中|作出|实施|办理|收到|接到|受理|发布|召开|举办|组织|开展|制发|主动公开))?(?=..)"
)
_ENDS = re.compile(
    "[一二两三四五六七八\\d]+(?:种|类|个|项|大)|等|的|向|提出|提交|递交|收到|申请|决定|案件|数量|件数|总数|次数|数$|情况|发布|方式|渠道|形式"
    "|(?<!予以)(?<!部分)(?<!不予)(?<!同意)(?<!主动)公开"
)
_NAME = 2


def respective(sentence: Sentence) -> Mapping[int, str]:
    """The words of each number that stands in such a list, by its place in the sentence; "" where it is not clear."""
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
        things = _things(head, len(run))
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


def _things(head: str, count: int) -> Sequence[str]:
    """The things listed, each with what stands before the first and after the last of them; none if not `count`."""
    commas, every = (separator.split(head) for separator in _SEPARATORS)
    parts = commas if len(commas) == count else every
    if len(parts) != count or (parts is commas and _SEPARATORS[1].search(commas[-1])):
        return ()  # 当面、网络、信函和传真分别为2件、6件、1件: one too many, or two in one
    begins, ends = _BEGINS.match(parts[0]), _ENDS.search(parts[-1], _NAME)
    prefix = begins[0] if begins else ""
    suffix = parts[-1][ends.start() :] if ends and ends[0] not in parts[0] else ""
    parts[0] = parts[0][len(prefix) :]
    parts[-1] = parts[-1].removesuffix(suffix)
    suffix = suffix.removeprefix("的") or suffix
    return [f"{prefix}{part}{suffix}" for part in parts]
