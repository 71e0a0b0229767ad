"""The four states of a cell (a number, 0, `-`, blank), and what kind of number it may hold.

Takes the report's figures and the pack's fields, gives findings: blanks a row at a time, so that an empty workbook
stays readable, all else a cell at a time. What could not be read at all has its finding from `sources` already.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks import cells
from reportgen.checks.registry import report_check
from reportgen.findings import Fact, Finding, Severity, finding_of
from reportgen.model import DASH, NOT_APPLICABLE, FigureKey, ReportData
from reportgen.packs import Field, Pack, Rule, Term, dated

_DECIMALS = {
    "amount_yuan": 2,  # 分
    "amount_wan": 6,
    "amount_with_unit": 6,
    "percent": 4,
}  # 万元 to six places is 分, the smallest there is


@report_check
def blanks(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C107 for a table nobody has begun, C101 for each row of the others with blank cells."""
    blank = {item.key for item in pack.fields.values() if item.is_open and _is_blank(data, item.key)}
    for table in pack.form.tables if blank else ():
        fields = [item for row in table.rows for item in pack.fields_of_row.get(row.code, ()) if item.is_open]
        if len(fields) > 1 and all(item.key in blank for item in fields):
            yield _empty_table(data, pack, fields)
            continue
        for row in table.rows:
            keys = [item.key for item in pack.fields_of_row.get(row.code, ()) if item.key in blank]
            if keys:
                yield _blank(data, pack, keys)


@report_check
def states(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C102 to C108: a `-` where a number belongs, a number where the form prints `-`, and numbers of the wrong kind."""
    for key, figure in data.figures.items():
        item, value = pack.fields.get(key), figure.value
        if item is None or value is None:
            continue
        if value is NOT_APPLICABLE:
            if item.is_open:
                yield _dash(data, pack, item)
        elif not item.is_open:
            yield _closed(data, pack, item, value)
        else:
            yield from _number(data, pack, item, value)


def _is_blank(data: ReportData, key: FigureKey) -> bool:
    figure = data.figure(key)
    return figure.value is None and not figure.unread


def _empty_table(data: ReportData, pack: Pack, fields: list[Field]) -> Finding:
    first, table = fields[0], pack.table(fields[0].table)
    facts: dict[str, Fact] = {"table": table.title or table.sheet, "figure": first.key, "count": len(fields)}
    # told once for the table, not for each of its rows
    found = finding_of("C107", cells.place(data, pack, first.key), **facts)
    return found.about(table.key, rule=_rule_id(_whole(pack)))


def _blank(data: ReportData, pack: Pack, keys: list[FigureKey]) -> Finding:
    more: dict[str, Fact] = {
        "field": cells.name(data, pack, keys, "、"),
        "cells": cells.compare(data, pack, [Term(key) for key in keys], data.figure(keys[0]).location),
        "count": len(keys),
    }
    return _of_cell("C101", data, pack, keys[0], rule=_whole(pack), more=more)


def _dash(data: ReportData, pack: Pack, item: Field) -> Finding:
    """An error; in a ★ row, where the form knows a `-`, a matter to be explained: this body is the one that counts."""
    # ★ rows: the 2008 form opens them to some bodies only
    severity = Severity.VERIFY if item.row.star else Severity.ERROR
    more: dict[str, Fact] = {"found": DASH, "words": _words(pack, item, data.year) if item.row.star else ""}
    return _of_cell("C102", data, pack, item.key, rule=_whole(pack), severity=severity, more=more)


def _closed(data: ReportData, pack: Pack, item: Field, value: Decimal) -> Finding:
    more: dict[str, Fact] = {"found": value, "expected": DASH, "words": _words(pack, item, data.year)}
    return _of_cell("C103", data, pack, item.key, rule=None, more=more)


def _number(data: ReportData, pack: Pack, item: Field, value: Decimal) -> Iterator[Finding]:
    if value < 0 and item.measure != "signed_count":
        yield _of_cell("C104", data, pack, item.key, rule=_whole(pack), more={"found": value})
    if value == value.to_integral_value():
        return
    allowed = _DECIMALS.get(item.measure)
    if allowed is None:
        yield _of_cell("C105", data, pack, item.key, rule=_whole(pack), more={"found": value})
    elif _decimals(value) > allowed:
        yield _of_cell("C108", data, pack, item.key, rule=None, more={"found": value, "decimals": allowed})


def _decimals(value: Decimal) -> int:
    return -int(value.normalize().as_tuple().exponent)  # 1.50 has one decimal


def _words(pack: Pack, item: Field, year: int) -> str:
    """What the form itself says of cells printed `-`: of ★ rows, or of a column of some rows."""
    said = [rule.rule for rule in pack.form.level_rules if f"“{DASH}”" in rule.rule]
    if item.row.star:
        notes = [sentence for table in pack.form.tables for note in table.notes for sentence in _sentences(note)]
        return next((dated(text, year) for text in (*notes, *said) if "★" in text), "")
    return next((text for text in said if item.column.label in text), "")


def _sentences(note: str) -> list[str]:
    """The sentences of a note below a table, without its heading 说明."""
    return [f"{text}。" for text in re.sub(r"^说明[:：]\s*", "", note).split("。") if text]


def _whole(pack: Pack) -> Rule | None:
    """The form's own rule on numbers, when it has one."""
    return next((rule for rule in pack.rules if rule.kind == "whole_number"), None)


def _rule_id(rule: Rule | None) -> str | None:
    return rule.id if rule else None


def _of_cell(
    code: str,
    data: ReportData,
    pack: Pack,
    key: FigureKey,
    *,
    rule: Rule | None,
    severity: Severity | None = None,
    more: dict[str, Fact],
) -> Finding:
    """The finding where the figure's cell is, with its names and the form's rule."""
    item = pack.fields[key]
    facts: dict[str, Fact] = {**cells.facts(data, pack, key), "rule_text": rule.text if rule else "", **more}
    found = finding_of(code, cells.place(data, pack, key), severity, **facts)
    return found.about(item.column.code, item.row.code, rule=_rule_id(rule))
