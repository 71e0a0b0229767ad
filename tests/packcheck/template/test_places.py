"""Where a person would say a line stands: headings, tables, headers, text boxes, notes."""

import pytest
from lxml import etree

from reportgen.packcheck.template.container import unpack
from reportgen.packcheck.template.places import Story, stories
from tests.packcheck.template.editing import Docx, Edit, edited, inserted, runs, split, w

COUNTY = "county-2014"


def told(pack_id: str, *edits: Edit) -> tuple[Story, ...]:
    container, findings = unpack(edited(pack_id, *edits), "report.docx")
    assert container is not None
    assert findings == []
    return stories(container)


def place_of(words: str, *edits: Edit, pack_id: str = COUNTY) -> str:
    return next(line.place for story in told(pack_id, *edits) for line in story.lines if words in line.text)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("{{ title }}", "正文 > 第1段"),
        ("{{ requests.heading }}", "正文 > {{ requests.heading }}"),
        ("{%p for p in requests.body %}", "正文 > {{ requests.heading }} > 第1段"),
        ("统计指标", "表1 第1行第1列"),
        ("{{ r1_1.count }}", "表1 第3行第3列"),
        ("{{ draft_mark }}", "页眉 > 第1段"),
    ],
)
def test_a_line_has_the_place_a_person_would_say(words: str, place: str) -> None:
    assert place_of(words) == place


def test_a_tag_split_into_runs_is_read_in_one_piece() -> None:
    edit = split("{{ title }}", "{", "{ ti", "tle", " }", "}")
    assert place_of("{{ title }}", edit) == "正文 > 第1段"


def test_paragraphs_count_from_the_last_heading_and_empty_ones_do_not() -> None:
    found = told(COUNTY, inserted("{%p for p in requests.body %}", "甲", " ", "乙"))
    places = {line.text: line.place for story in found for line in story.lines}
    assert places["乙"].endswith("> 第2段")


def test_the_even_header_is_called_so() -> None:
    assert {story.lines[0].place for story in told(COUNTY) if story.kind == "header"} == {
        "页眉 > 第1段",
        "偶数页页眉 > 第1段",
    }


def test_a_row_is_as_wide_as_its_cells_and_what_they_skip() -> None:
    for pack_id in ("county-2021", "county-2008", "county-2014", "county-2019"):
        body = next(story for story in told(pack_id) if story.kind == "body")
        assert body.tables
        assert all(row.width == table.columns for table in body.tables for row in table.rows)


def test_deleted_text_is_not_read() -> None:
    def delete(docx: Docx) -> None:
        """The title's runs, deleted with tracking on."""
        paragraph = docx.paragraph("{{ title }}")
        for run in runs(paragraph):
            deletion = etree.SubElement(paragraph, w("del"))
            deletion.append(run)

    assert all(line.text != "{{ title }}" for line in told(COUNTY, delete)[0].lines)
