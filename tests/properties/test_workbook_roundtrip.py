"""What is written into an entry workbook is read again, whatever it is, for packs of every form."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reportgen import sources
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.model import NOT_APPLICABLE, Contact, Figure, ReportData, Signatory, SignOff
from reportgen.packs import Field, Pack
from reportgen.packs.workbook_layout import layout
from reportgen.sources import values
from tests.builders import consistent_figures, consistent_previous, pack, report

PACKS = ("municipal-2008", "county-government-2008", "county-2014", "municipal-2019", "county-government-2021")
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking whole reports takes longer than looking at one
SOME = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICK)

_signs = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"), include_characters="&<>\"'{}%=_x")
_line = st.text(_signs, max_size=40).map(str.strip)
_paragraph = st.text(_signs, min_size=1, max_size=80).map(str.rstrip).filter(bool)
_body = st.lists(_paragraph, max_size=4).map(tuple)
_reasons = st.text(_signs, min_size=1, max_size=20).map(str.strip).filter(bool)


def contents(data: ReportData, of: Pack) -> dict[str, Any]:
    """All a report says, without where it stood."""
    return {
        "figures": {key: (data.figure(key).value, data.figure(key).raw) for key in of.fields},
        "narrative": {key: lines for key, lines in data.narrative.items() if lines},
        "fields": (data.year, data.unit, data.issued_on, data.contact, data.sign_off),
        "reasons": (dict(data.row_explanations), dict(data.explanations)),
        "previous": {key: item.value for key, item in data.previous.figures.items() if item.value is not None}
        if data.previous
        else {},
    }


def figures(field: Field) -> st.SearchStrategy[Figure]:
    """Any state of a cell: a number of any size, `-`, blank, the words its measure allows."""
    if not field.is_open:
        return st.just(Figure(NOT_APPLICABLE))
    numbers = st.integers(-99, 10**14).map(Decimal) | st.decimals(-999, 10**9, places=3).map(Decimal.normalize)
    numbers = numbers.map(lambda number: Decimal(f"{number:f}"))
    if field.measure == "amount_with_unit":
        numbers = st.just(Decimal(0))
        worded = st.integers(1, 10**6).map(lambda n: Figure(Decimal(n) * 10_000, raw=f"{n}万元"))
        return st.one_of(numbers.map(Figure), worded, st.just(Figure(None)), st.just(Figure(NOT_APPLICABLE)))
    states = [numbers.map(Figure), st.just(Figure(None)), st.just(Figure(NOT_APPLICABLE))]
    if field.measure == "text_and_count":
        states.append(st.integers(1, 999).map(lambda n: Figure(Decimal(n), raw=f"《简讯》{n}期")))
    return st.one_of(states)


@st.composite
def filled(draw: st.DrawFn, of: Pack) -> ReportData:
    """A report of that pack with anything a cell can hold in it."""
    year = draw(st.integers(of.first_year, of.last_year or 2030))
    seed = Random(draw(st.integers(0, 99)))
    cells = dict(consistent_figures(of, seed))
    worded = [key for key, field in of.fields.items() if field.measure == "amount_with_unit"]
    for key in worded + draw(st.lists(st.sampled_from(list(of.fields)), max_size=30, unique=True)):
        cells[key] = draw(figures(of.fields[key]))
    previous = consistent_previous(of, consistent_figures(of, seed), year - 1) if draw(st.booleans()) else None
    keys = [section.key for section in layout(of).sections]
    rows = [code for code, items in of.fields_of_row.items() if items]
    rules = [f"{rule.id}:{instance.scope}" for rule in of.rules for instance in rule.instances] + ["other", "web"]
    step = st.builds(Signatory, _line, _line)
    data = report(
        of,
        year,
        figures=cells,
        previous=previous,
        narrative=draw(st.dictionaries(st.sampled_from(keys), _body)),
        row_explanations=draw(st.dictionaries(st.sampled_from(rows), _reasons, max_size=3)),
        explanations=draw(st.dictionaries(st.sampled_from(rules), _reasons, max_size=3)),
        issued_on=draw(st.none() | st.dates(date(year, 1, 1), date(year + 1, 12, 31))),
        contact=draw(st.builds(Contact, **dict.fromkeys(("address", "postcode", "phone", "email", "website"), _line))),
        sign_off=draw(st.builds(SignOff, prepared_by=step, approved_by=step)),
    )
    return replace(data, unit=replace(data.unit, code=draw(_line), name=draw(_line), short_name=draw(_line)))


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", PACKS)
@given(data=st.data())
@SOME
def test_what_is_filled_in_is_read_again(pack_id: str, data: st.DataObject) -> None:
    of = pack(pack_id)
    written = data.draw(filled(of))
    source = sources.read_bytes(entry_workbook.make(of, written.year, filled=written), "a.xlsx")
    read, findings = sources.bind(source, of)
    errors = {"#REF!", "#N/A"}
    assert [item for item in findings if str(item.facts.get("found")) not in errors] == []
    assert contents(read, of) == contents(written, of)
    identity = sources.identity(source)
    assert (identity.pack_id, identity.level, identity.body, identity.year) == (of.id, of.level, of.body, written.year)


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", PACKS)
def test_the_same_report_gives_the_same_bytes(pack_id: str) -> None:
    of = pack(pack_id)
    data = report(of, figures=consistent_figures(of, Random(3)))
    assert entry_workbook.make(of, data.year, filled=data) == entry_workbook.make(of, data.year, filled=data)


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200))
@SOME
def test_paragraphs_are_stable(text: str) -> None:
    once = values.paragraphs(text)
    assert values.paragraphs("\n".join(once)) == once
