from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reportgen.checks.run import of_text as check_text
from reportgen.findings import Finding, Severity
from reportgen.model import Printed
from tests import builders

SIX = "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、"
HEADINGS = {
    "overview": "一、基本工作情况",
    "proactive": "二、主动公开政府信息的情况",
    "problems": "三、存在的问题及改进情况",
}


def said(section: str, text: str, pack_id: str = "county-2021", year: int = 2022, **given: Any) -> list[Finding]:
    pack = builders.pack(pack_id)
    given["narrative"] = {section: tuple(text.split("\n")), **given.pop("more", {})}
    return list(check_text(builders.report(pack, year, **given), pack))


def codes(section: str, text: str, pack_id: str = "county-2021", year: int = 2022, **given: Any) -> list[str]:
    return [item.code for item in said(section, text, pack_id, year, **given)]


def test_the_announced_number_of_sections_is_counted() -> None:
    rest = "存在的主要问题及改进情况、其他需要报告的事项"
    assert codes("preface", f"本报告包括{SIX}{rest}，共六个部分。") == []
    assert codes("preface", f"本报告包括{SIX}{rest}，共6个部分。") == []
    assert "C701" in codes("preface", f"本报告包括{SIX}{rest}，共七个部分。")


def test_the_sections_of_a_finished_report_are_the_headings_it_printed() -> None:
    printed = Printed(headings=HEADINGS, sections=3)
    text = "本报告由基本工作情况、主动公开政府信息的情况、存在的问题及改进情况三部分组成。"
    assert codes("preface", text, "county-2014", 2016, printed=printed) == []
    short = "本报告由基本工作情况、存在的问题及改进情况等三部分组成。"
    (finding,) = said("preface", short, "county-2014", 2016, printed=printed)
    assert (finding.code, finding.facts["missing"]) == ("C702", "主动公开政府信息的情况")


def test_a_section_in_other_words_is_told_with_its_heading() -> None:
    printed = Printed(headings=HEADINGS, sections=3)
    text = "本报告由基本工作情况、主动公开政府信息的情况、存在的问题及工作打算三部分组成。"
    (finding,) = said("preface", text, "county-2014", 2016, printed=printed)
    assert (finding.code, finding.facts["nearest"]) == ("C703", "存在的问题及改进情况")


def test_headings_are_numbered_without_gaps() -> None:
    printed = Printed(headings=HEADINGS | {"problems": "四、存在的问题及改进情况"}, sections=3)
    assert codes("overview", "运行正常。", "county-2014", 2016, printed=printed) == ["C704"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（一）甲\n（二）乙\n（三）丙", []),
        ("（一）甲\n（二）乙\n（四）丙", ["C704"]),
        ("（一）甲\n1.子\n2.丑\n（二）乙\n1.子\n2.丑", []),
        ("1.子\n2.丑\n4.寅", ["C704"]),
        ("1.子\n2.丑\n2.寅", ["C704"]),
        ("一是甲；二是乙；三是丙。", []),
        ("一是甲；三是丙。", ["C704"]),
        ("这一是非问题，二是一切的基础。", []),
    ],
)
def test_points_are_numbered_without_gaps(text: str, expected: list[str]) -> None:
    assert codes("overview", text) == expected


@pytest.mark.parametrize(
    "text", ["XX局公开信息。", "20XX年度", "××市", "[bookmark: _GoBack]公开", "【】", "____件", "此处填写亮点"]
)
def test_what_is_left_of_a_template_is_found(text: str) -> None:
    assert "C705" in codes("overview", text)


@pytest.mark.parametrize("text", ["APP和VPN", "【政务要闻】栏目", "5×8小时服务", "max值", "（试行）"])
def test_what_only_looks_like_a_template_is_left(text: str) -> None:
    assert codes("overview", text) == []


def test_the_statistics_period_is_this_years() -> None:
    assert codes("preface", "统计期限自2022年1月1日起至2022年12月31日止。") == []
    assert codes("preface", "统计期限自2021年1月1日起至2022年12月31日止。") == ["C706"]


def test_a_section_that_speaks_of_last_year_only_is_last_years() -> None:
    assert codes("requests", "2021年，我局依法办理申请。") == ["C706"]
    assert codes("requests", "2021年，我局依法办理申请。2022年继续完善。") == []


@pytest.mark.parametrize("name", ["云河市工业和信息局", "云河市工业信息化局", "云河市工业和信息化化局"])
def test_the_units_own_name_is_spelt_right(name: str) -> None:
    (finding,) = said("overview", f"修订《{name}信息公开指南》。", "municipal-2021")
    assert (finding.code, finding.facts["nearest"]) == ("C707", "云河市工业和信息化局")


@pytest.mark.parametrize("name", ["云河市工业和信息化局", "云河市工信局", "云河市财政局", "云河市人民政府"])
def test_other_names_are_no_misspelling(name: str) -> None:
    assert codes("overview", f"会同{name}公布信息。", "municipal-2021") == []


@pytest.mark.parametrize(
    ("own", "name", "expected"),
    [
        ("松岭县科学技术局", "松岭县科学枝术局", ["C707"]),
        ("松岭县科学技术局", "松岭县科学技术协会", []),
        ("云河市水务管理局", "云河市商务管理局", []),
        ("云河市工业和信息化局", "工业和信息局", ["C707"]),
        ("云河市工业和信息化局", "工业和信息化局", []),
        ("云河市发展和改革局", "市发展改革局", []),
        ("松岭县青石镇人民政府", "松岭县青山镇人民政府", []),
    ],
)
def test_one_wrong_character_is_a_slip_unless_it_names_another_body(own: str, name: str, expected: list[str]) -> None:
    pack = builders.pack("municipal-2021")
    unit = replace(builders.unit(pack), name=own)
    assert codes("overview", f"{name}成立了工作小组。", "municipal-2021", unit=unit) == expected


def test_a_placeholder_is_filled_in_a_snippet_and_left_over_in_print() -> None:
    text = "{year}年，{unit.short_name}公开政府信息。"
    assert codes("overview", text) == []
    assert codes("overview", text, printed=Printed(headings=HEADINGS, sections=6)) == ["C705", "C705"]


def test_another_kind_of_body_speaks() -> None:
    assert codes("overview", "我委高度重视。", "municipal-2021") == ["C708"]
    assert codes("overview", "我局高度重视，我市、我省均有部署。", "municipal-2021") == []


def test_a_unit_is_called_as_it_calls_itself() -> None:
    unit = replace(builders.unit(builders.pack("municipal-2021")), short_name="我委")
    assert codes("overview", "我委高度重视。", "municipal-2021", unit=unit) == []


def test_document_numbers_stand_in_hexagonal_brackets() -> None:
    (finding,) = said("overview", "落实国办发【2017】1号文件。")
    assert (finding.code, finding.severity, finding.facts["mended"]) == ("C709", Severity.NOTE, "〔2017〕1号")
    assert codes("overview", "落实国办发〔2017〕1号文件。") == []


def test_two_dates_differ() -> None:
    dates = (date(2023, 1, 20), date(2023, 1, 21))
    assert codes("overview", "运行正常。", printed=Printed(dates=dates), issued_on=None) == ["C710"]
    assert codes("overview", "运行正常。", more={"closing": ("2023年1月20日",)}) == []
    assert codes("overview", "运行正常。", more={"closing": ("2023年1月22日",)}) == ["C710"]


def test_section_six_of_2021_tells_of_the_fees() -> None:
    assert codes("other", "没有其他需要报告的事项。") == ["C711"]
    assert codes("other", "未收取信息处理费。") == []
    assert codes("overview", "运行正常。") == []
