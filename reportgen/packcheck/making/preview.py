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
from reportgen.errors import DeliveryError, PackError, RenderError
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
    from reportgen.render import compile_template, fill, outline, prove

    try:
        content = pack.template_path.read_bytes()
    except OSError as error:
        at = Location(file=str(pack.template_path))
        raise PackError.of("P110", at, reason=error.strerror or type(error).__name__) from error
    page, unprintable = compose.page(sample(pack, kind), pack, draft=kind == "hostile")
    try:
        docx = fill(compile_template(content, str(pack.template_path)), page)
    except RenderError as error:
        return Preview(kind, None, (*unprintable, *error.findings))
    return Preview(kind, docx, (*unprintable, *prove(outline(content), page, docx)))


def as_pdf(docx: Path) -> Path | None:
    """The PDF beside that document; None where LibreOffice is not found. Raises DeliveryError when it fails."""
    # as Windows and most systems call it, or some Linux
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    # With a profile of its own: a LibreOffice that is open would take the job and do nothing.
    with tempfile.TemporaryDirectory() as profile:
        own = f"-env:UserInstallation={Path(profile).as_uri()}"
        _run([program, own, "--headless", "--convert-to", "pdf", "--outdir", str(docx.parent), str(docx)], docx)
    pdf = docx.with_suffix(".pdf")
    # it ends with 0 where it could not read the file too
    if not pdf.is_file() or not pdf.read_bytes().startswith(b"%PDF"):
        raise DeliveryError.of("D311", Location(file=str(docx)), program=program)
    return pdf


def as_pictures(pdf: Path) -> tuple[Path, ...]:
    """A picture of each of the first pages beside the PDF; none where pdftoppm is not found."""
    program = shutil.which("pdftoppm")
    if program is None:
        return ()
    _run([program, "-png", "-r", str(_DOTS), "-l", str(_PAGES), str(pdf), str(pdf.with_suffix(""))], pdf)
    return tuple(sorted(pdf.parent.glob(f"{pdf.stem}-*.png")))


def _run(command: list[str], file: Path) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise DeliveryError.of("D311", Location(file=str(file)), program=command[0]) from error
