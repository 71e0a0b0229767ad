"""A fault of a template: the finding, and the element of the document it is about.

The finding is what people and programs read; the element is what `annotate.py` hangs a comment on.
"""

from dataclasses import dataclass, replace

from reportgen.findings import Fact, Finding, Location, finding_of
from reportgen.ooxml.elements import Element
from reportgen.packcheck.template.places import Line


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding and where in the document it stands; no element where the whole document is meant."""

    finding: Finding
    element: Element | None = None

    def in_file(self, file: str) -> "Fault":
        """The same with the file's name."""
        return replace(self, finding=replace(self.finding, location=replace(self.finding.location, file=file)))


def fault(code: str, line: Line, *, start: int = 0, **facts: Fact) -> Fault:
    """A fault of a line. `start` is the offset in its text that is meant."""
    cell = line.cell
    location = Location(
        part=line.part,
        paragraph=line.number or None,
        table=cell.table if cell else None,
        row=cell.row if cell else None,
        column=cell.column if cell else None,
        place=line.place,
    )
    return Fault(finding_of(code, location, **facts), line.element)


def fault_at(
    code: str,
    part: str,
    place: str,
    element: Element | None = None,
    *,
    table: int | None = None,
    **facts: Fact,
) -> Fault:
    """A fault of a place that is no line: a missing tag, a whole row, a header."""
    location = Location(part=part or None, place=place or None, table=table)
    return Fault(finding_of(code, location, **facts), element)
