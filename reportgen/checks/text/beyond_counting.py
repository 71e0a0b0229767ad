"""Numbers in the text that no report counts so far to: 29 digits in a row, 亿 said twice.

Takes the passages of a report, gives C716. Such a number is held against nothing else.
"""

from collections.abc import Iterator

from reportgen.checks.registry import text_check
from reportgen.checks.remarks import remark
from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.prose.quantities import BEYOND_COUNTING
from reportgen.prose.report_text import ReportText


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C716, one for each number."""
    for passage in text.passages:
        for sentence in passage.sentences:
            for item in sentence.quantities:
                if abs(item.value) >= BEYOND_COUNTING:
                    yield remark("C716", passage, item.start, item.end, words=item.text[:40])
