"""What a JSON report says of itself: in the members pack, year and unit.

Takes a JsonReport, gives an Identity. What the words mean is left to `identify.py`.
"""

from reportgen.sources import values
from reportgen.sources.identify import Identity, Said, identity_of
from reportgen.sources.json.file import JsonReport


def of_json(report: JsonReport) -> Identity:
    """What the members pack, year and unit say."""
    unit = report.data.get("unit")
    unit = unit if isinstance(unit, dict) else {}
    said: dict[str, Said] = {}
    for path, value in (("pack", report.data.get("pack")), ("year", report.data.get("year"))):
        said[path] = (value, report.location(f"/{path}"))
    for name in ("level", "body"):
        said[f"unit.{name}"] = (unit.get(name), report.location(f"/unit/{name}"))
    return identity_of(said)


def unit_of_json(report: JsonReport) -> tuple[str, str]:
    """The unit's code and name in the member unit."""
    unit = report.data.get("unit")
    unit = unit if isinstance(unit, dict) else {}
    code, name = (values.one_line(unit.get(key, ""))[0] for key in ("code", "name"))
    return code, name
