"""The roster: which units there are, what each is, under whom it stands, and whom to call.

Takes a table (xlsx, csv; headings in Chinese or English), gives a Roster; raises SourceError with everything that is
wrong in it. What the reports say against it is left to `sums/across_units.py`, who counts into whose sum to
`sums/who_counts.py`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from reportgen.errors import SourceError
from reportgen.findings import NOWHERE, Finding, Location, finding_of
from reportgen.model import Body, Level, Unit, body_named, level_named
from reportgen.wording.signs import heading_key, tight

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    # Chinese or English, and the paths of fields; of two that fit the first in the list is taken.
    "code": ("code", "代码", "单位代码", "机构代码", "统一社会信用代码", "unit.code"),
    "name": ("name", "名称", "单位名称", "单位", "填报单位", "机关名称", "单位全称", "unit.name"),
    "level": ("level", "行政层级", "层级", "级别", "unit.level"),
    "body": ("body", "单位性质", "性质", "类别", "单位类别", "unit.body"),
    "parent": ("parent", "上级", "上级单位", "上级代码", "上级单位代码", "主管单位", "主管部门"),
    "contact": ("contact", "联系人", "联系方式", "联系电话", "电话", "联系人及电话"),
}


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit of the roster. `parent` is its parent's `id`, empty at the top."""

    code: str
    name: str
    level: Level | None = None
    body: Body | None = None
    parent: str = ""
    contact: str = ""
    location: Location = NOWHERE

    @property
    def id(self) -> str:
        """What tells it from the others: its code, or its name where it has none."""
        return self.code or self.name


@dataclass(frozen=True, eq=False)
class Roster:
    """Every unit, in the roster's order, parents resolved."""

    entries: tuple[ListedUnit, ...]
    by_id: Mapping[str, ListedUnit] = field(default_factory=dict)
    _by_name: Mapping[str, ListedUnit] = field(default_factory=dict)
    _children: Mapping[str, tuple[ListedUnit, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[ListedUnit]) -> "Roster":
        """A roster of these units. Raises SourceError for a unit that stands twice, a parent that is none, a circle."""
        given = tuple(entries)
        by_id = {entry.id: entry for entry in given}
        by_name = {tight(entry.name): entry for entry in given if entry.name}  # a parent may be named by its name
        resolved = tuple(replace(entry, parent=_parent(entry, by_id, by_name)) for entry in given)
        findings = [*_repeated(given), *_lost(given, resolved), *_circles(resolved)]
        if findings:
            raise SourceError(*findings)
        children: dict[str, list[ListedUnit]] = {}
        for entry in resolved:
            children.setdefault(entry.parent, []).append(entry)
        return cls(
            resolved,
            {entry.id: entry for entry in resolved},
            {tight(entry.name): entry for entry in resolved if entry.name},
            {parent: tuple(below) for parent, below in children.items()},
        )

    @classmethod
    def read(cls, path: Path) -> "Roster":
        """The roster in that file."""
        entries, findings = _read(path)
        if findings:
            raise SourceError(*findings)
        return cls.of(entries)

    def find(self, unit: Unit) -> ListedUnit | None:
        """The unit's entry: by its code, by its code without leading zeros (a spreadsheet drops them), by its name."""
        if unit.code:
            found = self.by_id.get(unit.code) or self._without_zeros.get(unit.code.lstrip("0"))
            if found is not None:
                return found
        return self._by_name.get(tight(unit.name)) if unit.name else None

    def named(self, word: str) -> ListedUnit | None:
        """The unit of that code or name."""
        return self.by_id.get(word) or self._by_name.get(tight(word))

    def below(self, parent: str) -> tuple[ListedUnit, ...]:
        """The units directly under that one; under the empty id, those at the top."""
        return self._children.get(parent, ())

    @cached_property
    def _without_zeros(self) -> Mapping[str, ListedUnit]:
        return {entry.code.lstrip("0"): entry for entry in self.entries if entry.code.startswith("0")}


def _parent(entry: ListedUnit, by_id: Mapping[str, ListedUnit], by_name: Mapping[str, ListedUnit]) -> str:
    found = by_id.get(entry.parent) or by_name.get(tight(entry.parent))
    return found.id if found is not None and entry.parent else ""  # entry.parent: the empty name finds nobody


def _repeated(entries: Sequence[ListedUnit]) -> Iterator[Finding]:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            yield finding_of("B212", entry.location, unit=entry.id)
        seen.add(entry.id)


def _lost(given: Sequence[ListedUnit], resolved: Sequence[ListedUnit]) -> Iterator[Finding]:
    for before, after in zip(given, resolved, strict=True):
        if before.parent and not after.parent:
            yield finding_of("B213", before.location, unit=before.name or before.code, parent=before.parent)


def _circles(entries: Sequence[ListedUnit]) -> Iterator[Finding]:
    parents = {entry.id: entry.parent for entry in entries}
    settled: set[str] = {""}  # units whose way up ends at the top, or was told of
    for entry in entries:
        path: dict[str, None] = {}
        step = entry.id
        while step not in settled and step not in path:
            path[step] = None
            step = parents.get(step, "")
        if step in path:  # told at one unit of the circle, not at each
            yield finding_of("B214", entry.location, unit=entry.name or entry.code, parent=parents[entry.id])
        settled.update(path)


# Reading


def _read(path: Path) -> tuple[list[ListedUnit], list[Finding]]:
    from reportgen.sources import values
    from reportgen.sources.table import file as table_file

    entries: list[ListedUnit] = []
    findings: list[Finding] = []
    headed = table_file.headed(path, _columns)
    if headed is None:
        return [], [finding_of("B210", Location(file=str(path)))]
    sheet, line, columns = headed
    for row in range(line + 1, len(sheet.rows)):
        texts = {name: values.text_of(sheet.value(row, column)) for name, column in columns.items()}
        where = sheet.location(row, columns["name"])  # the unit's name stands for its row
        if not any(texts.values()):
            continue
        if not texts["name"] and not texts.get("code"):
            findings.append(finding_of("B211", where))
            continue
        for name, known in (("level", level_named), ("body", body_named)):
            if texts.get(name) and known(texts[name]) is None:
                place = sheet.location(row, columns[name])
                facts = {"found": texts[name]}
                findings.append(finding_of("B215", place, **facts))
        entries.append(
            ListedUnit(
                code=texts.get("code", ""),
                name=texts["name"],
                level=level_named(texts.get("level", "")),
                body=body_named(texts.get("body", "")),
                parent=texts.get("parent", ""),
                contact=texts.get("contact", ""),
                location=where,
            )
        )
    return entries, findings


def _columns(headings: Mapping[int, str]) -> Mapping[str, int] | None:
    """Which column is which; None where no column names the unit."""
    keys = {column: heading_key(text).lower() for column, text in headings.items()}
    found: dict[str, int] = {}
    for name, words in _HEADINGS.items():
        for word in words:
            column = next((column for column, key in keys.items() if key == word), None)
            if column is not None and column not in found.values():
                found[name] = column
                break
    return found if "name" in found else None
