"""Two packs side by side: what was added, removed and changed, from the form's rows to the template's styles.

Takes two packs with the bytes of their templates, gives changes. What a change means for reports already published is
left to the reader.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Literal

from lxml import etree

from reportgen.ooxml.names import w
from reportgen.packcheck.template import tags
from reportgen.packcheck.template.container import Container, unpack
from reportgen.packcheck.template.places import stories
from reportgen.packs import Pack, Row, Rule

What = Literal["pack", "row", "column", "relation", "section", "mention", "tag", "text", "style"]
WHATS: tuple[What, ...] = ("pack", "row", "column", "relation", "section", "mention", "tag", "text", "style")
_PACK_KEYS = ("name", "level", "body", "first_year", "last_year", "star_rows", "title", "date_line", "attachment")
_UNTOLD = ("label", "printed", "predecessor", "confidence")  # told as the row itself, or nothing that is printed
_ROW_KEYS = tuple(item.name for item in fields(Row) if item.name != "code")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `before` is empty for what was added, `after` for what was removed."""

    what: What
    name: str
    before: str = ""
    after: str = ""

    @property
    def sign(self) -> str:
        """+ added, - removed, ~ changed."""
        return "+" if not self.before else "-" if not self.after else "~"


def changes(old: Pack, new: Pack, old_docx: bytes | None, new_docx: bytes | None) -> tuple[Change, ...]:
    """Everything that differs, in the order of WHATS."""
    return (
        *_compared("pack", _of_pack(old), _of_pack(new)),
        *_compared("row", _rows(old), _rows(new)),
        *_compared("column", _columns(old), _columns(new)),
        *_compared("relation", _relations(old), _relations(new)),
        *_sections(old, new),
        *_compared("mention", _mentions(old), _mentions(new)),
        *(_templates(old_docx, new_docx) if old_docx is not None and new_docx is not None else ()),
    )


def _compared(what: What, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield Change(what, name, before.get(name, ""), after.get(name, ""))


def _of_pack(pack: Pack) -> dict[str, str]:
    found = {key: str(getattr(pack, key)) for key in _PACK_KEYS if key != "attachment"}
    found["form"] = pack.form.id
    found["attachment"] = pack.attachment.title if pack.attachment else "-"
    return {key: value or "-" for key, value in found.items()}


def _rows(pack: Pack) -> dict[str, str]:
    return {code: _told(row) for code, row in pack.rows.items()}


def _told(row: Row) -> str:
    details = {key: getattr(row, key) for key in _ROW_KEYS if key not in _UNTOLD}
    # count is what a row is without more
    shown = ", ".join(f"{key}={_plain(value)}" for key, value in details.items() if value and value != "count")
    return f"{row.printed} ({shown})" if shown else row.printed


def _plain(value: object) -> str:
    return "+".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _columns(pack: Pack) -> dict[str, str]:
    return {
        f"{table.key}.{column.code}": column.label
        for table in pack.form.tables
        for part in table.parts
        for column in part.columns
    }


def _relations(pack: Pack) -> dict[str, str]:
    return {rule.id: _rule(rule) for rule in pack.rules}


def _rule(rule: Rule) -> str:
    scopes = sorted({instance.scope for instance in rule.instances})
    severities = sorted({instance.severity.value for instance in rule.instances})
    return " ".join(
        part for part in (rule.expression or rule.kind, "/".join(severities), f"[{', '.join(scopes)}]") if part
    )


def _sections(old: Pack, new: Pack) -> Iterator[Change]:
    before = {section.key: section for section in old.sections}
    after = {section.key: section for section in new.sections}
    headings = [{key: section.heading for key, section in found.items()} for found in (before, after)]
    yield from _compared("section", headings[0], headings[1])
    common = [key for key in before if key in after]
    if common != [key for key in after if key in before]:
        yield Change("section", "*", " ".join(before), " ".join(after))
    for key in common:
        for part in ("optional", "take", "subheadings", "tables", "phrases", "hint"):
            one, other = getattr(before[key], part), getattr(after[key], part)
            if one != other:
                yield Change("section", f"{key}.{part}", _phrases(one) or "-", _phrases(other) or "-")


def _phrases(value: object) -> str:
    if isinstance(value, tuple):
        return " | ".join(str(getattr(item, "text", item)) for item in value)
    return str(value)


def _mentions(pack: Pack) -> dict[str, str]:
    return {item.id: f"{' '.join(item.words)} = {[list(sum_) for sum_ in item.readings]}" for item in pack.mentions}


def _templates(old: bytes, new: bytes) -> Iterator[Change]:
    before, after = unpack(old, "")[0], unpack(new, "")[0]
    if before is None or after is None:
        return
    yield from _compared("tag", _tags(before), _tags(after))
    yield from _texts(before, after)
    yield from _compared("style", _styles(before), _styles(after))


def _tags(container: Container) -> dict[str, str]:
    """Each tag by its words, with the places it stands at."""
    found: dict[str, list[str]] = {}
    for story in stories(container):
        for tag in tags.read(story.lines)[0]:
            # p.text: what a loop prints has its loop for a name
            if tag.verb in ("print", "for") and not any(name.startswith("p.") for name in tag.names):
                found.setdefault(tag.source, []).append(tag.line.place)
    return {source: "1" if len(places) == 1 else str(len(places)) for source, places in found.items()}


def _texts(before: Container, after: Container) -> Iterator[Change]:
    """Lines of printed words that differ; tags are compared by themselves."""
    one, other = [
        [(line.place, line.text.strip()) for story in stories(container) for line in story.lines if line.text.strip()]
        for container in (before, after)
    ]
    # else zeros and dashes, which come often, would match anywhere
    matcher = SequenceMatcher(None, [text for _, text in one], [text for _, text in other], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        for index in range(max(b - a, d - c)):
            old = one[a + index] if a + index < b else ("", "")
            new = other[c + index] if c + index < d else ("", "")
            yield Change("text", new[0] or old[0], old[1], new[1])


def _styles(container: Container) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in container.related(container.main, "styles"):
        root = container.parts.get(part)
        for style in root.findall(w("style")) if root is not None else ():
            name = style.find(w("name"))
            label = name.get(w("val"), "") if name is not None else ""
            details = [item for item in style if item.tag in (w("rPr"), w("pPr"), w("tblPr"))]
            found[label] = " ".join(_shown(item) for item in details) or "-"
    return found


def _shown(properties: etree._Element) -> str:
    """A style's properties in short: sz 32, rFonts 仿宋_GB2312."""
    return ", ".join(
        " ".join((etree.QName(item).localname, *dict.fromkeys(map(str, item.attrib.values())))) for item in properties
    )
