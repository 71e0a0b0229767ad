"""All checks over one report, in the order a clerk goes through the workbook.

Takes one unit's data and its pack, gives every finding. Which checks there are is known by importing them here; what
each says is theirs, what an explanation covers is `explanations.py`'s.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from reportgen.checks import explanations
from reportgen.checks.figures import balance, carry_over, last_year, presence, share
from reportgen.checks.formal import identity, privacy
from reportgen.checks.registry import REPORT_CHECKS, RULE_CHECKS
from reportgen.checks.text import run as text
from reportgen.findings import NOWHERE, Finding, Location, Severity
from reportgen.model import ReportData
from reportgen.packs import Pack

# modules that register themselves when imported
CHECKS = (presence, identity, balance, share, carry_over, last_year, text, privacy)
_WEIGHT = {Severity.ERROR: 0, Severity.VERIFY: 1, Severity.NOTE: 2}


def run(data: ReportData, pack: Pack) -> tuple[Finding, ...]:
    """Every finding: what is of no cell first, then cell by cell as the form prints them, errors before the rest."""
    found: list[Finding] = []
    for rule in pack.rules:
        check = RULE_CHECKS.get(rule.kind)
        if check is not None:
            found.extend(check(data, pack, rule))
    for look in REPORT_CHECKS:
        found.extend(look(data, pack))
    return tuple(_in_order(data, pack, explanations.apply(data, pack, found))) if found else _unused(data, pack)


def _unused(data: ReportData, pack: Pack) -> tuple[Finding, ...]:
    return tuple(explanations.apply(data, pack, ()))


def _in_order(data: ReportData, pack: Pack, findings: Iterable[Finding]) -> list[Finding]:
    printed = _printed(pack)
    places: dict[Location, int] = {}  # asked for by few findings: most name their figure

    def place(location: Location) -> int:
        if not places:
            places.update((figure.location, printed[key]) for key, figure in data.figures.items() if key in printed)
            places[NOWHERE] = -1
        return places.get(location, -1)

    def order(finding: Finding) -> tuple[int, int, str]:
        position = printed.get(str(finding.facts.get("figure")))
        if position is None:
            position = place(finding.location)
        return position, _WEIGHT[finding.severity], finding.code if position >= 0 else ""  # texts as they were read

    return sorted(findings, key=order)


@lru_cache(maxsize=64)
def _printed(pack: Pack) -> Mapping[str, int]:
    """Each figure's place in print."""
    return {str(key): index for index, key in enumerate(pack.fields)}
