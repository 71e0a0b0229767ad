"""Codes W…: writing the page. W1 what a text cannot say; W2 what a document cannot hold."""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

_NO_SILENT_BLANK = "What is missing is said, never printed as a blank or a zero."
_PLACEHOLDER = (
    "Between single braces a text may quote a figure, {5.annual}; sums, {20.1.annual+20.2.annual}; a share, "
    "{5.1.annual/5.annual:%}; Chinese numerals, {5.annual:cn}; last year's, {5.annual[previous]}; and names: {year}."
)

ENTRIES: Mapping[str, Entry] = {
    "W101": Entry(
        title="Cells without a figure",
        message="{count} cells of the tables would be printed without a figure; the first is {figure}.",
        hint="Fill them in: the number, or 0 where nothing happened. A draft prints them as 【未填】.",
        why=_NO_SILENT_BLANK,
        example="The fourth table was left empty. Each of its 15 cells needs a number, mostly 0.",
    ),
    "W102": Entry(
        title="The text quotes a figure that is not filled in",
        message="{placeholder} in {section} quotes {figure}, which is not filled in.",
        hint="Fill in the figure, or take the placeholder out of the text.",
        why=_NO_SILENT_BLANK,
        example="The text says {5.annual[previous]}, and no report of last year was given.",
    ),
    "W103": Entry(
        title="Unknown placeholder",
        message="{placeholder} in {section}: there is no figure or name {name}; the nearest is {nearest}.",
        hint="Write the row, a dot and the column as in {nearest}, or take the braces away.",
        why=_PLACEHOLDER,
        example="{5.anual} is written for {5.annual}.",
    ),
    "W104": Entry(
        title="Share of nothing",
        message="{placeholder} in {section} asks for a share of {figure}, which is 0.",
        hint="Write the sentence without a share.",
        why="Nothing can be divided among nothing.",
        example="{3.1.3.count/3.1.count:%} in a year without any application.",
    ),
    "W105": Entry(
        title="The text quotes a figure that is not applicable",
        message="{placeholder} in {section} quotes {figure}, which holds -.",
        hint="Take the sentence out: the row is not for this body.",
        why="A - in the table means that the body does not count this; a sentence cannot quote it.",
        example="The text of a municipal department quotes row 7 (★), where it prints -.",
    ),
    "W106": Entry(
        title="Placeholder that cannot be read",
        message="{placeholder} in {section} asks for a form that does not fit it.",
        hint="A share is written {{part/whole:%}}, with :%0 to :%4 for its decimals; :cn is for whole numbers.",
        why=_PLACEHOLDER,
        example="{5.1.annual:%} names no whole; write {5.1.annual/5.annual:%}.",
    ),
    "W107": Entry(
        title="Placeholder in full-width braces",
        message="{placeholder} in {section} stands in full-width braces and would be printed as it is.",
        hint="Write it as {expected}.",
        why="Placeholders stand in the plain braces of the keyboard, { and }.",
        example="｛5.annual｝ is written for {5.annual}.",
    ),
    "W108": Entry(
        title="Section without a text",
        message="{section} has no text, and none of the standard texts fits the figures.",
        hint="Write the section's text.",
        why="A section of the official outline is not left empty.",
        example="An office's own pack has a standard text for zero applications only, and there were 3.",
    ),
    "W109": Entry(
        title="Standard text to be confirmed",
        message="The standard text of {section} says: {claim}. The figures do not show it.",
        hint="Make sure that it is true, or write the section's text.",
        why="A blank text gets the pack's standard one. What that says beyond the figures only the office can know.",
        example="Section six says that no processing fee was charged. If one was, write how many notices and how much.",
    ),
    "W110": Entry(
        title="Text for a section that is not there",
        message="There is a text for {section}, a section this report does not have; the nearest is {nearest}.",
        hint="Move the text to one of: {known}.",
        why="Nothing that was written is lost silently.",
        example="A text stands under appendix, and the form in force has no such section.",
    ),
    "W201": Entry(
        title="Character that Word cannot hold",
        message="{field} holds the character {character} at position {position}, which no document can hold.",
        hint="Delete the character; it is invisible, so retype the words around it. A draft prints \ufffd there.",
        why="Control characters come along when text is copied from other programs; Word refuses a file that has one.",
        example="A paragraph copied from a chat program ends in U+0008.",
    ),
}
