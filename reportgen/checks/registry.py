"""The checks there are. A module of `figures`, `formal` or `text` registers its functions here when it is imported.

A rule check speaks for the rules of some kinds, one rule at a time; a report check looks at the whole report; a text
check at its text, which was taken apart before. All take plain values and give findings, and know nothing of each
other. `run.py` imports every module of the three folders: a new check is its file, its code in the catalogue, its test.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Pack, Rule
from reportgen.packs.schema import RelationKind
from reportgen.prose.report_text import ReportText

RuleCheck = Callable[[ReportData, Pack, Rule], Iterable[Finding]]
ReportCheck = Callable[[ReportData, Pack], Iterable[Finding]]
TextCheck = Callable[[ReportText, ReportData, Pack], Iterable[Finding]]
_Rule = TypeVar("_Rule", bound=RuleCheck)
_Report = TypeVar("_Report", bound=ReportCheck)
_Text = TypeVar("_Text", bound=TextCheck)

JUMP = "jump"  # stands for a rule where no form has one: figures that leap against last year's

RULE_CHECKS: dict[RelationKind, RuleCheck] = {}
REPORT_CHECKS: list[ReportCheck] = []
TEXT_CHECKS: list[TextCheck] = []


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


def text_check(function: _Text) -> _Text:
    """Registers a function that looks at the text."""
    TEXT_CHECKS.append(function)
    return function
