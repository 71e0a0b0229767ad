"""Blocks of a template: every if and for is closed by its own end, in the same story, table and cell.

Takes the tags of a story in reading order, gives a fault for each block that is not, with both ends. What may be asked
inside a block is left to `references.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.packcheck.template.fault import Fault, fault
from reportgen.packcheck.template.tags import KnownTag

_ENDS = {"endif": "if", "endfor": "for"}


@dataclass(frozen=True, slots=True)
class TagBlock:
    """A block: its beginning, and the tags up to its end, or up to the last where it has none."""

    begin: KnownTag
    inside: tuple[KnownTag, ...]


def pair(tags: Sequence[KnownTag]) -> tuple[list[TagBlock], list[Fault]]:
    """The blocks, and what is not closed as it should be."""
    open_: list[int] = []
    blocks: list[TagBlock] = []
    faults: list[Fault] = []
    for index, tag in enumerate(tags):
        if tag.verb in ("if", "for"):
            open_.append(index)
        elif tag.verb in ("elif", "else"):
            faults += _branch(tag, tags[open_[-1]] if open_ else None)
        elif tag.verb in _ENDS:
            if not open_:
                faults.append(fault("P214", tag.line, start=tag.start, tag=tag.source, expected=_ENDS[tag.verb]))
                continue
            begin = _matching(tag, tags, open_)
            if begin is None:  # the wrong word for the right end
                begin = open_[-1]
                faults.append(_unclosed(tags[begin], tag))
                open_.pop()
                blocks.append(TagBlock(tags[begin], tuple(tags[begin + 1 : index])))
                continue
            while open_[-1] != begin:  # what was opened inside and not closed ends here too
                blocks.append(TagBlock(tags[open_[-1]], tuple(tags[open_[-1] + 1 : index])))
                faults.append(_unclosed(tags[open_.pop()], tag))
            open_.pop()
            faults += _torn(tags[begin], tag)
            blocks.append(TagBlock(tags[begin], tuple(tags[begin + 1 : index])))
    blocks += [TagBlock(tags[index], tuple(tags[index + 1 :])) for index in open_]
    faults += [_unclosed(tags[index], None) for index in open_]
    return blocks, faults


def _matching(end: KnownTag, tags: Sequence[KnownTag], open_: Sequence[int]) -> int | None:
    """The innermost open block of the right kind."""
    return next((index for index in reversed(open_) if tags[index].verb == _ENDS[end.verb]), None)


def _branch(tag: KnownTag, begin: KnownTag | None) -> Iterator[Fault]:
    if begin is None or begin.verb != "if":
        yield fault("P214", tag.line, start=tag.start, tag=tag.source, expected="if")


def _unclosed(begin: KnownTag, end: KnownTag | None) -> Fault:
    wanted = "endfor" if begin.verb == "for" else "endif"
    needed = f"{{%{f'{begin.level} ' if begin.level else ' '}{wanted} %}}"
    if end is None:
        return fault("P213", begin.line, start=begin.start, tag=begin.source, expected=needed)
    return fault(
        "P235", begin.line, start=begin.start, tag=begin.source, expected=needed, other=end.source, at=end.line.place
    )


def _torn(begin: KnownTag, end: KnownTag) -> Iterator[Fault]:
    """Both ends must lie in one cell, or, for {%tr %} and {%tc %}, in one table or row, and take away the same."""
    one, other = begin.line.cell, end.line.cell
    if begin.level == end.level == "tr":
        torn = (one and one.table) != (other and other.table)
    elif begin.level == end.level == "tc":
        torn = (one and (one.table, one.row)) != (other and (other.table, other.row))
    else:
        torn = one != other or begin.level != end.level
    if torn:
        yield fault(
            "P235",
            begin.line,
            start=begin.start,
            tag=begin.source,
            expected=f"{{%{f'{begin.level} ' if begin.level else ' '}end{begin.verb} %}}",
            other=end.source,
            at=end.line.place,
        )
