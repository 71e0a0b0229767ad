"""What our own sentences say is right as long as the figures are, and wrong as soon as a figure they quote changes."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from reportgen.checks.formal.privacy import check_privacy
from reportgen.checks.run import of_text as check_text
from reportgen.compose import page
from reportgen.model import ReportData
from reportgen.packs import Pack
from tests import builders

_FOUND_AT_LEAST = 0.9


def printed(data: ReportData, pack: Pack) -> Mapping[str, tuple[str, ...]]:
    made, _ = page(data, pack)
    blocks = {key: tuple(item.text for item in block) for key, block in made.blocks.items()}
    return blocks | {key: tuple(item.text for item in section.body) for key, section in made.sections.items()}


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", builders.ALL_PACKS)
def test_the_standard_phrases_agree_with_the_figures_they_quote(pack_id: str) -> None:
    pack = builders.pack(pack_id)
    for seed, largest in enumerate((0, 3, 30, 400)):
        figures = builders.consistent_figures(pack, Random(seed), largest)
        data = builders.report(pack, pack.first_year + 1, figures=figures)
        data = replace(data, narrative=printed(data, pack))
        found = [*check_text(data, pack), *check_privacy(data, pack)]
        assert [(item.code, item.facts.get("sentence")) for item in found] == []


@pytest.mark.slow
@pytest.mark.parametrize("pack_id", ["municipal-2008", "county-2014", "county-2019", "county-2021"])
def test_a_quoted_figure_that_changes_contradicts_the_text(pack_id: str) -> None:
    pack = builders.pack(pack_id)
    data = builders.report(pack, pack.first_year + 1, figures=builders.consistent_figures(pack, Random(7), 400))
    text = printed(data, pack)
    quoted, found = 0, 0
    for key, figure in data.figures.items():
        if not isinstance(figure.value, Decimal):
            continue
        changed = replace(data, figures={**data.figures, key: replace(figure, value=figure.value + 1013)})
        if printed(changed, pack) != text:
            quoted += 1
            found += any(True for _ in check_text(replace(changed, narrative=text), pack))
    assert quoted
    assert found >= _FOUND_AT_LEAST * quoted
