"""How an official report looks in Word: the styles, fonts and page of GB/T 9704-2012, as WordprocessingML.

Holds the XML of the style sheet, the font table and the settings of the page; takes and gives text. What is printed in
these styles is left to `first_report.py`. Lengths are in twips, font sizes in half points.
"""

from dataclasses import dataclass
from typing import Final

from reportgen.ooxml.names import W

FANGSONG: Final = "仿宋_GB2312"
KAITI: Final = "楷体_GB2312"
HEITI: Final = "黑体"
SONGTI: Final = "宋体"
TITLE_FONT: Final = "方正小标宋简体"
DIGITS: Final = "Times New Roman"  # half as wide as a character in every reader, so that six fit a narrow column
LINE: Final = 579  # 28.95 pt: 22 lines on 225 mm
_SIZE_3: Final = 32  # 三号

# A font that is not installed gives way to the one of the system with the same letters.
_FALLBACKS = {
    FANGSONG: "仿宋",
    KAITI: "楷体",
    HEITI: "SimHei",
    SONGTI: "SimSun",
    TITLE_FONT: "方正小标宋_GBK",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style. `latin` is the font of digits, left out: the same; `indent` holds the attributes of w:ind."""

    id: str
    name: str
    font: str = FANGSONG
    latin: str = ""
    size: int = _SIZE_3
    align: str = "both"
    line: int = LINE
    indent: str = ""
    before: int = 0
    after: int = 0
    color: str = "000000"
    bold: bool = False
    outline: int | None = None
    keep_next: bool = False
    page_break: bool = False
    on_grid: bool = True
    spacing: int = 0
    next: str = ""
    custom: bool = True


# two characters: in hundredths, and in twips for readers that count none
_TWO = 'w:firstLineChars="200" w:firstLine="640"'
_NEAR = 'w:left="57" w:right="28"'
_TWO_WIDE = 'w:left="60" w:right="60"'  # two characters a line in the narrow columns
BODY_SPACING = -5  # a quarter of a point closer: 28 characters on 156 mm

STYLES: Final = (
    # 二号, as GB/T 9704 sets the title
    Style(
        id="Title",
        name="Title",
        font=TITLE_FONT,
        size=44,
        align="center",
        line=640,
        after=300,
        on_grid=False,
        next="DateLine",
        custom=False,
    ),
    Style(id="DateLine", name="标题日期", font=KAITI, align="center", after=300, next="BodyText"),
    Style(id="BodyText", name="Body Text", indent=_TWO, spacing=BODY_SPACING, custom=False),
    Style(
        id="Heading1",
        name="heading 1",
        font=HEITI,
        indent=_TWO,
        outline=0,
        keep_next=True,
        next="BodyText",
        custom=False,
    ),
    Style(
        id="Heading2",
        name="heading 2",
        font=KAITI,
        indent=_TWO,
        outline=1,
        keep_next=True,
        next="BodyText",
        custom=False,
    ),
    Style(id="Heading3", name="heading 3", indent=_TWO, outline=2, keep_next=True, next="BodyText", custom=False),
    Style(id="Heading4", name="heading 4", indent=_TWO, outline=3, keep_next=True, next="BodyText", custom=False),
    # 正文下空一行，左空二字; the lines after the first stand under the title's first character.
    Style(
        id="AttachmentNote",
        name="附件说明",
        align="left",
        indent='w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"',
        before=LINE,
        keep_next=True,
    ),
    # 正文或附件说明下空一行，右空二字
    Style(
        id="Signature",
        name="Signature",
        align="right",
        indent='w:rightChars="200" w:right="640"',
        before=LINE,
        keep_next=True,
        next="Date",
        custom=False,
    ),
    # 成文日期右空四字
    Style(id="Date", name="Date", align="right", indent='w:rightChars="400" w:right="1280"', custom=False),
    Style(id="AttachmentMark", name="附件标志", font=HEITI, align="left", page_break=True, next="AttachmentTitle"),
    Style(
        id="AttachmentTitle",
        name="附件标题",
        font=TITLE_FONT,
        size=36,
        align="center",
        line=600,
        before=240,
        after=160,
        keep_next=True,
        on_grid=False,
    ),
    Style(
        id="TableTitle",
        name="表题",
        font=HEITI,
        size=28,
        align="left",
        line=400,
        before=140,
        after=40,
        keep_next=True,
        on_grid=False,
    ),
    Style(id="TableHead", name="表头", font=HEITI, size=24, align="center", line=340, on_grid=False),
    Style(id="TableLabel", name="表格文字", size=24, align="left", indent=_NEAR, line=340, on_grid=False),
    Style(id="TableFigure", name="表格数字", latin=DIGITS, size=24, align="center", line=340, on_grid=False),
    Style(id="TableHeadSmall", name="表头（五号）", size=21, align="center", indent=_TWO_WIDE, line=270, on_grid=False),
    Style(id="TableLabelSmall", name="表格文字（五号）", size=21, align="left", indent=_NEAR, line=270, on_grid=False),
    Style(
        id="TableFigureSmall", name="表格数字（五号）", latin=DIGITS, size=21, align="center", line=270, on_grid=False
    ),
    Style(
        id="TableNote",
        name="表注",
        size=24,
        line=340,
        before=120,
        indent='w:firstLineChars="200" w:firstLine="480"',
        on_grid=False,
    ),
    Style(id="DraftMark", name="草稿标志", font=HEITI, size=28, align="center", line=340, color="C00000"),
    # 四号, in Arabic figures
    Style(id="PageNumberOdd", name="页码（单页）", font=SONGTI, size=28, align="right", line=340),
    Style(id="PageNumberEven", name="页码（双页）", font=SONGTI, size=28, align="left", line=340),
    Style(
        id="TagLine",
        name="标签行",
        size=10,
        align="left",
        line=120,
        color="A6A6A6",
        keep_next=True,
        on_grid=False,
    ),
)
BY_ID: Final = {style.id: style for style in STYLES}


def style_sheet() -> str:
    """The whole styles.xml."""
    fonts = _fonts(FANGSONG)
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:kern w:val="2"/>'
        f'<w:sz w:val="{_SIZE_3}"/><w:szCs w:val="{_SIZE_3}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:wordWrap w:val="0"/>'  # an address breaks anywhere: no stretched lines
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
        f'<w:rPr>{fonts}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="28" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="28" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{borders()}</w:tblBorders></w:tblPr></w:style>"
        f"{''.join(_style(style) for style in STYLES)}</w:styles>"
    )


def font_table() -> str:
    """The whole fontTable.xml, with what stands in for a font that is not installed."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _FALLBACKS.items()
    )
    return f'<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'


def settings() -> str:
    """The whole settings.xml: odd and even pages differ, punctuation as Chinese print sets it."""
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        # half a character, and a line, in twips
        '<w:drawingGridHorizontalSpacing w:val="158"/><w:drawingGridVerticalSpacing w:val="579"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/>'
        "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>"
        # 15: Word 2013 and later, without the looks of older ones
        '<w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def page(references: str) -> str:
    """The page: A4, 版心 156 by 225 mm, 22 lines. `references` names its headers and footers."""
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/>'
        # 37, 26, 35 and 28 mm
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1304" '
        'w:gutter="0"/>'
        f'<w:pgNumType w:start="1"/><w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )


def borders() -> str:
    """Single black lines around and between the cells."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)


def run_properties(style_id: str) -> str:
    """What each run says of itself: its East Asian font, which quotation marks and circled digits take too."""
    font = BY_ID[style_id].font
    return f'<w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="{font}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'


def _fonts(name: str, latin: str = "") -> str:
    latin = latin or name
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:eastAsia="{name}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def _style(style: Style) -> str:
    custom = ' w:customStyle="1"' if style.custom else ""
    following = f'<w:next w:val="{style.next}"/>' if style.next else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/><w:pPr>{_paragraph(style)}</w:pPr>'
        f"<w:rPr>{_run(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    flags = "<w:keepNext/>" if style.keep_next else ""
    flags += "<w:pageBreakBefore/>" if style.page_break else ""
    flags += "" if style.on_grid else '<w:snapToGrid w:val="0"/>'
    indent = f"<w:ind {style.indent}/>" if style.indent else ""
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    spacing = f'w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" w:lineRule="exact"'
    return f'{flags}<w:spacing {spacing}/>{indent}<w:jc w:val="{style.align}"/>{outline}'


def _run(style: Style) -> str:
    weight = "<w:b/><w:bCs/>" if style.bold else ""
    spacing = f'<w:spacing w:val="{style.spacing}"/>' if style.spacing else ""
    return (
        f'{_fonts(style.font, style.latin)}{weight}<w:color w:val="{style.color}"/>{spacing}'
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    )
