from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportgen import checks
from reportgen.errors import SourceError
from reportgen.findings import Finding, Severity
from reportgen.model import NOT_APPLICABLE, Body, FigureKey, Level, ReportData
from reportgen.packs import Pack
from reportgen.sources.published.bind import Bound, bind_published, read_published
from tests import builders
from tests.sources.published import printed

FOLDERS = (builders.TEMPLATES,)
KINDS = ("docx", "html", "cells", "lines", "tabs", "spaced", "markdown")
COUNTY_2008 = builders.pack("county-2008")
COUNTY_2014 = builders.pack("county-2014")
COUNTY_2019 = builders.pack("county-2019")
COUNTY_2021 = builders.pack("county-2021")


def _file(folder: Path, kind: str, blocks: list[printed.Block]) -> Path:
    path = folder / f"report.{kind if kind in ('docx', 'html') else 'txt'}"
    if kind == "docx":
        path.write_bytes(printed.docx(blocks))
        return path
    texts = {
        "html": lambda: printed.html(blocks),
        "cells": lambda: printed.flattened(blocks),
        "lines": lambda: printed.flattened(blocks, ""),
        "tabs": lambda: printed.tabbed(blocks),
        "spaced": lambda: printed.spaced(blocks),
        "markdown": lambda: printed.markdown(blocks),
    }
    path.write_text(texts[kind](), encoding="utf-8")
    return path


def _bound(folder: Path, kind: str, blocks: list[printed.Block]) -> Bound:
    return bind_published(read_published(_file(folder, kind, blocks)), FOLDERS)


def _changed(blocks: list[printed.Block], old: str, new: str) -> list[printed.Block]:
    """The report with some printed words changed, in lines and in cells; they must be there."""
    assert any(old in block if isinstance(block, str) else _has(block, old) for block in blocks)
    return [
        block.replace(old, new)
        if isinstance(block, str)
        else [[printed.Cell(c.text.replace(old, new), c.columns, c.rows) for c in row] for row in block]
        for block in blocks
    ]


def _has(rows: list[list[printed.Cell]], text: str) -> bool:
    return any(text in cell.text for row in rows for cell in row)


@cache
def _example(pack_id: str) -> ReportData:
    pack = builders.pack(pack_id)
    return builders.report(pack, figures=builders.consistent_figures(pack, Random(len(pack_id))))


def _codes(findings: tuple[Finding, ...]) -> list[str]:
    return [item.code for item in findings if item.code != "S311"]


def _printed_figures(data: ReportData) -> dict[FigureKey, object]:
    return {key: figure.raw or figure.value for key, figure in data.figures.items()}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pack_id", builders.ALL_PACKS)
def test_every_figure_and_text_of_every_form_comes_back(pack_id: str, kind: str, tmp_path: Path) -> None:
    pack = builders.pack(pack_id)
    data = _example(pack_id)
    bound = _bound(tmp_path, kind, printed.blocks(data, pack))
    assert bound.pack.id == pack_id
    assert _printed_figures(bound.data) == _printed_figures(data)
    assert {key: len(text) for key, text in bound.data.narrative.items()} == dict.fromkeys(
        ["preface", *(plan.key for plan in pack.sections)], 1
    )
    unit = bound.data.unit
    assert (unit.name, unit.level, unit.body) == (data.unit.name, pack.level, pack.body)
    assert bound.data.year == data.year
    assert bound.data.issued_on == data.issued_on
    assert _codes(bound.findings) == []


@pytest.mark.slow
@pytest.mark.parametrize("pack", [COUNTY_2008, COUNTY_2014, COUNTY_2019, COUNTY_2021], ids=lambda pack: pack.form.id)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data(), kind=st.sampled_from(KINDS))
def test_whatever_figures_are_printed_come_back(pack: Pack, draw: st.DataObject, kind: str, tmp_path: Path) -> None:
    data = draw.draw(builders.reports(pack))
    bound = _bound(tmp_path, kind, printed.blocks(data, pack))
    assert _printed_figures(bound.data) == _printed_figures(data)


def test_what_was_read_is_checked_like_a_workbook(tmp_path: Path) -> None:
    data = builders.report(
        COUNTY_2008, 2012, values={"5.annual": 7, "5.cumulative": 7, "5.1.annual": 6, "5.1.cumulative": 7}
    )
    bound = _bound(tmp_path, "cells", printed.blocks(data, COUNTY_2008))
    (finding,) = [item for item in checks.run(bound.data, bound.pack) if item.code == "C201"]
    assert (finding.facts["found"], finding.facts["expected"]) == (Decimal(7), Decimal(6))
    assert finding.location.place == "公开信息总数（2012年发生数）"
    line = finding.location.line or 0
    assert (tmp_path / "report.txt").read_text(encoding="utf-8").splitlines()[line - 1] == "7 |"


def test_a_figure_in_word_knows_its_table_and_row(tmp_path: Path) -> None:
    bound = _bound(tmp_path, "docx", printed.blocks(builders.report(COUNTY_2021), COUNTY_2021))
    location = bound.data.figure(FigureKey("r4.total")).location
    assert (location.part, location.table, location.row) == ("word/document.xml", 2, 28)


def test_the_data_is_complete_enough_for_a_new_workbook(tmp_path: Path) -> None:
    bound = _bound(tmp_path, "docx", printed.blocks(builders.report(COUNTY_2021), COUNTY_2021))
    assert set(bound.data.figures) == set(COUNTY_2021.fields)
    assert bound.data.pack_id == "county-2021"


def test_a_report_without_its_table_says_so_once_and_no_cell_is_called_blank(tmp_path: Path) -> None:
    report = printed.blocks(builders.report(COUNTY_2014, 2016), COUNTY_2014)
    blocks: list[printed.Block] = [block for block in report if isinstance(block, str)]
    bound = _bound(tmp_path, "lines", blocks)
    assert _codes(bound.findings) == ["S313"]
    assert all(figure.unread for figure in bound.data.figures.values())
    assert not [item for item in checks.run(bound.data, bound.pack) if item.code in ("C101", "C107")]


def test_two_dates_are_both_kept(tmp_path: Path) -> None:
    blocks = printed.blocks(builders.report(COUNTY_2014, 2016), COUNTY_2014)
    path = _file(tmp_path, "lines", _changed(blocks, "（2017年1月20日）", "(2017年1月19日)"))
    published = read_published(path)
    assert (published.title_date, published.signed_date) == (date(2017, 1, 19), date(2017, 1, 20))
    bound = bind_published(published, FOLDERS)
    assert bound.data.printed is not None
    assert bound.data.printed.dates == (date(2017, 1, 19), date(2017, 1, 20))
    assert bound.data.issued_on == date(2017, 1, 20)


def test_a_missing_row_is_named_and_not_called_blank(tmp_path: Path) -> None:
    blocks = printed.blocks(builders.report(COUNTY_2014, 2016), COUNTY_2014)
    without = [
        block if isinstance(block, str) else [row for row in block if "政务微信公开" not in row[0].text]
        for block in blocks
    ]
    bound = _bound(tmp_path, "html", without)
    (finding,) = [item for item in bound.findings if item.code == "S314"]
    assert (finding.facts["rows"], finding.facts["count"]) == ("政务微信公开政府信息数", 1)
    assert bound.data.figure(FigureKey("1.2.4.count")).unread
    assert bound.data.value(FigureKey("1.2.5.count")) == 0


@pytest.mark.parametrize("kind", ["docx", "lines"])
def test_a_label_in_other_words_is_read_and_the_official_one_shown(kind: str, tmp_path: Path) -> None:
    data = builders.report(
        COUNTY_2008, 2012, values={"5.5.annual": 4, "5.annual": 4, "5.5.cumulative": 4, "5.cumulative": 4}
    )
    blocks = _changed(printed.blocks(data, COUNTY_2008), "⑸其他类信息数", "（5）其它类的信息数")
    bound = _bound(tmp_path, kind, blocks)
    assert bound.data.value(FigureKey("5.5.annual")) == 4
    (finding,) = [item for item in bound.findings if item.code == "S315"]
    assert finding.severity is Severity.VERIFY
    assert finding.facts["expected"] == "⑸其他类信息数"


def test_a_label_with_a_slip_is_only_noted(tmp_path: Path) -> None:
    blocks = printed.blocks(builders.report(COUNTY_2008, 2012), COUNTY_2008)
    bound = _bound(tmp_path, "cells", _changed(blocks, "17.超过20个工作日的数量", "17.超过20个工作日数量"))
    assert [(item.code, item.severity) for item in bound.findings] == [("S315", Severity.NOTE)]


@pytest.mark.parametrize(
    "label", ["15新闻发布会发布信息数", "１５．新闻发布会发布信息数", "15、 新闻发布会 发布信息数★"]
)
def test_another_way_to_number_a_row_is_the_same_label(label: str, tmp_path: Path) -> None:
    blocks = _changed(printed.blocks(builders.report(COUNTY_2008, 2012), COUNTY_2008), "15.新闻发布会发布信息数", label)
    assert _codes(_bound(tmp_path, "cells", blocks).findings) == []


def test_a_row_short_of_cells_is_not_guessed_at(tmp_path: Path) -> None:
    data = builders.report(COUNTY_2008, 2012, values={"2.annual": 31, "2.cumulative": 77})
    path = _file(tmp_path, "lines", printed.blocks(data, COUNTY_2008))
    path.write_text(path.read_text(encoding="utf-8").replace("77\n31\n", "77\n"), encoding="utf-8")
    bound = bind_published(read_published(path), FOLDERS)
    (finding,) = [item for item in bound.findings if item.code == "S316"]
    assert (finding.facts["row"], finding.facts["found"]) == ("举办培训次数", "77")
    assert bound.data.figure(FigureKey("2.annual")).unread
    assert bound.data.value(FigureKey("3.annual")) == 0


def test_an_empty_cell_is_blank_and_stays_in_its_column(tmp_path: Path) -> None:
    data = builders.report(COUNTY_2008, 2012, values={"2.annual": 31, "2.cumulative": None})
    for kind in ("docx", "html", "cells", "tabs"):
        bound = _bound(tmp_path, kind, printed.blocks(data, COUNTY_2008))
        assert bound.data.value(FigureKey("2.annual")) == 31, kind
        assert bound.data.value(FigureKey("2.cumulative")) is None, kind
        assert not bound.data.figure(FigureKey("2.cumulative")).unread, kind


def test_columns_in_another_order_are_told_by_their_headings(tmp_path: Path) -> None:
    data = builders.report(COUNTY_2008, 2012, values={"2.annual": 31, "2.cumulative": 77})
    blocks = [
        block if isinstance(block, str) else [[*row[:-2], row[-1], row[-2]] for row in block]
        for block in printed.blocks(data, COUNTY_2008)
    ]
    bound = _bound(tmp_path, "html", blocks)
    assert bound.data.value(FigureKey("2.annual")) == 31
    assert bound.data.value(FigureKey("2.cumulative")) == 77


def test_a_column_left_out_is_told_once_and_no_cell_is_called_blank(tmp_path: Path) -> None:
    data = builders.report(COUNTY_2008, 2012, values={"2.annual": 31, "2.cumulative": 77})
    blocks: list[printed.Block] = [
        block if isinstance(block, str) else [[*row[:-2], row[-1]] for row in block]
        for block in printed.blocks(data, COUNTY_2008)
    ]
    bound = _bound(tmp_path, "html", blocks)
    assert _codes(bound.findings) == ["S318"]
    assert bound.data.value(FigureKey("2.annual")) == 31
    assert bound.data.figure(FigureKey("2.cumulative")).unread


def test_a_column_more_than_the_form_has_is_passed_over(tmp_path: Path) -> None:
    data = builders.report(COUNTY_2014, 2016, values={"1.1.count": 20})
    blocks: list[printed.Block] = []
    for block in printed.blocks(data, COUNTY_2014):
        if isinstance(block, str):
            blocks.append(block)
            continue
        codes = ["代码", *(f"{number:03}" for number in range(1, len(block)))]
        blocks.append([[row[0], printed.Cell(code, 1, 1), *row[1:]] for code, row in zip(codes, block, strict=True)])
    bound = _bound(tmp_path, "docx", blocks)
    assert bound.data.value(FigureKey("1.1.count")) == 20
    flat = _bound(tmp_path, "lines", blocks)  # without headings above them the codes may be figures
    assert _codes(flat.findings) == ["S319"]
    assert flat.data.figure(FigureKey("1.1.count")).unread


@pytest.mark.parametrize("dash", ["-", "—", "——", "－"])
def test_a_dash_is_no_unit_and_keeps_its_column(dash: str, tmp_path: Path) -> None:
    data = builders.report(COUNTY_2008, 2012, values={"1.annual": 31})
    blocks = _changed(printed.blocks(data, COUNTY_2008), "-", dash)
    padded = [
        block if isinstance(block, str) else [[*row, printed.Cell("", 1, 1)] for row in block] for block in blocks
    ]
    for kind in ("cells", "html", "tabs"):
        bound = _bound(tmp_path, kind, padded)
        assert bound.data.value(FigureKey("1.annual")) == 31, kind
        assert bound.data.value(FigureKey("1.cumulative")) is NOT_APPLICABLE, kind


@pytest.mark.parametrize(
    ("typed", "value"), [("１，２３４", 1234), ("1,234", 1234), (" 12 ", 12), ("—", NOT_APPLICABLE)]
)
def test_cells_are_read_as_in_a_workbook(typed: str, value: object, tmp_path: Path) -> None:
    data = builders.report(COUNTY_2008, 2012, values={"2.annual": 31})
    bound = _bound(tmp_path, "cells", _changed(printed.blocks(data, COUNTY_2008), "31", typed))
    assert bound.data.value(FigureKey("2.annual")) == value


def test_a_unit_behind_a_number_is_a_finding(tmp_path: Path) -> None:
    data = builders.report(COUNTY_2008, 2012, values={"2.annual": 31})
    blocks = [
        block
        if isinstance(block, str)
        else [[printed.Cell(c.text.replace("31", "31次"), c.columns, c.rows) for c in r] for r in block]
        for block in printed.blocks(data, COUNTY_2008)
    ]
    bound = _bound(tmp_path, "cells", blocks)
    assert _codes(bound.findings) == ["S201"]
    assert bound.data.figure(FigureKey("2.annual")).unread


def test_names_and_numbers_in_one_cell_are_read(tmp_path: Path) -> None:
    data = builders.report(
        COUNTY_2008, 2012, values={"13.annual": "《科技简讯》12期", "13.cumulative": "《科技简讯》40期"}
    )
    for kind in KINDS:
        bound = _bound(tmp_path, kind, printed.blocks(data, COUNTY_2008))
        figure = bound.data.figure(FigureKey("13.annual"))
        assert figure.value == 12, kind
        assert figure.raw == "《科技简讯》12期", kind


def test_a_row_the_form_does_not_have_is_told(tmp_path: Path) -> None:
    blocks = printed.blocks(builders.report(COUNTY_2014, 2016), COUNTY_2014)
    table = next(block for block in blocks if not isinstance(block, str))
    table.insert(12, [printed.Cell(text, 1, 1) for text in ("6.短视频账号公开政府信息数", "条", "3")])
    bound = _bound(tmp_path, "docx", blocks)
    assert _codes(bound.findings) == ["S317"]
    assert bound.data.value(FigureKey("1.2.5.count")) == 0


def test_last_years_form_is_recognised_and_read_by_its_own_rows(tmp_path: Path) -> None:
    data = builders.report(COUNTY_2019, 2020, values={"m2.opened": 5, "m2.total_open": 9})
    blocks = _changed(printed.blocks(data, COUNTY_2019), "2020年", "2022年")
    bound = _bound(tmp_path, "docx", blocks)
    assert (bound.pack.id, bound.data.year) == ("county-2019", 2022)
    assert bound.data.value(FigureKey("m2.opened")) == 5
    (finding,) = [item for item in bound.findings if item.code == "S312"]
    assert finding.facts["pack"] == "county-2021"
    assert "C113" in [item.code for item in checks.run(bound.data, bound.pack)]


@pytest.mark.slow
def test_the_level_and_body_that_are_asked_for_win(tmp_path: Path) -> None:
    path = _file(tmp_path, "html", printed.blocks(builders.report(COUNTY_2021), COUNTY_2021))
    bound = bind_published(read_published(path), FOLDERS, level=Level.MUNICIPAL, body=Body.GOVERNMENT)
    assert bound.pack.id == "municipal-government-2021"
    assert (bound.data.unit.level, bound.data.unit.body) == (Level.MUNICIPAL, Body.GOVERNMENT)


def test_a_pack_that_is_given_is_taken(tmp_path: Path) -> None:
    path = _file(tmp_path, "html", printed.blocks(builders.report(COUNTY_2021), COUNTY_2021))
    pack = builders.pack("provincial-2021")
    assert bind_published(read_published(path), FOLDERS, pack=pack).pack is pack


def test_an_unknown_level_is_supposed_by_the_outline_and_said(tmp_path: Path) -> None:
    pack = builders.pack("provincial-2014")
    blocks = _changed(printed.blocks(builders.report(pack, 2016), pack), "江安省工业和信息化厅", "科技局")
    bound = _bound(tmp_path, "lines", blocks)
    assert bound.pack.id == "provincial-2014"
    assert [item.code for item in bound.findings] == ["S311"]


# Sections


def test_an_unknown_section_is_told_and_its_text_kept(tmp_path: Path) -> None:
    blocks = printed.blocks(builders.report(COUNTY_2021), COUNTY_2021)
    position = next(i for i, block in enumerate(blocks) if isinstance(block, str) and block.startswith("六、"))
    blocks[position : position + 1] = ["六、大事记", "三月开放了新的阅览点。", "七、其他需要报告的事项"]
    bound = _bound(tmp_path, "docx", blocks)
    assert _codes(bound.findings) == ["S322"]
    assert "三月开放了新的阅览点。" in bound.data.narrative["problems"]
    assert bound.data.printed is not None
    assert bound.data.printed.sections == 7


def test_a_missing_section_is_told(tmp_path: Path) -> None:
    blocks = printed.blocks(builders.report(COUNTY_2008, 2012), COUNTY_2008)
    position = next(i for i, block in enumerate(blocks) if isinstance(block, str) and block.startswith("五、收费"))
    del blocks[position : position + 2]
    assert _codes(_bound(tmp_path, "lines", blocks).findings) == ["S323"]


def test_a_heading_in_other_words_shows_the_official_one(tmp_path: Path) -> None:
    blocks = printed.blocks(builders.report(COUNTY_2008, 2012), COUNTY_2008)
    bound = _bound(tmp_path, "docx", _changed(blocks, "存在的主要问题及工作打算", "存在问题和下步打算"))
    (finding,) = [item for item in bound.findings if item.code == "S326"]
    assert finding.facts["expected"] == "存在的主要问题及工作打算"
    assert bound.data.narrative["problems"]


def test_lists_in_the_text_are_no_sections(tmp_path: Path) -> None:
    own = {"overview": ["一、抓学习。组织学习两次。", "二、抓制度，修订办法一件。", "（一）主动公开", "三、抓落实；"]}
    blocks = printed.blocks(builders.report(COUNTY_2021), COUNTY_2021, texts=own)
    bound = _bound(tmp_path, "docx", blocks)
    assert bound.data.narrative["overview"] == tuple(own["overview"])
    assert _codes(bound.findings) == []


def test_text_behind_a_heading_belongs_to_its_section(tmp_path: Path) -> None:
    blocks = printed.blocks(builders.report(COUNTY_2008, 2012), COUNTY_2008)
    bound = _bound(
        tmp_path,
        "lines",
        _changed(blocks, "三、依申请公开政府信息情况", "三、依申请公开政府信息情况。全年没有收到申请。"),
    )
    assert bound.data.narrative["requests"][0] == "全年没有收到申请。"


def test_a_bookmark_before_a_heading_does_not_hide_it(tmp_path: Path) -> None:
    blocks = printed.blocks(builders.report(COUNTY_2008, 2012), COUNTY_2008)
    bound = _bound(tmp_path, "lines", _changed(blocks, "三、依申请", "[bookmark: _GoBack]三、依申请"))
    assert _codes(bound.findings) == []


def test_the_places_of_paragraphs_are_known(tmp_path: Path) -> None:
    blocks = printed.blocks(builders.report(COUNTY_2008, 2012), COUNTY_2008)
    bound = _bound(tmp_path, "lines", blocks)
    line = bound.data.place("narrative.fees.0").line or 0
    assert (tmp_path / "report.txt").read_text(encoding="utf-8").splitlines()[line - 1] == bound.data.narrative["fees"][
        0
    ]


# Files that are no report


def _refused(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        read_published(path)
    (finding,) = caught.value.findings
    assert finding.location.file == str(path)
    return finding.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "S310"),
        (b" \r\n\x00", "S310"),
        (b"%PDF-1.4 ...", "S304"),
        (b"\x89PNG\r\n\x1a\n....", "S304"),
        (b"{\\rtf1 ...}", "S304"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 WordDocument", "S303"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "S302"),
        (b"PK\x03\x04 and then nothing", "S305"),
        (b"abc\x00\x01\x02def", "S304"),
        (b"\xff\xfe\xff", "S306"),
        ("会议纪要：讨论了下半年的工作。".encode(), "S307"),
        ("关于做好2012年政府信息公开工作年度报告的通知\n请各单位按时报送，主动公开。".encode("gbk"), "S307"),
        (b"<html><body></body></html>", "S307"),
    ],
)
def test_what_is_no_report_is_refused_with_a_sentence(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(content)
    assert _refused(path) == code


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert _refused(tmp_path / "none.docx") == "S309"


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    assert _refused(tmp_path) == "S118"


def test_a_report_without_a_year_needs_one(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "某局政府信息公开工作年度报告\n一、主动公开\n二、依申请公开\n三、行政复议\n四、存在的主要问题\n",
        encoding="utf-8",
    )
    published = read_published(path)
    with pytest.raises(SourceError) as caught:
        bind_published(published, FOLDERS)
    assert caught.value.findings[0].code == "S308"
    assert bind_published(published, FOLDERS, year=2012).data.year == 2012


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "html", "cells"])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_a_damaged_report_is_read_or_refused_but_never_crashes(kind: str, draw: st.DataObject, tmp_path: Path) -> None:
    path = _file(tmp_path, kind, printed.blocks(builders.report(COUNTY_2021), COUNTY_2021))
    content = bytearray(path.read_bytes())
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(content) - 1))
        action = draw.draw(st.sampled_from(["cut", "flip", "double"]))
        if action == "cut":
            del content[at : at + draw.draw(st.integers(1, 400))]
        elif action == "flip":
            content[at] ^= draw.draw(st.integers(1, 255))
        else:
            content[at:at] = content[at : at + 200]
        if not content:
            break
    path.write_bytes(bytes(content))
    with suppress(SourceError):
        assert bind_published(read_published(path), FOLDERS).pack.id in builders.ALL_PACKS


_PIECE = st.sampled_from(
    [
        "某局2016年政府信息公开工作年度报告",
        "政府信息公开年度报告 主动公开 依申请公开 行政复议 存在的问题",
        *(
            "一、基本工作情况",
            "第十二部分 情况",
            "五、五、五、",
            "十、",
            "附件：",
            "（一）收到申请数",
            "3.其他",
            "总计",
            "结果维持",
        ),
        *(
            "12",
            "-",
            "",
            "|",
            "a | b | 3 |",
            "\t1\t2",
            "2017年2月30日",
            "二〇一七年二月三十日",
            "20XX年",
            "{year}",
            "《》",
        ),
        *("<table><tr><td rowspan=9 colspan=99999>", "</p>"),
    ]
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.one_of(_PIECE, st.text(max_size=30)), max_size=60), wrap=st.booleans())
@example(
    pieces=["某局2016年政府信息公开工作年度报告", "政府信息公开年度报告 主动公开 依申请公开 行政复议 存在的问题"],
    wrap=True,
)
def test_any_text_is_read_or_refused_but_never_crashes(pieces: list[str], wrap: bool, tmp_path: Path) -> None:
    text = "\n".join(pieces)
    path = tmp_path / "any.txt"
    path.write_text(f"<html><body><p>{text}" if wrap else text, encoding="utf-8", errors="replace")
    with suppress(SourceError):
        bound = bind_published(read_published(path), FOLDERS)
        assert all(finding.code for finding in checks.run(bound.data, bound.pack))
