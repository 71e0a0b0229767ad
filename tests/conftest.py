"""What all tests share: LibreOffice where it is there, a visible skip where it is not; what counts as slow.

A text of YAML is parsed once in a run: the 23 shipped packs stand on four forms, and each would read its own again.
"""

import gc
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import pytest

from reportgen.findings import Finding
from reportgen.packs.yaml_file import Document, read

Convert = Callable[[Path, str], Path]
ConvertAll = Callable[[Iterable[Path], str], list[Path]]

SLOW_BY_NATURE = ("libreoffice", "cluster", "thorough")


def pytest_configure() -> None:
    """The loader parses a text that it has seen before no second time; what stands in a file now is what counts."""
    gc.disable()
    pytest.MonkeyPatch().setattr(import_module("reportgen.packs.load"), "read", _read_once)


def pytest_collection_finish() -> None:
    """Seven thousand tests and what they import stay to the end: the collector need not walk them again and again."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for LibreOffice or a cluster, or is thorough, is slow, and need not say so itself."""
    for item in items:
        if any(item.get_closest_marker(name) for name in SLOW_BY_NATURE):
            item.add_marker("slow")


def _read_once(file: Path) -> tuple[Document | None, list[Finding]]:
    try:
        content = file.read_bytes()
    except OSError:
        return read(file)
    document, findings = _parsed(file, content)
    return document, list(findings)


@lru_cache(maxsize=128)
def _parsed(file: Path, content: bytes) -> tuple[Document | None, list[Finding]]:
    return read(file)


@pytest.fixture(scope="session")
def convert(convert_all: ConvertAll) -> Convert:
    """Converts a document with LibreOffice: `convert(path, "pdf")` gives the new file's path."""
    return lambda path, kind: convert_all([path], kind)[0]


@pytest.fixture(scope="session")
def convert_all(tmp_path_factory: pytest.TempPathFactory) -> ConvertAll:
    """Converts documents of different names in one go: LibreOffice takes ten times as long to start as for one."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("REPORTGEN_REQUIRE_LIBREOFFICE"):
            pytest.fail("LibreOffice is required here and was not found")
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("libreoffice")

    def run(paths: Iterable[Path], kind: str) -> list[Path]:
        paths = list(paths)
        target = tmp_path_factory.mktemp("converted")
        arguments = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
        subprocess.run(
            [*arguments, "--outdir", str(target), *map(str, paths)], check=True, capture_output=True, timeout=180
        )
        return [target / f"{path.stem}.{kind.split(':')[0]}" for path in paths]

    return run


@pytest.fixture(scope="session", autouse=True)
def _state_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the program remembers of files it made is kept apart from the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORTGEN_STATE", str(tmp_path_factory.mktemp("state")))
        yield
