"""The maintainers' manual, run: every file it shows is written, every command called; both languages show the same."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import pytest
from ruamel.yaml import YAML

from reportgen.cli import app
from reportgen.packs import SectionPlan, relations
from reportgen.packs.grammar import keys_at, made
from reportgen.packs.pack import PackFile
from reportgen.packs.schema import Relation, RelationKind
from tests.builders import TEMPLATES, pack

MANUALS = ("README.md", "README.en.md")
_BLOCK = re.compile(r"(?:<!-- (?P<asked>.*?) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)```", re.DOTALL)


class Block(NamedTuple):
    """A fenced example with what the comment above it asks for."""

    kind: str
    asked: str
    body: str


def blocks(manual: str) -> Iterator[Block]:
    for match in _BLOCK.finditer((TEMPLATES / manual).read_text(encoding="utf-8")):
        yield Block(match["kind"], match["asked"] or "", match["body"])


def _write(block: Block) -> None:
    word, _, rest = block.asked.partition(": ")
    if word == "file":
        Path(rest).parent.mkdir(parents=True, exist_ok=True)
        Path(rest).write_text(block.body, encoding="utf-8")
    elif word == "append":
        text = Path(rest).read_text(encoding="utf-8")
        Path(rest).write_text(text + block.body, encoding="utf-8")
    elif word == "insert":
        name, marker = rest.split(" after: ")
        lines = Path(name).read_text(encoding="utf-8").splitlines(keepends=True)
        index = next(number for number, line in enumerate(lines) if marker in line)
        Path(name).write_text("".join((*lines[: index + 1], block.body, *lines[index + 1 :])), encoding="utf-8")


@pytest.mark.slow
def test_every_example_of_the_manual_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = 0
    for block in blocks(MANUALS[0]):
        _write(block)
        expected = int(block.asked.removeprefix("exit: ")) if block.asked.startswith("exit: ") else 0
        for line in block.body.splitlines() if block.kind == "sh" else ():
            program, *arguments = line.split()
            assert program == "reportgen"
            code = app.run(arguments)
            output = capsys.readouterr()
            assert code == expected, f"{line}\n{output.out}\n{output.err}"
            commands += 1
    assert commands >= 25


@pytest.mark.parametrize("manual", MANUALS)
def test_every_relation_of_the_manual_is_one(manual: str) -> None:
    block = next(item for item in blocks(manual) if item.asked.startswith("relations: "))
    of = pack(block.asked.removeprefix("relations: "))
    kinds = set()
    for item in YAML(typ="safe").load(block.body):
        relation = made(Relation, item)
        assert list(relations.bad_references(relation, of.fields)) == []
        assert relations.missing_keys(relation) == ()
        assert relations.expand(relation, of.fields).instances
        kinds.add(relation.kind)
    assert {"sum", "equal", "at_most", "at_least", "descending", "one_of", "zero_unless", "share"} <= kinds


@pytest.mark.parametrize("manual", MANUALS)
def test_the_manual_names_every_kind_and_every_key(manual: str) -> None:
    text = (TEMPLATES / manual).read_text(encoding="utf-8")
    names = [*get_args(RelationKind), *keys_at(PackFile, ()), *keys_at(SectionPlan, ())]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_both_manuals_show_the_same_examples() -> None:
    chinese, english = ([(item.kind, item.asked, item.body) for item in blocks(name)] for name in MANUALS)
    shown = [[item for item in found if item[0] != "text"] for found in (chinese, english)]
    assert shown[0] == shown[1]
