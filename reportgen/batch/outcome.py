"""UnitOutcome: what came of one unit, as it travels between processes and stands in the journal.

Takes and gives plain values; `as_dict` and `from_dict` are exact inverses through JSON. How an outcome is made is left
to `work.py`, where it is kept to `journal.py`, what the units say together to `sums/across_units.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from reportgen.findings import NOWHERE, Fact, Finding, Location, Severity
from reportgen.model import DASH, NOT_APPLICABLE, Body, FigureKey, Level, ReportData, Unit, Value
from reportgen.packs import Pack

FigureText = str | None


class Status(StrEnum):
    """Where a unit's report stands: written; written as a draft; held up by findings; not readable at all."""

    WRITTEN = "written"
    DRAFT = "draft"
    BLOCKED = "blocked"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOutcome:
    """What came of one unit.

    `key` tells its place in the sources, `fingerprint` everything its result hangs on. `figures` and `previous` hold
    the cells of its pack in print order as text: a number, `-`, or None for a blank; `words` what a cell said beyond
    its number, by address. `document` and `annotated` are the paths of its report and of the annotated copy of its
    workbook below the output folder, empty where there is none.
    """

    key: str
    file: str
    status: Status
    fingerprint: str = ""
    pack_id: str = ""
    form_id: str = ""
    year: int = 0
    unit: Unit | None = None
    findings: tuple[Finding, ...] = ()
    figures: tuple[FigureText, ...] = ()
    previous: tuple[FigureText, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    document: str = ""
    sha256: str = ""
    annotated: str = ""
    annotated_sha256: str = ""

    @property
    def name(self) -> str:
        """How messages call it: the unit's name, or its file where that could not be read."""
        return self.unit.name if self.unit is not None and self.unit.name else self.key

    @property
    def location(self) -> Location:
        """Its place in the sources: the file, and in a file of many units the line or row."""
        # a path may hold colons (C:\…): only what stands behind the path
        number = self.key.removeprefix(f"{self.file}:") if self.key != self.file else ""
        return Location(file=self.file, line=int(number)) if number.isdecimal() else Location(file=self.file)

    @property
    def files(self) -> Mapping[str, str]:
        """The digest of each file that was written for it, by its path below the output folder."""
        pairs = ((self.document, self.sha256), (self.annotated, self.annotated_sha256))
        return {path: digest for path, digest in pairs if path}

    def with_findings(self, *more: Finding) -> "UnitOutcome":
        """The same outcome with further findings."""
        return replace(self, findings=(*self.findings, *more)) if more else self

    def values(self, pack: Pack) -> Mapping[FigureKey, Value]:
        """The figures by address. The pack must be the one the outcome names."""
        return dict(zip(pack.fields, map(value_of, self.figures), strict=True)) if self.figures else {}

    def previous_values(self, pack: Pack) -> Mapping[FigureKey, Value]:
        """Last year's figures by address, empty where none were given."""
        return dict(zip(pack.fields, map(value_of, self.previous), strict=True)) if self.previous else {}


def figure_texts(data: ReportData, pack: Pack) -> tuple[FigureText, ...]:
    """The report's figures in the pack's order."""
    return tuple(text_of(data.value(key)) for key in pack.fields)


def previous_texts(data: ReportData, pack: Pack) -> tuple[FigureText, ...]:
    """Last year's figures in the pack's order; nothing where the report has none."""
    if data.previous is None or not data.previous.figures:
        return ()
    known = data.previous.figures
    return tuple(text_of(known[key].value) if key in known else None for key in pack.fields)


def words(data: ReportData, pack: Pack) -> dict[str, str]:
    """What cells said beyond their number: 《动态》50期, 128.5万元."""
    # an unread cell's raw text is what could not be read, not what it said
    return {key: item.raw for key in pack.fields if (item := data.figure(key)).raw is not None and not item.unread}


def text_of(value: Value) -> FigureText:
    """A value as text: plain digits, `-`, or None."""
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else DASH  # :f: never 1E+3


@lru_cache(maxsize=4096)
def value_of(text: FigureText) -> Value:
    """The value that the text stands for."""
    if text is None:
        return None
    return NOT_APPLICABLE if text == DASH else Decimal(text)


def as_dict(outcome: UnitOutcome) -> dict[str, Any]:
    """The outcome as JSON holds it."""
    unit = outcome.unit
    return {
        "key": outcome.key,
        "file": outcome.file,
        "status": outcome.status.value,
        "fingerprint": outcome.fingerprint,
        "pack": outcome.pack_id,
        "form": outcome.form_id,
        "year": outcome.year,
        # a list, not names: ten thousand lines hold it
        "unit": None if unit is None else [unit.code, unit.name, unit.short_name, unit.level.value, unit.body.value],
        "document": outcome.document,
        "sha256": outcome.sha256,
        "annotated": outcome.annotated,
        "annotated_sha256": outcome.annotated_sha256,
        "findings": [_finding_dict(item) for item in outcome.findings],
        "figures": list(outcome.figures),
        "previous": list(outcome.previous),
        "words": dict(outcome.words),
    }


def from_dict(data: Mapping[str, Any]) -> UnitOutcome:
    """The outcome that `as_dict` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return UnitOutcome(
        key=data["key"],
        file=data["file"],
        status=Status(data["status"]),
        fingerprint=data["fingerprint"],
        pack_id=data["pack"],
        form_id=data["form"],
        year=data["year"],
        unit=_unit(data["unit"]),
        findings=tuple(_read_finding(item) for item in data["findings"]),
        figures=tuple(data["figures"]),
        previous=tuple(data["previous"]),
        words=data["words"],
        document=data["document"],
        sha256=data["sha256"],
        annotated=data.get("annotated", ""),  # not in journals of format 1
        annotated_sha256=data.get("annotated_sha256", ""),
    )


def _unit(data: Sequence[str] | None) -> Unit | None:
    if data is None:
        return None
    code, name, short_name, level, body = data
    return Unit(code=code, name=name, short_name=short_name, level=Level(level), body=Body(body))


def _finding_dict(finding: Finding) -> dict[str, Any]:
    data: dict[str, Any] = {"code": finding.code, "severity": finding.severity.value}
    if finding.location != NOWHERE:
        data["location"] = finding.location.as_dict()
    if finding.facts:
        data["facts"] = {name: _fact(value) for name, value in finding.facts.items()}
    if finding.rule is not None:
        data["rule"] = finding.rule
    if finding.scope:
        data["scope"] = list(finding.scope)
    if finding.explanation is not None:
        data["explanation"] = finding.explanation
    return data


def _read_finding(data: Mapping[str, Any]) -> Finding:
    facts = data.get("facts", {})
    return Finding(
        code=data["code"],
        severity=Severity(data["severity"]),
        location=Location(**data.get("location", {})),
        facts={name: Decimal(value[0]) if isinstance(value, list) else value for name, value in facts.items()},
        rule=data.get("rule"),
        scope=tuple(data.get("scope", ())),
        explanation=data.get("explanation"),
    )


def _fact(value: Fact) -> str | int | list[str]:
    return [str(value)] if isinstance(value, Decimal) else value  # a list marks a Decimal: JSON has no such number
