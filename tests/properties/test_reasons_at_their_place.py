"""A finding to be verified names the place of its reason, and a reason written there lets it pass."""

import json
import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from reportgen import pipeline
from reportgen.findings import Finding, Severity
from reportgen.findings.text import hint
from tests.builders import TEMPLATES

EXAMPLES = TEMPLATES.parent / "data_examples"
REASON = "去年漏报的部分今年补计，按实际办理的口径统计。"
STRANGE = (
    "本年度收到申请12件，其中网上申请9件、信函申请5件。46条信息，占579条的8.7%。联系13800138000，邮箱abc@qq.example。"
)


def to_verify(path: Path) -> list[Finding]:
    findings = pipeline.examine(pipeline.read(path, (TEMPLATES,)))
    return [item for item in findings if item.severity is Severity.VERIFY and item.explanation is None]


def strange_text(folder: Path) -> Path:
    book = openpyxl.load_workbook(EXAMPLES / "municipal" / "municipal-2008.xlsx")
    book["叙述"]["D8"] = STRANGE
    book.save(folder / "strange.xlsx")
    return folder / "strange.xlsx"


def with_reasons(path: Path, findings: list[Finding]) -> bytes:
    book, result = openpyxl.load_workbook(path), BytesIO()
    for item in findings:
        told = re.search(r"在“(.+?)”第 (\d+) 行的“说明”栏", hint(item, "zh"))
        assert told, item
        sheet = book[told[1]]
        column = next(cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == "说明")
        sheet.cell(int(told[2]), column).value = REASON
    book.save(result)
    return result.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["county-2021", "county-government-2008", "strange"])
def test_a_reason_written_where_the_hint_says_lets_the_finding_pass(name: str, tmp_path: Path) -> None:
    path = strange_text(tmp_path) if name == "strange" else EXAMPLES / "planted-errors" / f"{name}.xlsx"
    findings = to_verify(path)
    assert findings
    explained = tmp_path / "explained.xlsx"
    explained.write_bytes(with_reasons(path, findings))
    assert to_verify(explained) == []


@pytest.mark.parametrize("name", ["county-2021", "county-government-2008"])
def test_a_reason_under_the_key_the_hint_names_lets_the_finding_pass(name: str, tmp_path: Path) -> None:
    path = EXAMPLES / "planted-errors" / f"{name}.json"
    report = json.loads(path.read_text("utf-8"))
    report.setdefault("narrative", {})["remedies"] = STRANGE
    explained = tmp_path / "report.json"
    explained.write_text(json.dumps(report, ensure_ascii=False), "utf-8")
    findings = to_verify(explained)
    assert {"C601", "C803", "C805"} <= {item.code for item in findings}
    keys = [re.search(r"以“(.+?)”为键", hint(item, "zh")) for item in findings]
    report["explanations"] = {key[1]: REASON for key in keys if key}
    explained.write_text(json.dumps(report, ensure_ascii=False), "utf-8")
    assert to_verify(explained) == []


def test_nothing_is_to_be_written_for_an_error() -> None:
    path = EXAMPLES / "planted-errors" / "county-2021.xlsx"
    errors = [item for item in pipeline.examine(pipeline.read(path, (TEMPLATES,))) if item.severity is Severity.ERROR]
    assert errors
    assert not [item for item in errors if "说明”栏" in hint(item, "zh")]
