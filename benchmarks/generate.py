"""Realistic units, any number of them: one JSONL file, or a folder of filled workbooks, and the roster they stand in.

    python benchmarks/generate.py 10000 --pack county-2021 -o units.jsonl
    python benchmarks/generate.py 200 --pack municipal-2008 --workbooks -o folder --roster roster.csv

The figures agree with each other and with last year's (`tests/builders.py` solves the pack's relations), the texts have
the length of published ones, every unit is its own. The same number, pack and seed give the same units.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reportgen.checks.registry import JUMP
from reportgen.deliver.entry import workbook as entry_workbook
from reportgen.model import DASH, Figure, ReportData, Value
from reportgen.packs import Pack
from reportgen.wording import chinese
from tests import builders

_PLACES = (
    "松岭",
    "云河",
    "青石",
    "白桦",
    "柳泉",
    "金川",
    "长滩",
    "东平",
    "南屏",
    "西坪",
    "北原",
    "临江",
    "望海",
    "石桥",
)
_OFFICES = (
    "教育局",
    "科学技术局",
    "民政局",
    "司法局",
    "财政局",
    "自然资源局",
    "生态环境局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "商务局",
    "卫生健康局",
    "应急管理局",
    "审计局",
    "统计局",
    "医疗保障局",
    "信访局",
)
_SENTENCES = (
    "{name}把公开作为日常工作的一部分，文件在起草时即确定公开属性，印发后在规定期限内发布。",
    "对公众反映集中的事项，采用问答、图表等方式说明政策的适用范围、办理条件和经办渠道。",
    "指定专人受理公开申请，逐件登记、按期答复，疑难事项由承办科室与法制人员会商后办理。",
    "全年组织两次业务学习，结合实例讲解条例的主要条款，参加人员覆盖各科室。",
    "对栏目逐一检查，更正失效链接和过期内容，保证检索和下载正常。",
    "把公开情况列入年度考核，按季通报存在的问题并督促整改。",
)


def units(count: int, pack: Pack, year: int, seed: int) -> Iterator[ReportData]:
    """So many reports of that pack and year."""
    for index in range(count):
        random = Random(f"{seed}:{index}")
        figures = builders.consistent_figures(pack, random, random.choice((5, 30, 300)))
        previous = builders.consistent_previous(pack, figures, year - 1)
        place, office = _PLACES[index % len(_PLACES)], _OFFICES[index // len(_PLACES) % len(_OFFICES)]
        number = index // (len(_PLACES) * len(_OFFICES))
        name = f"{place}{'' if number == 0 else f'第{number}'}{_AREA[pack.level.value]}{office}"
        unit = replace(builders.unit(pack), code=f"{index + 1:06}", name=name)
        yield replace(
            builders.report(pack, year, figures=figures, unit=unit, previous=previous),
            issued_on=date(year + 1, 1, 20),
            narrative=_narrative(pack, name, random),
            explanations={JUMP: "上年积压的事项集中在本年办结，有关数据与上年相比变化较大，已逐项核对登记台账。"},
        )


_WRITTEN = ("overview", "problems")
_AREA = {"provincial": "省", "municipal": "市", "county": "县", "township": "镇"}


def _narrative(pack: Pack, name: str, random: Random) -> dict[str, tuple[str, ...]]:
    """What units write themselves, under the headings the form names; nothing that quotes a figure."""
    own = [plan for plan in pack.sections if plan.key in _WRITTEN]
    return {plan.key: tuple(_written(plan.subheadings, name, random)) for plan in own}


def _written(headings: Sequence[str], name: str, random: Random) -> Iterator[str]:
    if not headings:
        yield from (_paragraph(name, random) for _ in range(random.randint(2, 5)))
    for number, heading in enumerate(headings, 1):
        yield f"（{chinese(number)}）{heading}"
        yield from (_paragraph(name, random) for _ in range(random.randint(1, 2)))


def _paragraph(name: str, random: Random) -> str:
    return "".join(sentence.format(name=name) for sentence in random.sample(_SENTENCES, 3))


def as_json(data: ReportData, pack: Pack) -> dict[str, Any]:
    """The report as a JSON input has it."""
    previous = data.previous
    result: dict[str, Any] = {
        "pack": data.pack_id,
        "year": data.year,
        "issued_on": data.issued_on.isoformat() if data.issued_on else None,
        "unit": _members(data.unit),
        "contact": _members(data.contact),
        "sign_off": {step: _members(getattr(data.sign_off, step)) for step in data.sign_off.__dataclass_fields__},
        "narrative": {key: list(texts) for key, texts in data.narrative.items()},
        "figures": _tables(pack, {key: data.figure(key) for key in pack.fields}),
        "explanations": dict(data.explanations),
    }
    if previous is not None and previous.figures:
        figures = _tables(pack, dict(previous.figures))
        result["previous"] = {"pack": previous.pack_id, "year": previous.year, "figures": figures}
    return result


def _members(value: Any) -> dict[str, str]:
    return {name: str(getattr(value, name)) for name in value.__dataclass_fields__}


def _tables(pack: Pack, figures: dict[Any, Figure]) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    for key, figure in figures.items():
        item = pack.fields[key]
        content = figure.raw if figure.raw is not None else _plain(figure.value)
        tables.setdefault(item.table, {}).setdefault(item.row.code, {})[item.column.code] = content
    return tables


def _plain(value: Value) -> int | float | str | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return None if value is None else DASH


def write_jsonl(path: Path, pack: Pack, reports: Iterator[ReportData]) -> None:
    """A line a unit."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for data in reports:
            file.write(json.dumps(as_json(data, pack), ensure_ascii=False, separators=(",", ":")) + "\n")


def write_workbooks(folder: Path, pack: Pack, reports: Iterator[ReportData]) -> None:
    """A filled entry workbook a unit."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in reports:
        content = entry_workbook.make(pack, data.year, filled=data, previous=data.previous)
        (folder / f"{data.unit.code}-{data.unit.name}.xlsx").write_bytes(content)


def write_roster(path: Path, pack: Pack, reports: Iterator[ReportData]) -> None:
    """The roster of all units, as a spreadsheet saves it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(("代码", "名称", "级别", "性质", "上级", "联系人"))
        for data in reports:
            unit = data.unit
            table.writerow((unit.code, unit.name, unit.level.value, unit.body.value, "", "公开办 0431-00000000"))


def main() -> None:
    parser = argparse.ArgumentParser(description="Make units for tests and benchmarks.")
    parser.add_argument("count", type=int)
    parser.add_argument("--pack", default="county-2021")
    parser.add_argument("--year", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workbooks", action="store_true", help="a folder of filled workbooks instead of a JSONL file")
    parser.add_argument("--roster", type=Path, help="write the roster of the units to this .csv too")
    parser.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args()
    pack = builders.pack(asked.pack)
    year = asked.year or pack.first_year + 2
    write = write_workbooks if asked.workbooks else write_jsonl
    write(asked.output, pack, units(asked.count, pack, year, asked.seed))
    if asked.roster is not None:
        write_roster(asked.roster, pack, units(asked.count, pack, year, asked.seed))


if __name__ == "__main__":
    main()
