"""Slips of the pen: what nobody filled in, another year's words, brackets of document numbers, dates that differ.

Takes a report and its text, gives findings C705, C706, C709, C710. Sections and headings are left to `outline.py`,
names of units to `unit_names.py`.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from reportgen.checks.registry import text_check
from reportgen.checks.remarks import remark
from reportgen.findings import Finding, Severity, finding_of
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.packs.words import Grammar, Lists
from reportgen.prose.passages import Passage
from reportgen.prose.report_text import ReportText

# What a template leaves where nobody wrote: the words of the list; and, told by their signs, [bookmark0], XX, 20××年,
# {{ unit }}, 【填写单位名称】, （单位名称）, 单位名称）2012, □□, #REF!, Error! Bookmark, 年 月 日 without numbers. The
# first line is what one of these begins with: it spares trying them all at every character.
_LEFT_WORDS = Grammar("<<leftovers>>")
_LEFT_SIGNS = Grammar(
    r"""(?ix)
    (?=[\[Xx×＊*2_{【单部机(（□○\#错ElLT\s])
    (?:
    \[(?:bookmark|书签)[^\]]*\]
  | (?<![A-Za-z×])(?:[Xx]{2,}|×{2,}|＊{2,}|\*{2,})(?![A-Za-z×]) | 20[Xx×_]{2}年? | (?<!\d)_{2,}
  | \{\{[^}]*\}\} | \{%[^%]*%\} | \{[a-z_]+(?:\.[A-Za-z0-9_]+)*\}
  | 【\s*】 | 【[^】]{0,12}<<asked-for-in-brackets>>[^】]{0,12}】
  | (?:单位|部门|机关)(?:名称|全称)[)）](?=[\d年])
  | [(（](?:<<hints-of-templates>>|<<hints-begin>>[^)）]*)[)）] | □{2,} | ○{2,}
  | \#(?:REF|N/A|DIV/0|VALUE|NAME)[!?]? | 错误!?未找到引用源 | Error!\s*\w+ | lorem\ ipsum | TODO | \s年\s+月\s+日
    )
    """
)
_PLACEHOLDER = re.compile(r"\{[a-z_]+(?:\.[A-Za-z0-9_]+)*\}")
_PERIOD = Grammar(  # 统计期限为2012年1月1日至12月31日
    r"<<period-of-the-report>>[^。]{0,24}?(?P<first>(?:19|20)\d\d)\s*年\s*1\s*月\s*1\s*日[^。]{0,12}?"
    r"(?:(?P<last>(?:19|20)\d\d)\s*年\s*)?12\s*月\s*31\s*日"
)
_LONG_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{3,4})\s*年(?=\d{1,2}\s*月|度)")  # 20112年度
_REPORT_OF = Grammar(  # 现将2011年度政府信息公开工作情况
    r"<<gives-the-report>>[^。《》]{0,16}?(?P<year>(?:19|20)\d\d)\s*年度?(?:的)?政府信息公开(?:工作)?(?:情况|年度报告|报告)"
)
_YEAR_OPENING = re.compile(  # （一）概况：2011年，; 2011年全县
    r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）]?[、.]?[^。，]{0,12}[。:])?\s*"
    r"(?P<year>(?:19|20)\d\d)\s*年度?\s*(?:，|全年|以来|[我本全市县区镇乡局])"
)
_YEAR_MARK = re.compile(r"((?:19|20)\d\d)\s*年")
_DOCUMENT = re.compile(  # 松政办发【2012】3号
    r"(?<=[\u4e00-\u9fff])\s*(?P<open>[【\[(［（])\s*(?P<year>(?:19|20)\d\d)\s*[】\])］）]\s*"
    r"第?\s*0*(?P<number>\d+)\s*号"
)
_DATE_LINE = re.compile(  # （2013年3月1日）
    r"\s*[(（]?\s*(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日\s*[)）]?\s*"
)


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C705, C706, C709, C710."""
    yield from _dates(data, text.passages)
    lists = text.lexicon.words
    yield from _years(data, text.passages, lists)
    for passage in text.passages:
        yield from _leftovers(passage, lists, is_printed=data.printed is not None)
        yield from _documents(passage)
    for passage in text.outside:
        yield from _leftovers(passage, lists, is_printed=True)


def _leftovers(text: Passage, lists: Lists, *, is_printed: bool) -> Iterator[Finding]:
    """C705. A placeholder such as {year} is left over only where it was printed: in a snippet it is filled in."""
    signs, words = _LEFT_SIGNS.of(lists).finditer(text.text), _LEFT_WORDS.of(lists).finditer(text.text)
    end = 0
    for match in sorted([*signs, *words], key=lambda found: found.start()):
        if match.start() < end:  # 【此处填写】: told already
            continue
        end = match.end()
        if is_printed or not _PLACEHOLDER.fullmatch(match[0]):
            yield remark("C705", text, *match.span())


def _years(data: ReportData, texts: Sequence[Passage], lists: Lists) -> Iterator[Finding]:
    """C706: a statistics period, a report or a section of last year, where this year's belongs."""
    wanted, period, report_of = data.year, _PERIOD.of(lists), _REPORT_OF.of(lists)
    for text in texts:
        match = period.search(text.text)
        for name in ("first", "last") if match else ():
            if match and match[name] and int(match[name]) != wanted:
                yield remark("C706", text, *match.span(name), found=int(match[name]), expected=wanted)
        slip = _LONG_YEAR.search(text.text)
        if slip is not None:
            yield remark("C706", text, *slip.span(1), found=slip[1], expected=wanted)
        if text.section in lists["sections-that-name-the-report"]:
            told = report_of.search(text.text)
            if told and int(told["year"]) == wanted - 1:
                yield remark("C706", text, *told.span("year"), found=wanted - 1, expected=wanted)
    for key in lists["sections-within-the-year"]:
        own = [text for text in texts if text.section == key]
        years = {int(year) for text in own for year in _YEAR_MARK.findall(text.text)}
        if wanted - 1 not in years or wanted in years:
            continue
        for text in own:
            match = _YEAR_OPENING.match(text.text)
            if match and int(match["year"]) == wanted - 1:
                yield remark("C706", text, *match.span("year"), found=wanted - 1, expected=wanted)
                break


def _documents(text: Passage) -> Iterator[Finding]:
    """C709: 吉市政公组【2013】2号; GB/T 9704 wants 〔2013〕."""
    for match in _DOCUMENT.finditer(text.typed) if "号" in text.typed else ():
        mended = f"〔{match['year']}〕{match['number']}号"
        yield remark("C709", text, match.start("open"), match.end(), severity=Severity.NOTE, mended=mended)


def _dates(data: ReportData, texts: Sequence[Passage]) -> Iterator[Finding]:
    """C710: the date under the title, at the end and of issue differ."""
    dates: list[date] = [*(data.printed.dates if data.printed else ())]
    if data.issued_on is not None:
        dates.append(data.issued_on)
    for text in texts:
        match = _DATE_LINE.fullmatch(text.text)
        if match is not None:
            dates += _day(match)
    different = list(dict.fromkeys(dates))
    if len(different) > 1:
        first, second = different[0], different[1]
        yield finding_of("C710", data.place("issued_on"), found=second.isoformat(), expected=first.isoformat())


def _day(match: re.Match[str]) -> list[date]:
    try:
        return [date(int(match["year"]), int(match["month"]), int(match["day"]))]
    except ValueError:
        return []
