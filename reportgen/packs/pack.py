"""Pack and Form: a format of the report and its official form, loaded, resolved and frozen.

`load.py` makes them from YAML, `relations.py` expands the relations; every other room only reads them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from reportgen.findings import Location, Severity
from reportgen.model import Body, FigureKey, Level
from reportgen.packs.schema import (
    Attachment,
    Chart,
    Condition,
    Coverage,
    Deadline,
    Jump,
    LevelRule,
    Mention,
    Percent,
    Phrase,
    RelationKind,
    RequiredText,
    SourceDocument,
)
from reportgen.wording.placeholders import filled, of_year

Operator = Literal["==", "<=", ">=", "in", "share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of figures. `label` has its year filled in by `Pack.label`."""

    code: str
    label: str
    group: str = ""
    measure: str | None = None
    total_of: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the form, as `schema.FormRow` describes it."""

    code: str
    label: str
    printed: str
    group: str = ""
    unit: str = ""
    measure: str = "count"
    parent: str | None = None
    nesting: str | None = None
    star: bool = False
    header: bool = False
    total: bool = False
    dash: tuple[str, ...] = ()
    predecessor: str = ""

    @property
    def tag(self) -> str:
        """Its name in a Word tag: `5.1` becomes `r5_1`, `m1` stays `m1`."""
        name = self.code.replace(".", "_")
        return f"r{name}" if name[0].isdigit() else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows that share their columns, under one heading."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A printed table. `section` is None for a table of the attachment."""

    key: str
    title: str
    sheet: str
    section: str | None
    layout: str
    parts: tuple[Part, ...]
    label_header: str = ""
    unit_header: str = ""
    corner: str = ""
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> Iterator[Row]:
        """All rows of all parts, as printed."""
        return (row for part in self.parts for row in part.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One cell of the form that holds a figure. `is_open` is false where this pack prints - and nobody types."""

    key: FigureKey
    table: str
    row: Row
    column: Column
    measure: str
    is_open: bool

    @property
    def label(self) -> str:
        """How messages name it: 公开信息总数（累计数）; the column is left out where the table has one only."""
        return f"{self.row.label}（{self.column.label}）"


@dataclass(frozen=True, slots=True)
class Term:
    """An operand: a figure, added or subtracted, of this year's report or the previous one's."""

    figure: FigureKey
    sign: Literal[1, -1] = 1
    previous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A relation in one column or row: left operator one of the alternatives (`==`, `<=`, `>=` have exactly one).

    An alternative without terms is zero; of a `share` the first is the whole, a second the printed percentage. `scope`
    is the column (across rows) or row (across columns) it is for.
    """

    scope: str
    severity: Severity
    left: tuple[Term, ...]
    operator: Operator
    alternatives: tuple[tuple[Term, ...], ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every operand, left then right."""
        return self.left + tuple(term for terms in self.alternatives for term in terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A relation of the form with its instances. `expression` is how it is shown: 5 = 5.1+5.2."""

    id: str
    kind: RelationKind
    text: str
    expression: str
    instances: tuple[Instance, ...]
    official_text: str = ""
    basis: str = ""
    hint: str = ""
    percent: Percent | None = None

    @property
    def needs_previous(self) -> bool:
        """True when an operand is of last year's report."""
        return any(term.previous for instance in self.instances for term in instance.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One official statistics form."""

    id: str
    title: str
    first_year: int
    last_year: int | None
    source: SourceDocument
    tables: tuple[Table, ...]
    deadlines: tuple[Deadline, ...] = ()
    level_rules: tuple[LevelRule, ...] = ()
    signatures: tuple[str, ...] = ()
    required_texts: tuple[RequiredText, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    charts: tuple[Chart, ...] = ()
    confidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPlan:
    """A section as the pack plans it; which are printed, and their numbers, `compose` decides."""

    key: str
    heading: str
    hint: str = ""
    optional: bool = False
    may_be_empty: bool = False
    omit_when: tuple[Condition, ...] = ()
    subheadings: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    take: Literal["first", "all"] = "first"
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)  # equal only to itself: what is worked out from a pack is kept by it
class Pack:
    """One format of the report.

    `fields` are all cells of its form, in print order; `rules` those that hold for it; `mentions` the form's, a pack's
    own in place of those with the same id; `files` what it was made from, the Word template among them.
    """

    id: str
    name: str
    level: Level
    body: Body
    first_year: int
    last_year: int | None
    form: Form
    star_rows: Literal["open", "closed"]
    sources: tuple[SourceDocument, ...]
    title: str
    date_line: bool
    preface: tuple[Phrase, ...]
    sections: tuple[SectionPlan, ...]
    closing: tuple[Phrase, ...]
    attachment: Attachment | None
    mentions: tuple[Mention, ...]
    fields: Mapping[FigureKey, Field]
    rules: tuple[Rule, ...]
    directory: Path
    files: tuple[Path, ...] = ()
    jump: Jump = field(default_factory=Jump)
    fonts: tuple[str, ...] = ()
    location: Location = field(default_factory=Location)

    @property
    def template_path(self) -> Path:
        """The Word template beside pack.yaml."""
        return self.directory / "report.docx"

    @cached_property
    def coverage(self) -> Coverage | None:
        """Whose figures its reports hold; the first that fits. None where the form does not tell."""
        for item in self.form.coverage:
            fits = (not item.levels or self.level in item.levels) and (not item.bodies or self.body in item.bodies)
            if fits:
                return item
        return None

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Every row of the form by its code."""
        return {row.code: row for table in self.form.tables for row in table.rows}

    @cached_property
    def fields_of_row(self) -> Mapping[str, tuple[Field, ...]]:
        """The cells of each row that has any."""
        found: dict[str, list[Field]] = {}
        for item in self.fields.values():
            found.setdefault(item.row.code, []).append(item)
        return {code: tuple(items) for code, items in found.items()}

    def parts_of(self, address: str) -> tuple[Field, ...]:
        """The cell of that address; of a heading row those of its parts in that column, at any depth. Empty: none."""
        if address in self.fields:
            return (self.fields[FigureKey(address)],)
        code, _, column = address.rpartition(".")
        parts = [row.code for row in self.rows.values() if row.parent == code and row.nesting == "part"]
        return tuple(item for part in parts for item in self.parts_of(f"{part}.{column}"))

    def is_for(self, year: int) -> bool:
        """True when the pack's years hold that year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def table(self, key: str) -> Table:
        """The table of that key. Raises KeyError when the form has none."""
        for table in self.form.tables:
            if table.key == key:
                return table
        raise KeyError(key)


def dated(label: str, year: int) -> str:
    """A label with its year in place: {year}年发生数 becomes 2012年发生数."""
    return filled(label, of_year(year))
