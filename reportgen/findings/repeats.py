"""One mistake, one finding: what another finding has said already is left out.

Takes the findings of a whole run, of reading, checking and composing alike, which do not know of each other, or those
of a template; gives those that tell something new. A finding yields only to an error, which no explanation lets pass.
What yields to what is left to the catalogue.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from reportgen.findings.catalogue import CATALOGUE
from reportgen.findings.finding import Finding, Severity
from reportgen.findings.ties import TIES, Tie

_Item = TypeVar("_Item")
_Said = Sequence[tuple[Tie, frozenset[Hashable]]]  # what the errors have in common with findings of one code


def without_repeats(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each fact once, in the order given: no copies, and nothing that another finding says better."""
    # the last of equals, at the place of the first
    once = {(item.code, item.location, item.rule, item.scope, *sorted(item.facts.items())): item for item in findings}
    return tuple(telling(once.values(), lambda item: item))


def telling(items: Iterable[_Item], finding_of: Callable[[_Item], Finding]) -> list[_Item]:
    """The items whose findings stand for themselves, in the order given."""
    found = [(item, finding_of(item)) for item in items]
    errors = [finding for _, finding in found if finding.severity is Severity.ERROR]
    if not errors or len(found) == 1:  # nothing to yield to, so that no catalogue is read
        return [item for item, _ in found]
    said = {code: _said_of(code, errors) for code in {finding.code for _, finding in found}}
    return [item for item, finding in found if not _is_said(finding, said)]


def _said_of(code: str, errors: Sequence[Finding]) -> _Said:
    return [
        (TIES[tie], frozenset(key for item in errors if _is_of(item, codes) for key in TIES[tie].told(item)))
        for tie, codes in CATALOGUE[code].yields_to.items()
    ]


def _is_of(finding: Finding, codes: Sequence[str]) -> bool:
    """True for one of the codes; a single letter stands for all codes of its room."""
    return finding.code in codes or finding.code[0] in codes


def _is_said(finding: Finding, said: Mapping[str, _Said]) -> bool:
    return any(not keys.isdisjoint(tie.yielding(finding)) for tie, keys in said[finding.code])
