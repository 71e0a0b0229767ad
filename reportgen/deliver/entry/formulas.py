"""The relations of a pack as live formulas of the entry workbook, each with the value it has now.

Takes the layout and the cells as they are written; gives formulas with their values, side by side, so that a reader
that does not compute sees what Excel would show. They help while typing; what counts is said by `checks`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model import FigureKey
from reportgen.packs import Instance, Pack, Term
from reportgen.packs.workbook_layout import Layout, SheetSpot
from reportgen.wording import plain

Content = Decimal | str | None
GOOD = "✓"
BAD = "✗"
UNCLEAR = "？"
NOT_ASKED = "不适用"
UNFINISHED = "未填完"
NO_PREVIOUS = "缺上年数据"
LATER = "由 check 核对"
_DIGITS = 6  # Excel reckons in binary: 0.1+0.2 is not 0.3 before rounding
_LONGEST_FORMULA = 8000  # Excel takes 8,192 characters


@dataclass(frozen=True, slots=True)
class Computed:
    """A formula and the value it has now; a formula without `=` in front is a plain text."""

    formula: str
    value: Decimal | str


@dataclass(frozen=True, slots=True)
class RelationFormulas:
    """A relation in one column or row: both sides, their difference, and what is to be said of it."""

    left: Computed
    right: Computed
    difference: Computed
    verdict: Computed


class Relations:
    """Formulas over the cells of one workbook. `contents` are its cells, `previous` last year's where shown."""

    def __init__(
        self, layout: Layout, contents: Mapping[FigureKey, Content], previous: Mapping[FigureKey, Content] | None
    ) -> None:
        self.layout = layout
        self.contents = contents
        self.previous = previous

    def formulas(self, instance: Instance, *, sheet: str = "") -> RelationFormulas:
        """The relation's formulas as they stand in that sheet."""
        left, sides = instance.left, instance.alternatives
        if self.previous is None and any(term.previous for term in instance.terms):
            empty = Computed("", "")
            return RelationFormulas(empty, empty, empty, Computed(NO_PREVIOUS, NO_PREVIOUS))
        if instance.operator == "share":
            whole = self._shown(sides[0], sides[0], sheet)
            return RelationFormulas(self._shown(left, left, sheet), whole, Computed("", ""), Computed(LATER, LATER))
        verdict = self.verdict(instance, sheet=sheet, unfinished=UNFINISHED)
        if len(sides) == 1:
            difference = self._shown([*left, *_negative(sides[0])], instance.terms, sheet)
            return RelationFormulas(
                self._shown(left, left, sheet), self._shown(sides[0], sides[0], sheet), difference, verdict
            )
        return RelationFormulas(self._shown(left, left, sheet), self._either(sides, sheet), Computed("", ""), verdict)

    def total(self, terms: Sequence[Term], sheet: str) -> Computed:
        """The sum of these figures; empty while none is there."""
        return self._shown(terms, terms, sheet)

    def verdict(self, instance: Instance, *, sheet: str = "", unfinished: str = "") -> Computed:
        """✓, ✗ with the difference, or why nothing can be said."""
        terms = list(dict.fromkeys(instance.terms))
        cells = self._cells(terms, sheet)
        formula = (
            # COUNT counts numbers, COUNTA whatever is there: fewer of these, and something is blank; none of those, and
            # all is -.
            f"IF(COUNT({cells})={len(terms)},{self._compared(instance, sheet)},"
            f'IF(COUNTA({cells})<{len(terms)},"{unfinished}",IF(COUNT({cells})=0,"{NOT_ASKED}","{UNCLEAR}")))'
        )
        return Computed(f"={formula}", self._verdict_now(instance, terms, unfinished))

    def whole_numbers(self, keys: Iterable[FigureKey], sheet: str) -> Computed:
        """How many of these cells hold a negative or a broken number."""
        keys = list(keys)
        ranges = _ranges([self.layout.spots[key] for key in keys], sheet)
        # FIND sees the point of a number as of a text
        counts = [f'COUNTIF({item},"<0")+SUMPRODUCT(--ISNUMBER(FIND(".",{item})))' for item in ranges]
        wrong = sum(_is_wrong_count(self.contents.get(key)) for key in keys)
        value = f"{BAD} {wrong} 处" if wrong else GOOD
        formula = f'=IF({"+".join(counts)}=0,"{GOOD}","{BAD} "&({"+".join(counts)})&" 处")'
        # too long, or of no cells: the value alone
        return Computed(formula if counts and len(formula) < _LONGEST_FORMULA else value, value)

    # the two ways to say the same: as a formula, and now

    def _compared(self, instance: Instance, sheet: str) -> str:
        sides = [self._sum([*instance.left, *_negative(side)], sheet) for side in instance.alternatives]
        gap = f"ROUND({sides[0]},{_DIGITS})"
        if instance.operator == "==":
            return f'IF({gap}=0,"{GOOD}","{BAD} 差 "&{gap})'
        if instance.operator == "<=":
            return f'IF({gap}<=0,"{GOOD}","{BAD} 多 "&{gap})'
        if instance.operator == ">=":
            return f'IF({gap}>=0,"{GOOD}","{BAD} 少 "&-{gap})'
        either = ",".join(f"ROUND({side},{_DIGITS})=0" for side in sides)
        return f'IF(OR({either}),"{GOOD}","{BAD} 对不上")'

    def _verdict_now(self, instance: Instance, terms: Sequence[Term], unfinished: str) -> str:
        contents = [self._content(term) for term in terms]
        numbers = sum(isinstance(item, Decimal) for item in contents)
        if numbers < len(contents):
            if any(item is None for item in contents):
                return unfinished
            return UNCLEAR if numbers else NOT_ASKED
        gaps = [round(self._number([*instance.left, *_negative(side)]), _DIGITS) for side in instance.alternatives]
        if instance.operator == "in":
            return GOOD if any(gap == 0 for gap in gaps) else f"{BAD} 对不上"
        gap = gaps[0]
        if instance.operator == "==":
            return GOOD if gap == 0 else f"{BAD} 差 {plain(gap)}"
        if instance.operator == "<=":
            return GOOD if gap <= 0 else f"{BAD} 多 {plain(gap)}"
        return GOOD if gap >= 0 else f"{BAD} 少 {plain(-gap)}"

    def _shown(self, terms: Sequence[Term], needed: Sequence[Term], sheet: str) -> Computed:
        if not terms:
            return Computed("=0", Decimal(0))
        formula = f'=IF(COUNT({self._cells(needed, sheet)})=0,"",ROUND({self._sum(terms, sheet)},{_DIGITS}))'
        if any(isinstance(self._content(term), Decimal) for term in needed):
            return Computed(formula, round(self._number(terms), _DIGITS))
        return Computed(formula, "")

    def _either(self, sides: Sequence[Sequence[Term]], sheet: str) -> Computed:
        cells = self._cells([term for side in sides for term in side], sheet)
        texts = '&" 或 "&'.join(f"({self._sum(side, sheet)})" for side in sides)
        known = any(isinstance(self._content(term), Decimal) for side in sides for term in side)
        value = " 或 ".join(plain(self._number(side)) for side in sides) if known else ""
        return Computed(f'=IF(COUNT({cells})=0,"",{texts})', value)

    def _content(self, term: Term) -> Content:
        cells = (self.previous or {}) if term.previous else self.contents
        return cells.get(term.figure)

    def _number(self, terms: Iterable[Term]) -> Decimal:
        contents = ((term.sign, self._content(term)) for term in terms)
        return sum((sign * item for sign, item in contents if isinstance(item, Decimal)), Decimal(0))

    def _sum(self, terms: Sequence[Term], sheet: str) -> str:
        plus = [term for term in terms if term.sign > 0]
        minus = [term for term in terms if term.sign < 0]
        # SUM passes over - and blanks, where + would be an error
        added = f"SUM({self._cells(plus, sheet)})" if plus else "0"
        return f"{added}-SUM({self._cells(minus, sheet)})" if minus else added

    def _cells(self, terms: Sequence[Term], sheet: str) -> str:
        layout = self.layout
        spots = [(layout.previous_spots if term.previous else layout.spots)[term.figure] for term in terms]
        return ",".join(_ranges(spots, sheet))


def instance_label(pack: Pack, instance: Instance, labels: Mapping[str, str]) -> str:
    """What a relation speaks of, in one line: 累计数：5 = 5.1+5.2, or a row: 5.1 累计数 ≥ 2012年发生数.

    `labels` are the columns' headings by code.
    """
    fields = [pack.fields[term.figure] for term in instance.terms]
    rows = {field.row.code for field in fields}
    if len(rows) == 1 and len(fields) > 1:
        return f"{fields[0].row.code} {fields[0].row.label}：{_written(pack, instance, labels)}"
    return f"{labels.get(fields[0].column.code, '')}：{_written(pack, instance, None)}"


def _written(pack: Pack, instance: Instance, labels: Mapping[str, str] | None) -> str:
    def side(terms: Sequence[Term]) -> str:
        text = "".join(("+" if term.sign > 0 else "-") + name(term) for term in terms)
        return text.removeprefix("+") or "0"

    def name(term: Term) -> str:
        field = pack.fields[term.figure]
        return ("上年" if term.previous else "") + (field.row.code if labels is None else labels[field.column.code])

    sign = {"==": "=", "<=": "≤", ">=": "≥", "in": "=", "share": "占"}[instance.operator]
    return f"{side(instance.left)} {sign} {' 或 '.join(side(terms) for terms in instance.alternatives)}"


def _negative(terms: Iterable[Term]) -> list[Term]:
    return [Term(term.figure, -1 if term.sign > 0 else 1, term.previous) for term in terms]


def _is_wrong_count(content: Content) -> bool:
    if isinstance(content, Decimal):
        return content < 0 or content != content.to_integral_value()
    return isinstance(content, str) and "." in content


def _ranges(spots: Sequence[SheetSpot], sheet: str) -> list[str]:
    """References to the cells, neighbours joined: first along the row, then equal stretches below each other."""
    stretches: list[tuple[str, int, int, int]] = []
    for spot in spots:
        if stretches and stretches[-1][:2] == (spot.sheet, spot.row) and stretches[-1][3] == spot.column - 1:
            stretches[-1] = (*stretches[-1][:3], spot.column)
        else:
            stretches.append((spot.sheet, spot.row, spot.column, spot.column))
    areas: list[tuple[str, int, int, int, int]] = []
    for name, row, first, last in stretches:
        if areas and (areas[-1][0], areas[-1][2], *areas[-1][3:]) == (name, row - 1, first, last):
            areas[-1] = (name, areas[-1][1], row, first, last)
        else:
            areas.append((name, row, row, first, last))
    return [_reference(area, sheet) for area in areas]


def _reference(area: tuple[str, int, int, int, int], sheet: str) -> str:
    from xlsxwriter.utility import quote_sheetname, xl_range

    name, top, bottom, first, last = area
    cells = xl_range(top, first, bottom, last)
    return cells if name == sheet else f"{quote_sheetname(name)}!{cells}"
