"""The long table holds every cell of every report as it was given: exact numbers, dashes, blanks."""

from decimal import Decimal

from reportgen.batch.sums.frame import frame
from reportgen.pipeline import Reading
from tests.batch.units import unit
from tests.builders import Cell, pack, report

COLUMNS = ["unit", "unit_name", "year", "table", "row", "column", "value", "measure"]


def readings() -> list[Reading]:
    """Two units of two forms."""
    of, other = pack("county-2021"), pack("county-2008")
    amount: dict[str, Cell] = {"r1.total": 3, "m6.amount_wan": Decimal("0.10"), "r1.business": None}
    return [
        Reading(report(of, values=amount, unit=unit("007")), of),
        Reading(report(other, values={"5.1.annual": Decimal(10) ** 20 + 1}, unit=unit("008")), other),
    ]


def test_there_is_a_row_for_every_cell_in_the_order_of_the_reports_and_their_forms() -> None:
    given = readings()
    table = frame(given)
    assert list(table.columns) == COLUMNS
    assert list(table.index) == [(number, key) for number, item in enumerate(given) for key in item.pack.fields]
    assert [f"{row}.{column}" for row, column in zip(table["row"], table["column"], strict=True)] == list(
        table.index.get_level_values("figure")
    )


def test_a_row_names_unit_year_table_and_unit_of_measure() -> None:
    table = frame(readings())
    row = table.iloc[list(table.index).index((0, "m6.amount_wan"))]
    year = readings()[0].data.year
    assert list(row)[:6] == ["007", "单位007", year, "t2", "m6", "amount_wan"]
    measures = [table.loc[at, "measure"] for at in ((0, "m6.amount_wan"), (0, "r1.total"), (1, "24.annual"))]
    assert measures == ["万元", "件", "元"]


def test_values_are_what_was_given_and_never_floats() -> None:
    given = readings()
    values = frame(given)["value"]
    assert (values[0, "m6.amount_wan"], str(values[0, "m6.amount_wan"])) == (Decimal("0.1"), "0.10")
    assert values[0, "r1.business"] is None
    assert values[1, "1.cumulative"] == "-"
    assert values[1, "5.1.annual"] == Decimal(10) ** 20 + 1
    assert not any(isinstance(value, float) for value in values)


def test_sums_over_the_table_are_exact() -> None:
    of = pack("county-2021")
    many = [Reading(report(of, values={"m6.amount_wan": Decimal("0.1")}, unit=unit(str(n))), of) for n in range(3)]
    assert frame(many)["value"].loc[:, "m6.amount_wan"].sum() == Decimal("0.3")


def test_no_reports_make_an_empty_table() -> None:
    assert list(frame([]).columns) == COLUMNS
    assert len(frame([])) == 0
