import errno
import os
from pathlib import Path

import pytest

from reportgen.deliver import files
from reportgen.errors import DeliveryError


def refused(path: Path) -> str:
    with pytest.raises(DeliveryError) as caught:
        files.write(path, b"new")
    assert caught.value.exit_code == 4
    return caught.value.findings[0].code


def test_the_file_is_there_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "二〇一二年" / "年报.docx"
    assert files.write(path, b"data") == path
    assert path.read_bytes() == b"data"
    assert [item.name for item in path.parent.iterdir()] == ["年报.docx"]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    files.write(path, b"old and longer")
    files.write(path, b"new", sync=False)
    assert path.read_bytes() == b"new"


def test_a_name_as_long_as_the_file_system_takes_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("年" * 83 + ".docx")
    assert files.write(path, b"x").read_bytes() == b"x"


def test_a_name_longer_than_that_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / ("年" * 100 + ".docx")) == "D106"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert refused(tmp_path / "a") == "D105"


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert refused(tmp_path / "a" / "b.docx") == "D101"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "D104"),
        (errno.EDQUOT, "D104"),
        (errno.EACCES, "D102"),
        (errno.EROFS, "D102"),
        (errno.EIO, "D102"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_whatever_fails_the_older_file_stays_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, code: str
) -> None:
    path = files.write(tmp_path / "a.docx", b"old")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, fail)
    assert refused(path) == code
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [("a.docx", b"old")]


def test_a_file_that_windows_holds_open_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = files.write(tmp_path / "a.docx", b"old")

    def fail(*_: object) -> None:
        error = PermissionError(errno.EACCES, "in use")
        error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
        raise error

    monkeypatch.setattr(os, "replace", fail)
    assert refused(path) == "D103"


def test_a_killed_run_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        files.write(tmp_path / "a.docx", b"new")
    assert list(tmp_path.iterdir()) == []
