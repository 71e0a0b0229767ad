"""Who speaks in a report's text, and of which year: own names and years as general words.

Takes a report's data, gives a voice that turns 2011年 into 上年 and the unit's own name into 我局. What the words then
speak of is left to `mentions.py`.
"""

import re
from dataclasses import dataclass

from reportgen.model import Body, Level, ReportData
from reportgen.packs.words import Grammar, Lists
from reportgen.wording.likeness import is_within

# A body by name, and what it did or where the words end: 其中区教育局[收到申请3件].
_NAMED = Grammar(
    "(?:^|[，、;]|其中:?)(?P<name>[^，、;#的我本]{2,9}<<ends-of-names>>)(?:共|全年|累计|共计|公开|答复|<<doings>>|$)"
)
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年度?")  # 2023年, 2023 年度
_REGION = re.compile("^.{1,8}?[省市县区](?=.{2})")  # 松岭县[教育局]: what a name may do without
_SPACE = re.compile(r"\s+")
_TITLE = re.compile("《[^》]*》")  # 《政府信息公开条例》
_QUOTED = re.compile("“[^”]*”")  # “互联网+”
_QUOTED_WORD = re.compile(r"“([^”\d]{2,12})”(?=(?:的|类|申请|答复|情形|信息|共|计|为|有)*$)")  # “不予公开”的[3件]
_WHOLE_YEAR = re.compile("(?:自|从)?(?:本年)?1月1日(?:起|以来)?(?:截?[至到止])")  # 自1月1日起至[12月31日]
_YEAR_END = re.compile("(?:本年)?12月(?:31日|底|末)(?:止|期间)*")  # 本年12月31日止, 12月底
# Every way there is, which narrows nothing: 通过信函、网络等方式[收到申请3件], but not 其中通过….
_ANY_WAY = Grammar(
    "(?<!其中，)(?<!其中)通过[^，。;:#]{2,24}?[、和及与][^，。;:#]{1,12}?等(?:多种|各种|多个|不同)*<<ways>>"
    "(?=[^，。;:#]{0,8}(?:受理|收到|接收|接到|提交|提出))"
)
# The law's words for all who may apply: 公民、法人和其他组织.
_ANYBODY = re.compile("(?:公民|自然人|个人|群众)[、和]?法人(?:和|或者|或|及|以及|与|、)其[他它]组织")
_OF_WHICH_THIS_YEAR = re.compile("其中[，:]?(?=本年)")  # [累计90条，]其中[本年20条]: a number of its own
# Since there is such a thing as disclosure: 自2008年5月1日《条例》施行以来.
_SINCE_THE_RULES = re.compile("(?:自|从)?2008年5月1日(?:《[^》]*》|[^，。;\\d]){0,12}?(?:起|以来|至今|以后|后)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, and of which year: what turns 2011年 into 上年 and the unit's own name into 我局.

    `words` are the lists that the pack's texts are read with.
    """

    year: int
    names: tuple[str, ...]
    has_offices: bool
    words: Lists

    @classmethod
    def of(cls, data: ReportData, words: Lists) -> "Voice":
        """The voice of a report."""
        short = _REGION.sub("", data.unit.name)
        names = tuple(name for name in (data.unit.name, data.unit.short_name, short) if len(name) > 2)
        has_offices = data.unit.body is Body.GOVERNMENT and data.unit.level is not Level.TOWNSHIP
        return cls(data.year, names, has_offices, words)

    def canonical(self, text: str) -> str:
        """The words to match: without spaces, titles and quotes emptied, years and own names in general words.

        >>> ways = Lists({"ways": ("方式",)})
        >>> Voice(2023, ("松岭县教育局",), False, ways).canonical("2022年，松岭县教育局按《条例》收到 3 件")
        '上年，我局按《》收到3件'
        """
        for name in self.names:
            text = text.replace(name, "我局")
        if "《" in text:
            text = _TITLE.sub("《》", text)
        if "“" in text:
            text = _QUOTED.sub("“”", _QUOTED_WORD.sub(r"\1", text))
        text = _SPACE.sub("", text)
        if "5月1日" in text:
            text = _SINCE_THE_RULES.sub("以来", text)
        text = _YEAR.sub(self._year, text).replace("各类", "各种")
        if "12月" in text:
            text = _YEAR_END.sub("年底", _WHOLE_YEAR.sub("", text))
        if "通过" in text and "等" in text:
            text = _ANY_WAY.of(self.words).sub("", text)
        if "法人" in text:
            text = _ANYBODY.sub("社会公众", text)
        return _OF_WHICH_THIS_YEAR.sub("", text) if "其中" in text else text

    def names_another(self, before: str) -> bool:
        """True where the words name a body that is not the unit by a shorter name: 区教育局."""
        named = _NAMED.of(self.words).finditer(before)
        return any(not is_within(match["name"], self.names[0]) for match in named if self.names)

    def _year(self, match: re.Match[str]) -> str:
        distance = int(match[1]) - self.year
        return {0: "本年", -1: "上年", 1: "下年"}.get(distance, "他年")
