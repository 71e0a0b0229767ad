"""Who reports: the unit, its level in the administration, and whether it is a department or a government."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reportgen.wording.signs import tight


class Level(StrEnum):
    """Where a unit stands: 省, 市, 县, 乡."""

    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    COUNTY = "county"
    TOWNSHIP = "township"


class Body(StrEnum):
    """A department (部门) reports for itself, a government (政府) for its departments and lower governments too."""

    DEPARTMENT = "department"
    GOVERNMENT = "government"


LEVEL_WORDS: Mapping[Level, str] = {
    Level.PROVINCIAL: "省",
    Level.MUNICIPAL: "市",
    Level.COUNTY: "县",
    Level.TOWNSHIP: "乡",
}
_ADJECTIVES: Mapping[Level, str] = {
    **{level: f"{word}级" for level, word in LEVEL_WORDS.items()},
    Level.TOWNSHIP: "乡镇",
}
BODY_WORDS: Mapping[Body, str] = {Body.DEPARTMENT: "部门", Body.GOVERNMENT: "政府"}
# Other words that offices write, after `tight`: without blanks, brackets half-width.
_MORE_LEVEL_WORDS: Mapping[Level, str] = {
    Level.PROVINCIAL: "省级 自治区 直辖市",
    Level.MUNICIPAL: "市级 地市 地市级 市州 设区的市 自治州",
    Level.COUNTY: "县级 区 县区 区县 县区级 县市区 县(市、区) 县(市)区",
    Level.TOWNSHIP: "乡级 镇 乡镇 街道 乡镇级 乡镇街道 乡(镇)",
}
_MORE_BODY_WORDS: Mapping[Body, str] = {
    Body.DEPARTMENT: "政府部门 工作部门",
    Body.GOVERNMENT: "人民政府 本级政府",
}
_LEVELS = {word: level for level, words in _MORE_LEVEL_WORDS.items() for word in words.split()}
# later words go before: 省 and provincial are the level's own
_LEVELS |= {word: level for level, word in LEVEL_WORDS.items()} | {level.value: level for level in Level}
_BODIES = {word: body for body, words in _MORE_BODY_WORDS.items() for word in words.split()}
_BODIES |= {word: body for body, word in BODY_WORDS.items()} | {body.value: body for body in Body}


def level_named(word: str) -> Level | None:
    """The level that word means: provincial, 省, 省级, 县区, …; None when it means none."""
    return _LEVELS.get(tight(word).lower())


def level_text(level: Level) -> str:
    """The level as a clerk and a program call it: 市（municipal）."""
    return f"{LEVEL_WORDS[level]}（{level.value}）"


def body_text(body: Body) -> str:
    """The body as a clerk and a program call it: 部门（department）."""
    return f"{BODY_WORDS[body]}（{body.value}）"


def kind_text(level: Level, body: Body) -> str:
    """Both as the offices put it: 市级部门, 乡镇政府."""
    return f"{_ADJECTIVES[level]}{BODY_WORDS[body]}"


def words_text(words: Mapping[Level, str] | Mapping[Body, str]) -> str:
    """All of them as a clerk and a program call them: provincial 省, municipal 市, and so on."""
    return ", ".join(f"{key.value} {word}" for key, word in words.items())


def body_named(word: str) -> Body | None:
    """The kind of body that word means: department, 部门, government, 政府; None when it means none."""
    return _BODIES.get(tight(word).lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One reporting unit. `code` is text, never a number: leading zeros count. `short_name` is how it calls itself."""

    code: str = ""
    name: str = ""
    short_name: str = ""
    level: Level
    body: Body
