"""One official statistics form: its tables, and everything that stands in forms/<form>.yaml.

The dataclasses are the file's grammar and the value that other rooms read; what a file may leave out (how a row is
printed, the columns of a part) is filled in as they are made. Whether codes point somewhere is left to `load.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.packs.grammar import Code, ColumnCode, Key, Many, Slug, Strict, Text
from reportgen.packs.schema import (
    Chart,
    Coverage,
    Deadline,
    LevelRule,
    Mention,
    Relation,
    RequiredText,
    SourceDocument,
    Years,
)

Measure = Literal["count", "signed_count", "percent", "amount_yuan", "amount_wan", "amount_with_unit", "text_and_count"]
Nesting = Literal["part", "subset", "overlap"]
Layout = Literal["groups", "list", "blocks", "matrix", "strip"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Strict):
    """A column that holds figures. `label` may hold {year}; `group` is the heading printed over several columns."""

    code: ColumnCode
    label: Text
    group: str = ""
    measure: Measure | None = None
    total_of: Many[ColumnCode] = ()
    unit: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Strict):
    """A row. `label` is its official name, `printed` how the form prints it, `group` the merged heading at its left.

    `dash` names columns where the form prints - (not applicable); `star` rows are open to some bodies only; a `header`
    row holds no figures. `nesting`: a part adds up to its parent, a subset is of it, an overlap is neither summed nor
    more than it. `predecessor` is the same row in an earlier form: `<form> <code>`.
    """

    code: Code
    label: Text
    printed: str = ""
    group: str = ""
    unit: str = ""
    measure: Measure = "count"
    parent: Code | None = None
    nesting: Nesting | None = None
    star: bool = False
    header: bool = False
    total: bool = False
    dash: Many[ColumnCode] = ()
    predecessor: str = ""
    confidence: str = ""

    def __post_init__(self) -> None:
        """Printed as it is called, where nothing else is said."""
        object.__setattr__(self, "printed", self.printed or self.label)

    @property
    def tag(self) -> str:
        """Its name in a Word tag: `5.1` becomes `r5_1`, `m1` stays `m1`."""
        name = self.code.replace(".", "_")
        return f"r{name}" if name[0].isdigit() else name  # a name in Jinja cannot begin with a digit


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Strict):
    """A run of rows under one heading that share their columns. `columns` left out: the table's."""

    title: str = ""
    columns: Many[Column] = ()
    rows: Many[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Strict):
    """A printed table. `section` is where it stands in the report, left out: in the attachment."""

    key: Key
    title: str = ""
    sheet: Text
    section: Key | None = None
    layout: Layout
    label_header: str = ""
    unit_header: str = ""
    corner: str = ""
    columns: Many[Column] = ()
    parts: Many[Part]
    notes: Many[str] = ()

    def __post_init__(self) -> None:
        """Parts without columns have the table's."""
        parts = tuple(part if part.columns else replace(part, columns=self.columns) for part in self.parts)
        object.__setattr__(self, "parts", parts)

    @property
    def rows(self) -> Iterator[Row]:
        """All rows of all parts, as printed."""
        return (row for part in self.parts for row in part.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Strict):
    """forms/<form>.yaml: one official statistics form.

    `mentions_from` names the mentions it shares with other forms (forms/mentions/<name>.yaml); its own lie over them.
    """

    id: Slug
    title: Text
    years: Years
    source: SourceDocument
    supersedes: str = ""
    tables: Many[Table]
    relations: Many[Relation]
    deadlines: Many[Deadline] = ()
    level_rules: Many[LevelRule] = ()
    signatures: Many[str] = ()
    mentions_from: Slug | None = None
    mentions: Many[Mention] = ()
    required_texts: Many[RequiredText] = ()
    coverage: Many[Coverage] = ()
    charts: Many[Chart] = ()
    confidence: str = ""

    @property
    def first_year(self) -> int:
        """The first report year it is for."""
        return self.years.first
