"""A file's bytes, or a sentence why there are none. What they mean is left to the readers beside this module."""

from pathlib import Path

from reportgen.errors import SourceError
from reportgen.findings import Location

LARGEST_FILE = 50_000_000  # bytes


def refuse_other_than_files(path: Path) -> None:
    """Raises SourceError for a folder, and for a pipe, a device or a socket, whose end might never come."""
    at = Location(file=str(path))
    if path.is_dir():
        raise SourceError.of("S118", at)
    if path.exists() and not path.is_file():
        raise SourceError.of("S121", at)


def read(path: Path) -> bytes:
    """The file's bytes. Raises SourceError for a folder and for a file that is missing, locked or far too large."""
    at = Location(file=str(path))
    try:
        refuse_other_than_files(path)
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise SourceError.of("S108", at, unpacked=size, size=size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError.of("S101", at) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        raise SourceError.of("S102", at, reason=getattr(error, "strerror", None) or type(error).__name__) from error
