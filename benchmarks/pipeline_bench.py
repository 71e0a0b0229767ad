"""From a filled workbook to the checked and proven document, beside openpyxl and docxtpl doing the filling alone.

The other way reads the same workbook as one would: `load_workbook(data_only=True)`, row by row, codes in the first
column; then docxtpl's documented loop. It checks nothing and proves nothing.
"""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from benchmarks.measure import Section, side_by_side
from benchmarks.rendering import PACKS, Material, by_docxtpl, material, plain
from reportgen import pipeline
from reportgen.deliver import files
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.packs.workbook_layout import NARRATIVE, layout
from tests.builders import TEMPLATES

WORKBOOKS = 30


def workbooks(given: Material, folder: Path) -> list[Path]:
    """Filled entry workbooks, as `reportgen new` makes them and a clerk fills them."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        files.write(
            folder / f"{data.unit.code}.xlsx",
            entry_workbook.make(given.pack, data.year, filled=data, previous=data.previous),
        )
        for data in given.reports
    ]


def measure(pack_id: str, folder: Path, rounds: int) -> Section:
    """The times of one pack, and what promise 4 says of them."""
    given = material(pack_id, WORKBOOKS)
    paths = workbooks(given, folder / pack_id)
    bases = [plain(page) for page in given.pages]
    places = _places(given)
    template = given.pack.template_path

    def proven(number: int) -> None:
        path = paths[number % WORKBOOKS]
        outcome = pipeline.make(pipeline.read(path, (TEMPLATES,)))
        if outcome.docx is None:
            raise SystemExit(f"{path}: held up by {[item.code for item in outcome.findings if item.is_blocking]}")
        files.write(path.with_suffix(f".{number}.docx"), outcome.docx, sync=False)

    def others(number: int) -> None:
        path = paths[number % WORKBOOKS]
        context = read_by_openpyxl(path, places, bases[number % WORKBOOKS])
        by_docxtpl(template, context, path.with_suffix(f".other-{number}.docx"))

    def openpyxl_alone(number: int) -> None:
        read_by_openpyxl(paths[number % WORKBOOKS], places, bases[number % WORKBOOKS])

    def reading(number: int) -> None:
        pipeline.read(paths[number % WORKBOOKS], (TEMPLATES,))

    _same_cells(paths[0], places, bases[0])
    section = Section(f"Workbook to document, {pack_id}, ms a document")
    section.times = side_by_side(
        {
            "openpyxl + docxtpl": others,
            "of which openpyxl": openpyxl_alone,
            "reportgen, checked and proven": proven,
            "of which reading": reading,
        },
        rounds,
    )
    name = f"{pack_id}: workbook to proven document, against openpyxl + docxtpl"
    section.factor(name, "openpyxl + docxtpl", "reportgen, checked and proven", 25)
    return section


Places = dict[tuple[str, str], tuple[str, dict[str, int]]]


def _places(given: Material) -> Places:
    """By sheet and code: the row's name in the template and the column of each figure."""
    return {
        (grid.sheet, line.row.code): (
            line.row.tag,
            {column.code: grid.figures + offset for offset, column in enumerate(line.part.columns)},
        )
        for grid in layout(given.pack).grids
        for line in grid.lines
        if line.row is not None and line.part is not None
    }


def read_by_openpyxl(path: Path, places: Places, base: dict[str, Any]) -> dict[str, Any]:
    """What docxtpl is given: the figures and texts of the workbook, and the rest of the page."""
    book = load_workbook(path, data_only=True)
    context = dict(base)
    for sheet in book.worksheets:
        if sheet.title == NARRATIVE:
            context["narrative"] = {row[0]: row[-1] for row in sheet.iter_rows(values_only=True) if row[0]}
        for row in sheet.iter_rows(values_only=True):
            place = places.get((sheet.title, str(row[0])))
            if place is not None:
                tag, columns = place
                context[tag] = {code: str(row[index]) for code, index in columns.items()}
    return context


def _same_cells(path: Path, places: Places, base: dict[str, Any]) -> None:
    """Both ways must read the same figures, or they are not worth comparing."""
    read = read_by_openpyxl(path, places, base)
    tags = {tag for tag, columns in places.values() if tag in base}
    differing = [tag for tag in tags if {**base[tag]} != {code: read[tag][code] for code in base[tag]}]
    if differing:
        raise SystemExit(f"{path.name}: read differently by openpyxl: {sorted(differing)[:5]}")


__all__ = ["PACKS", "measure", "read_by_openpyxl", "workbooks"]
