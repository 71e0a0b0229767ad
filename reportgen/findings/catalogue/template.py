"""Codes P2…: a pack's Word template, alone and held against its pack; P26… the pack.yaml itself.

What `pack lint` finds. Codes P1…, for packs that cannot be loaded at all, stand in `pack.py`.
"""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

_STRANGERS = "A template may come from anybody; it may hold text, layout and tags, and nothing that acts by itself."
_DATA = "A tag prints a value or asks a condition. Templates cannot compute, call or reach anything else."
_NOT_SEEN = "Signs that are no tag for the program are printed as they stand, in every report made from the template."
_FORM = "The official form says which figure stands in which cell; readers and inspectors compare by its printed words."
_PRINT = "The document is printed and published as it is: what Word keeps for editing goes out with it."

ENTRIES: Mapping[str, Entry] = {
    "P201": Entry(
        title="Not a Word document",
        message="The file is not a Word document: {reason}.",
        hint="Open it in Word or WPS and save it as “Word document (.docx)”.",
        why="Only .docx can be filled; .doc and .wps hold something else even when they are renamed.",
        example="report.doc was renamed report.docx. Save it as .docx from inside Word.",
    ),
    "P202": Entry(
        title="Declarations in the XML",
        message="This part of the file declares a document type or entities.",
        hint="Take a fresh copy of the template; Word never writes such a thing.",
        why=_STRANGERS,
    ),
    "P203": Entry(
        title="Macros",
        message="The template holds macros.",
        hint="Save it as “Word document (.docx)”, not as a document with macros.",
        why=_STRANGERS,
        example="A template saved as .docm and renamed. Save as .docx: Word leaves the macros out.",
    ),
    "P204": Entry(
        title="Embedded object",
        message="The template has something embedded or attached: {found}.",
        hint="Delete the object in Word, or paste it as text or picture; detach a template under “Developer”.",
        why=_STRANGERS,
        example="An Excel sheet pasted as an object. Paste it as a Word table.",
    ),
    "P205": Entry(
        title="Link to the outside",
        message="The template links to {target} ({kind}).",
        hint="Remove the link in Word: Ctrl+A, then Ctrl+Shift+F9 turns links into text.",
        why=_STRANGERS + " Whoever opens the report would ask that address.",
        example="A web address that Word turned blue by itself. Take the link away, leave the text.",
    ),
    "P206": Entry(
        title="Too large",
        message="The file unpacks to more than {members} parts or {megabytes} MB.",
        hint="Take large pictures out, or begin with a fresh template: reportgen pack draft.",
        why=_STRANGERS,
    ),
    "P207": Entry(
        title="Damaged part",
        message="This part of the file cannot be read: {reason}.",
        hint="Open the template in Word, let it repair the file, and save it again.",
    ),
    "P211": Entry(
        title="Unknown name",
        message="{tag}: nothing is called {name}; the nearest name is {nearest}.",
        hint="Write {nearest}. All names: reportgen pack fields PACK.",
        why="A name that nobody feeds would leave a blank in every report.",
        example="{{ Title }}: Word made the first letter a capital. Write {{ title }}.",
    ),
    "P212": Entry(
        title="Missing tag",
        message="{tag} is missing; it is needed for: {why}.",
        hint="Put {tag} where it is to be printed.",
        why="Everything that the pack asks of an office must be printed, or the report says less than the form.",
        example="The row of 20.4 was deleted with its two tags. Put the row back.",
    ),
    "P213": Entry(
        title="Block without an end",
        message="{tag} is never closed.",
        hint="Put {expected} after the last paragraph that belongs to the block.",
        example="{%p if remedies %} without {%p endif %}: everything after it would depend on it.",
    ),
    "P214": Entry(
        title="End without a beginning",
        message="{tag} closes or goes on with a block, but no {expected} is open here.",
        hint="Delete {tag}, or put the {expected} back before it.",
        example="{%p for p in preface %} was deleted together with its paragraph, {%p endfor %} stayed.",
    ),
    "P215": Entry(
        title="Look-alike of a tag",
        message="{tag} looks like a tag and is none.",
        hint="Type it with plain half-width braces: {expected}",
        why=_NOT_SEEN,
        example="｛｛ year ｝｝ typed with a Chinese input method. Write {{ year }}.",
    ),
    "P216": Entry(
        title="Half a tag",
        message="{tag}: one end of the tag is missing in this paragraph.",
        hint="Write both ends in one paragraph: {expected}",
        why=_NOT_SEEN,
        example="{{ title } with one brace at the end, or a tag broken by Enter.",
    ),
    "P217": Entry(
        title="Wrong signs in a tag",
        message="{tag}: in a tag the signs {signs} must be plain ones.",
        hint="Write {expected}",
        why="Word replaces quotes and dashes while one types, an input method writes full-width signs.",
        example="{%p if year == “2012” %} with curly quotes. Write {%p if year == '2012' %}.",
    ),
    "P218": Entry(
        title="Unknown filter",
        message="{tag}: there is no filter called {filter}.",
        hint="Take the | and what follows it away: values come in their final form.",
        why="Numbers, dates and percentages are worded the same way everywhere; templates do not change them.",
        example="{{ r5.annual | round }}. Write {{ r5.annual }}.",
    ),
    "P219": Entry(
        title="Not allowed in a tag",
        message="{tag}: templates cannot use {construct}.",
        hint="Names, if with comparisons, and for over paragraphs "
        "are allowed, and what the manual lists beside them (reportgen explain R115).",
        why=_DATA,
        example="{{ r5.annual + r6.annual }}: sums are figures of the form, checked by its relations.",
    ),
    "P220": Entry(
        title="Tag cannot be read",
        message="{tag} cannot be read: {reason}.",
        hint="Write it like {{{{ title }}}}, {{%p if overview %}} or {{%p for p in preface %}}.",
        example="{{ r5 annual }} without the point. Write {{ r5.annual }}.",
    ),
    "P221": Entry(
        title="Name of nothing",
        message="{tag}: nothing is called {name}, nor anything like it.",
        hint="All names: reportgen pack fields PACK.",
        why="A name that nobody feeds would leave a blank in every report.",
    ),
    "P222": Entry(
        title="Paragraphs printed as one text",
        message="{tag} stands for several paragraphs.",
        hint="Write {expected}, below it a paragraph with {{{{ p.text }}}}, and {{%p endfor %}} in the last one.",
    ),
    "P223": Entry(
        title="Row does not fill the grid",
        message="The cells of this row span {found} columns, the table has {expected}: a difference of {difference}.",
        hint="Add or take away cells, or merge them again, so that every row ends at the same edge.",
        why="Word draws such a row; other programs move its cells under the wrong heading.",
        example="A merged cell was split and one half deleted.",
    ),
    "P224": Entry(
        title="Figure in the wrong row",
        message="{tag} belongs to the row {expected}; it stands in the row {found}.",
        hint="Here belongs {nearest}.",
        why=_FORM,
        example="The row 5.1 was copied for 5.2, its label was changed and its tags were not.",
    ),
    "P225": Entry(
        title="Figure in the wrong column",
        message="{tag} belongs under {expected}; it stands under {found}.",
        hint="Here belongs {nearest}.",
        why=_FORM,
        example="Two columns were swapped, their headings were not.",
    ),
    "P226": Entry(
        title="Printed words differ from the form",
        message="{tag}: the form prints {expected} here, the template {found}.",
        hint="Print the words of the form, or change them in the form's file.",
        why=_FORM,
        example="收到申请数 was shortened to 申请数.",
    ),
    "P227": Entry(
        title="Printed twice",
        message="{tag} stands a second time; the first: {first}.",
        hint="Write the name that belongs here, or delete one of the two.",
        why="Most often a row was copied and its tags were not changed.",
    ),
    "P228": Entry(
        title="Section out of order",
        message="{tag} stands after {before}, which is numbered later.",
        hint="Move the section, or change the order of the sections in pack.yaml.",
        why="Sections are numbered in the order of pack.yaml.",
    ),
    "P229": Entry(
        title="Optional section without a condition",
        message="{tag} belongs to an optional section and is printed always.",
        hint="Put {expected} before it and {{%p endif %}} after its last paragraph.",
    ),
    "P230": Entry(
        title="Merged cell without a top",
        message="This cell goes on a merged cell above it, but above it there is none as wide.",
        hint="Merge the cells anew in Word.",
        why="Word draws such a cell empty; what was in it is lost.",
    ),
    "P231": Entry(
        title="Empty cell in the form",
        message="This cell of the form is empty.",
        hint="Write the form's words or the figure's tag into it, or merge it with the cell above as the form does.",
        why=_FORM,
    ),
    "P232": Entry(
        title="Row out of order",
        message="The row {row} stands after {before}, which the form prints later.",
        hint="Put the rows in the order of the form.",
        why=_FORM,
    ),
    "P233": Entry(
        title="Heading of the form is missing",
        message="The form prints {name} as a heading (row {row}); the template does not.",
        hint="Put the row or the merged cell with these words back.",
        why=_FORM,
    ),
    "P234": Entry(
        title="Tag is not alone",
        message="{tag} takes the whole paragraph or row away, and there is more in it: {text}",
        hint="Give {tag} a paragraph of its own; a tag with tr stands in a table row.",
        example="{%p if overview %} typed in front of a sentence. Press Enter after it.",
    ),
    "P235": Entry(
        title="Block ends in the wrong place",
        message="{tag} needs {expected} of its own; the next end is {other} at {at}.",
        hint="Let each block end inside the one it began in, in the same cell, with the same letter after the {{%.",
        example="{%p for p in preface %} … {%p endif %}: the endfor was deleted.",
    ),
    "P241": Entry(
        title="Something left to fill in",
        message="“{found}” was left to be filled in: {text}",
        hint="Put a tag there, such as {{{{ year }}}}, or the final words.",
        why="Nobody fills it: it would be printed in every report.",
        example="20XX年 in the title. Write {{ year }}年.",
    ),
    "P242": Entry(
        title="Bookmark",
        message="There is a bookmark here: {name}.",
        hint="Delete it in Word under “Insert, Bookmark” unless a reference needs it.",
        why=_PRINT,
    ),
    "P243": Entry(
        title="Tracked change",
        message="There is a tracked change here ({kind}).",
        hint="Accept or reject all changes in Word and switch tracking off.",
        why=_PRINT,
    ),
    "P244": Entry(
        title="Comment",
        message="There is a comment here: {text}",
        hint="Delete all comments in Word under “Review”.",
        why=_PRINT,
    ),
    "P245": Entry(
        title="No Chinese font",
        message="“{text}” has no font for Chinese characters.",
        hint="Select it and choose 仿宋_GB2312 (headings 黑体, 楷体_GB2312), or give it one of the styles.",
        why="GB/T 9704-2012 says the fonts; without one every computer takes another.",
    ),
    "P246": Entry(
        title="Font not on the list",
        message="“{text}” is set in {font}.",
        hint="Choose one of {known}; an office's own font goes under fonts: in pack.yaml.",
        why="GB/T 9704-2012 says the fonts of official documents.",
    ),
    "P247": Entry(
        title="Heading level left out",
        message="This heading is of level {found}; here the lowest possible is {expected}.",
        hint="Choose the style “heading {expected}”, or add the heading that is missing above it.",
        why="一、 （一） 1. （1） go down step by step, in print and in the outline.",
    ),
    "P248": Entry(
        title="Header without the draft mark",
        message="This header does not print {{{{ draft_mark }}}}.",
        hint="Put {{{{ draft_mark }}}} into the header; in a final report it is empty.",
        why="A draft says so on every page, or it will be taken for the report.",
    ),
    "P249": Entry(
        title="Tag in a hidden place",
        message="{tag} stands where no text is printed: {kind}.",
        hint="Delete it there; tags belong into the text, headers, footers and notes.",
        why=_STRANGERS,
    ),
    "P250": Entry(
        title="Page without a header",
        message="Some pages have no header of their own ({header}).",
        hint="Add the header in Word with {{{{ draft_mark }}}} in it, or switch “different first page” off.",
        why="A draft says so on every page, or it will be taken for the report.",
    ),
    "P261": Entry(
        title="Id says something else",
        message="The id {id} says {said}, the file says {found}.",
        hint="Ids are <level>[-government]-<first year>: call the folder and the id {expected}.",
        why="Level, body and year choose a pack by its folder's name alone.",
        example="county-2022 with years: {first: 2021}.",
    ),
    "P262": Entry(
        title="Table is printed nowhere",
        message="No section and no attachment prints the table {table}.",
        hint="Name it under tables: of a section or of the attachment.",
        why="Its figures would be asked for and never published.",
    ),
    "P263": Entry(
        title="Relation about nothing",
        message="The relation {relation} holds for no column or row of this pack.",
        hint="Check its columns or rows, and whether every operand stands in the same table.",
    ),
    "P264": Entry(
        title="Unknown placeholder",
        message="{placeholder} in {where} cannot be filled; the nearest name is {nearest}.",
        hint="Write a figure as {{5.annual}}, a share as {{5.1.annual/5.annual:%}}, or a name such as {{year}}.",
        why="It would be printed as it stands.",
    ),
    "P265": Entry(
        title="Years before the form",
        message="The pack is for report years from {found} on; its form is from {expected}.",
        hint="Choose the form of those years, or correct the years.",
    ),
    "P271": Entry(
        title="No such columns",
        message="No row of this sheet names the columns that are needed: {known}.",
        hint="Write them as headings in the first row; the manual shows a table to copy.",
        example="The sheet begins with a title only. Put 代码 and 指标名称 in the row above the first indicator.",
    ),
    "P272": Entry(
        title="No column of figures",
        message="This heading row names no column of figures.",
        hint="Add one for each printed column, such as annual:本期实际.",
    ),
    "P273": Entry(
        title="Row without code or label",
        message="This row has no code or no label.",
        hint="Fill in both; a code stands for its row for ever.",
    ),
    "P274": Entry(
        title="Unknown word",
        message="{found} is not known here.",
        hint="Known: {known}.",
    ),
    "P275": Entry(
        title="Relation cannot be read",
        message="{found} cannot be read as a relation: {reason}.",
        hint="Write it like 10 = 11+12+13, 20 = 21+…+31 or 02 ≤ 01, with the codes of the rows.",
    ),
    "P276": Entry(
        title="Id of no level or year",
        message="The id {id} says neither level nor year.",
        hint="Write <level>[-government]-<first year>: county-2024, municipal-government-2024.",
        why="Level, body and year choose a pack by its folder's name alone.",
    ),
}
