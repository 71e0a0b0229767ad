from reportgen.checks import cells
from reportgen.findings import Location
from reportgen.model import Figure, FigureKey, PreviousYear, Printed
from reportgen.packs import Term
from tests import builders

MUNICIPAL = builders.pack("municipal-2008")
COUNTY = builders.pack("county-2021")


def _at(cell: str, sheet: str = "统计表", file: str = "年报.xlsx") -> Location:
    return Location(file=file, sheet=sheet, cell=cell)


def _compared(**cells_of: Location) -> str:
    """The operands in the order given; every one a part of row 5 or its neighbour, at the place given for it."""
    keys = [FigureKey(f"5.{number}.annual") for number in range(1, 7)][: len(cells_of)]
    figures = {key: Figure(None, place) for key, place in zip(keys, cells_of.values(), strict=True)}
    data = builders.report(MUNICIPAL, 2012, figures=figures)
    return cells.compare(data, MUNICIPAL, [Term(key) for key in keys], _at("D12"))


def _named(*keys: str) -> str:
    return cells.name(builders.report(MUNICIPAL, 2012), MUNICIPAL, [FigureKey(key) for key in keys])


def test_a_figure_is_called_by_its_row_and_its_dated_column() -> None:
    assert _named("5.annual") == "公开信息总数（2012年发生数）"


def test_what_several_figures_share_is_said_once() -> None:
    assert _named("5.1.annual", "2.annual") == "规范性文件类信息数 + 举办培训次数（2012年发生数）"
    assert _named("6.cumulative", "6.annual") == "在信息公开专栏或信息公开网站发布信息数（累计数 + 2012年发生数）"


def test_figures_that_share_nothing_are_called_in_full() -> None:
    assert _named("20.cumulative", "21.annual") == "政府信息公开申请数（累计数） + 对申请的答复数（2012年发生数）"


def test_the_only_column_of_a_row_is_left_out() -> None:
    data = builders.report(COUNTY, 2022)
    assert cells.name(data, COUNTY, [FigureKey("m3.decisions")]) == "行政许可"
    assert cells.name(data, COUNTY, [FigureKey("m2.issued")]) == "行政规范性文件（本年制发件数）"


def test_cells_below_each_other_are_folded() -> None:
    assert _compared(a=_at("C13"), b=_at("C14"), c=_at("C15")) == "C13:C15"


def test_cells_beside_each_other_are_folded() -> None:
    assert _compared(a=_at("Z3"), b=_at("AA3"), c=_at("AB3")) == "Z3:AB3"


def test_a_gap_ends_a_run() -> None:
    assert _compared(a=_at("C13"), b=_at("C15"), c=_at("C16")) == "C13、C15:C16"


def test_a_run_keeps_its_direction() -> None:
    assert _compared(a=_at("C13"), b=_at("C14"), c=_at("D14"), d=_at("E14")) == "C13:C14、D14:E14"


def test_a_run_never_goes_back_or_askew() -> None:
    assert _compared(a=_at("C13"), b=_at("C12"), c=_at("D13"), d=_at("C13")) == "C13、C12、D13、C13"


def test_cells_of_another_sheet_name_it() -> None:
    assert _compared(a=_at("C13", "表三"), b=_at("C14", "表三"), c=_at("C15")) == "表三!C13:C14、C15"


def test_cells_of_another_file_name_it() -> None:
    assert _compared(a=_at("C13", file="b.xlsx")) == "b.xlsx 统计表!C13"


def test_cells_of_last_year_say_so() -> None:
    key = FigureKey("5.cumulative")
    last = PreviousYear(year=2011, figures={key: Figure(None, _at("C12", file="旧.xlsx"))})
    data = builders.report(MUNICIPAL, 2012, previous=last)
    assert cells.compare(data, MUNICIPAL, [Term(key, previous=True)], _at("C12")) == "上年 旧.xlsx 统计表!C12"


def test_figures_without_a_cell_are_compared_by_their_addresses() -> None:
    data = builders.report(MUNICIPAL, 2012)
    terms = [Term(FigureKey(f"{code}.annual")) for code in ("5.1", "5.2", "5.3", "6", "21")]
    terms.append(Term(FigureKey("5.cumulative"), previous=True))
    shown = cells.compare(data, MUNICIPAL, terms, Location())
    assert shown == "5.1.annual…5.3.annual、6.annual、21.annual、上年 5.cumulative"


def test_addresses_of_a_row_are_folded_and_headings_leave_no_gap() -> None:
    data = builders.report(COUNTY, 2022)
    down = [Term(FigureKey(f"{code}.total")) for code in ("r3_2", "r3_3_1", "r3_3_2")]
    across = [Term(FigureKey(f"review.{code}")) for code in ("upheld", "corrected", "other")]
    assert cells.compare(data, COUNTY, down, Location()) == "r3_2.total…r3_3_2.total"
    assert cells.compare(data, COUNTY, across, Location()) == "review.upheld…review.other"


def test_tables_do_not_run_into_each_other() -> None:
    data = builders.report(COUNTY, 2022)
    terms = [Term(FigureKey("r4.total")), Term(FigureKey("review.total"))]
    assert cells.compare(data, COUNTY, terms, Location()) == "r4.total、review.total"


def test_a_figure_is_placed_where_it_was_read() -> None:
    key = FigureKey("5.annual")
    data = builders.report(MUNICIPAL, 2012, figures={key: Figure(None, _at("D12"))})
    assert cells.place(data, MUNICIPAL, key) == _at("D12")


def test_a_figure_whose_row_is_missing_is_placed_on_its_sheet() -> None:
    figures = {FigureKey("6.annual"): Figure(None, _at("D20"))}
    data = builders.report(MUNICIPAL, 2012, figures=figures)
    place = cells.place(data, MUNICIPAL, FigureKey("5.annual"))
    assert place == Location(file="年报.xlsx", place="统计表 5.annual")


def test_the_facts_of_a_cell_are_its_names_and_address() -> None:
    facts = cells.facts(builders.report(MUNICIPAL, 2012), MUNICIPAL, FigureKey("5.annual"))
    assert facts == {
        "field": "公开信息总数（2012年发生数）",
        "figure": "5.annual",
        "row": "公开信息总数",
        "column": "2012年发生数",
    }


def _printed(**places: Location) -> str:
    """The operands of a finished report, each at its place."""
    keys = [FigureKey(f"5.{number}.annual") for number in range(1, 7)][: len(places)]
    figures = {key: Figure(None, place) for key, place in zip(keys, places.values(), strict=True)}
    data = builders.report(MUNICIPAL, 2012, figures=figures, printed=Printed(title="报告"))
    return cells.compare(data, MUNICIPAL, [Term(key) for key in keys], Location(file="年报.docx"))


def test_a_finished_reports_cells_are_told_by_row_and_table_row() -> None:
    shown = _printed(a=Location(file="年报.docx", table=1, row=9))
    assert shown == "规范性文件类信息数（2012年发生数，表1第9行）"


def test_a_run_of_rows_is_told_by_its_first_and_its_last() -> None:
    shown = _printed(a=Location(line=87), b=Location(line=90), c=Location(line=93))
    assert shown.startswith("规范性文件类信息数（2012年发生数，第87行）…")
    assert shown.endswith("（2012年发生数，第93行）")
    assert "annual" not in shown


def test_the_address_is_what_a_json_file_has() -> None:
    assert _compared(a=Location(file="report.json", pointer="/figures")) == "5.1.annual"


def test_a_row_of_one_column_that_stands_nowhere_is_told_by_its_label() -> None:
    pack = builders.pack("county-2014")
    data = builders.report(pack, 2016, figures={}, printed=Printed(title="报告"))
    shown = cells.compare(data, pack, [Term(FigureKey("3.1.count"))], Location())
    assert shown == pack.rows["3.1"].label


def test_a_run_in_one_row_says_the_row_once() -> None:
    keys = [FigureKey(f"r1.{code}") for code in ("natural_person", "business", "research")]
    place = Location(file="年报.docx", table=2, row=4)
    data = builders.report(
        COUNTY, 2023, figures={key: Figure(None, place) for key in keys}, printed=Printed(title="报告")
    )
    shown = cells.compare(data, COUNTY, [Term(key) for key in keys], Location())
    assert shown == f"{COUNTY.rows['r1'].label}（自然人…科研机构，表2第4行）"
