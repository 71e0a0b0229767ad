"""A relation between columns is told by their headings, one between rows by the form's own codes."""

import pytest

from reportgen import checks
from reportgen.model import Printed
from tests import builders


def expression(pack_id: str, year: int, figures: dict[str, builders.Cell], code: str, rule: str) -> str:
    pack = builders.pack(pack_id)
    found = checks.run(builders.report(pack, year, values=figures), pack)
    return next(str(item.facts["expression"]) for item in found if (item.code, item.rule) == (code, rule))


@pytest.mark.parametrize(
    ("pack_id", "year", "figures", "code", "rule", "words"),
    [
        ("municipal-2008", 2012, {"5.annual": 9}, "C201", "pub5", "5 = 5.1+5.2+5.3+5.4+5.5"),
        ("municipal-2008", 2012, {"2.annual": 9}, "C204", "cumulative-ge", "累计数 ≥ 2012年发生数"),
        ("county-2021", 2022, {"review.total": 9}, "C201", "t4-sum", "总计 = 结果维持+结果纠正+其他结果+尚未审结"),
    ],
)
def test_columns_are_told_by_their_headings(
    pack_id: str, year: int, figures: dict[str, builders.Cell], code: str, rule: str, words: str
) -> None:
    assert expression(pack_id, year, figures, code, rule) == words


def test_rows_of_a_finished_report_are_told_by_their_labels() -> None:
    pack = builders.pack("county-2021")
    data = builders.report(pack, 2023, values={"r3_7.total": 9}, printed=Printed(title="报告"))
    rule = next(item for item in checks.run(data, pack) if item.rule == "t3-result-sum")
    assert rule.facts["expression"] == "办理结果总计 = 予以公开+部分公开+…+其他处理：其他"
