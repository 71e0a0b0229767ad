"""May a final report be made with this pack? Not where `pack lint` finds an error in it.

Takes a pack, gives the errors, worked out once a pack: a process keeps them, and a pack that was found sound is
remembered by the digest of its files, so that the next run need not look again. What an error is, `pack_file` and
`template/lint.py` know.
"""

from pathlib import Path

from reportgen import remembered
from reportgen.findings import Finding
from reportgen.kept import kept
from reportgen.packs import Pack
from reportgen.version import VERSION

_SOUND = "sound"


def errors(pack: Pack) -> tuple[Finding, ...]:
    """What keeps a final report from being made with it, in the order of `pack lint`; filling tells what it lacks."""
    try:
        return _errors(pack, pack.template_path)
    except OSError:
        return ()


@kept(most=32)  # a pack is the same object as long as its files stay as they are, all but the template
def _errors(pack: Pack, template: Path) -> tuple[Finding, ...]:
    content = template.read_bytes()
    digest = remembered.digest(b"".join((VERSION.encode(), content, *(file.read_bytes() for file in pack.files))))
    if remembered.is_known(_SOUND, digest):
        return ()
    found = _looked_at(pack, content)
    if not found:
        remembered.note(_SOUND, digest)
    return found


def _looked_at(pack: Pack, content: bytes) -> tuple[Finding, ...]:
    from reportgen.packcheck import pack_file, read_back
    from reportgen.packcheck.template import lint

    found = (*pack_file.findings(pack), *lint.template(content, pack, str(pack.template_path)))
    errors = tuple(finding for finding in found if finding.is_blocking)
    return errors or read_back.differences(pack)
