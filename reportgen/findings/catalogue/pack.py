"""Codes P…: packs and forms that are missing or broken."""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

ENTRIES: Mapping[str, Entry] = {
    "P101": Entry(
        title="Not YAML",
        message="The file is not valid YAML: {reason}.",
        hint="Mend the line; a text with a colon, a quote or a bracket stands between quotes.",
    ),
    "P102": Entry(
        title="Unknown key",
        message="Nothing here is called {key}; the nearest known key is {nearest}.",
        hint="Known here: {known}.",
    ),
    "P103": Entry(
        title="Wrong kind of value",
        message="{key} holds {found}; expected: {expected}.",
        hint="Write the value in the expected form.",
    ),
    "P104": Entry(
        title="Missing key",
        message="{key} is missing.",
        hint="Add it.",
    ),
    "P105": Entry(
        title="Unquoted code",
        message="{key} reads as the number {found}; codes are text.",
        hint='Put it between quotes, so that "5.10" does not become 5.1.',
    ),
    "P106": Entry(
        title="Duplicate code",
        message="{name} is defined a second time.",
        hint="Give each row, column, relation and section a code of its own.",
    ),
    "P107": Entry(
        title="Reference to nothing",
        message="{name} is not defined in this form; the nearest is {nearest}.",
        hint="Write a code that the form has.",
    ),
    "P108": Entry(
        title="No such pack",
        message="There is no pack called {pack}; the nearest is {nearest}.",
        hint="There are: {known}.",
    ),
    "P109": Entry(
        title="No pack for this report",
        message="No pack is for level {level}, body {body}, report year {year}.",
        hint="Each pack is for its level and body from the year in its name on; there are: {known}.",
    ),
    "P110": Entry(
        title="Pack file cannot be read",
        message="The file cannot be read: {reason}.",
        hint="Check that it exists and may be opened.",
        words=("reason",),
    ),
    "P111": Entry(
        title="No such form",
        message="There is no form called {form}.",
        hint="Forms lie in the folder forms beside the packs.",
    ),
    "P112": Entry(
        title="Id and folder differ",
        message="The id is {id}, the folder is called {folder}.",
        hint="Give both the same name: packs are found by their folder.",
    ),
    "P113": Entry(
        title="Extends in two steps",
        message="{pack} extends another pack itself.",
        hint="A pack may extend one that extends nothing.",
    ),
    "P115": Entry(
        title="Not UTF-8",
        message="The file is not written in UTF-8.",
        hint="Save it again with the encoding UTF-8.",
    ),
    "P116": Entry(
        title="Unknown parent",
        message="There is no pack called {pack} to extend; the nearest is {nearest}.",
        hint="Write the id of a pack that is installed or lies beside this one.",
    ),
    "P117": Entry(
        title="No such folder of packs",
        message="There is no such folder; packs cannot be looked up in it.",
        hint="Check the folder after --packs.",
        why="The installed packs would be used instead, and nobody would notice.",
    ),
}
