"""The floor plan holds, and the project speaks of itself alone."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [
    path
    for pattern in (
        "*.md",
        "*.toml",
        "*.py",
        ".ci/*",
        "reportgen/**/*.py",
        "reportgen/**/*.md",
        "tests/**/*.py",
        "templates/**/*.yaml",
        "templates/*.md",
        "benchmarks/**/*.py",
        "data_examples/**/*.json",
    )
    for path in ROOT.glob(pattern)
    if path.is_file()
]


@pytest.mark.slow
def test_the_rooms_are_stacked_as_the_floor_plan_says() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([str(program), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_names_a_place_of_one_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.])/(?:home|root|work|Users)/\w", text)


def test_every_public_name_is_listed_and_exists() -> None:
    import reportgen

    assert sorted(reportgen.__all__) == list(reportgen.__all__)
    for name in reportgen.__all__:
        assert getattr(reportgen, name) is not None


def test_the_version_is_the_one_of_the_package() -> None:
    import reportgen

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert reportgen.__version__ == project["version"]


def test_no_room_asks_the_front_door() -> None:
    door = re.compile(
        r"^\s*(?:import reportgen(?:\s+as\s+\w+)?$|from reportgen import .*\b(?:__version__|VERSION)\b)", re.MULTILINE
    )
    asked = [path for path in ROOT.glob("reportgen/*/**/*.py") if door.search(path.read_text(encoding="utf-8"))]
    assert asked == []


@pytest.mark.slow
def test_importing_the_package_loads_nothing_slow() -> None:
    slow = "{'pandas', 'openpyxl', 'docx', 'docxtpl', 'lxml', 'pydantic', 'babel'}"
    code = f"import sys, reportgen.cli.app; print(sorted({slow} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_the_distribution_and_what_is_said_of_it_agree() -> None:
    import reportgen
    from reportgen.findings import Finding, Severity
    from reportgen.findings.text import hint

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == reportgen.__version__
    assert "cluster" in project["optional-dependencies"]
    finding = Finding(code="B120", severity=Severity.ERROR, facts={"address": "tcp://a:1"})
    assert all(f"pip install {project['name']}[cluster]" in hint(finding, language) for language in ("en", "zh"))
