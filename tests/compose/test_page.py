"""The page of a report: its sections and their numbers, its texts, its cells, and what cannot be said."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import compose
from reportgen.findings import Finding, Location, Severity
from reportgen.model import Contact, Figure, FigureKey, Page, Paragraph, Unit
from reportgen.packs import Pack, SectionPlan
from reportgen.packs.grammar import made
from reportgen.packs.schema import Condition, Phrase
from tests.builders import ALL_PACKS, consistent_figures, pack, report

TAGS = {
    "title", "date_line", "signature", "date", "year", "previous_year", "next_year", "unit_name", "unit_short_name",
    "draft_mark", "attachment_mark", "attachment_note", "attachment_title", "address", "postcode", "phone", "email",
    "website", "prepared_by", "reviewed_by", "secrecy_reviewed_by", "approved_by", "prepared_on",
}  # fmt: skip


def composed(pack_id: str, year: int | None = None, *, draft: bool = False, **given: Any) -> tuple[Page, list[Finding]]:
    page, findings = compose.page(report(pack(pack_id), year, **given), pack(pack_id), draft=draft)
    return page, list(findings)


def text(page: Page, key: str) -> str:
    body = page.blocks[key] if key in page.blocks else page.sections[key].body
    return "\n".join(item.text for item in body)


def with_section(base: Pack, key: str, **changes: Any) -> Pack:
    """The pack with one section planned otherwise."""
    sections = tuple(replace(plan, **changes) if plan.key == key else plan for plan in base.sections)
    return replace(base, sections=sections)


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_a_report_without_a_typed_word_has_a_text_in_every_section(pack_id: str) -> None:
    for figures in (None, consistent_figures(pack(pack_id), Random(1)), consistent_figures(pack(pack_id), Random(2))):
        page, findings = composed(pack_id, figures=figures)
        assert [item for item in findings if item.severity is not Severity.NOTE] == []
        assert "【" not in str(page)
        assert "{" not in "".join(item.text for section in page.sections.values() for item in section.body)
        for plan in pack(pack_id).sections:
            assert plan.key in page.absent_sections or plan.may_be_empty or page.sections[plan.key].body
        assert page.blocks["preface"]


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_every_tag_of_a_page_is_there(pack_id: str) -> None:
    page, _ = composed(pack_id)
    assert set(page.fields) == TAGS
    assert set(page.blocks) == {"preface", "closing"}
    assert sum(len(row) for row in page.cells.values()) == len(pack(pack_id).fields)


def test_the_fields_of_a_report() -> None:
    page, _ = composed("municipal-2008", 2012)
    assert page.fields["title"] == "云河市工业和信息化局2012年政府信息公开工作年度报告"
    assert page.fields["date_line"] == "（2013年1月20日）"
    assert page.fields["date"] == "2013年1月20日"
    assert page.fields["signature"] == "云河市工业和信息化局"
    assert page.fields["attachment_mark"] == "附件"
    assert page.fields["attachment_note"] == "附件：" + page.fields["attachment_title"]
    assert (page.fields["previous_year"], page.fields["year"], page.fields["next_year"]) == ("2011", "2012", "2013")
    assert page.fields["draft_mark"] == ""


def test_a_form_without_date_line_and_attachment_leaves_them_empty() -> None:
    page, _ = composed("county-2021")
    assert (page.fields["date_line"], page.fields["attachment_mark"], page.fields["attachment_note"]) == ("", "", "")


def test_sections_are_numbered_in_order() -> None:
    page, _ = composed("county-2014")
    assert [section.heading for section in page.sections.values()][:2] == [
        "一、基本工作情况",
        "二、主动公开政府信息的情况",
    ]
    assert [section.number for section in page.sections.values()] == list("一二三四五六七八")


def test_an_optional_section_nobody_needs_is_left_out_and_the_rest_renumber() -> None:
    page, _ = composed("provincial-2014")
    assert page.absent_sections == ("remedies", "fees")
    assert page.sections["problems"].heading == "四、目前存在的主要问题"
    assert "共五个部分" in text(page, "preface")
    assert "收费" not in text(page, "preface")


@pytest.mark.parametrize("given", [{"values": {"4.count": 1}}, {"narrative": {"remedies": ("本年度无此类事项。",)}}])
def test_an_optional_section_stays_for_its_figures_and_for_its_text(given: dict[str, Any]) -> None:
    page, _ = composed("provincial-2014", **given)
    assert page.absent_sections == ("fees",)
    assert page.sections["problems"].heading == "五、目前存在的主要问题"
    assert "共六个部分" in text(page, "preface")


def test_a_blank_figure_does_not_leave_a_section_out() -> None:
    page, findings = composed("provincial-2014", values={"7.count": None})
    assert page.absent_sections == ("remedies",)
    assert text(page, "fees") == "【未填】"
    assert [item.code for item in findings] == ["W101"]


def test_titles_that_hold_a_list_are_listed_with_commas() -> None:
    with_list, without = composed("county-2014")[0], composed("municipal-2008")[0]
    assert "行政复议诉讼和举报投诉情况，机构建设、保障经费和培训会议情况，" in text(with_list, "preface")
    assert "收费和减免情况、存在的主要问题及工作打算、附表，共七个部分" in text(without, "preface")


def test_headings_hold_years_and_the_unit() -> None:
    page, _ = composed("county-government-2014", 2016)
    assert page.sections["key_tasks"].title == "2016年松岭县人民政府政务公开要点落实情况"
    assert page.sections["plans"].heading == "九、2017年工作安排"


def test_a_written_text_stands_instead_of_the_phrase() -> None:
    page, _ = composed("county-2021", narrative={"other": ("未收取信息处理费。", "没有其他事项。")})
    assert page.sections["other"].body == (Paragraph("未收取信息处理费。"), Paragraph("没有其他事项。"))


def test_a_text_of_nothing_but_space_is_blank() -> None:
    page, _ = composed("county-2021", narrative={"other": (" ", "\n　")})
    assert "未收取信息处理费" in text(page, "other")


def test_the_lines_of_a_text_are_paragraphs() -> None:
    page, _ = composed("county-2021", narrative={"overview": ("（一）主动公开\r\n全年平稳。\r\r1.公报\n（1）发放",)})
    assert page.sections["overview"].body == (
        Paragraph("（一）主动公开", 2),
        Paragraph("全年平稳。"),
        Paragraph("1.公报", 3),
        Paragraph("（1）发放", 4),
    )


def test_a_written_text_may_quote_figures() -> None:
    narrative = {"proactive": ("{5.annual}条，{5.1.annual/5.annual:%}",)}
    page, findings = composed("municipal-2008", values={"5.annual": 579, "5.1.annual": 46}, narrative=narrative)
    assert text(page, "proactive") == "579条，7.9%"
    assert findings == []


def test_a_flaw_in_a_written_text_is_found_at_its_place_and_printed_as_typed() -> None:
    where = Location(file="a.json", pointer="/narrative/overview")
    page, (finding,) = composed(
        "municipal-2008", narrative={"overview": ("共{5.anual}条。",)}, places={"narrative.overview": where}
    )
    assert (finding.code, finding.location, finding.facts["nearest"]) == ("W103", where, "5.annual")
    assert text(page, "overview") == "共{5.anual}条。"


def test_two_flaws_in_one_text_are_told_apart() -> None:
    _, findings = composed("municipal-2008", narrative={"overview": ("{a}{b}",)})
    assert len({(item.code, item.scope) for item in findings}) == 2


def test_a_figure_in_a_text_is_not_read_again_as_a_placeholder() -> None:
    page, _ = composed(
        "municipal-2008", values={"13.annual": "《{year}》1期"}, narrative={"overview": ("公报{13.annual}",)}
    )
    assert text(page, "overview") == "公报《{year}》1期"


def test_sentences_about_missing_details_are_left_out() -> None:
    assert text(composed("county-2021", contact=Contact())[0], "preface").count("\n") == 0
    page, _ = composed("county-2021", contact=Contact(phone="0431-00000000"))
    assert text(page, "preface").endswith("\n如对本报告有疑问，请与松岭县科学技术局联系（电话：0431-00000000）。")


def test_a_unit_without_a_short_name_calls_itself_this_organ() -> None:
    unit = Unit(name="松岭县科学技术局", level=pack("county-2021").level, body=pack("county-2021").body)
    assert "2021年，本机关未收到" in text(composed("county-2021", unit=unit)[0], "overview")


def test_what_a_phrase_claims_beyond_the_figures_is_to_be_confirmed() -> None:
    none, (note,) = composed("county-2021")[1], composed("county-2021", values={"r1.total": 1})[1]
    assert none == []
    assert (note.code, note.severity) == ("W109", Severity.NOTE)


def test_blank_cells_are_marked_and_one_error_outside_a_draft() -> None:
    page, findings = composed("county-2021", values={"r1.total": None, "r2.total": None})
    assert page.cells["r1"]["total"] == "【未填】"
    assert [(item.code, item.facts["count"]) for item in findings] == [("W101", 2)]
    draft, in_draft = composed("county-2021", values={"r1.total": None}, draft=True)
    assert (draft.cells["r1"]["total"], in_draft) == ("【未填】", [])
    assert draft.fields["draft_mark"]


def test_cells_are_printed_as_the_form_prints_them() -> None:
    page, findings = composed(
        "municipal-2008", values={"5.annual": 1000, "24.annual": "0.5", "13.annual": "《动态》50期"}
    )
    assert page.cells["r5"] == {"cumulative": "0", "annual": "1000"}
    assert page.cells["r7"] == {"cumulative": "-", "annual": "-"}
    assert page.cells["r13"]["annual"] == "《动态》50期"
    assert findings == []


def test_a_closed_cell_that_was_never_given_is_printed_as_a_dash() -> None:
    figures = {
        FigureKey(key): item for key, item in report(pack("municipal-2008")).figures.items() if key != "7.annual"
    }
    page, findings = composed("municipal-2008", figures=figures)
    assert (page.cells["r7"]["annual"], findings) == ("-", [])


def test_a_cell_that_could_not_be_read_says_so() -> None:
    figures = {**report(pack("county-2021")).figures, FigureKey("r1.total"): Figure(None, raw="约20", unread=True)}
    page, findings = composed("county-2021", figures=figures)
    assert page.cells["r1"]["total"] == "【读不出】"
    assert [item.code for item in findings] == ["W101"]


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0b", "\x0c", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_character_word_cannot_hold_is_found_with_its_place(sign: str) -> None:
    page, (finding,) = composed("county-2021", narrative={"other": ("甲" + sign + "乙",)})
    assert (finding.code, finding.facts["field"], finding.facts["position"]) == ("W201", "narrative.other", 2)
    assert text(page, "other") == "甲\ufffd乙"


@pytest.mark.parametrize("sign", ["\t", "\x7f", "\x85", "\u2028", "\ue000", "\U00020000", "😀", "\ufffd"])
def test_a_rare_character_that_word_can_hold_is_kept(sign: str) -> None:
    page, findings = composed("county-2021", narrative={"other": ("甲" + sign + "乙",)})
    assert (text(page, "other"), findings) == ("甲" + sign + "乙", [])


def test_every_text_is_searched_for_such_characters() -> None:
    contact, unit = (
        Contact(phone="1\x07"),
        Unit(name="局\x07", level=pack("county-2021").level, body=pack("county-2021").body),
    )
    page, findings = composed("county-2021", contact=contact, unit=unit)
    assert {item.facts["field"] for item in findings} == {"contact.phone", "unit.name"}
    assert "\x07" not in str(page)


def test_a_text_for_a_section_that_is_not_there_is_not_lost_silently() -> None:
    _, (finding,) = composed("county-2021", narrative={"overvew": ("甲",), "appendix": ("",)})
    assert (finding.code, finding.facts["nearest"]) == ("W110", "overview")


def test_a_section_without_a_fitting_phrase_is_found() -> None:
    base = with_section(
        pack("county-2021"), "other", phrases=(Phrase(text="甲", when=(condition("r1.total", "nonzero"),)),)
    )
    _, (finding,) = compose.page(report(base), base)
    assert (finding.code, finding.facts["section"]) == ("W108", "其他需要报告的事项")


def test_a_flaw_of_the_pack_is_found_in_the_pack() -> None:
    base = with_section(pack("county-2021"), "other", phrases=(Phrase(text="{r1.toal}"),))
    _, (finding,) = compose.page(report(base), base)
    assert (finding.code, finding.location.file) == ("W103", base.location.file)


def condition(figure: str | list[str], state: str) -> Condition:
    return made(Condition, {"figure": figure, "is": state})


@pytest.mark.parametrize(
    ("values", "state", "holds"),
    [
        ({"r1.total": 0, "r2.total": 0}, "zero", True),
        ({"r1.total": 0, "r2.total": 1}, "zero", False),
        ({"r1.total": 0, "r2.total": 1}, "nonzero", True),
        ({"r1.total": 0, "r2.total": None}, "zero", False),
        ({"r1.total": 1, "r2.total": None}, "nonzero", False),
        ({"r1.total": None, "r2.total": None}, "blank", True),
        ({"r1.total": 0, "r2.total": None}, "blank", False),
        ({"r1.total": "-", "r2.total": "-"}, "not_applicable", True),
        ({"r1.total": "-", "r2.total": "-"}, "zero", False),
        ({"r1.total": "-", "r2.total": 0}, "zero", True),
    ],
)
def test_a_phrase_is_chosen_by_its_figures(values: dict[str, Any], state: str, holds: bool) -> None:
    phrases = (Phrase(text="甲", when=(condition(["r1.total", "r2.total"], state),)), Phrase(text="乙"))
    base = with_section(pack("county-2021"), "other", phrases=phrases)
    page, _ = compose.page(report(base, values=values), base)
    assert text(page, "other") == ("甲" if holds else "乙")


def test_all_fitting_phrases_are_printed_where_the_pack_says_so() -> None:
    phrases = (
        Phrase(text="（一）概况"),
        Phrase(text="甲。", continues=True),
        Phrase(text="乙。", when=(condition("r1.total", "nonzero"),), continues=True),
        Phrase(text="丙。", continues=True),
        Phrase(text="丁。"),
    )
    base = with_section(pack("county-2021"), "other", phrases=phrases, take="all")
    assert [item.text for item in section_of(base, "other")] == ["（一）概况", "甲。丙。", "丁。"]


def section_of(base: Pack, key: str) -> tuple[Paragraph, ...]:
    return compose.page(report(base), base)[0].sections[key].body


def test_a_pack_may_hold_a_closing_phrase() -> None:
    base = replace(pack("county-2021"), closing=(Phrase(text="特此报告。"),))
    assert compose.page(report(base), base)[0].blocks["closing"] == (Paragraph("特此报告。"),)


def test_a_section_may_need_no_text() -> None:
    plan: SectionPlan = pack("county-2021").sections[1]
    assert plan.may_be_empty
    assert composed("county-2021")[0].sections[plan.key].body == ()


PRINTABLE = st.characters(exclude_characters="\r\n{}｛｝", exclude_categories=("Cc", "Cs", "Cn"))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(PRINTABLE, min_size=1, max_size=200), min_size=1, max_size=5))
def test_a_text_is_printed_to_the_character(lines: list[str]) -> None:
    page, findings = composed("county-2021", narrative={"overview": tuple(lines)})
    written = [line for line in lines if line.strip()]
    assert [item.text for item in page.sections["overview"].body][: len(written)] == written or not written
    assert [item for item in findings if item.code == "W201"] == []


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.sampled_from(ALL_PACKS), st.randoms(use_true_random=False))
def test_every_figure_stands_in_its_cell(pack_id: str, random: Random) -> None:
    figures = consistent_figures(pack(pack_id), random)
    page, _ = composed(pack_id, figures=figures)
    for key, field in pack(pack_id).fields.items():
        printed = page.cells[field.row.tag][field.column.code]
        value = figures[key].value
        assert printed == (figures[key].raw or str(value) if field.is_open else "-") or float(printed) == float(
            str(value)
        )
