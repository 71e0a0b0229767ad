"""Placeholders in phrases and snippets: `{5.annual}`, `{20.1.annual+20.2.annual}`, `{5.1.annual/5.annual:%}`, `{year}`.

Takes a text, gives its pieces: plain text, and placeholders, each understood or with what is wrong with it; then, for
one report, what a placeholder says. Only single braces around an expression are a placeholder: `{{ }}`, `{% %}`, `{ }`
and any other braces are text like all else. Which texts there are is left to `phrases.py` and `page.py`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from reportgen.findings import Fact
from reportgen.model import BLANK, DASH, NOT_APPLICABLE, Figure, FigureKey, ReportData
from reportgen.packs import Pack
from reportgen.wording import chinese, plain, share
from reportgen.wording.likeness import nearest

NAMES = (
    "title",
    "year",
    "previous_year",
    "next_year",
    "unit",
    "unit.name",
    "unit.short_name",
    "issued_on",
    "address",
    "postcode",
    "phone",
    "email",
    "website",
    "contact_line",
    "attachment_title",
    "sections",
    "section_count",
)
UNFILLED = "【未填】"
UNREAD = "【读不出】"

# An address, perhaps with its year: 5.1.annual, r3_7.total[previous].
_OPERAND = r"[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*(?:\[[A-Za-z]*\])?"
_EXPRESSION = rf"\s*{_OPERAND}(?:\s*[+\-/]\s*{_OPERAND})*\s*(?::[%A-Za-z0-9]*)?\s*"
# One pair of braces, half-width or full-width, around names and figures; {{ … }} is a tag of Word's template.
_FOUND = re.compile(rf"(?<!\{{)\{{(?P<half>{_EXPRESSION})\}}(?!\}})|｛(?P<full>{_EXPRESSION})｝")
_TOKEN = re.compile(rf"{_OPERAND}|[+\-/]")
_QUOTED = re.compile(r"(?P<key>[^\[]+)(?:\[(?P<year>[A-Za-z]*)\])?")
# {…:%}, {…:%2}, {…:cn}
_STYLE = re.compile(r"%(?P<digits>[0-4]?)|cn|")

Style = Literal["plain", "share", "chinese"]


@dataclass(frozen=True, slots=True)
class Flaw:
    """What keeps a placeholder from saying something: a code of the catalogue and its facts."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure that a placeholder quotes, of this year's report or last year's."""

    figure: FigureKey
    sign: Literal[1, -1] = 1
    previous: bool = False


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder as typed, and what it asks for: a name, or figures (a share has a whole); or its flaw."""

    source: str
    name: str | None = None
    part: tuple[Quoted, ...] = ()
    whole: tuple[Quoted, ...] = ()
    style: Style = "plain"
    digits: int = 1
    flaw: Flaw | None = None


Piece = str | Placeholder


def pieces(text: str, pack: Pack) -> tuple[Piece, ...]:
    """The text cut at its placeholders; put together again, the pieces' sources are the text."""
    if "{" not in text and "｛" not in text:
        return (text,)
    return tuple(_pieces(text, pack))


def says(item: Placeholder, data: ReportData, names: Mapping[str, str]) -> str | Flaw:
    """What the placeholder says for this report, or why it cannot."""
    if item.flaw is not None:
        return item.flaw
    if item.name is not None:
        return names[item.name] or Flaw("W102", {"placeholder": item.source, "figure": item.name})
    if item.style == "share":
        return _share(item, data)
    if len(item.part) == 1 and item.style == "plain":
        return _single(item, data)
    total = _total(item, item.part, data)
    return total if isinstance(total, Flaw) else _number(item, total)


def _pieces(text: str, pack: Pack) -> Iterator[Piece]:
    end = 0
    for found in _FOUND.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        yield _placeholder(found, pack)
        end = found.end()
    if end < len(text):
        yield text[end:]


def _placeholder(found: re.Match[str], pack: Pack) -> Placeholder:
    source = found.group()
    if found["half"] is None:  # full-width braces: told, with the right ones
        return Placeholder(source, flaw=Flaw("W107", {"placeholder": source, "expected": "{" + source[1:-1] + "}"}))
    expression, colon, style = found["half"].strip().partition(":")
    if expression in NAMES and not colon:
        return Placeholder(source, name=expression)
    numerator, slash, denominator = expression.partition("/")
    if "/" in denominator:
        return Placeholder(source, flaw=Flaw("W106", {"placeholder": source}))
    operands = _operands(numerator), _operands(denominator)
    for operand in (*operands[0], *operands[1]):
        if isinstance(operand, str) or operand.figure not in pack.fields:
            return Placeholder(
                source, flaw=_unknown(source, operand if isinstance(operand, str) else operand.figure, pack)
            )
    matched = _STYLE.fullmatch(style)
    is_share = style.startswith("%")
    # a share has two sides and says %; nothing else has either
    if matched is None or (colon and not style) or is_share != bool(slash):
        return Placeholder(source, flaw=Flaw("W106", {"placeholder": source}))
    part, whole = (tuple(item for item in side if isinstance(item, Quoted)) for side in operands)
    kind: Style = "share" if is_share else "chinese" if style else "plain"
    return Placeholder(source, part=part, whole=whole, style=kind, digits=int(matched["digits"] or 1))


def _operands(text: str) -> list[Quoted | str]:
    """The figures of a sum; one whose year is not `previous` stays a text."""
    found: list[Quoted | str] = []
    sign: Literal[1, -1] = 1
    for item in _TOKEN.findall(text):
        if item in ("+", "-"):
            sign = -1 if item == "-" else 1
            continue
        matched = _QUOTED.fullmatch(item)
        if matched is None or matched["year"] not in (None, "previous"):
            found.append(item)
        else:
            found.append(Quoted(FigureKey(matched["key"]), sign, matched["year"] is not None))
    return found


def _unknown(source: str, name: str, pack: Pack) -> Flaw:
    facts: dict[str, Fact] = {"placeholder": source, "name": name, "nearest": nearest(name, [*NAMES, *pack.fields])}
    return Flaw("W103", facts)


def _single(item: Placeholder, data: ReportData) -> str | Flaw:
    quoted = item.part[0]
    found = _figure(quoted, data)
    if found.raw is not None and not found.unread:  # names with counts are quoted as typed
        return found.raw
    if isinstance(found.value, Decimal) and quoted.sign > 0:  # a single figure needs no sum
        return plain(found.value)
    total = _total(item, item.part, data)
    return total if isinstance(total, Flaw) else _number(item, total)


def _number(item: Placeholder, number: Decimal) -> str | Flaw:
    if item.style == "plain":
        return plain(number)
    if number != number.to_integral_value():
        return Flaw("W106", {"placeholder": item.source, "found": number})
    try:
        return chinese(int(number))
    except ValueError:
        return Flaw("W106", {"placeholder": item.source, "found": number})


def _share(item: Placeholder, data: ReportData) -> str | Flaw:
    part, whole = _total(item, item.part, data), _total(item, item.whole, data)
    if isinstance(part, Flaw):
        return part
    if isinstance(whole, Flaw):
        return whole
    if whole == 0:
        return Flaw("W104", {"placeholder": item.source, "figure": _shown(item.whole)})
    return share(part, whole, item.digits)


def _total(item: Placeholder, quoted: tuple[Quoted, ...], data: ReportData) -> Decimal | Flaw:
    total = Decimal(0)
    for one in quoted:
        value = _figure(one, data).value
        if value is None:
            return Flaw("W102", {"placeholder": item.source, "figure": _shown((one,))})
        if value is NOT_APPLICABLE:
            return Flaw("W105", {"placeholder": item.source, "figure": _shown((one,)), "found": DASH})
        total += one.sign * value
    return total


def _figure(quoted: Quoted, data: ReportData) -> Figure:
    if not quoted.previous:
        return data.figure(quoted.figure)
    return data.previous.figures.get(quoted.figure, BLANK) if data.previous is not None else BLANK


def _shown(quoted: tuple[Quoted, ...]) -> str:
    parts = (("+" if one.sign > 0 else "-") + one.figure + ("[previous]" if one.previous else "") for one in quoted)
    return "".join(parts).removeprefix("+")
