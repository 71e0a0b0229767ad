"""The checks there are. A module of this room registers its functions here when it is imported; `run.py` imports them.

A rule check speaks for the rules of some kinds, one rule at a time; a report check looks at the whole report. Both take
plain values and give findings, and know nothing of each other.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Pack, Rule
from reportgen.packs.schema import RelationKind

RuleCheck = Callable[[ReportData, Pack, Rule], Iterable[Finding]]
ReportCheck = Callable[[ReportData, Pack], Iterable[Finding]]
_Rule = TypeVar("_Rule", bound=RuleCheck)
_Report = TypeVar("_Report", bound=ReportCheck)

JUMP = "jump"  # stands for a rule where no form has one: figures that leap against last year's

RULE_CHECKS: dict[RelationKind, RuleCheck] = {}
REPORT_CHECKS: list[ReportCheck] = []


def rule_check(*kinds: RelationKind) -> Callable[[_Rule], _Rule]:
    """Registers a function for the relations of these kinds. Raises ValueError where a kind has one already."""

    def register(function: _Rule) -> _Rule:
        for kind in kinds:
            if kind in RULE_CHECKS:
                raise ValueError(f"two checks for relations of kind {kind}")
            RULE_CHECKS[kind] = function
        return function

    return register


def report_check(function: _Report) -> _Report:
    """Registers a function that looks at the whole report."""
    REPORT_CHECKS.append(function)
    return function
