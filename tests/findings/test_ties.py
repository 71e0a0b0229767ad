"""What makes a fault of a template superfluous beside another, and what does not."""

from reportgen.findings import Fact, Finding, Location, Severity
from reportgen.findings.repeats import telling

FIRST, SECOND = Location(part="word/document.xml", table=1), Location(part="word/document.xml", table=2)


def finding(code: str, location: Location = FIRST, severity: Severity = Severity.ERROR, **facts: Fact) -> Finding:
    return Finding(code=code, severity=severity, location=location, facts=facts)


def codes(*findings: Finding) -> list[str]:
    return [item.code for item in telling(findings, lambda item: item)]


def test_a_misspelt_tag_is_not_missing_too() -> None:
    misspelt = finding("P211", tag="{{ titel }}", name="titel", nearest="title")
    assert codes(misspelt, finding("P212", tag="{{ title }}", name="title", why="")) == ["P211"]
    assert codes(misspelt, finding("P212", tag="{{ date }}", name="date", why="")) == ["P211", "P212"]


def test_a_tag_without_its_point_is_not_missing_too() -> None:
    unreadable = finding("P220", tag="{{ r5 annual }}", reason="")
    assert codes(unreadable, finding("P212", name="r5.annual")) == ["P220"]
    assert codes(unreadable, finding("P212", name="r5.cumulative")) == ["P220", "P212"]


def test_a_figure_in_the_wrong_row_is_not_printed_twice_too() -> None:
    wrong = finding("P224", tag="{{ r5.annual }}", expected="5", found="6", nearest="r6.annual")
    assert codes(wrong, finding("P227", SECOND, tag="{{ r5.annual }}")) == ["P224"]
    assert codes(wrong, finding("P227", tag="{{ r4.annual }}")) == ["P224", "P227"]


def test_the_cells_of_a_crooked_table_are_not_looked_at_one_by_one() -> None:
    crooked = finding("P223", found=3, expected=4, difference=1)
    for code in ("P224", "P225", "P226", "P230", "P231", "P232"):
        assert codes(crooked, finding(code, FIRST, tag="{{ r5.annual }}", expected="")) == ["P223"]
        assert codes(crooked, finding(code, SECOND, tag="{{ r5.annual }}", expected="")) == ["P223", code]


def test_a_row_that_is_out_of_order_because_its_figures_are_is_said_once() -> None:
    wrong = finding("P226", tag="{{ r5.annual }}", expected="", found="")
    assert codes(wrong, finding("P232", row="5", before="6")) == ["P226"]
    assert codes(wrong, finding("P232", SECOND, row="5", before="6")) == ["P226", "P232"]


def test_an_empty_cell_that_was_merged_is_said_once() -> None:
    assert codes(finding("P231"), finding("P230")) == ["P231"]
    assert codes(finding("P231"), finding("P230", SECOND)) == ["P231", "P230"]


def test_a_block_whose_other_end_is_misspelt_is_said_once() -> None:
    hidden = finding("P216", tag="{%p endif }", expected="{%p endif %}")
    for code in ("P213", "P214", "P235"):
        assert codes(hidden, finding(code, SECOND, tag="{%p if overview %}", expected="if")) == ["P216"]
    printed = finding("P216", tag="{{ year }", expected="{{ year }}")
    assert codes(printed, finding("P213", tag="{%p if overview %}", expected="")) == ["P216", "P213"]


def test_what_a_lost_loop_would_name_is_not_unknown_too() -> None:
    unknown = finding("P221", SECOND, tag="{{ p.text }}", name="p.text")
    assert codes(finding("P214", tag="{%p endfor %}", expected="for"), unknown) == ["P214"]
    assert codes(finding("P214", tag="{%p endif %}", expected="if"), unknown) == ["P214", "P221"]
    hidden = finding("P215", tag="｛%p for p in preface %｝", expected="{%p for p in preface %}")
    assert codes(hidden, unknown) == ["P215"]
    assert codes(hidden, finding("P221", tag="{{ q }}", name="q")) == ["P215", "P221"]


def test_nothing_yields_to_what_is_no_error() -> None:
    note = finding("P231", severity=Severity.NOTE)
    assert codes(note, finding("P230")) == ["P231", "P230"]


def test_what_carries_a_finding_goes_with_it() -> None:
    items = [(1, finding("P231")), (2, finding("P230")), (3, finding("P230", SECOND))]
    assert [number for number, _ in telling(items, lambda item: item[1])] == [1, 3]
