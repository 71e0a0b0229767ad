"""The tags of a template held against the pack: names that there are, names that there must be, sections in order.

Takes the tags of all stories and the pack; gives faults. Where a figure stands in its table is left to
`form_tables.py`.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from reportgen.packcheck.template.blocks import TagBlock
from reportgen.packcheck.template.fault import Fault, fault, fault_at
from reportgen.packcheck.template.names import BLOCK_NAMES, PARAGRAPH_TEXTS, SECTION_TEXTS, TEXT_NAMES, figure_name
from reportgen.packcheck.template.places import Story
from reportgen.packcheck.template.tags import KnownTag
from reportgen.packs import Pack
from reportgen.wording import chinese
from reportgen.wording.likeness import nearest_by_parts

_ALWAYS = ("title", "signature", "date")  # what every report prints, whatever its pack says


@dataclass(frozen=True, slots=True)
class ReadStory:
    """A story with its tags and blocks."""

    story: Story
    tags: tuple[KnownTag, ...]
    blocks: tuple[TagBlock, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The names a template may print, loop over, and ask conditions of."""

    printed: frozenset[str]
    lists: frozenset[str]
    asked: frozenset[str]
    rows: frozenset[str]


def known(pack: Pack) -> Known:
    """The names of that pack."""
    keys = [section.key for section in pack.sections]
    texts = {*TEXT_NAMES, *(f"{key}.{part}" for key in keys for part in SECTION_TEXTS)}
    figures = {figure_name(item) for item in pack.fields.values()}
    lists = {*BLOCK_NAMES, *(f"{key}.body" for key in keys)}
    rows = frozenset(name.rpartition(".")[0] for name in figures)
    return Known(frozenset(texts | figures), frozenset(lists), frozenset({*TEXT_NAMES, *lists, *keys}), rows)


def unknown(stories: Sequence[ReadStory], pack: Pack) -> Iterator[Fault]:
    """Names that nobody feeds, each with the nearest one that is fed; names that a template gives and are taken."""
    names = known(pack)
    taken = names.asked | names.rows
    used = {name for item in stories for tag in item.tags for name in tag.names}
    for item in stories:
        targets = _targets(item)
        called = frozenset(tag.target for tag in item.tags if tag.verb == "set")
        for tag in item.tags:
            if tag.verb == "set" and tag.target in taken:
                yield fault("R117", tag.line, start=tag.start, tag=tag.source, name=tag.target)
            for name in tag.names:
                allowed = _allowed(tag, name, names, targets.get(id(tag), frozenset())) | called
                if name not in allowed:
                    yield _unknown(tag, name, allowed, names, used)


def missing(stories: Sequence[ReadStory], pack: Pack) -> Iterator[Fault]:
    """Names that the document must print and the template does not, and loops that print nothing.

    A loop over cells may print something else in each: a heading that is merged, the number of the turn.
    """
    figures = {figure_name(item) for item in pack.fields.values()}
    used = {name for item in stories for tag in item.tags for name in _printed(tag, figures)}
    for name, why in _required(pack).items():
        if name not in used:
            place = "正文"
            yield fault_at("P212", "", place, tag=_shown(name, pack), name=name, why=why)
    for item in stories:
        for block in item.blocks:
            texts = {name for tag in block.inside for name in tag.names}
            name = block.begin.target if block.begin.key else f"{block.begin.target}.text"
            if block.begin.verb == "for" and block.begin.level != "tc" and name not in texts:
                line = block.begin.line
                yield fault(
                    "P212",
                    line,
                    start=block.begin.start,
                    tag=f"{{{{ {name} }}}}",
                    name=name,
                    why=block.begin.source,
                )


def _printed(tag: KnownTag, figures: Set[str]) -> Iterator[str]:
    """The names whose text a tag prints; a figure only as it is, or with all of its row."""
    if tag.verb == "for" and tag.key:
        yield from (name for name in figures if name.rpartition(".")[0] in tag.names)
    elif tag.verb in ("print", "for"):
        yield from tag.names if tag.is_plain else (*(set(tag.shown) - figures), *tag.joined)


def order(stories: Sequence[ReadStory], pack: Pack) -> Iterator[Fault]:
    """Sections that do not stand in the order in which they are numbered; optional ones without their condition."""
    keys = [section.key for section in pack.sections]
    body = next((item for item in stories if item.story.kind == "body"), None)
    if body is None:
        return
    found = [(tag, name[: -len(".heading")]) for tag in body.tags for name in tag.names if name.endswith(".heading")]
    last = -1
    for tag, key in found:
        if key not in keys:
            continue
        if keys.index(key) < last:
            yield fault("P228", tag.line, start=tag.start, tag=tag.source, before=_numbered(keys[last], pack))
        last = max(last, keys.index(key))
    yield from _unconditional(body, pack)


def repeated(stories: Sequence[ReadStory], pack: Pack) -> Iterator[Fault]:
    """Figures and sections that are printed twice: most often a row that was copied and not changed."""
    figures = {figure_name(item) for item in pack.fields.values()}
    once = figures | {f"{section.key}.{part}" for section in pack.sections for part in ("heading", "body")}
    seen: dict[str, KnownTag] = {}
    for item in stories:
        for tag in item.tags:
            for name in tag.names if tag.verb in ("print", "for") else ():
                # the text may quote a figure as often as it likes
                if name not in once or (name in figures and tag.line.cell is None):
                    continue
                if name in seen:
                    first = seen[name]
                    yield fault("P227", tag.line, start=tag.start, tag=tag.source, first=first.line.place)
                seen.setdefault(name, tag)


def _required(pack: Pack) -> Mapping[str, str]:
    """The names that must be printed, with the reason."""
    found = dict.fromkeys(_ALWAYS, pack.name)
    if pack.date_line:
        found["date_line"] = "date_line: true"
    found["preface"] = "preface"
    if pack.closing:
        found["closing"] = "closing"
    for section in pack.sections:
        found[f"{section.key}.heading"] = found[f"{section.key}.body"] = section.heading
    if pack.attachment is not None:
        found["attachment_title"] = "attachment"
        if pack.attachment.note:
            found["attachment_note"] = "attachment.note"
    found |= {figure_name(item): item.label for item in pack.fields.values()}
    return found


def _shown(name: str, pack: Pack) -> str:
    lists = {*BLOCK_NAMES, *(f"{section.key}.body" for section in pack.sections)}
    return f"{{%p for p in {name} %}}" if name in lists else f"{{{{ {name} }}}}"


def _targets(item: ReadStory) -> dict[int, frozenset[str]]:
    """What the loops around each tag call their items: a paragraph's text and level, or a figure and its column."""
    found: dict[int, frozenset[str]] = {}
    for block in item.blocks:
        if block.begin.verb == "for":
            target, key = block.begin.target, block.begin.key
            names = {target, key} if key else {f"{target}.{part}" for part in PARAGRAPH_TEXTS}
            for tag in block.inside:
                found[id(tag)] = found.get(id(tag), frozenset()) | names
    return found


def _allowed(tag: KnownTag, name: str, names: Known, targets: frozenset[str]) -> frozenset[str]:
    if tag.verb == "for":
        return names.rows if tag.key else names.lists
    if name in tag.joined:
        return names.lists
    if tag.verb == "print" and (tag.is_plain or name in tag.shown):
        # a level is a number, not for printing
        return names.printed | frozenset(name for name in targets if not name.endswith(".level"))
    return names.asked | names.printed | targets


def _unknown(tag: KnownTag, name: str, allowed: frozenset[str], names: Known, used: Set[str]) -> Fault:
    if tag.verb == "print" and name in names.lists:
        return fault("P222", tag.line, start=tag.start, tag=tag.source, expected=f"{{%p for p in {name} %}}")
    row = name.partition(".")[0]
    lost = [other for other in sorted(allowed - used) if other.startswith(f"{row}.")]
    # the only figure of its row that no tag prints is the one that was meant, however unlike it is
    nearest = lost[0] if len(lost) == 1 else nearest_by_parts(name.lower(), sorted(allowed))
    if not nearest:
        return fault("P221", tag.line, start=tag.start, tag=tag.source, name=name)
    return fault("P211", tag.line, start=tag.start, tag=tag.source, name=name, nearest=nearest)


def _numbered(key: str, pack: Pack) -> str:
    return next(
        f"{chinese(number)}、{section.heading}" for number, section in enumerate(pack.sections, 1) if section.key == key
    )


def _unconditional(body: ReadStory, pack: Pack) -> Iterator[Fault]:
    guarded: dict[int, set[str]] = {}
    for block in body.blocks:
        if block.begin.verb == "if":
            for tag in block.inside:
                # an if counts for all tags in it, blocks inside included
                guarded.setdefault(id(tag), set()).update(block.begin.names)
    for section in pack.sections:
        for tag in body.tags:
            if (
                section.optional
                and f"{section.key}.heading" in tag.names
                and section.key not in guarded.get(id(tag), ())
            ):
                expected = f"{{%p if {section.key} %}}"
                yield fault("P229", tag.line, start=tag.start, tag=tag.source, expected=expected)
