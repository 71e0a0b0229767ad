"""Who reports, for which year, in which format: as far as a source says so.

Takes a Source, gives an Identity; from it the caller chooses the pack. What is not said, or cannot be understood, is
None and a finding where something unreadable stood. Whether all of it fits the pack is left to `bind.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reportgen.findings import NOWHERE, Finding, Location, Severity
from reportgen.model import Body, Level, body_named, level_named
from reportgen.packs.workbook_layout import CONTENT, HIDDEN
from reportgen.sources import values
from reportgen.sources.json.file import JsonReport
from reportgen.sources.sheet import Workbook
from reportgen.sources.workbook.blocks import Block, blocks

Said = tuple[object, Location]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a source says of itself; None where it is silent. `places` tells where, by JSON path."""

    pack_id: str | None = None
    level: Level | None = None
    body: Body | None = None
    year: int | None = None
    places: Mapping[str, Location]
    findings: tuple[Finding, ...] = ()


@lru_cache(maxsize=2)  # asked for the pack first, then when the workbook is held against it
def of_workbook(workbook: Workbook) -> Identity:
    """What 基本信息 says, and where that is silent the hidden sheet."""
    shown, hidden = dict(_shown(workbook)), dict(hidden_entries(workbook))
    said = {path: (hidden[name], NOWHERE) for path, name in _HIDDEN_NAMES.items() if name in hidden} | shown
    changed = _changed_pack(shown, hidden)
    identity = _identity(said | changed)
    if changed:
        place, now = shown["pack"][1], values.text_of(shown["pack"][0])
        facts = {"found": now[:40], "pack": values.text_of(hidden["pack"])}
        identity = _with(identity, Finding(code="S220", severity=Severity.ERROR, location=place, facts=facts))
    made_for = values.year(hidden.get("year", ""))
    if identity.year is None or made_for is None or made_for == identity.year:
        return identity
    where = identity.places.get("year", NOWHERE)
    years = {"made_for": made_for, "year": identity.year}
    note = Finding(code="S218", severity=Severity.NOTE, location=where, facts=years)
    return _with(identity, note)


def _changed_pack(shown: Mapping[str, Said], hidden: Mapping[str, object]) -> dict[str, Said]:
    """The pack whose codes the sheets hold, where somebody has typed over its name."""
    made_with = values.text_of(hidden.get("pack", ""))
    if not made_with or "pack" not in shown or values.text_of(shown["pack"][0]) == made_with:
        return {}
    return {"pack": (made_with, shown["pack"][1])}


def of_json(report: JsonReport) -> Identity:
    """What the members pack, year and unit say."""
    unit = report.data.get("unit")
    unit = unit if isinstance(unit, dict) else {}
    said: dict[str, Said] = {}
    for path, value in (("pack", report.data.get("pack")), ("year", report.data.get("year"))):
        said[path] = (value, report.location(f"/{path}"))
    for name in ("level", "body"):
        said[f"unit.{name}"] = (unit.get(name), report.location(f"/unit/{name}"))
    return _identity(said)


def unit_of_workbook(workbook: Workbook) -> tuple[str, str]:
    """The unit's code and name in 基本信息."""
    cells = {path: block.sheet.value(row, column) for path, block, row, column in info_cells(workbook)}
    code, name = (values.one_line(cells.get(path, ""))[0] for path in ("unit.code", "unit.name"))
    return code, name


def unit_of_json(report: JsonReport) -> tuple[str, str]:
    """The unit's code and name in the member unit."""
    unit = report.data.get("unit")
    unit = unit if isinstance(unit, dict) else {}
    code, name = (values.one_line(unit.get(key, ""))[0] for key in ("code", "name"))
    return code, name


def hidden_entries(workbook: Workbook) -> Iterator[tuple[str, object]]:
    """What the hidden sheet says: pack, version, year, previous_year, previous_pack."""
    sheet = workbook.sheet(HIDDEN)
    for row in sheet.rows if sheet else ():
        if row and row[0] == "field":  # from here on for other programs
            return
        if len(row) > 1 and isinstance(row[0], str) and row[1] != "":
            yield row[0], row[1]


_HIDDEN_NAMES = {"pack": "pack", "year": "year", "unit.level": "level", "unit.body": "body"}


def info_cells(workbook: Workbook) -> Iterator[tuple[str, Block, int, int]]:
    """The lines of 基本信息: the code, and where its content stands."""
    for block in blocks(workbook):
        column = block.columns.get(CONTENT)
        if block.kind == "info" and column is not None:
            for row in block.rows():
                code = block.sheet.value(row, block.code_column)
                if isinstance(code, str) and code:
                    yield code.strip(), block, row, column


def _shown(workbook: Workbook) -> Iterator[tuple[str, Said]]:
    for path, block, row, column in info_cells(workbook):
        value = block.sheet.value(row, column)
        if path in _HIDDEN_NAMES and values.text_of(value):
            yield path, (value, block.sheet.location(row, column))


def _identity(said: Mapping[str, Said]) -> Identity:
    findings: list[Finding] = []

    def text(path: str) -> str:
        return values.text_of(said[path][0]) if path in said else ""

    def refuse(code: str, path: str) -> None:
        facts = {"found": text(path)[:40]}
        findings.append(Finding(code=code, severity=Severity.ERROR, location=said[path][1], facts=facts))

    level, body = level_named(text("unit.level")), body_named(text("unit.body"))
    year = values.year(said["year"][0]) if "year" in said else None
    for found, path, code in ((level, "unit.level", "S212"), (body, "unit.body", "S213"), (year, "year", "S214")):
        if found is None and text(path):
            refuse(code, path)
    places = {path: place for path, (_, place) in said.items() if place != NOWHERE}
    return Identity(
        pack_id=text("pack") or None, level=level, body=body, year=year, places=places, findings=tuple(findings)
    )


def _with(identity: Identity, finding: Finding) -> Identity:
    return Identity(
        pack_id=identity.pack_id,
        level=identity.level,
        body=identity.body,
        year=identity.year,
        places=identity.places,
        findings=(*identity.findings, finding),
    )
