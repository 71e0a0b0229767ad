from dataclasses import replace

import pytest

from reportgen.checks.formal.privacy import check_privacy
from reportgen.findings import Finding
from reportgen.model import Figure, FigureKey
from reportgen.wording.personal_numbers import is_card_number, is_identity_number
from tests import builders

PACK = builders.pack("municipal-2008")


def said(text: str, section: str = "overview") -> list[Finding]:
    return list(check_privacy(builders.report(PACK, 2012, narrative={section: (text,)}), PACK))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("身份证号11010519491231002X", "C802"),
        ("身份证号１１０１０５１９４９１２３１００２ｘ", "C802"),
        ("身份证号110105 19491231 002X", "C802"),
        ("手机13800138000", "C803"),
        ("手机１３８ ００１３ ８０００", "C803"),
        ("卡号4111 1111 1111 1111", "C804"),
        ("联系lisi@qq.com", "C805"),
        ("秘密★3年", "C801"),
        ("【机密】", "C801"),
        ("内部资料 注意保存", "C801"),
    ],
)
def test_what_must_not_be_published_is_found(text: str, code: str) -> None:
    assert [item.code for item in said(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "涉密信息不公开，公开信息不涉密",
        "属于国家秘密的不予公开",
        "编号110105194912310021",
        "电话0431-63041873",
        "访问量12345678901次",
        "邮箱xxgk@yunhe.gov.cn",
    ],
)
def test_what_may_be_published_is_left(text: str) -> None:
    assert said(text) == []


def test_the_offices_own_contact_line_is_allowed() -> None:
    data = builders.report(PACK, 2012, narrative={"overview": ("请打13800138000或写信到gkb@example.com",)})
    own = replace(data, contact=replace(data.contact, phone="13800138000"))
    assert [item.code for item in check_privacy(data, PACK)] == ["C803"]
    assert list(check_privacy(own, PACK)) == []


def test_values_are_masked() -> None:
    facts = " ".join(str(item.facts) for item in said("11010519491231002X，13800138000，lisi@qq.com"))
    assert "19491231" not in facts
    assert "13800138000" not in facts
    assert "lisi" not in facts


def test_words_in_cells_and_explanations_are_looked_at() -> None:
    data = builders.report(PACK, 2012, row_explanations={"5": "见13800138000"})
    figures = {**data.figures, FigureKey("13.annual"): Figure(None, raw="张三13800138001，50期")}
    found = list(check_privacy(replace(data, figures=figures), PACK))
    assert [item.code for item in found] == ["C803", "C803"]


def test_check_digits() -> None:
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310021")
    assert is_card_number("4111111111111111")
    assert not is_card_number("4111111111111112")
