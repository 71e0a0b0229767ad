"""Who counts into a sum: the highest government that reported, or its units one by one; nobody twice or forgotten."""

from random import Random

import pytest

from reportgen.batch.roster import ListedUnit, Roster
from reportgen.batch.sums.who_counts import Choice, Sent, Use, choose
from reportgen.findings.text import message
from reportgen.model import Body
from tests.batch.units import by_brute_force, random_tree, roster, sent


def used(choice: Choice) -> dict[str, Use]:
    return {key.removesuffix(".json"): item.use for key, item in choice.uses.items()}


def codes(choice: Choice) -> list[str]:
    return [finding.code for finding in choice.findings]


def test_a_government_that_reported_holds_all_below_it() -> None:
    choice = choose([sent("C", "government"), sent("D"), sent("E")], roster("P g", "C<P g", "D<C", "E<D"))
    assert used(choice) == {"C": Use.TAKEN, "D": Use.CONTAINED, "E": Use.CONTAINED}


def test_units_of_a_government_that_has_not_reported_count_one_by_one() -> None:
    choice = choose([sent("D"), sent("E")], roster("C g", "D<C", "E<C"))
    assert used(choice) == {"D": Use.TAKEN, "E": Use.TAKEN}
    assert codes(choice) == ["B306"]


def test_a_department_and_the_units_below_it_all_count() -> None:
    assert used(choose([sent("D"), sent("E")], roster("D", "E<D"))) == {"D": Use.TAKEN, "E": Use.TAKEN}


def test_the_government_whose_sum_it_is_does_not_count_itself() -> None:
    people = roster("C g", "D<C")
    choice = choose([sent("C", "government"), sent("D")], people, people.named("C"))
    assert used(choice) == {"C": Use.ITSELF, "D": Use.TAKEN}


def test_a_department_counts_itself_with_those_below_it() -> None:
    people = roster("D", "E<D")
    assert choose([sent("D"), sent("E")], people, people.named("D")).taken == {"D.json", "E.json"}


def test_a_unit_that_stands_elsewhere_does_not_count() -> None:
    people = roster("P g", "A<P g", "B<P g", "D<A", "E<B")
    choice = choose([sent("D"), sent("E")], people, people.named("A"))
    assert used(choice) == {"D": Use.TAKEN, "E": Use.ELSEWHERE}


def test_a_unit_not_in_the_roster_does_not_count() -> None:
    choice = choose([sent("X"), sent("D")], roster("C g", "D<C"))
    assert used(choice) == {"X": Use.UNKNOWN, "D": Use.TAKEN}
    assert "B304" in codes(choice)


@pytest.mark.parametrize(("digest", "code"), [("same", "B301"), ("other", "B302")])
def test_a_unit_that_was_sent_twice_counts_once(digest: str, code: str) -> None:
    both = [sent("D", key="2.json", digest=digest), sent("D", key="1.json", digest="same")]
    choice = choose(both, roster("C g", "D<C"))
    assert used(choice) == {"1": Use.TAKEN, "2": Use.DUPLICATE}
    assert code in codes(choice)


def test_a_missing_unit_with_a_contact_is_said_with_it() -> None:
    choice = choose([], Roster.of([ListedUnit("E", "单位E", None, Body.DEPARTMENT, "", "0471-1")]))
    assert [message(finding, "en") for finding in choice.findings] == [
        "单位E has not reported; the sums lack it. Contact: 0471-1"
    ]


def test_a_missing_unit_is_named() -> None:
    choice = choose([sent("D")], roster("C g", "D<C", "E<C"))
    assert [part.unit for part in choice.missing] == ["单位C", "单位E"]
    assert codes(choice) == ["B306", "B314"]


def test_a_unit_held_above_is_not_missing() -> None:
    assert choose([sent("C", "government")], roster("C g", "D<C")).missing == ()


def test_without_a_roster_a_government_among_others_is_questioned() -> None:
    choice = choose([sent("C", "government"), sent("D")])
    assert choice.taken == {"C.json", "D.json"}
    assert codes(choice) == ["B308"]


@pytest.mark.parametrize("seed", range(200))
def test_on_any_tree_the_choice_is_that_of_brute_force(seed: int) -> None:
    random = Random(seed)
    lines = random_tree(random, random.randint(1, 25))
    governments = {line.split("<")[0].split(" ")[0] for line in lines if line.endswith(" g")}
    names = [line.split(" ")[0].partition("<")[0] for line in lines]
    present = {name for name in names if random.random() < 0.6}
    reports: list[Sent] = [sent(name, "government" if name in governments else "department") for name in present]
    reports += [sent(name, key=f"{name}.json~2") for name in present if random.random() < 0.2]
    random.shuffle(reports)
    taken = choose(reports, roster(*lines)).taken
    assert {key.removesuffix(".json") for key in taken} == by_brute_force(lines, present)
