"""What is possible but unusual against last year's report: a figure that jumps, a table that is the same again.

The thresholds are the pack's. Relations with last year are left to `carry_over.py`, which asks exactly; a figure they
hold is not asked about again here.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from reportgen.checks import cells
from reportgen.checks.registry import JUMP, report_check
from reportgen.findings import Fact, Finding, Severity
from reportgen.model import FigureKey, ReportData
from reportgen.packs import Pack, Table

_TELLING_FIGURES = 5  # so many figures that are not zero,
_DIFFERENT_FIGURES = 3  # and so many that differ: small units repeat themselves without copying


@report_check
def jumps(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C221 for each figure that is many times what it was, or a small part of it.

    Parts of a total are not asked about: what is typed wrong there shows in the total, and their shares do shift.
    """
    pairs = _pairs(data, pack)
    found = {key: pair for key, pair in pairs.items() if _is_jump(pack, key, *pair)}
    silent = _asked_exactly(pack) if found else frozenset()
    for key, (now, before) in found.items():
        if key not in silent:
            yield _jump(data, pack, key, now, before)


@report_check
def repeated_tables(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C222 for each table whose figures are all last year's."""
    pairs = _pairs(data, pack)
    for table in pack.form.tables if pairs else ():
        # cells with - say nothing of copying
        keys = [key for key, item in pack.fields.items() if item.table == table.key and item.is_open]
        if all(key in pairs and pairs[key][0] == pairs[key][1] for key in keys) and _is_telling(pairs, keys):
            yield _repeated(data, pack, table, keys)


def _pairs(data: ReportData, pack: Pack) -> Mapping[FigureKey, tuple[Decimal, Decimal]]:
    """This year's and last year's number of every cell that has both."""
    if data.previous is None or data.previous.year != data.year - 1:
        return {}
    pairs = {}
    for key, before in data.previous.figures.items():
        now = data.value(key)
        if isinstance(now, Decimal) and isinstance(before.value, Decimal) and key in pack.fields:
            pairs[key] = (now, before.value)
    return pairs


def _is_jump(pack: Pack, key: FigureKey, now: Decimal, before: Decimal) -> bool:
    measure, jump = pack.fields[key].measure, pack.jump
    if measure == "signed_count":  # a change of a change says nothing
        return False
    least = {"amount_yuan": jump.at_least_yuan, "amount_wan": jump.at_least_wan}.get(measure, jump.at_least)
    low, high = sorted((now, before))
    # from zero everything is a multiple: the difference decides
    return high - low >= least and high >= jump.factor * low


@lru_cache(maxsize=64)
def _asked_exactly(pack: Pack) -> frozenset[FigureKey]:
    """The figures that a relation holds: those that go on from last year's, and the parts of totals."""
    found: set[FigureKey] = set()
    for rule in pack.rules:
        for instance in rule.instances:
            if rule.needs_previous:
                found.update(term.figure for term in instance.left)
            elif rule.kind == "sum":
                found.update(term.figure for term in instance.alternatives[0])
    return frozenset(found)


def _jump(data: ReportData, pack: Pack, key: FigureKey, now: Decimal, before: Decimal) -> Finding:
    facts: dict[str, Fact] = {"found": now, "previous": before, "difference": now - before, "factor": pack.jump.factor}
    return Finding(
        code="C221",
        severity=Severity.VERIFY,
        location=cells.place(data, pack, key),
        facts=cells.facts(data, pack, key) | facts,
        rule=JUMP,
        scope=(pack.fields[key].column.code, pack.fields[key].row.code),
    )


def _is_telling(pairs: Mapping[FigureKey, tuple[Decimal, Decimal]], keys: list[FigureKey]) -> bool:
    values = [pairs[key][0] for key in keys if pairs[key][0]]
    return len(values) >= _TELLING_FIGURES and len(set(values)) >= _DIFFERENT_FIGURES


def _repeated(data: ReportData, pack: Pack, table: Table, keys: list[FigureKey]) -> Finding:
    return Finding(
        code="C222",
        severity=Severity.NOTE,
        location=cells.place(data, pack, keys[0]),
        facts={
            "table": table.title or table.sheet,
            "figure": keys[0],
            "count": len(keys),
            "previous_year": data.year - 1,
        },
        scope=(table.key,),
    )
