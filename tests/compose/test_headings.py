"""Which lines of a snippet are headings."""

import pytest

from reportgen.compose.headings import level


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（一）公开的数量", 2),
        ("(一)加强组织，强化领导。", 2),
        ("（十二）其他", 2),
        ("㈠公开的数量", 2),
        ("　　（一）公开的数量", 2),
        ("1.充实公开内容", 3),
        ("1、充实公开内容。", 3),
        ("１．充实公开内容", 3),
        ("12.其他", 3),
        ("（1）网上申请", 4),
        ("(1)网上申请", 4),
        ("⑴网上申请", 4),
    ],
)
def test_a_short_numbered_line_is_a_heading(line: str, expected: int) -> None:
    assert level(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "2012年，我局公开信息579条。",
        "（一）公开的数量。2012年，我局公开信息579条。",
        "1.5万条信息",
        "１．５万条",
        "2012.我局",
        "（一）",
        "1.",
        "（略）内容",
        "一、基本工作情况",
        "公开（一）项",
        "（一）" + "甲" * 38,
    ],
)
def test_any_other_line_is_body_text(line: str) -> None:
    assert level(line) == 0


def test_a_heading_may_be_forty_characters_long() -> None:
    assert level("（一）" + "甲" * 37) == 2
