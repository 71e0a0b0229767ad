"""The operands of a relation, read from a report: their sums, and whether the relation may be asked at all.

A cell that the form itself fixes at `-` takes no part. Not asked is a relation with a side of nothing but such cells,
with `-` in all its cells, with a blank (which is reported by itself), or with a figure of last year's report that is no
number. Comparing is left to `balance.py` and `carry_over.py`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checks import cells
from reportgen.findings import Fact, Finding
from reportgen.model import BLANK, DASH, NOT_APPLICABLE, FigureKey, ReportData
from reportgen.packs import Instance, Pack, Rule, dated

_ZERO = Decimal(0)
# Codes of rows and columns that begin with a letter: r3_7, m1, natural_person.
_CODE = re.compile(r"(?<![\w.])[a-z][a-z0-9_]*(?![\w.])")
# The middle of a sum of eight and more: a+b+…+h
_LONG_SUM = re.compile(r"([^+=]+\+[^+=]+\+)(?:[^+=]+\+){5,}([^+=]+)")
# Codes without digits: columns, which are headed by words; r3_7 stays.
_WORD = re.compile(r"(?<![\w.])[a-z][a-z_]*(?![\w.])")


@dataclass(frozen=True, slots=True)
class Sides:
    """An instance with numbers in place. `dashes` are the operands that hold `-` among numbers; usually none."""

    left: Decimal
    alternatives: tuple[Decimal, ...]
    dashes: tuple[FigureKey, ...] = ()


def read(data: ReportData, pack: Pack, instance: Instance) -> Sides | None:
    """The instance's sums, or None where it is not to be asked."""
    fields, figures = pack.fields, data.figures
    before = data.previous.figures if data.previous else {}
    dashes: list[FigureKey] = []
    sums: list[Decimal] = []
    has_numbers = False
    for terms in (instance.left, *instance.alternatives):
        total, takes_part = _ZERO, not terms
        for term in terms:
            key = term.figure
            if not fields[key].is_open:  # fixed at - by the form
                continue
            takes_part = True
            value = (before if term.previous else figures).get(key, BLANK).value
            if value is None or (value is NOT_APPLICABLE and term.previous):
                return None  # last year's - counts as blank, for the form may have been another
            if value is NOT_APPLICABLE:
                dashes.append(key)
            else:
                has_numbers = True
                total = total + value if term.sign == 1 else total - value
        if not takes_part:  # a side of nothing but such cells
            return None
        sums.append(total)
    return Sides(sums[0], tuple(sums[1:]), tuple(dashes)) if has_numbers else None


def rule_facts(data: ReportData, pack: Pack, rule: Rule, instance: Instance, beside: FigureKey) -> dict[str, Fact]:
    """What every finding of a relation tells of it: how it reads, whose words, and which other cells it holds."""
    others = [term for term in instance.terms if term.previous or term.figure != beside]
    return {
        "expression": _in_words(data, pack, rule, instance),
        "rule_text": rule.text,
        "official_text": rule.official_text,
        "basis": _sentence(rule.basis),
        "advice": _sentence(rule.hint or rule.official_text or rule.text),
        "compare": cells.compare(data, pack, others, data.figure(beside).location),
    }


def _in_words(data: ReportData, pack: Pack, rule: Rule, instance: Instance) -> str:
    """The relation with its columns as they are headed: 总计 = 自然人+商业企业; rows keep the codes of the form.

    Of a finished report, rows whose codes no form prints are told by their labels, those in a long sum but for three.
    """
    columns = (pack.fields[term.figure].column for term in instance.terms)
    headed = {column.code: dated(column.label, data.year) for column in columns}
    if data.printed is None:
        return _WORD.sub(lambda word: headed.get(word[0], word[0]), rule.expression)
    headed |= {row.code: row.label for row in pack.rows.values() if row.code[0].isalpha() and row.code not in headed}
    words = _CODE.sub(lambda word: headed.get(word[0], word[0]), rule.expression)
    return _LONG_SUM.sub(r"\1…+\2", words)


def _sentence(text: str) -> str:
    return text if not text or text.endswith(("。", "！", "？")) else f"{text}。"


def dash_among_numbers(data: ReportData, pack: Pack, rule: Rule, instance: Instance, sides: Sides) -> Finding:
    """C106, at the first operand that holds `-`."""
    key = sides.dashes[0]
    facts = cells.facts(data, pack, key) | rule_facts(data, pack, rule, instance, key)
    facts |= {"field": cells.name(data, pack, sides.dashes), "found": DASH}
    return Finding(
        code="C106",
        severity=instance.severity,
        location=cells.place(data, pack, key),
        facts=facts,
        rule=rule.id,
        scope=scope(pack, instance),
    )


def scope(pack: Pack, instance: Instance) -> tuple[str, ...]:
    """The column or row the instance is for, and the rows it stands at: by these an explanation is matched."""
    rows = (pack.fields[term.figure].row.code for term in instance.left)
    return tuple(dict.fromkeys((instance.scope, *rows)))


def broken(
    code: str,
    data: ReportData,
    pack: Pack,
    rule: Rule,
    instance: Instance,
    *,
    found: Decimal,
    expected: Decimal,
    **more: Fact,
) -> Finding:
    """A relation that does not hold, at its left-most operand."""
    keys = [term.figure for term in instance.left]
    facts: dict[str, Fact] = {
        **cells.facts(data, pack, keys[0]),
        "field": cells.name(data, pack, keys),
        "found": found,
        "expected": expected,
        "difference": found - expected,
        **rule_facts(data, pack, rule, instance, keys[0]),
        **more,
    }
    return Finding(
        code=code,
        severity=instance.severity,
        location=cells.place(data, pack, keys[0]),
        facts=facts,
        rule=rule.id,
        scope=scope(pack, instance),
    )
