"""The labelled corpus of report passages, and how well the checks of the text do on it.

`passages` reads a file of `tests/corpus/`, `finished` the one of whole reports; `judge` runs the checks of the text
over one passage and tells whether the planted contradiction was found, and what was said besides; `measure` counts it
by kind.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.checks.formal import privacy
from reportgen.checks.run import of_text
from reportgen.findings import Finding, Severity
from reportgen.model import FigureKey, PreviousYear, ReportData
from tests import builders

CORPUS = Path(__file__).parent / "corpus"
FILES = ("passages.yaml", "heldout.yaml", "lexicon.yaml")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks said of a passage: whether its contradiction was found, and the other blocking findings."""

    passage: Mapping[str, Any]
    is_found: bool
    others: tuple[Finding, ...]

    @property
    def is_false_alarm(self) -> bool:
        """A correct passage about which something blocking was said."""
        return bool(self.passage.get("fine") and self.others)


@dataclass(slots=True)
class Score:
    """Counts of one kind."""

    planted: int = 0
    found: int = 0
    correct: int = 0
    false_alarms: int = 0
    besides: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


@cache
def passages(name: str) -> Sequence[Mapping[str, Any]]:
    """The passages of one of `FILES`."""
    read: Sequence[Mapping[str, Any]] = _yaml(name)
    return read


@cache
def finished() -> Sequence[Mapping[str, str]]:
    """The short finished reports of `finished.yaml`: the text of each, and the pack that it follows."""
    read: Sequence[Mapping[str, str]] = _yaml("finished.yaml")
    return read


def _yaml(name: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe").load((CORPUS / name).read_text(encoding="utf-8"))


def report(passage: Mapping[str, Any]) -> ReportData:
    """A report that holds the passage and its figures, and nothing else."""
    pack = builders.pack(passage["pack"])
    unit = builders.unit(pack)
    figures = {FigureKey(key): builders.figure(pack, key, value) for key, value in _figures(passage, "figures").items()}
    previous = _figures(passage, "previous")
    before = {FigureKey(key): builders.figure(pack, key, value) for key, value in previous.items()}
    return ReportData(
        pack_id=pack.id,
        year=passage["year"],
        unit=replace(unit, name=passage.get("unit", unit.name)),
        narrative={passage["section"]: tuple(passage["text"].split("\n"))},
        figures=figures,
        previous=PreviousYear(year=passage["year"] - 1, figures=before) if before else None,
    )


def judge(passage: Mapping[str, Any]) -> Verdict:
    """The verdict on one passage."""
    pack, data = builders.pack(passage["pack"]), report(passage)
    found = [*of_text(data, pack), *privacy.check_privacy(data, pack)]
    wanted = passage.get("find")
    others = tuple(item for item in found if item.code != wanted and item.severity is not Severity.NOTE)
    return Verdict(passage, any(item.code == wanted for item in found), others)


def measure(verdicts: Iterable[Verdict]) -> dict[str, Score]:
    """Scores by kind, in the order of the corpus."""
    scores: dict[str, Score] = {}
    for verdict in verdicts:
        score = scores.setdefault(verdict.passage["kind"], Score())
        words = verdict.passage["text"]
        if verdict.passage.get("fine"):
            score.correct += 1
            score.false_alarms += verdict.is_false_alarm
            if verdict.is_false_alarm:
                score.wrong.append(f"{words} -> {', '.join(item.code for item in verdict.others)}")
        else:
            score.planted += 1
            score.found += verdict.is_found
            score.besides += len(verdict.others)
            score.beside += [f"{item.code}: {words}" for item in verdict.others]
            if not verdict.is_found:
                score.missed.append(f"{verdict.passage['find']}: {words}")
    return scores


def total(scores: Mapping[str, Score]) -> Score:
    """All kinds together."""
    whole = Score()
    for score in scores.values():
        whole.planted += score.planted
        whole.found += score.found
        whole.correct += score.correct
        whole.false_alarms += score.false_alarms
        whole.besides += score.besides
    return whole


def _figures(passage: Mapping[str, Any], key: str) -> dict[str, Any]:
    cells: Mapping[str, Any] = passage.get(key) or {}
    return {str(name): value if value in {None, "-"} else Decimal(str(value)) for name, value in cells.items()}
