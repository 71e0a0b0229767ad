"""All figures of many reports as one long table (pandas): a row a figure.

Takes reports as read; gives a frame that sums, traces and lists are made from. Values stay what they are: a Decimal,
exact, `-` where nothing is to be given, None for a blank; none of them is ever a float. What is worked out from the
frame, and whose reports belong in it, is left to the callers; sums that must be made while a batch is under way, when
not all units may be held at once, to `totals.py`.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reportgen.model import DASH, NOT_APPLICABLE, ReportData
from reportgen.packs import Field
from reportgen.pipeline import Reading

if TYPE_CHECKING:
    from decimal import Decimal

    import pandas as pd

_MONEY_AND_SHARES = {"amount_yuan": "元", "amount_wan": "万元", "amount_with_unit": "元", "percent": "%"}
_Of = Callable[[ReportData, Field], object]


def frame(readings: Sequence[Reading]) -> "pd.DataFrame":
    """A row for every cell of every report's form, report by report, in the order in which the forms print them.

    Columns: `unit` (its code), `unit_name`, `year`, `table`, `row`, `column`, `value`, `measure` (the unit of measure:
    件, 万元; an amount with its own unit is in 元). The index holds the report's number among those given (`report`)
    and the figure's address (`figure`).
    """
    import pandas as pd

    def listed(of: _Of) -> list[object]:
        return [of(reading.data, field) for reading in readings for field in reading.pack.fields.values()]

    def words(of: _Of) -> pd.Categorical:  # many rows, few words
        return pd.Categorical(listed(of))

    reports = [number for number, reading in enumerate(readings) for _ in reading.pack.fields]
    figures = listed(lambda data, field: field.key)
    index = pd.MultiIndex.from_arrays([reports, figures], names=["report", "figure"])
    columns = {
        "unit": words(lambda data, field: data.unit.code),
        "unit_name": words(lambda data, field: data.unit.name),
        "year": pd.array(listed(lambda data, field: data.year), dtype="int64"),
        "table": words(lambda data, field: field.table),
        "row": words(lambda data, field: field.row.code),
        "column": words(lambda data, field: field.column.code),
        "value": pd.array(listed(_value), dtype=object),  # object: numbers stay Decimals
        "measure": words(lambda data, field: _measure(field)),
    }
    return pd.DataFrame(columns, index=index)


def _value(data: ReportData, field: Field) -> "Decimal | str | None":
    value = data.value(field.key)
    return DASH if value is NOT_APPLICABLE else value


def _measure(field: Field) -> str:
    return _MONEY_AND_SHARES.get(field.measure) or field.row.unit or field.column.unit
