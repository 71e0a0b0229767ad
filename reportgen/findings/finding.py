"""What a finding is: one thing that is wrong, where it stands, and the plain values that show it.

Takes nothing from other rooms. The sentences are made from the catalogue (`catalogue/`) by `text.py`; whether a
finding stops the work is decided here (`is_blocking`), and nowhere else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from enum import StrEnum
from typing import Self

Fact = str | int | Decimal


class Severity(StrEnum):
    """How much a finding weighs: 强制性 blocks, 核实性 blocks until explained in writing, a note informs."""

    ERROR = "error"
    VERIFY = "verify"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True)  # no slots: what is not set is None by the class, see `of_cell`
class Location:
    """Where something stands. Only the parts that apply are set: a cell, a JSON pointer, a line, a place in a document.

    Lines, columns, paragraphs, tables and rows count from 1. `cell` is an A1 reference; `pointer` an RFC 6901 pointer.
    """

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    pointer: str | None = None
    line: int | None = None
    column: int | None = None
    part: str | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    place: str | None = None

    @classmethod
    def of_cell(cls, file: str, sheet: str, cell: str) -> Self:
        """A cell's place, as by its keywords but nine times as fast: every figure of every report has one."""
        location = cls.__new__(cls)
        own = location.__dict__
        own["file"], own["sheet"], own["cell"] = file, sheet, cell
        return location

    def as_dict(self) -> dict[str, str | int]:
        """The parts that are set, in a fixed order, as the JSON output prints them."""
        pairs = ((item.name, getattr(self, item.name)) for item in fields(self))
        return {name: value for name, value in pairs if value is not None}


NOWHERE = Location()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong. `code` is listed in the catalogue and stable for ever; `facts` hold plain values only.

    `rule` is the form's own relation id when one spoke; `scope` the row or column codes it spoke of, by which a
    written explanation is matched; `explanation` the accepted reason of a `verify` finding.
    """

    code: str
    severity: Severity
    location: Location = NOWHERE
    facts: Mapping[str, Fact] = field(default_factory=dict)
    rule: str | None = None
    scope: tuple[str, ...] = ()
    explanation: str | None = None

    @property
    def is_blocking(self) -> bool:
        """True for an error, and for a `verify` that nobody has explained."""
        return self.severity is Severity.ERROR or (self.severity is Severity.VERIFY and self.explanation is None)

    def explained(self, reason: str) -> "Finding":
        """The same finding with the written reason that lets it pass."""
        return replace(self, explanation=reason)

    def about(self, *scope: str, rule: str | None = None) -> "Finding":
        """The same finding with the codes of what it speaks of, and the form's own relation when one spoke."""
        return replace(self, scope=scope, rule=rule)


def summary(findings: Iterable[Finding]) -> dict[str, int]:
    """Counts for the end of a run: error, verify and note (open ones), explained, blocking."""
    counts = {"error": 0, "verify": 0, "note": 0, "explained": 0, "blocking": 0}
    for finding in findings:  # an explained one is counted as that alone
        counts["explained" if finding.explanation is not None else finding.severity.value] += 1
        counts["blocking"] += finding.is_blocking
    return counts
