"""Codes X…: what nobody foresaw."""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

ENTRIES: Mapping[str, Entry] = {
    "X001": Entry(
        title="Internal error",
        message="An internal error stopped the work: {error}. Nothing was written.",
        hint="Send this line, the file it happened on and the program's version ({version}) to the maintainers.",
        why="This is a mistake in the program, not in your data.",
    ),
}
