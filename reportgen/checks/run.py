"""All checks over one report, in the order a clerk goes through the workbook.

Takes one unit's data and its pack, gives every finding. What each check says is theirs, what an explanation covers is
`explanations.py`'s.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from reportgen.checks import explanations, figures, formal, text
from reportgen.checks.registry import REPORT_CHECKS, RULE_CHECKS, TEXT_CHECKS
from reportgen.findings import NOWHERE, Finding, Location, Severity
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.prose.report_text import report_text

for _folder in (figures, formal, text):  # their modules register themselves when they are imported
    for _module in iter_modules(_folder.__path__, f"{_folder.__name__}."):
        import_module(_module.name)

_WEIGHT = {Severity.ERROR: 0, Severity.VERIFY: 1, Severity.NOTE: 2}


def run(data: ReportData, pack: Pack) -> tuple[Finding, ...]:
    """Every finding: what is of no cell first, then cell by cell as the form prints them, errors before the rest."""
    found = [*_of_rules(data, pack), *_of_report(data, pack), *of_text(data, pack)]
    return tuple(_in_order(data, pack, explanations.apply(data, pack, found))) if found else _unused(data, pack)


def of_text(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """The findings of the text alone: C501 to C715, less those of figures, identity and privacy."""
    read = report_text(data, pack)
    for look in TEXT_CHECKS:
        yield from look(read, data, pack)


def _of_rules(data: ReportData, pack: Pack) -> Iterator[Finding]:
    for rule in pack.rules:
        check = RULE_CHECKS.get(rule.kind)
        if check is not None:
            yield from check(data, pack, rule)


def _of_report(data: ReportData, pack: Pack) -> Iterator[Finding]:
    for look in REPORT_CHECKS:
        yield from look(data, pack)


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

    def order(finding: Finding) -> tuple[int, int, int, int, str]:
        position = printed.get(str(finding.facts.get("figure")))
        if position is None:
            position = place(finding.location)
        of_text = _place_in_text(pack, finding) if position < 0 else (0, 0)
        return position, _WEIGHT[finding.severity], *of_text, finding.code

    return sorted(findings, key=order)


def _place_in_text(pack: Pack, finding: Finding) -> tuple[int, int]:
    """The section, in the pack's order, and the paragraph; what is of no section comes before."""
    section = _sections(pack).get(finding.scope[-1], -1) if finding.scope else -1
    return section, finding.location.paragraph or 0


@lru_cache(maxsize=64)
def _sections(pack: Pack) -> Mapping[str, int]:
    return {key: number for number, key in enumerate(("preface", *(plan.key for plan in pack.sections), "closing"))}


@lru_cache(maxsize=64)
def _printed(pack: Pack) -> Mapping[str, int]:
    """Each figure's place in print."""
    return {str(key): index for index, key in enumerate(pack.fields)}
