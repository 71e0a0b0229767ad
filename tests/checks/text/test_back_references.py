import pytest

from reportgen.checks.run import of_text as check_text
from tests import builders

PACK = builders.pack("county-2021")


def codes(text: str) -> list[str]:
    narrative = {"overview": tuple(text.split("\n"))}
    return [item.code for item in check_text(builders.report(PACK, 2023, narrative=narrative), PACK)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办理代表建议63件。上述36件建议均已答复。", ["C505"]),
        ("办理代表建议63件。上述63件建议均已答复。", []),
        ("办理代表建议63件。\n前述36件建议均已答复。", ["C505"]),
        ("办理代表建议63件、委员提案20件。上述83件建议提案均已答复。", []),
        ("办理代表建议63件。上述17件建议由县长领办。", []),
        ("办理代表建议63件。上述36个村屯已走访。", []),
        ("办理代表建议60余件。上述61件建议均已答复。", []),
        ("新建公开栏126块。这162块公开栏均已启用。", ["C505"]),
        ("新建公开栏126块。这162块展板均已启用。", []),
        ("新增栏目7个。上述8个栏目均有专人维护。", ["C505"]),
        ("新增栏目7个。上述5个栏目均有专人维护。", []),
        ("刊发稿件66条。综上，年内刊发的稿件76条均经审核。", ["C505"]),
        ("刊发稿件66条。综上，年内刊发的稿件66条均经审核。", []),
        ("更新栏目信息128条。年内更新的182条栏目信息均经复核。", ["C505"]),
        ("更新栏目信息128条。年内更新的129条栏目信息均经复核。", []),
    ],
)
def test_a_number_told_again_is_the_one_told_before(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_what_another_section_told_is_not_meant() -> None:
    narrative = {"overview": ("办理代表建议63件。",), "problems": ("上述36件建议均已答复。",)}
    assert list(check_text(builders.report(PACK, 2023, narrative=narrative), PACK)) == []
