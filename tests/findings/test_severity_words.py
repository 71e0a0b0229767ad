"""Severities have one word each, and are known by several."""

import pytest

from reportgen.findings import Finding, Severity
from reportgen.findings.severity_words import KNOWN, severity_named, severity_word, standing_word


@pytest.mark.parametrize("severity", list(Severity))
def test_every_severity_is_known_by_its_own_words(severity: Severity) -> None:
    assert severity_named(severity_word(severity, "zh")) is severity
    assert severity_named(severity.value.upper()) is severity


@pytest.mark.parametrize(
    ("word", "severity"),
    [("强制", Severity.ERROR), (" 核实 ", Severity.VERIFY), ("提示性", Severity.NOTE), ("重要", None), ("", None)],
)
def test_the_words_of_an_office_are_known(word: str, severity: Severity | None) -> None:
    assert severity_named(word) is severity


def test_what_a_clerk_is_told_is_known() -> None:
    assert [severity_named(word) for word in KNOWN.split("、")] == list(Severity)


def test_a_reason_changes_the_word() -> None:
    found = Finding(code="C201", severity=Severity.VERIFY)
    assert [standing_word(item, "zh") for item in (found, found.explained("退休"))] == ["核实性", "已说明"]
    assert [standing_word(item, "en") for item in (found, found.explained("退休"))] == ["To verify", "Explained"]
