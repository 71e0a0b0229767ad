"""Where in a part's XML a tag stands, and whether what a block leaves there is a file that Word accepts.

Takes the runs of XML between tags one after the other; keeps the open elements, the block that ended last and the look
of the open run. Raises CannotPlanError for a block that cuts through the document or might empty a cell. What comes in
a tag's place is left to `plan.py` and `docxtpl_fallback.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

# `<w:p>`, `</w:p>`, `<w:p …/>`; lxml writes < and > in attributes as entities.
_MARKUP = re.compile(r"<(/?)([A-Za-z_][\w:.-]*)([^<>]*?)(/?)>")
# What must stand last in these, or Word refuses the file.
_LAST: Final = {
    "w:tc": ("w:p",),
    "w:hdr": ("w:p", "w:tbl"),
    "w:ftr": ("w:p", "w:tbl"),
    "w:footnote": ("w:p", "w:tbl"),
    "w:endnote": ("w:p", "w:tbl"),
    "w:txbxContent": ("w:p", "w:tbl"),
    "w:tbl": ("w:tr",),
    "w:tr": ("w:tc",),
}
_BLOCKS = {"w:p", "w:tbl", "w:tr", "w:tc"}


class CannotPlanError(Exception):
    """A template that might become a file Word refuses: the code, facts and paragraph of the finding."""

    def __init__(self, code: str, paragraph: int, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.paragraph = paragraph
        self.facts = facts


class DrawingInLoopError(CannotPlanError):
    """A picture or shape that a loop repeats: each copy needs a number of its own."""


class State(NamedTuple):
    """A place in the XML: what can be compared and come back to."""

    stack: tuple[str, ...]
    last: str
    look: str
    in_markup: bool


@dataclass(slots=True)
class Structure:
    """Where in the XML we are: the open elements, the block that ended last, the look of the open run.

    `numbers_drawings`: whoever fills the part gives repeated drawings numbers of their own.
    """

    numbers_drawings: bool = False
    stack: list[str] = field(default_factory=list)
    last: str = ""
    look: str = ""
    look_from: int = 0
    in_markup: bool = False
    loops: int = 0

    @property
    def in_story(self) -> bool:
        """Inside text of Word, not a property of the document."""
        return any(name.startswith("w:") for name in self.stack)

    @property
    def takes_text(self) -> bool:
        """True where a value may stand: inside w:t, or inside a property."""
        return not self.in_markup and bool(self.stack) and (self.stack[-1] == "w:t" or not self.in_story)

    @property
    def takes_run(self) -> bool:
        """True where a run of its own may stand."""
        return not self.in_markup and self.stack[-1:] in (["w:p"], ["w:hyperlink"])

    def state(self) -> State:
        """What can be compared and come back to."""
        return State(tuple(self.stack), self.last, self.look, self.in_markup)

    def restore(self, state: State) -> None:
        """Back to where a branch began."""
        self.stack, self.last, self.look, self.in_markup = list(state.stack), state.last, state.look, state.in_markup

    def join(self, before: State, ends: Sequence[State], paragraph: int) -> None:
        """Goes on after a block: each way through it must leave the same elements open as stood open before it."""
        if any(end.stack != before.stack or end.in_markup for end in ends):
            raise CannotPlanError("R106", paragraph)
        lasts = {end.last for end in ends}
        self.restore(before)
        self.last = lasts.pop() if len(lasts) == 1 else self._worst(lasts)

    def _worst(self, lasts: set[str]) -> str:
        # What counts is the innermost element that asks how it ends.
        allowed = _LAST.get(next((name for name in reversed(self.stack) if name in _LAST), ""), ())
        # the way that Word would refuse, if there is one; min, so that it is always the same
        return min(lasts - set(allowed), default=min(lasts))

    def read(self, text: str, paragraph: int) -> None:
        """Takes a run of XML between two tags."""
        if self.loops and not self.numbers_drawings and "<wp:docPr " in text:
            raise DrawingInLoopError("R103", paragraph, tag="for", construct="a picture in a loop")
        for found in _MARKUP.finditer(text):
            closes, name, _, empty = found.groups()
            if closes:
                self._close(name, text[: found.start()], paragraph)
            elif not empty:
                self._open(name, found.end())
            elif name in _BLOCKS:  # an empty paragraph, `<w:p/>`, ends a cell as well as a full one
                self.last = name
        self.in_markup = text.rfind("<") > text.rfind(">")  # the tag stands in an attribute

    def _open(self, name: str, position: int) -> None:
        if name in _LAST:
            self.last = ""  # a nested table or cell begins without content
        elif name == "w:r":
            self.look = ""  # a run without w:rPr looks like its paragraph
        elif name == "w:rPr" and self.stack[-1] == "w:r":  # that of w:pPr is the paragraph mark's
            self.look_from = position - len("<w:rPr>")  # it has no attributes
        self.stack.append(name)

    def _close(self, name: str, text: str, paragraph: int) -> None:
        if not self.stack or self.stack.pop() != name:
            raise CannotPlanError("R106", paragraph)
        if name == "w:rPr" and self.stack[-1] == "w:r":
            self.look = f"{text[self.look_from :]}</w:rPr>"
        if name in _LAST and self.last not in _LAST[name]:
            raise CannotPlanError("R108", paragraph, element=name)
        if name in _BLOCKS:
            self.last = name

    def closed(self, paragraph: int) -> None:
        """At the end of the part: nothing may be open."""
        if self.stack or self.in_markup:
            raise CannotPlanError("R106", paragraph)
