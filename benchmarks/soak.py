"""Ten thousand units through the whole command: the rate of every thousand, and the memory over time.

    python benchmarks/soak.py --units 10000 --jobs 1 --json soak.json

Rates are by the clock and by the processor time of this process, for other programs slow the clock down. The memory is
what the run itself holds (this process, the parent of any others), after each thousand units. The growth from the
first to the last thousand must stay below 5 MB, the rate steady.
"""

import argparse
import json
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psutil

from benchmarks.generate import units, write_jsonl
from reportgen.batch.outcome import UnitOutcome
from reportgen.batch.run import Request, Tally, run
from tests.builders import TEMPLATES, pack

EVERY = 1000


def measured(source: Path, output: Path, jobs: int) -> list[dict[str, float]]:
    """Time and memory of this process after every thousand units, and at the end."""
    process, marks = psutil.Process(), []
    began = time.monotonic()

    def mark(units: int) -> None:
        megabytes = process.memory_info().rss / 1_000_000
        times = {"seconds": time.monotonic() - began, "cpu_seconds": time.process_time()}
        marks.append({"units": units, **times, "megabytes": megabytes})

    def seen(outcome: UnitOutcome, tally: Tally) -> None:
        if tally.done % EVERY == 0 or tally.done == 100:
            mark(tally.done)

    report = run(Request(sources=(source,), output=output, folders=(TEMPLATES,), jobs=jobs), seen=seen)
    if report.is_blocked:
        raise SystemExit("some unit has no report")
    mark(report.tally.done)
    return marks


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--units", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--pack", default="county-2021")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    of = pack(asked.pack)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "units.jsonl"
        write_jsonl(source, of, units(asked.units, of, of.first_year + 2, 1))
        marks = measured(source, Path(folder) / "out", asked.jobs)
    print(f"{'units':>7} {'per second':>11} {'per CPU second':>15} {'MB':>7}")
    for before, after in pairwise(marks):
        count, seconds, cpu_seconds = (after[key] - before[key] for key in ("units", "seconds", "cpu_seconds"))
        line = (
            f"{count / seconds:>11.0f} {count / cpu_seconds:>15.0f}" if count else f"{'summary':>11} {seconds:>13.1f} s"
        )
        print(f"{after['units']:>7.0f} {line} {after['megabytes']:>7.1f}")
    first, last = next(item for item in marks if item["units"] >= min(EVERY, asked.units)), marks[-2]
    print(
        f"growth from unit {first['units']:.0f} to {last['units']:.0f}: {last['megabytes'] - first['megabytes']:.1f} MB"
    )
    if asked.json is not None:
        asked.json.write_text(json.dumps({"pack": asked.pack, "jobs": asked.jobs, "marks": marks}, indent=2))


if __name__ == "__main__":
    main()
