"""Nobody's work is overwritten: what may be replaced, what is kept beside, what is refused."""

import os
import re
import socket
from pathlib import Path

import pytest

from reportgen import remembered
from reportgen.deliver import files
from reportgen.errors import DeliveryError, ReportgenError, UsageError


def code_of(error: pytest.ExceptionInfo[ReportgenError]) -> str:
    return error.value.findings[0].code


def test_what_the_program_made_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    files.write(path, b"first")
    files.write(path, b"second")
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [("年报.docx", b"second")]


def test_what_somebody_changed_since_is_not(tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    files.write(path, b"first")
    path.write_bytes(b"edited by hand")
    with pytest.raises(DeliveryError) as caught:
        files.write(path, b"second")
    assert code_of(caught) == "D109"
    assert path.read_bytes() == b"edited by hand"
    assert len(list(tmp_path.iterdir())) == 1


def test_with_force_a_dated_copy_stays_beside(tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(b"edited by hand")
    files.write(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    (copy,) = [item for item in tmp_path.iterdir() if item != path]
    assert copy.read_bytes() == b"edited by hand"
    assert re.fullmatch(r"年报\.\d{4}-\d\d-\d\d-\d{6}\.docx", copy.name)


def test_a_second_forced_copy_takes_no_place_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    for work in (b"one", b"two", b"three"):
        path.write_bytes(work)
        files.write(path, b"new", force=True)
    kept = {item.read_bytes() for item in tmp_path.iterdir() if item != path}
    assert kept == {b"one", b"two", b"three"}


def test_the_same_bytes_need_no_force(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"same")
    files.write(path, b"same")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("force", [False, True])
def test_an_input_of_the_call_is_never_written(tmp_path: Path, force: bool) -> None:
    path = tmp_path / "年报.xlsx"
    files.write(path, b"made by us, and filled in by nobody yet")
    with pytest.raises(UsageError) as caught:
        files.write(path, b"new", inputs=(path,), force=force)
    assert code_of(caught) == "D203"
    assert path.read_bytes() != b"new"


@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_an_input_under_another_name_is_an_input(tmp_path: Path, link: object) -> None:
    path, other = tmp_path / "年报.xlsx", tmp_path / "又名.xlsx"
    path.write_bytes(b"filled")
    assert callable(link)
    link(path, other)
    with pytest.raises(UsageError) as caught:
        files.write(other, b"new", inputs=(path,), force=True)
    assert code_of(caught) == "D203"


def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.docx", tmp_path / "link.docx"
    files.write(real, b"old")
    link.symlink_to(real)
    files.write(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_link_to_nothing_makes_what_it_names(tmp_path: Path) -> None:
    link = tmp_path / "link.docx"
    link.symlink_to(tmp_path / "later.docx")
    files.write(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "later.docx").read_bytes() == b"new"


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.docx"
    link.symlink_to(link)
    with pytest.raises(DeliveryError) as caught:
        files.write(link, b"new", force=True)
    assert code_of(caught) == "D108"
    assert link.is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are of Unix")
def test_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "a.docx"
    os.mkfifo(pipe)
    with pytest.raises(DeliveryError) as caught:
        files.write(pipe, b"new", force=True)
    assert code_of(caught) == "D108"
    assert pipe.is_fifo()


def test_a_device_is_never_replaced() -> None:
    with pytest.raises(DeliveryError) as caught:
        files.write(Path(os.devnull), b"new", force=True)
    assert code_of(caught) == "D108"


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="sockets in the file system are of Unix")
def test_a_socket_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.docx")
        with pytest.raises(DeliveryError) as caught:
            files.write(Path("s.docx"), b"new", force=True)
    assert code_of(caught) == "D108"


@pytest.mark.parametrize("name", ["x.pdf", "x.doc", "结果", "x.docx.exe"])
def test_a_name_ends_as_its_kind_does(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        files.fitting(tmp_path / name, endings=(".docx",))
    assert code_of(caught) == "D202"
    assert files.fitting(tmp_path / "x.DOCX", endings=(".docx",)) == (tmp_path / "x.DOCX").resolve()


def test_where_nothing_can_be_remembered_work_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "state").write_bytes(b"a file where the folder should be")
    monkeypatch.setenv("REPORTGEN_STATE", str(tmp_path / "state"))
    path = tmp_path / "a.docx"
    files.write(path, b"first")
    with pytest.raises(DeliveryError) as caught:
        files.write(path, b"second")
    assert code_of(caught) == "D109"
    assert path.read_bytes() == b"first"


def test_the_record_of_what_was_made_stays_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_STATE", str(tmp_path))
    monkeypatch.setattr(remembered, "MOST", 10)
    for number in range(50):
        remembered.note("made", f"{number:064}")
        assert remembered.is_known("made", f"{number:064}")
    assert len(remembered.path_of("made").read_bytes().splitlines()) <= 20
    assert not remembered.is_known("made", "0" * 64)


def test_a_staged_file_replaces_what_the_journal_knows_and_nothing_else(tmp_path: Path) -> None:
    path, staged = tmp_path / "a.docx", tmp_path / "staged"
    path.write_bytes(b"of an earlier run")
    staged.write_bytes(b"new")
    with pytest.raises(DeliveryError) as caught:
        files.place(staged, path)
    assert code_of(caught) == "D109"
    files.place(staged, path, former=(remembered.digest(b"of an earlier run"),))
    assert path.read_bytes() == b"new"
