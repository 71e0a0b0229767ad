"""A form's rows from a spreadsheet: codes, labels, nesting, columns, and the relations that follow from them.

Takes a Workbook (first sheet the rows, a sheet 勾稽关系 or relations where there is one), gives the form as plain data
for forms/<form>.yaml, or findings at the cells. Writing the files is left to `new_pack.py`, the last word on the form
to `packs.load`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reportgen.findings import Finding, Severity, finding_of
from reportgen.findings.severity_words import KNOWN, severity_named
from reportgen.sources import Sheet, Workbook
from reportgen.wording.likeness import nearest

# What a heading of the sheet means, by all the words that offices have for it.
_HEADS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "代码", "编号", "序号"),
    "label": ("label", "指标", "指标名称", "统计指标", "项目", "名称"),
    "printed": ("printed", "表上文字", "印刷文字"),
    "unit": ("unit", "计量单位", "单位"),
    "parent": ("parent", "上级", "上级代码"),
    "nesting": ("nesting", "关系", "与上级的关系"),
    "group": ("group", "分组"),
    "measure": ("measure", "计量方式"),
    "header": ("header", "小标题"),
    "star": ("star", "★"),
}
_NESTING = {
    "part": ("part", "分项", "合计项", "之和"),
    "subset": ("subset", "其中", "其中数"),
    "overlap": ("overlap", "交叉"),
}
# a unit that tells how a row counts
_MEASURES = {"元": "amount_yuan", "万元": "amount_wan", "%": "percent", "％": "percent"}
_MEASURE_WORDS = ("count", "signed_count", "percent", "amount_yuan", "amount_wan", "amount_with_unit", "text_and_count")
# Of two that fit the first that is still free: 本年累计数 is cumulative.
_COLUMN_WORDS = (("累计", "cumulative"), ("本期", "annual"), ("当年", "annual"), ("本年", "annual"), ("发生", "annual"))
_YES = ("1", "是", "yes", "true", "★", "√", "x")
_RELATION_HEADS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "编号"),
    "text": ("text", "说明", "文字"),
    "expression": ("expression", "关系", "勾稽关系", "公式"),
    "severity": ("severity", "级别", "性质"),
    "columns": ("columns", "适用列", "列"),
    "basis": ("basis", "依据"),
}
# as typed on a keyboard, and as printed
_SIGNS = {"=": "equal", "==": "equal", "<=": "at_most", "≤": "at_most", ">=": "at_least", "≥": "at_least"}
# `10 = 11+12+13`, `02 ≤ 01`: one sign between two sums
_SIDES = re.compile(r"\s*([^=<>≤≥]+?)\s*(==|<=|>=|=|≤|≥)\s*([^=<>≤≥]+?)\s*")
# `21+…+31`, `21+...+31`
_RUN = re.compile(r"(\w+(?:\.\w+)*)\s*\+\s*(?:\.\.\.|…+)\s*\+\s*(\w+(?:\.\w+)*)")
Data = dict[str, Any]


@dataclass(slots=True)
class _Read:
    """What has been read so far."""

    columns: list[Data] = field(default_factory=list)
    rows: list[Data] = field(default_factory=list)
    relations: list[Data] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read(workbook: Workbook) -> tuple[Data, tuple[Finding, ...]]:
    """The columns, rows, layout and relations of the form, and what is wrong with the sheets."""
    found = _Read()
    sheet = workbook.sheets[0]
    head = _head_row(sheet)
    if head is None:
        at = sheet.location(0, 0)
        return {}, (finding_of("P271", at, known="代码, 指标"),)
    places, figures = _columns(sheet, head, found)
    for number in range(head + 1, len(sheet.rows)):
        _row(sheet, number, places, figures, found)
    own = next((item for item in workbook.sheets[1:] if item.name.strip() in ("勾稽关系", "relations")), None)
    if own is not None:
        _own_relations(own, found)
    found.relations += _implied(found)
    return _form(sheet, head, places, found), tuple(found.findings)


def _form(sheet: Sheet, head: int, places: Mapping[str, int], found: _Read) -> Data:
    grouped = any("group" in row for row in found.rows)
    data: Data = {
        "layout": "groups" if grouped else "list",
        "label_header": _text(sheet, head, places["label"]),
        "columns": found.columns,
        "rows": found.rows,
        "relations": found.relations,
    }
    if "unit" in places and not grouped:
        data["unit_header"] = _text(sheet, head, places["unit"])
    return data


def _head_row(sheet: Sheet) -> int | None:
    """The first row that names a code and a label."""
    for number in range(min(len(sheet.rows), 20)):  # a title and remarks may stand above the headings
        words = {_key(str(value), _HEADS) for value in sheet.rows[number]}
        if {"code", "label"} <= words:
            return number
    return None


def _columns(sheet: Sheet, head: int, found: _Read) -> tuple[dict[str, int], dict[str, int]]:
    """Where each detail of a row stands, and where each column of figures."""
    places: dict[str, int] = {}
    figures: dict[str, int] = {}
    for index in range(len(sheet.rows[head])):
        text = _text(sheet, head, index)
        key = _key(text, _HEADS)
        if key is not None:
            places.setdefault(key, index)
        elif text:
            code, label = _column(text, figures)
            figures[code] = index
            found.columns.append({"code": code, "label": label})
    if not figures:
        found.findings.append(finding_of("P272", sheet.location(head, 0)))
    return places, figures


def _column(text: str, taken: Mapping[str, int]) -> tuple[str, str]:
    """`annual:本期实际`, or a label whose words say which it is; else c1, c2 and so on."""
    code, colon, label = text.replace("：", ":").partition(":")
    if colon and re.fullmatch(r"[A-Za-z]\w*", code):
        return code, label.strip()
    known = next((name for word, name in _COLUMN_WORDS if word in text and name not in taken), None)
    return known or f"c{len(taken) + 1}", text


def _row(sheet: Sheet, number: int, places: Mapping[str, int], figures: Mapping[str, int], found: _Read) -> None:
    texts = {key: _text(sheet, number, index) for key, index in places.items()}
    if not any(texts.values()):
        return
    if not texts["code"] or not texts["label"]:
        found.findings.append(finding_of("P273", sheet.location(number, places["code"])))
        return
    codes = [row["code"] for row in found.rows]
    if texts["code"] in codes:
        found.findings.append(finding_of("P106", sheet.location(number, places["code"]), name=texts["code"]))
        return
    row: Data = {"code": texts["code"], "label": texts["label"]}
    row |= {key: texts[key] for key in ("printed", "group", "unit") if texts.get(key)}
    row |= {key: True for key in ("header", "star") if texts.get(key, "").lower() in _YES}
    row |= _nested(sheet, number, places, texts, codes, found)
    # the office's own word goes before what the unit tells
    measure = texts.get("measure") or _MEASURES.get(texts.get("unit", ""), "")
    if measure and measure not in _MEASURE_WORDS:
        known = ", ".join(_MEASURE_WORDS)
        found.findings.append(finding_of("P274", sheet.location(number, places["measure"]), found=measure, known=known))
    elif measure and measure != "count":
        row["measure"] = measure
    # the form prints - there
    dashes = [code for code, index in figures.items() if _text(sheet, number, index) in ("-", "－", "—")]
    if dashes:
        row["dash"] = dashes
    found.rows.append(row)


def _nested(
    sheet: Sheet, number: int, places: Mapping[str, int], texts: Mapping[str, str], codes: Sequence[str], found: _Read
) -> Data:
    parent = texts.get("parent", "")
    if not parent:
        return {}
    if parent not in codes:
        near = nearest(parent, codes)
        found.findings.append(finding_of("P107", sheet.location(number, places["parent"]), name=parent, nearest=near))
        return {}
    word = texts.get("nesting", "")
    if not word:
        return {"parent": parent}
    nesting = _key(word, _NESTING)
    if nesting is None:
        known = "、".join(words[1] for words in _NESTING.values())
        found.findings.append(finding_of("P274", sheet.location(number, places["nesting"]), found=word, known=known))
        return {"parent": parent}
    return {"parent": parent, "nesting": nesting}


def _implied(found: _Read) -> Iterator[Data]:
    """What nesting and columns imply and nobody has written: sums, of which, cumulative at least annual."""
    # what an office has written itself is not guessed a second time
    written = [{relation.get("total"), *relation.get("left", ())} for relation in found.relations]
    basis = "由表内层级推出"
    for parent in found.rows:
        code, label = parent["code"], parent["label"]
        children = [row for row in found.rows if row.get("parent") == code and not row.get("header")]
        parts = [row["code"] for row in children if row.get("nesting") == "part"]
        # a heading has no figure to be a sum
        if parts and not parent.get("header") and not any(code in operands for operands in written):
            text = f"{label}等于{len(parts)}个分项之和。"
            yield {
                "id": f"sum-{_slug(code)}",
                "kind": "sum",
                "total": code,
                "parts": parts,
                "text": text,
                "basis": basis,
            }
        for row in children:
            if row.get("nesting") == "subset" and not any(row["code"] in operands for operands in written):
                text = f"{row['label']}是其中数，不超过{label}。"
                sides = {"left": [row["code"]], "right": [code]}
                yield {"id": f"of-{_slug(row['code'])}", "kind": "at_most", **sides, "text": text, "basis": basis}
    if {"annual", "cumulative"} <= {column["code"] for column in found.columns}:
        sides = {"left": ["cumulative"], "right": ["annual"]}
        text = "累计数不小于当期数。"
        yield {"id": "cumulative-ge", "kind": "at_least", "across": "columns", **sides, "text": text, "basis": basis}
    yield {
        "id": "whole",
        "kind": "whole_number",
        "text": "件数、人数、次数为非负整数；没有发生填0，不留空。",
        "basis": "按计量单位推出",
    }


def _own_relations(sheet: Sheet, found: _Read) -> None:
    head = next((number for number in range(len(sheet.rows)) if any(sheet.rows[number])), None)
    if head is None:
        return
    places: dict[str, int] = {}
    for index in range(len(sheet.rows[head])):
        key = _key(_text(sheet, head, index), _RELATION_HEADS)
        if key is not None:
            places.setdefault(key, index)
    if "expression" not in places:
        found.findings.append(finding_of("P271", sheet.location(head, 0), known="勾稽关系"))
        return
    for number in range(head + 1, len(sheet.rows)):
        if _text(sheet, number, places["expression"]):
            _own_relation(sheet, number, places, found)


def _own_relation(sheet: Sheet, number: int, places: Mapping[str, int], found: _Read) -> None:
    texts = {key: _text(sheet, number, index) for key, index in places.items()}
    sides = _sides(texts["expression"], [row["code"] for row in found.rows])
    if isinstance(sides, str):
        where = places["expression"]
        found.findings.append(
            finding_of("P275", sheet.location(number, where), found=texts["expression"], reason=sides)
        )
        return
    severity = severity_named(texts.get("severity") or Severity.ERROR)
    if severity is None:
        found.findings.append(
            finding_of("P274", sheet.location(number, places["severity"]), found=texts["severity"], known=KNOWN)
        )
        return
    relation: Data = {"id": texts.get("id") or f"rule-{len(found.relations) + 1}", **sides}
    relation["text"] = texts.get("text") or texts["expression"]
    if severity is not Severity.ERROR:
        relation["severity"] = severity.value
    if texts.get("columns"):
        relation["columns"] = re.split(r"[,，、\s]+", texts["columns"])
    if texts.get("basis"):
        relation["basis"] = texts["basis"]
    found.relations.append(relation)


def _sides(expression: str, codes: Sequence[str]) -> Data | str:
    """`10 = 11+12+13`, `20=21+…+31`, `02 ≤ 01` as the keys of a relation, or the code that no row has."""
    matched = _SIDES.fullmatch(expression.replace("＝", "=").replace("＋", "+"))  # as an input method types them
    if matched is None:
        return expression
    kind = _SIGNS[matched[2]]
    left, right = _operands(matched[1], codes), _operands(matched[3], codes)
    unknown = next((code for code in (*left, *right) if code not in codes), None)
    if unknown is not None:
        return unknown
    if kind == "equal" and len(left) == 1:  # one figure on the left: a sum
        return {"kind": "sum", "total": left[0], "parts": right}
    return {"kind": kind, "left": left, "right": right}


def _operands(side: str, codes: Sequence[str]) -> list[str]:
    """The codes of a sum; `21+…+31` stands for all rows from one to the other."""
    run = _RUN.fullmatch(side.strip())
    if run and run[1] in codes and run[2] in codes:
        return list(codes[codes.index(run[1]) : codes.index(run[2]) + 1])
    return [code.strip() for code in side.split("+")]


def _key(word: str, known: Mapping[str, tuple[str, ...]]) -> str | None:
    word = word.strip().lower()
    return next((key for key, words in known.items() if word in words), None)


def _text(sheet: Sheet, row: int, column: int) -> str:
    """The cell as text; a code that the spreadsheet keeps as the number 10 is 10, not 10.0."""
    value = sheet.value(row, column)
    if isinstance(value, float):
        return f"{Decimal(str(value)).normalize():f}"  # Excel keeps every number as a float
    return str(value).strip()


def _slug(code: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")
