"""The sentences of a finding, made from the catalogue and its facts, in the language asked for."""

from collections.abc import Mapping
from decimal import Decimal

from reportgen.findings.catalogue import CATALOGUE
from reportgen.findings.finding import Fact, Finding, Location, Severity
from reportgen.language import Language, translate
from reportgen.wording.cell_names import spot_named

_REASONS = "说明"  # the column of the entry workbook
_IN_PART = {
    "header": "header, paragraph {number}",
    "footer": "footer, paragraph {number}",
    "comments": "comments, paragraph {number}",
}


def message(finding: Finding, language: Language) -> str:
    """What is wrong: expected against found."""
    return _filled(CATALOGUE[finding.code].message, finding, language)


def hint(finding: Finding, language: Language) -> str:
    """What to do about it, and where a reason is written; an empty text where the message says all."""
    parts = (_filled(CATALOGUE[finding.code].hint, finding, language), _where_to_explain(finding, language))
    # Chinese sentences follow each other without a blank
    return (" " if language == "en" else "").join(part for part in parts if part)


def _where_to_explain(finding: Finding, language: Language) -> str:
    """Where the reason of a finding to be verified goes; nothing for a finished document, which holds no reasons."""
    place = finding.location
    # C: of reading and rendering nothing can be explained
    if finding.severity is not Severity.VERIFY or finding.explanation is not None or finding.code[0] != "C":
        return ""
    name = finding.rule or finding.code
    if place.pointer is not None:  # JSON has no column of reasons
        key = f"{name}:{finding.scope[0]}" if finding.scope else name
        text = "If it is right as it stands, give the reason in explanations, under the key {key}."
        return translate(text, language).format(key=key)
    cell = spot_named(place.cell or "")
    if place.sheet is None or cell is None:
        return ""
    text = "If it is right as it stands, give the reason in row {row} of the sheet {sheet}, in the column {column}."
    return translate(text, language).format(row=cell.row + 1, sheet=place.sheet, column=_REASONS)


def place(location: Location, language: Language = "en") -> str:
    """Where it is, as a person would look for it: `年报.xlsx 统计表!C12`, `a.json#/unit/name`, `pack.yaml:12:5`.

    In a document: `年报.docx paragraph 12`, `年报.docx table 2, row 14`; a line number, or a
    place in words, says more than both.
    """
    head = location.file or ""
    if location.line is not None:
        head += f":{location.line}:{location.column or 1}"
    if location.pointer is not None:
        head += f"#{location.pointer}"
    cell = location.cell or ""
    if location.sheet is not None:
        cell = f"{location.sheet}!{cell}" if cell else location.sheet
    return " ".join(part for part in (head, cell, location.place or _spot(location, language)) if part)


def _spot(location: Location, language: Language) -> str:
    if location.line is not None or location.file is None or location.pointer is not None:
        return ""
    if location.table is not None:
        text = "table {table}, row {row}" if location.row is not None else "table {table}"
        return translate(text, language).format(table=location.table, row=location.row)
    if location.paragraph is not None and location.part is not None:
        text = next((text for name, text in _IN_PART.items() if name in location.part), "paragraph {number}")
        return translate(text, language).format(number=location.paragraph)
    return ""


def fact_text(value: Fact) -> str:
    """A fact as it is printed: a Decimal in plain digits, never with an exponent."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)  # :f: never 1E+3


def _filled(template: Mapping[Language, str], finding: Finding, language: Language) -> str:
    facts = {name: fact_text(value) for name, value in finding.facts.items()}
    facts |= {name: translate(facts[name], language) for name in CATALOGUE[finding.code].words if name in facts}
    facts.setdefault("rule", finding.rule or "")
    return template[language].format_map(_Facts(facts)).strip()


class _Facts(dict[str, str]):
    """Facts by name; one that was not given leaves no mark in the sentence."""

    def __init__(self, facts: Mapping[str, str]) -> None:
        super().__init__(facts)

    def __missing__(self, key: str) -> str:
        return ""
