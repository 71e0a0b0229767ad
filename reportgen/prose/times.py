"""What time a number of the text is of: the year, the one before, all years so far, a plan, or none that is clear.

Takes the words before a number as the voice writes them (本年 for the report's year, 上年, 下年, 他年) and the word
lists; gives periods. Which row the number is of is left to `mentions.py`, whether it is right to `checks/text`.
"""

import re
from typing import Literal

from reportgen.packs.words import Grammar, Lists
from reportgen.prose.voice import Voice

Period = Literal["annual", "cumulative", "ever", "previous"]

# Another time than the year, or no count at all: 上半年, 3月, 近三年, 两年来, 平均, 计划. 五月结 is 结转 of the fifth.
_ELSEWHEN = Grammar(
    r"<<part-of-year>>|<<not-this-years>>|<<plans>>|下年|他年|\d月|近[一二三四五六七八九十\d]+年|[两三四五六]年来"
    "|[一二三四五六七八九十]月(?!结)"
)
# A plan where a number or a doing follows, or next year at the beginning of a clause: 拟公开100条; ，下年公开100条.
_PLANNED = Grammar(r"(?:<<plans>>|<<plans-before-doings>>)(?=[于在]?(?:\d|<<planned-doings>>))|(?:^|[，。;])下年")
# The times that a sentence names, each of its kind. 较上年 and 上年结转 are none; nor is 本年上半年, which is a part.
_TIME = Grammar(
    "(?P<cumulative><<added-up>>|截[至止](?:到)?(?:本年|目前)?)"
    "|(?P<previous>(?<![比较与同和转自接续])<<past-year>>度?(?!度?<<carried-over>>))"
    "|(?P<part><<part-of-year>>|他年)|(?P<annual><<this-year>>|本年(?![上下]))"
)
_PREVIOUS = Grammar("<<past-year>>")
_COMPARED = Grammar("<<compared>>")
# 累计…截至年底, 历年: added up, to a day, from the beginning.
_SUMMED_UP = Grammar("<<added-up>>|<<ever>>")
_TO_DATE = Grammar("截[至止]|<<ever>>|<<up-to-now>>")
_EVER = Grammar("<<ever>>")
_STOCK = Grammar(r"<<stock>>|增[加至]到?(?=\d)")  # what there is by now: 现有31件, 增至31件
_DIGIT = re.compile(r"\d")


def is_of_the_year(before: str, voice: Voice) -> bool:
    """False where the words before a number make it one of another time, a plan, a mean, or a change."""
    return not is_of_another_time(voice.canonical(before), voice.words)


def is_of_another_time(words: str, lists: Lists) -> bool:
    """True where the words name another time than the year, a plan, a mean, or a change."""
    return is_elsewhen(words, lists) or bool(_PREVIOUS.of(lists).search(words) or _COMPARED.of(lists).search(words))


def is_elsewhen(words: str, lists: Lists) -> bool:
    """True where the words name a part of the year, another year than the last, a plan, or a mean.

    >>> names = ("part-of-year", "not-this-years", "plans")
    >>> lists = Lists(dict(zip(names, (("上半年",), ("平均",), ("计划",)), strict=True)))
    >>> is_elsewhen("上半年收到", lists), is_elsewhen("近三年收到", lists), is_elsewhen("全年收到", lists)
    (True, True, False)
    """
    return _ELSEWHEN.of(lists).search(words) is not None


def is_planned(words: str, lists: Lists) -> bool:
    """True where the words say that something is to be done: 计划公开…, 将召开….

    >>> lists = Lists({"plans": ("计划",), "plans-before-doings": ("将",), "planned-doings": ("召开",)})
    >>> is_planned("将召开", lists), is_planned("将申请", lists)
    (True, False)
    """
    return _PLANNED.of(lists).search(words) is not None


def is_change_from_last_year(words: str, lists: Lists) -> bool:
    """True for 比上年增加: neither this year's number nor the last one's.

    >>> lists = Lists({"past-year": ("上年",), "compared": ("增加",)})
    >>> is_change_from_last_year("比上年增加", lists), is_change_from_last_year("上年收到", lists)
    (True, False)
    """
    return bool(_PREVIOUS.of(lists).search(words) and _COMPARED.of(lists).search(words))


def is_of_an_earlier_year(words: str, lists: Lists) -> bool:
    """True where the last time that the words name is last year, or the only one a year before that."""
    times = list(_TIME.of(lists).finditer(words))
    return bool(times and times[-1]["previous"]) or ("他年" in words and not times)


def periods(said: str, lists: Lists) -> tuple[Period, ...]:
    """The years that a number may be of, by the words of its sentence before it; none for a part of a year.

    >>> lists = Lists({"added-up": ("累计",), "past-year": ("上年",), "carried-over": ("结转",), "stock": ("现有",)}
    ...     | {"part-of-year": ("上半年",), "this-year": ("全年",), "ever": ("以来",), "up-to-now": ("年底",)})
    >>> periods("全年收到申请", lists), periods("上年收到申请", lists), periods("以来累计公开信息", lists)
    (('annual',), ('previous',), ('ever',))
    """
    times = list(_TIME.of(lists).finditer(said))
    last = times[-1] if times else None
    stocks = list(_STOCK.of(lists).finditer(said))
    if stocks and (last is None or stocks[-1].start() > last.end()):
        return ("annual", "cumulative")
    if last is None or last["annual"]:
        return ("annual",)
    if last["part"]:
        return ()
    if last["previous"]:
        return ("previous",)
    of_year = [item.end() for item in times if item["annual"]]
    if of_year and not _DIGIT.search(said, of_year[-1], last.start()):
        return ("annual", "cumulative")  # 全年累计
    return ("cumulative",) if of_year else _to_date(said, lists)  # 新增5条，累计90条


def _to_date(said: str, lists: Lists) -> tuple[Period, ...]:
    """What a number up to a day is of: from the beginning where it says so, or else of the year as well."""
    if not (_SUMMED_UP.of(lists).search(said) and _TO_DATE.of(lists).search(said)):
        return ("annual", "cumulative")
    return ("ever",) if _EVER.of(lists).search(said) else ("cumulative",)
