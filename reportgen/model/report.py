"""ReportData: one unit, one year, as read; every value with the place it came from.

What the values mean is left to `packs`, whether they are right to `checks`, how they are worded to `compose`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reportgen.findings import NOWHERE, Location
from reportgen.model.figures import BLANK, Figure, FigureKey, Value
from reportgen.model.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The office's own contact line, printed in the preface."""

    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who did one step of the sign-off, and when, as written."""

    name: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """填报人, 审核人, 保密审查人, 签发人."""

    prepared_by: Signatory = Signatory()
    reviewed_by: Signatory = Signatory()
    secrecy_reviewed_by: Signatory = Signatory()
    approved_by: Signatory = Signatory()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousYear:
    """Last year's figures, already under this year's codes: rows of another form are mapped by `predecessor`."""

    year: int
    figures: Mapping[FigureKey, Figure]
    pack_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a finished report printed that our own documents get from the pack: for an audit.

    `headings` by section key, in print order, with their number (一、基本工作情况), those of no known section under
    their own words; `dates` under the title and at the end; `sections`, when given, how many numbered headings.
    """

    title: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[date, ...] = ()
    sections: int = 0


@dataclass(frozen=True, slots=True)
class Aside:
    """A text that a finished report prints outside its sections, and where.

    What stands after the signature, in headers, footers and comments, and the words in the cells of tables. No figure
    is read from it; what must not be published is looked for in it.
    """

    text: str
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """One unit's year. `figures` may lack keys: absent is blank.

    `narrative` holds a section key's paragraphs (`preface` and `closing` too); a missing or empty one is blank.
    `row_explanations` come from the 说明 column, by row code or section key; `explanations` from JSON, by `rule`,
    `rule:column` or `rule:row`. `places` tells where other fields stood, by their JSON path (`unit.name`).
    """

    pack_id: str
    year: int
    unit: Unit
    issued_on: date | None = None
    contact: Contact = Contact()
    sign_off: SignOff = SignOff()
    narrative: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    figures: Mapping[FigureKey, Figure] = field(default_factory=dict)
    previous: PreviousYear | None = None
    printed: Printed | None = None
    asides: tuple[Aside, ...] = ()
    row_explanations: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Location] = field(default_factory=dict)

    def figure(self, key: FigureKey) -> Figure:
        """The figure of that address; blank when it was never given."""
        return self.figures.get(key, BLANK)

    def value(self, key: FigureKey) -> Value:
        """The value alone."""
        return self.figure(key).value

    def place(self, path: str) -> Location:
        """Where the field of that JSON path stood, or nowhere."""
        return self.places.get(path, NOWHERE)
