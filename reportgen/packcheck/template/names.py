"""Every name a Word template of a pack may use: what it prints, of which kind, with an example.

Takes a pack, gives its names. One list for `pack fields`, for the lint and for the manual; what a name prints for one
report is left to `compose`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reportgen.packs import Field, Pack, dated
from reportgen.wording import chinese

Kind = Literal["text", "paragraphs", "section", "figure"]

# Name, Chinese label, example. Every template may use them; which it must, `references.py` says.
_TEXTS = (
    ("title", "报告标题", "云河市工业和信息化局2012年政府信息公开工作年度报告"),
    ("date_line", "标题下的日期，带括号", "（2013年2月20日）"),
    ("signature", "署名", "云河市工业和信息化局"),
    ("date", "成文日期", "2013年2月20日"),
    ("year", "报告年度", "2012"),
    ("previous_year", "上一年度", "2011"),
    ("next_year", "下一年度", "2013"),
    ("unit_name", "单位全称", "云河市工业和信息化局"),
    ("unit_short_name", "单位简称", "我局"),
    ("draft_mark", "草稿标志，正式文件中为空；每一页眉都要有", ""),
    ("attachment_mark", "“附件”二字", "附件"),
    ("attachment_note", "正文后的附件说明", "附件：统计表"),
    ("attachment_title", "附件标题", "政府信息公开情况统计表（2012年度）"),
    ("address", "地址", "云河市滨江路1号"),
    ("postcode", "邮编", "130000"),
    ("phone", "电话", "0431-00000000"),
    ("email", "电子邮箱", "gkb@example.com"),
    ("website", "网站", "http://www.example.com"),
    ("prepared_by", "填报人", "信息公开办公室"),
    ("reviewed_by", "审核人", "信息公开办公室"),
    ("secrecy_reviewed_by", "保密审查人", "信息公开办公室"),
    ("approved_by", "签发人", "信息公开办公室"),
    ("prepared_on", "填报日期", "1月10日"),
)
_BLOCKS = (("preface", "前言的各段"), ("closing", "结束语的各段"))
TEXT_NAMES = tuple(name for name, _, _ in _TEXTS)
BLOCK_NAMES = tuple(name for name, _ in _BLOCKS)
SECTION_TEXTS = ("heading", "number", "title")
PARAGRAPH_TEXTS = ("text", "level")
_EXAMPLES = {"amount_wan": "12.5", "amount_yuan": "128.5", "signed_count": "-3", "text_and_count": "《动态》50期"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as it stands in a tag. `unit` is the measure of a figure, `where` the table or section it belongs to."""

    name: str
    label: str
    kind: Kind
    example: str
    unit: str = ""
    where: str = ""

    @property
    def tag(self) -> str:
        """What to type in Word; paragraphs take a loop, which `pack fields -o FILE.docx` writes out."""
        return f"{{%p for p in {self.name} %}}" if self.kind == "paragraphs" else f"{{{{ {self.name} }}}}"


def names(pack: Pack) -> tuple[Name, ...]:
    """Every name, in the order of the document."""
    return (*_texts(), *_blocks(), *_sections(pack), *(_figure(item, pack) for item in pack.fields.values()))


def _texts() -> Iterator[Name]:
    return (Name(name=name, label=label, kind="text", example=example) for name, label, example in _TEXTS)


def _blocks() -> Iterator[Name]:
    return (Name(name=name, label=label, kind="paragraphs", example="") for name, label in _BLOCKS)


def _sections(pack: Pack) -> Iterator[Name]:
    for index, section in enumerate(pack.sections, 1):
        number, title = chinese(index), section.heading
        texts = (("heading", "标题", f"{number}、{title}"), ("number", "编号", number), ("title", "标题文字", title))
        for part, label, example in texts:
            yield Name(
                name=f"{section.key}.{part}",
                label=f"“{title}”部分的{label}",
                kind="section",
                example=example,
                where=section.heading,
            )
        yield Name(
            name=f"{section.key}.body",
            label=f"“{title}”部分的各段",
            kind="paragraphs",
            example="",
            where=section.heading,
        )


def _figure(item: Field, pack: Pack) -> Name:
    return Name(
        name=figure_name(item),
        label=dated(item.label, pack.first_year),
        kind="figure",
        example=_EXAMPLES.get(item.measure, "12") if item.is_open else "-",
        unit=item.row.unit or item.column.unit,
        where=pack.table(item.table).sheet,
    )


def figure_name(item: Field) -> str:
    """A figure's name in a tag: r5_1.annual."""
    return f"{item.row.tag}.{item.column.code}"
