"""What a finished report prints outside its sections: around them, in cells, headers, footers and comments.

Takes the blocks, and what was read of them as sections and figures; gives the rest, each text once with its place.
Figures are left out: what is more than a number in their cells is kept with them (`Figure.raw`).
"""

import re
from collections.abc import Iterator, Sequence

from reportgen.findings import Location
from reportgen.model import Aside
from reportgen.sources.published.blocks import Block, Paragraph, PublishedTable
from reportgen.sources.published.sections import Outline
from reportgen.sources.published.tables import Statistics

# A figure or a page number: 1,204; 12.5%; - 3 -. A longer one may be a telephone or identity number, and is looked at.
_NUMBER = re.compile(r"[\s\d.,，%\-—－/]{0,10}")
_BETWEEN_NUMBERS = re.compile(r"(?<=\d)\s+(?=\d)")
_PAGE = frozenset({"header", "footer", "comment"})


def asides(blocks: Sequence[Block], outline: Outline, statistics: Statistics) -> Iterator[Aside]:
    """Every text that is neither in a section nor the text of a figure; a header repeated in other parts once."""
    read = set(_of_sections(outline))  # by place: of a heading with text behind it only the text is in the section
    figures = {(entry.location, entry.text) for entry in statistics.entries.values()}
    repeated: set[str] = set()
    for index, block in enumerate(blocks):
        if isinstance(block, PublishedTable):
            texts = [(cell.text, cell.location) for cell in block.cells]
        elif block.cells is not None:
            texts = [(text, block.location) for text in block.cells]
        else:
            texts = [(block.text, block.location)]
        is_page = isinstance(block, Paragraph) and block.kind in _PAGE
        for text, location in texts:
            if location in read or (location, text) in figures or (is_page and text in repeated):
                continue
            if _NUMBER.fullmatch(text):
                continue
            if is_page:
                repeated.add(text)
            yield Aside(_parted(text) if _is_of_table(block, index, statistics) else text, location)


def _of_sections(outline: Outline) -> Iterator[Location]:
    yield from (item.location for item in outline.preface)
    for section in outline.sections:
        yield section.location
        yield from (item.location for item in section.body)


def _is_of_table(block: Block, index: int, statistics: Statistics) -> bool:
    return isinstance(block, PublishedTable) or index in statistics.used


def _parted(text: str) -> str:
    """The text of a table with numbers kept apart that stand side by side, so that no long number is made of two."""
    return _BETWEEN_NUMBERS.sub("，", text)
