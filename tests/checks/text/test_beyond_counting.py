"""Numbers that no report counts so far to."""

import pytest

from reportgen.checks.run import of_text
from tests import builders


def codes(text: str) -> list[str]:
    pack = builders.pack("county-2021")
    found = of_text(builders.report(pack, 2023, narrative={"overview": (text,)}), pack)
    return [item.code for item in found if item.code == "C716"]


@pytest.mark.parametrize("words", ["10000000000000000条", "收到十亿亿件"])
def test_a_number_beyond_counting_is_told_once(words: str) -> None:
    assert codes(f"我局公开{words}。") == ["C716"]


@pytest.mark.parametrize("words", ["9999999999999999条", "三万亿元", "1205条"])
def test_one_that_can_be_counted_is_none(words: str) -> None:
    assert codes(f"我局公开{words}。") == []
