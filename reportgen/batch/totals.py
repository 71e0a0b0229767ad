"""Figures of many units added up, cell by cell, as the form allows it.

Counts and amounts are added. Where the form prints - for the unit that the sum is for, nothing is; a unit's own - adds
nothing. Names with counts are joined and their counts added. A blank adds nothing and is remembered, so that nobody
takes the sum for complete. Whose figures are added is left to `tree.py`.
"""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from reportgen.model import NOT_APPLICABLE, Figure, FigureKey, Value
from reportgen.packs import Field, Pack
from reportgen.wording import plain

_MOST_WORDS = 300
_ZERO = Decimal(0)
_TEN_THOUSAND = Decimal(10_000)


class Totals:
    """Sums over one form. `pack` is the one of the unit that the sum is for."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.units = 0
        self.blanks: Counter[FigureKey] = Counter()
        self._sums: dict[FigureKey, Decimal] = {}
        self._words: dict[FigureKey, list[str]] = {}

    def add(self, values: Mapping[FigureKey, Value], words: Mapping[str, str]) -> None:
        """Adds one unit's figures; `words` is what cells said beyond their number, by address."""
        self.units += 1
        for key, value in values.items():
            if value is None:
                self.blanks[key] += 1
            elif value is not NOT_APPLICABLE and key in self.pack.fields:
                self._sums[key] = self._sums.get(key, _ZERO) + value
        for address, text in words.items():
            key = FigureKey(address)
            if key in self.pack.fields and self.pack.fields[key].measure == "text_and_count" and values.get(key):
                self._words.setdefault(key, []).append(text)

    def value(self, key: FigureKey) -> Value:
        """The sum of that cell; `-` where the form prints it, None where no unit gave a number."""
        return self._sums.get(key) if self.pack.fields[key].is_open else NOT_APPLICABLE

    def figures(self) -> dict[FigureKey, Figure]:
        """All sums, with the words that go with them."""
        return {
            key: Figure(value := self.value(key), raw=self._raw(field, value))
            for key, field in self.pack.fields.items()
        }

    def _raw(self, field: Field, value: Value) -> str | None:
        if not isinstance(value, Decimal):
            return None
        if field.measure == "amount_with_unit":
            return f"{plain(value / _TEN_THOUSAND)}万元"
        if field.measure == "text_and_count":
            joined = "、".join(self._words.get(field.key, ()))
            return joined if 0 < len(joined) <= _MOST_WORDS else f"{plain(value)}期"
        return None
