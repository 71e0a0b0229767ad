"""Word: filling a template from a Page, and proving the file that came of it.

A pack's first template is made by `first_report.make`, which is not loaded here: reports do without it.
"""

from reportgen.render.docx import Template, compile_template, fill
from reportgen.render.proof import Outline, outline, prove
from reportgen.render.tags import Tag, tags

__all__ = ["Outline", "Tag", "Template", "compile_template", "fill", "outline", "prove", "tags"]
