"""What a report is: the unit, its figures and texts (`ReportData`), and what the document will say (`Page`)."""

from reportgen.model.figures import (
    BLANK,
    DASH,
    NOT_APPLICABLE,
    Figure,
    FigureKey,
    NotApplicable,
    RowCode,
    Value,
    figure_key,
)
from reportgen.model.page import Page, Paragraph, Section
from reportgen.model.report import Aside, Contact, PreviousYear, Printed, ReportData, Signatory, SignOff
from reportgen.model.unit import (
    BODY_WORDS,
    LEVEL_WORDS,
    Body,
    Level,
    Unit,
    body_named,
    body_text,
    level_named,
    level_text,
)

__all__ = [
    "BLANK",
    "BODY_WORDS",
    "DASH",
    "LEVEL_WORDS",
    "NOT_APPLICABLE",
    "Aside",
    "Body",
    "Contact",
    "Figure",
    "FigureKey",
    "Level",
    "NotApplicable",
    "Page",
    "Paragraph",
    "PreviousYear",
    "Printed",
    "ReportData",
    "RowCode",
    "Section",
    "SignOff",
    "Signatory",
    "Unit",
    "Value",
    "body_named",
    "body_text",
    "figure_key",
    "level_named",
    "level_text",
]
