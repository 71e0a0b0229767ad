"""Which pack a finished report is held against: the form it is printed on, at the level and for the body it names.

Takes what the report says of itself and its words; gives a pack, and notes on what had to be supposed. The year decides
the form, unless the words of the tables are plainly those of another one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportgen.errors import PackError
from reportgen.findings import Fact, Finding, Location, finding_of
from reportgen.model import Body, Level
from reportgen.packs import Pack, locate
from reportgen.packs.shelf import pack_named
from reportgen.sources.published.form_words import Wording
from reportgen.sources.published.head import Head
from reportgen.sources.published.likeness import heading_likeness

# Of a form's own words (rows, columns) the share that the report prints: so many that no other form is looked at;
# the least, and the lead, by which another form than the year's is taken.
_CERTAIN = 0.97
_PRINTED = 0.3
_CLEARLY = 0.06
_LIKE = 0.6  # a heading less like an official one counts for nothing
# Where there is no pack of a level: whose outline is nearest to it.
_NEXT_TO = {
    Level.TOWNSHIP: (Level.TOWNSHIP, Level.COUNTY, Level.MUNICIPAL, Level.PROVINCIAL),
    Level.COUNTY: (Level.COUNTY, Level.MUNICIPAL, Level.PROVINCIAL, Level.TOWNSHIP),
    Level.MUNICIPAL: (Level.MUNICIPAL, Level.COUNTY, Level.PROVINCIAL, Level.TOWNSHIP),
    Level.PROVINCIAL: (Level.PROVINCIAL, Level.MUNICIPAL, Level.COUNTY, Level.TOWNSHIP),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A pack and the words of its form, prepared once a process."""

    pack: Pack
    wording: Wording


@dataclass(frozen=True, slots=True)
class Choice:
    """The pack, and what had to be supposed."""

    known: Known
    findings: tuple[Finding, ...]


@lru_cache(maxsize=64)
def prepared(pack: Pack) -> Known:
    """The pack with the words of its form."""
    return Known(pack, Wording(pack.form))


def _load(name: locate.PackName, folders: Sequence[Path]) -> Known:
    return prepared(pack_named(name.id, folders))


def choose(
    head: Head,
    year: int,
    texts: frozenset[str],
    headings: Sequence[str],
    folders: Sequence[Path],
    level: Level | None,
    body: Body | None,
    file: str,
) -> Choice:
    """The pack that fits. `level` and `body` given by the caller go before what the report says of itself.

    Raises PackError when there is no pack at all.
    """
    families = _families(folders)
    if not families:
        asked = (level or head.level or "", body or head.body or "")
        raise PackError.of("P109", Location(file=file), level=str(asked[0]), body=str(asked[1]), year=year, known="")
    wanted = _Wanted(level or head.level, body or head.body, headings, tuple(folders))
    expected = max((first for first in families if first <= year), default=min(families))
    family = _family_printed(families, expected, texts, wanted)
    best = _best(families[family], wanted)
    notes = [] if level is not None or head.level_is_sure else [_supposed(best.pack, file)]
    if family != expected:
        in_force = _best(families[expected], wanted).pack
        notes.append(_other_form(best.pack, in_force, year, file))
    return Choice(best, tuple(notes))


@dataclass(frozen=True, slots=True)
class _Wanted:
    level: Level | None
    body: Body | None
    headings: Sequence[str]
    folders: tuple[Path, ...]


def _families(folders: Sequence[Path]) -> dict[int, list[locate.PackName]]:
    found: dict[int, list[locate.PackName]] = {}
    for name in locate.pack_names(folders):
        found.setdefault(name.first_year, []).append(name)
    return found


def _family_printed(
    families: dict[int, list[locate.PackName]], expected: int, texts: frozenset[str], wanted: _Wanted
) -> int:
    """The first year of the form whose words the report prints; the expected one unless another fits clearly better."""
    share = _share(families[expected], texts, wanted)
    if share >= _CERTAIN:  # no other form is loaded
        return expected
    shares = {first: _share(names, texts, wanted) for first, names in families.items() if first != expected}
    best = max(shares, key=lambda first: (shares[first], first), default=expected)  # of two that fit alike the newer
    if shares.get(best, 0.0) >= _PRINTED and shares[best] > share + _CLEARLY:
        return best
    return expected


def _share(names: Sequence[locate.PackName], texts: frozenset[str], wanted: _Wanted) -> float:
    nearest = next(_by_nearness(names, wanted))
    return _load(nearest, wanted.folders).wording.share_printed(texts)


def _by_nearness(names: Sequence[locate.PackName], wanted: _Wanted) -> Iterator[locate.PackName]:
    """The packs, those of the wanted body and level first. Unknown: a county's department, of which there are most."""
    # townships have a pack for governments only
    body = wanted.body or (Body.GOVERNMENT if wanted.level is Level.TOWNSHIP else Body.DEPARTMENT)
    order = _NEXT_TO[wanted.level or Level.COUNTY]
    yield from sorted(names, key=lambda name: (order.index(name.level), name.body is not body))


def _best(names: Sequence[locate.PackName], wanted: _Wanted) -> Known:
    ordered = list(_by_nearness(names, wanted))
    if wanted.level is not None:
        return _load(ordered[0], wanted.folders)
    same_body = [name for name in ordered if wanted.body is None or name.body is wanted.body] or ordered
    loaded = [_load(name, wanted.folders) for name in same_body]
    # the level is told by the outline
    return max(loaded, key=lambda item: outline_likeness(item.pack, wanted.headings))


def outline_likeness(pack: Pack, headings: Sequence[str]) -> float:
    """How like the printed headings are to the pack's outline, between 0 and 1."""
    if not headings:
        return 0.0
    best = (max(heading_likeness(heading, plan.heading) for heading in headings) for plan in pack.sections)
    return sum(likeness for likeness in best if likeness >= _LIKE) / len(pack.sections)


def _supposed(pack: Pack, file: str) -> Finding:
    return finding_of("S311", Location(file=file), pack=pack.id, name=pack.name)


def _other_form(printed: Pack, in_force: Pack, year: int, file: str) -> Finding:
    facts: dict[str, Fact] = {
        "year": year,
        "printed": printed.form.title,
        "expected": in_force.form.title,
        "pack": in_force.id,
    }
    return finding_of("S312", Location(file=file), **facts)
