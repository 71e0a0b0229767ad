"""reportgen: yearly reports on government information disclosure, from a workbook to a proven Word file.

The public names are handed on when they are first asked for, so that importing the package costs next to nothing:

    from pathlib import Path
    from reportgen import library, make, read

    outcome = make(read(Path("report.xlsx"), library()))
    if outcome.docx is not None:
        Path("report.docx").write_bytes(outcome.docx)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reportgen.version import VERSION

if TYPE_CHECKING:
    from reportgen.errors import ReportgenError
    from reportgen.findings import Finding, Location, Severity
    from reportgen.model import ReportData
    from reportgen.packs import Pack, choose, library, load
    from reportgen.pipeline import Outcome, Reading, examine, make, read

__version__ = VERSION

_ROOMS = {
    "Finding": "findings",
    "Location": "findings",
    "Outcome": "pipeline",
    "Pack": "packs",
    "Reading": "pipeline",
    "ReportData": "model",
    "ReportgenError": "errors",
    "Severity": "findings",
    "choose": "packs",
    "examine": "pipeline",
    "library": "packs",
    "load": "packs",
    "make": "pipeline",
    "read": "pipeline",
}

__all__ = [
    "Finding",
    "Location",
    "Outcome",
    "Pack",
    "Reading",
    "ReportData",
    "ReportgenError",
    "Severity",
    "choose",
    "examine",
    "library",
    "load",
    "make",
    "read",
]


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return getattr(import_module(f"reportgen.{_ROOMS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
