"""What differs between two packs, and nothing else."""

from dataclasses import replace

from reportgen.packcheck.making.diff import Change, changes
from tests.builders import pack
from tests.packcheck.template.editing import Docx, Edit, edited, inserted, replaced, row_removed, shipped, w

COUNTY = "county-2014"


def against_itself(*edits: Edit) -> list[Change]:
    of = pack(COUNTY)
    return list(changes(of, of, shipped(COUNTY), edited(COUNTY, *edits)))


def test_a_pack_does_not_differ_from_itself() -> None:
    assert against_itself() == []


def test_two_years_differ_in_rows_relations_and_columns() -> None:
    old, new = pack("county-2019"), pack("county-2021")
    found = changes(old, new, None, None)
    assert Change("column", "t2.in_force", "", "现行有效件数") in found
    signs = {(item.what, item.name): item.sign for item in found}
    assert signs["row", "m8"] == "-"
    assert signs["row", "r3_6_1"] == "+"
    assert signs["pack", "form"] == "~"
    assert signs["relation", "x-year-valid"] == "+"


def test_a_heading_and_the_order_of_sections_are_told() -> None:
    old = pack(COUNTY)
    first, second, *rest = old.sections
    new = replace(old, sections=(replace(second, heading="新标题"), first, *rest))
    found = {item.name: item for item in changes(old, new, None, None)}
    assert found[second.key] == Change("section", second.key, second.heading, "新标题")
    assert found["*"].after.startswith(f"{second.key} {first.key}")


def test_a_row_taken_out_of_the_template_is_a_tag_and_a_text_fewer() -> None:
    found = against_itself(row_removed("{{ r3_1_4.count }}"))
    assert Change("tag", "{{ r3_1_4.count }}", "1", "") in found
    assert any(item.what == "text" and item.before == "4.信函申请数" for item in found)


def test_a_changed_sentence_is_told_with_both_versions() -> None:
    found = against_itself(replaced("统计指标", "指标"), inserted("{{ date_line }}", "（试行）"))
    assert Change("text", "表1 第1行第1列", "统计指标", "指标") in found
    assert Change("text", "正文 > 第2段", "", "（试行）") in found


def test_a_changed_style_is_told_by_its_name() -> None:
    def larger(docx: Docx) -> None:
        style = next(
            item for item in docx.tree("word/styles.xml").iter(w("style")) if item.get(w("styleId")) == "BodyText"
        )
        style.find(w("rPr")).find(w("sz")).set(w("val"), "36")

    assert [(item.what, item.name, item.sign) for item in against_itself(larger)] == [("style", "Body Text", "~")]
