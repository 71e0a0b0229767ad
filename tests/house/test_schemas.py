"""The JSON Schemas beside the packs are those of the program, and every pack names its own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.packs.cases import case_schema
from reportgen.packs.json_schema import form_schema, lexicon_schema, mentions_schema, pack_schema
from tests.builders import TEMPLATES

SCHEMAS = {
    "pack.schema.json": pack_schema,
    "form.schema.json": form_schema,
    "lexicon.schema.json": lexicon_schema,
    "mentions.schema.json": mentions_schema,
    "case.schema.json": case_schema,
}
OF_FOLDER = {"forms": "form.schema.json", "lexicon": "lexicon.schema.json"}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_on_file_is_that_of_the_program(name: str) -> None:
    make: Callable[[], dict[str, Any]] = SCHEMAS[name]
    assert json.loads((TEMPLATES / name).read_text(encoding="utf-8")) == make()


@pytest.mark.parametrize("file", sorted(TEMPLATES.glob("*/*.yaml")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_yaml_file_names_its_schema(file: Path) -> None:
    schema = OF_FOLDER.get(file.parent.name, "pack.schema.json")
    head = file.read_text(encoding="utf-8").split("\nid:")[0]
    assert f"# yaml-language-server: $schema=../{schema}" in head


@pytest.mark.parametrize("file", sorted(TEMPLATES.glob("forms/mentions/*.yaml")), ids=lambda file: file.name)
def test_every_file_of_shared_mentions_names_its_schema(file: Path) -> None:
    head = file.read_text(encoding="utf-8").split("\ntitle:")[0]
    assert "# yaml-language-server: $schema=../../mentions.schema.json" in head


@pytest.mark.parametrize(
    "file", sorted(TEMPLATES.glob("*/cases/*.yaml")), ids=lambda file: f"{file.parts[-3]}/{file.name}"
)
def test_every_case_names_its_schema(file: Path) -> None:
    assert file.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../../case.schema.json\n")


def test_mentions_have_words_where_no_others_lie_under_them() -> None:
    words = {"items": {"required": ["words"]}}
    assert form_schema()["else"] == {"properties": {"mentions": words}}
    assert {"properties": {"mentions": words}} in mentions_schema()["allOf"]


def test_a_pack_that_extends_another_needs_no_more_than_its_id() -> None:
    schema = pack_schema()
    assert schema["required"] == ["id"]
    assert {"name", "level", "body", "years", "form", "title", "preface", "sections"} <= {*schema["else"]["required"]}
