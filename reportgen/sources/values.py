"""What was typed, as a value: a figure, a date, a year, a line of text. The same rules for every kind of file.

Takes what a reader found; gives the value, or the code and facts of the finding that says what was read instead. Where
it stood is added by the caller. Whether a figure may be negative, broken or `-` is left to `checks`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from reportgen.findings import Fact, Finding, Location, finding_of
from reportgen.model import DASH, NOT_APPLICABLE, Figure, Value
from reportgen.packs import Field, dated
from reportgen.wording import plain
from reportgen.wording.numerals import POWERS
from reportgen.wording.signs import half_width, is_dashes

# 1204; 1,204; -3; .5. A comma parts three digits, or it is no number.
_NUMBER = r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?|[+-]?\.[0-9]+"
_IS_NUMBER = re.compile(_NUMBER)
# 117条, 1.2万元; but not 1e5, and not 1.2.3 or 12-13, which begin with a number and are none.
_NUMBER_AND_MORE = re.compile(rf"({_NUMBER})\s*(?![eE][+-]?[0-9])([^\s0-9.,+-].*)", re.DOTALL)
# What Excel and LibreOffice (Err:502) show in place of a value.
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|ERROR|SPILL!|CALC!)|Err:[0-9]+")
# 50期, 1,200余份: counted things in a text of names and counts.
_COUNT = re.compile(r"([0-9]+(?:,[0-9]{3})*)\s*(?:余)?(?:期|份|册|种|本|次|张|套|条|篇|版|部|辑|卷|个|件)")
# 《信息30条》: what stands in a name is not counted.
_NAMES = re.compile(r"《[^》]*》|“[^”]*”|〈[^〉]*〉")
# 人民币12.5万元整
_AMOUNT = re.compile(rf"(?:人民币)?({_NUMBER})\s*(万亿元|亿元|百万元|千万元|十万元|万元|千元|百元|元|圆)整?")
_YUAN: Mapping[str, Decimal] = {f"{word}元": Decimal(power) for word, power in POWERS.items()} | {
    "元": Decimal(1),
    "圆": Decimal(1),
}
_SCALE = re.compile(r"(十万|百万|千万|百|千|万|亿)")  # the longer words first: 十万 is not 十
# 2013-02-20, 2013年2月20日, 2013/2/20; with midnight behind it where a date was made text.
_DATE = re.compile(
    r"([0-9]{4})\s*(?:年|[-/.])\s*([0-9]{1,2})\s*(?:月|[-/.])\s*([0-9]{1,2})\s*(?:日|号)?(?:\s+00:00(?::00)?)?"
)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100  # the Regulation is of 2007; later years are mistyped
_YEAR = re.compile(r"([0-9]{4})\s*(?:年度|年)?")
# every sign at which some program breaks a line; Excel's own is \n
_LINE_BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # such as Excel's _x000D_ leaves behind
_PLAIN = frozenset({"count", "signed_count", "percent", "amount_yuan", "amount_wan", "text_and_count"})
_SHOWN = 40  # characters of what was typed that a message shows
_EXACT_UP_TO = 1e15  # up to there a float holds every whole number, and Excel shows it
_MOST_DIGITS = 15


class Problem(NamedTuple):
    """What a finding will say: its code and facts."""

    code: str
    facts: Mapping[str, Fact]

    def of_year(self, year: int) -> "Problem":
        """The same, with the year in the field's label."""
        return Problem(self.code, {**self.facts, "field": dated(str(self.facts["field"]), year)})

    def at(self, location: Location) -> Finding:
        """The finding at that place."""
        return finding_of(self.code, location, **self.facts)


def figure(found: object, field: Field, location: Location, year: int) -> tuple[Figure, Finding | None]:
    """The figure that was typed into that field, or a blank one, marked unread, with the finding that tells why."""
    # `type … is`: True is an int
    if (type(found) is float or type(found) is int) and field.measure in _PLAIN and _is_whole(found):
        return Figure(Decimal(int(found)), location), None  # nearly every cell
    if found == DASH:
        return Figure(NOT_APPLICABLE, location), None
    value, raw, problem = _value(found, field)
    if problem is None:
        return Figure(value, location, raw), None
    return Figure(None, location, raw, unread=True), problem.of_year(year).at(location)


def _is_whole(number: float) -> bool:
    return -_EXACT_UP_TO < number < _EXACT_UP_TO and number % 1 == 0  # no decimals, and finite


def unreadable(code: str, field: Field, location: Location, found: str, year: int) -> tuple[Figure, Finding]:
    """The figure of a cell that holds no value to judge: an error, a formula never computed."""
    return Figure(None, location, found, unread=True), Problem(code, _facts(field, found)).of_year(year).at(location)


class _Read(NamedTuple):
    """A value with its raw text where that says more, or the problem."""

    value: Value = None
    raw: str | None = None
    problem: Problem | None = None


def _value(found: object, field: Field) -> _Read:
    if found is None:  # where the form prints -, nothing needs to be typed
        return _Read(None if field.is_open else NOT_APPLICABLE)
    if isinstance(found, str):
        return _of_text(found, field)
    if isinstance(found, bool):
        return _refused("S205", field, "TRUE" if found else "FALSE")
    if isinstance(found, Decimal | int | float):
        return _of_number(found, field)
    if isinstance(found, date | time | timedelta):
        return _refused("S203", field, _day_text(found))
    return _refused("S202", field, str(found))


def _of_number(found: Decimal | float, field: Field) -> _Read:
    number = exact(found)
    if number is None:
        return _refused("S207", field, str(found))
    if field.measure == "amount_with_unit" and number != 0:  # 12.5 of what? zero needs no unit
        return _refused("S208", field, plain(number))
    return _Read(number)


def _of_text(found: str, field: Field) -> _Read:
    text = half_width(found).replace("−", "-").strip()  # − is the minus sign of Unicode
    if not text:
        return _Read(None if field.is_open else NOT_APPLICABLE)
    if _IS_NUMBER.fullmatch(text):
        return _of_number(Decimal(text.replace(",", "")), field)
    if is_dashes(text):
        return _Read(NOT_APPLICABLE)
    if _ERROR.fullmatch(text):
        return _refused("S204", field, text)  # typed, or pasted as text
    if field.measure in _WORDED:  # cells whose text is their value
        return _WORDED[field.measure](found.strip(), text, field)
    if _DATE.fullmatch(text):  # before the number: 2013年2月20日 begins with one
        return _refused("S203", field, text)
    more = _NUMBER_AND_MORE.fullmatch(text)
    if more:
        return _Read(raw=found.strip(), problem=_number_and_more(text, more[1].replace(",", ""), more[2], field))
    return _refused("S202", field, text)


def _number_and_more(text: str, number: str, unit: str, field: Field) -> Problem:
    """S201, with the number to type: 12000 for 1.2万条, 1.2 for 12000元 where the form counts in 万元."""
    scale = _SCALE.match(unit)
    value = Decimal(number) * (POWERS[scale[1]] if scale else 1)
    if field.measure == "amount_wan" and (scale or "元" in unit):  # the form counts in 万元, the clerk wrote 元
        value /= POWERS["万"]
    facts = {**_facts(field, text), "number": number, "unit": _short(unit), "value": plain(value)}
    return Problem("S201", facts)


def _of_names_and_counts(raw: str, text: str, field: Field) -> _Read:
    """《甲简报》50期、《乙》12期: 62, printed as written. Numbers within a name do not count."""
    counts = [Decimal(count.replace(",", "")) for count in _COUNT.findall(_NAMES.sub("", text))]
    if not counts:
        return _refused("S209", field, raw)
    return _Read(sum(counts, Decimal(0)), raw)


def _of_amount(raw: str, text: str, field: Field) -> _Read:
    """12.5万元: 125000, printed as written."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        # a number with another unit, or no number
        return _refused("S208" if _NUMBER_AND_MORE.fullmatch(text) else "S202", field, raw)
    return _Read(Decimal(match[1].replace(",", "")) * _YUAN[match[2]], raw)


_WORDED: Mapping[str, Callable[[str, str, Field], _Read]] = {
    "text_and_count": _of_names_and_counts,
    "amount_with_unit": _of_amount,
}


def exact(found: Decimal | float) -> Decimal | None:
    """The number as typed: 0.1 is 0.1 and 117.0 is 117; None for what is no number, or none a report can hold.

    A spreadsheet shows 15 digits and stores 17: what a formula left behind the 15th is dropped.
    """
    if isinstance(found, float):
        if found.is_integer() and abs(found) < _EXACT_UP_TO:
            return Decimal(int(found))
        number = Decimal(f"{found:.15g}")  # 15 digits, as a spreadsheet shows them
    else:
        number = Decimal(found)
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS or int(number.as_tuple().exponent) < -_MOST_DIGITS:
        return None
    return number + 0  # -0 is 0


def text_of(found: object) -> str:
    """A cell's content as text: 132011.0 is 132011, a date 2013-02-20; outer blanks are dropped."""
    if isinstance(found, str):
        return found.strip()
    if isinstance(found, bool):
        return "TRUE" if found else "FALSE"
    if isinstance(found, Decimal | int | float):
        number = exact(found)
        return str(found) if number is None else plain(number)
    if isinstance(found, date | time | timedelta):
        return _day_text(found)
    return "" if found is None else str(found)


def one_line(found: object) -> tuple[str, bool]:
    """A field of one line: its text, and whether a line break or control character had to be taken out."""
    text = text_of(found)
    clean = _CONTROL.sub(" ", text)
    return clean, clean != text


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: split at line breaks, trailing blanks and empty lines dropped, nothing else changed."""
    lines = (line.rstrip() for line in _LINE_BREAK.split(text))
    return tuple(line for line in lines if line)


def day(found: object) -> date | None:
    """The day of a date cell or of a text such as 2013-02-20 or 2013年2月20日; None when it is no date."""
    if isinstance(found, datetime):
        return found.date()
    if isinstance(found, date):
        return found
    match = _DATE.fullmatch(half_width(found).strip()) if isinstance(found, str) else None
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def year(found: object) -> int | None:
    """The year of 2012, 2012年 or 2012年度; None when it is no year, or one of which there are no reports."""
    match = _YEAR.fullmatch(half_width(text_of(found)))
    return int(match[1]) if match and _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR else None


def is_error(text: str) -> bool:
    """True for what a spreadsheet shows in place of a value: #REF!."""
    return _ERROR.fullmatch(text) is not None


def _refused(code: str, field: Field, found: str) -> _Read:
    return _Read(raw=found, problem=Problem(code, _facts(field, found)))


def _facts(field: Field, found: str) -> dict[str, Fact]:
    return {"field": field.label, "found": _short(found)}


def _short(text: str) -> str:
    line = _CONTROL.sub(" ", text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _day_text(found: date | time | timedelta) -> str:
    # a day alone is stored with midnight
    if isinstance(found, datetime) and (found.hour, found.minute, found.second) == (0, 0, 0):
        return found.date().isoformat()
    return found.isoformat() if isinstance(found, date | time) else str(found)
