"""A form's rows from a spreadsheet: read, and every mistake told at its cell."""

from typing import Any

import pytest

from reportgen.packcheck.making.rows_file import read
from reportgen.sources import Sheet, Workbook

HEAD = ("代码", "指标名称", "计量单位", "上级", "关系", "annual:本期实际", "cumulative:本年累计")
ROWS = (("01", "信息数", "条", "", ""), ("02", "电子信息数", "条", "01", "其中"), ("10", "申请数", "件", "", ""))


def book(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD, relations: tuple[tuple[str, ...], ...] = ()) -> Workbook:
    sheets = [Sheet("rows.xlsx", "指标", (head, *(rows or ROWS)))]
    if relations:
        sheets.append(Sheet("rows.xlsx", "勾稽关系", (("编号", "勾稽关系", "级别", "说明"), *relations)))
    return Workbook("rows.xlsx", tuple(sheets))


def test_rows_columns_and_units_are_read() -> None:
    data, findings = read(book())
    assert findings == ()
    assert [row["code"] for row in data["rows"]] == ["01", "02", "10"]
    assert data["columns"] == [{"code": "annual", "label": "本期实际"}, {"code": "cumulative", "label": "本年累计"}]
    assert (data["layout"], data["label_header"], data["unit_header"]) == ("list", "指标名称", "计量单位")


def test_a_subset_is_at_most_its_parent_and_parts_add_up() -> None:
    data, _ = read(book(*ROWS, ("11", "当面", "件", "10", "分项"), ("12", "网上", "件", "10", "分项")))
    found = {relation["id"]: relation for relation in data["relations"]}
    assert (found["of-02"]["left"], found["of-02"]["right"]) == (["02"], ["01"])
    assert (found["sum-10"]["total"], found["sum-10"]["parts"]) == ("10", ["11", "12"])
    assert found["cumulative-ge"]["across"] == "columns"


def test_a_written_relation_stands_in_for_the_implied_one() -> None:
    rows = (*ROWS, ("11", "当面", "件", "10", "分项"), ("12", "网上", "件", "10", "分项"))
    data, findings = read(book(*rows, relations=(("apply", "10=11+…+12", "核实性", "申请数等于两项之和。"),)))
    assert findings == ()
    sums = [relation for relation in data["relations"] if relation["kind"] == "sum"]
    assert sums == [
        {
            "id": "apply",
            "kind": "sum",
            "total": "10",
            "parts": ["11", "12"],
            "text": "申请数等于两项之和。",
            "severity": "verify",
        }
    ]


@pytest.mark.parametrize(
    ("expression", "kind"),
    [("02 <= 01", "at_most"), ("01≥02", "at_least"), ("01+02 = 10+02", "equal"), ("10 ＝ 01＋02", "sum")],
)
def test_a_relation_is_told_by_its_sign(expression: str, kind: str) -> None:
    data, findings = read(book(relations=(("x", expression, "", ""),)))
    assert findings == ()
    assert data["relations"][0]["kind"] == kind


def test_a_code_kept_as_a_number_is_the_code_that_is_shown() -> None:
    data, _ = read(book((10.0, "申请数", "件", "", "")))
    assert data["rows"][0]["code"] == "10"


def test_yuan_is_an_amount_and_a_dash_a_cell_that_is_never_filled() -> None:
    data, _ = read(book(("13", "收费金额", "元", "", "", "", "-")))
    assert (data["rows"][0]["measure"], data["rows"][0]["dash"]) == ("amount_yuan", ["cumulative"])


def test_a_group_column_makes_the_grouped_layout() -> None:
    head = ("代码", "指标", "分组", "统计数")
    data, _ = read(book(("1", "人员", "人员配置", ""), head=head))
    assert data["layout"] == "groups"
    assert data["rows"][0]["group"] == "人员配置"


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ((("", "信息数", "条", "", ""),), "P273", "A2"),
        ((("01", "", "条", "", ""),), "P273", "A2"),
        ((ROWS[0], ("01", "又一个", "条", "", "")), "P106", "A3"),
        ((ROWS[0], ("02", "其中", "条", "09", "其中")), "P107", "D3"),
        ((ROWS[0], ("02", "其中", "条", "01", "包含")), "P274", "E3"),
    ],
)
def test_a_mistake_is_told_at_its_cell(rows: tuple[tuple[str, ...], ...], code: str, cell: str) -> None:
    _, findings = read(book(*rows))
    assert [(item.code, item.location.cell) for item in findings] == [(code, cell)]


@pytest.mark.parametrize(
    ("relation", "code", "cell"),
    [
        (("x", "10 = 11+99", "", ""), "P275", "B2"),
        (("x", "十等于一", "", ""), "P275", "B2"),
        (("x", "02 <= 01", "必须", ""), "P274", "C2"),
    ],
)
def test_a_relation_that_cannot_be_read_is_told_at_its_cell(relation: tuple[str, ...], code: str, cell: str) -> None:
    _, findings = read(book(relations=(relation,)))
    assert [(item.code, item.location.sheet, item.location.cell) for item in findings] == [(code, "勾稽关系", cell)]


def test_a_sheet_without_headings_says_which_are_needed() -> None:
    data, findings = read(Workbook("rows.xlsx", (Sheet("rows.xlsx", "S", (("甲", "乙"), ("1", "2"))),)))
    assert data == {}
    assert [item.code for item in findings] == ["P271"]


def test_a_sheet_without_columns_of_figures_says_so() -> None:
    _, findings = read(book(("1", "人员"), head=("代码", "指标")))
    assert [item.code for item in findings] == ["P272"]
