"""What makes it impossible to go on.

    ReportgenError          carries findings, never text of its own: the sentences come from the catalogue
    ├── UsageError          the call's words are off                       exit code 2
    ├── SourceError         an input cannot be read                        exit code 3
    ├── PackError           a pack or form is broken or missing            exit code 3
    ├── RenderError         a template cannot be filled, or proof failed   exit code 4
    └── DeliveryError       an output cannot be written                    exit code 4

Wrong *figures* are findings, returned as values; these are raised. They carry plain values, so they cross processes.
"""

from decimal import Decimal
from typing import ClassVar, Self

from reportgen.findings import Finding, Location, Severity, finding_of
from reportgen.findings.finding import NOWHERE


class ReportgenError(Exception):
    """The root: `findings` say what is wrong, where, and what to do."""

    exit_code: ClassVar[int] = 5

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings = findings

    @classmethod
    def of(cls, code: str, location: Location = NOWHERE, **facts: str | int | Decimal) -> Self:
        """An error with the one finding of that code, at that place."""
        return cls(finding_of(code, location, Severity.ERROR, **facts))


class UsageError(ReportgenError):
    """The words of the call do not fit together."""

    exit_code = 2


class SourceError(ReportgenError):
    """An input file cannot be read as what it should be."""

    exit_code = 3


class PackError(ReportgenError):
    """A pack or form is missing or broken; all its findings at once."""

    exit_code = 3


class RenderError(ReportgenError):
    """The Word file cannot be made, or does not say what the data says."""

    exit_code = 4


class DeliveryError(ReportgenError):
    """The result cannot be written where it should go."""

    exit_code = 4
