"""What forms and packs are written in: relations, mentions, phrases, deadlines, sections.

Each is at once the grammar of a mapping in a YAML file and the frozen value that other rooms read; `grammar.py` tells
how. Tables stand in `form.py`, a whole pack in `pack.py`. References between keys (does the row exist?) are left to
`load.py` and `relations.py`. `reportgen schema pack` prints the JSON Schema made from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal

from reportgen.packs.grammar import (
    BodyName,
    Code,
    ColumnCode,
    Key,
    LevelName,
    Many,
    Must,
    OneOrMany,
    SeverityName,
    Slug,
    Strict,
    Text,
)

RelationKind = Literal[
    "sum",
    "equal",
    "at_most",
    "at_least",
    "descending",
    "one_of",
    "zero_unless",
    "carry_over",
    "roll_forward",
    "whole_number",
    "narrative",
    "share",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Years(Strict):
    """The report years it is for, both included; `last` left out: still in force."""

    first: int
    last: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument(Strict):
    """The official document a form or a rule comes from."""

    number: str = ""
    title: Text
    issuer: str = ""
    issued: str = ""
    note: str = ""


Percentage = Annotated[Decimal, Must(strict=False, ge=0, le=100)]  # strict=False: YAML gives an int or float


@dataclass(frozen=True, slots=True, kw_only=True)
class Percent(Strict):
    """The bounds of a share, in percent, and the digits behind the point where the form prints it."""

    at_least: Percentage | None = None
    at_most: Percentage | None = None
    digits: Annotated[int, Must(ge=0, le=4)] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Strict):
    """A relation (勾稽关系) between figures, as structured keys.

    `across: rows`: the operands are row codes, checked in each of `columns`; `across: columns`: the operands are column
    codes, checked in each of `rows`. Left out, `columns` and `rows` mean all that have every operand.

    A `share` is that of `left` in `right`: within `percent`, or as printed in `total`, rounded half up to its digits.
    """

    id: Slug
    kind: RelationKind
    text: Text
    severity: SeverityName | Mapping[ColumnCode, SeverityName] = "error"  # one for all columns, or one for each
    across: Literal["rows", "columns"] = "rows"
    table: Key | None = None
    rows: Many[Code] = ()
    columns: Many[ColumnCode] = ()
    total: Code | None = None
    parts: Many[Code] = ()
    left: Many[Code] = ()
    right: Many[Code] = ()
    steps: Many[Many[Code]] = ()
    alternatives: Many[Many[Code]] = ()
    previous: Many[Code] = ()
    plus: Many[Code] = ()
    minus: Many[Code] = ()
    percent: Percent | None = None
    levels: Many[LevelName] = ()
    bodies: Many[BodyName] = ()
    quantity: str = ""
    readings: Many[Many[str]] = ()
    official: bool = False
    official_text: str = ""
    basis: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfYear(Strict):
    """A day in the year after the report year."""

    month: Annotated[int, Must(ge=1, le=12)]
    day: Annotated[int, Must(ge=1, le=31)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Strict):
    """Who must do what by when. `by` left out: a local notice decides."""

    who: Text
    what: Text
    text: Text
    by: DayOfYear | None = None
    publishes: bool = False
    basis: str = ""
    levels: Many[LevelName] = ()
    bodies: Many[BodyName] = ()
    confidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRule(Strict):
    """What the form asks of one level or kind of body."""

    level: Text
    rule: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Strict):
    """Words in the text that speak of figures, and every legitimate reading of them, for the checks of the text.

    In `words`, `…` stands for a few words in between, `{收到|受理}` for either, `[主动]` for words that may be missing;
    the number may stand anywhere in a gap or right after. `near`: one of these must stand in the paragraph or its
    headings; `after`: one of these before the number, in its sentence, the one that it goes on from, or a heading;
    `without`: none of these in the clause; `apart`: none of these before the number, headings aside. `unit`: the
    measure words it is counted in, left out: any.

    A reading is a sum of figures, subtracted where the address begins with -. Without readings the text is only held
    against itself. `claim: all` is a statement without a number (均…, 全部…): the figures of the reading must equal
    the number the sentence speaks of, or else one of the sums under `whole`; those under `zero` must be zero.
    `none: false`: 未…, 没有… before these words does not mean zero.

    One whose id is known already (of the form, where a pack writes it; of what forms share, where a form does) gives
    only the keys that differ; `words: []` takes it away.
    """

    id: Slug
    words: Many[Text] = ()
    readings: Many[Many[str]] = ()
    scope: Literal["annual", "cumulative", "any"] = "any"
    severity: SeverityName = "verify"
    text: str = ""
    near: Many[str] = ()
    without: Many[str] = ()
    apart: Many[str] = ()
    after: Many[str] = ()
    unit: Many[str] = ()
    claim: Literal["count", "all"] = "count"
    whole: Many[Many[str]] = ()
    zero: Many[str] = ()
    none: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(Strict):
    """Whose figures the reports of these levels and bodies hold, and how their texts say so; for the checks of scope.

    `all`: those of the departments and lower governments too; `either`: the text says whether it is so.

    The words are written as in `mentions`, and stand in one sentence: `everyone` say that the figures are of those
    below too, `alone` that they are of one body only, `named` name some scope without saying which. `without`: a
    sentence with one of these says neither. `text` is what the form asks for, `example` a sentence that says it;
    `severity` that of a text that names no scope.
    """

    id: Slug
    covers: Literal["all", "either", "itself"]
    levels: Many[LevelName] = ()
    bodies: Many[BodyName] = ()
    text: Text
    example: str = ""
    basis: str = ""
    severity: SeverityName = "note"
    everyone: Many[Text] = ()
    alone: Many[Text] = ()
    named: Many[Text] = ()
    without: Many[Text] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredText(Strict):
    """What a section must speak of, in one of these words; asked only where somebody wrote a text of his own."""

    id: Slug
    section: Key
    words: Many[Text]
    text: Text
    basis: str = ""
    severity: SeverityName = "verify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart(Strict):
    """A chart of the summary of many units: its figures as addresses; a heading row stands for the sum of its parts."""

    title: Text
    figures: Annotated[Many[Code], Must(min_length=2)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Strict):
    """`{figure: "20.annual", is: zero}`. Several figures are zero when all are, nonzero when one is.

    A blank one among them is neither; `blank` and `not_applicable` ask of all.
    """

    figure: OneOrMany[str]
    is_: Literal["zero", "nonzero", "blank", "not_applicable"] = field(metadata={"alias": "is"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Strict):
    """A standard text, for when its conditions all hold; one without conditions always holds. A line is a paragraph.

    A sentence that quotes a detail the office has not given (`{website}`, `{contact_line}`) is left out. `confirm` is
    what the text claims beyond the figures: whoever uses it is asked, by a note, to make sure. `continues` writes it
    on in the paragraph of the phrase before, where that one is printed and does not end in a heading.
    """

    text: Text
    when: OneOrMany[Condition] = ()
    confirm: str = ""
    continues: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPlan(Strict):
    """A numbered section of the report. `tables` are printed in it, after its text.

    `may_be_empty`: the section needs no text (its table says all); `omit_when` leaves an optional section out when its
    snippet is blank and the conditions hold (none given: whenever the snippet is blank). A blank snippet gets the
    first phrase whose conditions hold, or with `take: all` every such phrase, in order.
    """

    key: Key
    heading: Text
    hint: str = ""
    optional: bool = False
    may_be_empty: bool = False
    omit_when: OneOrMany[Condition] = ()
    subheadings: Many[str] = ()
    tables: Many[Key] = ()
    take: Literal["first", "all"] = "first"
    phrases: Many[Phrase] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Strict):
    """What is printed on the page after the signature."""

    title: Text
    note: str = ""
    tables: Many[Key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump(Strict):
    """When a figure has jumped against last year's: times over, and by at least so much in its own measure."""

    factor: Annotated[int, Must(ge=2)] = 5
    at_least: Annotated[int, Must(ge=1)] = 50
    # Money moves by larger numbers than counts do, and forms print it in either unit.
    at_least_yuan: Annotated[int, Must(ge=1)] = 10000
    at_least_wan: Annotated[int, Must(ge=1)] = 10
