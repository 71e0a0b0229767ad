"""A pack's cases, run: read, checked, worded, filled into the template and proven.

Takes a pack, gives for each case the lines in which its outcome differs from what it expects; none when it holds. What
a case may say is `packs.cases`' business.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen import checks, compose
from reportgen.errors import PackError, RenderError
from reportgen.findings import Finding
from reportgen.packs import Pack, cases


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one case: the differences, and what kept it from being run at all."""

    path: Path
    differences: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def holds(self) -> bool:
        """True when everything came as the case expects."""
        return not self.differences and not self.findings


def run_all(pack: Pack) -> Iterator[CaseResult]:
    """Every case of the pack, by name."""
    return (run(path, pack) for path in cases.case_files(pack))


def run(path: Path, pack: Pack) -> CaseResult:
    """One case. Where the pack has its template, the document is made and proven too."""
    try:
        case, data = cases.read_case(path, pack)
    except PackError as error:
        return CaseResult(path, findings=error.findings)
    page, unprintable = compose.page(data, pack)
    found = (*checks.run(data, pack), *unprintable)
    differences = tuple(cases.differences(case.expect, found, page))
    if not pack.template_path.is_file():
        return CaseResult(path, differences)
    from reportgen.render import fill, prove
    from reportgen.render.compiled import prepared

    try:
        template = prepared(pack.template_path)
        docx = fill(template.compiled, page)
    except RenderError as error:
        return CaseResult(path, differences, error.findings)
    return CaseResult(path, differences, tuple(prove(template.outline, page, docx)))
