"""The JSON Schemas of pack.yaml, of a form and of word lists, made from their grammars, for editors to complete by.

`templates/pack.schema.json` and those beside it hold what these functions give; `reportgen schema pack`
prints it. References between keys are beyond a JSON Schema: they are left to `load.py`.
"""

from typing import Any

from reportgen.packs.form import Form
from reportgen.packs.grammar import adapter
from reportgen.packs.pack import PackFile
from reportgen.packs.shared_mentions import SharedMentions
from reportgen.packs.word_lists import LexiconFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WITH_WORDS = {"items": {"required": ["words"]}}


def pack_schema() -> dict[str, Any]:
    """The schema of pack.yaml. A pack that extends another need not repeat what it keeps."""
    schema = adapter(PackFile).json_schema()
    needed = schema.pop("required")
    schema["required"] = ["id"]  # what the parent says may be left out
    schema |= {"if": {"required": ["extends"]}, "else": {"required": needed}}
    return {"$schema": _DIALECT, **schema, "title": "pack.yaml"}


def form_schema() -> dict[str, Any]:
    """The schema of forms/<form>.yaml. Without shared mentions under them, its own must be whole."""
    whole = {"if": {"required": ["mentions_from"]}, "else": {"properties": {"mentions": _WITH_WORDS}}}
    return {"$schema": _DIALECT, **adapter(Form).json_schema(), **whole, "title": "form.yaml"}


def mentions_schema() -> dict[str, Any]:
    """The schema of forms/mentions/<name>.yaml."""
    whole = {"allOf": [{"properties": {"mentions": _WITH_WORDS}}]}
    return {"$schema": _DIALECT, **adapter(SharedMentions).json_schema(), **whole, "title": "mentions.yaml"}


def lexicon_schema() -> dict[str, Any]:
    """The schema of lexicon/<theme>.yaml."""
    return {"$schema": _DIALECT, **adapter(LexiconFile).json_schema(), "title": "lexicon.yaml"}
