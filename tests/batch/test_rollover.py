"""Next year's workbook: who it is stays, last year stands in grey, this year is blank; ended rows are named."""

from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.batch.rollover import ended_rows, is_news, next_path, roll, write
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.findings import Finding, Severity
from reportgen.model import FigureKey
from reportgen.pipeline import Reading
from tests.builders import TEMPLATES, Cell, pack, report

FOLDERS = (TEMPLATES,)


def rolled(pack_id: str, year: int, tmp_path: Path, **values: Cell) -> tuple[Reading, list[str]]:
    """Next year's workbook, written and read back, and the codes of what was said."""
    of = pack(pack_id)
    cells: dict[str, Cell] = {key: values[name] for key in of.fields if (name := key.replace(".", "_")) in values}
    data = report(of, year, values=cells, narrative={"overview": ("旧文。",)})
    found = roll(Reading(data, of), FOLDERS)
    path = tmp_path / "next.xlsx"
    path.write_bytes(entry_workbook.make(found.pack, found.data.year, filled=found.data, previous=found.previous))
    return pipeline.read(path, FOLDERS), [finding.code for finding in found.findings]


@pytest.mark.slow
def test_identity_stays_and_this_year_is_blank(tmp_path: Path) -> None:
    back, said = rolled("county-2021", 2022, tmp_path, r4_total=7)
    before = report(pack("county-2021"), 2022)
    assert (back.data.year, back.data.unit, back.data.contact) == (2023, before.unit, before.contact)
    assert back.data.narrative == {}
    assert back.data.issued_on is None
    assert {back.data.value(key) for key, item in back.pack.fields.items() if item.is_open} == {None}
    assert said == []


@pytest.mark.slow
def test_last_years_figures_are_brought_forward(tmp_path: Path) -> None:
    back, _ = rolled("county-2008", 2011, tmp_path, **{"5_cumulative": 2380, "5_annual": 500})
    assert back.data.previous is not None
    assert back.data.previous.year == 2011
    assert back.data.previous.figures[FigureKey("5.cumulative")].value == 2380


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "year", "new", "ended"),
    [
        ("county-2008", 2013, "county-2014", 54),
        ("county-2014", 2018, "county-2019", 58),
        ("county-2019", 2020, "county-2021", 3),
    ],
)
def test_where_the_form_changes_the_rows_that_end_are_named(
    tmp_path: Path, old: str, year: int, new: str, ended: int
) -> None:
    back, said = rolled(old, year, tmp_path)
    assert (back.data.pack_id, said) == (new, ["B401"])
    assert len(ended_rows(pack(old), pack(new))) == ended


def test_from_2020_to_2021_rows_go_by_successor_not_by_code(tmp_path: Path) -> None:
    back, _ = rolled("county-2019", 2020, tmp_path, m5_decisions=11, m4_decisions=99, r4_total=5)
    assert back.data.previous is not None
    figures = back.data.previous.figures
    assert figures[FigureKey("m4.decisions")].value == 11
    assert figures[FigureKey("r4.total")].value == 5
    assert {row.label for row in ended_rows(pack("county-2019"), pack("county-2021"))} >= {
        "其他对外管理服务事项",
        "政府集中采购",
    }


def test_units_of_one_name_get_files_of_their_own(tmp_path: Path) -> None:
    of = pack("county-2021")
    found = roll(Reading(report(of, 2022), of), FOLDERS)
    taken: set[str] = set()
    first, second = (next_path(tmp_path, found, taken) for _ in range(2))
    assert first.name == f"{found.data.unit.name}2023年填报表.xlsx"
    assert second.name == f"{found.data.unit.name}2023年填报表（2）.xlsx"
    write(first, found)
    assert pipeline.read(first, FOLDERS).data.year == 2023


def test_ended_rows_are_told_once() -> None:
    told: set[str] = set()
    rows = [Finding(code="B401", severity=Severity.NOTE, facts={"rows": name}) for name in ("甲", "甲", "乙")]
    assert [is_news(item, told) for item in rows] == [True, False, True]
