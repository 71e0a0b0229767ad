"""Codes S…: reading an input. S1xx refuse a file, S2xx name what in it could not be read."""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

ENTRIES: Mapping[str, Entry] = {
    "S101": Entry(
        title="File not found",
        message="There is no such file.",
        hint="Check the name and the folder.",
    ),
    "S102": Entry(
        title="File cannot be opened",
        message="The file cannot be opened: {reason}.",
        hint="Close it where it is open, and check that you may read it.",
        words=("reason",),
    ),
    "S103": Entry(
        title="Empty file",
        message="The file is empty.",
        hint="Take the copy that was saved last, or ask for the file again.",
        why="An interrupted download or a full disk leaves a file of the right name without content.",
    ),
    "S104": Entry(
        title="A picture, not a workbook",
        message="The file is a picture ({format}), not a workbook.",
        hint="Give the workbook itself, not a photograph or scan of it.",
        why="The figures must be read cell by cell; a picture has no cells.",
        example="A scan saved as 年报.xlsx is still a picture. "
        "Open the entry workbook in Excel or WPS, fill it in and save it.",
    ),
    "S105": Entry(
        title="A text document, not a workbook",
        message="The file is a text document ({format}), not a workbook.",
        hint="Give the entry workbook. A finished report is read by the command audit.",
        why="Changing a file's name does not change what is in it.",
        example="年报.doc renamed to 年报.xls: take the workbook made by `reportgen new` instead, "
        "or run `reportgen audit 年报.docx`.",
    ),
    "S106": Entry(
        title="Password-protected",
        message="The workbook is protected by a password and cannot be read.",
        hint="Open it, remove the password (File, Info, Protect Workbook), and save it.",
        why="A workbook with a password for opening is encrypted; nobody can read it without the password.",
    ),
    "S107": Entry(
        title="Damaged file",
        message="The workbook is damaged or was copied only in part.",
        hint="Open it in Excel or WPS, let it be repaired, and save it as .xlsx; or take another copy.",
        why="An interrupted copy or download cuts the end off, and the table of contents stands at the end.",
    ),
    "S108": Entry(
        title="Too large",
        message="The file would unpack to {unpacked} bytes from {size}; that is no filled workbook.",
        hint="Copy the filled sheets into a new workbook and save that.",
        why="A small file that unpacks to a huge one fills the memory; some are made for that purpose.",
    ),
    "S109": Entry(
        title="Unsafe XML",
        message="The part {part} declares entities or an unusual encoding, which no spreadsheet program writes.",
        hint="Open the workbook in Excel or WPS and save it again.",
        why="Entities can make a small file grow without end, or reach for other files.",
    ),
    "S110": Entry(
        title="Cells far outside",
        message="A sheet ({part}) holds something as far out as cell {cell}.",
        hint="Delete the rows and columns outside the table, and save the workbook.",
        why="A single forgotten cell at the edge of the sheet makes the grid too large for the memory.",
        example="A blank typed into XFD1048576: press Ctrl+End to find it, delete its row and column.",
    ),
    "S111": Entry(
        title="Too many sheets",
        message="The workbook has {sheets} sheets; at most {most} are read.",
        hint="Give the entry workbook of one unit.",
    ),
    "S112": Entry(
        title="Not a workbook",
        message="The file is no workbook and no report in JSON; it looks like {format}.",
        words=("format",),
        hint="Save it in Excel or WPS as .xlsx.",
        why="A file's name does not decide what is in it.",
        example="A web page saved as 年报.xls opens in Excel all the same: use Save As, Excel Workbook (.xlsx).",
    ),
    "S113": Entry(
        title="No sheet",
        message="The workbook has no sheet with cells.",
        hint="Give the entry workbook made by `reportgen new`.",
    ),
    "S114": Entry(
        title="Not JSON",
        message="The text is not valid JSON: {reason}.",
        words=("reason",),
        hint="Mend the place named; a comma or quote is missing or too much there or just before.",
    ),
    "S115": Entry(
        title="Not a report",
        message="The JSON holds {found}, not an object with the members of a report.",
        words=("found",),
        hint="See `reportgen schema report`.",
    ),
    "S116": Entry(
        title="Unknown encoding",
        message="The text is neither UTF-8 nor GBK.",
        hint="Save it with the encoding UTF-8.",
    ),
    "S117": Entry(
        title="JSON too deep",
        message="The JSON is nested too deeply, or holds a number of thousands of digits.",
        hint="A report needs four levels; see `reportgen schema report`.",
    ),
    "S119": Entry(
        title="Half a character",
        message="The text holds half a character only, written as {found}.",
        hint="Write the character itself, or both halves of it.",
        why="JSON writes rare characters as two escapes; a program that cut the text between them left one behind.",
        example='"name": "松岭县\\ud842局". Mend: \\ud842\\udfb7, or 𠮷 itself.',
    ),
    "S118": Entry(
        title="A folder",
        message="This is a folder, not a file.",
        hint="Name the workbook in it.",
    ),
    "S201": Entry(
        title="Unit behind a number",
        message="{field}: “{found}” was read; behind the number {number} stands “{unit}”.",
        hint="Type the number alone: {value}.",
        why="A cell holds either a number or a text; a number with a unit is a text and cannot be added up.",
        example="117条 is a text: type 117. The unit is printed by the form.",
    ),
    "S202": Entry(
        title="Not a number",
        message="{field}: “{found}” was read; a number is expected.",
        hint="Type a number; 0 where nothing happened.",
        example="“无” or “没有” is a text: type 0.",
    ),
    "S203": Entry(
        title="A date in a number cell",
        message="{field}: the date {found} was read; a number is expected.",
        hint="Set the cell's format to General and type the number again.",
        why="A spreadsheet turns what looks like a date (3-4, 3/4) into one by itself.",
        example="3/4 becomes 4 March: set the format to General, then type the number.",
    ),
    "S204": Entry(
        title="Formula error",
        message="{field}: the cell shows {found}.",
        hint="Type the number itself in place of the formula, or mend the formula.",
        why="#REF! means that the formula points to a cell that was deleted.",
    ),
    "S205": Entry(
        title="True or false",
        message="{field}: {found} was read; a number is expected.",
        hint="Type the number.",
    ),
    "S206": Entry(
        title="Formula without value",
        message="{field}: the formula {found} stands there without a computed value.",
        hint="Open the workbook in Excel or WPS and save it, so that the formula is computed; or type the number.",
        why="Programs that write workbooks do not compute formulas; "
        "the value appears when a spreadsheet program saves the file.",
    ),
    "S207": Entry(
        title="No number a report can hold",
        message="{field}: {found} is too large, too fine or no number.",
        hint="Type the number as it is.",
    ),
    "S208": Entry(
        title="Unit missing",
        message="{field}: {found} was read; this cell states its unit.",
        hint="Write the amount with its unit, such as 12.5万元 or 3000元.",
        why="The form leaves the unit to the office, so 12.5 may be yuan or ten thousand yuan.",
        example="12.5 becomes 12.5万元.",
    ),
    "S209": Entry(
        title="No count",
        message="{field}: “{found}” holds no count.",
        hint="Write a number, or names with their counts: 《甲简报》50期、《乙动态》12期.",
    ),
    "S210": Entry(
        title="Not a date",
        message="{field}: “{found}” is no date.",
        hint="Write the day as 2013-02-20 or 2013年2月20日.",
    ),
    "S211": Entry(
        title="Line break in a field",
        message="{field} holds a line break or an invisible sign.",
        hint="Write it on one line.",
        why="It is printed in the middle of a sentence; a line break would tear the sentence apart.",
    ),
    "S212": Entry(
        title="Unknown level",
        message="“{found}” is no level.",
        hint="Choose 省, 市, 县 or 乡 (provincial, municipal, county, township).",
    ),
    "S213": Entry(
        title="Unknown body",
        message="“{found}” is no kind of body.",
        hint="Choose 部门 or 政府 (department, government).",
    ),
    "S214": Entry(
        title="Unreadable year",
        message="“{found}” is no year.",
        hint="Write the report year in four digits: 2012.",
    ),
    "S215": Entry(
        title="Year missing",
        message="The report year is missing.",
        hint="Write it in four digits: 2012.",
    ),
    "S216": Entry(
        title="Year outside the format",
        message="The report is for {year}; the format {pack} is for {first} to {last}.",
        hint="Make a new workbook with `reportgen new` for that year and copy the entries.",
        why="The form changed in 2014, 2019 and 2021; each year has its own.",
    ),
    "S217": Entry(
        title="Another level or body",
        message="The report says {found}; the format {pack} is for {expected}.",
        hint="Correct the entry, or make a new workbook with `reportgen new` for the right level and body.",
    ),
    "S218": Entry(
        title="Workbook of another year",
        message="The workbook was made for {made_for}; the report year given is {year}, which counts.",
        hint="Check that the figures are those of {year}.",
    ),
    "S219": Entry(
        title="Error in a text",
        message="{field} shows {found}.",
        hint="Type the text itself.",
    ),
    "S220": Entry(
        title="Format changed by hand",
        message="The report's format now says {found}; the workbook was made with {pack} and is read by it.",
        hint="Write {pack} again. For another format make a new workbook with `reportgen new`.",
        why="The sheets hold the rows of the format they were made with; another one has other rows.",
        example="In a workbook of municipal-2008 somebody typed county-2014.",
    ),
    "S221": Entry(
        title="No word of whose report it is",
        message="The file does not say what report it is; missing: {missing}.",
        hint="Begin with a workbook from `reportgen new`, or name the pack, or the year, the level and the body.",
        why="Level, body and year decide which form the figures belong to.",
        example="A file of JSON that holds no members at all.",
    ),
    "S231": Entry(
        title="Row missing",
        message="The row {row} ({label}) is not in the sheet: no cell of the column 代码 says {row}.",
        hint="Put the row back with its code, or copy the entries into a new workbook from `reportgen new`.",
        why="Rows are found by their code, so that inserted rows change nothing.",
    ),
    "S232": Entry(
        title="Row twice",
        message="The code {found} stands here a second time; the first is {first}, and that one was read.",
        hint="Delete one of the two rows.",
    ),
    "S233": Entry(
        title="Column missing",
        message="No column is headed “{heading}”.",
        hint="Put the heading back over its column.",
        why="Columns are found by their heading, so that moved columns change nothing.",
    ),
    "S234": Entry(
        title="Unknown code",
        message="The code “{found}” is none of this form's; the nearest is {nearest}.",
        hint="Correct the code, or clear it if the row is a remark of your own.",
    ),
    "S235": Entry(
        title="Table missing",
        message="The table “{table}” is not in the workbook: no sheet holds its codes.",
        hint="Put the sheet back, with its column 代码.",
    ),
    "S236": Entry(
        title="Table twice",
        message="The sheet “{other}” holds rows of the table “{table}” with other figures; “{sheet}” was read.",
        hint="Delete the sheet that does not count, or clear its column 代码.",
    ),
    "S237": Entry(
        title="Heading of another year",
        message="The heading says {found}; the report is for {year}.",
        hint="Check that the figures below are those of {year}.",
    ),
    "S238": Entry(
        title="Code as a number",
        message="The code was typed as the number {found}, which may mean {codes}.",
        hint="Set the cell's format to Text and type the code again.",
        why="As a number, 5.10 is the same as 5.1.",
    ),
    "S239": Entry(
        title="Texts missing",
        message="No sheet has the columns 代码 and 正文: the texts were not found.",
        hint="Put the sheet 叙述 back.",
    ),
    "S241": Entry(
        title="Section not listed",
        message="The section “{section}” ({found}) has no row in this sheet; it counts as blank.",
    ),
    "S242": Entry(
        title="Text without code",
        message="A text stands here without the code of its section and was not read.",
        hint="Write the code of its section in the column 代码, as in the rows above.",
    ),
    "S243": Entry(
        title="Heading twice",
        message="A second column is headed “{heading}”; the first, at {first}, was read.",
        hint="Delete one of the two columns, or give it another heading.",
    ),
    "S251": Entry(
        title="Key twice",
        message="The key {key} stands twice in the same object; the last one was read.",
        hint="Delete one of them.",
    ),
    "S252": Entry(
        title="Unknown key",
        message="Nothing here is called {key}; the nearest known key is {nearest}.",
        hint="Known here: {known}.",
    ),
    "S253": Entry(
        title="Wrong kind of value",
        message="{key} holds {found}; expected: {expected}.",
        words=("found", "expected"),
        hint="See `reportgen schema report`.",
    ),
    "S255": Entry(
        title="Unknown format of last year",
        message="Last year's format {pack} is not installed, so its figures cannot be matched with this year's.",
        hint="Write the id of an installed pack; `reportgen pack list` shows them.",
    ),
    "S601": Entry(
        title="Table without headings",
        message="No line of this table has headings that name the unit.",
        hint=(
            "Give the columns headings: 单位名称 or unit.name, and for the figures their codes (5.annual) or "
            "official labels."
        ),
        why="A row is a unit's report; its headings say which field each cell is.",
        example=(
            "A table begins with a title and a blank line, then 单位名称, 公开信息总数（累计数）, …: "
            "that line is found by "
            "itself."
        ),
    ),
    "S603": Entry(
        title="Broken table of text",
        message="The table breaks off: {reason}.",
        hint="Open it in Excel or WPS and save it as .xlsx, or mend the quotation marks at this line.",
    ),
    "S604": Entry(
        title="Wrong entry in the headings file",
        message="{key} must name one field as text.",
        hint="Write heading: field, a line each; under fixed what is the same for all rows.",
        example="公开数: 5.annual",
    ),
    "S605": Entry(
        title="Column that nobody reads",
        message="The heading {heading} is no field; {found} was not read. The nearest is {nearest}.",
        hint="Use the field's code or official label, name it in a file for --map, or blank the column.",
        why="What is not read would otherwise be lost without a word.",
        example="公开总数 is neither a label nor a code: write 5.annual, or 公开总数: 5.annual in the file for --map.",
    ),
    "S606": Entry(
        title="Heading names several cells",
        message="The heading {heading} may be any of {known}.",
        hint="Use the code, or the label with its number as printed.",
        why="Some official labels stand in the form twice.",
        example="公开信息总数（累计数） is row 4 and row 5: write 5.cumulative, or 5.公开信息总数（累计数）.",
    ),
    "S607": Entry(
        title="Two columns of one field",
        message="The heading {heading} names {known} a second time; this column was not read.",
        hint="Delete one of the two columns.",
    ),
}
