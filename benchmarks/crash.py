"""A batch killed with SIGKILL at random moments and resumed each time; it ends like one that was never disturbed.

    python benchmarks/crash.py --kills 50 --units 600 --jobs 2

At every moment it is killed, whatever has its final name must be whole: each report equals the undisturbed one. Not a
test of the suite: it takes minutes. Exit code 0: every kill survived.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent


def command(source: Path, output: Path, jobs: int, *more: str) -> list[str]:
    options = ["--jobs", str(jobs), "--lang", "en", "-o", str(output), *more]
    return [sys.executable, "-m", "reportgen", "batch", str(source), *options]


def undisturbed(source: Path, output: Path, jobs: int) -> float:
    """Runs it once to its end; gives the seconds it took."""
    began = time.monotonic()
    subprocess.run(command(source, output, jobs), check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def killed(source: Path, output: Path, jobs: int, units: int, random: Random) -> bool:
    """Starts or resumes it and kills it with its processes at a random moment; true when it had not ended by itself.

    The moment is a random share of the reports that are still to come, and up to a fifth of a second: how fast the
    machine is does not matter, and every stage is met.
    """
    more = ("--resume",) if output.exists() else ()
    process = subprocess.Popen(
        command(source, output, jobs, *more), cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    target = random.randint(reports(output), units)
    while process.poll() is None and reports(output) < target:
        time.sleep(0.002)
    time.sleep(random.uniform(0, 0.2))
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    if process.returncode != 0:
        raise SystemExit(f"a resumed run ended with exit code {process.returncode}")
    return False


def reports(output: Path) -> int:
    """How many reports have their final name."""
    return sum(1 for _ in output.rglob("*.docx"))


def ended_whole(source: Path, output: Path, jobs: int, expected: dict[str, bytes]) -> None:
    """Resumes it to its end, holds the result against the undisturbed one, and takes it away."""
    more = ("--resume",) if output.exists() else ()
    subprocess.run(command(source, output, jobs, *more), check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
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
        seconds = undisturbed(source, whole, asked.jobs)
        expected = delivered(whole)
        print(f"undisturbed: {asked.units} units, {len(expected)} files, {seconds:.1f} s")
        for kill in range(1, asked.kills + 1):
            while not killed(source, part, asked.jobs, asked.units, random):
                ended_whole(source, part, asked.jobs, expected)
            found = delivered(part) if part.exists() else {}
            if wrong := [name for name, content in found.items() if expected.get(name) != content]:
                raise SystemExit(f"kill {kill}: not whole: {wrong[:3]}")
            print(f"kill {kill}: {len(found)} of {len(expected)} files, all whole", flush=True)
            if len(found) >= asked.units and random.random() < 0.7:  # the end is met often enough: begin anew
                ended_whole(source, part, asked.jobs, expected)
        ended_whole(source, part, asked.jobs, expected)
    print(f"{asked.kills} kills survived")


if __name__ == "__main__":
    main()
