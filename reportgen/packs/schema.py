"""The grammar of form.yaml and pack.yaml: which keys there are and what each may hold.

One strict model a file kind: an unknown key, a wrong type, an unquoted code is refused. References between keys (does
the row exist?) are left to `load.py` and `relations.py`. `reportgen schema pack` prints the JSON Schema made from here.
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from reportgen.model import Body, Level

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$")]
ColumnCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Text = Annotated[str, StringConstraints(min_length=1)]

LevelName = Annotated[Level, Field(strict=False)]  # YAML has words, not members
BodyName = Annotated[Body, Field(strict=False)]

Measure = Literal["count", "signed_count", "percent", "amount_yuan", "amount_wan", "amount_with_unit", "text_and_count"]
Nesting = Literal["part", "subset", "overlap"]
SeverityName = Literal["error", "verify", "note"]
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
Layout = Literal["groups", "list", "blocks", "matrix", "strip"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Years(_Strict):
    """The report years it is for, both included; `last` left out: still in force."""

    first: int
    last: int | None = None


class SourceDocument(_Strict):
    """The official document a form or a rule comes from."""

    number: str = ""
    title: Text
    issuer: str = ""
    issued: str = ""
    note: str = ""


class FormColumn(_Strict):
    """A column that holds figures. `label` may hold {year}; `group` is the heading printed over several columns."""

    code: ColumnCode
    label: Text
    group: str = ""
    measure: Measure | None = None
    total_of: list[ColumnCode] = []
    unit: str = ""
    meaning: str = ""


class FormRow(_Strict):
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
    dash: list[ColumnCode] = []
    predecessor: str = ""
    confidence: str = ""


class FormPart(_Strict):
    """A run of rows under one heading that share their columns. `columns` left out: the table's."""

    title: str = ""
    columns: list[FormColumn] = []
    rows: list[FormRow]


class FormTable(_Strict):
    """A printed table. `section` is where it stands in the report, left out: in the attachment."""

    key: Key
    title: str = ""
    sheet: Text
    section: Key | None = None
    layout: Layout
    label_header: str = ""
    unit_header: str = ""
    corner: str = ""
    columns: list[FormColumn] = []
    parts: list[FormPart]
    notes: list[str] = []


Percentage = Annotated[Decimal, Field(strict=False, ge=0, le=100)]


class Percent(_Strict):
    """The bounds of a share, in percent, and the digits behind the point where the form prints it."""

    at_least: Percentage | None = None
    at_most: Percentage | None = None
    digits: Annotated[int, Field(ge=0, le=4)] = 1


class Relation(_Strict):
    """A relation (勾稽关系) between figures, as structured keys.

    `across: rows`: the operands are row codes, checked in each of `columns`; `across: columns`: the operands are column
    codes, checked in each of `rows`. Left out, `columns` and `rows` mean all that have every operand.

    A `share` is that of `left` in `right`: within `percent`, or as printed in `total`, rounded half up to its digits.
    """

    id: Slug
    kind: RelationKind
    text: Text
    severity: SeverityName | dict[ColumnCode, SeverityName] = "error"
    across: Literal["rows", "columns"] = "rows"
    table: Key | None = None
    rows: list[Code] = []
    columns: list[ColumnCode] = []
    total: Code | None = None
    parts: list[Code] = []
    left: list[Code] = []
    right: list[Code] = []
    steps: list[list[Code]] = []
    alternatives: list[list[Code]] = []
    previous: list[Code] = []
    plus: list[Code] = []
    minus: list[Code] = []
    percent: Percent | None = None
    levels: list[LevelName] = []
    bodies: list[BodyName] = []
    quantity: str = ""
    readings: list[list[str]] = []
    official: bool = False
    official_text: str = ""
    basis: str = ""
    hint: str = ""


class DayOfYear(_Strict):
    """A day in the year after the report year."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]


class Deadline(_Strict):
    """Who must do what by when. `by` left out: a local notice decides."""

    who: Text
    what: Text
    text: Text
    by: DayOfYear | None = None
    publishes: bool = False
    basis: str = ""
    levels: list[LevelName] = []
    bodies: list[BodyName] = []
    confidence: str = ""


class LevelRule(_Strict):
    """What the form asks of one level or kind of body."""

    level: Text
    rule: Text


class Mention(_Strict):
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
    """

    id: Slug
    words: list[Text]
    readings: list[list[str]] = []
    scope: Literal["annual", "cumulative", "any"] = "any"
    severity: SeverityName = "verify"
    text: str = ""
    near: list[str] = []
    without: list[str] = []
    apart: list[str] = []
    after: list[str] = []
    unit: list[str] = []
    claim: Literal["count", "all"] = "count"
    whole: list[list[str]] = []
    zero: list[str] = []
    none: bool = True


class Coverage(_Strict):
    """Whose figures the reports of these levels and bodies hold, and how their texts say so; for the checks of scope.

    `all`: those of the departments and lower governments too; `either`: the text says whether it is so.

    The words are written as in `mentions`, and stand in one sentence: `everyone` say that the figures are of those
    below too, `alone` that they are of one body only, `named` name some scope without saying which. `without`: a
    sentence with one of these says neither. `text` is what the form asks for, `example` a sentence that says it;
    `severity` that of a text that names no scope.
    """

    id: Slug
    covers: Literal["all", "either", "itself"]
    levels: list[LevelName] = []
    bodies: list[BodyName] = []
    text: Text
    example: str = ""
    basis: str = ""
    severity: SeverityName = "note"
    everyone: list[Text] = []
    alone: list[Text] = []
    named: list[Text] = []
    without: list[Text] = []


class RequiredText(_Strict):
    """What a section must speak of, in one of these words; asked only where somebody wrote a text of his own."""

    id: Slug
    section: Key
    words: list[Text]
    text: Text
    basis: str = ""
    severity: SeverityName = "verify"


class Chart(_Strict):
    """A chart of the summary of many units: its figures as addresses; a heading row stands for the sum of its parts."""

    title: Text
    figures: Annotated[list[Code], Field(min_length=2)]


class FormFile(_Strict):
    """forms/<form>.yaml: one official statistics form."""

    id: Slug
    title: Text
    years: Years
    source: SourceDocument
    supersedes: str = ""
    tables: list[FormTable]
    relations: list[Relation]
    deadlines: list[Deadline] = []
    level_rules: list[LevelRule] = []
    signatures: list[str] = []
    mentions: list[Mention] = []
    required_texts: list[RequiredText] = []
    coverage: list[Coverage] = []
    charts: list[Chart] = []
    confidence: str = ""


class Condition(_Strict):
    """`{figure: "20.annual", is: zero}`. Several figures are zero when all are, nonzero when one is.

    A blank one among them is neither; `blank` and `not_applicable` ask of all.
    """

    figure: str | list[str]
    is_: Annotated[Literal["zero", "nonzero", "blank", "not_applicable"], Field(alias="is")]


class Phrase(_Strict):
    """A standard text, for when its conditions all hold; one without conditions always holds. A line is a paragraph.

    A sentence that quotes a detail the office has not given (`{website}`, `{contact_line}`) is left out. `confirm` is
    what the text claims beyond the figures: whoever uses it is asked, by a note, to make sure. `continues` writes it
    on in the paragraph of the phrase before, where that one is printed and does not end in a heading.
    """

    text: Text
    when: Condition | list[Condition] = []
    confirm: str = ""
    continues: bool = False


class PackSection(_Strict):
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
    omit_when: Condition | list[Condition] = []
    subheadings: list[str] = []
    tables: list[Key] = []
    take: Literal["first", "all"] = "first"
    phrases: list[Phrase] = []


class Attachment(_Strict):
    """What is printed on the page after the signature."""

    title: Text
    note: str = ""
    tables: list[Key]


class Jump(_Strict):
    """When a figure has jumped against last year's: times over, and by at least so much in its own measure."""

    factor: Annotated[int, Field(ge=2)] = 5
    at_least: Annotated[int, Field(ge=1)] = 50
    at_least_yuan: Annotated[int, Field(ge=1)] = 10000
    at_least_wan: Annotated[int, Field(ge=1)] = 10


class PackFile(_Strict):
    """<pack>/pack.yaml: one format of the report, for one level and kind of body, from one year on."""

    id: Slug
    extends: Slug | None = None
    name: Text
    level: LevelName
    body: BodyName
    years: Years
    form: Slug
    star_rows: Literal["open", "closed"] = "closed"
    sources: list[SourceDocument] = []
    title: Text
    date_line: bool = True
    preface: list[Phrase]
    sections: list[PackSection]
    closing: list[Phrase] = []
    attachment: Attachment | None = None
    mentions: list[Mention] = []
    relations: list[Relation] = []
    jump: Jump = Jump()
    fonts: list[Text] = []
