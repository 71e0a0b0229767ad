"""Every command that writes: an input of the call stays, and so does what somebody made or changed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.cli.app import run
from tests.builders import TEMPLATES

EXAMPLE = TEMPLATES.parent / "data_examples" / "county" / "county-2021.xlsx"
Call = Callable[[Path, Path], list[str | Path]]
CALLS: dict[str, tuple[str, Call]] = {
    "build": (".docx", lambda source, target: ["build", source, "-o", target]),
    "new": (
        ".xlsx",
        lambda source, target: [
            "new", "--level", "county", "--body", "department", "--year", "2024", "--previous", source, "-o", target,
        ],
    ),
    "check": (".xlsx", lambda source, target: ["check", source, "--annotate", target]),
    "rollover": (".xlsx", lambda source, target: ["rollover", source, "-o", target]),
    "consolidate": (".xlsx", lambda source, target: ["consolidate", source, "--level", "county", "-o", target]),
    "pack draft": (".docx", lambda source, target: ["pack", "draft", "county-2021", "-o", target]),
    "pack fields": (".docx", lambda source, target: ["pack", "fields", "county-2021", "-o", target]),
}  # fmt: skip
READS_A_WORKBOOK = ["new", "check", "rollover", "consolidate"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A filled workbook."""
    return Path(shutil.copy(EXAMPLE, tmp_path / "年报.xlsx"))


def called(arguments: list[str | Path]) -> int:
    """The exit code of that call; findings of the report are none of a call that failed."""
    return run([str(item) for item in arguments])


@pytest.mark.slow
@pytest.mark.parametrize("name", CALLS)
def test_what_somebody_made_stays_until_it_is_forced_and_then_a_copy_does(
    name: str, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ending, call = CALLS[name]
    target = tmp_path / f"结果{ending}"
    target.write_bytes(b"work of a day")
    assert called(call(source, target)) == 4
    assert "D109" in capsys.readouterr().err
    assert target.read_bytes() == b"work of a day"
    assert called([*call(source, target), "--force"]) in {0, 1}
    assert target.read_bytes().startswith(b"PK")
    (kept,) = tmp_path.glob(f"结果.*{ending}")
    assert kept.read_bytes() == b"work of a day"


@pytest.mark.slow
@pytest.mark.parametrize("name", CALLS)
def test_what_the_program_made_is_made_again_without_a_word(name: str, source: Path, tmp_path: Path) -> None:
    ending, call = CALLS[name]
    target = tmp_path / f"结果{ending}"
    assert called(call(source, target)) in {0, 1}
    assert called(call(source, target)) in {0, 1}
    assert [path.name for path in tmp_path.glob("结果*")] == [target.name]


@pytest.mark.slow
@pytest.mark.parametrize("name", READS_A_WORKBOOK)
@pytest.mark.parametrize("force", [False, True])
def test_an_input_is_never_written(
    name: str, force: bool, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = source.read_bytes()
    assert called([*CALLS[name][1](source, source), *(["--force"] if force else [])]) == 2
    assert "D203" in capsys.readouterr().err
    assert source.read_bytes() == before
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize("name", CALLS)
def test_a_file_is_called_as_files_of_its_kind_are(
    name: str, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(CALLS[name][1](source, tmp_path / "结果.pdf")) == 2
    assert "D202" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.slow
@pytest.mark.parametrize("force", [False, True])
def test_a_finished_report_is_no_place_for_its_own_workbook(source: Path, tmp_path: Path, force: bool) -> None:
    report, book = tmp_path / "年报.docx", tmp_path / "填报表.xlsx"
    assert called(["build", source, "-o", report]) == 0
    book.write_bytes(b"filled in")
    more = ["--force"] if force else []
    assert called(["audit", report, "--to-workbook", book, *more]) == (0 if force else 4)
    assert (book.read_bytes() == b"filled in") is not force
    assert called(["audit", report, "--to-workbook", report, *more]) == 2


@pytest.mark.slow
def test_an_annotated_template_never_takes_the_templates_place(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES / "county-2021", tmp_path / "own")
    template = tmp_path / "own" / "report.docx"
    before = template.read_bytes()
    assert called(["pack", "lint", template, "--annotate", template, "--force"]) == 2
    assert template.read_bytes() == before


@pytest.mark.slow
def test_a_name_without_an_ending_is_a_folder(source: Path, tmp_path: Path) -> None:
    assert called(["build", source, "-o", tmp_path / "结果"]) == 0
    assert [path.suffix for path in (tmp_path / "结果").iterdir()] == [".docx"]


def test_a_device_is_left_as_it_is(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["build", source, "-o", Path("/dev/null")]) == 4
    assert "D108" in capsys.readouterr().err
    assert Path("/dev/null").is_char_device()
