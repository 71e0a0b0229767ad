"""What the tests of annotated copies share: filled workbooks with errors, their findings, and what stands in them."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from reportgen import pipeline, sources
from reportgen.deliver.annotated import workbook as annotated_workbook
from reportgen.deliver.annotated.styles import AMBER, BLUE, RED
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.findings import Finding
from reportgen.language import Language
from reportgen.packs.workbook_layout import RESULTS
from tests.builders import TEMPLATES, Cell, consistent_figures, figure, pack, report

FILE = "年报.xlsx"
ROOT = Path(__file__).resolve().parents[3]
PLANTED = (ROOT / "data_examples" / "planted-errors" / "county-2021.xlsx").read_bytes()


def planted(pack_id: str, seed: int, mistakes: int = 6, **overrides: Any) -> bytes:
    """A filled workbook in which so many figures were spoilt: blank, `-`, or another number."""
    of, random = pack(pack_id), Random(seed)
    cells = consistent_figures(of, random)
    wrong: tuple[Cell, ...] = (None, "-", 999, -3)
    keys = [key for key, field in of.fields.items() if field.is_open and field.measure != "amount_with_unit"]
    for key in random.sample(keys, min(mistakes, len(keys))):
        cells[key] = figure(of, key, random.choice(wrong))
    return entry_workbook.make(of, of.first_year, filled=report(of, figures=cells, **overrides))


def findings(data: bytes, file: str = FILE) -> tuple[Finding, ...]:
    """Everything that is wrong with the workbook."""
    return pipeline.examine(pipeline.bound(sources.read_bytes(data, file), (TEMPLATES,)))


def annotated(data: bytes, language: Language = "zh") -> bytes:
    """The copy with all of its own findings."""
    return annotated_workbook.make(data, findings(data), FILE, language)


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of the workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    """A workbook of these parts."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return output.getvalue()


def edited(data: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with a text in one part replaced, which must stand there."""
    contents = parts(data)
    text = contents[part].decode()
    assert old in text
    contents[part] = text.replace(old, new).encode()
    return packed(contents)


def opened(data: bytes, *, values: bool = False) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values, keep_vba=False)


def saved(book: Any) -> bytes:
    """The workbook as openpyxl writes it."""
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def comments(book: Any) -> dict[tuple[str, str], str]:
    """All comments by sheet and cell."""
    cells = ((sheet.title, cell) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return {(name, cell.coordinate): cell.comment.text for name, cell in cells if cell.comment is not None}


def our_colours(book: Any) -> dict[tuple[str, str], str]:
    """The cells with a colour of ours."""
    ours = {RED, AMBER, BLUE}
    cells = (
        (sheet.title, cell)
        for sheet in book.worksheets
        if sheet.title != RESULTS
        for row in sheet.iter_rows()
        for cell in row
    )
    return {(name, cell.coordinate): cell.fill.fgColor.rgb for name, cell in cells if cell.fill.fgColor.rgb in ours}


def substance(book: Any) -> dict[str, Any]:
    """All of a workbook that annotating must not change, sheet by sheet."""
    return {sheet.title: _substance(sheet) for sheet in book.worksheets if sheet.title != RESULTS}


def _substance(sheet: Any) -> Any:
    styles: dict[Any, tuple[str, ...]] = {}
    cells = {
        cell.coordinate: (cell.value, cell.data_type, styles.setdefault(tuple(cell._style), ()) or _look(cell, styles))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    rules = [(str(area.sqref), [_plain(rule) for rule in area.rules]) for area in sheet.conditional_formatting]
    others = (
        sorted(str(area) for area in sheet.merged_cells.ranges),
        [_plain(item) for item in sheet.data_validations.dataValidation],
        sheet.sheet_state,
        sheet.freeze_panes,
        sheet.print_title_rows,
        _plain(sheet.protection),
        {name: item.attr_text for name, item in sheet.defined_names.items()},
        {row: (item.height, item.hidden) for row, item in sheet.row_dimensions.items() if item.height or item.hidden},
        {name: (item.width, item.hidden) for name, item in sheet.column_dimensions.items()},
    )
    return cells, rules, others


def _look(cell: Any, styles: dict[Any, tuple[str, ...]]) -> tuple[str, ...]:
    """How the cell looks but for its fill; worked out once a style."""
    looks = ("number_format", "font", "border", "alignment", "protection")
    styles[tuple(cell._style)] = found = tuple(_plain(getattr(cell, look)) for look in looks)
    return found


def _plain(thing: Any) -> str:
    return repr(thing)
