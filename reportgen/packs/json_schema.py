"""The JSON Schemas of pack.yaml, of a form and of word lists, made from their grammars, for editors to complete by.

`templates/pack.schema.json`, `form.schema.json` and `lexicon.schema.json` hold what these functions give; `reportgen
schema pack` prints the first. References between keys are beyond a JSON Schema: they are left to `load.py`.
"""

from typing import Any

from reportgen.packs.form import Form
from reportgen.packs.grammar import adapter
from reportgen.packs.pack import PackFile
from reportgen.packs.word_lists import LexiconFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def pack_schema() -> dict[str, Any]:
    """The schema of pack.yaml. A pack that extends another need not repeat what it keeps."""
    schema = adapter(PackFile).json_schema()
    needed = schema.pop("required")
    schema["required"] = ["id"]
    schema |= {"if": {"required": ["extends"]}, "else": {"required": needed}}
    return {"$schema": _DIALECT, **schema, "title": "pack.yaml"}


def form_schema() -> dict[str, Any]:
    """The schema of forms/<form>.yaml."""
    return {"$schema": _DIALECT, **adapter(Form).json_schema(), "title": "form.yaml"}


def lexicon_schema() -> dict[str, Any]:
    """The schema of lexicon/<theme>.yaml."""
    return {"$schema": _DIALECT, **adapter(LexiconFile).json_schema(), "title": "lexicon.yaml"}
