"""The grammar of a report in JSON: which members there are and what each may hold.

`reportgen schema report` prints the JSON Schema made from here; `bind.py` holds every report against it. Which
rows and columns there are is the pack's to say, whether the figures are right the checks'.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from reportgen.model import BODY_WORDS, LEVEL_WORDS, Body, Level

# Any: what was typed is judged by `values.py`, as in a workbook; a wrong figure must not make the rest unread.
Figure = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [{"type": "number"}, {"type": "string"}, {"type": "null"}],
            "description": 'A number, "-" (not applicable: only where the form allows it), or null (not yet filled). '
            "An amount with its unit (12.5万元) and names with counts (《动态》50期) are text.",
        }
    ),
]
Figures = dict[str, dict[str, dict[str, Figure]]]
Text = str | None
Day = Annotated[str | None, Field(description="2013-02-20")]


class _Strict(BaseModel):  # strict: 130000 is no text, a postcode is quoted
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class UnitPart(_Strict):
    """Who reports."""

    code: Text = None
    name: Text = None
    short_name: Text = None
    level: Annotated[Text, Field(json_schema_extra={"examples": [*map(str, Level), *LEVEL_WORDS.values()]})] = None
    body: Annotated[Text, Field(json_schema_extra={"examples": [*map(str, Body), *BODY_WORDS.values()]})] = None


class ContactPart(_Strict):
    """The contact line of the preface."""

    address: Text = None
    postcode: Text = None
    phone: Text = None
    email: Text = None
    website: Text = None


class SignatoryPart(_Strict):
    """Who did one step of the sign-off, and when."""

    name: Text = None
    date: Text = None


class SignOffPart(_Strict):
    """填报人, 审核人, 保密审查人, 签发人."""

    prepared_by: SignatoryPart | None = None
    reviewed_by: SignatoryPart | None = None
    secrecy_reviewed_by: SignatoryPart | None = None
    approved_by: SignatoryPart | None = None


class PreviousPart(_Strict):
    """Last year's figures, under the codes of `pack`; left out: of this report's pack."""

    pack: Text = None
    year: int | None = None
    figures: Annotated[Figures, Field(description="table, row, column: value")] = {}


class ReportFile(_Strict):
    """One unit's yearly report."""

    schema_: Annotated[Text, Field(alias="$schema", description="For editors; not read.")] = None
    pack: Annotated[Text, Field(description="May be left out when level, body and year decide it.")] = None
    year: int | None = None
    issued_on: Day = None
    unit: UnitPart | None = None
    contact: ContactPart | None = None
    sign_off: SignOffPart | None = None
    narrative: Annotated[
        dict[str, str | list[str] | None] | None,
        Field(description="Section key: text, or a list of paragraphs. preface and closing stand here too."),
    ] = None
    figures: Annotated[Figures | None, Field(description="Table, row, column: value.")] = None
    previous: PreviousPart | None = None
    explanations: Annotated[
        dict[str, str] | None, Field(description="rule, rule:column or rule:row: why it does not hold.")
    ] = None


def report_json_schema() -> dict[str, Any]:
    """The JSON Schema of a report."""
    schema = ReportFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "reportgen report"}
