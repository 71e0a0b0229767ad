"""Filling a shipped template: this program, without and with its proof, beside docxtpl's documented loop.

All fill the same template with the same values and write the file. Every document of a set is another unit's, and every
file a new one: what a file system does when a file is replaced is no business of ours.
"""

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from benchmarks import generate
from benchmarks.measure import Section, side_by_side
from reportgen import checks, compose, pipeline
from reportgen.deliver import files
from reportgen.model import Page, ReportData
from reportgen.packs import Pack
from reportgen.render import compile_template, fill, outline, prove
from tests import builders

PACKS = ("municipal-2008", "county-2014", "county-2021")
UNITS = 60


@dataclass(frozen=True, slots=True)
class Material:
    """A pack with units of it and their pages."""

    pack: Pack
    reports: tuple[ReportData, ...]
    pages: tuple[Page, ...]


def material(pack_id: str, count: int = UNITS) -> Material:
    """Units of that pack, none with a finding that blocks."""
    pack = builders.pack(pack_id)
    made = tuple(generate.units(count, pack, year(pack), seed=4))
    for data in made:
        blocking = [item for item in pipeline.examine(pipeline.Reading(data, pack)) if item.is_blocking]
        if blocking:
            raise SystemExit(f"{pack_id}: the generated unit {data.unit.code} has findings that block: {blocking}")
    return Material(pack, made, tuple(compose.page(data, pack)[0] for data in made))


def year(pack: Pack) -> int:
    """A report year of that pack."""
    return min(pack.first_year + 2, pack.last_year or pack.first_year + 2)


def plain(page: Page) -> dict[str, Any]:
    """The page as the dictionary that docxtpl takes: what `render` itself gives its template."""
    sections = dict(page.sections.items())
    return {**page.cells, **page.fields, **page.blocks, **dict.fromkeys(page.absent_sections), **sections}


def by_docxtpl(template: Path, context: dict[str, Any], target: Path) -> None:
    """docxtpl's documented loop: load the template, render, save; autoescape on, or text with < loses the rest."""
    document = DocxTemplate(template)
    document.render(context, autoescape=True)
    document.save(target)


def measure(pack_id: str, folder: Path, rounds: int) -> Section:
    """The times of one pack, and what promise 4 says of them."""
    given = material(pack_id)
    path = given.pack.template_path
    content = path.read_bytes()
    template, read = compile_template(content, str(path)), outline(content)
    pages, contexts = itertools.cycle(given.pages), itertools.cycle([plain(page) for page in given.pages])

    def rendered(number: int) -> None:
        files.write(folder / f"rendered-{number}.docx", fill(template, next(pages)), sync=False)

    def proven(number: int) -> None:
        page = next(pages)
        document = fill(template, page)
        if prove(read, page, document):
            raise SystemExit(f"{pack_id}: the proof found a difference")
        files.write(folder / f"proven-{number}.docx", document, sync=False)

    def docxtpl(number: int) -> None:
        by_docxtpl(path, next(contexts), folder / f"docxtpl-{number}.docx")

    section = Section(f"Filling the template of {pack_id}, ms a document")
    section.times = side_by_side({"docxtpl": docxtpl, "render": rendered, "render + proof": proven}, rounds)
    section.factor(f"{pack_id}: render and write, against docxtpl", "docxtpl", "render", 50)
    section.factor(f"{pack_id}: with the proof, against docxtpl", "docxtpl", "render + proof", 30)
    return section


def measure_checks(folder: Path, rounds: int) -> Section:
    """Checking one filled report."""
    section = Section("Checking one filled report, ms a report")
    given = {pack_id: material(pack_id) for pack_id in PACKS}
    turns = {pack_id: itertools.cycle(item.reports) for pack_id, item in given.items()}
    section.times = side_by_side(
        {pack_id: lambda _, key=pack_id: checks.run(next(turns[key]), given[key].pack) for pack_id in PACKS},  # type: ignore[misc]
        rounds,
    )
    for pack_id, times in section.times.items():
        section.at_most(f"{pack_id}: checking one report", times.wall, 3, "ms")
    return section
