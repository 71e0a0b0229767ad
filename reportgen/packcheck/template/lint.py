"""Is this template sound? Everything that is wrong with a report.docx, alone or held against its pack, in one go.

Takes the bytes of a .docx and the pack it is for, or a pack's folder; gives findings at places a person can find. What
each fault is, the modules beside this one know; their order here is that of the printed list.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.errors import PackError, RenderError
from reportgen.findings import Finding, Location, finding_of
from reportgen.findings.repeats import telling
from reportgen.ooxml.names import w
from reportgen.packcheck import pack_file
from reportgen.packcheck.template import blocks, fields, figures, form_tables, leftovers, references, tags, typography
from reportgen.packcheck.template.container import Container, unpack
from reportgen.packcheck.template.fault import Fault
from reportgen.packcheck.template.places import Story, Titles, stories
from reportgen.packcheck.template.references import ReadStory
from reportgen.packs import Pack, load, load_directory, locate
from reportgen.wording import chinese
from reportgen.wording.likeness import nearest

_PRINTED = ("body", "header", "footer", "notes", "properties")
TEMPLATE = "report.docx"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one pack or template: its findings, and the template's bytes with the faults that are in it."""

    name: str
    findings: tuple[Finding, ...]
    content: bytes | None = None
    faults: tuple[Fault, ...] = ()
    path: Path | None = None


def target(name: str, folders: Sequence[Path], *, pack_id: str | None = None) -> tuple[Checked, ...]:
    """Whatever that names: a pack's id, its folder, a folder of packs, or a .docx, held against `pack_id` or alone.

    A .docx that lies beside a pack.yaml is held against that. Raises PackError where it names nothing.
    """
    path = Path(name)
    if path.is_dir() and not (path / locate.PACK_FILE).is_file() and locate.pack_ids((path,)):
        return tuple(folder(path / found, (path, *folders)) for found in locate.pack_ids((path,)))
    if path.is_dir():
        return (folder(path.resolve(), (path.resolve().parent, *folders)),)
    if path.is_file():
        return (_file(path, folders, pack_id),)
    directory = locate.find(name, folders)
    if directory is None:
        known = locate.pack_ids(folders)
        raise PackError.of("P108", pack=name, nearest=nearest(name, known) or "—", known=", ".join(known))
    return (folder(directory, folders),)


def folder(directory: Path, folders: Sequence[Path] = ()) -> Checked:
    """Everything wrong with a pack: its pack.yaml and form, then its template. A broken pack.yaml hides no template."""
    found: list[Finding] = []
    pack: Pack | None = None
    try:
        pack = load_directory(directory, folders)
        found += pack_file.findings(pack)
    except PackError as error:
        found += error.findings
    path = pack.template_path if pack else directory / TEMPLATE
    try:
        content = path.read_bytes()
    except OSError as error:
        found.append(finding_of("P110", Location(file=str(path)), reason=error.strerror or type(error).__name__))
        return Checked(directory.name, tuple(found))
    inside = faults(content, pack, str(path))
    return Checked(directory.name, (*found, *(fault.finding for fault in inside)), content, inside, path)


def _file(path: Path, folders: Sequence[Path], pack_id: str | None) -> Checked:
    if path.name == locate.PACK_FILE:
        return folder(path.resolve().parent, folders)
    found: list[Finding] = []
    pack: Pack | None = None
    beside = path.resolve().parent
    try:
        if pack_id is not None:
            pack = load(pack_id, folders)
        elif (beside / locate.PACK_FILE).is_file():
            pack = load_directory(beside, folders)
    except PackError as error:
        found += error.findings
    content = path.read_bytes()
    inside = faults(content, pack, str(path))
    return Checked(path.name, (*found, *(fault.finding for fault in inside)), content, inside, path)


def template(content: bytes, pack: Pack | None, file: str) -> tuple[Finding, ...]:
    """Everything wrong with a template; without a pack, all that can be said without one."""
    return tuple(fault.finding for fault in faults(content, pack, file))


def faults(content: bytes, pack: Pack | None, file: str) -> tuple[Fault, ...]:
    """The findings with the elements they are about, in reading order."""
    container, findings = unpack(content, file)
    found = [Fault(finding) for finding in findings]
    if container is not None:
        told = stories(container, _titles(pack))
        looked = telling(_look(container, told, pack), lambda fault: fault.finding)
        # who fills is asked last, so that nothing is told twice
        if not any(fault.finding.is_blocking for fault in (*found, *looked)):
            looked += _refused(content, container, told)
        found += [fault.in_file(file) for fault in _sorted(looked, told)]
    return tuple(found)


def _refused(content: bytes, container: Container, told: Sequence[Story]) -> list[Fault]:
    """What the room that fills templates still has to say: its word is the last one."""
    from reportgen.render import compile_template

    try:
        found = compile_template(content, container.file).notes
    except RenderError as error:
        found = error.findings
    return [_placed(finding, container, told) for finding in found]


def _placed(finding: Finding, container: Container, told: Sequence[Story]) -> Fault:
    """The finding with the place a person would say; its paragraph is counted through the whole part."""
    root = container.parts.get(finding.location.part or "")
    paragraphs = list(root.iter(w("p"))) if root is not None else []
    number = finding.location.paragraph or 0
    element = paragraphs[number - 1] if 0 < number <= len(paragraphs) else None
    place = next((line.place for story in told for line in story.lines if line.element is element), None)
    return Fault(replace(finding, location=replace(finding.location, place=place)), element)


def _look(container: Container, told: Sequence[Story], pack: Pack | None) -> Iterator[Fault]:
    read: list[ReadStory] = []
    for story in told:
        if story.kind in _PRINTED:
            found, wrong = tags.read(story.lines)
            paired, unpaired = blocks.pair(found)
            yield from wrong
            yield from unpaired
            read.append(ReadStory(story, tuple(found), tuple(paired)))
    yield from leftovers.placeholders(told)
    yield from leftovers.hidden_tags(container, told)
    yield from leftovers.changes(container, told)
    yield from leftovers.comments(container, told)
    yield from leftovers.bookmarks(container, told)
    yield from leftovers.typed(told)
    yield from fields.foreign(container, told)
    yield from typography.wrong_fonts(container, told, (*(pack.fonts if pack else ()), *typography.OFFICIAL_FONTS))
    yield from typography.heading_jumps(container, told)
    if pack is None:
        return
    yield from references.unknown(read, pack)
    once = _without_contents(read, container)
    yield from references.repeated(once, pack)
    yield from references.order(once, pack)
    yield from form_tables.wrong(read, pack)
    yield from figures.wrong(container, read, pack)
    yield from leftovers.headers(container, told)
    yield from references.missing(read, pack)


def _without_contents(read: Sequence[ReadStory], container: Container) -> list[ReadStory]:
    """The stories without the tags in a table of contents."""
    listed = fields.contents(container)
    return [replace(item, tags=tuple(tag for tag in item.tags if tag.line.element not in listed)) for item in read]


def _sorted(found: Iterable[Fault], told: Sequence[Story]) -> list[Fault]:
    """In reading order; what is of no place in particular comes last."""
    lines = [line.element for story in told for line in story.lines]
    positions = {element: index for index, element in enumerate(lines)}
    parts = {story.part: index for index, story in enumerate(told)}

    def position(fault: Fault) -> tuple[int, int]:
        if fault.element is None:
            return len(parts), 0
        # a table or cell: where its first line stands
        inside = next((positions[item] for item in fault.element.iter() if item in positions), len(lines))
        return parts.get(fault.finding.location.part or "", len(parts)), inside

    return sorted(found, key=position)


def _titles(pack: Pack | None) -> Titles:
    """How a heading's tag reads in print: {{ requests.heading }} as 三、依申请公开."""
    headings = (
        {
            f"{section.key}.heading": f"{chinese(number)}、{section.heading}"
            for number, section in enumerate(pack.sections, 1)
        }
        if pack
        else {}
    )

    def title(text: str) -> str:
        words = text.removeprefix("{{").removesuffix("}}").strip()
        return headings.get(words, text)

    return title
