"""Slips of the pen: what nobody filled in, another year's words, brackets of document numbers, dates that differ.

Takes a report and its text, gives findings C705, C706, C709, C710. Sections and headings are left to `outline.py`,
names of units to `unit_names.py`.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from reportgen.checks.registry import text_check
from reportgen.checks.remarks import remark
from reportgen.findings import Finding, Severity
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.prose.passages import Passage
from reportgen.prose.report_text import ReportText

_LEFTOVER = re.compile(
    r"""
    (?=[\[Xx×＊*2_{【此在这请待暂示单点部机(（□○\#错ElLT\s])
    (?:
    \[(?:bookmark|书签)[^\]]*\]
  | (?<![A-Za-z×])(?:[Xx]{2,}|×{2,}|＊{2,}|\*{2,})(?![A-Za-z×]) | 20[Xx×_]{2}年? | (?<!\d)_{2,}
  | \{\{[^}]*\}\} | \{%[^%]*%\} | \{[a-z_]+(?:\.[A-Za-z0-9_]+)*\}
  | 【\s*】 | 【[^】]{0,12}(?:填|单位名称|此处|年份|日期|名称|数字|待)[^】]{0,12}】
  | (?:此处|在此|这里)(?:填写|填入|输入|插入|填) | 请(?:填写|在此|根据实际|按实际)
  | (?:待补充|待填写|待填|待核实|待定数|暂缺) | 示例文字 | 单击此处 | 点击此处输入
  | (?:单位|部门|机关)(?:名称|全称)[)）](?=[\d年])
  | [(（](?:单位名称|填写[^)）]*|请[^)）]*|选填|如有|可删除|模板[^)）]*)[)）] | □{2,} | ○{2,}
  | \#(?:REF|N/A|DIV/0|VALUE|NAME)[!?]? | 错误!?未找到引用源 | Error!\s*\w+ | lorem\ ipsum | TODO | \s年\s+月\s+日
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\{[a-z_]+(?:\.[A-Za-z0-9_]+)*\}")
_PERIOD = re.compile(
    r"(?:统计|数据|期限|时限|期间|时间)[^。]{0,24}?(?P<first>(?:19|20)\d\d)\s*年\s*1\s*月\s*1\s*日[^。]{0,12}?"
    r"(?:(?P<last>(?:19|20)\d\d)\s*年\s*)?12\s*月\s*31\s*日"
)
_LONG_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{3,4})\s*年(?=\d{1,2}\s*月|度)")
_REPORT_OF = re.compile(
    r"(?:现将|编制|公布|发布|本(?:单位|机关|局)?)[^。《》]{0,16}?(?P<year>(?:19|20)\d\d)\s*年度?(?:的)?"
    r"政府信息公开(?:工作)?(?:情况|年度报告|报告)"
)
_YEAR_OPENING = re.compile(
    r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）]?[、.]?[^。，]{0,12}[。:])?\s*"
    r"(?P<year>(?:19|20)\d\d)\s*年度?\s*(?:，|全年|以来|[我本全市县区镇乡局])"
)
_YEAR_MARK = re.compile(r"((?:19|20)\d\d)\s*年")
_DOCUMENT = re.compile(
    r"(?<=[\u4e00-\u9fff])\s*(?P<open>[【\[(［（])\s*(?P<year>(?:19|20)\d\d)\s*[】\])］）]\s*"
    r"第?\s*0*(?P<number>\d+)\s*号"
)
_DATE_LINE = re.compile(
    r"\s*[(（]?\s*(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日\s*[)）]?\s*"
)
WITHIN_YEAR = ("overview", "proactive", "requests", "remedies", "fees", "responses", "resources")


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C705, C706, C709, C710."""
    yield from _dates(data, text.passages)
    yield from _years(data, text.passages)
    for passage in text.passages:
        yield from _leftovers(passage, is_printed=data.printed is not None)
        yield from _documents(passage)
    for passage in text.outside:
        yield from _leftovers(passage, is_printed=True)


def _leftovers(text: Passage, *, is_printed: bool) -> Iterator[Finding]:
    """C705. A placeholder such as {year} is left over only where it was printed: in a snippet it is filled in."""
    for match in _LEFTOVER.finditer(text.text):
        if is_printed or not _PLACEHOLDER.fullmatch(match[0]):
            yield remark("C705", text, *match.span())


def _years(data: ReportData, texts: Sequence[Passage]) -> Iterator[Finding]:
    """C706: a statistics period, a report or a section of last year, where this year's belongs."""
    wanted = data.year
    for text in texts:
        match = _PERIOD.search(text.text)
        for name in ("first", "last") if match else ():
            if match and match[name] and int(match[name]) != wanted:
                yield remark("C706", text, *match.span(name), found=int(match[name]), expected=wanted)
        slip = _LONG_YEAR.search(text.text)
        if slip is not None:
            yield remark("C706", text, *slip.span(1), found=slip[1], expected=wanted)
        if text.section in {"preface", "overview"}:
            told = _REPORT_OF.search(text.text)
            if told and int(told["year"]) == wanted - 1:
                yield remark("C706", text, *told.span("year"), found=wanted - 1, expected=wanted)
    for key in WITHIN_YEAR:
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
        yield Finding(
            code="C710",
            severity=Severity.VERIFY,
            location=data.place("issued_on"),
            facts={"found": second.isoformat(), "expected": first.isoformat()},
        )


def _day(match: re.Match[str]) -> list[date]:
    try:
        return [date(int(match["year"]), int(match["month"]), int(match["day"]))]
    except ValueError:
        return []
