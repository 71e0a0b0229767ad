"""Last year's figures under this year's codes.

The same form: by code. Another form: by the row's `predecessor` and equal column codes, never by equal codes alone, for
the same code may name another row. What the figures of two years must have to do with each other is left to `checks`.
"""

from collections.abc import Mapping
from functools import lru_cache

from reportgen.model import Figure, FigureKey, PreviousYear, ReportData, figure_key
from reportgen.packs import Pack


def previous_year(data: ReportData, old: Pack, new: Pack) -> PreviousYear:
    """Last year's report as this year's pack sees it; `old` is the pack it was read with."""
    return PreviousYear(year=data.year, figures=mapped(data.figures, old, new), pack_id=old.id)


def mapped(figures: Mapping[FigureKey, Figure], old: Pack, new: Pack) -> Mapping[FigureKey, Figure]:
    """The figures under the new pack's codes; those of rows that have no successor are left out."""
    if old.form.id == new.form.id:  # packs of one form have the same codes
        return {key: figure for key, figure in figures.items() if key in new.fields}
    return {key: figures[before] for key, before in _predecessors(old, new).items() if before in figures}


@lru_cache(maxsize=64)
def _predecessors(old: Pack, new: Pack) -> Mapping[FigureKey, FigureKey]:
    found = {}
    for key, field in new.fields.items():
        form, _, code = field.row.predecessor.partition(" ")  # `<form> <code>`: the row in the form before
        before = figure_key(code, field.column.code)
        if form == old.form.id and before in old.fields:
            found[key] = before
    return found
