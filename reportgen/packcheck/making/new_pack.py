"""A new pack: from one that there is (`extends`), or from a form's rows in a spreadsheet.

Gives the files of the pack by name, ready to be written: pack.yaml, for a new form its YAML, a first case, the schemas
that editors complete by. The Word template is drawn from the files once they lie on disk (`template`).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.errors import PackError
from reportgen.model import kind_text
from reportgen.packcheck.template import lint
from reportgen.packs import Pack, load, load_directory
from reportgen.packs.cases import case_schema
from reportgen.packs.json_schema import form_schema, mentions_schema, pack_schema
from reportgen.packs.locate import FORMS, PACK_FILE, PackName, find_form, named

# 县级部门政府信息公开工作年度报告（2014-2018年度）: the years are not those of the new pack.
_YEARS = re.compile(r"（[0-9-]+年度起?）$")
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTitle:
    """What a new form is called and where it comes from."""

    id: str
    title: str
    number: str = ""
    issuer: str = ""


def pack_name(pack_id: str) -> PackName:
    """What the id of a new pack says. Raises PackError for one that says neither level nor year."""
    found = named(pack_id, Path(pack_id))
    if found is None:
        raise PackError.of("P276", id=pack_id)
    return found


def extending(pack_id: str, parent: Pack) -> dict[str, str]:
    """The files of a pack that says only what it changes."""
    at = pack_name(pack_id)
    changed = [f"level: {_quoted(at.level.value)}"] if at.level is not parent.level else []
    changed += [f"body: {_quoted(at.body.value)}"] if at.body is not parent.body else []
    # the parent's end holds for the child, where it lies ahead
    last = f", last: {parent.last_year}" if parent.last_year and parent.last_year >= at.first_year else ""
    if at.first_year != parent.first_year:
        changed.append(f"years: {{first: {at.first_year}{last}}}")
    name = f"{_YEARS.sub('', parent.name)}（{at.first_year}年度起，本单位格式）"
    lines = [
        f"# {parent.name}：本单位的改动。没有写的都取自 {parent.id}。",
        "# yaml-language-server: $schema=../pack.schema.json",
        f"id: {_quoted(pack_id)}",
        f"extends: {_quoted(parent.id)}",
        f"name: {_quoted(name)}",
        *changed,
        "# 改一个部分：照下面的样子写出它的全部内容，去掉行首的 #。",
        "# sections:",
        *(f"#   {line}" for line in _section(parent)),
    ]
    return {f"{pack_id}/{PACK_FILE}": _lines(lines), **_case(pack_id, at.first_year), **_schemas()}


def copied_form(parent: Pack, folders: Sequence[Path]) -> dict[str, str]:
    """The parent's form, to be changed: one that lies beside the pack comes before the installed one."""
    path = find_form(parent.form.id, parent.directory, folders)
    return {f"{FORMS}/{parent.form.id}.yaml": path.read_text(encoding="utf-8-sig")} if path is not None else {}


def from_rows(pack_id: str, form: FormTitle, rows: Data) -> dict[str, str]:
    """The files of a pack with a form of its own."""
    at = pack_name(pack_id)
    return {
        f"{FORMS}/{form.id}.yaml": _lines(_form(form, rows, at.first_year)),
        f"{pack_id}/{PACK_FILE}": _lines(_pack(pack_id, form, at)),
        **_case(pack_id, at.first_year),
        **_schemas(),
    }


def template(directory: Path, folders: Sequence[Path], parent: Pack | None = None) -> bytes:
    """The Word template of a pack that lies on disk: its parent's where that fits, else one drawn anew."""
    from reportgen.render.draw import first_report

    pack = load_directory(directory, (directory.parent, *folders))
    if parent is not None and parent.template_path.is_file():
        content = parent.template_path.read_bytes()
        if not lint.template(content, pack, ""):  # without a finding: the parent's template prints all of the new pack
            return content
    return first_report.make(pack)


def parent_pack(pack_id: str, folders: Sequence[Path]) -> Pack:
    """The pack to extend. Raises PackError when there is none, or when it extends one itself."""
    pack = load(pack_id, folders)
    text = (pack.directory / PACK_FILE).read_text(encoding="utf-8-sig")
    if any(line.startswith("extends:") for line in text.splitlines()):
        raise PackError.of("P113", pack=pack_id)
    return pack


def _form(form: FormTitle, rows: Data, first_year: int) -> Iterator[str]:
    yield f"# {form.title}"
    yield "# Codes are addresses for ever: never rename or reuse one. Quote every code."
    yield "# yaml-language-server: $schema=../form.schema.json"
    yield f"id: {_quoted(form.id)}"
    yield f"title: {_quoted(form.title)}"
    yield f"years: {{first: {first_year}}}"
    yield "source:"
    details = {"number": form.number, "title": form.title, "issuer": form.issuer}
    yield from (f"  {key}: {_quoted(value)}" for key, value in details.items() if value)
    yield "tables:"
    yield '  - key: "statistics"'
    yield '    sheet: "统计表"'
    yield from (
        f"    {key}: {_quoted(rows[key])}" for key in ("layout", "label_header", "unit_header") if rows.get(key)
    )
    yield "    columns:"
    yield from (f"      - {_flow(column)}" for column in rows["columns"])
    yield "    parts:"
    yield "      - rows:"
    yield from (f"          - {_flow(row)}" for row in rows["rows"])
    yield "relations:"
    for relation in rows["relations"]:
        yield from _item(relation)


def _item(relation: Data) -> Iterator[str]:
    for index, (key, value) in enumerate(relation.items()):
        yield f"  {'- ' if index == 0 else '  '}{key}: {_value(value)}"


def _pack(pack_id: str, form: FormTitle, at: PackName) -> Iterator[str]:
    name = f"{kind_text(at.level, at.body)}政府信息公开工作年度报告（{at.first_year}年度起）"
    yield f"# {name}"
    yield "# yaml-language-server: $schema=../pack.schema.json"
    details = {"id": pack_id, "name": name, "level": at.level.value, "body": at.body.value}
    yield from (f"{key}: {_quoted(value)}" for key, value in details.items())
    yield f"years: {{first: {at.first_year}}}"
    yield f"form: {_quoted(form.id)}"
    yield 'title: "{unit.name}{year}年政府信息公开工作年度报告"'
    yield "preface:"
    yield (
        '  - text: "根据《中华人民共和国政府信息公开条例》的规定，{unit.name}编制了{year}年政府信息公开工作年度报告。'
        '本报告包括{sections}，共{section_count}个部分。"'
    )
    yield "sections:"
    for key, heading, text in _OUTLINE:
        yield f"  - key: {_quoted(key)}"
        yield f"    heading: {_quoted(heading)}"
        yield "    phrases:"
        yield f"      - text: {_quoted(text)}"
    yield "attachment:"
    yield f"  title: {_quoted(form.title + '（{year}年度）')}"
    yield '  note: "附件：{attachment_title}"'
    yield '  tables: ["statistics"]'


_SEE = "{year}年的有关数据见附件。"
_OUTLINE = (
    ("overview", "概述", "{year}年，{unit.short_name}按照有关规定推进政府信息公开工作，保障公众依法获取政府信息。"),
    ("proactive", "主动公开政府信息的情况", _SEE),
    ("requests", "依申请公开政府信息的情况", _SEE),
    ("remedies", "行政复议、行政诉讼和申诉的情况", _SEE),
    (
        "problems",
        "存在的问题及改进措施",
        "公开内容的深度与公众的需求还有差距，{unit.short_name}将充实内容，加强更新和管理。",
    ),
)


def _section(parent: Pack) -> Iterator[str]:
    """The parent's first section as an example to change."""
    first = parent.sections[0]
    yield f"- key: {_quoted(first.key)}"
    yield f"  heading: {_quoted(first.heading)}"
    if first.hint:
        yield f"  hint: {_quoted(first.hint)}"
    yield "  phrases:"
    for phrase in first.phrases[:1]:
        yield f"    - text: {_quoted(phrase.text)}"


def _case(pack_id: str, year: int) -> dict[str, str]:
    lines = [
        "# yaml-language-server: $schema=../../case.schema.json",
        'name: "没有发生的填0"',
        f"year: {year}",
        "expect:",
        '  words: ["政府信息公开工作年度报告"]',
    ]
    return {f"{pack_id}/cases/nothing.yaml": _lines(lines)}


def _schemas() -> dict[str, str]:
    schemas = {"pack": pack_schema(), "form": form_schema(), "mentions": mentions_schema(), "case": case_schema()}
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas.items()
    }


def _lines(lines: Sequence[str] | Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _flow(item: Data) -> str:
    return "{" + ", ".join(f"{key}: {_value(value)}" for key, value in item.items()) + "}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_quoted(item) for item in value) + "]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """The text as a double-quoted YAML scalar."""
    return json.dumps(text, ensure_ascii=False)  # a text in JSON is a double-quoted one in YAML
