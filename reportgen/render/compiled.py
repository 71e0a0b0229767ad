"""A pack's template ready to be filled, with the proof's own reading of it: once a process, again when it changes.

Takes the template's path. How it is compiled is left to `fill`, how it is read for the proof to `proof`.
"""

from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import PackError
from reportgen.findings import Location
from reportgen.kept import kept
from reportgen.render.fill.docx import Template, compile_template
from reportgen.render.proof.prove import Outline, outline
from reportgen.render.settled import settled


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template ready to be filled, and its own reading for the proof."""

    compiled: Template
    outline: Outline


def prepared(path: Path) -> Prepared:
    """The template of that file. Raises PackError where it cannot be read, RenderError where it cannot be filled."""
    try:
        return _prepared(path)
    except OSError as error:
        raise PackError.of("P110", Location(file=str(path)), reason=error.strerror or "") from error


@kept(most=32)  # more than there are packs shipped: a batch of every kind reads each once
def _prepared(path: Path) -> Prepared:
    content = settled(path.read_bytes())
    return Prepared(compile_template(content, str(path)), outline(content))
