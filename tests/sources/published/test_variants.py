"""The same tables as offices print them in practice: spans lost, headings gone, parts run together."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest

from reportgen.model import FigureKey, ReportData
from reportgen.packs import Pack
from reportgen.sources.published.bind import Bound, bind_published, read_published
from tests import builders
from tests.sources.published import printed
from tests.sources.published.printed import Block, Cell

YEARS = {"county-2008": 2012, "county-2014": 2016, "county-2019": 2020, "county-2021": 2022}
KINDS = ("docx", "html", "cells", "lines")
_DATE = re.compile(r"（?\d{4}年\d+月\d+日）?")
_FIGURE = re.compile(r"-|[\d.]+|[\d.]+万元")


def _each_cell(change: Callable[[Cell], Cell], blocks: list[Block]) -> list[Block]:
    return [block if isinstance(block, str) else [[change(cell) for cell in row] for row in block] for block in blocks]


def spans_lost(blocks: list[Block]) -> list[Block]:
    return _each_cell(lambda cell: Cell(cell.text, 1, 1), blocks)


def blanks_around(blocks: list[Block]) -> list[Block]:
    return _each_cell(lambda cell: Cell(f"\xa0{cell.text}\u3000", cell.columns, cell.rows), blocks)


def without_headings(blocks: list[Block]) -> list[Block]:
    return [
        block if isinstance(block, str) else [row for row in block if any(_FIGURE.fullmatch(cell.text) for cell in row)]
        for block in blocks
    ]


def without_dates(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if not (isinstance(block, str) and _DATE.fullmatch(block))]


def run_over_pages(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, str) or len(block) < 12 or any(cell.rows > 1 for row in block for cell in row):
            found.append(block)
        else:
            found += [block[:9], block[9:]]
    return found


def in_one_table(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    table: list[list[Cell]] | None = None
    for block in blocks:
        if isinstance(block, list):
            if table is None:
                table = []
                found.append(table)
            table.extend(block)
        elif table is not None and re.match("[二三四五]、", block):
            table.append([Cell(block, 4, 1)])
        else:
            found.append(block)
    return found


@cache
def _data(pack_id: str) -> ReportData:
    pack = builders.pack(pack_id)
    return builders.report(pack, YEARS[pack_id], figures=builders.consistent_figures(pack, Random(11)))


def _bound(pack: Pack, kind: str, change: Callable[[list[Block]], list[Block]], folder: Path) -> Bound:
    blocks = change(printed.blocks(_data(pack.id), pack))
    path = folder / f"report.{kind}"
    if kind == "docx":
        path.write_bytes(printed.docx(blocks))
    else:
        texts = {"html": printed.html, "cells": printed.flattened, "lines": lambda b: printed.flattened(b, "")}
        path.write_text(texts[kind](blocks), encoding="utf-8")
    return bind_published(read_published(path), (builders.TEMPLATES,))


def _figures(data: ReportData) -> dict[FigureKey, object]:
    return {key: figure.raw or figure.value for key, figure in data.figures.items()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("pack_id", "change"),
    [
        *(
            (pack_id, change)
            for pack_id in YEARS
            for change in (spans_lost, blanks_around, without_dates, run_over_pages)
        ),
        ("county-2008", without_headings),
        ("county-2014", without_headings),
        ("county-2008", in_one_table),
    ],
)
def test_every_figure_comes_back_from(
    pack_id: str, change: Callable[[list[Block]], list[Block]], kind: str, tmp_path: Path
) -> None:
    bound = _bound(builders.pack(pack_id), kind, change, tmp_path)
    assert bound.pack.id == pack_id
    assert _figures(bound.data) == _figures(_data(pack_id))
    assert [item.code for item in bound.findings] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pack_id", ["county-2019", "county-2021"])
def test_cells_under_no_heading_are_not_guessed_at(pack_id: str, kind: str, tmp_path: Path) -> None:
    bound = _bound(builders.pack(pack_id), kind, without_headings, tmp_path)
    (finding,) = [item for item in bound.findings if item.code == "S314"]
    assert finding.facts["rows"] == "行政复议、行政诉讼：未经复议直接起诉、行政诉讼：复议后起诉"
    expected = _figures(_data(pack_id))
    read = {key: value for key, value in _figures(bound.data).items() if value is not None}
    assert read == {key: expected[key] for key in read}
    assert len(read) >= len(expected) - 15
