"""Whose figures a report gives: what it says of it, what its numbers say, what its form asks for."""

from dataclasses import replace
from typing import Any

import pytest

from reportgen.checks.run import of_text as check_text
from reportgen.findings import Finding, Severity
from reportgen.findings.text import hint, message
from reportgen.model import Body, Level, Printed
from reportgen.prose.extent import reach
from reportgen.prose.passages import passages
from tests import builders

COUNTY, CITY = "county-government-2021", "municipal-government-2021"
BUREAU, TOWN = "county-2021", "township-government-2021"
FIGURES: dict[str, builders.Cell] = {"r1.total": 35, "r2.total": 0, "r3_7.total": 33}
WHOLE = "所列数据为汇总数，包括县政府本级、所属部门和所辖乡镇、街道。"
ALONE = "以上数据仅为县政府办公室本级。"


def said(text: str, pack_id: str = COUNTY, year: int = 2023, **given: Any) -> list[Finding]:
    pack = builders.pack(pack_id)
    values = given.pop("values", FIGURES)
    figures = {key: builders.figure(pack, key, value) for key, value in values.items()}
    given.setdefault("narrative", {"overview": tuple(text.split("\n"))})
    return list(check_text(builders.report(pack, year, figures=figures, **given), pack))


def codes(text: str, pack_id: str = COUNTY, year: int = 2023, **given: Any) -> list[str]:
    return [item.code for item in said(text, pack_id, year, **given)]


# --- C712: nothing tells whose the figures are


def printed(*paragraphs: str, pack_id: str = COUNTY) -> list[Finding]:
    """What is said of a finished report with that text, where no standard phrase is added."""
    return said("", pack_id, narrative={"overview": paragraphs}, printed=Printed(title="报告"))


def test_a_government_that_names_no_scope_gets_a_note_with_a_sentence_to_add() -> None:
    (finding,) = printed("2023年收到政府信息公开申请35件。")
    assert (finding.code, finding.severity) == ("C712", Severity.NOTE)
    assert "所属部门和下级政府" in hint(finding, "zh")


@pytest.mark.parametrize(
    "text",
    [
        "2023年，全县收到政府信息公开申请35件。",
        "我县收到政府信息公开申请35件。",
        "各级行政机关收到政府信息公开申请35件。",
        "县政府办公室代表县政府编制本报告，数据由各部门报送。",
        WHOLE,
    ],
)
def test_any_word_for_the_scope_of_its_figures_is_enough(text: str) -> None:
    assert printed(text) == []


def test_the_place_alone_names_no_scope_of_figures() -> None:
    assert [item.code for item in printed("全县上下高度重视。", "收到申请35件。")] == ["C712"]


@pytest.mark.parametrize("pack_id", [BUREAU, TOWN])
def test_who_reports_for_itself_need_not_say_so(pack_id: str) -> None:
    assert printed("2023年收到政府信息公开申请35件。", pack_id=pack_id) == []


def test_a_blank_preface_is_printed_with_the_standard_phrase_that_says_it() -> None:
    assert codes("收到政府信息公开申请35件。") == []
    own = {"preface": ("根据《条例》编制本报告。",), "overview": ("收到政府信息公开申请35件。",)}
    assert codes("", narrative=own) == ["C712"]


GOVERNMENTS = [
    pack_id
    for pack_id in builders.ALL_PACKS
    if builders.pack(pack_id).body is Body.GOVERNMENT and builders.pack(pack_id).level is not Level.TOWNSHIP
]


@pytest.mark.parametrize("pack_id", GOVERNMENTS)
def test_every_government_packs_preface_says_whose_the_figures_are(pack_id: str) -> None:
    pack = builders.pack(pack_id)
    text = "".join(phrase.text for phrase in pack.preface).replace("{unit.name}", "某政府")
    data = builders.report(pack, narrative={"preface": (text,)}, printed=Printed(title="报告"))
    assert [item for item in check_text(data, pack) if item.code in {"C712", "C713", "C714"}] == []
    without = text.partition("数据为汇总数")[0].partition("数据包括")[0]
    assert without != text
    cut = replace(data, narrative={"preface": (without,)})
    assert "C712" in [item.code for item in check_text(cut, pack)]


def test_every_pack_knows_whose_figures_its_reports_hold() -> None:
    covers = {pack_id: builders.pack(pack_id).coverage for pack_id in builders.ALL_PACKS}
    assert {pack_id for pack_id, item in covers.items() if item and item.covers != "itself"} == set(GOVERNMENTS)
    assert None not in covers.values()


# --- C713, C714, C507: one body's and everyone's, another than the form asks for


def test_two_statements_of_scope_that_differ_are_both_quoted() -> None:
    (finding,) = said(f"{WHOLE}\n{ALONE}")
    assert finding.code == "C713"
    assert "仅为县政府办公室本级" in message(finding, "zh")
    assert "所属部门和所辖乡镇" in message(finding, "zh")


def test_two_statements_of_scope_are_told_once_where_the_text_gives_a_number_for_all() -> None:
    assert codes(f"{WHOLE}\n全县收到政府信息公开申请35件。\n{ALONE}") == ["C713"]
    assert codes(f"全县收到政府信息公开申请35件。\n{ALONE}") == ["C507"]


@pytest.mark.parametrize(
    "text",
    [
        ALONE,
        "统计口径为县政府本级。",
        "数据不含各乡镇、街道。",
        "本报告数据只统计县政府办公室一家的情况。",
    ],
)
def test_a_government_that_reports_for_itself_alone_is_told(text: str) -> None:
    (finding,) = said(text)
    assert (finding.code, finding.severity) == ("C714", Severity.VERIFY)


@pytest.mark.parametrize(
    "text",
    [
        "数据由县政府办公室汇总。",
        "数据不含驻县的垂直管理单位。",
        "县政府办公室负责数据统计工作。",
        "统计数据为县政府本级、所属部门和所辖乡镇的合计。",
        "政府信息公开的数据与上年持平，县政府办公室为牵头单位。",
    ],
)
def test_an_office_that_only_gathers_the_figures_is_no_scope(text: str) -> None:
    assert codes(text) == []


def test_a_provinces_report_of_2014_may_be_of_itself() -> None:
    values: dict[str, builders.Cell] = {"1.1.count": 900}
    for text in ("本报告数据为省本级数据。", "全省主动公开政府信息52000条。", "各市县主动公开政府信息51100条。"):
        assert codes(text, "provincial-government-2014", 2016, values=values) == []
    assert codes("主动公开政府信息52000条。", "provincial-government-2014", 2016, values=values) == ["C501"]
    assert "C712" in codes(
        "", "provincial-government-2014", 2016, values=values,
        narrative={"overview": ("公开政府信息900条。",)}, printed=Printed(title="报告"),
    )  # fmt: skip


def test_the_office_that_publishes_its_own_report_speaks_of_itself() -> None:
    unit = replace(builders.unit(builders.pack(COUNTY)), name="松岭县人民政府办公室", short_name="我办")
    assert codes(ALONE, unit=unit) == []
    assert codes(f"{ALONE}全县共收到政府信息公开申请99件，我办收到政府信息公开申请35件。", unit=unit) == []
    assert codes(f"{ALONE}\n{WHOLE}", unit=unit) == ["C713"]
    own = {"overview": ("收到政府信息公开申请35件。",)}
    assert codes("", unit=unit, narrative=own, printed=Printed(title="报告")) == []


@pytest.mark.parametrize(("table", "number"), [(35, 35), (12, 35)])
def test_a_number_for_all_beside_a_statement_for_one_is_told_with_the_tables(table: int, number: int) -> None:
    (finding,) = said(f"全县共收到政府信息公开申请{number}件。{ALONE}", values={"r1.total": table, "r2.total": 0})
    assert finding.code == "C507"
    assert f"= {table}" in str(finding.facts["readings"])
    assert f"共收到政府信息公开申请{number}件" in str(finding.facts["sentence"])
    assert "仅为" in str(finding.facts["other_sentence"])


def test_a_table_that_prints_the_offices_number_for_the_county_is_told_once() -> None:
    text = "全县共收到政府信息公开申请35件。县政府办公室收到政府信息公开申请12件。"
    (finding,) = said(text, values={"r1.total": 12, "r2.total": 0})
    assert (finding.code, finding.facts["found"]) == ("C507", 35)
    assert "12件" in str(finding.facts["other_sentence"])
    assert codes(text) == []


# --- C508, C501: a part greater than the whole, a whole that is another


@pytest.mark.parametrize("who", ["县政府办公室", "其中县直部门", "各乡镇", "全县各部门", "县政府本级"])
def test_a_part_may_be_as_much_as_all_but_not_more(who: str) -> None:
    assert codes(f"{who}收到政府信息公开申请12件。") == []
    assert codes(f"{who}收到政府信息公开申请35件。") == []
    (finding,) = said(f"{who}收到政府信息公开申请36件。")
    assert finding.code == "C508"
    assert (finding.facts["found"], finding.facts["expected"]) == (36, 35)


def test_a_part_is_held_against_the_most_that_a_reading_gives() -> None:
    values: dict[str, builders.Cell] = {"r1.total": 35, "r2.total": 4}
    assert codes("县政府办公室受理政府信息公开申请39件。", values=values) == []
    assert codes("县政府办公室受理政府信息公开申请40件。", values=values) == ["C508"]


def test_a_blank_table_says_nothing_of_a_part() -> None:
    assert codes("县政府办公室收到政府信息公开申请36件。", values={}) == []


@pytest.mark.parametrize(
    "who", ["全县", "我县", "全县各级行政机关", "全县各乡镇、各部门", "县政府本级、各部门和各乡镇", "各级政府及其部门"]
)
def test_a_number_for_all_is_the_tables(who: str) -> None:
    assert codes(f"{who}共收到政府信息公开申请35件。") == []
    assert codes(f"{who}共收到政府信息公开申请99件。") == ["C501"]


@pytest.mark.parametrize("who", ["全市", "全省", "全国", "全县教育系统", "其他县"])
def test_a_number_of_others_is_not_held_against_the_table(who: str) -> None:
    assert codes(f"{who}共收到政府信息公开申请99件。") == []


def test_what_was_told_of_one_number_holds_for_the_next() -> None:
    assert codes("县政府办公室共受理政府信息公开申请12件，办结10件。") == []
    assert codes("全市共收到政府信息公开申请99件，办结90件，我县收到政府信息公开申请99件。") == ["C501"]


def test_a_sum_after_parts_is_the_whole_again() -> None:
    text = "其中县政府办公室收到政府信息公开申请12件、各乡镇收到政府信息公开申请23件，共办结政府信息公开申请{}件。"
    assert codes(text.format(33)) == []
    assert codes(text.format(31)) == ["C501"]


def test_an_office_named_in_passing_is_not_whose_the_number_is() -> None:
    assert codes("按照省政府办公厅部署，全年收到政府信息公开申请99件。") == ["C501"]
    assert codes("按照全市统一部署，全年收到政府信息公开申请99件。") == ["C501"]


def test_what_an_office_did_not_receive_others_may_have() -> None:
    assert codes("县政府办公室未收到政府信息公开申请。") == []
    assert codes("全县未收到政府信息公开申请。") == ["C502"]


def test_a_row_for_townships_is_read_as_such() -> None:
    values: dict[str, builders.Cell] = {"4.annual": 520, "4.1.annual": 400, "4.2.annual": 120}
    text = "全县共公开政府信息520条，其中县本级公开信息400条，乡镇街道公开信息{}条。"
    assert codes(text.format(120), "county-government-2008", 2011, values=values) == []
    assert "C501" in codes(text.format(90), "county-government-2008", 2011, values=values)


@pytest.mark.parametrize("who", ["各县（市、区）共", "市直各部门", "所辖各县区"])
def test_a_city_has_counties_and_departments(who: str) -> None:
    assert codes(f"{who}收到政府信息公开申请30件。", CITY) == []
    assert codes(f"{who}收到政府信息公开申请90件。", CITY) == ["C508"]


# --- bodies that report for themselves


@pytest.mark.parametrize(
    ("text", "pack_id"),
    [
        ("本报告数据汇总了全县各部门的情况。", BUREAU),
        ("统计数据包括局机关和各乡镇。", BUREAU),
        ("统计数据涵盖全县各乡镇。", TOWN),
    ],
)
def test_a_body_that_reports_for_others_too_is_told(text: str, pack_id: str) -> None:
    (finding,) = said(text, pack_id)
    assert (finding.code, finding.severity) == ("C714", Severity.VERIFY)


@pytest.mark.parametrize(
    "text",
    [
        "统计数据包括局机关和所属事业单位。",
        "本报告数据汇总了所属各单位的情况。",
        "统计数据包括局机关和各乡镇自然资源所。",
        "统计数据涵盖各乡镇卫生院和县直各医院。",
        "全县共收到政府信息公开申请99件，办结90件。",
        "全市科技系统收到政府信息公开申请99件。",
        "全市未发生行政复议。",
    ],
)
def test_a_departments_own_branches_and_the_countys_numbers_are_fine(text: str) -> None:
    assert codes(text, BUREAU, values=FIGURES | {"review.total": 2}) == []


def test_a_departments_office_speaks_for_the_department() -> None:
    assert codes("局办公室收到政府信息公开申请99件。", BUREAU) == ["C501"]


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("松岭县人民政府", Level.COUNTY, {"全县": "all", "全区": "other", "全市": "other"}),
        ("云河市东城区人民政府", Level.COUNTY, {"全区": "all", "全市": "other"}),
        ("云河市人民政府", Level.MUNICIPAL, {"全市": "all", "全省": "other", "全县": "other"}),
        ("延山朝鲜族自治州人民政府", Level.MUNICIPAL, {"全州": "all", "全市": "other"}),
        ("", Level.COUNTY, {"全县": "all", "全旗": "all", "全省": "other"}),
    ],
)
def test_the_place_is_that_of_the_governments_name(name: str, level: Level, expected: dict[str, str]) -> None:
    pack = builders.pack(CITY if level is Level.MUNICIPAL else COUNTY)
    unit = replace(builders.unit(pack), name=name, short_name="")
    for word, extent in expected.items():
        data = builders.report(pack, unit=unit, narrative={"overview": (f"{word}收到申请9件。",)})
        (sentence,) = passages(data, pack)[0].sentences
        assert list(reach(data, pack).extents(sentence.text, 0, sentence.quantities)) == [extent], word


def test_the_reason_for_a_scope_may_be_given_in_writing() -> None:
    from reportgen.checks import run

    pack = builders.pack(COUNTY)
    data = builders.report(pack, 2023, narrative={"overview": (ALONE,)})
    reason = {"government-covers-all:overview": "乡镇自2023年起单独发布报告，本年只统计县政府办公室"}
    before = [item for item in run(data, pack) if item.code == "C714"]
    after = [item for item in run(replace(data, explanations=reason), pack) if item.code == "C714"]
    assert [item.is_blocking for item in before + after] == [True, False]
