"""What severities are called: in workbooks, in lists, in the rules of an office.

Takes a severity, or a finding, gives its word in a language; takes a word, gives the severity. What a severity does is
decided in `finding.py`.
"""

from collections.abc import Mapping

from reportgen.findings.finding import Finding, Severity
from reportgen.language import Language, translate

WORDS: Mapping[Severity, str] = {Severity.ERROR: "Error", Severity.VERIFY: "To verify", Severity.NOTE: "Note"}
_EXPLAINED = "Explained"
_NAMED: Mapping[str, Severity] = {
    "强制性": Severity.ERROR,
    "核实性": Severity.VERIFY,
    "提示性": Severity.NOTE,
    "强制": Severity.ERROR,
    "核实": Severity.VERIFY,
    "提示": Severity.NOTE,
} | {severity.value: severity for severity in Severity}
KNOWN = "、".join(list(_NAMED)[: len(Severity)])  # as a clerk is told


def severity_word(severity: Severity, language: Language) -> str:
    """Error, To verify, Note; 强制性, 核实性, 提示."""
    return translate(WORDS[severity], language)


def standing_word(finding: Finding, language: Language) -> str:
    """The word of its severity; Explained, 已说明, once a written reason was accepted."""
    if finding.explanation is not None:
        return translate(_EXPLAINED, language)
    return severity_word(finding.severity, language)


def severity_named(word: str) -> Severity | None:
    """The severity that word means: error, 强制性, 强制, …; None when it means none."""
    return _NAMED.get(word.strip().lower())
