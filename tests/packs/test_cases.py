"""Every case of every pack: its findings, its words. A new pack needs no new test code, only its cases/."""

from pathlib import Path

import pytest

from reportgen.packcheck.cases import run
from reportgen.packs import cases
from tests.builders import ALL_PACKS, TEMPLATES, pack

CASES = sorted(TEMPLATES.glob("*/cases/*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_a_case_gives_its_findings_and_words(path: Path) -> None:
    of = pack(path.parent.parent.name)
    result = run(path, of, of.template_path.read_bytes())
    assert result.differences == ()
    assert result.findings == ()


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_every_pack_has_cases(pack_id: str) -> None:
    assert len(cases.case_files(pack(pack_id))) >= 2
