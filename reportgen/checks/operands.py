"""The operands of a relation, read from a report: their sums, and whether the relation may be asked at all.

A cell that the form itself fixes at `-` takes no part. All others `-`: not asked. Any blank: not asked, the blank is
reported by itself. A figure of last year's report that is not a number: not asked. Comparing is left to `balance.py`
and `carry_over.py`.
"""

from dataclasses import dataclass
from decimal import Decimal

from reportgen.checks import cells
from reportgen.findings import Fact, Finding
from reportgen.model import DASH, FigureKey, ReportData
from reportgen.packs import Instance, Pack, Rule, Term

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Reading:
    """An instance with numbers in place. `dashes` are the operands that hold `-` among numbers; usually none."""

    left: Decimal
    alternatives: tuple[Decimal, ...]
    dashes: tuple[FigureKey, ...] = ()


def read(data: ReportData, pack: Pack, instance: Instance) -> Reading | None:
    """The instance's sums, or None where it is not to be asked."""
    dashes: list[FigureKey] = []
    numbers = 0
    sides: list[Decimal | None] = []
    for terms in (instance.left, *instance.alternatives):
        total, taken = _ZERO, not terms
        for term in terms:
            if not pack.fields[term.figure].is_open:
                continue
            value = _value(data, term)
            if value is None:
                return None
            taken = True
            if isinstance(value, Decimal):
                numbers += 1
                total += value * term.sign
            else:
                dashes.append(term.figure)
        sides.append(total if taken else None)
    left, alternatives = sides[0], tuple(side for side in sides[1:] if side is not None)
    if left is None or not alternatives or not numbers:
        return None
    return Reading(left, alternatives, tuple(dashes))


def _value(data: ReportData, term: Term) -> Decimal | str | None:
    """A number, `-`, or None for a blank; last year's `-` counts as blank, for the form may have been another."""
    if not term.previous:
        value = data.value(term.figure)
        return value if value is None or isinstance(value, Decimal) else DASH
    figure = data.previous.figures.get(term.figure) if data.previous else None
    return figure.value if figure is not None and isinstance(figure.value, Decimal) else None


def rule_facts(data: ReportData, pack: Pack, rule: Rule, instance: Instance, beside: FigureKey) -> dict[str, Fact]:
    """What every finding of a relation tells of it: how it reads, whose words, and which other cells it holds."""
    others = [term for term in instance.terms if term.previous or term.figure != beside]
    return {
        "expression": rule.expression,
        "rule_text": rule.text,
        "official_text": rule.official_text,
        "basis": _sentence(rule.basis),
        "advice": _sentence(rule.hint or rule.official_text or rule.text),
        "compare": cells.compare(data, pack, others, data.figure(beside).location),
    }


def _sentence(text: str) -> str:
    return text if not text or text.endswith(("。", "！", "？")) else f"{text}。"


def dash_among_numbers(data: ReportData, pack: Pack, rule: Rule, instance: Instance, reading: Reading) -> Finding:
    """C106, at the first operand that holds `-`."""
    key = reading.dashes[0]
    facts = cells.facts(data, pack, key) | rule_facts(data, pack, rule, instance, key)
    facts |= {"field": cells.name(data, pack, reading.dashes), "found": DASH}
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
