"""Reports made up from a pack's definition alone: typical, minimal, extreme and hostile.

Takes a pack, gives a report whose totals add up. They show what a template prints; they are nobody's figures.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from reportgen.model import (
    NOT_APPLICABLE,
    Body,
    Contact,
    Figure,
    FigureKey,
    Level,
    ReportData,
    Signatory,
    SignOff,
    Unit,
    Value,
)
from reportgen.packs import Field, Pack

_NAMES = {  # places that there are not, so that no sample is taken for somebody's report
    (Level.PROVINCIAL, Body.DEPARTMENT): ("江安省工业和信息化厅", "我厅"),
    (Level.PROVINCIAL, Body.GOVERNMENT): ("江安省人民政府", "省政府"),
    (Level.MUNICIPAL, Body.DEPARTMENT): ("云河市工业和信息化局", "我局"),
    (Level.MUNICIPAL, Body.GOVERNMENT): ("云河市人民政府", "市政府"),
    (Level.COUNTY, Body.DEPARTMENT): ("松岭县科学技术局", "我局"),
    (Level.COUNTY, Body.GOVERNMENT): ("松岭县人民政府", "县政府"),
    (Level.TOWNSHIP, Body.DEPARTMENT): ("松岭县青石镇财政所", "我所"),
    (Level.TOWNSHIP, Body.GOVERNMENT): ("松岭县青石镇人民政府", "镇政府"),
}
_CONTACT = Contact(
    address="云河市滨江路1号",
    postcode="130000",
    phone="0431-00000000",
    email="gkb@example.com",
    website="www.example.com",
)
_STEP = Signatory("信息公开办公室", "1月10日")
_LARGEST = Decimal(999_999_999)  # as wide as a cell must hold
_SENTENCE = "本年度按照职责和上级部署，逐项核对公开目录，补充更新内容，改进公开方式，方便公众查阅和使用。"
_LONG_TITLE = "工业和信息化、科学技术、商务、粮食和物资储备综合管理局（中小企业服务中心）"
HOSTILE = (
    "甲公司<R&D>中心与“乙”单位 A&B </w:t> <w:p/> ]]>",
    "{{ title }} {% for x in y %} {%p endif %} ${7*7} #[1] {# 注 #}",
    "=1+1 @SUM(A1) -2 +3 %PATH% `id` ../../etc C:\\temp",
    "𠮷野家、㐂、🀄️、é、नमस्ते、‮右到左‬、　全角空格　",
    "（一）看似标题的一行",
    "1.看似标题的一行",
    "a" * 300,
)
KINDS = ("typical", "minimal", "extreme", "hostile")


def sample(pack: Pack, kind: str) -> ReportData:
    """A report of that kind. Raises KeyError for a kind there is not."""
    return _KINDS[kind](pack)


def _typical(pack: Pack) -> ReportData:
    # all different from their neighbours, none of them large
    return _report(pack, _figures(pack, lambda index: Decimal(3 + index * 7 % 40)))


def _minimal(pack: Pack) -> ReportData:
    """Nothing happened and nobody wrote a word: every standard phrase for zero."""
    return _report(pack, _figures(pack, lambda index: Decimal(0)), contact=Contact())


def _extreme(pack: Pack) -> ReportData:
    """The longest name, the largest numbers, eight paragraphs a section."""
    name = _NAMES[pack.level, pack.body][0][:3] + _LONG_TITLE
    texts = {section.key: tuple([_SENTENCE * 4] * 8) for section in pack.sections}
    return _report(pack, _figures(pack, lambda index: _LARGEST), name=name, narrative=texts)


def _hostile(pack: Pack) -> ReportData:
    """Everything that could be taken for markup, a tag, a formula or a path: all of it is text."""
    texts = dict.fromkeys(("preface", "closing", *(section.key for section in pack.sections)), HOSTILE)
    contact = Contact(address=HOSTILE[0], postcode="<1>", phone="&", email="a@b&c", website="http://x/?a=1&b=<2>")
    figures = _figures(pack, lambda index: Decimal(index))
    return _report(pack, figures, name="云河市“R&D”<研发>局", narrative=texts, contact=contact)


def _report(
    pack: Pack,
    figures: Mapping[FigureKey, Figure],
    *,
    name: str = "",
    narrative: Mapping[str, tuple[str, ...]] | None = None,
    contact: Contact = _CONTACT,
) -> ReportData:
    own, short = _NAMES[pack.level, pack.body]
    return ReportData(
        pack_id=pack.id,
        year=pack.first_year,
        unit=Unit(code="000001", name=name or own, short_name=short, level=pack.level, body=pack.body),
        issued_on=date(pack.first_year + 1, 1, 20),
        contact=contact,
        sign_off=SignOff(prepared_by=_STEP, reviewed_by=_STEP, secrecy_reviewed_by=_STEP, approved_by=_STEP),
        figures=figures,
        narrative=narrative or {},
    )


def _figures(pack: Pack, number: Callable[[int], Decimal]) -> dict[FigureKey, Figure]:
    """Every cell: a number, - where the form prints it, the sum where a relation says so."""
    values: dict[FigureKey, Value] = {
        key: number(index) * _scale(item) if item.is_open else NOT_APPLICABLE
        for index, (key, item) in enumerate(pack.fields.items())
    }
    sums = [instance for rule in pack.rules if rule.kind == "sum" for instance in rule.instances]
    for _ in range(len(pack.fields)):  # a sum of sums needs a round for each level
        before = dict(values)
        for instance in sums:
            parts = [values[term.figure] for term in instance.alternatives[0]]
            if values[instance.left[0].figure] is not NOT_APPLICABLE:
                values[instance.left[0].figure] = sum((part for part in parts if isinstance(part, Decimal)), Decimal(0))
        if values == before:
            break
    return {key: Figure(value, raw=_raw(pack.fields[key], value)) for key, value in values.items()}


def _raw(item: Field, value: Value) -> str | None:
    """The words of cells that hold more than a number."""
    if not isinstance(value, Decimal) or not value:
        return None
    if item.measure == "text_and_count":
        return f"《政务公开》{value}期"
    return f"{value / _scale(item)}万元" if item.measure == "amount_with_unit" else None


def _scale(item: Field) -> int:
    """Amounts that name their unit are held in yuan and printed in 万元."""
    return 10_000 if item.measure == "amount_with_unit" else 1


_KINDS: Mapping[str, Callable[[Pack], ReportData]] = {
    "typical": _typical,
    "minimal": _minimal,
    "extreme": _extreme,
    "hostile": _hostile,
}
