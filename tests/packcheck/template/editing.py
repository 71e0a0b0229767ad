"""Shipped templates edited as Word or WPS would leave them: one mistake each, in the XML of the real file."""

import io
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from lxml import etree

from tests.builders import pack

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "word/document.xml"
Edit = Callable[["Docx"], None]


def w(name: str) -> str:
    return f"{{{W}}}{name}"


class Docx:
    """The parts of a template, to be changed."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.trees: dict[str, Any] = {}

    def tree(self, part: str = MAIN) -> Any:
        if part not in self.trees:
            self.trees[part] = etree.fromstring(self.parts[part])
        return self.trees[part]

    def paragraph(self, words: str, part: str = MAIN) -> Any:
        """The first paragraph with these words."""
        return next(item for item in self.tree(part).iter(w("p")) if words in text(item))

    def paragraphs(self, words: str) -> list[Any]:
        return [item for item in self.tree().iter(w("p")) if words in text(item)]

    def cell(self, words: str) -> Any:
        return next(self.paragraph(words).iterancestors(w("tc")))

    def row(self, words: str) -> Any:
        return next(self.paragraph(words).iterancestors(w("tr")))

    def relate(self, kind: str, target: str, *, external: bool = False, part: str = MAIN) -> str:
        """A relationship of a part, as Word writes it; gives its id."""
        folder, _, name = part.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{name}.rels")
        number = f"rId{len(tree) + 100}"
        item = etree.SubElement(tree, f"{tree.tag.removesuffix('s')}", Id=number, Type=f"{R}/{kind}", Target=target)
        if external:
            item.set("TargetMode", "External")
        return number

    def declare(self, part: str, kind: str) -> None:
        tree = self.tree("[Content_Types].xml")
        namespace = etree.QName(tree).namespace
        etree.SubElement(tree, f"{{{namespace}}}Override", PartName=f"/{part}", ContentType=kind)

    def saved(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                if name in self.trees:
                    data = etree.tostring(self.trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
                archive.writestr(name, data)
        return stream.getvalue()


@cache
def shipped(pack_id: str) -> bytes:
    return pack(pack_id).template_path.read_bytes()


def edited(pack_id: str, *edits: Edit) -> bytes:
    """The shipped template with those mistakes in it."""
    docx = Docx(shipped(pack_id))
    for edit in edits:
        edit(docx)
    return docx.saved()


def text(paragraph: Any) -> str:
    return "".join(item.text or "" for item in paragraph.iter(w("t")))


def retyped(paragraph: Any, words: str) -> None:
    """Other words in the paragraph's first run, the other runs gone."""
    first, *others = list(paragraph.iter(w("t")))
    first.text = words
    for item in others:
        item.getparent().getparent().remove(item.getparent())


def replaced(old: str, new: str, part: str = MAIN) -> Edit:
    """The words retyped where they stand first."""

    def edit(docx: Docx) -> None:
        paragraph = docx.paragraph(old, part)
        retyped(paragraph, text(paragraph).replace(old, new, 1))

    return edit


def removed(words: str) -> Edit:
    """The whole paragraph deleted."""

    def edit(docx: Docx) -> None:
        paragraph = docx.paragraph(words)
        paragraph.getparent().remove(paragraph)

    return edit


def row_removed(words: str) -> Edit:
    def edit(docx: Docx) -> None:
        row = docx.row(words)
        row.getparent().remove(row)

    return edit


def split(words: str, *pieces: str) -> Edit:
    """The words in several runs of the same look, as Word leaves them after spelling and cursor moves."""

    def edit(docx: Docx) -> None:
        paragraph = docx.paragraph(words)
        run = next(paragraph.iter(w("r")))
        parent, index = run.getparent(), run.getparent().index(run)
        for offset, piece in enumerate(pieces):
            copy = deepcopy(run)
            next(copy.iter(w("t"))).text = piece
            parent.insert(index + 1 + offset, copy)
            etree.SubElement(parent, w("proofErr"), {w("type"): "spellStart"})
        parent.remove(run)

    return edit


def inserted(before: str, *lines: str, style: str | None = None) -> Edit:
    """Paragraphs of their own above the one with those words, in its look."""

    def edit(docx: Docx) -> None:
        model = docx.paragraph(before)
        for line in lines:
            copy = deepcopy(model)
            retyped(copy, line)
            if style is not None:
                copy.find(w("pPr")).find(w("pStyle")).set(w("val"), style)
            model.addprevious(copy)

    return edit


def runs(paragraph: Any) -> Iterator[Any]:
    return iter(list(paragraph.iter(w("r"))))
