"""Pack: a format of the report and its official form, loaded, resolved and frozen.

`PackFile` is what stands in pack.yaml; `Pack` adds what is worked out from it and its form: the cells, the rules with
their instances. `load.py` makes them from YAML, `relations.py` expands the relations; every other room only reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from reportgen.findings import Location, Severity
from reportgen.model import FigureKey
from reportgen.packs.form import Column, Form, Row, Table
from reportgen.packs.grammar import BodyName, LevelName, Many, Slug, Strict, Text
from reportgen.packs.schema import (
    Attachment,
    Coverage,
    Jump,
    Mention,
    Percent,
    Phrase,
    Relation,
    RelationKind,
    SectionPlan,
    SourceDocument,
    Years,
)
from reportgen.packs.word_lists import ListName, Words, with_own, word_lists
from reportgen.wording.placeholders import filled, of_year

Operator = Literal["==", "<=", ">=", "in", "share"]
_JUMP = Jump()


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


@dataclass(frozen=True, kw_only=True, eq=False)  # equal only to itself: what is worked out from a pack is kept by it
class PackFile(Strict):
    """<pack>/pack.yaml: one format of the report, for one level and kind of body, from one year on.

    `lexicon` adds words to the lists of `templates/lexicon/`, for the texts of this pack's reports alone.
    """

    id: Slug
    extends: Slug | None = None
    name: Text
    level: LevelName
    body: BodyName
    years: Years
    form_id: Slug = field(metadata={"alias": "form"})
    star_rows: Literal["open", "closed"] = "closed"
    sources: Many[SourceDocument] = ()
    title: Text
    date_line: bool = True
    preface: Many[Phrase]
    sections: Many[SectionPlan]
    closing: Many[Phrase] = ()
    attachment: Attachment | None = None
    mentions: Many[Mention] = ()
    relations: Many[Relation] = ()
    jump: Jump = _JUMP
    fonts: Many[Text] = ()
    lexicon: dict[ListName, Many[Text]] = field(default_factory=dict)

    @property
    def first_year(self) -> int:
        """The first report year it is for."""
        return self.years.first

    @property
    def last_year(self) -> int | None:
        """The last one; None: still in force."""
        return self.years.last


@dataclass(frozen=True, kw_only=True, eq=False)
class Pack(PackFile):
    """One format of the report.

    `fields` are all cells of its form, in print order; `rules` are its form's relations and its own that hold for it;
    `mentions` are the form's, a pack's own in place of those with the same id; `files` what it was made from, the Word
    template among them.
    """

    form: Form
    fields: Mapping[FigureKey, Field]
    rules: tuple[Rule, ...]
    directory: Path
    files: tuple[Path, ...] = ()
    location: Location = field(default_factory=Location)

    @cached_property
    def words(self) -> Words:
        """The word lists for its texts: those beside it or installed, with its own words behind. Raises PackError."""
        # beside: a pack's folder lies in a folder of packs, which may have lists of its own
        return with_own(word_lists((self.directory.parent,)), self.lexicon)

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
