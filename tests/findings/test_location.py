import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from reportgen.findings import Location


def test_the_quick_way_to_a_cell_gives_the_same_as_the_keywords() -> None:
    quick, slow = Location.of_cell("年报.xlsx", "统计表", "C12"), Location(file="年报.xlsx", sheet="统计表", cell="C12")
    assert quick == slow
    assert hash(quick) == hash(slow)
    assert repr(quick) == repr(slow)
    assert quick.as_dict() == slow.as_dict()
    assert pickle.loads(pickle.dumps(quick)) == slow
    assert replace(quick, file="别的.xlsx") == replace(slow, file="别的.xlsx")


def test_a_location_cannot_be_changed() -> None:
    quick = Location.of_cell("年报.xlsx", "统计表", "C12")
    with pytest.raises(FrozenInstanceError):
        quick.cell = "C13"  # type: ignore[misc]
