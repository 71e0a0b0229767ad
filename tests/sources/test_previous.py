from decimal import Decimal

from reportgen.sources import previous_year
from tests.builders import pack, report


def test_the_same_form_goes_by_code_and_keeps_the_place() -> None:
    old, new = pack("municipal-2008"), pack("county-2008")
    data = report(old, 2011, values={"5.annual": 7})
    before = previous_year(data, old, new)
    assert (before.year, before.pack_id) == (2011, old.id)
    assert before.figures == data.figures


def test_another_form_goes_by_predecessor_never_by_equal_code() -> None:
    old, new = pack("county-2019"), pack("county-2021")
    data = report(old, 2020, values={"m4.decisions": 4, "m5.decisions": 5, "m6.decisions": 6, "r4.total": 9})
    figures = previous_year(data, old, new).figures
    values = {key: figure.value for key, figure in figures.items() if figure.value != 0}
    assert values == {"m4.decisions": Decimal(5), "m5.decisions": Decimal(6), "r4.total": Decimal(9)}


def test_forms_without_predecessors_give_nothing() -> None:
    old, new = pack("municipal-2008"), pack("municipal-2014")
    assert not previous_year(report(old, 2013), old, new).figures
