"""What kind of file bytes are, told by how they begin and never by a name.

Takes bytes, gives words; which kinds a reader takes, and what it says of the others, is left to the readers.
"""

ZIP = b"PK\x03\x04"
EMPTY_ZIP = (b"PK\x05\x06", b"PK\x07\x08")  # without a member, or split
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, .doc, and anything that Office keeps under a password
_PICTURES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"RIFF": "WebP",
}
_OTHERS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"MIME-Version:": "MHTML",
}
_BLANK = b"\x00 \t\r\n"  # NULs: what a disk that failed leaves
_MARKS = b"\xef\xbb\xbf\xff\xfe"  # of UTF-8 and UTF-16
_HTML = (b"<!doctype html", b"<html", b"<table", b"<head")


def is_blank(data: bytes) -> bool:
    """True for a file with nothing in it."""
    return not data.strip(_BLANK)


def is_picture(data: bytes) -> bool:
    """True for a picture: a scan, a photograph of a screen."""
    return data.startswith(tuple(_PICTURES))


def foreign(data: bytes) -> str | None:
    """The kind of picture, archive or print it is; None for what may be a text, a workbook or a document."""
    return next((kind for magic, kind in (_PICTURES | _OTHERS).items() if data.startswith(magic)), None)


def markup(data: bytes) -> str | None:
    """HTML or XML; None for anything else."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_HTML):
        return "HTML"
    return "XML" if start.startswith(b"<?xml") else None


def is_json(data: bytes, file: str) -> bool:
    """True for what begins as JSON does, and for a text called .json, be it broken."""
    start = data[:64].lstrip(_MARKS + _BLANK)
    # a broken one is told where it breaks, not called no workbook
    if file.lower().endswith(".json") and not data.startswith((ZIP, OLE[:2])):
        return True
    return start.startswith((b"{", b"[")) and not start.startswith(b"{\\rtf")  # {\rtf begins as JSON does
