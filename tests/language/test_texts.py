"""Chinese texts: those that were compiled, and in a checkout that nobody has installed the written ones."""

import os
import shutil
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from reportgen import language

HERE = Path(language.__file__).parent / "locale" / "zh_CN" / "LC_MESSAGES"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of texts, from which the room reads."""
    monkeypatch.setattr(language, "TEXTS", tmp_path)
    monkeypatch.setattr(language, "_translations", language._translations.__wrapped__)
    return tmp_path


def _write(path: Path, chinese: str, seconds: int) -> None:
    path.write_text(f'{HEADER}msgid "Why"\nmsgstr "{chinese}"\n', encoding="utf-8")
    if path.suffix == ".mo":
        with path.open("rb") as file:
            catalog = read_po(file)
        with path.open("wb") as file:
            write_mo(file, catalog)
    os.utime(path, (seconds, seconds))


def test_without_compiled_texts_the_written_ones_are_spoken(folder: Path) -> None:
    _write(folder / "reportgen.po", "原因", 10)
    assert language.translate("Why", "zh") == "原因"


def test_without_written_texts_the_compiled_ones_are_spoken(folder: Path) -> None:
    _write(folder / "reportgen.mo", "依据", 10)
    assert language.translate("Why", "zh") == "依据"


@pytest.mark.parametrize(("edited", "spoken"), [(9, "依据"), (10, "依据"), (11, "原因")])
def test_texts_that_were_edited_after_they_were_compiled_are_spoken(folder: Path, edited: int, spoken: str) -> None:
    _write(folder / "reportgen.mo", "依据", 10)
    _write(folder / "reportgen.po", "原因", edited)
    assert language.translate("Why", "zh") == spoken


@pytest.mark.slow
def test_the_texts_are_the_same_whether_compiled_or_not(folder: Path) -> None:
    shutil.copy(HERE / "reportgen.po", folder)
    with (folder / "reportgen.po").open("rb") as file:
        texts = {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}
    assert {text: language.translate(text, "zh") for text in texts} == texts
    assert {text: language.translate(text, "en") for text in texts} == {text: text for text in texts}
