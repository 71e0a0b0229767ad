"""What all tests share: LibreOffice where it is there, a visible skip where it is not."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Converts a document with LibreOffice: `convert(path, "pdf")` gives the new file's path."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("REPORTGEN_REQUIRE_LIBREOFFICE"):
            pytest.fail("LibreOffice is required here and was not found")
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("libreoffice")

    def run(path: Path, kind: str) -> Path:
        target = tmp_path_factory.mktemp("converted")
        arguments = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
        subprocess.run([*arguments, "--outdir", str(target), str(path)], check=True, capture_output=True, timeout=180)
        return target / f"{path.stem}.{kind.split(':')[0]}"

    return run
