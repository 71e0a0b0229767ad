"""The checks of the text, over passages that are taken apart once: against the table, in themselves, in their form."""

from collections.abc import Iterator

from reportgen.checks.formal import contact, outline, slips, unit_names
from reportgen.checks.registry import report_check
from reportgen.checks.text import against_table, arithmetic, back_references, growth, misprints, scope
from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.prose.passages import passages


@report_check
def check_text(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C501 to C715."""
    texts = passages(data, pack)
    told = against_table.told(data, pack, texts)
    scopes = scope.stated(pack, texts)
    apart = scope.disputed(data, pack, told, scopes)
    of_a_part = [claim for claim, _ in apart]
    own = [claim for claim in told if claim.extent != "part" and not any(claim is other for other in of_a_part)]
    yield from against_table.findings(data, pack, texts, own)
    yield from scope.findings(data, pack, texts, told, scopes, apart)
    yield from arithmetic.findings(data, pack, texts)
    yield from growth.findings(data, pack, texts, own)
    yield from misprints.findings(data, pack, texts, told)
    yield from back_references.findings(texts)
    yield from outline.findings(data, pack, texts)
    yield from slips.findings(data, texts)
    yield from unit_names.findings(data, texts)
    yield from contact.findings(data, texts)
