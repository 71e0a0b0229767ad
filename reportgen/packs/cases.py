"""A pack's cases: small inputs with the findings and words they must give, in `cases/*.yaml`.

Reads a case into a report (cells that it does not name are zero, or - where the form prints it) and says in what an
outcome differs from what the case expects. Running checks and compose over it is left to whoever may import them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from reportgen.errors import PackError
from reportgen.findings import Finding, Location, Severity, finding_of
from reportgen.model import (
    DASH,
    NOT_APPLICABLE,
    Contact,
    Figure,
    FigureKey,
    Page,
    PreviousYear,
    ReportData,
    Signatory,
    SignOff,
    Unit,
)
from reportgen.packs.grammar import Many, Must, SeverityName, Strict, adapter
from reportgen.packs.pack import Pack
from reportgen.packs.yaml_file import Document, read, validate
from reportgen.wording.likeness import nearest

TypedValue = int | float | str | None
_EMPTY: Mapping[str, Any] = {"json_schema_extra": {"default": {}}}  # of a dict made anew the schema tells none itself
# a case is signed, so that missing signatures are not among its findings
_DONE = Signatory("政务公开办公室", "1月10日")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUnit(Strict):
    """Who reports in the case."""

    name: str = "示例单位"
    short_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseContact(Contact, Strict):
    """The office's contact line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFinding(Strict):
    """A finding the case must give. `rule`, `severity` and `scope` (a column or row) are asked for where written."""

    code: Annotated[str, Must(pattern=r"^[A-Z][0-9]{3}$")]
    rule: str = ""
    severity: SeverityName | Literal[""] = ""
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected(Strict):
    """What must come of it: these findings and no others but notes; these words in the report, and not those."""

    findings: Many[ExpectedFinding] = ()
    words: Many[str] = ()
    absent: Many[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile(Strict):
    """cases/<case>.yaml. `fill: blank` leaves the cells that are not named blank instead of zero."""

    name: str
    year: int
    unit: CaseUnit = CaseUnit()
    issued_on: str = ""
    contact: CaseContact = CaseContact()
    fill: Literal["zero", "blank"] = "zero"
    figures: Mapping[str, TypedValue] = field(default_factory=dict, metadata=_EMPTY)
    narrative: Mapping[str, str] = field(default_factory=dict, metadata=_EMPTY)
    previous: Mapping[str, TypedValue] = field(default_factory=dict, metadata=_EMPTY)
    explanations: Mapping[str, str] = field(default_factory=dict, metadata=_EMPTY)
    expect: Expected = Expected()


def read_case(path: Path, pack: Pack) -> tuple[CaseFile, ReportData]:
    """The case and its report. Raises PackError with everything that is wrong in the file."""
    document, findings = read(path)
    case = None
    if document is not None:
        case, findings = validate(document, CaseFile)
    if document is None or case is None:
        raise PackError(*findings)
    findings = [*_bad_cells(document, case, pack)]
    if findings:
        raise PackError(*findings)
    return case, _report(case, pack, path)


def differences(expected: Expected, findings: Iterable[Finding], page: Page) -> list[str]:
    """What is missing from, or not foreseen in, the outcome; none when the case holds. A line each."""
    given = [item for item in findings if item.explanation is None]  # what is explained does not block
    lines = []
    for wanted in expected.findings:
        match = next((item for item in given if _is(wanted, item)), None)
        if match is None:
            lines.append(f"- {_shown(wanted.code, wanted.rule, wanted.scope)}")
        else:
            given.remove(match)  # each finding answers one expectation
    lines += [
        f"+ {line}" + (f" ×{number}" if number > 1 else "")
        for line, number in Counter(
            _shown(item.code, item.rule or "", ",".join(item.scope))
            for item in given
            if item.severity is not Severity.NOTE  # notes may come unasked
        ).items()
    ]
    text = "\n".join(_texts(page))
    lines += [f"- “{words}”" for words in expected.words if words not in text]
    lines += [f"+ “{words}”" for words in expected.absent if words in text]
    return lines


def _is(wanted: ExpectedFinding, finding: Finding) -> bool:
    return (
        finding.code == wanted.code
        and wanted.rule in ("", finding.rule)
        and wanted.severity in ("", finding.severity.value)
        and (not wanted.scope or wanted.scope in finding.scope)
    )


def _shown(code: str, rule: str, scope: str) -> str:
    return " ".join(part for part in (code, rule, scope) if part)


def _texts(page: Page) -> Iterable[str]:
    yield from page.fields.values()
    for paragraphs in page.blocks.values():
        yield from (item.text for item in paragraphs)
    for section in page.sections.values():
        yield section.heading
        yield from (item.text for item in section.body)


def _bad_cells(document: Document, case: CaseFile, pack: Pack) -> Iterable[Finding]:
    for key, cells in (("figures", case.figures), ("previous", case.previous)):
        for address, value in cells.items():
            where = document.place([key, address], of_key=True)
            if address not in pack.fields:
                yield finding_of("P107", where, name=address, nearest=nearest(address, list(pack.fields)))
            elif isinstance(value, str) and value != DASH and not _has_words(pack, address):
                yield finding_of("P103", where, key=f"{key}.{address}", expected="a number, or -", found=value)
    if case.issued_on and _day(case.issued_on) is None:
        where = document.place(["issued_on"])
        yield finding_of("P103", where, key="issued_on", expected="a date, as 2013-02-20", found=case.issued_on)


def _has_words(pack: Pack, address: str) -> bool:
    return pack.fields[FigureKey(address)].measure in ("text_and_count", "amount_with_unit")


def _report(case: CaseFile, pack: Pack, path: Path) -> ReportData:
    figures = {
        key: _figure(0 if field.is_open else DASH, path, key)
        for key, field in pack.fields.items()
        if case.fill == "zero" or not field.is_open  # where the form prints -, it stands in a blank case too
    }
    figures |= {FigureKey(address): _figure(value, path, address) for address, value in case.figures.items()}
    previous = {FigureKey(address): _figure(value, path, address) for address, value in case.previous.items()}
    return ReportData(
        pack_id=pack.id,
        year=case.year,
        unit=Unit(code="", name=case.unit.name, short_name=case.unit.short_name, level=pack.level, body=pack.body),
        issued_on=_day(case.issued_on) or date(case.year + 1, 1, 20),  # before the earliest deadline, 31 January
        contact=Contact(**asdict(case.contact)),
        sign_off=SignOff(prepared_by=_DONE, reviewed_by=_DONE, secrecy_reviewed_by=_DONE, approved_by=_DONE),
        narrative={key: tuple(text.splitlines()) for key, text in case.narrative.items()},
        figures=figures,
        previous=PreviousYear(year=case.year - 1, figures=previous, pack_id=pack.id) if previous else None,
        explanations=case.explanations,
        places=_places(case.narrative, path),
    )


def _places(narrative: Mapping[str, str], path: Path) -> dict[str, Location]:
    return {f"narrative.{key}": Location(file=str(path), pointer=f"/narrative/{key}") for key in narrative}


def _figure(value: TypedValue, path: Path, address: str) -> Figure:
    location = Location(file=str(path), pointer=f"/figures/{address}")
    if value == DASH:
        return Figure(NOT_APPLICABLE, location)
    if isinstance(value, str):
        # “12.5元” in a figure that is told with words: its digits are the value.
        digits = "".join(sign for sign in value if sign.isdigit() or sign == ".").strip(".")
        return Figure(Decimal(digits) if digits else None, location, raw=value)
    return Figure(None if value is None else Decimal(str(value)), location)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def case_files(pack: Pack) -> Sequence[Path]:
    """The pack's cases, by name."""
    return sorted((pack.directory / "cases").glob("*.yaml"))


def case_schema() -> dict[str, Any]:
    """The JSON Schema of a case."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **adapter(CaseFile).json_schema(),
        "title": "case.yaml",
    }
