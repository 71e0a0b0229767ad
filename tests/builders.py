"""Reports for tests: one of any pack in a line, all zero or random but free of contradictions.

Give `report` a pack, and the cells that matter (`{"5.annual": 579}`); the rest is zero. `consistent_figures` solves all
relations of a pack at once: it draws the leaves, adds up the totals and raises what is too small, never lowering
anything, until every relation holds. `reports` is the hypothesis strategy of such reports.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import strategies as st

from reportgen import packs
from reportgen.findings import Location
from reportgen.model import (
    DASH,
    NOT_APPLICABLE,
    Body,
    Contact,
    Figure,
    FigureKey,
    Level,
    PreviousYear,
    ReportData,
    Signatory,
    SignOff,
    Unit,
)
from reportgen.packs import Field, Instance, Pack, Term

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
ALL_PACKS = tuple(packs.pack_ids((TEMPLATES,)))
ONE_OF_EACH_FORM = ("county-2008", "municipal-2014", "provincial-2019", "township-government-2021")
EACH_PACK = [  # for tests that take long: beyond one pack of each form they are thorough
    pack_id if pack_id in ONE_OF_EACH_FORM else pytest.param(pack_id, marks=pytest.mark.thorough)
    for pack_id in ALL_PACKS
]
Cell = int | str | Decimal | None

_NAMES = {
    (Level.PROVINCIAL, Body.DEPARTMENT): ("江安省工业和信息化厅", "我厅"),
    (Level.PROVINCIAL, Body.GOVERNMENT): ("江安省人民政府", "省政府"),
    (Level.MUNICIPAL, Body.DEPARTMENT): ("云河市工业和信息化局", "我局"),
    (Level.MUNICIPAL, Body.GOVERNMENT): ("云河市人民政府", "市政府"),
    (Level.COUNTY, Body.DEPARTMENT): ("松岭县科学技术局", "我局"),
    (Level.COUNTY, Body.GOVERNMENT): ("松岭县人民政府", "县政府"),
    (Level.TOWNSHIP, Body.DEPARTMENT): ("松岭县青石镇财政所", "我所"),
    (Level.TOWNSHIP, Body.GOVERNMENT): ("松岭县青石镇人民政府", "镇政府"),
}
_CONTACT = Contact(
    address="云河市滨江路1号",
    postcode="130000",
    phone="0431-00000000",
    email="gkb@example.com",
    website="http://www.example.com",
)
_STEP = Signatory("信息公开办公室", "1月10日")
_AMOUNTS = ("amount_yuan", "amount_wan", "amount_with_unit")
_ROUNDS = 20_000


@cache
def pack(pack_id: str) -> Pack:
    """A shipped pack, loaded once."""
    return packs.load(pack_id, (TEMPLATES,))


def unit(of: Pack) -> Unit:
    """A made-up unit of the pack's level and body."""
    name, short_name = _NAMES[of.level, of.body]
    return Unit(code="000001", name=name, short_name=short_name, level=of.level, body=of.body)


def report(
    of: Pack,
    year: int | None = None,
    *,
    figures: Mapping[FigureKey, Figure] | None = None,
    values: Mapping[str, Cell] | None = None,
    previous: PreviousYear | Mapping[str, Cell] | None = None,
    **overrides: Any,
) -> ReportData:
    """A complete report of that pack: all zero, or with those `figures`; `values` replace single cells by address.

    A value is a number, `-`, or None for a cell not filled. `previous` may be last year's cells by address. Anything
    else of `ReportData` may be given by its name (`narrative`, `contact`, `issued_on`, …).
    """
    year = of.first_year if year is None else year
    cells = dict(zero_figures(of) if figures is None else figures)
    for address, value in (values or {}).items():
        cells[_known(of, address)] = figure(of, address, value)
    if isinstance(previous, Mapping):
        previous = last_year(of, year - 1, previous)
    given: dict[str, Any] = {
        "pack_id": of.id,
        "year": year,
        "unit": unit(of),
        "issued_on": date(year + 1, 1, 20),
        "contact": _CONTACT,
        "sign_off": SignOff(prepared_by=_STEP, reviewed_by=_STEP, secrecy_reviewed_by=_STEP, approved_by=_STEP),
        "figures": cells,
        "previous": previous,
        **overrides,
    }
    return ReportData(**given)


def figure(of: Pack, address: str, value: Cell, *, file: str = "report.json") -> Figure:
    """A cell as it would be read from a JSON file. An amount with its unit (128.5万元) may be given as text."""
    key = _known(of, address)
    location = Location(
        file=file, pointer=f"/figures/{of.fields[key].table}/{of.fields[key].row.code}/{_column(of, key)}"
    )
    if value == DASH:
        return Figure(NOT_APPLICABLE, location)
    if isinstance(value, str):
        digits = "".join(sign for sign in value if sign.isdigit() or sign == ".")
        return Figure(Decimal(digits), location, raw=value)
    return Figure(None if value is None else Decimal(value), location)


def last_year(of: Pack, year: int, cells: Mapping[str, Cell]) -> PreviousYear:
    """Last year's cells by address."""
    figures = {_known(of, address): figure(of, address, value, file="last.json") for address, value in cells.items()}
    return PreviousYear(year=year, figures=figures, pack_id=of.id)


def zero_figures(of: Pack) -> dict[FigureKey, Figure]:
    """Nothing happened: zero everywhere, - where the form prints it."""
    return {key: figure(of, key, 0 if field.is_open else DASH) for key, field in of.fields.items()}


def consistent_figures(of: Pack, random: Random, largest: int = 30) -> dict[FigureKey, Figure]:
    """Random figures of which no relation of the pack complains; leaves are up to `largest` before they are raised."""
    return _printed(of, _solved(of, random, largest))


def consistent_previous(of: Pack, figures: Mapping[FigureKey, Figure], year: int) -> PreviousYear:
    """Last year's figures that this year's go on from: each relation across years holds."""
    return last_year(of, year, dict(_of_last_year(of, figures)))


def reports(of: Pack, *, with_previous: bool = False) -> st.SearchStrategy[ReportData]:
    """Reports of a year of that pack that no check has anything to say about."""

    def build(random: Random, year: int) -> ReportData:
        figures = consistent_figures(of, random)
        if not with_previous:
            return report(of, year, figures=figures)
        return report(of, year, figures=figures, previous=consistent_previous(of, figures, year - 1))

    years = st.integers(of.first_year, of.last_year or of.first_year + 4)
    return st.builds(build, st.randoms(use_true_random=False), years)


def _known(of: Pack, address: str) -> FigureKey:
    if address not in of.fields:
        raise KeyError(f"{of.id} has no cell {address}")
    return FigureKey(address)


def _column(of: Pack, key: FigureKey) -> str:
    return of.fields[key].column.code


# The solver. Every relation asks for a side to be at least, at most or just as much as another; the smaller side is
# raised at a leaf (a cell that is not itself the sum of others), the totals follow.


@dataclass(frozen=True, slots=True)
class _Sums:
    """The cells that are sums of others, by address; the cells that must be zero."""

    parts: Mapping[FigureKey, tuple[FigureKey, ...]]
    fixed: frozenset[FigureKey]

    def leaves(self, key: FigureKey) -> Iterator[FigureKey]:
        """The cells that may be raised so that this one grows."""
        if key in self.parts:
            for part in self.parts[key]:
                yield from self.leaves(part)
        elif key not in self.fixed:
            yield key


def _solved(of: Pack, random: Random, largest: int) -> dict[FigureKey, Decimal]:
    instances = _instances(of)
    sums = _sums(instances)
    numbers = {key: _drawn(field, random, largest) for key, field in of.fields.items() if field.is_open}
    numbers |= dict.fromkeys(sums.fixed, Decimal(0))
    wanted = [(item, random.choice(item.alternatives)) for item, _ in instances]
    for _ in range(_ROUNDS):
        _add_up(sums, numbers)
        if not any(_raise(item, side, sums, numbers, random) for item, side in wanted):
            return numbers
    raise AssertionError(f"no consistent figures found for {of.id}")


def _instances(of: Pack) -> list[tuple[Instance, str]]:
    """Every relation of which no cell is fixed at -, and its kind. Shares are left out: no shipped form has any."""
    every = [(item, rule.kind) for rule in of.rules for item in rule.instances if rule.kind != "share"]
    return [(item, kind) for item, kind in every if all(of.fields[term.figure].is_open for term in item.terms)]


def _sums(instances: Iterable[tuple[Instance, str]]) -> _Sums:
    parts: dict[FigureKey, tuple[FigureKey, ...]] = {}
    fixed: set[FigureKey] = set()
    for item, kind in instances:
        total = item.left[0].figure
        if kind == "sum":
            parts.setdefault(total, tuple(term.figure for term in item.alternatives[0]))
        if kind == "zero_unless":
            fixed.add(total)
    return _Sums(parts, frozenset(fixed))


def _drawn(field: Field, random: Random, largest: int) -> Decimal:
    if random.random() < 0.2:
        return Decimal(0)
    if field.measure == "signed_count":
        return Decimal(random.randint(-largest, largest))
    if field.measure in _AMOUNTS:
        return Decimal(random.randint(0, largest * 100)) / 100
    return Decimal(random.randint(0, largest))


def _add_up(sums: _Sums, numbers: dict[FigureKey, Decimal]) -> None:
    def total(key: FigureKey) -> Decimal:
        return sum(map(total, sums.parts[key]), Decimal(0)) if key in sums.parts else numbers[key]

    for key in sums.parts:
        numbers[key] = total(key)


def _raise(
    item: Instance, side: tuple[Term, ...], sums: _Sums, numbers: dict[FigureKey, Decimal], random: Random
) -> bool:
    """True when the relation did not hold; something has been raised then. Last year may not have been negative."""
    missing = _amount(side, numbers) - _amount(item.left, numbers)
    at_least = item.operator == ">=" or any(term.previous for term in item.terms)
    if missing == 0 or (missing > 0 and item.operator == "<=") or (missing < 0 and at_least):
        return False
    grows = [leaf for term in (item.left if missing > 0 else side) for leaf in sums.leaves(term.figure)]
    if not grows:
        return False
    numbers[random.choice(grows)] += abs(missing)
    return True


def _amount(terms: Iterable[Term], numbers: Mapping[FigureKey, Decimal]) -> Decimal:
    return sum((term.sign * numbers[term.figure] for term in terms if not term.previous), Decimal(0))


def _of_last_year(of: Pack, figures: Mapping[FigureKey, Figure]) -> Iterator[tuple[FigureKey, Decimal]]:
    numbers = {key: item.value for key, item in figures.items() if isinstance(item.value, Decimal)}
    for item, _ in _instances(of):
        before = [term for term in item.terms if term.previous]
        if before:
            yield before[0].figure, _amount(item.left, numbers) - _amount(item.alternatives[0], numbers)
            yield from ((term.figure, Decimal(0)) for term in before[1:])


def _printed(of: Pack, numbers: Mapping[FigureKey, Decimal]) -> dict[FigureKey, Figure]:
    found = zero_figures(of)
    for key, number in numbers.items():
        item = replace(found[key], value=number)
        if of.fields[key].measure == "amount_with_unit":
            item = replace(item, raw=f"{number}万元" if number else None)
        found[key] = item
    return found
