"""Codes D…: writing a result."""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

ENTRIES: Mapping[str, Entry] = {
    "D101": Entry(
        title="Folder missing",
        message="The folder {folder} does not exist and cannot be made: {reason}.",
        hint="Choose another folder.",
        words=("reason",),
    ),
    "D102": Entry(
        title="File cannot be written",
        message="The file cannot be written: {reason}.",
        hint="Choose another folder, or ask for the right to write there.",
        words=("reason",),
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
    "D201": Entry(
        title="Cannot be annotated",
        message="An annotated copy can only be made of an .xlsx or .xlsm workbook; this is {found}.",
        hint="Open the file in Excel or WPS, save it as .xlsx, and check that file.",
        why="The copy is the workbook itself with colours and comments put in; older and other formats hold neither in "
        "a form that can be changed without losing something.",
        example="reportgen check 年报.xls --annotate 批注.xlsx. Mend: save 年报.xls as 年报.xlsx first.",
    ),
    "D202": Entry(
        title="Another ending",
        message="The annotated copy of this workbook must end in {expected}, not in {found}.",
        hint="Give the copy a name that ends in {expected}.",
        why="The copy is of the same kind as the workbook, macros included; Excel refuses a file whose ending says "
        "something else.",
        example="reportgen check 年报.xlsm --annotate 批注.xlsx. Mend: --annotate 批注.xlsm.",
    ),
    "D203": Entry(
        title="Copy in place of an input",
        message="The annotated copy would take the place of a file that is only read.",
        hint="Give the copy another name.",
        why="What somebody has filled in is never changed.",
        example="reportgen check 年报.xlsx --annotate 年报.xlsx. Mend: --annotate 年报-批注.xlsx.",
    ),
    "D204": Entry(
        title="A sheet of that name",
        message="The workbook has a sheet of its own called {sheet}; the findings need that name.",
        hint="Give the sheet another name, and check again.",
        why="The sheet of an earlier annotated copy is replaced; one that somebody else made is not.",
        example="A sheet 检查结果 with notes of a meeting. Mend: call it 会议记录.",
    ),
    "D205": Entry(
        title="Workbook built unusually",
        message="The workbook is not built as spreadsheet programs build it ({part}); no annotated copy could be made.",
        hint="Open it in Excel or WPS, save it as .xlsx under a new name, and check that file.",
        why="The copy is made by changing single parts of the workbook; where one is missing or broken nothing is "
        "guessed.",
        example="A workbook written by a database program without any styles. Mend: save it once in Excel.",
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
