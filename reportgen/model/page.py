"""Page: what the document says, ready to print. Text, rows and cells, all final; no rule, no number, no option left.

`compose` makes it, `render` fills a template from it and proves the result against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `level` 0 is body text; 2, 3 and 4 are headings （一）, 1. and （1）."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section: `number` 一, `title` 基本工作情况, `heading` 一、基本工作情况, and its paragraphs."""

    key: str
    number: str
    title: str
    heading: str
    body: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything a template may print.

    `fields` are single texts by tag name (`title`, `signature`, `date`, `year`, …); `blocks` are lists of paragraphs
    (`preface`, `closing`); `sections` the sections that are there, by key, an omitted optional one is absent;
    `cells` the printed figures, by row tag (`r5_1`) and column code. A tag that stands in none of them is an error.
    """

    fields: Mapping[str, str]
    blocks: Mapping[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    sections: Mapping[str, Section] = field(default_factory=dict)
    absent_sections: tuple[str, ...] = ()
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
