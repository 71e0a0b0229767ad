"""Reading a finished report back and checking it: the work of `reportgen audit` on one .docx."""

from pathlib import Path

from benchmarks.measure import Section, side_by_side
from benchmarks.rendering import PACKS, Material, material
from reportgen import checks
from reportgen.render import compile_template, fill
from reportgen.sources.published.bind import bind_published, read_published
from tests.builders import TEMPLATES

_UNITS = 10


def measure(folder: Path, rounds: int) -> Section:
    """One finished report from its bytes to its findings."""
    section = Section("Reading back and checking one finished report, ms a report")
    documents = {pack_id: _documents(material(pack_id, _UNITS), folder / pack_id) for pack_id in PACKS}

    def audited(paths: list[Path], number: int) -> None:
        bound = bind_published(read_published(paths[number % _UNITS]), (TEMPLATES,))
        checks.run(bound.data, bound.pack)

    section.times = side_by_side(
        {pack_id: lambda number, key=pack_id: audited(documents[key], number) for pack_id in PACKS},  # type: ignore[misc]
        rounds,
    )
    for pack_id, times in section.times.items():
        section.at_most(f"{pack_id}: reading back and checking one finished report", times.wall, 50, "ms")
    return section


def _documents(given: Material, folder: Path) -> list[Path]:
    folder.mkdir()
    template = compile_template(given.pack.template_path.read_bytes(), given.pack.id)
    paths = [folder / f"{number}.docx" for number in range(len(given.pages))]
    for path, page in zip(paths, given.pages, strict=True):
        path.write_bytes(fill(template, page))
    return paths
