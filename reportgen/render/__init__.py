"""Word: filling a template from a Page, and proving the file that came of it."""

from reportgen.render.docx import Template, compile_template, fill
from reportgen.render.first_report import make
from reportgen.render.proof import Outline, outline, prove
from reportgen.render.tags import Tag, tags

__all__ = ["Outline", "Tag", "Template", "compile_template", "fill", "make", "outline", "prove", "tags"]
