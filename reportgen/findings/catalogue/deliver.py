"""Codes D…: writing a result."""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

ENTRIES: Mapping[str, Entry] = {
    "D301": Entry(
        title="Option for one file",
        message="{option} goes with one file, and several were given.",
        hint="Call the command once for each file.",
    ),
    "D302": Entry(
        title="Unknown code",
        message="No finding has the code {name}.",
        hint="`reportgen explain all` lists every code.",
    ),
    "D303": Entry(
        title="Unknown word",
        message="{option} {word} is not known.",
        hint="Known: {known}.",
    ),
}
