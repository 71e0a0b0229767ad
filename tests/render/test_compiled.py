"""Templates are compiled once, and again when the file is another one."""

import os
import shutil
from pathlib import Path

import pytest

from reportgen.errors import PackError
from reportgen.render.compiled import prepared
from tests.builders import TEMPLATES


@pytest.mark.slow
def test_a_template_is_compiled_once_until_it_changes(tmp_path: Path) -> None:
    path = Path(shutil.copy(TEMPLATES / "county-2021" / "report.docx", tmp_path))
    first = prepared(path)
    assert prepared(path) is first
    os.utime(path, ns=(1, 1))
    assert prepared(path) is not first


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackError) as refused:
        prepared(tmp_path / "report.docx")
    assert [(item.code, item.location.file) for item in refused.value.findings] == [
        ("P110", str(tmp_path / "report.docx"))
    ]
