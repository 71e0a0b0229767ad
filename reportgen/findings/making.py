"""How a finding is made: of its code, its place and its facts; how much it weighs is known from the catalogue.

Takes what the rooms have found wrong, gives the finding. The file of a letter is read when its first finding is made,
so that a report with nothing wrong reads none. Where the place is, and what the facts are, is left to the rooms.
"""

from reportgen.findings.catalogue import CATALOGUE
from reportgen.findings.finding import NOWHERE, Fact, Finding, Location, Severity


def finding_of(code: str, at: Location = NOWHERE, severity: Severity | None = None, /, **facts: Fact) -> Finding:
    """The finding of that code, at that place.

    It weighs what the catalogue says; where that names several, the caller does, or it is the usual one. Raises
    KeyError for a code that is not in the catalogue.
    """
    weight = CATALOGUE[code].severity[0] if severity is None else severity
    return Finding(code=code, severity=weight, location=at, facts=facts)
