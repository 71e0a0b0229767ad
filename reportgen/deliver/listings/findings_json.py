"""Findings as JSON for programs: version 1 of a format that only grows.

Decimals are strings, so that no reader rounds them; keys that do not apply are left out.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reportgen.findings import Finding, summary
from reportgen.findings.text import fact_text, hint, message
from reportgen.language import Language

VERSION = 1


def document(findings: Sequence[Finding], language: Language, **more: Any) -> str:
    """The whole JSON text. `more` are further top-level members, such as the file that was written."""
    data = {
        "version": VERSION,
        **more,
        "findings": [as_dict(finding, language) for finding in findings],
        "summary": summary(findings),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_dict(finding: Finding, language: Language) -> dict[str, Any]:
    """One finding as JSON has it."""
    data: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "rule": finding.rule,
        "message": message(finding, language),
        "hint": hint(finding, language),
        "facts": {name: _plain(value) for name, value in finding.facts.items()},
        "location": finding.location.as_dict(),
        "explanation": finding.explanation,
    }
    return {name: value for name, value in data.items() if value is not None}


def schema() -> Mapping[str, Any]:
    """JSON Schema of the document."""
    text = {"type": "string"}
    count = {"type": "integer", "minimum": 0}
    number = {"type": "integer", "minimum": 1}
    properties: dict[str, Any] = {name: text for name in ("file", "sheet", "cell", "pointer", "part", "place")}
    properties |= {name: number for name in ("line", "column", "paragraph", "table", "row")}
    finding = {
        "type": "object",
        "required": ["code", "severity", "message", "hint", "facts", "location"],
        "properties": {
            "code": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"},
            "severity": {"enum": ["error", "verify", "note"]},
            "rule": text,
            "message": text,
            "hint": text,
            "explanation": text,
            "facts": {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
            "location": {"type": "object", "properties": properties, "additionalProperties": False},
        },
    }
    counts = ("error", "verify", "note", "explained", "blocking")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "reportgen findings",
        "type": "object",
        "required": ["version", "findings", "summary"],
        "properties": {
            "version": {"const": VERSION},
            "output": text,
            "findings": {"type": "array", "items": finding},
            "summary": {"type": "object", "required": list(counts), "properties": dict.fromkeys(counts, count)},
        },
    }


def _plain(value: str | int | Decimal) -> str | int:
    return value if isinstance(value, int) else fact_text(value)
