"""Relations with last year's report: what was brought forward, and what rolls on from year to year.

Takes a rule whose operands are partly last year's, gives a finding for each column or row in which it does not hold.
A figure that last year's report does not have is no finding. Unusual figures are left to `last_year.py`.
"""

from collections.abc import Iterator

from reportgen.checks.figures import operands
from reportgen.checks.registry import report_check, rule_check
from reportgen.findings import Finding, finding_of
from reportgen.model import ReportData
from reportgen.packs import Pack, Rule

_CODES = {"carry_over": "C211", "roll_forward": "C212"}


@rule_check("carry_over", "roll_forward")
def continuity(data: ReportData, pack: Pack, rule: Rule) -> Iterator[Finding]:
    """Every column or row that does not go on from last year's report."""
    if data.previous is None or data.previous.year != data.year - 1:  # C213 tells of it
        return
    for instance in rule.instances:
        sides = operands.read(data, pack, instance)
        if sides is None:
            continue
        if sides.dashes:
            yield operands.dash_among_numbers(data, pack, rule, instance, sides)
        elif sides.left != sides.alternatives[0]:
            yield operands.broken(
                _CODES[rule.kind],
                data,
                pack,
                rule,
                instance,
                found=sides.left,
                expected=sides.alternatives[0],
                previous_year=data.previous.year,
            )


@report_check
def previous_year_fits(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C213 where the file given as last year's is of another year; then nothing is compared with it."""
    if data.previous is not None and data.previous.year != data.year - 1:
        yield finding_of("C213", data.place("previous"), found=data.previous.year, expected=data.year - 1)
