"""The examples: complete, free of findings, one for each level and family; and those with planted errors."""

from pathlib import Path

import pytest

from reportgen import pipeline
from tests.builders import ALL_PACKS, TEMPLATES

EXAMPLES = TEMPLATES.parent / "data_examples"
PLANTED = EXAMPLES / "planted-errors"
COMPLETE = sorted(path for path in EXAMPLES.glob("*/*.json") if path.parent != PLANTED)
FOUND = {
    "county-government-2008.json": {
        *("C101", "C102", "C104", "C105", "C108", "C115", "C117"),
        *("C201", "C203", "C204", "C205", "C206", "C212", "S201", "W103"),
    },
    "county-2021.json": {
        *("C101", "C102", "C105", "C111", "C114", "C201", "C202", "C207", "C211", "C212", "W201"),
    },
}


def codes(path: Path) -> set[str]:
    return {item.code for item in pipeline.examine(pipeline.read(path, (TEMPLATES,)))}


@pytest.mark.slow
@pytest.mark.parametrize("path", COMPLETE, ids=lambda path: path.stem)
def test_an_example_has_no_finding(path: Path) -> None:
    assert codes(path) == set()


@pytest.mark.parametrize("name", FOUND)
def test_planted_errors_are_found(name: str) -> None:
    assert codes(PLANTED / name) >= FOUND[name]


def test_every_family_but_the_superseded_trial_has_its_examples() -> None:
    assert {path.stem for path in COMPLETE} == {pack_id for pack_id in ALL_PACKS if not pack_id.endswith("2019")}


@pytest.mark.parametrize("path", COMPLETE, ids=lambda path: path.stem)
def test_an_example_stands_in_the_folder_of_its_level(path: Path) -> None:
    assert path.stem.startswith(path.parent.name)
