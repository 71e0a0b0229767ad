"""Levels and bodies have one word each, and are known by many."""

import pytest

from reportgen.model import (
    BODY_WORDS,
    LEVEL_WORDS,
    Body,
    Level,
    body_named,
    body_text,
    kind_text,
    level_named,
    level_text,
    words_text,
)


@pytest.mark.parametrize("level", list(Level))
def test_every_level_is_known_by_its_words(level: Level) -> None:
    assert level_named(LEVEL_WORDS[level]) is level_named(level.value.upper()) is level
    assert level_named(kind_text(level, Body.DEPARTMENT).removesuffix("部门")) is level
    assert level_text(level) == f"{LEVEL_WORDS[level]}（{level.value}）"


@pytest.mark.parametrize("body", list(Body))
def test_every_body_is_known_by_its_words(body: Body) -> None:
    assert body_named(BODY_WORDS[body]) is body_named(body.value) is body
    assert body_text(body) == f"{BODY_WORDS[body]}（{body.value}）"


def test_a_kind_is_called_as_offices_call_it() -> None:
    assert kind_text(Level.MUNICIPAL, Body.DEPARTMENT) == "市级部门"
    assert kind_text(Level.TOWNSHIP, Body.GOVERNMENT) == "乡镇政府"


def test_all_words_are_told_together() -> None:
    assert words_text(LEVEL_WORDS) == "provincial 省, municipal 市, county 县, township 乡"
    assert words_text(BODY_WORDS) == "department 部门, government 政府"


@pytest.mark.parametrize("word", ["县（市、区）", "县(市、区)", "区 县", "ＣＯＵＮＴＹ"])
def test_signs_and_blanks_make_no_other_level(word: str) -> None:
    assert level_named(word) is Level.COUNTY


@pytest.mark.parametrize("word", ["", "国家", "市政府"])
def test_other_words_name_no_level(word: str) -> None:
    assert level_named(word) is None
    assert body_named(word) is None
