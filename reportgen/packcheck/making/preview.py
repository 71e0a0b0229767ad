"""What a pack would print: its template filled with made-up reports, proven, and shown as PDF and pictures.

Takes a pack, gives documents; PDF and pictures only where LibreOffice and pdftoppm are found on the machine. Which
reports are made up is left to `sample_data.py`, writing them to disk to the caller.
"""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from reportgen import compose
from reportgen.errors import DeliveryError, RenderError
from reportgen.findings import Finding, Location
from reportgen.packcheck.making.sample_data import sample
from reportgen.packs import Pack

_SECONDS = 180  # LibreOffice starts slowly on a cold machine
_DOTS = 60  # dots per inch: to look at, not to print
_PAGES = 30


@dataclass(frozen=True, slots=True)
class Preview:
    """One made-up report in print. `findings` are what the page or the proof had to say."""

    kind: str
    docx: bytes | None
    findings: tuple[Finding, ...] = ()


def preview(pack: Pack, kind: str) -> Preview:
    """The pack's template filled with a report of that kind. Raises PackError when the template is missing."""
    from reportgen.render import fill, prove
    from reportgen.render.compiled import prepared

    page, unprintable = compose.page(sample(pack, kind), pack, draft=kind == "hostile")
    try:
        template = prepared(pack.template_path)
        docx = fill(template.compiled, page)
    except RenderError as error:
        return Preview(kind, None, (*unprintable, *error.findings))
    return Preview(kind, docx, (*unprintable, *prove(template.outline, page, docx)))


def as_pdf(docx: bytes, name: str) -> bytes | None:
    """The document as PDF; None where LibreOffice is not found. Raises DeliveryError, about `name`, when it fails.

    LibreOffice gets a folder and a profile of its own; what it writes is looked at before it is believed.
    """
    # as Windows and most systems call it, or some Linux
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, profile = Path(folder) / "report.docx", Path(folder) / "profile"
        source.write_bytes(docx)
        # A LibreOffice that is open would take the job and do nothing.
        own = f"-env:UserInstallation={profile.as_uri()}"
        _run([program, own, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)], name)
        pdf = source.with_suffix(".pdf")
        # it ends with 0 where it could not read the file too
        content = pdf.read_bytes() if pdf.is_file() else b""
    if not content.startswith(b"%PDF"):
        raise DeliveryError.of("D311", Location(file=name), program=program)
    return content


def as_pictures(pdf: bytes, name: str) -> tuple[bytes, ...]:
    """A picture of each of the first pages; none where pdftoppm is not found. Raises DeliveryError, about `name`."""
    program = shutil.which("pdftoppm")
    if program is None:
        return ()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.pdf"
        source.write_bytes(pdf)
        _run([program, "-png", "-r", str(_DOTS), "-l", str(_PAGES), str(source), str(Path(folder) / "page")], name)
        return tuple(path.read_bytes() for path in sorted(Path(folder).glob("page-*.png")))


def _run(command: list[str], name: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise DeliveryError.of("D311", Location(file=name), program=command[0]) from error
