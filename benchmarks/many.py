"""Many units through the whole command: 1 and 2 processes, a Dask cluster with 2 workers, 10,000 units over time.

Each run is a process of its own, from the JSONL file to 汇总.xlsx: the work of `reportgen batch`. The documents of all
ways of working must be the same bytes. Memory is that of the run with one process, read at every thousandth unit.
"""

import hashlib
import importlib.util
import json
import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

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
    """1 and 2 processes and the cluster, in turns: until the last unit is settled, and to the end of the run."""
    source = units_file(folder, units)
    section = Section(f"Batch of {units} units of {PACK}, ms a unit, interpreter start included")
    turns: dict[str, list[_Turn]] = {}
    marks: set[str] = set()
    with _cluster(section) as address:
        ways = {"1 process": ("1",), "2 processes": ("2",)} | ({"Dask, 2 workers": ("1", address)} if address else {})
        for number in range(rounds):
            for way in list(ways)[:: 1 if number % 2 == 0 else -1]:
                output = folder / "batch"
                turns.setdefault(way, []).append(_run(source, output, units, *ways[way]))
                marks.add(digest(output / REPORTS))
                shutil.rmtree(output)
    for way, found in turns.items():
        whole = Spread(tuple(item.wall / units for item in found))
        making = Spread(tuple((item.wall - item.after) / units for item in found))
        cpu = Spread(tuple(item.cpu / units for item in found))
        section.times[f"{way}: the reports"] = Times(making, None)
        section.times[f"{way}: with 汇总.xlsx"] = Times(whole, None if way.startswith("Dask") else cpu)
    same = len(marks) == 1
    section.remarks.append("The documents of all ways are the same bytes." if same else "THE DOCUMENTS DIFFER.")
    for what in ("the reports", "with 汇总.xlsx"):
        section.factor(f"two processes against one, {what}", f"1 process: {what}", f"2 processes: {what}", 1.8)
        if f"Dask, 2 workers: {what}" in section.times:
            factor = ratios(section.times[f"1 process: {what}"], section.times[f"Dask, 2 workers: {what}"])
            section.remarks.append(f"Dask, 2 workers against one process, {what}: {factor.median:.2f} times as fast.")
    return section


class _Turn(NamedTuple):
    """One run, milliseconds: by the clock, after its last unit, of processor time."""

    wall: float
    after: float
    cpu: float


def _run(source: Path, output: Path, units: int, jobs: str, *cluster: str) -> _Turn:
    before, began = children_cpu_ms(), time.perf_counter()
    told = _batch(source, output, units, jobs, *cluster)
    wall = (time.perf_counter() - began) * 1000
    return _Turn(wall, told["after_units"] * 1000, children_cpu_ms() - before)


def _batch(source: Path, output: Path, step: int, jobs: str, *cluster: str) -> dict[str, Any]:
    """The batch in a process of its own, and what it told of itself."""
    command = [sys.executable, str(_SOAK), str(source), str(output), str(ROOT / "templates"), str(step), jobs, *cluster]
    done = subprocess.run(command, capture_output=True, text=True, env=_environment(), check=False)
    if done.returncode != 0:
        raise SystemExit(f"the batch ended with {done.returncode}: {done.stderr[-2000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


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
    quiet = {"dashboard_address": None, "silence_logs": logging.CRITICAL}
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", **quiet) as cluster:
        yield cluster.scheduler_address


def measure_over_time(folder: Path, units: int) -> Section:
    """The rate and the memory, thousand by thousand; the memory target spans the second thousand to the last."""
    source = units_file(folder, units)
    output = folder / "over-time"
    section = Section(f"{units} units of {PACK} in one process, thousand by thousand")
    told = _batch(source, output, max(1, units // 10), "1")
    shutil.rmtree(output, ignore_errors=True)
    section.data.update(told)
    for step in told["steps"]:
        section.remarks.append(
            f"{step['units']:>6} units: {step['rate']:7.1f} a second, {step['ms_cpu']:.2f} ms CPU a unit, "
            f"{step['megabytes']:.1f} MB"
        )
    section.remarks.append(
        f"The whole run: {told['seconds']:.1f} s, of which 汇总.xlsx after the last unit {told['after_units']:.1f} s; "
        f"peak {told['peak_megabytes']:.1f} MB."
    )
    growth = told["steps"][-1]["megabytes"] - told["steps"][0]["megabytes"]
    section.at_most(f"memory, from unit {told['steps'][0]['units']} to {units}", Spread((growth,)), 5, "MB")
    return section
