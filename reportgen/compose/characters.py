"""Characters that no Word document can hold: control characters, halves of surrogate pairs, U+FFFE and U+FFFF.

Takes a report, gives the findings and the report with each such character replaced by the replacement character, so
that a draft can be printed all the same. Nearly every report has none: one search over its joined texts says so.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, replace

from reportgen.findings import Finding, Location, finding_of
from reportgen.model import Contact, ReportData, Signatory, SignOff

_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


def printable(data: ReportData) -> tuple[ReportData, tuple[Finding, ...]]:
    """The report as it can be printed, and a finding for each character that cannot."""
    texts = list(_texts(data))
    if not _UNPRINTABLE.search("\n".join(text for _, text, _ in texts)):  # joined: one search in a report that has none
        return data, ()
    findings = tuple(
        _unprintable(path, text, found.start(), where)
        for path, text, where in texts
        for found in _UNPRINTABLE.finditer(text)
    )
    return _replaced(data), findings


def _texts(data: ReportData) -> Iterator[tuple[str, str, Location]]:
    """Every text that may be printed: its JSON path, the text, its place."""
    for name in ("code", "name", "short_name"):
        yield f"unit.{name}", getattr(data.unit, name), data.place(f"unit.{name}")
    for item in fields(data.contact):
        yield f"contact.{item.name}", getattr(data.contact, item.name), data.place(f"contact.{item.name}")
    for step in fields(data.sign_off):
        signatory = getattr(data.sign_off, step.name)
        for name in ("name", "date"):
            path = f"sign_off.{step.name}.{name}"
            yield path, getattr(signatory, name), data.place(path)
    for key, paragraphs in data.narrative.items():
        yield f"narrative.{key}", "\n".join(paragraphs), data.place(f"narrative.{key}")
    for address, figure in data.figures.items():
        if figure.raw is not None:
            yield address, figure.raw, figure.location


def _unprintable(path: str, text: str, index: int, where: Location) -> Finding:
    character, position = f"U+{ord(text[index]):04X}", index + 1
    found = finding_of("W201", where, field=path, character=character, position=position)
    return found.about(path, str(position))


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub(_REPLACEMENT, text)


def _signatory(item: Signatory) -> Signatory:
    return Signatory(_clean(item.name), _clean(item.date))


def _replaced(data: ReportData) -> ReportData:
    return replace(
        data,
        unit=replace(
            data.unit,
            code=_clean(data.unit.code),
            name=_clean(data.unit.name),
            short_name=_clean(data.unit.short_name),
        ),
        contact=Contact(**{item.name: _clean(getattr(data.contact, item.name)) for item in fields(Contact)}),
        sign_off=SignOff(**{step.name: _signatory(getattr(data.sign_off, step.name)) for step in fields(SignOff)}),
        narrative={key: tuple(_clean(text) for text in texts) for key, texts in data.narrative.items()},
        figures={
            key: figure if figure.raw is None else replace(figure, raw=_clean(figure.raw))
            for key, figure in data.figures.items()
        },
    )
