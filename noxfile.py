"""Everything we run, by name: `python -m nox -l` lists it. CI and the README call only this."""

import shutil
from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["lint", "types", "house", "tests", "build"]
nox.options.reuse_existing_virtualenvs = True

EXAMPLE = "data_examples/county/county-2021.xlsx"


@nox.session
def lint(session: nox.Session) -> None:
    """Style: ruff's rules and its format."""
    session.install("ruff>=0.8")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Types: mypy strict over the package and the tests."""
    session.install("-e", ".[dev,cluster]")
    session.run("mypy")


@nox.session
def house(session: nox.Session) -> None:
    """The floor plan: who may import whom, and what must be complete."""
    session.install("-e", ".[dev]")
    session.run("lint-imports")
    session.run("pytest", "tests/house", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """All tests but the thorough ones. Those that need LibreOffice skip where it is missing."""
    session.install("-e", ".[dev,cluster]")
    session.run("pytest", "-n", "auto", "--dist", "worksteal", "-m", "not thorough", *session.posargs)


@nox.session
def thorough(session: nox.Session) -> None:
    """The same truths of every pack and of hundreds of inputs, where the tests look at a sample."""
    session.install("-e", ".[dev,cluster]")
    session.run("pytest", "-n", "auto", "--dist", "worksteal", "-m", "thorough", *session.posargs)


@nox.session
def quick(session: nox.Session) -> None:
    """The tests that are not slow, in under a minute: no LibreOffice, no process, nothing above a quarter second."""
    session.install("-e", ".[dev]")
    session.run("pytest", "-n", "auto", "--dist", "worksteal", "-m", "not slow", *session.posargs)


@nox.session
def packs(session: nox.Session) -> None:
    """The packs: every case of every pack, and every pack against its template."""
    session.install("-e", ".[dev]")
    session.run("pytest", "tests/packs", *session.posargs)


@nox.session
def golden(session: nox.Session) -> None:
    """Whole documents of the examples against the ones on file."""
    session.install("-e", ".[dev]")
    session.run("pytest", "tests/golden", *session.posargs)


@nox.session
def catalog(session: nox.Session) -> None:
    """Writes the pages of all codes anew after the catalogue was edited; installing compiles reportgen.po."""
    session.install("-e", ".[dev]")
    session.run("python", "tests/house/test_codes_page.py")


@nox.session
def bench(session: nox.Session) -> None:
    """Speed, side by side with docxtpl's own loop, in one run."""
    session.install("-e", ".[dev,cluster]")
    session.run("python", "benchmarks/bench.py", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """The wheel, and the installed wheel at work away from the checkout."""
    session.install("build>=1.2")
    dist = Path(session.create_tmp()) / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    session.run("python", "-m", "build", "--wheel", "--outdir", str(dist))
    wheel = next(dist.glob("*.whl"))
    session.install("--force-reinstall", "--no-deps", str(wheel))
    session.install(str(wheel))
    example = Path(EXAMPLE).resolve()
    away = Path(session.create_tmp()) / "away"
    away.mkdir(exist_ok=True)
    session.chdir(away)
    report = away / "report.docx"
    report.unlink(missing_ok=True)
    environment = {"REPORTGEN_PACKS": "", "PYTHONPATH": ""}
    session.run("reportgen", "pack", "list", env=environment)
    session.run("reportgen", "build", str(example), "-o", str(report), env=environment)
    if not report.is_file():
        session.error("the installed wheel wrote no report")


@nox.session
def crash(session: nox.Session) -> None:
    """A batch killed at 50 random moments and resumed: equal, byte for byte, to one that was never disturbed."""
    session.install("-e", ".[dev]")
    session.run("python", "benchmarks/crash.py", *session.posargs)


@nox.session
def soak(session: nox.Session) -> None:
    """Ten thousand units through the whole command: the rate of every thousand, and the memory."""
    session.install("-e", ".[dev]")
    session.run("python", "benchmarks/bench.py", "--only", "over-time", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Mutation testing of the totals engine: the survivors are listed at the end."""
    session.install("-e", ".[dev]")
    session.run("mutmut", "run", "--max-children", "2")
    session.run("mutmut", "results")


@nox.session
def corpus(session: nox.Session) -> None:
    """Recall and false alarms of the checks of the text, on the labelled passages."""
    session.install("-e", ".[dev]")
    session.run("python", "-m", "benchmarks.corpus", *session.posargs)
