"""Mentions that forms share stand once; forms and packs change, add and take away by id; faults are at their line."""

from pathlib import Path
from shutil import copy, copytree

import pytest

from reportgen import packs
from reportgen.errors import PackError
from reportgen.findings import Finding
from reportgen.packs import Pack
from reportgen.packs.schema import Mention
from tests.builders import ALL_PACKS, TEMPLATES, pack

FORM = Path("forms/national-2019.yaml")
SHARED = Path("forms/mentions/since-2019.yaml")
OWN = "county-2019"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder of its own with one pack, its form and what that shares."""
    (tmp_path / SHARED.parent).mkdir(parents=True)
    for file in (FORM, SHARED):
        copy(TEMPLATES / file, tmp_path / file)
    copytree(TEMPLATES / OWN, tmp_path / OWN)
    return tmp_path


def change(file: Path, old: str, new: str) -> int:
    """Puts the new words in place of the first old ones; gives their line."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def add(file: Path, *mentions: str) -> int:
    """Puts mentions at the head of the list, or a list at the end; gives the first one's line."""
    lines = "".join(f"  - {item}\n" for item in mentions)
    text = file.read_text(encoding="utf-8")
    if "\nmentions:\n" in text:
        return change(file, "\nmentions:\n", f"\nmentions:\n{lines}") + 2
    file.write_text(f"{text}mentions:\n{lines}", encoding="utf-8")
    return text.count("\n") + 2


def loaded(library: Path, pack_id: str = OWN) -> Pack:
    return packs.load(pack_id, (library,))


def mention(of: Pack, wanted: str) -> Mention | None:
    return next((item for item in of.mentions if item.id == wanted), None)


def found(library: Path) -> Finding:
    with pytest.raises(PackError) as caught:
        loaded(library)
    (finding,) = caught.value.findings
    return finding


def test_two_forms_have_what_they_share_and_each_its_own() -> None:
    older, newer = pack("county-2019"), pack("county-2021")
    assert mention(older, "received") == mention(newer, "received") is not None
    assert mention(older, "charges") is None is not mention(newer, "charges")
    one, other = mention(older, "coercion-bare"), mention(newer, "coercion-bare")
    assert one is not None
    assert other is not None
    assert (one.words, one.without) == (other.words, other.without)
    assert (one.readings, other.readings) == ((("m6.decisions",),), (("m5.decisions",),))


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_every_mention_has_words_and_an_id_of_its_own(pack_id: str) -> None:
    mentions = pack(pack_id).mentions
    assert all(item.words for item in mentions)
    assert len({item.id for item in mentions}) == len(mentions) > 50


@pytest.mark.slow
def test_a_form_without_shared_mentions_has_its_own_alone(library: Path) -> None:
    change(library / FORM, 'mentions_from: "since-2019"\n', "")
    assert found_codes(library) == {"P104"}  # its changes have nothing under them


def found_codes(library: Path) -> set[str]:
    with pytest.raises(PackError) as caught:
        loaded(library)
    return {item.code for item in caught.value.findings}


@pytest.mark.slow
@pytest.mark.parametrize("file", [FORM, Path(OWN) / "pack.yaml"])
def test_a_change_gives_the_keys_that_differ_and_keeps_the_rest_and_its_place(library: Path, file: Path) -> None:
    before = loaded(library)
    add(library / file, '{id: "received", unit: ["件"], none: false}')
    after = loaded(library)
    was, now = mention(before, "received"), mention(after, "received")
    assert was is not None
    assert now is not None
    assert (now.unit, now.none) == (("件",), False)
    assert (now.words, now.readings, now.text) == (was.words, was.readings, was.text)
    assert [item.id for item in after.mentions] == [item.id for item in before.mentions]


@pytest.mark.slow
@pytest.mark.parametrize("file", [FORM, Path(OWN) / "pack.yaml"])
def test_a_mention_is_taken_away_by_leaving_it_no_words(library: Path, file: Path) -> None:
    before = loaded(library)
    add(library / file, '{id: "received", words: []}')
    assert [item.id for item in before.mentions if item.id != "received"] == [
        item.id for item in loaded(library).mentions
    ]


@pytest.mark.parametrize("file", [FORM, Path(OWN) / "pack.yaml"])
def test_a_new_mention_is_written_in_full_and_stands_after_those_shared(library: Path, file: Path) -> None:
    add(library / file, '{id: "windows", words: ["窗口"], readings: [["r3_7.total"]]}')
    ids = [item.id for item in loaded(library).mentions]
    assert ids.index("windows") > ids.index("all-suits-upheld")


@pytest.mark.slow
@pytest.mark.parametrize("file", [FORM, Path(OWN) / "pack.yaml"])
@pytest.mark.parametrize("fault", ['{id: "recieved", unit: ["件"]}', '{id: "recieved", words: []}'])
def test_a_change_of_nothing_is_found_at_its_line_with_the_nearest_id(library: Path, file: Path, fault: str) -> None:
    line = add(library / file, fault)
    finding = found(library)
    assert (finding.code, finding.facts["name"], finding.facts["nearest"]) == ("P107", "recieved", "received")
    assert (finding.location.file, finding.location.line) == (str(library / file), line)


@pytest.mark.slow
def test_shared_mentions_that_are_not_there_are_found_where_they_are_named(library: Path) -> None:
    line = change(library / FORM, '"since-2019"', '"sinse-2019"')
    finding = found(library)
    assert (finding.code, finding.facts["form"]) == ("P111", "mentions/sinse-2019")
    assert (finding.location.file, finding.location.line) == (str(library / FORM), line)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("title:", "titel:", "P102"),
        ("title:", 'mentions_from: "since-2019"\ntitle:', "P102"),  # one step deep: no circle can be written
        ('{id: "received", words: [', '{id: "received", unit: [', "P104"),
        ('readings: [["r3_1.total"]]', 'readings: [["r3_1.totall"]]', "P107"),
    ],
)
def test_a_fault_in_what_is_shared_is_found_at_its_line(library: Path, old: str, new: str, code: str) -> None:
    line = change(library / SHARED, old, new)
    with pytest.raises(PackError) as caught:
        loaded(library)
    finding = next(item for item in caught.value.findings if item.code == code)
    assert (finding.location.file, finding.location.line) == (str(library / SHARED), line)


@pytest.mark.slow
def test_a_code_that_only_another_form_has_is_no_fault_where_the_form_gives_its_own(library: Path) -> None:
    text = (library / SHARED).read_text(encoding="utf-8")
    assert '"r3_6_1.total"' in text
    assert "r3_6_1.total" not in loaded(library).fields


@pytest.mark.slow
def test_what_is_taken_away_needs_no_codes_of_this_form(library: Path) -> None:
    change(library / SHARED, 'readings: [["r3_1.total"]]', 'readings: [["x.total"]]')
    with pytest.raises(PackError) as caught:
        loaded(library)
    line = caught.value.findings[0].location.line
    assert line is not None
    text = (library / SHARED).read_text(encoding="utf-8").splitlines()[line - 1]
    add(library / FORM, f"{{id: {text.split('id: ')[1].split(',')[0]}, words: []}}")
    assert loaded(library).mentions


@pytest.mark.slow
def test_a_pack_changes_what_its_parent_wrote_by_the_key(library: Path) -> None:
    add(library / OWN / "pack.yaml", '{id: "windows", words: ["窗口"], unit: ["个"], readings: [["r3_7.total"]]}')
    (library / "our").mkdir()
    own = library / "our" / "pack.yaml"
    own.write_text(
        f'id: "our"\nextends: "{OWN}"\nname: "甲"\nmentions:\n  - {{id: "windows", unit: ["处"]}}\n', "utf-8"
    )
    changed = mention(loaded(library, "our"), "windows")
    assert changed is not None
    assert (changed.words, changed.unit) == (("窗口",), ("处",))
    change(own, 'unit: ["处"]', "words: []")
    assert mention(loaded(library, "our"), "windows") is None


@pytest.mark.slow
def test_a_pack_is_made_from_what_its_form_shares_too(library: Path) -> None:
    assert library / SHARED in loaded(library).files
    assert not [path for path in pack("county-2014").files if path.parent.name == "mentions"]
