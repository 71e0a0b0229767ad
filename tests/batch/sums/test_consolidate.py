"""Sums of units: what may be added is, what may not is not, each traceable to its cell; brute force says the same."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from reportgen import pipeline
from reportgen.batch.sums import consolidate
from reportgen.batch.sums.who_counts import choose
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.errors import UsageError
from reportgen.model import NOT_APPLICABLE, Body, Figure, FigureKey, Level
from reportgen.packs import relations
from reportgen.packs.grammar import made
from reportgen.packs.schema import Relation
from reportgen.pipeline import Reading
from tests.batch.units import FOLDERS, by_brute_force, jsonl, random_tree, reports, roster, sent, unit
from tests.builders import Cell, pack, report

COUNTY_2008, OPEN_2008 = pack("county-2008"), pack("county-government-2008")


def reading(pack_id: str, values: Mapping[str, Cell] | None = None) -> Reading:
    """A report of zeros with these cells."""
    of = pack(pack_id)
    return Reading(report(of, values=values), of)


def summed(target: str, *readings: Reading) -> Mapping[str, Figure]:
    return {str(key): figure for key, figure in consolidate.added(pack(target), readings).figures().items()}


def test_counts_and_amounts_are_added() -> None:
    found = summed(
        "county-2008",
        reading("county-2008", {"5.annual": 3, "24.annual": Decimal("0.5")}),
        reading("county-2008", {"5.annual": 4, "24.annual": Decimal("1.25")}),
    )
    assert (found["5.annual"].value, found["24.annual"].value) == (Decimal(7), Decimal("1.75"))


def test_where_the_form_prints_a_dash_nothing_is_added() -> None:
    found = summed("county-2008", reading("county-2008"), reading("county-2008"))
    assert found["1.cumulative"].value is NOT_APPLICABLE
    assert found["4.annual"].value is NOT_APPLICABLE


def test_star_rows_are_added_for_those_they_are_open_to() -> None:
    county = reading("county-government-2008", {"7.annual": 9})
    found = summed("county-government-2008", county, reading("county-2008"))
    assert found["7.annual"].value == Decimal(9)


def test_names_with_counts_are_joined_and_their_counts_added() -> None:
    found = summed(
        "county-2008",
        reading("county-2008", {"13.annual": "《甲简报》50期"}),
        reading("county-2008", {"13.annual": "《乙简报》12期"}),
    )
    assert (found["13.annual"].value, found["13.annual"].raw) == (Decimal(62), "《甲简报》50期、《乙简报》12期")


def test_amounts_with_their_unit_are_added_in_one_unit() -> None:
    of = pack("county-2019")
    base = reading("county-2019")
    figures = dict(base.data.figures)
    figures[FigureKey("m8.amount")] = replace(figures[FigureKey("m8.amount")], value=Decimal(125000), raw="12.5万元")
    other = replace(base, data=replace(base.data, figures=figures))
    found = consolidate.added(of, [other, other]).figures()[FigureKey("m8.amount")]
    assert (found.value, found.raw) == (Decimal(250000), "25万元")


def test_a_share_that_the_form_prints_is_worked_out_from_the_sums() -> None:
    given = {"id": "s", "kind": "share", "left": ["3.2.1"], "right": ["3.2"], "total": "9.1", "text": "按时办结率"}
    of = pack("county-2014")
    of = replace(of, rules=(relations.expand(made(Relation, given), of.fields),))
    units = (
        reading("county-2014", {"3.2.1.count": 1, "3.2.count": 2, "9.1.count": 50}),
        reading("county-2014", {"3.2.1.count": 1, "3.2.count": 1, "9.1.count": 100}),
    )
    assert consolidate.added(of, units).value(FigureKey("9.1.count")) == Decimal("66.7")


def test_a_blank_is_no_zero_and_is_remembered() -> None:
    totals = consolidate.added(
        COUNTY_2008, [reading("county-2008", {"5.annual": None}), reading("county-2008", {"5.annual": 4})]
    )
    assert totals.value(FigureKey("5.annual")) == Decimal(4)
    assert totals.blanks == {FigureKey("5.annual"): 1}


def test_a_cell_that_nobody_filled_in_stays_blank() -> None:
    assert summed("county-2008", reading("county-2008", {"5.annual": None}))["5.annual"].value is None


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200))
def test_on_any_tree_the_sums_are_those_of_brute_force(seed: int) -> None:
    random = Random(seed)
    lines = random_tree(random, random.randint(2, 14))
    governments = {line.split("<")[0].split(" ")[0] for line in lines if line.endswith(" g")}
    names = [line.split(" ")[0].partition("<")[0] for line in lines]
    of = pack("county-2021")
    keys = random.sample([key for key, item in of.fields.items() if item.is_open], 4)
    present = [name for name in names if random.random() < 0.7]
    values = {name: {key: Decimal(random.randint(0, 10**6)) for key in keys} for name in present}
    readings, sent_in = {}, []
    for name in present:
        body = "government" if name in governments else "department"
        for copy in range(1 + (random.random() < 0.2)):
            key = f"{name}~{copy}"
            sent_in.append(sent(name, body, key=key))
            readings[key] = Reading(report(of, values=dict(values[name].items()), unit=unit(name, body)), of)
    random.shuffle(sent_in)
    taken = sorted(choose(sent_in, roster(*lines)).taken, key=lambda key: random.random())
    totals = consolidate.added(of, (readings[key] for key in taken))
    counted = by_brute_force(lines, set(present))
    for key in keys:
        expected = sum((values[name][key] for name in counted), Decimal(0))
        assert (totals.value(key) or Decimal(0)) == expected


# From files


UNITS = reports(6)


def request(tmp_path: Path, items: list[Any], **options: Any) -> consolidate.SumRequest:
    source = jsonl(tmp_path / "u.jsonl", items)
    return consolidate.SumRequest(sources=(source,), output=tmp_path / "sum.xlsx", folders=FOLDERS, **options)


def people(path: Path, count: int = 6) -> Path:
    lines = ["代码,名称,级别,性质,上级", "C,松岭县人民政府,县,政府,"]
    lines += [f"{item['unit']['code']},{item['unit']['name']},县,部门,C" for item in UNITS[:count]]
    path.write_text("\n".join(lines), "utf-8")
    return path


def amount(items: list[Any], table: str, row: str, column: str) -> Decimal:
    return sum((Decimal(str(item["figures"][table][row][column])) for item in items), Decimal(0))


@pytest.mark.slow
def test_the_parents_workbook_reads_back_with_the_sums(tmp_path: Path) -> None:
    asked = request(tmp_path, UNITS, roster=people(tmp_path / "r.csv"))
    found = consolidate.consolidate(asked)
    book = entry_workbook.make(found.pack, found.data.year, filled=found.data, behind=consolidate.appendix(found))
    asked.output.write_bytes(book)
    back = pipeline.read(asked.output, FOLDERS).data
    assert (back.pack_id, back.unit.name) == ("county-government-2021", "松岭县人民政府")
    assert back.value(FigureKey("r1.total")) == amount(UNITS, "t3", "r1", "total")
    assert {key: back.value(key) for key in found.pack.fields} == {
        key: found.data.value(key) for key in found.pack.fields
    }
    assert back.figure(FigureKey("r1.total")).location == found.data.figure(FigureKey("r1.total")).location


@pytest.mark.slow
def test_every_sum_is_traced_to_units_files_and_places(tmp_path: Path) -> None:
    asked = request(tmp_path, UNITS, roster=people(tmp_path / "r.csv"))
    found = consolidate.consolidate(asked)
    book = entry_workbook.make(found.pack, found.data.year, filled=found.data, behind=consolidate.appendix(found))
    asked.output.write_bytes(book)
    sheets = openpyxl.load_workbook(asked.output)
    sums: dict[tuple[str, str], Decimal] = {}
    for table, cell, *_, value in sheets["来源"].iter_rows(min_row=2, values_only=True):
        sums[str(table), str(cell)] = sums.get((str(table), str(cell)), Decimal(0)) + Decimal(str(value))
    for (table, cell), value in sums.items():
        assert Decimal(str(sheets[table][cell].value)) == value
    first = next(sheets["来源"].iter_rows(min_row=2, values_only=True))
    assert first[4] in {item["unit"]["name"] for item in UNITS}
    assert str(first[6]).endswith("u.jsonl")
    assert {row[3] for row in sheets["参与单位"].iter_rows(min_row=2, values_only=True)} == {"计入"}


@pytest.mark.slow
def test_the_order_of_the_units_does_not_matter(tmp_path: Path) -> None:
    def figures(items: list[Any]) -> Any:
        found = consolidate.consolidate(request(tmp_path, items))
        return {key: figure.value for key, figure in found.data.figures.items()}

    assert figures(UNITS) == figures(UNITS[::-1])


def test_a_missing_unit_and_one_with_errors_are_told(tmp_path: Path) -> None:
    bad = json.loads(json.dumps(UNITS[0]))
    bad["figures"]["t3"]["r1"]["total"] = None
    asked = request(tmp_path, [bad, *UNITS[1:5]], roster=people(tmp_path / "r.csv"))
    codes = [finding.code for finding in consolidate.consolidate(asked).findings]
    assert {"B314", "B311", "B312"} <= set(codes)


def test_relations_of_the_sums_are_checked(tmp_path: Path) -> None:
    bad = json.loads(json.dumps(UNITS[0]))
    bad["figures"]["t3"]["r1"]["total"] += 1
    found = consolidate.consolidate(request(tmp_path, [bad, *UNITS[1:]]))
    wrong = [finding for finding in found.findings if finding.code.startswith("C2") and finding.is_blocking]
    assert {finding.rule for finding in wrong} >= {"t3-row-sum", "t3-identity"}
    assert wrong[0].location.file == str(tmp_path / "sum.xlsx")


def test_a_report_of_another_year_is_left_out(tmp_path: Path) -> None:
    other = json.loads(json.dumps(UNITS[0]))
    other["year"] = 2022
    found = consolidate.consolidate(request(tmp_path, [other, *UNITS[1:]]))
    assert found.findings[0].code == "B307"
    assert found.data.value(FigureKey("r1.total")) == amount(UNITS[1:], "t3", "r1", "total")


def test_level_and_body_of_the_parent_may_be_named(tmp_path: Path) -> None:
    asked = request(tmp_path, UNITS, level=Level.MUNICIPAL, body=Body.DEPARTMENT, top="云河市教育局")
    found = consolidate.consolidate(asked)
    assert (found.pack.id, found.data.unit.name) == ("municipal-2021", "云河市教育局")


def test_a_parent_that_is_not_in_the_roster_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        consolidate.consolidate(request(tmp_path, UNITS, roster=people(tmp_path / "r.csv"), top="没有的单位"))
    assert caught.value.findings[0].code == "B313"
