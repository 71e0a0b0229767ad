"""A made-up report printed with a pack, read back as a stranger would read it, and held against its data.

Takes a pack whose template has no fault, gives a finding for each title, year, unit or figure that reads otherwise than
it was given. What the proof holds paragraph by paragraph against the template is held here against the data alone.
"""

from collections.abc import Iterator

from reportgen.errors import PackError, SourceError
from reportgen.findings import Finding, Location, finding_of
from reportgen.model import ReportData
from reportgen.packs import Pack

_KINDS = ("typical", "minimal")  # figures that differ from one another; and nothing but zeros


def differences(pack: Pack) -> tuple[Finding, ...]:
    """What reads otherwise. A figure that the reader does not find is none: not every office's table can be read."""
    return next((found for kind in _KINDS if (found := tuple(_differences(pack, kind)))), ())


def _differences(pack: Pack, kind: str) -> Iterator[Finding]:
    from reportgen.packcheck.making import preview, sample_data
    from reportgen.sources.published import bind as published

    data = sample_data.sample(pack, kind)
    made = preview.preview(pack, kind)
    unproven = [finding for finding in made.findings if finding.code.startswith("R")]
    if made.docx is None or unproven:
        yield from unproven  # what the filling or the proof says comes first
        return
    try:
        document = published.published_in(made.docx, str(pack.template_path))
        read = published.bind_published(document, (pack.directory.parent,), pack=pack).data
    except (PackError, SourceError):  # no report that the reader knows: nothing can be held against it
        return
    yield from _held(pack, data, read)


def _held(pack: Pack, data: ReportData, read: ReportData) -> Iterator[Finding]:
    at = Location(file=str(pack.template_path))
    held: list[tuple[str, object, object]] = [
        ("报告年度", data.year, read.year),
        ("单位名称", data.unit.name, read.unit.name),
        *((field.label, data.value(key), read.value(key)) for key, field in pack.fields.items()),
    ]
    for what, given, found in held:
        if found is not None and given is not None and given != found:
            yield finding_of("P256", at, pack=pack.id, what=what, expected=str(given), found=str(found))
