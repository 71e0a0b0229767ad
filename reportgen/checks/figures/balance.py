"""Relations inside one year's tables: totals, equalities, bounds, chains, alternatives, rows that must be zero.

Takes a rule with its instances, gives a finding for each that does not hold, at its left-most operand. Reading the
operands is left to `operands.py`, relations with last year's report to `carry_over.py`.
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks import cells
from reportgen.checks.figures import operands
from reportgen.checks.registry import rule_check
from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Instance, Pack, Rule
from reportgen.wording import plain

_CODES = {
    "sum": "C201",
    "equal": "C202",
    "at_most": "C203",
    "at_least": "C204",
    "descending": "C205",
    "one_of": "C206",
    "zero_unless": "C207",
}


@rule_check("sum", "equal", "at_most", "at_least", "descending", "one_of", "zero_unless")
def balance(data: ReportData, pack: Pack, rule: Rule) -> Iterator[Finding]:
    """Every column or row in which the relation does not hold."""
    for instance in rule.instances:
        sides = operands.read(data, pack, instance)
        if sides is None:
            continue
        if sides.dashes:
            yield operands.dash_among_numbers(data, pack, rule, instance, sides)
        elif not holds(instance, sides):
            yield _broken(data, pack, rule, instance, sides)


def holds(instance: Instance, sides: operands.Sides) -> bool:
    """True when the left side stands to the right one, or to one of the alternatives, as the operator says."""
    if instance.operator == "<=":
        return sides.left <= sides.alternatives[0]
    if instance.operator == ">=":
        return sides.left >= sides.alternatives[0]
    return sides.left in sides.alternatives


def _broken(data: ReportData, pack: Pack, rule: Rule, instance: Instance, sides: operands.Sides) -> Finding:
    # of several alternatives the finding names the nearest
    nearest = min(sides.alternatives, key=lambda value: abs(value - sides.left))
    return operands.broken(
        _CODES[rule.kind],
        data,
        pack,
        rule,
        instance,
        found=sides.left,
        expected=nearest,
        other=cells.name(data, pack, [term.figure for term in instance.alternatives[0]]),
        readings=_readings(data, pack, instance, sides.alternatives),
    )


def _readings(data: ReportData, pack: Pack, instance: Instance, values: tuple[Decimal, ...]) -> str:
    """Every reading that was tried, with its value: 公开信息总数（累计数）2956；规范性文件类信息数（累计数）311."""
    names = [cells.name(data, pack, [term.figure for term in terms]) for terms in instance.alternatives]
    return "；".join(f"{label} {plain(value)}" for label, value in zip(names, values, strict=True))
