"""The checks of the text, over passages that are taken apart once: against the table, in themselves, in their form."""

from collections.abc import Iterator

from reportgen.checks import form, narrative, slips, unit_names
from reportgen.checks.prose import passages
from reportgen.checks.registry import report_check
from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Pack


@report_check
def check_text(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C501 to C711."""
    texts = passages(data, pack)
    yield from narrative.findings(data, pack, texts)
    yield from form.findings(data, pack, texts)
    yield from slips.findings(data, texts)
    yield from unit_names.findings(data, texts)
