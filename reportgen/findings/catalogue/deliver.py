"""Codes D…: writing a result."""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

ENTRIES: Mapping[str, Entry] = {
    "D101": Entry(
        title="Folder missing",
        message="The folder {folder} does not exist and cannot be made: {reason}.",
        hint="Choose another folder.",
    ),
    "D102": Entry(
        title="File cannot be written",
        message="The file cannot be written: {reason}.",
        hint="Choose another folder, or ask for the right to write there.",
    ),
    "D103": Entry(
        title="File is in use",
        message="The file is open in another program and cannot be replaced.",
        hint="Close it in Word, Excel or WPS and run the command again.",
        why="Windows lets nobody replace a file while a program holds it open.",
    ),
    "D104": Entry(
        title="Disk full",
        message="The disk is full; nothing was written.",
        hint="Make room, or choose another disk.",
    ),
    "D105": Entry(
        title="A folder of that name",
        message="A folder of that name is in the way.",
        hint="Choose another name.",
    ),
    "D106": Entry(
        title="File name too long",
        message="The file name is too long or holds a sign that file names may not hold.",
        hint="Choose a shorter, plain name.",
    ),
    "D107": Entry(
        title="Text too long for a cell",
        message="{field} holds {found} characters in one paragraph; a cell holds {most}.",
        hint="Divide the paragraph.",
    ),
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
    "D304": Entry(
        title="Neither or both",
        message="A new pack comes from another pack or from a spreadsheet: give --extends or --rows, one of the two.",
        hint="reportgen pack new county-2024 --extends county-2021 -o my-packs",
    ),
    "D311": Entry(
        title="Could not be converted",
        message="{program} could not convert the document.",
        hint="Open it in Word; or use --no-pages and do without the PDF and the pictures.",
    ),
    "D312": Entry(
        title="Already there",
        message="This file is there already; nothing was written.",
        hint="Choose another id or folder, or move the old pack away.",
        why="A pack that people have worked on is never overwritten.",
    ),
}
