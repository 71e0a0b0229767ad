"""A batch that notes rate and memory of the process that leads it as it goes, and prints them as JSON.

python soak_run.py SOURCE OUTPUT PACKS STEP JOBS [CLUSTER]
"""

import json
import sys
import time
from pathlib import Path

from reportgen.batch import run


def resident_megabytes() -> float:
    """Memory in use now: from the system's own count on Linux, otherwise psutil's, otherwise the peak so far."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        import os

        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    try:
        import psutil

        return float(psutil.Process().memory_info().rss) / 1e6
    except ImportError:
        return peak_megabytes()


def peak_megabytes() -> float:
    """The most memory that was ever in use; 0 where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    source, output, packs, step, jobs, *cluster = sys.argv[1:]
    every = int(step)
    steps: list[dict[str, float]] = []
    began = last = made = time.perf_counter()
    cpu = time.process_time()

    def seen(outcome: object, tally: run.Tally) -> None:
        nonlocal last, cpu, made
        if tally.done == tally.total:
            made = time.perf_counter()
        if tally.done % every:
            return
        now, used = time.perf_counter(), time.process_time()
        steps.append(
            {
                "units": tally.done,
                "rate": every / (now - last),
                "ms_cpu": (used - cpu) * 1000 / every,
                "megabytes": resident_megabytes(),
            }
        )
        last, cpu = now, used

    request = run.Request(
        sources=(Path(source),),
        output=Path(output),
        folders=(Path(packs),),
        jobs=int(jobs),
        cluster=cluster[0] if cluster else None,
    )
    report = run.run(request, seen=seen)
    ended = time.perf_counter()
    if report.tally.with_errors:
        raise SystemExit(f"{report.tally.with_errors} units were not written")
    told = {
        "steps": steps,
        "seconds": ended - began,
        "making": made - began,
        "after_units": ended - made,
        "peak_megabytes": peak_megabytes(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
