from datetime import date

import pytest

from reportgen.model import Body, Level
from reportgen.sources.published.head import Head, dated, recognise
from reportgen.sources.published.txt import read_txt

_PARTS = "一、主动公开情况\n二、依申请公开情况\n三、行政复议情况\n四、存在的主要问题\n我局将继续努力。\n"


def _head(title: str, text: str = "") -> Head:
    head = recognise(read_txt(f"{title}\n{text}\n{_PARTS}", "a.txt"))
    assert head is not None
    return head


@pytest.mark.parametrize(
    ("title", "unit", "year"),
    [
        ("云河市水利局2016年政府信息公开工作年度报告", "云河市水利局", 2016),
        ("云河市水利局2016年度政府信息公开年度报告", "云河市水利局", 2016),
        ("云河市水利局 2016 年政府信息公开工作报告", "云河市水利局", 2016),
        ("2016年度云河市水利局政府信息公开工作年度报告", "云河市水利局", 2016),
        ("云河市水利局政府信息公开2016年度报告", "云河市水利局", 2016),
        ("云河市水利局政府信息公开工作2016年年度报告", "云河市水利局", 2016),
        ("云河市水利局关于2016年政府信息公开工作的报告", "云河市水利局", 2016),
        ("云河市水利局二〇一六年政府信息公开工作年度报告", "云河市水利局", 2016),
        ("云河市水利局\n2016年政府信息公开工作年度报告", "云河市水利局", 2016),
        ("云河市水利局2016年\n政府信息公开工作\n年度报告", "云河市水利局", 2016),
        ("首页\n政务公开\n云河市水利局2016年政府信息公开年报", "云河市水利局", 2016),
        ("2016年政府信息公开工作年度报告", "", 2016),
    ],
)
def test_titles_tell_unit_and_year(title: str, unit: str, year: int) -> None:
    head = _head(title)
    assert (head.unit_name, head.year) == (unit, year)


def test_without_a_title_the_text_tells() -> None:
    text = "本报告数据自2015年1月1日起至2015年12月31日止，请联系松岭县林业局，电话：0431-00000000。这是年度报告。"
    head = _head("政府信息公开", text)
    assert (head.title, head.unit_name, head.year, head.contact.phone) == ("", "松岭县林业局", 2015, "0431-00000000")


@pytest.mark.parametrize(
    "title",
    ["关于编制2016年政府信息公开工作年度报告的通知", "云河市水利局政府信息公开指南", "2016年工作总结", "气象简报"],
)
def test_other_documents_are_no_reports(title: str) -> None:
    assert recognise(read_txt(f"{title}\n各单位：请报送材料。\n主动公开。\n", "a.txt")) is None


@pytest.mark.parametrize(
    ("unit", "level", "body"),
    [
        ("江安省水利厅", Level.PROVINCIAL, Body.DEPARTMENT),
        ("江安省人民政府", Level.PROVINCIAL, Body.GOVERNMENT),
        ("云河市水利局", Level.MUNICIPAL, Body.DEPARTMENT),
        ("云河市人民政府", Level.MUNICIPAL, Body.GOVERNMENT),
        ("松岭县水利局", Level.COUNTY, Body.DEPARTMENT),
        ("云河市江东区水利局", Level.COUNTY, Body.DEPARTMENT),
        ("松岭县人民政府办公室", Level.COUNTY, Body.GOVERNMENT),
        ("松岭县青石镇人民政府", Level.TOWNSHIP, Body.GOVERNMENT),
        ("江东区临江街道办事处", Level.TOWNSHIP, Body.GOVERNMENT),
        ("水利局", None, Body.DEPARTMENT),
    ],
)
def test_names_tell_level_and_body(unit: str, level: Level | None, body: Body) -> None:
    head = _head(f"{unit}2016年政府信息公开工作年度报告")
    assert (head.level, head.body) == (level, body)


def test_a_city_under_another_city_is_a_county() -> None:
    text = "根据云河市人民政府办公室的部署，编制本报告。"
    assert _head("青林市水利局2016年政府信息公开工作年度报告", text).level is Level.COUNTY
    assert _head("云河市水利局2016年政府信息公开工作年度报告", text).level is Level.MUNICIPAL


def test_notices_of_city_and_county_are_followed_by_a_countys_department() -> None:
    text = "根据《通知》（云市政办发〔2017〕1号）和《通知》（松政办发〔2017〕2号）的要求，编制本报告。"
    head = _head("水利局2016年政府信息公开工作年度报告", text)
    assert (head.level, head.level_is_sure) == (Level.COUNTY, False)


def test_labels_of_tables_do_not_speak_for_the_unit() -> None:
    head = _head(
        "云河市水利局2016年政府信息公开工作年度报告",
        "本机关不掌握相关政府信息\n本机关不掌握相关政府信息\n我局公开信息。",
    )
    assert head.short_name == "我局"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2017年2月22日", date(2017, 2, 22)),
        ("（2017年2月22日）", date(2017, 2, 22)),
        ("2017-02-22", date(2017, 2, 22)),
        ("2017 年 2 月 22 日", date(2017, 2, 22)),
        ("二〇一七年二月二十二日", date(2017, 2, 22)),
        ("二○一七年十月十日", date(2017, 10, 10)),
        ("二〇一七年十二月三十一日", date(2017, 12, 31)),
        ("2017年2月30日", None),
        ("二〇一七年十三月三十一日", None),
        ("截至2017年2月22日", None),
        ("", None),
    ],
)
def test_a_line_that_is_a_date(text: str, day: date | None) -> None:
    assert dated(text) == day


def test_a_signature_may_stand_before_the_date() -> None:
    head = recognise(
        read_txt(f"水利局2016年政府信息公开工作年度报告\n编制。\n{_PARTS}云河市水利局 2017年3月1日\n", "a.txt")
    )
    assert head is not None
    assert head.signed_date is not None
    assert head.signed_date.day == date(2017, 3, 1)


def test_the_contact_line_is_taken_apart() -> None:
    text = "联系地址：云河市滨江路1号，邮编：130000，电话：0431-00000000，电子邮箱：gkb@example.com，网址：http://www.example.com。"
    contact = _head("水利局2016年政府信息公开工作年度报告", text).contact
    assert (contact.address, contact.postcode, contact.phone) == ("云河市滨江路1号", "130000", "0431-00000000")
    assert (contact.email, contact.website) == ("gkb@example.com", "http://www.example.com")
