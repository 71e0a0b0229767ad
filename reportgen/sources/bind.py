"""A source and a pack to ReportData: one call for every kind of source."""

from reportgen.findings import Finding
from reportgen.model import PreviousYear, ReportData
from reportgen.packs import Pack
from reportgen.sources.gathered import report_data
from reportgen.sources.json.file import JsonReport
from reportgen.sources.sheet import Workbook
from reportgen.sources.table.row import TableRow


def bind(
    source: Workbook | JsonReport | TableRow, pack: Pack, *, previous: PreviousYear | None = None
) -> tuple[ReportData, tuple[Finding, ...]]:
    """The report as the pack understands it, and what could not be read.

    `previous` goes before what the source holds of last year.
    """
    if isinstance(source, Workbook):
        from reportgen.sources.workbook import bind as bind_workbook

        return report_data(bind_workbook.gather(source, pack), pack, previous)
    from reportgen.sources.json import bind as bind_json

    report = source.report(pack) if isinstance(source, TableRow) else source
    return report_data(bind_json.gather(report, pack), pack, previous)
