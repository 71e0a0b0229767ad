"""Figures of many units added up, cell by cell, as the form allows it.

Counts and amounts are added. Where the form prints - for the unit that the sum is for, nothing is; a unit's own - adds
nothing. Names with counts are joined and their counts added. A blank adds nothing and is remembered, so that nobody
takes the sum for complete. A share that the form prints is worked out from the sums. Whose figures are added is left
to `who_counts.py`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from reportgen.model import NOT_APPLICABLE, Figure, FigureKey, Value
from reportgen.packs import Field, Instance, Pack, Term
from reportgen.wording import plain

_MOST_WORDS = 300  # signs; more names are not printed
_ZERO = Decimal(0)
_TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class _Share:
    """A share the form prints, and the digits behind its point."""

    instance: Instance
    digits: int


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
            # a unit with 0 has nothing to name
            if key in self.pack.fields and self.pack.fields[key].measure == "text_and_count" and values.get(key):
                said = self._words.setdefault(key, [])
                if len(said) <= _MOST_WORDS:  # more are not printed
                    said.append(text)

    def value(self, key: FigureKey) -> Value:
        """The sum of that cell, or its share; `-` where the form prints it, None where no unit gave a number."""
        if not self.pack.fields[key].is_open:
            return NOT_APPLICABLE
        return self._share(self.shares[key]) if key in self.shares else self._sums.get(key)

    @cached_property
    def shares(self) -> Mapping[FigureKey, _Share]:
        """The cells in which the form prints a share: percentages are not added."""
        return {
            # a share's second alternative is the cell it is printed in
            instance.alternatives[1][0].figure: _Share(instance, rule.percent.digits if rule.percent is not None else 1)
            for rule in self.pack.rules
            for instance in rule.instances
            if instance.operator == "share" and len(instance.alternatives) > 1
        }

    def _share(self, share: _Share) -> Value:
        part, whole = (self._sum_of(terms) for terms in (share.instance.left, share.instance.alternatives[0]))
        if part is None or not whole:  # of nothing there is no share
            return None
        return (part * 100 / whole).quantize(Decimal(1).scaleb(-share.digits), ROUND_HALF_UP)

    def _sum_of(self, terms: tuple[Term, ...]) -> Decimal | None:
        values = [self._sums.get(term.figure) for term in terms]
        known = [value * term.sign for value, term in zip(values, terms, strict=True) if value is not None]
        return sum(known, _ZERO) if known else None

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
            return f"{plain(value / _TEN_THOUSAND)}万元"  # units write 元 and 万元; their sum is told in one of them
        if field.measure == "text_and_count":
            joined = "、".join(self._words.get(field.key, ()))
            # too many names: their number alone
            return joined if 0 < len(joined) <= _MOST_WORDS else f"{plain(value)}期"
        return None
