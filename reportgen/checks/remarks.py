"""What findings about words of the text have in common: the words, the sentence around them, the section.

Takes a passage and two offsets in it, gives a finding. Which words are worth one is left to `text` and `formal`.
"""

from reportgen.findings import Fact, Finding, Severity
from reportgen.prose.passages import Passage
from reportgen.prose.quantities import Quantity


def remark(
    code: str,
    text: Passage,
    start: int,
    end: int,
    *,
    severity: Severity = Severity.VERIFY,
    rule: str | None = None,
    rows: tuple[str, ...] = (),
    **facts: Fact,
) -> Finding:
    """A finding about the words between two offsets of a paragraph, with the sentence around them.

    `rule` is the form's own rule where one spoke, `rows` the rows and columns by which an explanation is matched
    besides the section.
    """
    return Finding(
        code=code,
        severity=severity,
        location=text.location,
        facts={"words": text.typed[start:end].strip(), "sentence": text.quote(start, end), **facts},
        rule=rule,
        scope=(*rows, text.section),
    )


def told_otherwise(text: Passage, item: Quantity, earlier: Passage, other: Quantity) -> Finding:
    """C505: a number that another place of the text tells otherwise."""
    return remark(
        "C505",
        text,
        item.start,
        item.end,
        found=item.value,
        expected=other.value,
        other=other.text,
        other_sentence=earlier.quote(other.start, other.end),
    )
