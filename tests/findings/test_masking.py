from decimal import Decimal
from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.findings import Finding, Severity
from reportgen.findings.masking import masked, masked_text
from tests import builders

IDENTITY, MOBILE, CARD, MAIL = "11010519491231002X", "13800138000", "4111111111111111", "lisi1990@qq.com"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"身份证{IDENTITY}。", "身份证110*************2X。"),
        ("身份证１１０１０５１９４９１２３１００２ｘ", "身份证110*************2X"),
        (f"手机{MOBILE}或138 0013 8000", "手机138******00或138******00"),
        ("卡号4111 1111 1111 1111", "卡号411***********11"),
        (f"邮箱{MAIL}", "邮箱l***@qq.com"),
    ],
)
def test_personal_values_keep_their_ends_only(text: str, expected: str) -> None:
    assert masked_text(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "电话0432-63041873",
        "累计公开12345678901条",
        "索引号110105194912310021",
        "xxgk@yunhe.gov.cn",
        "2023年1月1日至12月31日",
    ],
)
def test_what_is_nobodys_stands_as_it_is(text: str) -> None:
    assert masked_text(text) == text


def test_findings_without_any_are_the_same_ones() -> None:
    finding = Finding(code="C501", severity=Severity.VERIFY, facts={"found": Decimal(5), "sentence": "公开5条"})
    assert masked([finding])[0] is finding


def test_quotes_and_reasons_are_masked_numbers_are_not() -> None:
    finding = Finding(
        code="C501",
        severity=Severity.VERIFY,
        facts={"found": Decimal(MOBILE), "sentence": f"请打{MOBILE}"},
        explanation=f"已问{MOBILE}",
    )
    (told,) = masked([finding])
    assert told.facts == {"found": Decimal(MOBILE), "sentence": "请打138******00"}
    assert told.explanation == "已问138******00"


def test_no_finding_of_a_report_quotes_a_personal_number(tmp_path: Path) -> None:
    pack = builders.pack("county-2021")
    sentence = f"全年收到政府信息公开申请99件，{MOBILE}，{IDENTITY}，XX，{MAIL}"
    data = builders.report(pack, 2023, narrative={"overview": (sentence,)})
    found = pipeline.examine(pipeline.Reading(data, pack))
    assert {"C501", "C705", "C802", "C803", "C805"} <= {item.code for item in found}
    printed = " ".join(str(item.facts) for item in found)
    assert [value for value in (IDENTITY, MOBILE, MAIL) if value in printed] == []
