"""The sheet 检查: every relation of the pack in the form's own words, each with live formulas and room for a reason."""

from typing import Any

from reportgen.deliver.entry.book import EntryBook, height, lines_of
from reportgen.deliver.entry.formulas import BAD, GOOD, Computed, instance_label
from reportgen.findings import Severity
from reportgen.findings.severity_words import severity_word
from reportgen.model import FigureKey
from reportgen.packs import Instance, Rule
from reportgen.packs.workbook_layout import CHECKS, EXPLANATION, RULE, RULE_COLUMNS, RULE_TEXT

_WIDTHS = (21, 62, 14, 14, 12, 15, 15, 42)
_TEXT_WIDTH = 62
_FIRST = 4
_VERDICT = 5
_NONE = Computed("", "")


def checks(book: EntryBook, sheet: Any) -> None:
    """Writes the sheet. Reasons stand beside the rule they are for; those of unknown rules follow below."""
    _Checks(book, sheet).write()


class _Checks:
    """The sheet while it is written."""

    def __init__(self, book: EntryBook, sheet: Any) -> None:
        self.book = book
        self.sheet = sheet
        self.row = _FIRST
        self.reasons = dict(book.data.explanations)
        self.wrong = 0

    def write(self) -> None:
        book, sheet = self.book, self.sheet
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        hint = "数字填好后随时查看。是否通过以 reportgen check 的结果为准；核实性规则不成立时，在“说明”列写明原因。"
        book.title(sheet, CHECKS, hint)
        book.headings(sheet, _FIRST - 1, (RULE, RULE_TEXT, *RULE_COLUMNS, "性质", EXPLANATION))
        for rule in book.pack.rules:
            self._rule(rule)
        for key in list(self.reasons):  # whose rule this pack does not have: nobody's words are lost
            self._line(key, "", (_NONE,) * 4, "", is_open=True)
        self._total()
        book.colour_marks(sheet, (_FIRST - 2, _VERDICT, self.row, _VERDICT))
        sheet.freeze_panes(_FIRST, 1)
        book.finish(sheet, landscape=True, repeat=_FIRST - 1)

    def _total(self) -> None:
        count = f'COUNTIF(F{_FIRST + 1}:F{max(self.row, _FIRST + 1)},"{BAD}*")'
        value = f"{BAD} {self.wrong} 处不符" if self.wrong else GOOD
        formula = Computed(f'=IF({count}=0,"{GOOD}","{BAD} "&{count}&" 处不符")', value)
        self.sheet.write_string(_FIRST - 2, _VERDICT - 1, "合计", self.book.style("sum"))
        self.book.computed(self.sheet, _FIRST - 2, _VERDICT, formula, self.book.style("mark"))

    def _rule(self, rule: Rule) -> None:
        official = rule.official_text or rule.text
        text = f"{official}（{rule.basis}）" if rule.basis else official
        severities = "、".join(dict.fromkeys(severity_word(item.severity, "zh") for item in rule.instances))
        # who must explain something needs an open cell
        is_open = any(item.severity is Severity.VERIFY for item in rule.instances) or rule.kind == "narrative"
        sides = (_NONE, _NONE, _NONE, self._own_verdict(rule))
        self._line(rule.id, text, sides, severities, is_open=is_open, is_rule=True)
        for instance in rule.instances:
            self._instance(rule, instance)

    def _own_verdict(self, rule: Rule) -> Computed:
        """What is said beside the rule itself: only where it has no lines of its own."""
        if rule.kind == "whole_number":
            return self.book.relations.whole_numbers(self._counts(), CHECKS)
        if rule.kind == "narrative":
            return Computed("对照正文", "对照正文")
        return _NONE if rule.instances else Computed("不适用", "不适用")

    def _counts(self) -> list[FigureKey]:
        fields = self.book.pack.fields.values()
        return [field.key for field in fields if field.measure == "count" and field.is_open]

    def _instance(self, rule: Rule, instance: Instance) -> None:
        formulas = self.book.relations.formulas(instance, sheet=CHECKS)
        label = instance_label(self.book.pack, instance, self.book.column_labels)
        sides = (formulas.left, formulas.right, formulas.difference, formulas.verdict)
        is_open = instance.severity is Severity.VERIFY
        self._line(f"{rule.id}:{instance.scope}", label, sides, severity_word(instance.severity, "zh"), is_open=is_open)

    def _line(
        self,
        key: str,
        text: str,
        sides: tuple[Computed, ...],
        severity: str,
        *,
        is_open: bool,
        is_rule: bool = False,
    ) -> None:
        book, sheet, row, style = self.book, self.sheet, self.row, self.book.style
        sheet.write_string(row, 0, key, style("band" if is_rule else "code"))
        sheet.write_string(row, 1, text, style("band_text") if is_rule else style("label", 1))
        for column, item in enumerate(sides, 2):
            book.computed(sheet, row, column, item, style("mark" if column == _VERDICT else "sum"))
        sheet.write_string(row, 6, severity, style("center"))
        reason = self.reasons.pop(key, "")
        book.text(sheet, row, 7, reason, style("words" if is_open or reason else "fixed"))
        sheet.set_row(row, height(lines_of(text, _TEXT_WIDTH), 0))
        self.wrong += str(sides[-1].value).startswith(BAD)
        self.row += 1
