"""Codes R…: filling and proving the Word file. R1: the template and its values; R3: the proof of the finished file."""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

_TAG_LANGUAGE = (
    "A template may print names and attributes, ask with if, elif, else, ==, !=, and, or, not, and repeat with for. "
    "A few more constructs of docxtpl are filled by docxtpl's way (R115). "
    "Nothing else, so that a template from elsewhere can do no harm."
)
_PROOF = (
    "Before a report gets its name its bytes are read back by code of their own and held against the data; "
    "a file that does not say the same is never delivered."
)

ENTRIES: Mapping[str, Entry] = {
    "R101": Entry(
        title="Not a Word file",
        message="The template cannot be opened as a Word document ({reason}).",
        hint="Save it in Word as a document with the ending .docx, without a password.",
    ),
    "R102": Entry(
        title="Tag cannot be read",
        message="The tag {tag} cannot be read. {reason}",
        hint="A tag begins with {{{{ and ends with }}}}, or begins with {{% and ends with %}}, within one paragraph.",
        why=_TAG_LANGUAGE,
        example="{{ title } lacks a brace: write {{ title }}.",
    ),
    "R103": Entry(
        title="Construct not allowed",
        message="The tag {tag} uses {construct}, which templates may not use.",
        hint="Print a name, ask with if, or repeat with for; have everything else composed by the pack.",
        why=_TAG_LANGUAGE,
        example="{{ title|replace('a', 'b') }} uses a filter that changes values: write {{ title }}.",
    ),
    "R104": Entry(
        title="Block not closed",
        message="The tag {tag} has no counterpart; open at this place: {opened}.",
        words=("opened",),
        hint="Close each if with endif and each for with endfor, in the same way: {{%p with {{%p, {{%tr with {{%tr.",
    ),
    "R105": Entry(
        title="Tag in the wrong place",
        message="The tag {tag} cannot stand here.",
        hint=(
            "A {{%p tag has a paragraph to itself, a {{%tc tag a cell, a {{%tr tag a table row; {{% vm %}} and "
            "{{% hm %}} stand last in the only paragraph of a cell that a for repeats; {{% colspan %}} and "
            "{{% cellbg %}} stand in a cell, loop within a for; a printed value stands in text, "
            "not in a field or a property of an object."
        ),
    ),
    "R106": Entry(
        title="Block cuts through the document's structure",
        message="A block of tags begins in one place and ends in another: a table, cell or link is cut apart.",
        hint="Begin and end the block in the same cell, or in the text outside of tables.",
    ),
    "R107": Entry(
        title="Tag where nothing is filled",
        message="The tag {tag} stands in a part of the file that is not filled.",
        hint="Move it to the text, a header, a footer or a footnote, or delete the comment or chart that holds it.",
    ),
    "R108": Entry(
        title="Cell or header might stay empty",
        message="When the condition does not hold, this place ({element}) is empty, and Word refuses the file.",
        hint="Leave an empty paragraph there, outside of the condition.",
    ),
    "R109": Entry(
        title="Full-width braces",
        message="“{text}” looks like a tag, but its braces are full-width: it would be printed as it stands.",
        hint="Type the braces with the English keyboard: {{{{ }}}}.",
    ),
    "R110": Entry(
        title="Unknown tag",
        message="Nothing is called {name} in this report (tag {tag}); the nearest name is {nearest}.",
        hint="Take the name from `reportgen pack fields`; a row's tag is its code with r before it and _ for dots.",
        why="A tag that nobody feeds would leave a blank in an official document.",
        example="{{ r5_1.anual }} is misspelt: write {{ r5_1.annual }}.",
    ),
    "R111": Entry(
        title="Tag without a value",
        message="{name} is no part of what the tag {tag} names.",
        hint="Take the column's code from `reportgen pack fields`; a section has heading, number, title and body.",
        why="A tag that nobody feeds would leave a blank in an official document.",
    ),
    "R112": Entry(
        title="Section that is left out is printed",
        message="The section {name} is left out of this report, but the tag {tag} prints it.",
        hint="Put the lines of the section between {{%p if {name} %}} and {{%p endif %}}.",
    ),
    "R113": Entry(
        title="Character that Word cannot hold",
        message="The value for {tag} holds the character {character}, which a Word file cannot hold: “{text}”.",
        hint="Delete the invisible character in the input; it often comes along when text is copied from a PDF.",
        why="One such character makes the whole file unreadable, or lets the text behind it disappear.",
        example="A form feed (U+000C) between two sentences copied from a PDF: delete it and type a space.",
    ),
    "R114": Entry(
        title="Value is no text",
        message="The tag {tag} names a {found}, which cannot be printed as a text.",
        hint="Print a part of it: a section's heading, a paragraph's text, a row's column; go through a list with for.",
    ),
    "R115": Entry(
        title="Filled by docxtpl's way",
        message=(
            "The tag {tag} uses {construct}, which the quick way of filling does not cover: the report is filled by "
            "docxtpl's way, with the same checks and the same proof, but some ten times slower."
        ),
        hint="Nothing needs to be done. Where hundreds of reports are made at once, do without it if you can.",
        words=("construct",),
        why=(
            "Templates are filled from a plan made once, in less than a millisecond a report. What the plan does not "
            "know, cells repeated by {%tc, run tags {%r and {{r, {% vm %}, {% hm %}, {% colspan %}, {% cellbg %}, "
            "{% set %}, loop.index, a if b else c, the filters upper, lower, trim, length, join and items, and "
            "pictures inside a loop, goes to docxtpl itself: the whole template, so that there is one way a report."
        ),
        example="{%tc for column, figure in r5_1|items %} prints the figures of a row side by side.",
    ),
    "R116": Entry(
        title="No width or colour of a cell",
        message="The tag {tag} gives “{found}”, which is no number of columns and no colour.",
        hint="{{% colspan %}} takes a whole number from 1 to 63, {{% cellbg %}} six signs like D9E2F3, or auto.",
    ),
    "R117": Entry(
        title="Name is taken",
        message="The tag {tag} gives the name {name} to something, but something is called so already.",
        hint="Choose a name that `reportgen pack fields` does not list, and give it once.",
        why="Otherwise nobody could say which of the two a tag prints.",
        example="{% set title = unit_name %}: title is the report's title. Write {% set issuer = unit_name %}.",
    ),
    "R118": Entry(
        title="Table without widths",
        message="A table whose columns depend on tags does not say how wide its columns are.",
        hint="Draw the table again in Word, or set the widths of its columns there.",
    ),
    "R301": Entry(
        title="Finished file is damaged",
        message="The finished file is damaged and was not delivered.",
        hint="Run it again; if it stays, send the input and the template to the maintainers.",
        why=_PROOF,
    ),
    "R302": Entry(
        title="Part missing from the finished file",
        message="The finished file lacks a part that the template has.",
        hint="Send the input and the template to the maintainers.",
        why=_PROOF,
    ),
    "R303": Entry(
        title="Unknown part in the finished file",
        message="The finished file has a part that the template does not have.",
        hint="Send the input and the template to the maintainers.",
        why=_PROOF,
    ),
    "R304": Entry(
        title="Part changed that holds no tags",
        message="A part of the file that holds no tags is not what the template has.",
        hint="Send the input and the template to the maintainers.",
        why=_PROOF,
    ),
    "R305": Entry(
        title="Proof finds no value",
        message="The proof finds no value for {name}.",
        hint="Check the template with `reportgen pack lint`.",
        why=_PROOF,
    ),
    "R306": Entry(
        title="Proof cannot read the template",
        message="The proof cannot read the template.",
        hint="Check the template with `reportgen pack lint`.",
        why=_PROOF,
    ),
    "R307": Entry(
        title="Finished file is not UTF-8",
        message="A part of the finished file is not encoded as it must be.",
        hint="Send the input and the template to the maintainers.",
        why=_PROOF,
    ),
    "R308": Entry(
        title="Finished file is not well-formed",
        message="A part of the finished file is not well-formed XML: {reason}.",
        hint="Send the input and the template to the maintainers.",
        why=_PROOF,
    ),
    "R309": Entry(
        title="Two drawings with one number",
        message="Two pictures or shapes of the finished file have the number {number}.",
        hint="The file was not delivered. Send the input and the template to the maintainers.",
        why=_PROOF,
    ),
    "R310": Entry(
        title="Paragraph differs",
        message="The finished file says “{found}”, the data says “{expected}”.",
        hint="The file was not delivered. Send the input and the template to the maintainers.",
        why=_PROOF,
    ),
    "R311": Entry(
        title="Paragraph missing",
        message="The finished file lacks “{expected}”.",
        hint="The file was not delivered. Send the input and the template to the maintainers.",
        why=_PROOF,
    ),
    "R312": Entry(
        title="Paragraph too many",
        message="The finished file says “{found}”, which the data does not.",
        hint="The file was not delivered. Send the input and the template to the maintainers.",
        why=_PROOF,
    ),
    "R313": Entry(
        title="Cell differs",
        message="The table of the finished file says “{found}”, the data says “{expected}”.",
        hint="The file was not delivered. Send the input and the template to the maintainers.",
        why=_PROOF,
    ),
    "R314": Entry(
        title="Text in another cell",
        message="“{expected}” stands in another cell, row or table of the finished file than in the template.",
        hint="The file was not delivered. Send the input and the template to the maintainers.",
        why=_PROOF,
    ),
    "R320": Entry(
        title="Figure not printed",
        message="The template has no tag for the figure {tag}.",
        hint="Put {{{{ {tag} }}}} into its cell of the table; `reportgen pack lint` lists all that are missing.",
        why="A report that leaves out a figure of the official form is not complete.",
    ),
    "R321": Entry(
        title="Text not printed",
        message="The template never prints {name}, so a text of this report would be lost.",
        hint="Add its lines to the template, as `reportgen pack draft` writes them.",
        why="What an office filled in must stand in its report.",
    ),
    "R322": Entry(
        title="Draft would not say so",
        message="The template has no tag for the mark of a draft.",
        hint="Put {{{{ draft_mark }}}} into the header of odd and of even pages.",
        why="A draft with open errors must not be taken for the report.",
    ),
}
