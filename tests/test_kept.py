"""What is kept of files: made once, made again when a file changed, never more than asked for."""

import os
from pathlib import Path

import pytest

from reportgen.kept import kept


def written(path: Path, text: str, at: int) -> Path:
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(at, at))
    return path


def test_a_file_is_read_once_until_its_time_or_size_changes(tmp_path: Path) -> None:
    read: list[str] = []

    @kept(most=4)
    def words(path: Path, ending: str) -> str:
        read.append(ending)
        return path.read_text(encoding="utf-8") + ending

    file = written(tmp_path / "a", "一", 1)
    assert [words(file, "!"), words(file, "!"), words(file, "?")] == ["一!", "一!", "一?"]
    assert read == ["!", "?"]
    assert words(written(file, "二", 2), "!") == "二!"
    assert words(written(file, "二三", 2), "!") == "二三!"


def test_no_more_is_kept_than_asked_for_and_what_is_asked_for_stays(tmp_path: Path) -> None:
    made: list[str] = []

    @kept(most=2)
    def name(path: Path) -> str:
        made.append(path.name)
        return path.name

    a, b, c = (written(tmp_path / letter, letter, 1) for letter in "abc")
    for path in (a, b, a, c, a, b):
        name(path)
    assert made == ["a", "b", "c", "b"]


def test_a_path_that_is_not_there_is_an_error_and_keeps_nothing(tmp_path: Path) -> None:
    @kept(most=2)
    def text(path: Path | None) -> str:
        return path.read_text(encoding="utf-8") if path else ""

    assert text(None) == ""
    with pytest.raises(FileNotFoundError):
        text(tmp_path / "a")
    assert text(written(tmp_path / "a", "一", 1)) == "一"


def test_a_result_that_names_its_files_is_made_again_when_one_changes_or_goes(tmp_path: Path) -> None:
    one, other = written(tmp_path / "a", "一", 1), written(tmp_path / "b", "二", 1)
    made: list[int] = []

    def files(found: tuple[Path, ...]) -> tuple[Path, ...]:
        return found

    @kept(most=2, files=files)
    def both(folder: Path) -> tuple[Path, ...]:
        made.append(len(made))
        return (one, other)

    both(tmp_path)
    both(tmp_path)
    assert made == [0]
    written(other, "三", 2)
    both(tmp_path)
    other.unlink()
    both(tmp_path)
    both(tmp_path)
    assert made == [0, 1, 2]


def test_what_cannot_be_made_is_tried_again(tmp_path: Path) -> None:
    tries: list[int] = []

    @kept(most=2)
    def broken(path: Path) -> str:
        tries.append(1)
        raise ValueError(path.name)

    file = written(tmp_path / "a", "一", 1)
    for _ in range(2):
        with pytest.raises(ValueError, match="a"):
            broken(file)
    assert len(tries) == 2
