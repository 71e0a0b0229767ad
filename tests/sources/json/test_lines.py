"""A line a unit: what is said of it is told by the line and the pointer within it."""

from pathlib import Path

import pytest

from reportgen import pipeline, sources
from reportgen.errors import SourceError
from reportgen.model import FigureKey
from tests.builders import TEMPLATES

LINE = '{"pack": "municipal-2008", "year": 2012, "figures": {"statistics": {"5": {"annual": "9条"}}}}'


def test_findings_and_figures_name_line_and_pointer() -> None:
    reading = pipeline.bound(sources.read_line(Path("u.jsonl"), 7, LINE.encode()), (TEMPLATES,))
    place = reading.data.figure(FigureKey("5.annual")).location
    assert (place.file, place.line, place.pointer) == ("u.jsonl", 7, "/figures/statistics/5/annual")
    assert [(item.code, item.location.line) for item in reading.findings] == [("S201", 7)]


def test_a_broken_line_is_told_at_its_own_number() -> None:
    with pytest.raises(SourceError) as caught:
        sources.read_line(Path("u.jsonl"), 7, b"{broken")
    assert [(item.code, item.location.line) for item in caught.value.findings] == [("S114", 7)]


def test_a_key_that_stands_twice_is_told_at_the_line() -> None:
    reading = pipeline.bound(
        sources.read_line(Path("u.jsonl"), 3, b'{"pack": "municipal-2008", "year": 2012, "year": 2012}'), (TEMPLATES,)
    )
    assert [(item.code, item.location.line) for item in reading.findings] == [("S251", 3)]
