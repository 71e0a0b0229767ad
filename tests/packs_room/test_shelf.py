"""The shelf of packs: the same object as long as its files stay as they are."""

import os
import shutil
from pathlib import Path

import pytest

from reportgen.errors import PackError
from reportgen.model import Body, Level
from reportgen.packs.shelf import pack_for, pack_named
from tests.builders import TEMPLATES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "forms").mkdir()
    shutil.copytree(TEMPLATES / "county-2021", tmp_path / "county-2021")
    for form in (TEMPLATES / "forms").glob("*.yaml"):
        shutil.copy(form, tmp_path / "forms")
    return tmp_path


def test_an_unchanged_pack_is_the_same_object(folder: Path) -> None:
    assert pack_named("county-2021", [folder]) is pack_named("county-2021", [folder])
    assert pack_for(Level.COUNTY, Body.DEPARTMENT, 2022, [folder]) is pack_named("county-2021", [folder])


@pytest.mark.parametrize("changed", ["county-2021/pack.yaml", "forms/national-2021.yaml"])
def test_a_pack_is_read_again_when_one_of_its_files_changes(folder: Path, changed: str) -> None:
    before = pack_named("county-2021", [folder])
    os.utime(folder / changed, ns=(1, 1))
    assert pack_named("county-2021", [folder]) is not before


def test_the_template_does_not_make_a_pack_another_one(folder: Path) -> None:
    before = pack_named("county-2021", [folder])
    os.utime(before.template_path, ns=(1, 1))
    assert pack_named("county-2021", [folder]) is before


@pytest.mark.slow
def test_a_pack_that_has_gone_is_missed(folder: Path) -> None:
    pack_named("county-2021", [folder])
    (folder / "county-2021" / "pack.yaml").unlink()
    with pytest.raises(PackError) as refused:
        pack_named("county-2021", [folder])
    assert [item.code for item in refused.value.findings] == ["P108"]
