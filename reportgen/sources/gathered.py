"""What was found in a source, before it becomes a report: fields by their JSON path, texts, figures, findings.

`workbook/bind.py` and `json/bind.py` gather it from their kind of source; here it is made into ReportData, by the same
rules for both: one line a field, a date that is one, a level and a year that fit the pack.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.findings import NOWHERE, Finding, Location, finding_of
from reportgen.model import (
    Contact,
    Figure,
    FigureKey,
    PreviousYear,
    ReportData,
    Signatory,
    SignOff,
    Unit,
    body_text,
    level_text,
)
from reportgen.packs import Pack
from reportgen.packs.workbook_layout import INFO_ITEMS
from reportgen.sources import values
from reportgen.sources.identify import Identity

_LINES = tuple(item.path for item in INFO_ITEMS if item.kind == "text")  # one line each; the rest are chosen or dates
_LABELS: Mapping[str, str] = {item.path: item.label for item in INFO_ITEMS}


@dataclass(slots=True)
class Gathered:
    """A report in the making. `fields` holds what stood at each JSON path, and where."""

    identity: Identity
    year: int
    fields: dict[str, tuple[object, Location]] = field(default_factory=dict)
    narrative: dict[str, tuple[str, ...]] = field(default_factory=dict)
    figures: dict[FigureKey, Figure] = field(default_factory=dict)
    previous: PreviousYear | None = None
    row_explanations: dict[str, str] = field(default_factory=dict)
    explanations: dict[str, str] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def report(self, code: str, location: Location, **facts: Any) -> None:
        """Adds a finding."""
        self.findings.append(finding_of(code, location, **facts))


def begin(identity: Identity, pack: Pack, at: Location) -> Gathered:
    """The start: who and which year, held against the pack. What `identity` found goes with the identity."""
    year = identity.year
    gathered = Gathered(identity, pack.first_year if year is None else year, places=dict(identity.places))
    # S214 said already that the year could not be read
    if year is None and not any(finding.code == "S214" for finding in identity.findings):
        gathered.report("S215", at)
    elif year is not None and not pack.is_for(year):
        last = "" if pack.last_year is None else pack.last_year
        where = identity.places.get("year", at)
        gathered.report("S216", where, year=year, pack=pack.id, first=pack.first_year, last=last)
    if identity.level is not None and identity.level != pack.level:
        where, found = identity.places.get("unit.level", at), level_text(identity.level)
        gathered.report("S217", where, found=found, expected=level_text(pack.level), pack=pack.id)
    if identity.body is not None and identity.body != pack.body:
        where, found = identity.places.get("unit.body", at), body_text(identity.body)
        gathered.report("S217", where, found=found, expected=body_text(pack.body), pack=pack.id)
    return gathered


def report_data(
    gathered: Gathered, pack: Pack, previous: PreviousYear | None
) -> tuple[ReportData, tuple[Finding, ...]]:
    """The report, with every finding that came up on the way."""
    lines = {path: _line(gathered, path) for path in _LINES}
    data = ReportData(
        pack_id=pack.id,
        year=gathered.year,
        unit=Unit(
            code=lines["unit.code"],
            name=lines["unit.name"],
            short_name=lines["unit.short_name"],
            level=pack.level,
            body=pack.body,
        ),
        issued_on=_day(gathered, "issued_on"),
        contact=Contact(**{name: lines[f"contact.{name}"] for name in _CONTACT}),
        sign_off=SignOff(
            **{step: Signatory(lines[f"sign_off.{step}.name"], lines[f"sign_off.{step}.date"]) for step in _SIGN_OFF}
        ),
        narrative=gathered.narrative,
        figures=gathered.figures,
        # the file named by --previous goes before what the workbook holds
        previous=previous if previous is not None else gathered.previous,
        row_explanations=gathered.row_explanations,
        explanations=gathered.explanations,
        places=gathered.places,
    )
    return data, tuple(gathered.findings)


_CONTACT = ("address", "postcode", "phone", "email", "website")
_SIGN_OFF = ("prepared_by", "reviewed_by", "secrecy_reviewed_by", "approved_by")


def _line(gathered: Gathered, path: str) -> str:
    if path not in gathered.fields:
        return ""
    found, where = gathered.fields[path]
    gathered.places[path] = where
    text, was_broken = values.one_line(found)
    if was_broken:
        gathered.report("S211", where, field=_LABELS[path])
    if values.is_error(text):
        gathered.report("S219", where, field=_LABELS[path], found=text)
    return text


def _day(gathered: Gathered, path: str) -> Any:
    found, where = gathered.fields.get(path, (None, NOWHERE))
    if where != NOWHERE:
        gathered.places[path] = where
    if found is None or not values.text_of(found):
        return None
    day = values.day(found)
    if day is None:
        gathered.report("S210", where, field=_LABELS[path], found=values.text_of(found)[:40])
    return day
