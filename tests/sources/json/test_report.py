import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen import sources
from reportgen.errors import SourceError
from reportgen.findings import Finding
from reportgen.model import NOT_APPLICABLE, Body, FigureKey, Level, ReportData
from reportgen.sources import report_json_schema
from reportgen.sources.json.schema import ReportFile
from tests.builders import pack

PACK = pack("municipal-2008")


def bound(members: dict[str, Any] | str, pack_id: str = "municipal-2008") -> tuple[ReportData, list[Finding]]:
    """What is read from these members, laid over the least a report needs."""
    text = members if isinstance(members, str) else json.dumps({"year": 2012, **members}, ensure_ascii=False)
    source = sources.read_bytes(text.encode(), "a.json")
    data, findings = sources.bind(source, pack(pack_id))
    return data, [*sources.identity(source).findings, *findings]


def statistics(**rows: Any) -> dict[str, Any]:
    return {"figures": {"statistics": rows}}


def named(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.location.pointer) for finding in findings]


def test_a_whole_report_is_read() -> None:
    data, findings = bound(
        {
            "pack": "municipal-2008",
            "issued_on": "2013-02-20",
            "unit": {"code": "007", "name": "某局", "short_name": "我局", "level": "市", "body": "部门"},
            "contact": {"phone": "0431-1", "postcode": "010010", "email": None},
            "sign_off": {"prepared_by": {"name": "办公室", "date": "1月5日"}, "approved_by": None},
            "narrative": {"preface": "一\n二 \n\n", "overview": ["三", "四\n五"], "closing": None},
            **statistics(
                **{"5": {"cumulative": 2956, "annual": "１，５７９"}, "1": {"cumulative": "-", "annual": 2.5}}
            ),
            "explanations": {"timely-20:annual": " 口径 "},
        }
    )
    assert findings == []
    assert (data.unit.code, data.unit.level, data.unit.body) == ("007", Level.MUNICIPAL, Body.DEPARTMENT)
    assert (data.contact.postcode, data.contact.email, data.sign_off.prepared_by.date) == ("010010", "", "1月5日")
    assert data.narrative == {"preface": ("一", "二"), "overview": ("三", "四", "五"), "closing": ()}
    keys = ("5.cumulative", "5.annual", "1.cumulative", "1.annual", "6.annual")
    values = [data.value(FigureKey(key)) for key in keys]
    assert values == [2956, 1579, NOT_APPLICABLE, Decimal("2.5"), None]
    assert data.figure(FigureKey("6.annual")).location.pointer == "/figures/statistics/6/annual"
    assert data.explanations == {"timely-20:annual": "口径"}
    assert data.place("narrative.overview").pointer == "/narrative/overview"
    assert data.place("unit.name").pointer == "/unit/name"


def test_numbers_keep_every_digit() -> None:
    data, _ = bound(
        '{"year": 2012, "figures": {"statistics": {"24": {"annual": 0.1, "cumulative": 123456789.123456}}}}'
    )
    assert data.value(FigureKey("24.annual")) == Decimal("0.1")
    assert data.value(FigureKey("24.cumulative")) == Decimal("123456789.123456")


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"yer": 2012}, [("S252", "/yer")]),
        ({"unit": {"nam": "x"}}, [("S252", "/unit/nam")]),
        ({"unit": {"name": 5}}, [("S253", "/unit/name")]),
        ({"contact": []}, [("S253", "/contact")]),
        ({"narrative": {"overview": 5}}, [("S253", "/narrative/overview")]),
        ({"narrative": {"overview": ["x", 5]}}, [("S253", "/narrative/overview")]),
        ({"narrative": {"ovrview": "x"}}, [("S252", "/narrative/ovrview")]),
        ({"figures": {"statistic": {}}}, [("S252", "/figures/statistic")]),
        (statistics(**{"5.12": {}}), [("S252", "/figures/statistics/5.12")]),
        (statistics(**{"5": {"anual": 1}}), [("S252", "/figures/statistics/5/anual")]),
        (statistics(**{"5": 4}), [("S253", "/figures/statistics/5")]),
        (statistics(**{"5": {"annual": "579条"}}), [("S201", "/figures/statistics/5/annual")]),
        (statistics(**{"5": {"annual": True}}), [("S205", "/figures/statistics/5/annual")]),
        (statistics(**{"5": {"annual": [1]}}), [("S202", "/figures/statistics/5/annual")]),
        ({"issued_on": "明天"}, [("S210", "/issued_on")]),
        ({"contact": {"phone": "1\n2"}}, [("S211", "/contact/phone")]),
        ({"unit": {"level": "洲"}}, [("S212", "/unit/level")]),
        ({"unit": {"body": "government"}}, [("S217", "/unit/body")]),
        ({"year": 2019}, [("S216", "/year")]),
        ({"previous": {"pack": "municipal-1999", "figures": {}}}, [("S255", "/previous/pack")]),
        ({"previous": {"figures": {"statistics": {"99": {}}}}}, [("S252", "/previous/figures/statistics/99")]),
        ({"explanations": {"web": 1}}, [("S253", "/explanations/web")]),
        ({"a/b~c": 1}, [("S252", "/a~1b~0c")]),
    ],
)
def test_every_deviation_is_named_at_its_pointer(members: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert named(bound(members)[1]) == expected


def test_everything_wrong_is_told_in_one_run_and_the_rest_is_read() -> None:
    data, findings = bound(
        {"unit": {"nam": "x", "name": "某局"}, "contact": 5, **statistics(**{"5": {"annual": 3, "x": 1}, "y": {}})}
    )
    assert {code for code, _ in named(findings)} == {"S252", "S253"}
    assert len(findings) == 4
    assert data.unit.name == "某局"
    assert data.value(FigureKey("5.annual")) == 3


def test_the_nearest_known_key_is_offered() -> None:
    finding = bound({"narrative": {"ovrview": "x"}})[1][0]
    assert finding.facts["nearest"] == "overview"


def test_a_key_that_stands_twice_is_named() -> None:
    text = '{"year": 2012, "figures": {"statistics": {"5": {"annual": 1, "annual": 2}}, "statistics": {}}}'
    source = sources.read_bytes(text.encode(), "a.json")
    findings = sources.bind(source, PACK)[1]
    assert named(list(findings)) == [("S251", "/figures/statistics")]
    text = '{"year": 2012, "figures": {"statistics": {"5": {"annual": 1, "annual": 2}}}}'
    data, findings_inside = bound(text)
    assert named(findings_inside) == [("S251", "/figures/statistics/5/annual")]
    assert data.value(FigureKey("5.annual")) == 2


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_json_calls_a_number_and_is_none_is_named(constant: str) -> None:
    text = '{"year": 2012, "figures": {"statistics": {"5": {"annual": ' + constant + "}}}}"
    assert named(bound(text)[1]) == [("S207", "/figures/statistics/5/annual")]


def test_a_missing_year_is_named() -> None:
    assert named(bound("{}")[1]) == [("S215", "/year")]


# last year


def test_last_year_of_the_same_pack_goes_by_code() -> None:
    data, findings = bound({"previous": {"year": 2011, "figures": {"statistics": {"5": {"annual": 7}}}}})
    assert findings == []
    assert data.previous is not None
    assert (data.previous.year, data.previous.pack_id) == (2011, PACK.id)
    assert {key: figure.value for key, figure in data.previous.figures.items()} == {"5.annual": 7}


def test_last_year_of_another_form_goes_by_predecessor() -> None:
    figures = {"t2": {"m4": {"decisions": 1}, "m5": {"decisions": 2}}, "t3": {"r4": {"total": 3}}}
    members = {"year": 2021, "previous": {"pack": "county-2019", "year": 2020, "figures": figures}}
    data, findings = bound(members, "county-2021")
    assert findings == []
    assert data.previous is not None
    assert {key: figure.value for key, figure in data.previous.figures.items()} == {"m4.decisions": 2, "r4.total": 3}


# the file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_chinese_computers_are_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "年报.json"
    path.write_bytes('{"year": 2012, "unit": {"name": "云河市局"}}'.encode(encoding))
    assert sources.bind(sources.read(path), PACK)[0].unit.name == "云河市局"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"year": 2012,}', "S114"),
        (b'{"year": 2012', "S114"),
        (b'{"year": 02012}', "S114"),
        (b"[1, 2]", "S115"),
        (b'"x"', "S115"),
        (b"", "S103"),
        (b'{"a": "\xff\xff"}', "S116"),
        (b'{"a":' * 100_000, "S117"),
        (b'{"a": ' + b"9" * 5000 + b"}", "S117"),
        (rb'{"a": "\ud842"}', "S119"),
        (rb'{"a": [{"\uDFB7": 1}]}', "S119"),
        (b"PK\x03\x04", "S107"),
    ],
)
def test_what_is_no_report_gets_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        sources.read_bytes(data, "a.json")
    assert [finding.code for finding in caught.value.findings] == [code]


def test_a_syntax_error_is_named_by_line_and_column() -> None:
    with pytest.raises(SourceError) as caught:
        sources.read_bytes(b'{\n  "year": 2012\n  "unit": {}\n}', "a.json")
    location = caught.value.findings[0].location
    assert (location.file, location.line, location.column) == ("a.json", 3, 3)


# the schema


def test_the_schema_knows_what_the_reader_knows() -> None:
    schema = report_json_schema()
    assert set(schema["properties"]) == {field.alias or name for name, field in ReportFile.model_fields.items()}  # type: ignore[call-overload]
    assert schema["additionalProperties"] is False


def test_an_editor_s_schema_line_is_no_unknown_key() -> None:
    assert bound({"$schema": "report.schema.json"})[1] == []


@pytest.mark.parametrize("written", [r"\ud842\udfb7", "𠮷", r"\u5409"])
def test_a_character_in_two_escapes_is_one(written: str) -> None:
    from reportgen.sources.json import file as json_file

    assert json_file.read(f'{{"a": "{written}"}}'.encode(), "a.json").data["a"] in ("𠮷", "吉")
