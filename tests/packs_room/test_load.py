"""What is wrong in a pack or form is found, all of it, at its line, with the nearest right word."""

from pathlib import Path
from shutil import copytree

import pytest

from reportgen import packs
from reportgen.errors import PackError
from reportgen.findings import Finding
from tests.builders import TEMPLATES


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A user's own folder, with one pack and its form."""
    (tmp_path / "forms").mkdir()
    for name in ("forms/national-2014.yaml", "forms/national-2021.yaml"):
        (tmp_path / name).write_text((TEMPLATES / name).read_text(encoding="utf-8"), encoding="utf-8")
    copytree(TEMPLATES / "county-2014", tmp_path / "county-2014")
    return tmp_path


def changed(file: Path, old: str, new: str) -> int:
    """Puts the new words in place of the first old ones; gives their line."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def findings(library: Path, pack_id: str = "county-2014") -> list[Finding]:
    with pytest.raises(PackError) as caught:
        packs.load(pack_id, (library,))
    return list(caught.value.findings)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "code", "fact", "value"),
    [
        ('name: "', 'nmae: "', "P102", "nearest", "name"),
        ("    hint: ", "    hnit: ", "P102", "nearest", "hint"),
        ("date_line: true", "date_line: perhaps", "P103", "found", "perhaps"),
        ('level: "county"', 'level: "village"', "P103", "found", "village"),
        ('title: "{unit', 'date_line_: "{unit', "P102", "nearest", "date_line"),
        ('figure: "1.1.count"', 'figure: "1.1.cuont"', "P107", "nearest", "1.1.count"),
        ('figure: "1.1.count"', "figure: 1.1", "P103", "found", "1.1"),
        ('tables: ["statistics"]', 'tables: ["statistic"]', "P107", "nearest", "statistics"),
        ('key: "responses"', 'key: "proactive"', "P106", "name", "proactive"),
        ('form: "national-2014"', 'form: "national-2013"', "P111", "form", "national-2013"),
        ('id: "county-2014"', 'id: "county-2015"', "P112", "id", "county-2015"),
    ],
)
def test_a_fault_in_a_pack_is_found_at_its_line(
    library: Path, old: str, new: str, code: str, fact: str, value: str
) -> None:
    file = library / "county-2014" / "pack.yaml"
    line = changed(file, old, new)
    found = next(item for item in findings(library) if item.code == code)
    assert found.facts[fact] == value
    assert (found.location.file, found.location.line) == (str(file), line)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('{code: "1.1.1",', "{code: 1.1,", "P105"),
        ('{code: "1.1.2",', '{code: "1.1.1",', "P106"),
        ('parent: "1.1", nesting: "subset"', 'parent: "9.9", nesting: "subset"', "P107"),
        ('total: "3.1"', 'total: "3.9"', "P107"),
        ('  - id: "sum-done"', '  - id: "sum-apply"', "P106"),
        ('    kind: "sum"', '    kind: "summ"', "P103"),
    ],
)
def test_a_fault_in_a_form_is_found_at_its_line(library: Path, old: str, new: str, code: str) -> None:
    file = library / "forms" / "national-2014.yaml"
    line = changed(file, old, new)
    found = next(item for item in findings(library) if item.code == code)
    assert (found.location.file, found.location.line) == (str(file), line)


def test_all_faults_come_at_once(library: Path) -> None:
    file = library / "county-2014" / "pack.yaml"
    changed(file, 'name: "', 'nmae: "')
    changed(file, "date_line: true", "date_line: perhaps")
    assert {item.code for item in findings(library)} >= {"P102", "P103", "P104"}


@pytest.mark.parametrize("content", ["", "- a\n", "a: [\n", "a: 1\na: 2\n"])
def test_a_file_that_is_no_pack_is_said_to_be_none(library: Path, content: str) -> None:
    (library / "county-2014" / "pack.yaml").write_text(content, encoding="utf-8")
    assert {item.code for item in findings(library)} <= {"P101", "P103"}


def test_a_file_in_another_encoding_is_said_to_be_so(library: Path) -> None:
    file = library / "county-2014" / "pack.yaml"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gbk", "ignore"))
    assert [item.code for item in findings(library)] == ["P115"]


def test_an_unknown_pack_comes_with_the_nearest(library: Path) -> None:
    (found,) = findings(library, "county-2041")
    assert (found.code, found.facts["nearest"]) == ("P108", "county-2014")


def own(library: Path, content: str, name: str = "our-county") -> None:
    (library / name).mkdir()
    (library / name / "pack.yaml").write_text(content, encoding="utf-8")


def test_a_pack_may_extend_one_and_change_a_section(library: Path) -> None:
    own(
        library,
        'id: "our-county"\nextends: "county-2014"\nname: "本县部门"\n'
        'sections:\n  - {key: "problems", heading: "存在的不足", phrases: [{text: "无。"}]}\n'
        '  - {key: "more", heading: "附注", may_be_empty: true}\n',
    )
    pack = packs.load("our-county", (library,))
    assert (pack.name, pack.form.id) == ("本县部门", "national-2014")
    assert [section.key for section in pack.sections][-2:] == ["problems", "more"]
    assert next(section for section in pack.sections if section.key == "problems").heading == "存在的不足"


def test_a_pack_extends_one_step_only(library: Path) -> None:
    own(library, 'id: "our-county"\nextends: "county-2014"\nname: "甲"\n')
    own(library, 'id: "our-office"\nextends: "our-county"\nname: "乙"\n', "our-office")
    assert [item.code for item in findings(library, "our-office")] == ["P113"]


def test_a_parent_that_is_not_there_is_named_with_the_nearest(library: Path) -> None:
    own(library, 'id: "our-county"\nextends: "county-2041"\nname: "甲"\n')
    found = findings(library, "our-county")[0]
    assert (found.code, found.facts["nearest"]) == ("P116", "county-2014")


def test_a_users_own_pack_goes_before_the_installed_one(library: Path) -> None:
    changed(library / "county-2014" / "pack.yaml", 'name: "', 'name: "自定义')
    assert packs.load("county-2014", (library, TEMPLATES)).name.startswith("自定义")
    assert packs.load("municipal-2014", (library, TEMPLATES)).level.value == "municipal"


def test_a_broken_pack_beside_it_does_not_disturb_another(library: Path) -> None:
    own(library, "sections: [", "county-2021")
    assert packs.load("county-2014", (library,)).id == "county-2014"
