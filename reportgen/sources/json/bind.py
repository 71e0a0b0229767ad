"""A report's JSON, held against the schema and the pack: every value with its pointer, every deviation a finding.

Takes a JsonReport and a Pack; gives what it gathered. What does not fit the schema is named and left out, the rest is
read on, so that one run shows everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from reportgen.errors import PackError
from reportgen.model import Figure, FigureKey, PreviousYear
from reportgen.packs import Field, Pack, library, load
from reportgen.packs.workbook_layout import layout
from reportgen.sources import values
from reportgen.sources.gathered import Gathered, begin
from reportgen.sources.json.file import JsonReport, kind_of, step
from reportgen.sources.json.identity import of_json
from reportgen.sources.json.schema import ReportFile
from reportgen.sources.previous import mapped
from reportgen.wording.likeness import nearest

_Path = tuple[str | int, ...]


class _FormCell(NamedTuple):
    """A cell of the form: its address, its field, and the end of its pointer."""

    key: FigureKey
    field: Field
    pointer: str


_Plan = Mapping[str, Mapping[str, Mapping[str, _FormCell]]]


def gather(report: JsonReport, pack: Pack) -> Gathered:
    """Everything the report says, and every finding."""
    gathered = begin(of_json(report), pack, report.location("/year"))
    gathered.findings.extend(report.findings)  # what is wrong with the JSON itself
    data = _sound(report, gathered)
    for name in ("unit", "contact"):
        _fields(report, data.get(name), name, gathered)
    for name, member in (data.get("sign_off") or {}).items():
        _fields(report, member, f"sign_off.{name}", gathered)
    if data.get("issued_on") is not None:
        gathered.fields["issued_on"] = (data["issued_on"], report.location("/issued_on"))
    _narrative(report, data.get("narrative") or {}, pack, gathered)
    _figures(report, data.get("figures") or {}, pack, gathered)
    gathered.previous = _previous(report, data.get("previous"), pack, gathered)
    _explanations(report, data.get("explanations") or {}, gathered)
    return gathered


# The schema


def _sound(report: JsonReport, gathered: Gathered) -> Mapping[str, Any]:
    """The members as far as they fit the schema; the rest is named in findings."""
    try:
        ReportFile.model_validate(report.data)
    except ValidationError as error:
        bad: dict[_Path, str] = {}
        for item in error.errors(include_url=False, include_context=False):
            # of a union pydantic tells each branch's failure: the first will do
            bad.setdefault(_path(item["loc"]), item["type"])
        for path, kind in bad.items():
            _deviation(report, path, kind, gathered)
        return _without(report.data, list(bad))
    return report.data


def _path(loc: _Path) -> _Path:
    """The path of the value, without the branch of a union and what lies in it."""
    for index, part in enumerate(loc):
        # a narrative may be a text or a list of texts
        if part == "list[str]" or (part == "str" and index == len(loc) - 1):
            return loc[:index]
    return loc


def _deviation(report: JsonReport, path: _Path, kind: str, gathered: Gathered) -> None:
    where = report.location("".join(f"/{step(str(part))}" for part in path))
    key = ".".join(str(part) for part in path)
    if kind == "extra_forbidden":
        known = _keys_at(path[:-1])
        gathered.report("S252", where, key=key, nearest=nearest(str(path[-1]), known) or "—", known=", ".join(known))
        return
    found = kind_of(_at(report.data, path))
    gathered.report("S253", where, key=key, expected=_EXPECTED.get(kind, kind), found=found)


_EXPECTED = {
    "string_type": "text",
    "int_type": "whole number",
    "dict_type": "object",
    "list_type": "text",
    "model_type": "object",
    "model_attributes_type": "object",
}


def _at(value: Any, path: _Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _keys_at(path: _Path) -> list[str]:
    model: type[BaseModel] | None = ReportFile
    for part in path:
        annotation = model.model_fields[str(part)].annotation if model else None
        members = getattr(annotation, "__args__", (annotation,))  # `ReportFile | None`: the models among the members
        model = next((item for item in members if isinstance(item, type) and issubclass(item, BaseModel)), None)
    return [] if model is None else [field.alias or name for name, field in model.model_fields.items()]


def _without(data: Mapping[str, Any], paths: Sequence[_Path]) -> Mapping[str, Any]:
    """The data without the values at these paths."""
    first = {path[0] for path in paths if len(path) == 1}
    kept = {}
    for key, value in data.items():
        inner = [path[1:] for path in paths if len(path) > 1 and path[0] == key]
        if key not in first:
            # one level deeper, with the rest of each path
            kept[key] = _without(value, inner) if inner and isinstance(value, Mapping) else value
    return kept


# The members


def _fields(report: JsonReport, member: Mapping[str, Any] | None, path: str, gathered: Gathered) -> None:
    for name, value in (member or {}).items():
        if value is not None:
            place = report.location(f"/{path.replace('.', '/')}/{name}")
            gathered.fields[f"{path}.{name}"] = (value, place)


def _narrative(report: JsonReport, texts: Mapping[str, Any], pack: Pack, gathered: Gathered) -> None:
    known = layout(pack).section_keys
    for key, text in texts.items():
        where = report.location(f"/narrative/{step(key)}")
        if key not in known:
            names = [section.key for section in layout(pack).sections]
            gathered.report(
                "S252", where, key=f"narrative.{key}", nearest=nearest(key, names) or "—", known=", ".join(names)
            )
            continue
        lines = [text] if isinstance(text, str) else text or []  # null is an empty text
        gathered.narrative[key] = tuple(line for item in lines for line in values.paragraphs(item))
        gathered.places[f"narrative.{key}"] = where


def _explanations(report: JsonReport, given: Mapping[str, str], gathered: Gathered) -> None:
    for key, reason in given.items():
        gathered.explanations[key] = reason.strip()
        gathered.places[f"explanations.{key}"] = report.location(f"/explanations/{step(key)}")


# Figures


@lru_cache(maxsize=32)
def _plan(pack: Pack) -> _Plan:
    plan: dict[str, dict[str, dict[str, _FormCell]]] = {}
    for key, field in pack.fields.items():
        row, column = field.row.code, field.column.code
        cell = _FormCell(key, field, f"/figures/{field.table}/{row}/{column}")
        plan.setdefault(field.table, {}).setdefault(row, {})[column] = cell
    return plan


def _figures(report: JsonReport, tables: Mapping[str, Any], pack: Pack, gathered: Gathered) -> None:
    """Every field of the form: given or not, it has its place."""
    plan, found, place = _plan(pack), gathered.figures, report.location
    for table, rows in plan.items():
        given_rows = tables.get(table) or {}
        for row, cells in rows.items():
            given = given_rows.get(row) or {}
            for column, (key, field, pointer) in cells.items():
                # what is not given is blank, and has its place all the same
                figure, finding = values.figure(given.get(column), field, place(pointer), gathered.year)
                found[key] = figure
                if finding is not None:
                    gathered.findings.append(finding)
    _report_unknown(report, "/figures", tables, plan, gathered)


def _report_unknown(report: JsonReport, root: str, tables: Mapping[str, Any], plan: _Plan, gathered: Gathered) -> None:
    for pointer, name, known in _unknown(tables, plan):
        where = report.location(root + pointer)
        # forty names are enough to choose from
        gathered.report("S252", where, key=name, nearest=nearest(name, known) or "—", known=", ".join(known[:40]))


def _unknown(tables: Mapping[str, Any], plan: _Plan) -> Iterator[tuple[str, str, list[str]]]:
    for table, rows in tables.items():
        if table not in plan:
            yield f"/{step(table)}", table, list(plan)
            continue
        for row, cells in rows.items():
            if row not in plan[table]:
                yield f"/{table}/{step(row)}", row, list(plan[table])
                continue
            known = plan[table][row]
            yield from (
                (f"/{table}/{row}/{step(column)}", column, list(known)) for column in cells if column not in known
            )


def _previous(
    report: JsonReport, member: Mapping[str, Any] | None, pack: Pack, gathered: Gathered
) -> PreviousYear | None:
    """Last year's figures under this year's codes; those of another pack are mapped by their rows' predecessors."""
    if member is None:
        return None
    old = _pack_of_previous(report, member.get("pack"), pack, gathered)
    if old is None:
        return None  # its figures cannot be told under this year's codes: S255 said so
    tables = member.get("figures") or {}
    figures: dict[FigureKey, Figure] = {}
    for table, rows in _plan(old).items():
        for row, cells in rows.items():
            given = (tables.get(table) or {}).get(row) or {}
            for cell in (cells[column] for column in given if column in cells):
                where = report.location("/previous" + cell.pointer)
                figures[cell.key], finding = values.figure(
                    given[cell.field.column.code], cell.field, where, gathered.year - 1
                )
                if finding is not None:
                    gathered.findings.append(finding)
    _report_unknown(report, "/previous/figures", tables, _plan(old), gathered)
    year = member.get("year")
    gathered.places["previous"] = report.location("/previous")
    return PreviousYear(
        year=gathered.year - 1 if year is None else year, figures=mapped(figures, old, pack), pack_id=old.id
    )


def _pack_of_previous(report: JsonReport, pack_id: str | None, pack: Pack, gathered: Gathered) -> Pack | None:
    if pack_id is None or pack_id == pack.id:
        return pack
    try:
        return load(pack_id, (pack.directory.parent, *library()))
    except PackError:
        gathered.report("S255", report.location("/previous/pack"), pack=pack_id)
        return None
