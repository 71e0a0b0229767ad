"""The shipped packs: all load, each level, body and year has its own, and each is what its official outline says."""

from pathlib import Path

import pytest

from reportgen import packs
from reportgen.compose.placeholders import Placeholder, pieces
from reportgen.errors import PackError
from reportgen.model import Body, Level
from reportgen.packs import Pack, locate
from tests.builders import ALL_PACKS, TEMPLATES, pack

SECTIONS = {
    **dict.fromkeys(("municipal-2008", "county-2008", "county-government-2008"), 7),
    "provincial-2014": 7,
    **dict.fromkeys(("municipal-2014", "county-2014"), 8),
    **dict.fromkeys((f"{level}-government-2014" for level in ("provincial", "municipal", "county")), 9),
}
DEPARTMENTS = [(level, Body.DEPARTMENT) for level in (Level.PROVINCIAL, Level.MUNICIPAL, Level.COUNTY)]
GOVERNMENTS = [(level, Body.GOVERNMENT) for level in (Level.PROVINCIAL, Level.MUNICIPAL, Level.COUNTY)]
FROM_2008 = [(Level.MUNICIPAL, Body.DEPARTMENT), (Level.COUNTY, Body.DEPARTMENT), (Level.COUNTY, Body.GOVERNMENT)]
FROM_2019 = [*DEPARTMENTS, *GOVERNMENTS, (Level.TOWNSHIP, Body.GOVERNMENT)]


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_a_pack_has_the_sections_of_its_outline(pack_id: str) -> None:
    assert len(pack(pack_id).sections) == SECTIONS.get(pack_id, 6)


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_a_pack_cites_its_sources_and_says_what_goes_into_each_section(pack_id: str) -> None:
    of = pack(pack_id)
    assert of.form.source.title
    assert of.form.source.number in {source.number for source in of.sources}
    assert all(section.hint for section in of.sections)


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_every_table_is_printed_once(pack_id: str) -> None:
    of = pack(pack_id)
    printed = [key for section in of.sections for key in section.tables]
    printed += of.attachment.tables if of.attachment else []
    assert sorted(printed) == sorted(table.key for table in of.form.tables)
    for table in of.form.tables:
        assert table.section is None or table.key in next(s.tables for s in of.sections if s.key == table.section)


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_every_placeholder_of_a_pack_is_understood(pack_id: str) -> None:
    of = pack(pack_id)
    phrases = [*of.preface, *of.closing, *(phrase for section in of.sections for phrase in section.phrases)]
    texts = [of.title, *(phrase.text for phrase in phrases), *(section.heading for section in of.sections)]
    found = [item for text in texts for item in pieces(text, of) if isinstance(item, Placeholder)]
    assert [item.source for item in found if item.flaw is not None] == []
    assert found


@pytest.mark.parametrize("year", range(2008, 2027))
def test_the_level_body_and_year_choose_the_pack(year: int) -> None:
    first = max(start for start in (2008, 2014, 2019, 2021) if start <= year)
    known = {2008: FROM_2008, 2014: [*DEPARTMENTS, *GOVERNMENTS]}.get(first, FROM_2019)
    for level, body in known:
        pack_name = locate.choose(level, body, year, (TEMPLATES,))
        assert pack_name is not None
        assert (pack_name.first_year, pack(pack_name.id).level, pack(pack_name.id).body) == (first, level, body)
        assert pack(pack_name.id).is_for(year)


def test_the_chosen_pack_is_loaded() -> None:
    assert packs.choose(Level.COUNTY, Body.GOVERNMENT, 2016, (TEMPLATES,)).id == "county-government-2014"


@pytest.mark.parametrize(
    ("level", "body", "year"),
    [
        (Level.MUNICIPAL, Body.DEPARTMENT, 2007),
        (Level.PROVINCIAL, Body.DEPARTMENT, 2013),
        (Level.MUNICIPAL, Body.GOVERNMENT, 2012),
        (Level.TOWNSHIP, Body.GOVERNMENT, 2018),
        (Level.TOWNSHIP, Body.DEPARTMENT, 2024),
    ],
)
def test_where_no_pack_is_for_a_report_the_error_says_which_there_are(level: Level, body: Body, year: int) -> None:
    with pytest.raises(PackError) as caught:
        packs.choose(level, body, year, (TEMPLATES,))
    (finding,) = caught.value.findings
    assert (finding.code, finding.facts["year"]) == ("P109", year)
    known = str(finding.facts["known"]).split(", ")
    assert known != []
    assert all(item.startswith(level.value) for item in known)


def test_star_rows_are_open_to_county_governments_only() -> None:
    def is_open(of: Pack) -> set[bool]:
        return {field.is_open for field in of.fields.values() if field.row.star}

    assert is_open(pack("county-government-2008")) == {True}
    assert is_open(pack("county-2008")) == is_open(pack("municipal-2008")) == {False}


def test_only_provincial_and_municipal_governments_may_make_rules() -> None:
    bound = {pack_id for pack_id in ALL_PACKS if any(rule.id == "rules-power" for rule in pack(pack_id).rules)}
    free = {f"{level}-government-{year}" for level in ("provincial", "municipal") for year in (2019, 2021)}
    assert bound == {pack_id for pack_id in ALL_PACKS if pack_id.endswith(("2019", "2021"))} - free


def test_the_packs_extend_nothing() -> None:
    for path in Path(TEMPLATES).glob("*/pack.yaml"):
        assert "\nextends:" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_what_a_form_tells_clerks_is_no_note_to_its_maintainers(pack_id: str) -> None:
    form = pack(pack_id).form
    told = [rule.rule for rule in form.level_rules] + [rule.text for rule in pack(pack_id).rules]
    assert told
    assert not [text for text in told if any(word in text for word in ("报错", "误填", "真实报告", "见一例"))]
