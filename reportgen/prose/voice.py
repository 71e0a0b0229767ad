"""Who speaks in a report's text, and of which year: own names and years as general words.

Takes a report's data, gives a voice that turns 2011年 into 上年 and the unit's own name into 我局. What the words then
speak of is left to `mentions.py`.
"""

import re
from dataclasses import dataclass

from reportgen.model import Body, Level, ReportData
from reportgen.wording.likeness import is_within

_NAMED = re.compile(
    "(?:^|[，、;]|其中:?)(?P<name>[^，、;#的我本]{2,9}(?:局|委|委员会|厅|镇|乡|街道|中心|公司|院|学校|法院))"
    "(?:共|全年|累计|共计|收到|受理|答复|办理|公开|发布|接收|召开|举办|组织|开展|新收|$)"
)
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年度?")
_REGION = re.compile("^.{1,8}?[省市县区](?=.{2})")
_SPACE = re.compile(r"\s+")
_TITLE = re.compile("《[^》]*》")
_QUOTED = re.compile("“[^”]*”")
_QUOTED_WORD = re.compile(r"“([^”\d]{2,12})”(?=(?:的|类|申请|答复|情形|信息|共|计|为|有)*$)")  # “不予公开”的3件
_WHOLE_YEAR = re.compile("(?:自|从)?(?:本年)?1月1日(?:起|以来)?(?:截?[至到止])")
_YEAR_END = re.compile("(?:本年)?12月(?:31日|底|末)(?:止|期间)*")
_ANY_WAY = re.compile(
    "(?<!其中，)(?<!其中)通过[^，。;:#]{2,24}?[、和及与][^，。;:#]{1,12}?等(?:多种|各种|多个|不同)*(?:方式|形式|渠道|途径)"
    "(?=[^，。;:#]{0,8}(?:受理|收到|接收|接到|提交|提出))"
)
_ANYBODY = re.compile("(?:公民|自然人|个人|群众)[、和]?法人(?:和|或者|或|及|以及|与|、)其[他它]组织")
_OF_WHICH_THIS_YEAR = re.compile("其中[，:]?(?=本年)")
_SINCE_THE_RULES = re.compile("(?:自|从)?2008年5月1日(?:《[^》]*》|[^，。;\\d]){0,12}?(?:起|以来|至今|以后|后)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, and of which year: what turns 2011年 into 上年 and the unit's own name into 我局."""

    year: int
    names: tuple[str, ...]
    has_offices: bool

    @classmethod
    def of(cls, data: ReportData) -> "Voice":
        """The voice of a report."""
        short = _REGION.sub("", data.unit.name)
        names = tuple(name for name in (data.unit.name, data.unit.short_name, short) if len(name) > 2)
        has_offices = data.unit.body is Body.GOVERNMENT and data.unit.level is not Level.TOWNSHIP
        return cls(data.year, names, has_offices)

    def canonical(self, text: str) -> str:
        """The words to match: without spaces, titles and quotes emptied, years and own names in general words."""
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
            text = _ANY_WAY.sub("", text)
        if "法人" in text:
            text = _ANYBODY.sub("社会公众", text)
        return _OF_WHICH_THIS_YEAR.sub("", text) if "其中" in text else text

    def names_another(self, before: str) -> bool:
        """True where the words name a body that is not the unit by a shorter name: 区教育局."""
        return any(not is_within(match["name"], self.names[0]) for match in _NAMED.finditer(before) if self.names)

    def _year(self, match: re.Match[str]) -> str:
        distance = int(match[1]) - self.year
        return {0: "本年", -1: "上年", 1: "下年"}.get(distance, "他年")
