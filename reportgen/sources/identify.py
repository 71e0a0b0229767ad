"""Who reports, for which year, in which format: as far as a source says so.

Takes what a source said and where, gives an Identity; from it the caller chooses the pack. What is not said, or cannot
be understood, is None and a finding where something unreadable stood. Where each kind of source says it is left to its
`identity.py`, whether all of it fits the pack to `bind.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportgen.findings import NOWHERE, Finding, Location, finding_of
from reportgen.model import Body, Level, body_named, level_named
from reportgen.sources import values

Said = tuple[object, Location]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a source says of itself; None where it is silent. `places` tells where, by JSON path."""

    pack_id: str | None = None
    level: Level | None = None
    body: Body | None = None
    year: int | None = None
    places: Mapping[str, Location]
    findings: tuple[Finding, ...] = ()


def identity_of(said: Mapping[str, Said]) -> Identity:
    """The identity made of what stood at each JSON path, and where; a finding for what means nothing."""
    findings: list[Finding] = []

    def text(path: str) -> str:
        return values.text_of(said[path][0]) if path in said else ""

    def refuse(code: str, path: str) -> None:
        facts = {"found": text(path)[:40]}
        findings.append(finding_of(code, said[path][1], **facts))

    level, body = level_named(text("unit.level")), body_named(text("unit.body"))
    year = values.year(said["year"][0]) if "year" in said else None
    for found, path, code in ((level, "unit.level", "S212"), (body, "unit.body", "S213"), (year, "year", "S214")):
        if found is None and text(path):
            refuse(code, path)
    places = {path: place for path, (_, place) in said.items() if place != NOWHERE}
    return Identity(
        pack_id=text("pack") or None, level=level, body=body, year=year, places=places, findings=tuple(findings)
    )


def with_finding(identity: Identity, finding: Finding) -> Identity:
    """The same with one more finding."""
    return replace(identity, findings=(*identity.findings, finding))
