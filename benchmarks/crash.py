"""A batch killed with SIGKILL at random moments and resumed each time; it ends like one that was never disturbed.

    python benchmarks/crash.py --kills 50 --units 600 --jobs 2

Most runs are killed at a random share of the time they would take, so the moments lie all over them; one in four is
killed while the summary is finished. Of two killed runs one is resumed to its end and the next begins anew. At every
moment it is killed, whatever has its final name must be whole: each report equals the undisturbed one. Not a test of
the suite: it takes minutes. Exit code 0: every kill survived.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

_AT_THE_END = 0.25  # how often it is killed when all reports are there and the summary is not
_ANEW = 0.5  # how often a killed run is ended: resumed again and again it would mostly be near its end
ROOT = Path(__file__).resolve().parent.parent


def command(source: Path, output: Path, jobs: int, *more: str) -> list[str]:
    options = ["--jobs", str(jobs), "--lang", "en", "-o", str(output), *more]
    return [sys.executable, "-m", "reportgen", "batch", str(source), *options]


def run(source: Path, output: Path, jobs: int) -> float:
    """Runs it to its end, or resumes it; gives the seconds it took."""
    began = time.monotonic()
    more = ("--resume",) if output.exists() else ()
    subprocess.run(command(source, output, jobs, *more), check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


class Length(NamedTuple):
    """How long a run takes, in seconds: from the beginning, and resumed when all reports are there."""

    whole: float
    resumed: float

    def of(self, share: float) -> float:
        """The seconds of a run that finds that share of the reports there."""
        return self.whole + (self.resumed - self.whole) * share


def killed(source: Path, output: Path, jobs: int, seconds: float, after: int = 0) -> bool:
    """Starts or resumes it and kills it with its processes after that time; true when it had not ended by itself.

    The time begins when `after` reports are there.
    """
    more = ("--resume",) if output.exists() else ()
    process = subprocess.Popen(
        command(source, output, jobs, *more), cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    while process.poll() is None and reports(output) < after:
        time.sleep(0.005)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    if process.returncode != 0:
        raise SystemExit(f"a resumed run ended with exit code {process.returncode}")
    return False


def moment(random: Random, length: Length, found: int, units: int) -> tuple[float, int]:
    """When to kill it: after so many seconds, counted from when so many reports are there."""
    if random.random() < _AT_THE_END:
        return random.uniform(0, length.resumed / 3), units
    return random.uniform(0, length.of(found / units)), 0


def reports(output: Path) -> int:
    """How many reports have their final name."""
    return sum(1 for _ in output.rglob("*.docx"))


def stage(output: Path, found: int, expected: int) -> str:
    """How far it had come."""
    if found >= expected - 1:
        return "5 all there" if found == expected else "4 all reports, no summary"
    if found == 0:
        return "1 no report" if (output / ".reportgen").exists() else "0 nothing begun"
    return "2 less than half" if found * 2 < expected else "3 more than half"


def ended_whole(source: Path, output: Path, jobs: int, expected: dict[str, bytes]) -> None:
    """Resumes it to its end, holds the result against the undisturbed one, and takes it away."""
    run(source, output, jobs)
    if delivered(output) != expected:
        raise SystemExit("the resumed result differs from the undisturbed one")
    print("resumed to the end: equal to the undisturbed run, byte for byte", flush=True)
    shutil.rmtree(output)


def delivered(output: Path) -> dict[str, bytes]:
    files = (path for path in output.rglob("*") if path.is_file() and ".reportgen" not in path.parts)
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--units", type=int, default=600)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--pack", default="county-2021")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    random = Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        source, whole, part = (Path(folder) / name for name in ("units.jsonl", "whole", "part"))
        generate = [sys.executable, "benchmarks/generate.py", str(asked.units), "--pack", asked.pack, "-o", str(source)]
        subprocess.run(generate, check=True, cwd=ROOT)
        first = run(source, whole, asked.jobs)
        expected = delivered(whole)
        length = Length(first, run(source, whole, asked.jobs))
        print(
            f"undisturbed: {asked.units} units, {len(expected)} files, {length.whole:.1f} s; {length.resumed:.1f} again"
        )
        stages: Counter[str] = Counter()
        for kill in range(1, asked.kills + 1):
            while not killed(source, part, asked.jobs, *moment(random, length, reports(part), asked.units)):
                ended_whole(source, part, asked.jobs, expected)
            found = delivered(part) if part.exists() else {}
            if wrong := [name for name, content in found.items() if expected.get(name) != content]:
                raise SystemExit(f"kill {kill}: not whole: {wrong[:3]}")
            stages[stage(part, len(found), len(expected))] += 1
            print(f"kill {kill}: {len(found)} of {len(expected)} files, all whole", flush=True)
            if random.random() < _ANEW:
                ended_whole(source, part, asked.jobs, expected)
        ended_whole(source, part, asked.jobs, expected)
    print(", ".join(f"{name}: {count}" for name, count in sorted(stages.items())))
    print(f"{asked.kills} kills survived")


if __name__ == "__main__":
    main()
