"""A file's name is one that every system takes, and says what it said where it could."""

import pytest

from reportgen.deliver.naming import document_name, file_name


@pytest.mark.parametrize("name", ["松岭县教育局2023年", "a b（1）", "\udcff局", "CONTROL", "COM", "COM10"])
def test_a_name_that_every_system_takes_is_left_alone(name: str) -> None:
    assert file_name(name) == name


@pytest.mark.parametrize("name", ["con", "CON", "Aux.县", "COM1", "com¹", "LPT³.x", "conin$", ".", "..", "", " . "])
def test_a_name_that_windows_keeps_for_itself_or_no_name_at_all_is_begun_otherwise(name: str) -> None:
    assert file_name(name).startswith("_")


def test_signs_that_windows_forbids_become_a_line_and_ends_that_it_drops_go() -> None:
    assert file_name('甲/乙\\丙:丁*?"<>|\n') == "甲_乙_丙_丁_______"
    assert file_name(" 甲局. ") == "甲局"
    assert len(file_name("局" * 300).encode()) <= 250


@pytest.mark.parametrize(
    "name",
    ["局" * 200, "\U00020bb7" * 100, "a" * 500, "局" * 39 + "a", "\U00020bb7" * 30],
    ids=["long", "four bytes", "letters", "odd", "short"],
)
def test_a_name_of_any_length_fits_in_120_bytes_and_keeps_its_end(name: str) -> None:
    for made, end in ((document_name(name, 2023), "2023年政府信息公开工作年度报告"), (file_name(name), "")):
        assert len(made.encode()) <= 120
        assert made.endswith(end)
        assert name.startswith(made.removesuffix(end))
