"""Packs and forms with one mistake each, as people make them in a text editor: found at the line, with the remedy."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from reportgen.findings.text import hint, message
from reportgen.packcheck.template import lint
from tests.builders import EACH_PACK, TEMPLATES

COUNTY = "county-2014"
FORM = "forms/national-2014.yaml"
PACK = f"{COUNTY}/pack.yaml"


class Broken(NamedTuple):
    """A mistake: the words that were replaced, and the finding that must come of it, on the line of `at`."""

    name: str
    code: str
    file: str
    old: str
    new: str
    at: str
    remedy: str


BROKEN = (
    Broken("key misspelt", "P102", PACK, 'name: "县级', 'nmae: "县级', "nmae:", "nearest known key is name"),
    Broken("key missing", "P104", PACK, 'form: "national-2014"\n', "", "", "form is missing"),
    Broken("word of no level", "P103", PACK, 'level: "county"', 'level: "country"', "level:", "county"),
    Broken("code without quotes", "P105", FORM, 'code: "1.1",', "code: 1.1,", "code: 1.1,", "between quotes"),
    Broken("quote left open", "P101", PACK, 'body: "department"', 'body: "department', "", "not valid YAML"),
    Broken("tab for blanks", "P101", PACK, "    heading:", "\theading:", "\theading:", "not valid YAML"),
    Broken("code given twice", "P106", FORM, 'code: "1.1.2"', 'code: "1.1.1"', "制发规范性文件总数", "code of its own"),
    Broken("section given twice", "P106", PACK, 'key: "fees"', 'key: "resources"', "", "code of its own"),
    Broken(
        "sum of nothing",
        "P107",
        FORM,
        'parts: ["3.2.1", "3.2.2"]',
        'parts: ["3.2.1", "3.2.7"]',
        "3.2.7",
        "nearest is 3.2.",
    ),
    Broken("parent of nothing", "P107", FORM, 'parent: "8.3", nesting', 'parent: "8.9", nesting', "8.9", "8."),
    Broken("condition on nothing", "P107", PACK, 'figure: "6.count"', 'figure: "6.counts"', "", "6.count"),
    Broken("table of nothing", "P107", PACK, 'tables: ["statistics"]', 'tables: ["statistic"]', "", "statistics"),
    Broken("form of nothing", "P111", PACK, 'form: "national-2014"', 'form: "national-2104"', "form:", "folder forms"),
    Broken("id unlike the folder", "P112", PACK, f'id: "{COUNTY}"', 'id: "county-2015"', "id:", "the same name"),
    Broken("relation without parts", "P104", FORM, 'parts: ["3.2.1", "3.2.2"]\n', "\n", "", "sum-done.parts"),
    Broken("kind of nothing", "P103", FORM, 'kind: "equal"', 'kind: "equals"', "equals", "expected form"),
    Broken(
        "placeholder misspelt",
        "P264",
        PACK,
        "{unit.short_name}没有主动公开",
        "{unit.shortname}没有主动公开",
        "",
        "unit.short_name",
    ),
    Broken(
        "figure misspelt in a phrase",
        "P264",
        PACK,
        "制发规范性文件{1.1.2.count}件",
        "制发规范性文件{1.1.2.cuont}件",
        "",
        "1.1.2.count",
    ),
    Broken(
        "full-width placeholder",
        "P264",
        PACK,
        "{unit.short_name}没有主动公开",
        "｛unit.short_name｝没有主动公开",
        "",
        "{5.annual}",
    ),
    Broken("years unlike the id", "P261", PACK, "years: {first: 2014", "years: {first: 2015", "", "county-2015"),
    Broken("form of later years", "P265", FORM, "years: {first: 2014", "years: {first: 2016", "", "from 2016"),
    Broken("table printed nowhere", "P262", PACK, 'tables: ["statistics"]', "tables: []", "", "attachment"),
)


def folder_with(tmp_path: Path, broken: Broken) -> Path:
    """A folder of the office's own with the pack and its form, and the mistake in one of them."""
    shutil.copytree(TEMPLATES / COUNTY, tmp_path / COUNTY)
    (tmp_path / "forms").mkdir()
    shutil.copy(TEMPLATES / FORM, tmp_path / FORM)
    path = tmp_path / broken.file
    text = path.read_text(encoding="utf-8")
    assert broken.old in text
    path.write_text(text.replace(broken.old, broken.new, 1), encoding="utf-8")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_mistake_is_found_at_its_line_with_its_remedy(broken: Broken, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, broken)
    found = lint.folder(folder / COUNTY, (folder, TEMPLATES)).findings
    first = next((item for item in found if item.code == broken.code), None)
    assert first is not None, [(item.code, message(item, "en")) for item in found]
    assert broken.remedy in f"{message(first, 'en')} {hint(first, 'en')}"
    assert first.location.file == str(folder / (PACK if broken.code == "P265" else broken.file))
    if broken.at:
        lines = (folder / broken.file).read_text(encoding="utf-8").splitlines()
        assert first.location.line is not None
        assert broken.at in lines[first.location.line - 1]


def test_a_broken_pack_yaml_hides_no_fault_of_its_template(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, BROKEN[0])
    (folder / COUNTY / "report.docx").write_bytes(b"no zip")
    assert {item.code for item in lint.folder(folder / COUNTY, (folder, TEMPLATES)).findings} == {
        "P102",
        "P104",
        "P201",
    }


def test_a_pack_without_a_template_says_so(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, BROKEN[0]._replace(old='name: "县级', new='name: "本县'))
    (folder / COUNTY / "report.docx").unlink()
    assert [item.code for item in lint.folder(folder / COUNTY, (folder, TEMPLATES)).findings] == ["P110"]


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", EACH_PACK)
def test_the_shipped_packs_are_clean(pack_id: str) -> None:
    assert lint.folder(TEMPLATES / pack_id, (TEMPLATES,)).findings == ()


@pytest.mark.slow
def test_a_folder_of_packs_is_looked_at_pack_by_pack(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, BROKEN[0])
    shutil.copytree(TEMPLATES / "county-2008", folder / "county-2008")
    checked = lint.target(str(folder), (TEMPLATES,))
    assert [(item.name, [finding.code for finding in item.findings]) for item in checked] == [
        ("county-2008", []),
        (COUNTY, ["P104", "P102"]),
    ]


def test_what_names_nothing_is_told_with_the_nearest_name() -> None:
    from reportgen.errors import PackError

    with pytest.raises(PackError) as refused:
        lint.target("county-2041", (TEMPLATES,))
    assert refused.value.findings[0].facts["nearest"] == COUNTY
