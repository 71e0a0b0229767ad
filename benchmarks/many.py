"""Many units through the whole command: 1 and 2 processes, a Dask cluster with 2 workers, 10,000 units over time.

The command runs as a process of its own each time, from the JSONL file to 汇总.xlsx. The documents of all ways of
working must be the same bytes. Memory is that of the run with one process, read at every thousandth unit.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import generate
from benchmarks.measure import Section, Spread, Times, ratios
from benchmarks.rendering import year
from benchmarks.start_up import children_cpu_ms
from reportgen.batch.naming import REPORTS
from tests import builders

ROOT = Path(__file__).resolve().parent.parent
PACK = "county-2021"
_SOAK = Path(__file__).resolve().parent / "engines" / "soak_run.py"


def units_file(folder: Path, count: int) -> Path:
    """A JSONL file of so many units."""
    pack = builders.pack(PACK)
    path = folder / f"units-{count}.jsonl"
    if not path.exists():
        generate.write_jsonl(path, pack, generate.units(count, pack, year(pack), seed=9))
    return path


def measure(folder: Path, rounds: int, units: int) -> Section:
    """1 and 2 processes and the cluster, in turns."""
    source = units_file(folder, units)
    section = Section(f"reportgen batch, {units} units of {PACK}, ms a unit, the whole command")
    found: dict[str, list[tuple[float, float]]] = {}
    marks: dict[str, str] = {}
    with _cluster(section) as address:
        ways = {"1 process": ["--jobs", "1"], "2 processes": ["--jobs", "2"]}
        if address:
            ways["Dask, 2 workers"] = ["--cluster", address]
        for number in range(rounds):
            for way in list(ways)[:: 1 if number % 2 == 0 else -1]:
                output = folder / "batch"
                wall, cpu = _batch(source, output, ways[way])
                found.setdefault(way, []).append((wall / units, cpu / units))
                marks[way] = digest(output / REPORTS)
                shutil.rmtree(output)
    for way, turns in found.items():
        walls, cpus = zip(*turns, strict=True)
        section.times[way] = Times(Spread(walls), None if way.startswith("Dask") else Spread(cpus))
    same = len(set(marks.values())) == 1
    section.remarks.append("The documents of all ways are the same bytes." if same else f"THE DOCUMENTS DIFFER: {marks}")
    section.factor("two processes against one", "1 process", "2 processes", 1.8)
    if "Dask, 2 workers" in section.times:
        factor = ratios(section.times["1 process"], section.times["Dask, 2 workers"])
        section.remarks.append(f"Dask with 2 workers: {factor.median:.2f} times as fast as one process.")
    return section


def _batch(source: Path, output: Path, options: list[str]) -> tuple[float, float]:
    """Milliseconds of the whole command, by the clock and of processor time."""
    command = [sys.executable, "-m", "reportgen", "batch", str(source), "-o", str(output), *options]
    before, began = children_cpu_ms(), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=_environment(), check=False)
    wall = (time.perf_counter() - began) * 1000
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return wall, children_cpu_ms() - before


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "REPORTGEN_PACKS": str(ROOT / "templates"), "REPORTGEN_LANG": "en"}


def digest(folder: Path) -> str:
    """One digest of all documents of a folder, names included."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.docx")):
        found.update(path.relative_to(folder).as_posix().encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


@contextmanager
def _cluster(section: Section) -> Iterator[str]:
    """A scheduler and two workers on this machine's loopback; an empty address where Dask is not installed."""
    if importlib.util.find_spec("distributed") is None:
        section.remarks.append("not measured: Dask: the extra `cluster` is not installed")
        yield ""
        return
    from distributed import LocalCluster

    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50) as cluster:
        yield cluster.scheduler_address


def measure_over_time(folder: Path, units: int) -> Section:
    """The rate and the memory, thousand by thousand; the memory target spans the second thousand to the last."""
    source = units_file(folder, units)
    output = folder / "over-time"
    section = Section(f"{units} units of {PACK} in one process, thousand by thousand")
    command = [sys.executable, str(_SOAK), str(source), str(output), str(ROOT / "templates"), str(max(1, units // 10))]
    done = subprocess.run(command, capture_output=True, text=True, env=_environment(), check=False)
    shutil.rmtree(output, ignore_errors=True)
    if done.returncode != 0:
        raise SystemExit(f"the run over time ended with {done.returncode}: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    section.data.update(told)
    for step in told["steps"]:
        section.remarks.append(
            f"{step['units']:>6} units: {step['rate']:7.1f} a second, {step['ms_cpu']:.2f} ms CPU a unit, "
            f"{step['megabytes']:.1f} MB"
        )
    section.remarks.append(
        f"The whole run with 汇总.xlsx: {told['seconds']:.1f} s, peak {told['peak_megabytes']:.1f} MB; "
        f"after the last unit: {told['after_units']:.1f} s."
    )
    growth = told["steps"][-1]["megabytes"] - told["steps"][0]["megabytes"]
    section.at_most(f"memory, from unit {told['steps'][0]['units']} to {units}", Spread((growth,)), 5, "MB")
    return section
