"""Findings: what is wrong, where, and in which words. Imports nothing of ours but language and wording."""

from reportgen.findings.finding import NOWHERE, Fact, Finding, Location, Severity, summary
from reportgen.findings.making import finding_of

__all__ = ["NOWHERE", "Fact", "Finding", "Location", "Severity", "finding_of", "summary"]
