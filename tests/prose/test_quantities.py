from decimal import Decimal

import pytest

from reportgen.prose.quantities import Quantity, find
from reportgen.wording.signs import plain


def found(text: str) -> list[Quantity]:
    return list(find(plain(text)))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("公开579条", "579", "条"),
        ("公开5,977 条", "5977", "条"),
        ("公开5，977条", "5977", "条"),
        ("受理一百一十七件", "117", "件"),
        ("点击1.2万次", "12000", "次"),
        ("收到１２件", "12", "件"),
        ("收到两件", "2", "件"),
        ("收取3.5万元", "35000", "元"),
        ("收取430元", "430", "元"),
        ("编发29期", "29", "期"),
        ("培训46人次", "46", "人次"),
        ("经费投入为0。", "0", ""),
    ],
)
def test_a_count_is_read(text: str, value: str, unit: str) -> None:
    (quantity,) = found(text)
    assert (quantity.value, quantity.unit, quantity.kind) == (Decimal(value), unit, "count")
    assert not quantity.approximate


@pytest.mark.parametrize(("text", "value"), [("占49.2％", "49.2"), ("占百分之五", "5"), ("占百分之五点三", "5.3")])
def test_a_share_is_read(text: str, value: str) -> None:
    (quantity,) = found(text)
    assert (quantity.kind, quantity.value) == ("share", Decimal(value))


@pytest.mark.parametrize(
    "text", ["二十余条", "300多条", "近300条", "约40件", "100条以上", "500余条", "超过20次", "20件左右", "30-40件"]
)
def test_a_rough_number_is_known_as_such(text: str) -> None:
    assert all(quantity.approximate for quantity in found(text))
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "2012年",
        "2013年2月20日",
        "二〇一三年三月十日",
        "国办发〔2014〕32号",
        "国办发[2012]29号",
        "第三条、第20条",
        "电话：0432-63041873",
        "电话：62048278",
        "邮编：132011",
        "20个工作日内",
        "15日内",
        "《关于做好5件事的通知》",
        "开设“创业富民30条”专栏",
        "一次性告知",
        "最多跑一次",
        "推进一批重点项目，形成一套制度",
        "由六个部分组成",
        "三分之一",
        "每次、每条",
        "http://www.example.com/2012/5条",
    ],
)
def test_what_is_no_quantity_is_left(text: str) -> None:
    assert found(text) == []


def test_a_rounded_number_may_lie_off_by_what_rounding_hides() -> None:
    assert [item.give for item in found("1.2万次，579条，4.5万元")] == [Decimal(500), Decimal(0), Decimal(500)]


def test_whole_ten_thousands_of_money_are_meant_as_they_are_written() -> None:
    assert [item.give for item in found("40万元")] == [Decimal(0)]


def test_offsets_are_those_of_the_text_as_typed() -> None:
    text = "共收到１２件，答复十一件"
    assert [text[item.start : item.end] for item in found(text)] == ["１２件", "十一件"]
