"""Packs and forms: what the issuing offices decide, loaded from `templates/`."""

from reportgen.packs.load import choose, load, load_directory
from reportgen.packs.locate import library, pack_ids
from reportgen.packs.pack import Column, Field, Form, Instance, Pack, Part, Row, Rule, SectionPlan, Table, Term, dated

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
