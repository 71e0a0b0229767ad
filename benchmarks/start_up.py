"""Cold processes: the help, and one report from workbook to proven file, beside a script of openpyxl and docxtpl.

Each turn starts a process of its own, so imports, the pack and the template count.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measure import Section, Spread, Times
from benchmarks.pipeline_bench import workbooks
from benchmarks.rendering import material, plain

ROOT = Path(__file__).resolve().parent.parent
PACK = "county-2021"
_SCRIPT = Path(__file__).resolve().parent / "engines" / "cold_docxtpl.py"


def measure(folder: Path, rounds: int) -> Section:
    """Milliseconds a cold process, by the clock and of processor time."""
    given = material(PACK, 1)
    workbook = workbooks(given, folder)[0]
    context = folder / "context.json"
    context.write_text(json.dumps(_as_json(plain(given.pages[0])), ensure_ascii=False), encoding="utf-8")
    report, other = str(folder / "cold.docx"), str(folder / "cold-other.docx")
    program = [sys.executable, "-m", "reportgen"]
    script = [sys.executable, str(_SCRIPT), str(workbook), str(given.pack.template_path), str(context), other]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "reportgen --help": [*program, "--help"],
        "reportgen build, one workbook": [*program, "build", str(workbook), "-o", report],
        "openpyxl + docxtpl, one workbook": script,
    }
    section = Section("Cold processes, ms")
    section.times = _side_by_side(commands, rounds)
    section.at_most("reportgen --help", section.times["reportgen --help"].wall, 300, "ms")
    cold = section.times["reportgen build, one workbook"]
    section.at_most("reportgen build: workbook to proven file in a cold process", cold.wall, 1000, "ms")
    return section


def _side_by_side(commands: dict[str, list[str]], rounds: int) -> dict[str, Times]:
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for command in commands.values():
        _run(command)
    for number in range(rounds):
        for name in list(commands)[:: 1 if number % 2 == 0 else -1]:
            found[name].append(_run(commands[name]))
    return {
        name: Times(Spread(tuple(wall for wall, _ in turns)), Spread(tuple(cpu for _, cpu in turns)))
        for name, turns in found.items()
    }


def _run(command: list[str]) -> tuple[float, float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "REPORTGEN_PACKS": str(ROOT / "templates")}
    before, began = children_cpu_ms(), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    wall = (time.perf_counter() - began) * 1000
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return wall, children_cpu_ms() - before


def children_cpu_ms() -> float:
    """Processor time of the child processes that have ended; 0 where the system does not count it (Windows)."""
    used = os.times()
    return (used.children_user + used.children_system) * 1000


def _as_json(value: object) -> object:
    """The page's values as JSON holds them."""
    if isinstance(value, dict):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_as_json(item) for item in value]
    names = getattr(value, "__dataclass_fields__", None)
    return {name: _as_json(getattr(value, name)) for name in names} if names else value
