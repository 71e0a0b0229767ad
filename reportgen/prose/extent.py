"""Whose figures a number in the text is of: the report's own, all that it covers, a part of them, or another's.

Takes a report and its pack, gives a `Reach` that tells it from the words before each number of a sentence. Who the
report covers is the form's to say (`coverage`). What a number counts is left to `mentions.py`, whether scopes agree to
`scope.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportgen.model import Level, ReportData
from reportgen.packs import Pack
from reportgen.prose.quantities import Quantity

Extent = Literal["own", "all", "part", "other"]

_PLACES = "省市县区州旗盟"
_OF_LEVEL = {Level.PROVINCIAL: "省市区", Level.MUNICIPAL: "市州盟区", Level.COUNTY: "县区市旗", Level.TOWNSHIP: "乡镇"}
_IN_NAME = re.compile(rf"([{_PLACES}乡镇])(?:人民政府|政府|行政公署|管委会|管理委员会|$)")
_LOWER = "(?:乡|镇|街道|县|区|旗|下级|镇街|开发区|各地)"
_GATHERED = "(?:各|所属|所辖|下属|下辖|直属|基层|[省市县区州旗]直)"
_BELOW = (
    rf"{_GATHERED}(?:有关|相关|职能|工作|行政|政府|成员|责任|执法|业务|主管)*"
    r"(?:部门|单位|委办局|机关|乡\(?镇\)?|乡|镇|街道|县\(?市、?区?\)?|县区|区县|市县|县|区|市|州|旗|开发区|地区)"
)
_TOGETHER = (  # departments and those below: all where the place, or the government itself, is named with them
    rf"(?:部门|单位)[^，。;:\d]{{0,14}}?[、和与及][^，。;:\d]{{0,12}}?{_LOWER}[^，。;:\d收公受接共累]{{0,8}}"
    rf"|(?:各|所辖|下辖){_LOWER}[^，。;:\d]{{0,8}}?[、和与及][^，。;:\d]{{0,8}}?(?:部门|单位)"
)
_EVERY_LEVEL = "各级(?:行政机关|人民政府|政府|各部门|机关|部门)(?:(?:及其|和|、)?(?:工作)?部门)?"
_BRANCH = "(?:系统|学校|中小学|医院|医疗|公安|法院|检察|企业|村|社区|教育|卫生|机构)"
_ONE = "本级|政府办公[室厅]|办公室|办公厅|政府办(?![理事法])"
_WITH_ITS_OWN = "(?:政府|我机关)及(?:其|所属|各)*(?:工作)?部门"  # all, where nothing is told of those below beside
_THOSE_BELOW = re.compile("乡镇|镇街|各乡|各镇|街道|各[县市区]|下级")
_OUTSIDE = "全国|(?:其他|兄弟|外)(?:省|市|县|区|州|地|单位)"
_OFFICE = re.compile("办公[室厅]")
_ME = "我机关"
_SELF = (
    "[我本](?:局|厅|委|办|所|院|校|镇|乡|街道|中心|机关|单位)(?![办各及所本工部、和直系])"
    rf"|(?:[{_PLACES}]|(?<![{_PLACES}乡镇道级]))(?:人民)?政府(?![办各及所本工部、和直系信网门])"
)
_COUNTS = re.compile(
    r"(?:\d{4}年度?|本年度?|全年|年内|报告期内|共|累计|总共|合计|已|均|新|各类|依法|主动|政府信息)*"
    r"(?:收|接到|接收|受理|公开|发布|答复|办结|办理|发生|作出|制发|产生|申请)"
)
_WHEN = re.compile(r"^(?:\d{4}年度?|本年度?|全年|年内|报告期内)，")
_SUMMED = re.compile("(?:^|[，、])(?:以上|全部|两项)?(?:共计?|合计|总计|总共)")


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a report covers. Of a body that covers only itself every wider word is of others."""

    covers_all: bool
    marks: re.Pattern[str]
    names: tuple[str, ...] = ()

    def extents(self, text: str, start: int, quantities: Sequence[Quantity]) -> Iterator[Extent]:
        """Whose each number of a sentence is. What is told of one holds for the next, where it was the subject."""
        passed: Extent = "own"
        below = self.covers_all and bool(quantities and _THOSE_BELOW.search(text, start, quantities[-1].end))
        for quantity in quantities:
            words, start = self._of_us(text[start : quantity.start]), quantity.end
            mark = self._last(words)
            if mark is not None:
                found = self._meaning(mark, below=below)
                passed = found if _COUNTS.match(words, mark.end()) else "own"
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
    return Reach(covers_all, _marks(_places(data)) if covers_all else _marks(""), tuple(sorted(names, key=len)[::-1]))


def is_office(data: ReportData) -> bool:
    """True for a government's office, which may report for itself or for the government: it is not known which."""
    return _OFFICE.search(data.unit.name) is not None


@lru_cache(maxsize=32)
def _marks(own: str) -> re.Pattern[str]:
    """The words for bodies and places in the report of who governs `own` places: nobody, where it is a department."""
    theirs = "".join(sign for sign in _PLACES if sign not in own)
    every = (
        f"(?:[全我本][{own}]|本级|政府|{_ME})[^，。;:\\d]{{0,6}}?(?:{_TOGETHER})|[全我本][{own}]|全域|" if own else ""
    )
    groups = {"whole": _WITH_ITS_OWN} if own else {}
    groups |= {
        "other": rf"[全我本][{_PLACES}][^，。;、\d]{{0,4}}(?<!政府){_BRANCH}|[全我本][{theirs}]|{_OUTSIDE}",
        "own": _SELF,
        "all": every + _EVERY_LEVEL,
        "part": f"{_TOGETHER}|{_BELOW}" + (f"|{_ONE}" if own else ""),
    }
    return re.compile("|".join(f"(?P<{name}>{words})" for name, words in groups.items()))


def _is_subject(rest: str) -> bool:
    """True where nothing but a time stands apart from what follows: 按照省里部署，全年公开 is not the province's."""
    return "，" not in _WHEN.sub("", rest, count=1)


def _places(data: ReportData) -> str:
    """The sign of what the government governs: 县 of 松岭县人民政府; by its level where its name does not tell."""
    match = _IN_NAME.search(data.unit.name)
    return match[1] if match else _OF_LEVEL[data.unit.level]
