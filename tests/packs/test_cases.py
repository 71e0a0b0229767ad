"""Every case of every pack: its findings, its words. A new pack needs no new test code, only its cases/."""

from pathlib import Path
from typing import Any

import pytest

from reportgen.packcheck.cases import run
from reportgen.packs import cases
from tests.builders import ALL_PACKS, ONE_OF_EACH_FORM, TEMPLATES, pack


def _asked(path: Path) -> Any:
    """The case as a parameter; `nox -s quick` looks at one pack of each form, `nox -s packs` at all."""
    pack_id = path.parent.parent.name
    marks = () if pack_id in ONE_OF_EACH_FORM else (pytest.mark.slow,)
    return pytest.param(path, id=f"{pack_id}/{path.stem}", marks=marks)


@pytest.mark.slow
@pytest.mark.parametrize("path", [_asked(path) for path in sorted(TEMPLATES.glob("*/cases/*.yaml"))])
def test_a_case_gives_its_findings_and_words(path: Path) -> None:
    of = pack(path.parent.parent.name)
    result = run(path, of)
    assert result.differences == ()
    assert result.findings == ()


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_every_pack_has_cases(pack_id: str) -> None:
    assert len(cases.case_files(pack(pack_id))) >= 2
