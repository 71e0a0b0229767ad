"""Who reports, for which year, on which day, signed off by whom: what must be known before figures mean anything.

The form's deadlines decide what is late. What the text says of names and dates is left to `text/against_table.py` and
`outline.py`.
"""

from collections.abc import Iterator
from datetime import date

from reportgen.checks.registry import report_check
from reportgen.findings import NOWHERE, Fact, Finding, Location, finding_of
from reportgen.model import ReportData, kind_text
from reportgen.packs import Pack
from reportgen.packs.schema import Deadline

_STEPS = {
    "prepared_by": "填报人",
    "reviewed_by": "审核人",
    "secrecy_reviewed_by": "保密审查人",
    "approved_by": "签发人",
}


@report_check
def unit(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C111 without a name; C113 and C118 where the pack is for other years, or for other units."""
    if not data.unit.name.strip():
        yield _of_field("C111", data, "unit.name")
    if not pack.is_for(data.year):
        years = f"{pack.first_year}—{pack.last_year or ''}"
        yield _of_field("C113", data, "year", found=data.year, expected=years, pack=pack.name)
    found, expected = kind_text(data.unit.level, data.unit.body), kind_text(pack.level, pack.body)
    if found != expected:
        yield _of_field("C118", data, "unit.level", found=found, expected=expected, pack=pack.name)


@report_check
def issue_date(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C112 without a date; C114 for one in the report year or before it; C115 for one after the legal deadline."""
    if data.issued_on is None:
        yield _of_field("C112", data, "issued_on")
        return
    first = date(data.year + 1, 1, 1)
    if data.issued_on < first:
        yield _of_field("C114", data, "issued_on", found=data.issued_on.isoformat(), expected=first.isoformat())
        return
    deadline = _deadline(pack)
    if deadline is None or deadline.by is None:
        return
    last = date(data.year + 1, deadline.by.month, deadline.by.day)
    if data.issued_on > last:
        yield _of_field(
            "C115",
            data,
            "issued_on",
            found=data.issued_on.isoformat(),
            expected=last.isoformat(),
            days=(data.issued_on - last).days,
            deadline=deadline.text,
            basis=deadline.basis,
        )


@report_check
def sign_off(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C117 for the steps of the sign-off that name nobody; a note, for the report itself does not print them."""
    missing = [name for name in _STEPS if not getattr(data.sign_off, name).name.strip()]
    if missing:
        steps, first = "、".join(_STEPS[name] for name in missing), f"sign_off.{missing[0]}.name"
        yield _of_field("C117", data, first, missing=steps, count=len(missing))


def _deadline(pack: Pack) -> Deadline | None:
    """The day by which the pack's bodies publish; the first that fits."""
    for item in pack.form.deadlines:
        fits = (not item.levels or pack.level in item.levels) and (not item.bodies or pack.body in item.bodies)
        if item.publishes and item.by is not None and fits:
            return item
    return None


def _of_field(code: str, data: ReportData, path: str, **facts: Fact) -> Finding:
    """The finding where the field stood, or should have."""
    return finding_of(code, _place(data, path), path=path, **facts)


def _place(data: ReportData, path: str) -> Location:
    """Where the field stood; else the file it is missing from, and its path."""
    found = data.place(path)
    if found != NOWHERE:
        return found
    file = next((location.file for location in data.places.values() if location.file), None)
    return Location(file=file, place=path)
