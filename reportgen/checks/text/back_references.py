"""Numbers that the text takes up again: 上述36件代表建议, where it told of 63 before.

Takes passages; gives findings C505. A number after 上述, 前述 or 这, and the one after 综上, says again what was said:
some earlier number of the same measure word, or several together. It is found where none is, and where an earlier one
told with the same words is one slip away; what is further off may be another thing. A number after 的 (更新的182条栏目)
may be one of its own, so only two digits changed about tell that it is not.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checks.registry import text_check
from reportgen.checks.remarks import told_otherwise
from reportgen.checks.text.misprints import is_digit_off, is_turned
from reportgen.findings import Finding
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.packs.words import Grammar, Lists
from reportgen.prose.passages import Passage, Sentence
from reportgen.prose.quantities import Quantity
from reportgen.prose.report_text import ReportText
from reportgen.wording.numerals import is_whole

_AGAIN = Grammar("<<said-before>>$")  # 上述(36件)
_OF_IT = re.compile("[\u4e00-\u9fff]的$")  # 更新的(182条)
_MANY = 100
_IN_SUM = Grammar("^<<in-sum>>")
_WORDS = re.compile("[\u4e00-\u9fff]{2,12}")
_WORDS_BEFORE = re.compile("[\u4e00-\u9fff]{2,12}$")
_ZERO, _TEN = Decimal(0), Decimal(10)


@dataclass(frozen=True, slots=True)
class _Told:
    """A number the section has told, and its sentence."""

    text: Passage
    sentence: Sentence
    quantity: Quantity


@text_check
def check(text: ReportText, data: ReportData, pack: Pack) -> Iterator[Finding]:
    """C505 where a number that is told again is another one now."""
    lists = text.lexicon.words
    again, in_sum = _AGAIN.of(lists), _IN_SUM.of(lists)
    before: list[_Told] = []
    section = ""
    for passage in text.passages:
        if passage.section != section:
            before, section = [], passage.section  # 上述 means this section
        for sentence in passage.sentences:
            for index, item in enumerate(sentence.quantities):
                if item.kind != "count":
                    continue
                told = passage.text[sentence.start : item.start]
                if not item.approximate and (again.search(told) or (index == 0 and in_sum.search(told))):
                    yield from _other(_Told(passage, sentence, item), before, _is_near, lists)
                elif not item.approximate and item.value > _MANY and _OF_IT.search(told):
                    yield from _other(_Told(passage, sentence, item), before, _is_turned, lists)
                before.append(_Told(passage, sentence, item))


def _other(
    again: _Told, before: Sequence[_Told], is_slip: Callable[[Decimal, Decimal], bool], lists: Lists
) -> Iterator[Finding]:
    alike = [item for item in before if item.quantity.measure == again.quantity.measure]
    values = [item.quantity.value for item in alike]
    value = again.quantity.value
    if value in values or _is_sum(value, values):  # told before, or the sum of what was told last
        return
    pairs = _pairs(again, lists)
    for item in reversed(alike):  # the one told last is meant
        if any(pair in item.sentence.text for pair in pairs):
            if not item.quantity.approximate and is_slip(value, item.quantity.value):
                yield told_otherwise(again.text, again.quantity, item.text, item.quantity)
            return


def _is_sum(value: Decimal, values: Sequence[Decimal]) -> bool:
    """True where some of the numbers told last make it together."""
    return any(
        sum(values[first:last], _ZERO) == value for last in range(2, len(values) + 1) for first in range(last - 1)
    )


def _pairs(item: _Told, lists: Lists) -> frozenset[str]:
    """The pairs of signs in the words after the number, and before it where 综上 leads to it, but for common ones."""
    said = item.text.text[item.sentence.start : item.quantity.start]
    after = _WORDS.match(item.text.text, item.quantity.end, item.sentence.end)
    before = _WORDS_BEFORE.search(said) if _IN_SUM.of(lists).search(said) else None
    told = [match[0] for match in (before, after) if match]
    pairs = frozenset(words[at : at + 2] for words in told for at in range(len(words) - 1))
    return pairs.difference(lists["words-of-every-sentence"])


def _is_turned(value: Decimal, told: Decimal) -> bool:
    return is_whole(value) and is_whole(told) and is_turned(int(value), int(told))


def _is_near(value: Decimal, told: Decimal) -> bool:
    """One digit that differs, or two changed about; of single digits, one more or less."""
    if not (is_whole(value) and is_whole(told)):
        return False
    if value < _TEN and told < _TEN:
        return abs(value - told) == 1
    return is_digit_off(int(value), int(told))
