"""An annotated copy says everything and loses nothing: seen part by part, by openpyxl, and by our own checks."""

import re
from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill
from openpyxl.styles.colors import Color

from reportgen.deliver.annotated import workbook as annotated_workbook
from reportgen.deliver.annotated.comments import AUTHOR, MARK
from reportgen.deliver.annotated.styles import AMBER, BLUE, RED
from reportgen.errors import DeliveryError
from reportgen.findings import Finding, Location, Severity
from reportgen.findings.text import hint, message
from reportgen.ooxml import archive
from reportgen.packs.workbook_layout import HIDDEN, INFO, RESULTS
from tests.builders import ALL_PACKS, EACH_PACK
from tests.deliver.annotated.annotating import (
    FILE,
    PLANTED,
    annotated,
    comments,
    edited,
    findings,
    opened,
    our_colours,
    packed,
    parts,
    planted,
    saved,
    substance,
)

SHEET = "表三 依申请公开"
seeds = st.integers(0, 10**6)
SOME = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def at(cell: str | None, sheet: str | None = SHEET, *, code: str = "C101", file: str = FILE, **more: Any) -> Finding:
    """A finding at that cell."""
    location = Location(file=file, sheet=sheet, cell=cell)
    severity = more.pop("severity", Severity.ERROR)
    return Finding(code=code, severity=severity, location=location, facts={"field": "某项", "cell": "A1"}, **more)


def copy(data: bytes, *found: Finding) -> bytes:
    return annotated_workbook.make(data, found, FILE, "zh")


def touched(book: Any, found: Iterable[Finding]) -> set[str]:
    """What annotating may change: sheets with findings and the one shown first, styles, the lists of parts."""
    sheets = {item.location.sheet for item in found if item.location.cell} | {book.active.title}
    numbers = {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(book.sheetnames, 1)}
    lists = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    return lists | {numbers[sheet] for sheet in sheets if sheet}


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", EACH_PACK)
def test_a_copy_of_any_pack_loses_nothing_and_has_the_same_findings(pack_id: str) -> None:
    assert_nothing_is_lost(planted(pack_id, seed=ALL_PACKS.index(pack_id)))


@pytest.mark.thorough
@given(pack_id=st.sampled_from(["county-2008", "county-2014", "county-2021"]), seed=seeds, mistakes=st.integers(0, 40))
@SOME
def test_a_copy_loses_nothing_whatever_is_wrong(pack_id: str, seed: int, mistakes: int) -> None:
    assert_nothing_is_lost(planted(pack_id, seed, mistakes))


def assert_nothing_is_lost(data: bytes) -> None:
    found = findings(data)
    annotation = annotated_workbook.make(data, found, FILE, "zh")
    assert findings(annotation) == found
    before, after = parts(data), parts(annotation)
    changed = {name for name in before if after.get(name) != before[name]}
    for values in (False, True):
        book, copied = opened(data, values=values), opened(annotation, values=values)
        assert changed <= touched(book, found)
        assert substance(copied) == substance(book)
        assert copied.sheetnames == [*book.sheetnames, RESULTS]


@pytest.mark.slow
@given(seed=seeds)
@SOME
def test_every_finding_is_said_at_its_cell_and_in_the_list(seed: int) -> None:
    data = planted("county-2021", seed)
    found = findings(data)
    book = opened(annotated(data))
    said = comments(book)
    rows = list(book[RESULTS].iter_rows(min_row=5, max_col=7))
    assert len(rows) == len(found)
    for number, (finding, row) in enumerate(zip(found, rows, strict=True), 1):
        assert [cell.value for cell in row][:1] == [number]
        assert row[2].value == finding.code
        assert row[4].value == message(finding, "zh")
        assert (row[5].value or "") == hint(finding, "zh")
        place = finding.location
        if place.cell:
            assert row[1].hyperlink.location == f"'{place.sheet}'!{place.cell}"
            assert message(finding, "zh") in said[str(place.sheet), place.cell]
    assert set(our_colours(book)) == {(item.location.sheet, item.location.cell) for item in found if item.location.cell}


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes() -> None:
    assert annotated(PLANTED) == annotated(PLANTED)
    assert annotated(PLANTED, "en") != annotated(PLANTED)


def test_the_colour_is_that_of_the_worst_finding() -> None:
    verify, note = {"severity": Severity.VERIFY}, {"severity": Severity.NOTE}
    found = [
        *(at("D6", **note), at("D6", **verify), at("D6")),
        *(at("D7", **note), at("D7", **verify)),
        *(at("D8", **note), at("D9", explanation="上年口径不同", **verify)),
    ]
    colours = our_colours(opened(copy(PLANTED, *found)))
    assert [colours[SHEET, cell] for cell in ("D6", "D7", "D8", "D9")] == [RED, AMBER, BLUE, BLUE]


@pytest.mark.slow
def test_a_coloured_cell_keeps_all_but_its_fill() -> None:
    before, after = opened(PLANTED)[SHEET]["D6"], opened(copy(PLANTED, at("D6")))[SHEET]["D6"]
    for look in ("font", "border", "alignment", "protection", "number_format"):
        assert repr(getattr(before, look)) == repr(getattr(after, look))
    assert after.protection.locked is False
    assert before.fill.fgColor.rgb == "FFFFFBE6"
    assert after.fill.fgColor.rgb == RED


def test_several_findings_at_one_cell_are_one_comment() -> None:
    found = [at("D6", code="C101"), at("D6", code="C102"), at("D6", code="C111")]
    said = comments(opened(copy(PLANTED, *found)))
    assert list(said) == [(SHEET, "D6")]
    assert [said[SHEET, "D6"].count(code) for code in ("C101", "C102", "C111", MARK)] == [1, 1, 1, 1]


@pytest.mark.slow
def test_comments_are_of_the_language_and_by_us() -> None:
    english = opened(annotated_workbook.make(PLANTED, [at("D6")], FILE, "en"))
    assert message(at("D6"), "en") in comments(english)[SHEET, "D6"]
    assert english[SHEET]["D6"].comment.author == AUTHOR
    assert english[RESULTS]["A4"].value == "No."
    assert opened(copy(PLANTED, at("D6")))[RESULTS]["A4"].value == "序号"


@pytest.mark.slow
@pytest.mark.parametrize("cell", ["D6", "Z6", "A7", "D41", "B100", "AA3"])
def test_a_cell_that_is_not_there_yet_is_put_in_at_its_place(cell: str) -> None:
    book = opened(copy(PLANTED, at(cell), at("C4"), at("J4")))
    assert (SHEET, cell) in our_colours(book)
    assert (SHEET, cell) in comments(book)
    text = parts(copy(PLANTED, at(cell), at("C4"), at("J4")))["xl/worksheets/sheet5.xml"].decode()
    rows = [int(piece.split('"')[0]) for piece in text.split('<row r="')[1:]]
    assert rows == sorted(set(rows))


def test_the_last_cell_of_a_sheet_can_be_annotated() -> None:
    contents = parts(copy(PLANTED, at("XFD1048576")))
    assert '<c r="XFD1048576" s="' in contents["xl/worksheets/sheet5.xml"].decode()
    assert '<comment ref="XFD1048576"' in contents["xl/comments1.xml"].decode()
    assert "<x:Anchor>16383, " in contents["xl/drawings/vmlDrawing1.vml"].decode()


@pytest.mark.slow
def test_a_new_cell_has_the_style_of_its_row_or_column() -> None:
    book = opened(PLANTED)
    book[SHEET].column_dimensions["AC"].number_format = "0.000"
    book[SHEET].column_dimensions["AC"].alignment = Alignment(horizontal="right")
    book[SHEET].row_dimensions[60].number_format = "0.00%"
    sheet = opened(copy(saved(book), at("AC50"), at("AC60"), at("AD50")))[SHEET]
    assert sheet["AC50"].number_format == "0.000"
    assert sheet["AC50"].alignment.horizontal == "right"
    assert sheet["AC60"].number_format == "0.00%"
    assert sheet["AD50"].number_format == "General"


@pytest.mark.slow
def test_a_finding_inside_a_merged_area_is_shown_at_its_first_cell() -> None:
    book = opened(PLANTED)
    book[SHEET].merge_cells("B50:D52")
    after = opened(copy(saved(book), at("C51"), at("D52")))
    assert list(our_colours(after)) == [(SHEET, "B50")]
    assert list(comments(after)) == [(SHEET, "B50")]
    assert after[RESULTS]["B5"].hyperlink.location == f"'{SHEET}'!C51"


def test_a_finding_of_a_whole_sheet_leads_there_and_colours_nothing() -> None:
    book = opened(copy(PLANTED, at(None)))
    assert (our_colours(book), comments(book)) == ({}, {})
    assert book[RESULTS]["B5"].hyperlink.location == f"'{SHEET}'!A1"
    assert book[RESULTS]["B5"].value == SHEET


def test_a_finding_elsewhere_is_only_in_the_list() -> None:
    found = [at("D6", file="去年.xlsx"), at("D6", "没有这张表"), at(None, None), at("D6", SHEET, file="pack.yaml")]
    found.append(replace(found[0], location=Location()))
    after = parts(copy(PLANTED, *found))
    assert {name for name, content in parts(PLANTED).items() if after[name] != content} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",  # it was shown first
    }
    sheet = opened(copy(PLANTED, *found))[RESULTS]
    assert [cell.value for cell in sheet["B"][4:9]] == [
        *(f"去年.xlsx {SHEET}!D6", f"{FILE} 没有这张表!D6", FILE, f"pack.yaml {SHEET}!D6"),
        None,
    ]
    assert all(cell.hyperlink is None for cell in sheet["B"][4:9])


def test_a_clean_report_has_an_empty_list() -> None:
    sheet = opened(copy(PLANTED))[RESULTS]
    assert sheet["A2"].value == "没有发现问题。"
    assert sheet.max_row == 4


def test_the_list_is_made_to_be_read_and_printed() -> None:
    book = opened(annotated(PLANTED))
    sheet = book[RESULTS]
    assert book.active.title == RESULTS
    assert [item.title for item in book.worksheets if item.sheet_view.tabSelected] == [RESULTS]
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.auto_filter.ref == f"A4:G{sheet.max_row}"
    assert sheet.column_dimensions["E"].width == 60


@pytest.mark.slow
def test_hidden_sheets_stay_hidden_and_protected_ones_protected() -> None:
    book = opened(copy(PLANTED, at("A1", HIDDEN), at("C8", INFO)))
    assert book[HIDDEN].sheet_state == "veryHidden"
    assert all(book[name].protection.sheet for name in book.sheetnames if name not in (HIDDEN, RESULTS))


# Text that is data


def test_what_xml_cannot_hold_is_shown_as_such() -> None:
    nasty = "a\x08b\ud800c_x0041_ <&>\"' =1+1 \U0001f600\uffff"
    finding = replace(at("D6"), facts={"field": nasty, "cell": "D6"})
    book = opened(copy(PLANTED, finding))
    assert "a�b�c" in book[RESULTS]["E5"].value
    assert "<&>\"' =1+1 \U0001f600�" in book[RESULTS]["E5"].value
    assert "a�b�c" in comments(book)[SHEET, "D6"]


def test_very_long_texts_are_cut_where_a_cell_ends() -> None:
    finding = replace(at("D6"), facts={"field": "长" * 40_000, "cell": "D6"})
    book = opened(copy(PLANTED, finding))
    assert len(book[RESULTS]["E5"].value) == 32_767
    assert book[RESULTS]["E5"].value.endswith("…")
    assert len(comments(book)[SHEET, "D6"]) < 32_767


# Other people's comments


def with_comment(text: str = "请张主任核对", cell: str = "D6") -> bytes:
    book = opened(PLANTED)
    book[SHEET][cell].comment = Comment(text, "李四")
    return saved(book)


@pytest.mark.slow
def test_an_existing_comment_is_kept_and_ours_follows() -> None:
    book = opened(copy(with_comment(), at("D6"), at("D7")))
    said = comments(book)[SHEET, "D6"]
    assert said.startswith(f"请张主任核对\n{MARK}\n")
    assert "C101" in said
    assert book[SHEET]["D6"].comment.author == "李四"
    assert book[SHEET]["D7"].comment.author == AUTHOR


@pytest.mark.slow
def test_a_comment_elsewhere_is_untouched() -> None:
    data = with_comment(cell="E9")
    said = comments(opened(copy(data, at("D6"))))
    assert said[SHEET, "E9"] == "请张主任核对"
    assert set(said) == {(SHEET, "E9"), (SHEET, "D6")}


@pytest.mark.slow
def test_every_comment_has_its_one_box() -> None:
    contents = parts(copy(with_comment(), at("D6"), at("D7"), at("E6")))
    drawing = next(content for name, content in contents.items() if name.endswith(".vml")).decode()
    places = list(zip(re.findall(r"Row>(\d+)<", drawing), re.findall(r"Column>(\d+)<", drawing), strict=True))
    assert sorted(places) == [("5", "3"), ("5", "4"), ("6", "3")]
    ids = re.findall(r'id="(_x0000_s\d+)"', drawing)
    assert len(set(ids)) == len(ids) == 3


@pytest.mark.slow
def test_a_threaded_conversation_is_left_alone() -> None:
    book = opened(PLANTED)
    book[SHEET]["D6"].comment = Comment("[线程批注] 请核对", "tc={9D4E1A53-0000-4000-8000-000000000001}")
    after = opened(copy(saved(book), at("D6"), at("D7")))
    assert comments(after)[SHEET, "D6"] == "[线程批注] 请核对"
    assert (SHEET, "D6") in our_colours(after)


@pytest.mark.slow
def test_a_drawing_that_no_parser_reads_keeps_its_shapes() -> None:
    data = with_comment()
    name = next(name for name in parts(data) if name.endswith(".vml"))
    button = '<v:shape id="_x0000_s1030"><v:textbox><br>按钮</v:textbox><x:ClientData ObjectType="Button"/></v:shape>'
    data = edited(data, name, "</xml>", f"{button}</xml>")
    drawing = parts(copy(data, at("D7")))[name].decode()
    assert button in drawing
    assert "_x0000_s1031" in drawing


# The copy annotated again


def test_a_second_annotation_replaces_the_first() -> None:
    once = copy(PLANTED, at("D6"), at("E7", severity=Severity.VERIFY))
    again = copy(once, at("E7"), at("F8"))
    book = opened(again)
    assert our_colours(book) == {(SHEET, "E7"): RED, (SHEET, "F8"): RED}
    assert {place for place, text in comments(book).items()} == {(SHEET, "E7"), (SHEET, "F8")}
    assert all(text.count(MARK) == 1 for text in comments(book).values())
    assert book.sheetnames.count(RESULTS) == 1
    assert book[RESULTS].max_row == 6


@pytest.mark.slow
def test_a_cell_that_is_right_again_looks_as_before() -> None:
    once = copy(PLANTED, at("D6"), at("A30"), at("B100"))
    again = parts(copy(once))
    sheet = opened(copy(once))[SHEET]
    assert sheet["D6"].fill.fgColor.rgb == "FFFFFBE6"
    assert sheet["B100"].fill.fill_type is None
    assert not [name for name in again if "comments" in name or "vml" in name]
    assert "legacyDrawing" not in again["xl/worksheets/sheet5.xml"].decode()
    before = opened(PLANTED)[SHEET]
    assert repr(sheet["A30"].fill) == repr(before["A30"].fill)


@pytest.mark.slow
def test_fills_of_the_theme_come_back() -> None:
    book = opened(PLANTED)
    book[SHEET]["D6"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.6))
    data = saved(book)
    again = opened(copy(copy(data, at("D6")), at("D7")))[SHEET]["D6"].fill.fgColor
    assert (again.theme, round(again.tint, 3)) == (4, 0.6)


@pytest.mark.slow
def test_annotating_many_times_adds_nothing() -> None:
    found = findings(PLANTED)
    first = annotated_workbook.make(PLANTED, found, FILE, "zh")
    second = annotated_workbook.make(first, found, FILE, "zh")
    third = annotated_workbook.make(second, found, FILE, "zh")
    assert parts(third) == parts(second)
    assert set(parts(second)) == set(parts(first))
    for values in (False, True):
        assert substance(opened(second, values=values)) == substance(opened(PLANTED, values=values))
    assert comments(opened(second)) == comments(opened(first))


@pytest.mark.slow
def test_an_existing_comment_outlives_the_finding() -> None:
    once = copy(with_comment(), at("D6"))
    assert comments(opened(copy(once)))[SHEET, "D6"] == "请张主任核对"
    assert comments(opened(copy(once, at("D6"))))[SHEET, "D6"].count(MARK) == 1


@pytest.mark.slow
def test_a_copy_saved_by_another_program_is_known_again() -> None:
    once = saved(opened(copy(with_comment(), at("D6"), at("E7"))))
    book = opened(copy(once, at("F8")))
    assert list(our_colours(book)) == [(SHEET, "F8")]
    assert comments(book)[SHEET, "D6"] == "请张主任核对"
    assert (SHEET, "E7") not in comments(book)
    assert book.sheetnames.count(RESULTS) == 1


@pytest.mark.slow
def test_a_moved_and_hidden_list_is_replaced_where_it_stands() -> None:
    book = opened(copy(PLANTED, at("D6")))
    book.move_sheet(RESULTS, -8)
    book[RESULTS].sheet_state = "hidden"
    book[RESULTS]["J1"].comment = Comment("已转办", "李四")
    book[RESULTS]["J2"] = "=1+1"
    moved = saved(book)
    again = opened(copy(moved, at("D7")))
    assert again.sheetnames[0] == RESULTS
    assert again[RESULTS].sheet_state == "visible"
    assert again[RESULTS]["J2"].value is None
    assert again[INFO].print_title_rows == "$4:$4"
    assert findings(moved) == findings(PLANTED)


@pytest.mark.slow
def test_a_link_that_somebody_put_into_the_list_goes_with_it_and_nothing_else() -> None:
    book = opened(copy(PLANTED, at("D6")))
    book[RESULTS]["J1"].hyperlink = "https://example.gov.cn/"
    linked = saved(book)
    again = copy(linked, at("D7"))
    assert parts(linked).keys() - parts(again).keys() <= {"xl/comments/comment1.xml"}
    assert opened(again)[RESULTS]["J1"].hyperlink is None
    assert findings(again) == findings(PLANTED)


def test_a_sheet_of_the_clerks_own_is_never_replaced() -> None:
    book = opened(PLANTED)
    book.create_sheet(RESULTS)["A1"] = "会议记录"
    with pytest.raises(DeliveryError) as caught:
        copy(saved(book), at("D6"))
    assert caught.value.findings[0].code == "D204"


# Workbooks of other makes


@pytest.mark.slow
def test_a_workbook_of_openpyxl_is_annotated() -> None:
    data = saved(opened(PLANTED))
    found = findings(data)
    after = annotated_workbook.make(data, found, FILE, "zh")
    assert findings(after) == found
    assert substance(opened(after)) == substance(opened(data))


@pytest.mark.slow
def test_texts_shared_or_in_the_cell_stay_what_they_are() -> None:
    shared = copy(PLANTED, at("B6"))
    assert parts(shared)["xl/sharedStrings.xml"] == parts(PLANTED)["xl/sharedStrings.xml"]
    inline = edited(
        PLANTED,
        "xl/worksheets/sheet5.xml",
        '<c r="B6" s="9" t="s"><v>195</v></c>',
        '<c r="B6" s="9" t="inlineStr"><is><t>文字</t></is></c>',
    )
    assert opened(copy(inline, at("B6")))[SHEET]["B6"].value == "文字"


@pytest.mark.slow
def test_rows_and_cells_without_a_number_keep_their_places() -> None:
    contents = parts(PLANTED)
    text = contents["xl/worksheets/sheet6.xml"].decode()
    rows = re.sub(r'<row r="\d+"', "<row", text)
    assert 'r="1"' not in rows.split("<sheetData>")[0]
    contents["xl/worksheets/sheet6.xml"] = rows.encode()
    name = opened(PLANTED).sheetnames[5]
    book, before = opened(copy(packed(contents), at("I4", name))), opened(PLANTED)
    assert our_colours(book) == {(name, "I4"): RED}
    assert [[cell.value for cell in row] for row in book[name]["A1:J8"]] == [
        [cell.value for cell in row] for row in before[name]["A1:J8"]
    ]


def test_a_prefixed_and_strict_workbook_is_annotated() -> None:
    contents = parts(PLANTED)
    for name, content in contents.items():
        text = content.decode()
        text = text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        text = text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        contents[name] = text.encode()
    strict = packed(contents)
    found = findings(strict)
    assert len(found) == len(findings(PLANTED))
    after = annotated_workbook.make(strict, found, FILE, "zh")
    assert findings(after) == found
    sheet = parts(after)["xl/worksheets/sheet5.xml"].decode()
    assert "legacyDrawing" in sheet
    assert "schemas.openxmlformats.org/spreadsheetml" not in sheet
    rels = parts(after)["xl/worksheets/_rels/sheet5.xml.rels"].decode()
    assert "purl.oclc.org/ooxml/officeDocument/relationships/comments" in rels


def test_macros_and_unknown_parts_are_copied() -> None:
    contents = parts(PLANTED)
    contents["xl/vbaProject.bin"] = bytes(range(256)) * 40
    contents["customXml/item1.xml"] = b"<?xml version='1.0'?><a  b = 'c'/>"
    types = contents["[Content_Types].xml"].decode()
    plain, macro = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", "vnd.ms-excel.sheet.macroEnabled.main"
    contents["[Content_Types].xml"] = types.replace(plain, macro).encode()
    data = packed(contents)
    after = parts(copy(data, at("D6")))
    assert after["xl/vbaProject.bin"] == contents["xl/vbaProject.bin"]
    assert after["customXml/item1.xml"] == contents["customXml/item1.xml"]
    assert macro in after["[Content_Types].xml"].decode()


# What is refused


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/_rels/workbook.xml.rels", "relationships/styles", "relationships/other"),
        ("xl/styles.xml", "<fonts", "<fronts"),
        ("xl/styles.xml", "</fills>", "</fill>"),
        ("xl/worksheets/sheet5.xml", "<worksheet ", "<!DOCTYPE worksheet><worksheet "),
    ],
)
def test_an_unusual_workbook_is_refused_with_the_part(part: str, old: str, new: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        copy(edited(PLANTED, part, old, new), at("D6"))
    assert caught.value.findings[0].code == "D205"


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_attribute_or_part_ends_in_a_copy_or_a_sentence(seed: int) -> None:
    contents, random = parts(annotated(PLANTED)), Random(seed)
    name = random.choice([name for name in contents if name.endswith((".xml", ".rels", ".vml"))])
    text = contents[name].decode()
    damaged = random.choice(list(re.finditer(r'="([^"]*)"', text)))
    value = random.choice(["", "x", "-1", "99999", "1e9", "A1", "０", "1.5", "/"])
    contents[name] = (text[: damaged.start(1)] + value + text[damaged.end(1) :]).encode()
    try:
        book = parts(copy(packed(contents), *findings(PLANTED)))["xl/workbook.xml"].decode()
        said = {RESULTS} if RESULTS in book else set()
    except DeliveryError as error:
        said = {item.code for item in error.findings}
    assert said in ({RESULTS}, {"D204"}, {"D205"})


def test_a_member_without_a_name_is_copied() -> None:
    nameless = archive.Member.of("", b"x")
    assert nameless in archive.read(copy(archive.written((*archive.read(PLANTED), nameless)), at("D6")))


def test_what_did_not_change_is_not_packed_again() -> None:
    data = archive.written(archive.Member.of(name, part, archive.SMALL) for name, part in parts(PLANTED).items())
    again = copy(data, at("D6"))
    kept = {name for name, part in parts(again).items() if part == parts(data).get(name)}
    assert len(kept) > 10
    assert {member.name for member in set(archive.read(again)) & set(archive.read(data))} == kept


def test_what_is_no_zip_is_refused() -> None:
    with pytest.raises(DeliveryError):
        copy(PLANTED[:5000], at("D6"))
