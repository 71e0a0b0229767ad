"""The first template of a pack is the official form: page, styles, headings, tables as printed."""

import re
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table

from reportgen.packs.printed_table import TEXT_WIDTH, grids
from reportgen.render.draw.first_report import make
from tests.render import pages, words


@pytest.fixture(params=pages.PACK_IDS)
def pack(request: pytest.FixtureRequest) -> Any:
    return pages.pack(request.param)


def opened(pack_id: str) -> Any:
    return Document(BytesIO(make(pages.pack(pack_id))))


def grid_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.slow
def test_a_shipped_template_still_opens_in_word_readers(pack: Any) -> None:
    document = Document(str(pack.template_path))
    assert document.paragraphs[0].text == "{{ title }}"


def test_the_page_is_that_of_the_standard() -> None:
    section = opened("municipal-2008").sections[0]
    lengths = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(length.mm) for length in lengths] == [210, 297, 37, 28]
    assert [round(length.mm) for length in (section.right_margin, section.bottom_margin)] == [26, 35]
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == "579"


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Body Text", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("页码（单页）", "宋体", 14),
    ],
)
def test_each_style_names_its_east_asian_font(style: str, font: str, size: int) -> None:
    found = opened("county-2021").styles[style]
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.font.size.pt == size
    assert str(found.font.color.rgb) == "000000"
    assert not found.font.italic


def test_every_run_says_its_east_asian_font_and_language_or_is_the_name_of_a_tag() -> None:
    for xml in (words.part(make(pages.pack("county-2014")), f"word/{part}.xml") for part in ("document", "footer1")):
        for run in re.findall(r"<w:r>.*?</w:r>", xml):
            named = 'w:eastAsia="zh-CN"' in run and "w:rFonts" in run
            assert named or "A6A6A6" in run, run


def test_headings_are_words_own() -> None:
    names = {paragraph.style.name for paragraph in opened("county-2014").paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3", "Heading 4"} <= names


def test_odd_and_even_pages_have_their_number_outside_and_the_draft_mark() -> None:
    document = opened("county-2021")
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for header in (section.header, section.even_page_header):
        assert [paragraph.text for paragraph in header.paragraphs] == ["{{ draft_mark }}"]
    styles = [footer.paragraphs[0].style.name for footer in (section.footer, section.even_page_footer)]
    assert styles == ["页码（单页）", "页码（双页）"]
    assert "PAGE" in section.footer._element.xml


def test_every_row_of_every_table_fills_its_grid(pack: Any) -> None:
    for table in pack.form.tables:
        for grid in grids(table):
            assert sum(grid.widths) == TEXT_WIDTH
            assert {sum(cell.span for cell in row) for row in grid.rows} == {len(grid.widths)}


def test_merged_cells_go_on_in_the_same_column(pack: Any) -> None:
    for table in pack.form.tables:
        for grid in grids(table):
            above: dict[int, tuple[int, bool]] = {}
            for row in grid.rows:
                start, here = 0, {}
                for cell in row:
                    if cell.merge == "more":
                        assert above[start] == (cell.span, True)
                    here[start] = (cell.span, cell.merge != "")
                    start += cell.span
                above = here


def test_header_rows_repeat_and_rows_do_not_split() -> None:
    table = opened("municipal-2008").tables[1]
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert repeated == [True] + [False] * (len(table.rows) - 1)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_form_of_2008_is_five_titled_tables() -> None:
    document = opened("municipal-2008")
    titles = [p.text for p in document.paragraphs if p.style.name == "表题"]
    assert titles == [
        "一、基本情况",
        "二、主动公开情况",
        "三、依申请公开情况",
        "四、行政复议和诉讼情况",
        "五、收费和减免情况",
    ]
    assert grid_of(document.tables[0])[:4] == [
        ["指标", "指标", "累计数", "{{ year }}年发生数"],
        ["人员配置", "1.从事信息公开工作人员数", "{{ r1.cumulative }}", "{{ r1.annual }}"],
        ["人员配置", "其中:⑴专职人员数", "{{ r1_1.cumulative }}", "{{ r1_1.annual }}"],
        ["人员配置", "⑵兼职人员数", "{{ r1_2.cumulative }}", "{{ r1_2.annual }}"],
    ]


def test_the_form_of_2014_prints_dashes_on_its_headings_and_its_signatures_below() -> None:
    statistics, signatures = opened("county-2014").tables
    rows = grid_of(statistics)
    assert rows[0] == ["统计指标", "单位", "统计数"]
    assert rows[1] == ["一、主动公开情况", "——", "——"]
    assert rows[2][1:] == ["条", "{{ r1_1.count }}"]
    kept = ["w:keepNext" in row.cells[0]._tc.xml for row in statistics.rows]
    assert kept[:3] == [True, True, False]  # a heading is not the last row of a page
    assert "审核人：{{ reviewed_by }}" in grid_of(signatures)[0]
    assert signatures._tbl.tblPr.xpath("w:tblCellMar/w:top/@w:w") == ["85"]  # off the rule above them


def test_the_second_table_of_2021_is_in_blocks() -> None:
    rows = grid_of(opened("county-2021").tables[0])
    assert rows[0] == ["第二十条第（一）项"] * 4
    assert rows[2] == ["规章", "{{ m1.issued }}", "{{ m1.repealed }}", "{{ m1.in_force }}"]
    assert rows[6] == ["行政许可", *["{{ m3.decisions }}"] * 3]


def test_the_third_table_of_2021_is_merged_as_printed() -> None:
    rows = grid_of(opened("county-2021").tables[1])
    assert rows[0][3:] == ["申请人情况"] * 7
    assert rows[1][3:] == ["自然人", *["法人或其他组织"] * 5, "总计"]
    assert rows[2][3:] == ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert {row[0] for row in rows[:3]} == {pages.pack("county-2021").table("t3").corner}
    secret = next(row for row in rows if "1.属于国家秘密" in row)
    assert secret[:3] == ["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"]
    assert secret[-1] == "{{ r3_3_1.total }}"
    total = next(row for row in rows if "（七）总计" in row)
    assert total[:3] == ["三、本年度办理结果", "（七）总计", "（七）总计"]


def test_the_fourth_table_of_2021_is_one_row_of_fifteen() -> None:
    rows = grid_of(opened("county-2021").tables[2])
    assert rows[0] == ["行政复议"] * 5 + ["行政诉讼"] * 10
    assert rows[1][5:] == ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5
    assert rows[1][:5] == rows[2][:5] == rows[2][10:] == ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert rows[3][:2] == ["{{ review.upheld }}", "{{ review.corrected }}"]


def test_an_optional_section_can_be_left_out() -> None:
    texts = [paragraph.text for paragraph in opened("provincial-2014").paragraphs]
    assert texts[texts.index("{{ fees.heading }}") - 1] == "{%p if fees %}"
    assert texts[texts.index("{{ overview.heading }}") - 1] != "{%p if overview %}"


def test_the_same_pack_gives_the_same_template(pack: Any) -> None:
    assert make(pack) == make(pack)
