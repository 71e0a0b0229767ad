"""Findings as lines of text for a terminal or a file, in the order they are given.

A finding takes two lines: where, code, severity and what is wrong; below it, what to do. A finding that was explained
shows the reason. Colours are left to the command line.
"""

from collections.abc import Iterable, Iterator

from reportgen.findings import Finding, summary
from reportgen.findings.text import hint, message, place
from reportgen.language import Language, translate


def lines(findings: Iterable[Finding], language: Language) -> Iterator[str]:
    """The lines of all findings, without line ends."""
    for finding in findings:
        yield heading(finding, language)
        if advice := hint(finding, language):
            yield f"    {advice}"
        if finding.explanation is not None:
            yield "    " + translate("Explained: {reason}", language).format(reason=finding.explanation)


def heading(finding: Finding, language: Language) -> str:
    """The first line of a finding: where, code, severity, what."""
    parts = [place(finding.location, language), f"{finding.code} {finding.severity.value}", message(finding, language)]
    return "  ".join(part for part in parts if part)


def closing_line(findings: Iterable[Finding], language: Language) -> str:
    """One line that sums the run up."""
    counts = summary(findings)
    if not any(counts.values()):
        return translate("No findings.", language)
    text = "{error} errors, {verify} to verify, {explained} explained, {note} notes; {blocking} block the report."
    return translate(text, language).format_map(counts)
