"""Quantities in Chinese prose: 579条, 5,977 条, 一百一十七件, 1.2万次, 两件, 二十余条, 49.2%, 百分之五.

Takes a paragraph in plain signs (`prose.plain`), gives its quantities in order. Dates, document and telephone numbers,
ordinals, articles of law, periods of time, and what stands in book-title marks or quotes are none. What a quantity
speaks of is left to `mentions.py`.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from reportgen.wording.numerals import POWERS, chinese_number

Kind = Literal["count", "share", "points"]

# Measure words, the longer before those they begin with: a number takes the first that fits.
_UNITS = (
    "个百分点|百分点|个工作日|工作日|万元|亿元|元|人次|人数|条次|场次|篇次|件次|次数|条|件|次|人|名|位|期|份|个|项|宗|起|篇|册|场|家|处|班|部|户|例|本|卷|幅|张|版|"
    "辆|台|所|支|届|类|种|批|轮|页|字|组|座|间|套|块|倍|天|小时|分钟|年|月|日|号|点|度|级|条目|人员"
)
# After these a number is a time, a grade or a turn, and no count: 20个工作日, 第3届.
_NO_UNITS = frozenset(
    {"个工作日", "工作日", "天", "小时", "分钟", "年", "月", "日", "号", "点", "度", "级", "届", "轮"}
)
# No run of numerals is read that is longer than 24: what takes no unit at its end would be begun again at each.
# What looks like a number and counts nothing, in the order of the lines: addresses; titles and quotes; 〔2023〕12号;
# years and dates, in digits and in characters; telephone numbers; 第3条; 三分之二; 15个工作日内; 2×3; 3号楼; 1、 before
# a word; set phrases (一次性告知, 三公经费); 八个方面; words that hold a numeral (十分, 百姓).
_MASKED = r"""
    https?://[^\s，。;)》]+ | www\.[\w./-]+ | [A-Za-z0-9][A-Za-z0-9_.+-]*@[\w.-]+ | [A-Za-z]+
  | 《[^》]{0,60}》 | “[^”]{0,30}” | "[^"\u4e00-\u9fff]{0,30}"
  | [〔\[【(]\s*(?:19|20)\d\d\s*[〕\]】)]\s*第?\s*\d+\s*号?
  | (?:19|20)\d\d\s*年度?(?:\s*(?:上半年|下半年|\d{1,2}\s*月(?:份|\s*\d{1,2}\s*日)?))?
  | [二一][〇零○Ｏ0一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)?
  | \d{1,2}\s*月(?:份|底|初|\s*\d{1,2}\s*日)? | \d{1,2}\s*日(?!均)
  | (?<!\d)(?:\(?0\d{2,3}\)?-?\d{7,8}|\d{3,4}-\d{7,8}|1[3-9]\d{9})(?!\d)
  | (?:电话|传真|邮编|邮政编码|热线|号码)[^，。;\d]{0,6}\d[\d-]{4,}
  | 第\s*(?:\d+|[一二三四五六七八九十百零]{1,24})\s*(?:条|项|款|章|节|次|届|个|批|期|号|轮|季度|名|位|类|部分)?
  | (?:\d+|[一二三四五六七八九十]{1,24})分之(?:\d+|[一二三四五六七八九十]{1,24}) (?<!百分之.)
  | (?:\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,24})\s*(?:多|余)?\s*(?:个\s*)?
    (?:工作日|小时|分钟|天|个月|周年|周岁)(?:内|以内|之内)?
  | \d+\s*[×xX*]\s*\d+ | \d+号(?:楼|院|窗口|文)? | \d+[、.](?=\s*[\u4e00-\u9fff])
  | 一次性|一件事|一条龙|一站式|一体化|一网通办|一网|一窗|一户一|一事一|一条心|一个窗口|一个视角|最多跑一次|跑一次
  | 零次跑|三审三校|五公开|三公|三安全一稳定|三类内部|四类过程性
  | [五六七八九]类[过内]|(?:\d+|[一二三四五六七八九十]{1,24})\s*个?大?(?:部分|方面|大类|要素|统一|环节|领域|层面)
  | 十分|百分百|百姓|千方百计|万众|一万年|千家万户|万无一失|一一|三三|四五
"""
# A number with its measure word, a share, or what is masked: 1,205件, 1.2万次, 一百一十七件, 49.2%, 百分之五.
_TOKEN = re.compile(
    rf"""
    (?=[\d一二两三四五六七八九十百千零〇万亿《“"〔\[【(第电传邮热号最跑A-Za-z])
    (?:
    (?P<mask>{_MASKED})
  | (?P<share>\d+(?:\.\d+)?)\s*%
  | 百分之(?P<spoken_share>[零〇一二两三四五六七八九十百点]{{1,24}}|\d+(?:\.\d+)?)
  | (?P<figure>\d{{1,3}}(?:，\d{{3}})+(?![\d，])(?:\.\d+)?|\d+(?:\.\d+)?)(?P<more>\s*(?:余|多|几)?\s*)
    (?P<times>百万|千万|[十百千万亿](?!分))?(?P<rest>\s*(?:余|多|几)?\s*)(?P<unit>{_UNITS})?
  | (?P<spoken>[零〇一二两三四五六七八九十百千万亿]{{1,24}})(?P<odd>余|多|几)?\s*(?P<spoken_unit>{_UNITS})
    )
    """,
    re.VERBOSE,
)
# A sign that any of them begins with; a paragraph without one holds no number, and is not read.
_START = re.compile(r"[\d一二两三四五六七八九十百千零〇万《“\"〔\[【(hw第电传邮热号最跑A-Za-z]")
# Not the exact number: 约[300条], 不少于[5次]; [300条]左右, [20]余[条].
_ABOUT_BEFORE = re.compile(r"(?:约|大约|近|将近|超过|超|逾|不少于|不低于|至少|多达|高达|突破|近乎|几)\s*(?:为|有)?\s*$")
_ABOUT_AFTER = re.compile(r"\s*(?:左右|上下|以上|以下|以内|之内|余|多(?!次|出|了|\s*\d))")
# With these 一 is rather an article than a number: 一项制度, 一批文件; unless something is counted before it: 收到一件.
_IDIOM_UNITS = frozenset("项起套种批个次支类家本处台张部层页组座间块")
_COUNTS_ONE = re.compile(
    "(?:收到|发生|召开|举办|举行|组织|开展|受理|答复|公开|产生|为|共|申请|案件|培训|会议|诉讼|复议|设立|设置|会)了?$"
)
_NOT_BEFORE_SPOKEN = re.compile(r"[第每逐某这那同另任哪之唯统专单]$")  # 每一件, 这两项
_RANGE = re.compile(r"\d\s*(?:-|~|～|至|到)\s*$")  # 3至[5件]
# Measure words that count the same thing as another.
_ALIKE = {"条次": "条", "件次": "件", "份": "件", "宗": "件", "起": "件"}
BEYOND_COUNTING = 10**16  # no report counts so far, and no reckoning with decimals is exact much beyond
_MONEY = {"元": 1, "万元": 10**4, "亿元": 10**8}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its measure word, at `start` to `end` of the paragraph.

    `kind` tells counts from percentages and percentage points. Money is in 元 (`unit` 元). `give` is how far the true
    value may lie from the printed one because it is rounded (1.2万); `approximate` ones (二十余条, 近300条) are held
    against nothing.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    kind: Kind = "count"
    approximate: bool = False
    give: Decimal = Decimal(0)
    spoken: bool = False

    @property
    def measure(self) -> str:
        """The measure word, those that count the same thing as one: 份, 宗 and 起 count 件."""
        return _ALIKE.get(self.unit, self.unit)

    @property
    def digits(self) -> int:
        """How many digits are printed after the point."""
        return max(0, -int(self.value.as_tuple().exponent))


def find(text: str) -> tuple[Quantity, ...]:
    """The quantities of a paragraph, in order.

    >>> [(item.text, str(item.value)) for item in find("收到1，205件，办结一百一十七件，占49.2%，费用1.2万元。")]
    [('1，205件', '1205'), ('一百一十七件', '117'), ('49.2%', '49.2'), ('1.2万元', '12000.0')]
    """
    if _START.search(text) is None:
        return ()
    found: list[Quantity] = []
    for match in _TOKEN.finditer(text):
        if match["mask"] is not None:
            continue
        quantity = _quantity(text, match)
        if quantity is None:
            continue
        is_range = _RANGE.search(text, max(0, quantity.start - 4), quantity.start)
        is_vague = is_range or abs(quantity.value) >= BEYOND_COUNTING
        found.append(replace(quantity, approximate=True) if is_vague else quantity)
    return tuple(found)


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    if match["share"] is not None:
        return _share(text, match, Decimal(match["share"]))
    if match["spoken_share"] is not None:
        written = match["spoken_share"]
        value = Decimal(written) if written[0].isdigit() else chinese_number(written)
        return None if value is None else _share(text, match, value)
    return _spoken(text, match) if match["spoken"] is not None else _figure(text, match)


def _share(text: str, match: re.Match[str], value: Decimal) -> Quantity:
    about = _is_about(text, match.start(), match.end())
    return Quantity(match.start(), match.end(), match[0], value, "%", "share", about)


def _figure(text: str, match: re.Match[str]) -> Quantity | None:
    unit = match["unit"] or ""
    if unit in _NO_UNITS:
        return None
    before = text[match.start() - 1] if match.start() else ""
    if not unit and (match["times"] or not _stands_alone(text, match, before)):
        return None
    if before and (before in "./" or (before.isascii() and before.isalnum())):
        return None
    written = match["figure"]
    if "分别" in text[max(0, match.start() - 12) : match.start()] and "，" in written:
        return None
    value = Decimal(written.replace("，", ""))
    times = POWERS[match["times"]] if match["times"] else 1
    exact = times == 1 or (unit in _MONEY and not _digits(value))  # 2万元 is no rounded 1.5万元
    give = Decimal(0) if exact else Decimal(times).scaleb(-_digits(value)) / 2
    about = bool(match["more"].strip() or match["rest"].strip()) or _is_about(text, match.start(), match.end())
    return _made(match, value * times, unit, give, about, spoken=False)


def _spoken(text: str, match: re.Match[str]) -> Quantity | None:
    unit, written = match["spoken_unit"], match["spoken"]
    value = chinese_number(written)
    if value is None or unit in _NO_UNITS or _NOT_BEFORE_SPOKEN.search(text[: match.start()][-1:]):
        return None
    if (
        written == "一"
        and unit in _IDIOM_UNITS
        and not _COUNTS_ONE.search(text[max(0, match.start() - 4) : match.start()])
    ):
        return None  # 一项, 一批, 一系列: words, not counts
    if written == "一" and text[: match.start()].endswith(("没有", "无", "未有")):
        return None  # 没有一件: none
    about = bool(match["odd"]) or _is_about(text, match.start(), match.end())
    return _made(match, value, unit, Decimal(0), about, spoken=True)


def _made(match: re.Match[str], value: Decimal, unit: str, give: Decimal, about: bool, *, spoken: bool) -> Quantity:
    if unit in {"个百分点", "百分点"}:
        return Quantity(match.start(), match.end(), match[0], value, "百分点", "points", about)
    if unit in _MONEY:
        rounding = Decimal(0) if unit == "元" else Decimal(_MONEY[unit]).scaleb(-_digits(value)) / 2
        value, give, unit = value * _MONEY[unit], max(give, rounding), "元"
    return Quantity(match.start(), match.end(), match[0].strip(), value, unit, "count", about, give, spoken)


def _stands_alone(text: str, match: re.Match[str], before: str) -> bool:
    """True for a bare number after a Chinese word and before a stop: `经费投入为0。`, `部分公开67，占`."""
    after = text[match.end() :].lstrip()[:1]
    return "\u4e00" <= before.strip() <= "\u9fff" and (after == "" or after in "，。;、)")


def _is_about(text: str, start: int, end: int) -> bool:
    return bool(_ABOUT_BEFORE.search(text, max(0, start - 6), start) or _ABOUT_AFTER.match(text, end))


def _digits(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))
