"""All measures side by side in one run: a table, and JSON where asked.

    python benchmarks/bench.py [--quick] [--only NAME …] [--json FILE]

Every comparison takes turns within one run, so ratios hold on a busy machine, milliseconds only on a quiet one.
`--quick` takes fewer rounds and units. Nothing here fails for being slow: a goal that is missed is printed as missed.
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import finished, many, other_engines, pipeline_bench, rendering, start_up
from benchmarks.measure import Goal, Section, Times

Measure = Callable[[Path], Section]
_LIBRARIES = ("docxtpl", "python-docx", "openpyxl", "python-calamine", "lxml", "distributed")


def measures(quick: bool) -> dict[str, list[Measure]]:
    """Every measure by name, in the order they run."""
    rounds = 5 if quick else 15
    return {
        "render": [partial(_of_pack, rendering.measure, pack_id, rounds) for pack_id in rendering.PACKS],
        "workbook": [partial(_of_pack, pipeline_bench.measure, pack_id, rounds) for pack_id in rendering.PACKS],
        "engines": [partial(_called, other_engines.measure, rounds)],
        "checks": [partial(_called, rendering.measure_checks, rounds), partial(_called, finished.measure, rounds)],
        "start-up": [partial(_called, start_up.measure, 3 if quick else 9)],
        "batch": [partial(_batch, 2 if quick else 3, 300 if quick else 2_000)],
        "over-time": [partial(_over_time, 1_000 if quick else 10_000)],
    }


def _of_pack(measure: Callable[[str, Path, int], Section], pack_id: str, rounds: int, folder: Path) -> Section:
    return measure(pack_id, folder, rounds)


def _called(measure: Callable[[Path, int], Section], rounds: int, folder: Path) -> Section:
    return measure(folder, rounds)


def _batch(rounds: int, units: int, folder: Path) -> Section:
    return many.measure(folder, rounds, units)


def _over_time(units: int, folder: Path) -> Section:
    return many.measure_over_time(folder, units)


def main() -> None:
    asked = _arguments()
    every = measures(asked.quick)
    print(*_machine().values(), sep=" · ")
    sections = []
    with TemporaryDirectory(prefix="reportgen-bench-") as temporary:
        for name in asked.only or every:
            for number, measure in enumerate(every[name]):
                folder = Path(temporary) / f"{name}-{number}"
                folder.mkdir()
                load, began = _load(), time.perf_counter()
                section = measure(folder)
                section.data |= {"load": load, "seconds": time.perf_counter() - began}
                sections.append(section)
                print("\n".join(_table(section)), flush=True)
    print("\n".join(_summary(sections)))
    if asked.json is not None:
        asked.json.write_text(json.dumps(_told(sections), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure this program side by side with other ways.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and units")
    names = list(measures(quick=True))
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=f"one of {', '.join(names)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results to this file too")
    return parser.parse_args()


def _machine() -> dict[str, str]:
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "python": f"Python {platform.python_version()}",
        "libraries": ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES),
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except ImportError:
        return "missing"


def _load() -> float | None:
    """How many processes wanted a processor lately; None where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def _table(section: Section) -> Iterator[str]:
    load = section.data.get("load")
    yield f"\n{section.title}" + (f"   [load {load:.1f}]" if isinstance(load, float) else "")
    if section.times:
        yield f"  {'':36}{'median':>10}{'min':>10}{'quartiles':>20}{'CPU':>10}"
    for name, times in section.times.items():
        yield f"  {name:36}{_numbers(times)}"
    for remark in section.remarks:
        yield f"  {remark}"
    for goal in section.goals:
        yield f"  {_judged(goal)}"


def _numbers(times: Times) -> str:
    low, high = times.wall.quartiles
    cpu = f"{times.cpu.median:10.2f}" if times.cpu is not None else f"{'':10}"
    return f"{times.wall.median:10.2f}{min(times.wall.values):10.2f}{f'{low:.2f} – {high:.2f}':>20}{cpu}"


def _judged(goal: Goal) -> str:
    low, high = goal.measured.quartiles
    spread = f" ({low:.1f} – {high:.1f})" if len(goal.measured.values) > 1 else ""
    wanted = f"{'at least' if goal.at_least else 'at most'} {goal.wanted:g} {goal.measure}"
    verdict = "hit " if goal.is_met else "MISS"
    return f"{verdict}  {goal.name}: {goal.measured.median:.1f} {goal.measure}{spread}, {wanted}"


def _summary(sections: list[Section]) -> Iterator[str]:
    goals = [goal for section in sections for goal in section.goals]
    if goals:
        yield f"\nGoals: {sum(goal.is_met for goal in goals)} of {len(goals)} met"
        yield from (f"  {_judged(goal)}" for goal in goals)


def _told(sections: list[Section]) -> dict[str, object]:
    return {
        **_machine(),
        "sections": [
            {
                "title": section.title,
                "times": {
                    name: {"wall_ms": times.wall.told(), "cpu_ms": times.cpu.told() if times.cpu else None}
                    for name, times in section.times.items()
                },
                "goals": [
                    {"name": goal.name, "wanted": goal.wanted, "measure": goal.measure, "met": goal.is_met}
                    | {"measured": goal.measured.told()}
                    for goal in section.goals
                ],
                "remarks": section.remarks,
                "data": section.data,
            }
            for section in sections
        ],
    }


if __name__ == "__main__":
    main()
