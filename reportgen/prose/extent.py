"""Whose figures a number in the text is of: the report's own, all that it covers, a part of them, or another's.

Takes a report and its pack, gives a `Reach` that tells it from the words before each number of a sentence. Who the
report covers is the form's to say (`coverage`). What a number counts is left to `mentions.py`, whether these agree to
`checks/text/coverage.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportgen.model import Level, ReportData
from reportgen.packs import Pack
from reportgen.packs.words import Grammar, Lists
from reportgen.prose.lexicon import lexicon
from reportgen.prose.quantities import Quantity

Extent = Literal["own", "all", "part", "other"]

_PLACES = "省市县区州旗盟"
_OF_LEVEL = {Level.PROVINCIAL: "省市区", Level.MUNICIPAL: "市州盟区", Level.COUNTY: "县区市旗", Level.TOWNSHIP: "乡镇"}
# What a government governs, by the sign before what it is: 松岭[县]人民政府, 云河[市]政府, 东风[镇].
_IN_NAME = re.compile(rf"([{_PLACES}乡镇])(?:人民政府|政府|行政公署|管委会|管理委员会|$)")
_BELOW = "<<belonging>><<kinds-of-bodies>>*<<bodies-below>>"  # 各有关职能部门, 所属单位, 县直机关, 各乡镇
_TOGETHER = (  # 部门和各乡镇, 各乡镇及部门: all where the place, or the government itself, is named with them
    r"(?:部门|单位)[^，。;:\d]{0,14}?[、和与及][^，。;:\d]{0,12}?<<places-below>>[^，。;:\d收公受接共累]{0,8}"
    r"|(?:各|所辖|下辖)<<places-below>>[^，。;:\d]{0,8}?[、和与及][^，。;:\d]{0,8}?(?:部门|单位)"
)
_EVERY_LEVEL = "各级(?:行政机关|人民政府|政府|各部门|机关|部门)(?:(?:及其|和|、)?(?:工作)?部门)?"  # 各级政府及其部门
_ONE = "(?:政府)?<<offices>>|政府办(?![理事法])"  # 县[政府办公室], 县[本级]; 县政府办理 is the government's
_WITH_ITS_OWN = "(?:政府|我机关)及(?:其|所属|各)*(?:工作)?部门"  # all, where nothing is told of those below beside
_THOSE_BELOW = Grammar("<<those-below>>")
_OFFICE = re.compile("办公[室厅]")  # 松岭县人民政府办公室
_ME = "我机关"
# The unit itself: 我局, 本机关, 县政府, 市人民政府; not 本单位各科室, 政府办公室, 县政府及其部门, 政府网站.
_SELF = (
    "[我本]<<own-bodies>>(?![办各及所本工部、和直系])"
    rf"|(?:[{_PLACES}]|(?<![{_PLACES}乡镇道级]))(?:人民)?政府(?![办各及所本工部、和直系信网门])"
)
# What makes a body the subject of the numbers that follow: [各部门]2023年共主动公开, [各乡镇]收到.
_COUNTS = Grammar(
    r"(?:\d{4}年度?|本年度?|全年|年内|报告期内|共|累计|总共|合计|已|均|新|各类|依法|主动|政府信息)*<<doings-of-others>>"
)
_WHEN = re.compile(r"^(?:\d{4}年度?|本年度?|全年|年内|报告期内)，")  # [各部门]2023年，[收到3件]
_SUMMED = re.compile("(?:^|[，、])(?:以上|全部|两项)?(?:共计?|合计|总计|总共)")  # [各部门3件，县政府2件]，合计[5件]


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a report covers. Of a body that covers only itself every wider word is of others."""

    covers_all: bool
    marks: re.Pattern[str]
    words: Lists
    names: tuple[str, ...] = ()

    def extents(self, text: str, start: int, quantities: Sequence[Quantity]) -> Iterator[Extent]:
        """Whose each number of a sentence is. What is told of one holds for the next, where it was the subject."""
        passed: Extent = "own"
        below = self.covers_all and bool(
            quantities and _THOSE_BELOW.of(self.words).search(text, start, quantities[-1].end)
        )
        for quantity in quantities:
            words, start = self._of_us(text[start : quantity.start]), quantity.end
            mark = self._last(words)
            if mark is not None:
                found = self._meaning(mark, below=below)
                passed = found if _COUNTS.of(self.words).match(words, mark.end()) else "own"
                yield found if found == "all" or _is_subject(words[mark.end() :]) else "own"
                continue
            if passed != "own" and (";" in words or _SUMMED.search(words)):
                passed = "own"
            yield passed

    def is_of_others(self, words: str) -> bool:
        """True where the subject right before something that did not happen is not the whole report's."""
        words = self._of_us(words)
        mark = self._last(words)
        return (
            mark is not None
            and _is_subject(words[mark.end() :])
            and self._meaning(mark, below=False) in {"part", "other"}
        )

    def _of_us(self, words: str) -> str:
        """The words with the unit's own names in general ones."""
        for name in self.names:
            if name in words:
                words = words.replace(name, _ME)
        return words

    def _last(self, words: str) -> re.Match[str] | None:
        found = None
        for match in self.marks.finditer(words):
            found = match
        return found

    def _meaning(self, mark: re.Match[str], *, below: bool) -> Extent:
        kind = mark.lastgroup
        if kind == "whole":
            return "part" if below else "all"
        if kind == "own" or (kind == "all" and self.covers_all):
            return "all" if kind == "all" else "own"
        return "part" if kind == "part" and self.covers_all else "other"


def reach(data: ReportData, pack: Pack) -> Reach:
    """Whom the report covers, by its form, and the words for it: 全县 in a county's report, 全市 in a city's."""
    covers_all = pack.coverage is not None and pack.coverage.covers == "all" and not is_office(data)
    names = {name for name in (data.unit.name, data.unit.short_name) if len(name) > 1}
    words = lexicon(pack).words
    marks = _marks(_places(data) if covers_all else "", words)
    return Reach(covers_all, marks, words, tuple(sorted(names, key=len)[::-1]))


def is_office(data: ReportData) -> bool:
    """True for a government's office, which may report for itself or for the government: it is not known which."""
    return _OFFICE.search(data.unit.name) is not None


@lru_cache(maxsize=32)
def _marks(own: str, words: Lists) -> re.Pattern[str]:
    """The words for bodies and places in the report of who governs `own` places: nobody, where it is a department.

    The first group that fits where a mark begins tells whose it is: 全县教育系统 is another's, 全县 all there is.
    """
    theirs = "".join(sign for sign in _PLACES if sign not in own)
    every = (
        f"(?:[全我本][{own}]|本级|政府|{_ME})[^，。;:\\d]{{0,6}}?(?:{_TOGETHER})|[全我本][{own}]|全域|" if own else ""
    )
    groups = {"whole": _WITH_ITS_OWN} if own else {}
    groups |= {
        "other": rf"[全我本][{_PLACES}][^，。;、\d]{{0,4}}(?<!政府)<<branches>>|[全我本][{theirs}]|<<outside>>",
        "own": _SELF,
        "all": every + _EVERY_LEVEL,
        "part": f"{_TOGETHER}|{_BELOW}" + (f"|{_ONE}" if own else ""),
    }
    return Grammar("|".join(f"(?P<{name}>{source})" for name, source in groups.items())).of(words)


def _is_subject(rest: str) -> bool:
    """True where nothing but a time stands apart from what follows: 按照省里部署，全年公开 is not the province's.

    >>> _is_subject("2023年，收到"), _is_subject("部署，全年公开")
    (True, False)
    """
    return "，" not in _WHEN.sub("", rest, count=1)


def _places(data: ReportData) -> str:
    """The sign of what the government governs: 县 of 松岭县人民政府; by its level where its name does not tell."""
    match = _IN_NAME.search(data.unit.name)
    return match[1] if match else _OF_LEVEL[data.unit.level]
