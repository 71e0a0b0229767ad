"""Who reports: the unit, its level in the administration, and whether it is a department or a government."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One reporting unit. `code` is text, never a number: leading zeros count. `short_name` is how it calls itself."""

    code: str = ""
    name: str = ""
    short_name: str = ""
    level: Level
    body: Body
