"""Shares: how much of one figure another is, in percent, within bounds or as the form itself prints it.

Takes a rule of kind `share` with its instances, gives a finding for each that does not hold, at its left-most operand.
A share of nothing is not asked. Totals and equalities are left to `balance.py`.
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reportgen.checks import cells
from reportgen.checks.figures import operands
from reportgen.checks.registry import rule_check
from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Instance, Pack, Rule

_HUNDRED = Decimal(100)


@rule_check("share")
def share(data: ReportData, pack: Pack, rule: Rule) -> Iterator[Finding]:
    """Every column or row in which the share is not what the relation says."""
    for instance in rule.instances:
        sides = operands.read(data, pack, instance)
        if sides is None:
            continue
        if sides.dashes:
            yield operands.dash_among_numbers(data, pack, rule, instance, sides)
        elif sides.alternatives[0]:
            yield from _held(data, pack, rule, instance, sides)


def _held(data: ReportData, pack: Pack, rule: Rule, instance: Instance, sides: operands.Sides) -> Iterator[Finding]:
    percent = sides.left * _HUNDRED / sides.alternatives[0]
    digits = rule.percent.digits if rule.percent else 1
    found = percent.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    # before rounding: 49.96 is not 50
    if rule.percent is not None and rule.percent.at_least is not None and percent < rule.percent.at_least:
        yield _broken(data, pack, rule, instance, found, rule.percent.at_least)
    if rule.percent is not None and rule.percent.at_most is not None and percent > rule.percent.at_most:
        yield _broken(data, pack, rule, instance, found, rule.percent.at_most)
    if len(sides.alternatives) > 1 and sides.alternatives[1] != found:
        yield _broken(data, pack, rule, instance, found, sides.alternatives[1])


def _broken(data: ReportData, pack: Pack, rule: Rule, instance: Instance, found: Decimal, expected: Decimal) -> Finding:
    whole = cells.name(data, pack, [term.figure for term in instance.alternatives[0]])
    return operands.broken("C208", data, pack, rule, instance, found=found, expected=expected, other=whole)
