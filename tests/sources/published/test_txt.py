import pytest

from reportgen.sources.published.blocks import Paragraph
from reportgen.sources.published.txt import cells_of, read_txt


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("累计数 |", ("累计数",)),
        ("|", ("",)),
        ("- |", ("-",)),
        ("| 甲 | 1 |  |", ("甲", "1", "")),
        ("甲｜1｜2", ("甲", "1", "2")),
        ("|---|:---:|", ()),
        ("甲\t1\t\t2", ("甲", "1", "", "2")),
        ("甲\t1\t", ("甲", "1", "")),
        ("普通的一行。", None),
        ("", None),
    ],
)
def test_lines_of_flattened_tables_come_apart(line: str, cells: tuple[str, ...] | None) -> None:
    assert cells_of(line) == cells


def test_lines_keep_their_numbers() -> None:
    lines = [block for block in read_txt("甲\n\n乙 |\r\n", "a.txt") if isinstance(block, Paragraph)]
    assert [(block.text, block.location.line, block.cells) for block in lines] == [
        ("甲", 1, None),
        ("", 2, None),
        ("乙", 3, ("乙",)),
    ]
