"""What a finished report says of itself: title, year, unit, dates, contact line, and at which level it was written.

Takes blocks; gives a `Head`, or nothing for a document that is no yearly report. No pack is needed for it; which form
it follows and what its sections are is left to `choice.py` and `sections.py`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportgen.findings import NOWHERE, Location
from reportgen.model import Body, Contact, Level
from reportgen.packs.words import Grammar, expression, installed_words
from reportgen.sources.published.blocks import Block, Paragraph, PublishedTable
from reportgen.wording.numerals import arabic_years, chinese_number

_REPORT = r"<<names-of-disclosure>>(?:工作)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})\s*年?度?"
_END = r"(?:工作)?(?:的)?<<kinds-of-reports>>(?:[(（].{0,12}[)）])?"  # …年度报告（修订稿）
# 松岭县教育局2012年度政府信息公开工作年度报告; 2012年松岭县教育局信息公开年报; 松岭县教育局政务公开2012年度报告
_TITLES = tuple(
    Grammar(pattern)
    for pattern in (
        rf"(?P<unit>.{{0,60}}?)(?:关于)?{_YEAR}(?:的)?{_REPORT}{_END}",
        rf"{_YEAR}(?P<unit>.{{2,60}}?)(?:关于)?{_REPORT}{_END}",
        rf"(?P<unit>.{{0,60}}?){_REPORT}(?:工作)?{_YEAR}{_END}",
    )
)
_APPENDIX_TITLE = Grammar(  # 附表一：松岭县教育局2012年度政府信息公开情况统计表
    rf"(?:附[表件]?[一二三四五六1-6]?[:：.、]?)?(?P<unit>.{{2,60}}?){_YEAR}{_REPORT}.{{0,12}}统计表"
)
# 2012年我局政府信息公开
_YEAR_IN_TEXT = Grammar(rf"((?:19|20)\d{{2}})\s*年?度?(?:的)?(?:我.{{1,4}}|本.{{1,4}})?{_REPORT}")
_PERIOD = re.compile(r"((?:19|20)\d{2})\s*年\s*1\s*月\s*1\s*日\s*(?:起)?\s*[至到—\-~]")  # 2012年1月1日至
_COLUMN_YEAR = re.compile(r"((?:19|20)\d{2})年发生数")
_DATE = re.compile(r"(?P<y>(?:19|20)\d{2})\s*[年./-]\s*(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})\s*日?")
_CHINESE_DATE = re.compile(
    r"(?P<y>20\d{2})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"  # the year made Arabic
)
_UNIT_WORD = r"[一-鿿]{2,24}?<<bodies-that-sign>>"
_UNIT_END = Grammar("<<names-of-units-end>>$")
_ASK = Grammar(rf"<<whom-to-write-to>>\s*(?P<unit>{_UNIT_WORD})")  # 请与松岭县教育局
_SIGNED = Grammar(rf"{_UNIT_WORD}\s*(\S.*)")  # 松岭县教育局2013年3月1日
_SHORT = Grammar("<<short-names-of-units>>")
_MARKS_OF_A_REPORT, _NEARBY = "what-reports-speak-of", ".{0,8}"  # what may stand where a word of that list has a gap
_WITH_A_TITLE, _WITHOUT_TITLE = 2, 4  # so many of these must be there
_CONTACT = {
    # 联系地址：云河市人民路1号; 邮编：130000; 电话：0431-00000000; 网址：www.example.gov.cn
    "address": re.compile(r"(?:联系|通信|通讯|办公)?地\s*址\s*[:：]\s*([^,，;；。()（）\s]{4,60})"),
    "postcode": re.compile(r"邮\s*(?:政\s*)?编\s*码?\s*[:：]\s*(\d{6})"),
    "phone": re.compile(r"电\s*话\s*(?:号码)?\s*[:：]\s*([\d()（）—\-－、\s]{6,40}\d)"),
    "email": re.compile(r"(?:邮\s*箱|E-?mail|电子邮件)(?:地址)?\s*[:：]\s*([\w.+\-]+@[\w.\-]+\w)", re.IGNORECASE),
    "website": re.compile(r"((?:https?://|www\.)[\w.\-]+(?:/[\w./%\-]*)?)"),  # needs no 网址： in front
}
# 松政办发〔2012〕
_CITED_NUMBER = Grammar(r"([一-鿿]{2,10}?<<documents-by-number>>)\s*[〔【\[(（［]\s*20\d{2}\s*[〕】\])）］]")
# Short names of provinces: 吉政办发 is a province's document, 松政办发 a lower place's.
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_CITIES = re.compile(  # 根据云河市人民政府
    r"(?:^|[《（(,，。、\s]|根据|按照|和|及)([一-鿿]{2,5})市人民政府", re.MULTILINE
)
_GOVERNMENT = Grammar("<<names-of-governments-end>>$")
_TOWNSHIP = Grammar("(?:乡|镇|街道)<<bodies-of-a-township>>?$")  # 青石镇便民服务中心
_NO_DISTRICT = Grammar("<<zones>>")  # 经济开发区, 高新区: 区 does not make them a district


@dataclass(frozen=True, slots=True)
class Dated:
    """A day and where it was printed."""

    day: date
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the document says of itself. What it does not say is None or empty.

    `title_index` is the block the report begins with, -1 when it has no title; `level_is_sure` tells whether a name
    or a document decided the level, or it is only likely.
    """

    title: str = ""
    title_index: int = -1
    title_location: Location = NOWHERE
    year: int | None = None
    unit_name: str = ""
    short_name: str = ""
    level: Level | None = None
    level_is_sure: bool = False
    body: Body | None = None
    title_date: Dated | None = None
    signed_date: Dated | None = None
    signed_index: int | None = None
    contact: Contact


def recognise(blocks: Sequence[Block], page_title: str = "") -> Head | None:
    """What the document says of itself; None when it is no yearly report on information disclosure."""
    text = "\n".join(_texts(blocks))
    found = _title(blocks) or _page_title(page_title)
    if not _is_report(text, has_title=found is not None):
        return None
    title = found or _Title("", -1, NOWHERE, None, "")
    year = title.year or _year(text)  # the title goes before what the text speaks of
    name = title.unit or _unit_name(blocks, text)
    level, is_sure = _level(name, text)
    signed_index, signed = _signed_date(blocks, title.index)
    return Head(
        title=title.text,
        title_index=title.index,
        title_location=title.location,
        year=year,
        unit_name=name,
        short_name=_most_common(_SHORT.of(installed_words()).findall("\n".join(_sentences(blocks)))),
        level=level,
        level_is_sure=is_sure,
        body=_body(name),
        title_date=_title_date(blocks, title.index),
        signed_date=signed,
        signed_index=signed_index,
        contact=_contact(text),
    )


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    index: int
    location: Location
    year: int | None
    unit: str


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, PublishedTable):
            yield from (cell.text for cell in block.cells)
        elif block.kind in ("body", "footnote"):  # headers and comments do not speak for the report
            yield block.text


def _sentences(blocks: Sequence[Block]) -> Iterator[str]:
    """Paragraphs with a full stop: labels of tables do not speak for the unit."""
    return (block.text for block in blocks if isinstance(block, Paragraph) and "。" in block.text)


def _is_report(text: str, *, has_title: bool) -> bool:
    marks = (expression(word, _NEARBY) for word in installed_words()[_MARKS_OF_A_REPORT])
    found = sum(re.search(mark, text) is not None for mark in marks)
    return "信息公开" in text and found >= (_WITH_A_TITLE if has_title else _WITHOUT_TITLE)


def _title(blocks: Sequence[Block]) -> _Title | None:
    """The first line that reads as a report's title: alone with its unit, else over two or three lines, else alone."""
    lines = [
        (i, block)
        for i, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.kind == "body" and block.text and block.cells is None
    ]
    without_unit: _Title | None = None
    unit_end = _UNIT_END.of(installed_words())
    for count in (1, 2, 3):  # lines: unit and title may stand apart
        for position in range(len(lines) - count + 1):
            found = _title_of(lines[position : position + count])
            # a unit over two lines must read as a unit, or a sentence would do
            if found is not None and (unit_end.search(found.unit) or (count == 1 and len(found.unit) > 1)):
                return found
            without_unit = without_unit or found
    return without_unit


def _title_of(lines: Sequence[tuple[int, Paragraph]]) -> _Title | None:
    if any(len(line.text) > 80 for _, line in lines):  # a line of text, not of a title
        return None
    match = _title_match("".join(_tight(line.text) for _, line in lines))
    return _Title(match[0], lines[-1][0], lines[0][1].location, match[1], match[2]) if match else None


def _title_match(text: str) -> tuple[str, int, str] | None:
    text = arabic_years(text)
    if len(text) > 90:
        return None
    for pattern in _TITLES:
        match = pattern.of(installed_words()).fullmatch(text)
        if match:
            unit = match["unit"].strip("关于的 :：·-—《》")
            if not re.search(r"[,，。;；]|根据|按照|\d{4}", unit):  # 根据…, or a sentence: no name of a unit
                return text, int(match["year"]), unit
    return None


def _page_title(page_title: str) -> _Title | None:
    for piece in re.split(r"[_|｜—]| - |--", page_title):  # 年度报告_松岭县人民政府; 年度报告 - 信息公开
        match = _title_match(_tight(piece))
        if match is not None:
            return _Title(match[0], -1, NOWHERE, match[1], match[2])
    return None


def _tight(text: str) -> str:
    return "".join(text.split())


def _year(text: str) -> int | None:
    """The report year where the title does not say it: the period, the column's heading, the year most spoken of."""
    text = arabic_years(text)
    for pattern in (_PERIOD, _COLUMN_YEAR):
        years = pattern.findall(text)
        if years:
            return int(_most_common(years))
    years = _YEAR_IN_TEXT.of(installed_words()).findall(text)
    return int(_most_common(years)) if years else None


def _unit_name(blocks: Sequence[Block], text: str) -> str:
    """The unit's name where the title has none: whom the preface asks to write to, or whose table is appended."""
    asked = _ASK.of(installed_words()).search(text)
    if asked:
        return asked["unit"]
    appendix = _APPENDIX_TITLE.of(installed_words())
    paragraphs = [_tight(block.text) for block in blocks if isinstance(block, Paragraph) and len(block.text) < 80]
    for first, second in zip(paragraphs, [*paragraphs[1:], ""], strict=False):
        match = appendix.fullmatch(first) or appendix.fullmatch(first + second)
        if match:
            return match["unit"]
    return ""


def _most_common(words: Sequence[str]) -> str:
    return Counter(words).most_common(1)[0][0] if words else ""


def _body(name: str) -> Body | None:
    if not name:
        return None
    if _GOVERNMENT.of(installed_words()).search(name) or "政府办公" in name:
        return Body.GOVERNMENT
    return Body.DEPARTMENT


def _level(name: str, text: str) -> tuple[Level | None, bool]:
    """The level by the unit's name, then by whose notices the report follows; and whether that is sure."""
    if _TOWNSHIP.of(installed_words()).search(name):
        return Level.TOWNSHIP, True
    # 云河省教育厅, but not 云河省松岭县教育局
    if re.match(r"[一-鿿]{2,8}(?:省|自治区)(?![一-鿿]*[市县区州盟旗])", name) or name.endswith("厅"):
        return Level.PROVINCIAL, True
    own = _NO_DISTRICT.of(installed_words()).sub("", name)
    # 松岭县…, 云河市青石区…, 云河市松岭市…: a county, its district and a city under a city; 县 alone names nothing.
    if re.match(r"[一-鿿]*?(?:县|[市州][一-鿿]{1,5}区|自治旗|旗|[市州盟][一-鿿]{1,4}市)", own) and not name.startswith(
        "县"
    ):
        return Level.COUNTY, True
    if re.match(r"[一-鿿]{1,6}?(?:市|州|盟|地区)", own):
        return _of_a_city(own, text)
    if re.match(r"[一-鿿]{1,5}区", own):  # a district of a city that the name leaves out
        return Level.COUNTY, False
    return _by_notices(text)


def _of_a_city(name: str, text: str) -> tuple[Level, bool]:
    """A city is a prefecture, or a county under another city whose government the report speaks of."""
    own = re.match(r"(?:[一-鿿]{2,3}省)?([一-鿿]{1,5}?)市", name)
    # its text speaks of another city's government: that of the city above
    if own and any(not city.endswith(own[1]) for city in _cities(text)):
        return Level.COUNTY, False
    return Level.MUNICIPAL, own is None


def _cities(text: str) -> set[str]:
    """The cities whose governments are named in full."""
    found = {re.sub(r"^(?:根据|按照|依据|遵照|和|及|与|向|由|经)", "", name) for name in _CITIES.findall(text)}
    return {city for city in found if len(city) > 1 and _is_place(city)}


def _is_place(city: str) -> bool:
    return not re.search(r"[我本全各对按在由向和与及的为省国据]", city)  # 我市, 本市, 全市, 各市 name no city


def _by_notices(text: str) -> tuple[Level | None, bool]:
    """A notice of a city's office beside one of a lower place (舒政…) is followed by a county's department."""
    prefixes = {number for number in _CITED_NUMBER.of(installed_words()).findall(text) if "政" in number}
    of_city = any("市政" in number for number in prefixes) or bool(_cities(text))
    # 松政办发, 青松政发: one or two characters name the place
    local = [n for n in prefixes if not re.search(r"[国市省]|^.{0,2}?(?:中办|新)", n) and n.index("政") in (1, 2)]
    lower = [number for number in local if number[0] not in _PROVINCES]
    if of_city and lower:
        return Level.COUNTY, False
    if of_city and any("市政" in number for number in prefixes):
        return Level.MUNICIPAL, False
    return None, False


def _contact(text: str) -> Contact:
    found = {}
    for name, pattern in _CONTACT.items():
        match = pattern.search(text)
        found[name] = match[1].strip() if match else ""
    return Contact(**found)


def dated(text: str) -> date | None:
    """The day a line consists of: 2017年2月22日, (2017-2-22), 二〇一七年二月二十二日. None for any other text."""
    line = _tight(text).strip("()（）[]【】")
    match = _DATE.fullmatch(line)
    if match:
        return _day(int(match["y"]), int(match["m"]), int(match["d"]))
    match = _CHINESE_DATE.fullmatch(arabic_years(line))
    if match:
        month, day = (int(chinese_number(match[name]) or 0) for name in ("m", "d"))
        return _day(int(match["y"]), month, day)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _title_date(blocks: Sequence[Block], title_index: int) -> Dated | None:
    """A day alone on one of the three lines under the title."""
    if title_index < 0:
        return None
    # a few blank lines may come first
    under = [block for block in blocks[title_index + 1 :][:12] if isinstance(block, PublishedTable) or block.text][:3]
    for block in under:
        if isinstance(block, Paragraph) and (day := dated(block.text)):
            return Dated(day, block.location)
    return None


def _signed_date(blocks: Sequence[Block], title_index: int) -> tuple[int | None, Dated | None]:
    """The last day alone on a line, or behind the unit's name, away from the title."""
    for index in range(len(blocks) - 1, max(title_index, 0) + 3, -1):  # not a day in the lines under the title
        block = blocks[index]
        # a line of text may speak of a day
        if isinstance(block, Paragraph) and block.kind == "body" and block.cells is None and len(block.text) < 40:
            day = dated(block.text) or _behind_a_name(block.text)
            if day:
                return index, Dated(day, block.location)
    return None, None


def _behind_a_name(text: str) -> date | None:
    match = _SIGNED.of(installed_words()).fullmatch(text.strip())
    return dated(match[1]) if match else None
