"""Measuring side by side: rounds in turn (A B C, A B C, …), so that whatever else the machine does falls on all alike.

Takes contestants by name, gives their times a document and the ratios between them, taken round by round. Knows nothing
of reports.
"""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

Work = Callable[[int], object]
_SLICE_SECONDS = 0.15  # how long a fast contestant's turn lasts at least


@dataclass(frozen=True, slots=True)
class Spread:
    """Several measurements of one thing: the least, the quartiles, the median."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.values)

    @property
    def quartiles(self) -> tuple[float, float]:
        """A quarter lies below the first, a quarter above the second."""
        if len(self.values) < 2:
            return (self.values[0], self.values[0])
        low, _, high = quantiles(self.values, n=4, method="inclusive")
        return (low, high)

    def told(self) -> dict[str, float]:
        """For the JSON file."""
        low, high = self.quartiles
        return {"median": self.median, "min": min(self.values), "q1": low, "q3": high, "rounds": len(self.values)}


@dataclass(frozen=True, slots=True)
class Times:
    """One contestant: milliseconds a document, by the clock and of the processor, a value a round."""

    wall: Spread
    cpu: Spread | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A promise and what was measured: `at_least` for a factor, otherwise the value may be at most `wanted`."""

    name: str
    measured: Spread
    wanted: float
    measure: str
    at_least: bool

    @property
    def is_met(self) -> bool:
        """Judged by the median."""
        value = self.measured.median
        return value >= self.wanted if self.at_least else value <= self.wanted


@dataclass(slots=True)
class Section:
    """One measure's part of the result: its times, its goals, its remarks, and what could not be measured."""

    title: str
    times: dict[str, Times] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    data: dict[str, object] = field(default_factory=dict)

    def factor(self, name: str, slow: str, fast: str, wanted: float) -> None:
        """Notes how many times as fast `fast` was as `slow`, round by round."""
        self.goals.append(Goal(name, ratios(self.times[slow], self.times[fast]), wanted, "x", at_least=True))

    def at_most(self, name: str, measured: Spread, wanted: float, measure: str) -> None:
        """Notes a value that should be small."""
        self.goals.append(Goal(name, measured, wanted, measure, at_least=False))


def ratios(slow: Times, fast: Times) -> Spread:
    """How many times as fast, a value a round."""
    return Spread(tuple(a / b for a, b in zip(slow.wall.values, fast.wall.values, strict=True)))


def side_by_side(contestants: Mapping[str, Work], rounds: int) -> dict[str, Times]:
    """Each contestant's times. Each is called with 0, 1, 2, … for one document a call; the first calls warm up."""
    calls = {name: _calls_a_turn(work) for name, work in contestants.items()}
    walls: dict[str, list[float]] = {name: [] for name in contestants}
    cpus: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds):
        for name in _in_turn(list(contestants), number):
            wall, cpu = turn(contestants[name], calls[name], number * calls[name])
            walls[name].append(wall)
            cpus[name].append(cpu)
    return {name: Times(Spread(tuple(walls[name])), Spread(tuple(cpus[name]))) for name in contestants}


def turn(work: Work, calls: int, first: int) -> tuple[float, float]:
    """Milliseconds a call: by the clock and of this process's processor time. Others' garbage is collected before."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    for number in range(first, first + calls):
        work(number)
    return (time.perf_counter() - wall) * 1000 / calls, (time.process_time() - cpu) * 1000 / calls


def _calls_a_turn(work: Work) -> int:
    work(0)
    began = time.perf_counter()
    work(1)
    work(2)
    return max(1, round(_SLICE_SECONDS / ((time.perf_counter() - began) / 2)))


def _in_turn(names: Sequence[str], number: int) -> Sequence[str]:
    """Forwards and backwards by turns, so that none always follows the same neighbour."""
    return names if number % 2 == 0 else names[::-1]
