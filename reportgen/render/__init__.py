"""Word: filling a template from a Page, and proving the file that came of it.

A pack's first template is made by `draw.first_report.make`, which is not loaded here: reports do without it.
"""

from reportgen.render.fill.docx import Template, compile_template, fill
from reportgen.render.fill.tags import Tag, tags
from reportgen.render.proof.prove import Outline, outline, prove

__all__ = ["Outline", "Tag", "Template", "compile_template", "fill", "outline", "prove", "tags"]
