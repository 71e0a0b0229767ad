"""Names of units in the text: the unit's own misspelt, another's where its own belongs.

Takes a report and its text, gives findings C707 and C708.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from reportgen.checks.registry import text_check
from reportgen.checks.remarks import remark
from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.prose.passages import Passage
from reportgen.prose.report_text import ReportText
from reportgen.wording.likeness import edits, is_within
from reportgen.wording.signs import plain

_SELF = re.compile(r"[我本](局|厅|委|镇|乡|街道|院|校|中心)(?!长|员会|办公室主任|址|人|届|次|领导|地)")
_KINDS = {
    "局": "局", "厅": "厅", "委": "委", "委员会": "委", "镇": "镇", "镇人民政府": "镇", "镇政府": "镇", "乡": "乡",
    "乡人民政府": "乡", "乡政府": "乡", "街道办事处": "街道", "街道": "街道", "中心": "中心", "院": "院", "学校": "校",
}  # fmt: skip
_NAMED = re.compile(
    r"(?:现将|请与|请联系|联系|由)"
    r"(?P<name>[\u4e00-\u9fff]{3,18}?(?:局|厅|委员会|委|人民政府|办公室|中心|街道办事处))(?=\d{4}年|联系|编制|\(|，地址|，电话)"
)
_OWN_WORDS = frozenset(
    [
        "preface",
        "overview",
        "proactive",
        "requests",
        "remedies",
        "fees",
        "responses",
        "resources",
        "problems",
        "plans",
        "closing",
        "other",
    ]
)
_LONG_NAME = 9
_SHORT_NAME = 7
_WITHOUT_PLACE = 6
_PLACE = re.compile("^.{1,6}?[省市县区州盟旗](?=.{3})")
_PLACE_NAMES = ("人民政府", "街道办事处", "镇政府", "乡政府")
_LINKS = re.compile("[和与及]")
_FIELDS = (
    " 财政 民政 教育 体育 公安 司法 审计 统计 税务 国税 地税 商务 水利 水务 林业 林草 农业"
    " 农村 农机 畜牧 渔业 海洋 粮食 物价 气象 地震 环保 规划 国土 城管 住建 住房 交通 运输"
    " 公路 铁路 民航 邮政 烟草 文化 旅游 文旅 文物 广电 新闻 出版 卫生 健康 卫健 卫计 医保"
    " 医疗 药品 食品 质量 工商 安全 应急 信访 档案 史志 机关 外事 侨务 民族 宗教 扶贫 乡村"
    " 人防 消防 园林 绿化 市政 房产 供销 招商 金融 科技 知识 社保 老龄 残联 移民 能源 工信"
    " 数据 政务 行政 审批 监督 保密 国资 资产 资源 经济 合作 企业 市场 城市 城乡 建设 环境"
    " 服务 事务 劳动 人事 社会 发展 改革 计划 生产 综合 执法 土地 矿产 水产 产业 工业 信息"
    " 技术 科学 退役 就业 投资 贸易 口岸 港航 防震 人才 编制 公共 交易 采购 "
)


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C707, C708."""
    names, kind = _names(data), _kind(data.unit.name)
    spellings = tuple(_spellings(names))
    for passage in text.passages:
        yield from _misspelt(passage, spellings)
        yield from _other_units(data, passage, names, kind)


def _names(data: ReportData) -> tuple[str, ...]:
    return tuple(name for name in (data.unit.name, data.unit.short_name) if len(name) >= 4)


def _spellings(names: Sequence[str]) -> Iterator[str]:
    """The names long enough that another word is likely a slip: the unit's own, and that without the place."""
    yield from (name for name in names if len(name) >= _SHORT_NAME)
    local = _PLACE.sub("", names[0]) if names else ""
    if len(local) >= _WITHOUT_PLACE and local not in names:
        yield local


def _misspelt(text: Passage, spellings: Sequence[str]) -> Iterator[Finding]:
    """C707: the unit's own name with a character too few, too many, or wrong."""
    ends: set[int] = set()
    for name in spellings:
        for written, at in _alike(text.text, name):
            if at + len(written) not in ends:
                ends.add(at + len(written))
                yield remark("C707", text, at, at + len(written), name=written, nearest=name)


def _alike(text: str, name: str) -> Iterator[tuple[str, int]]:
    head, tail = name[:3], name[-2:]
    at = text.find(head)
    while at >= 0:
        if text.startswith(name, at):
            at = text.find(head, at + len(name))
            continue
        written = _spelling(text, at, name, tail)
        if written is not None:
            yield written, at
        at = text.find(head, at + 1)


def _spelling(text: str, at: int, name: str, tail: str) -> str | None:
    for length in range(len(name) - 2, len(name) + 3):
        written = text[at : at + length]
        if len(written) == length and written[-1] == name[-1] and _is_slip(written, name, tail):
            return written
    return None


def _is_slip(written: str, name: str, tail: str) -> bool:
    if len(name) < _LONG_NAME and _LINKS.sub("", written) == _LINKS.sub("", name):
        return False  # 发展改革局 of 发展和改革局
    distance = edits(written, name)
    if distance == 1:
        return len(written) != len(name) or sorted(written) == sorted(name) or not _is_of_another_field(written, name)
    return distance == 2 and len(written) != len(name) and len(name) >= _LONG_NAME and written.endswith(tail)


def _is_of_another_field(written: str, name: str) -> bool:
    """True where the character that differs makes another body's name: 林务 is a slip of 水务, 林业 of 水业 is not."""
    if name.endswith(_PLACE_NAMES):
        return True  # another place
    at = next(at for at, (one, other) in enumerate(zip(written, name, strict=True)) if one != other)
    pairs = (written[max(0, at - 1) : at + 1], written[at : at + 2])
    return any(f" {pair} " in _FIELDS for pair in pairs) or written[at] in "一二三四五六七八九十东西南北中"


def _other_units(data: ReportData, text: Passage, names: Iterable[str], kind: str | None) -> Iterator[Finding]:
    """C708: 我委 in the report of a 局; another unit named as the one that reports."""
    own = plain(data.unit.short_name)
    strange = (match for match in _SELF.finditer(text.text) if kind and match[1] != kind and match[0] != own)
    match = next(strange, None)
    if match is not None and text.section in _OWN_WORDS:
        yield remark("C708", text, *match.span(), name=match[0], nearest=data.unit.short_name or data.unit.name)
    if text.section not in {"preface", "closing"} or not data.unit.name:
        return
    for named in _NAMED.finditer(text.text):
        if not _is_own(named["name"], data.unit.name, names):
            yield remark("C708", text, *named.span("name"), name=named["name"], nearest=data.unit.name)


def _kind(name: str) -> str | None:
    for ending in sorted(_KINDS, key=len, reverse=True):
        if name.endswith(ending):
            return _KINDS[ending]
    return None


def _is_own(named: str, name: str, names: Iterable[str]) -> bool:
    """True for the unit's name, a short form of it, an office of it, or the office that represents it."""
    core = name.removesuffix("人民政府")
    if any(own in named or named in own for own in (*names, core)) or named.endswith(("办公室", "中心")):
        return True
    return is_within(named, name)  # 市工信局 of 市工业和信息化局
