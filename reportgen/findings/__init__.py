"""Findings: what is wrong, where, and in which words. Imports nothing of ours but the language."""

from reportgen.findings.finding import NOWHERE, Fact, Finding, Location, Severity, summary

__all__ = ["NOWHERE", "Fact", "Finding", "Location", "Severity", "summary"]
