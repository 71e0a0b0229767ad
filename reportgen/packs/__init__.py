"""Packs and forms: what the issuing offices decide, loaded from `templates/`."""

from reportgen.packs.form import Column, Form, Part, Row, Table
from reportgen.packs.load import choose, load, load_directory
from reportgen.packs.locate import library, pack_ids
from reportgen.packs.pack import Field, Instance, Pack, Rule, Term, dated
from reportgen.packs.schema import SectionPlan

__all__ = [
    "Column",
    "Field",
    "Form",
    "Instance",
    "Pack",
    "Part",
    "Row",
    "Rule",
    "SectionPlan",
    "Table",
    "Term",
    "choose",
    "dated",
    "library",
    "load",
    "load_directory",
    "pack_ids",
]
