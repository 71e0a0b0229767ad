"""One run at a time in a folder; who holds it is named; what a dead run left is no hindrance."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.batch import lock
from reportgen.errors import DeliveryError

OTHER_RUN = """
import json, sys
from pathlib import Path
from reportgen.batch import lock
from reportgen.errors import DeliveryError
try:
    with lock.held(Path(sys.argv[1])):
        print("{}")
except DeliveryError as error:
    print(json.dumps(dict(error.findings[0].facts)))
"""


def refused(folder: Path) -> dict[str, str]:
    """What another process is told that wants the folder; nothing when it gets it."""
    call = [sys.executable, "-c", OTHER_RUN, str(folder)]
    found: dict[str, str] = json.loads(subprocess.run(call, capture_output=True, check=True, timeout=60).stdout)
    return found


@pytest.mark.slow
def test_a_second_run_is_refused_and_told_who_holds_the_folder(tmp_path: Path) -> None:
    with lock.held(tmp_path):
        facts = refused(tmp_path)
    assert facts["pid"] == str(os.getpid())
    assert facts["host"] == socket.gethostname()
    assert facts["since"].endswith("UTC")


@pytest.mark.slow
def test_a_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    with lock.held(tmp_path):
        pass
    assert refused(tmp_path) == {}


@pytest.mark.slow
def test_what_a_killed_run_of_this_machine_left_is_taken_over(tmp_path: Path) -> None:
    left = {"pid": 1, "host": socket.gethostname(), "since": "2024-01-01 00:00:00 UTC"}
    (tmp_path / lock.FILE_NAME).write_text(json.dumps(left))
    assert refused(tmp_path) == {}


def test_a_run_on_another_machine_is_respected(tmp_path: Path) -> None:
    (tmp_path / lock.FILE_NAME).write_text(json.dumps({"pid": 7, "host": "another", "since": "then"}))
    with pytest.raises(DeliveryError) as caught, lock.held(tmp_path):
        pass
    assert dict(caught.value.findings[0].facts) == {"pid": "7", "host": "another", "since": "then"}


@pytest.mark.slow
def test_a_torn_lock_file_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / lock.FILE_NAME).write_bytes(b'{"pid": 1, "ho')
    assert refused(tmp_path) == {}


@pytest.mark.slow
def test_a_run_that_was_refused_leaves_the_holder_named(tmp_path: Path) -> None:
    with lock.held(tmp_path):
        first, second = refused(tmp_path), refused(tmp_path)
    assert first == second
    assert first["pid"] == str(os.getpid())


def test_the_same_process_holds_a_folder_once(tmp_path: Path) -> None:
    with lock.held(tmp_path), pytest.raises(DeliveryError) as caught, lock.held(tmp_path):
        pass
    assert caught.value.findings[0].code == "B110"


def test_a_folder_that_is_not_there_is_no_lock_that_is_taken(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError) as caught, lock.held(tmp_path / "nowhere"):
        pass
    assert caught.value.findings[0].code == "B112"
