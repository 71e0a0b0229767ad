"""Units for the tests of the batch: outcomes and sources of any number, built in a line."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.generate import as_json, units
from reportgen.batch.outcome import UnitOutcome
from reportgen.batch.roster import ListedUnit, Roster
from reportgen.batch.run import Report, Request, run
from reportgen.batch.sums.who_counts import Sent
from reportgen.model import Body, Level, Unit
from tests.builders import TEMPLATES, pack

FOLDERS = (TEMPLATES,)
PACK = "county-2021"


def reports(count: int, *, pack_id: str = PACK, seed: int = 1) -> list[dict[str, Any]]:
    """So many reports of different units, as JSON has them, that nothing is wrong with."""
    of = pack(pack_id)
    return [as_json(data, of) for data in units(count, of, of.first_year + 2, seed)]


def jsonl(path: Path, items: Iterable[Any]) -> Path:
    """A line a unit; an item that is a text stands as it is."""
    lines = (item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in items)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def done(sources: Path | Sequence[Path], output: Path, **options: Any) -> Report:
    """A batch run to its end, in this process unless `jobs` are asked for."""
    named = (sources,) if isinstance(sources, Path) else tuple(sources)
    stop = options.pop("stop", lambda: False)
    seen = options.pop("seen", lambda outcome, tally: None)
    request = Request(sources=named, output=output, **{"folders": FOLDERS, "jobs": 1, **options})
    return run(request, stop=stop, seen=seen)


def results(output: Path) -> dict[str, bytes]:
    """Every delivered file by its path: the reports and the summary, not the journal."""
    files = (path for path in output.rglob("*") if path.is_file() and ".reportgen" not in path.parts)
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def codes(report: Report | UnitOutcome) -> list[str]:
    """The codes of what was said of the units together, or of one."""
    return [finding.code for finding in report.findings]


def with_codes(sources: Path, output: Path, **options: Any) -> tuple[Report, list[str]]:
    """A batch run to its end, and the codes of what was said of the units one by one."""
    told: list[str] = []
    report = done(sources, output, seen=lambda outcome, tally: told.extend(codes(outcome)), **options)
    return report, told


def unit(code: str, body: str = "department", level: str = "county") -> Unit:
    """A unit that is called after its code."""
    return Unit(code=code, name=f"单位{code}", level=Level(level), body=Body(body))


def sent(code: str, body: str = "department", *, key: str = "", digest: str = "") -> Sent:
    """A report of that unit."""
    return Sent(key or f"{code}.json", unit(code, body), f"{code}.json", digest)


def roster(*lines: str) -> Roster:
    """A roster from lines such as `B<A g`: B under A, a government; a department without the g."""
    return Roster.of(_entry(line) for line in lines)


def _entry(line: str) -> ListedUnit:
    names, _, kind = line.partition(" ")
    code, _, parent = names.partition("<")
    return ListedUnit(code, f"单位{code}", None, Body.GOVERNMENT if kind == "g" else Body.DEPARTMENT, parent)


def random_tree(random: Random, size: int) -> list[str]:
    """A roster of that size: the first at the top, each other below one before it; about half are governments."""
    lines = ["U0 g"]
    for number in range(1, size):
        kind = random.choice((" g", ""))
        lines.append(f"U{number}<U{random.randrange(number)}{kind}")
    return lines


def by_brute_force(lines: list[str], present: set[str]) -> set[str]:
    """Whoever has reported and stands below no other government that has: read off the lines, without a tree."""
    parent = {line.split(" ")[0].partition("<")[0]: line.split(" ")[0].partition("<")[2] for line in lines}
    governments = {line.split("<")[0].split(" ")[0] for line in lines if line.endswith(" g")}
    counted = set()
    for name in present:
        above = parent[name]
        while above and not (above in present and above in governments):
            above = parent[above]
        if not above:
            counted.add(name)
    return counted
