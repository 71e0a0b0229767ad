"""Codes S3…: reading a finished report back."""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

ENTRIES: Mapping[str, Entry] = {
    "S301": Entry(
        title="File too large",
        message="The file, or a part of it, is larger than {megabytes} MB; a report has a few pages.",
        hint="Save the report alone, without its pictures, as .docx and audit that.",
        why="A report of this kind is never that large; opening such a file could fill the memory.",
        example="A .docx of 80 MB with scanned pages. Mend: audit the Word file the scan was made from.",
    ),
    "S302": Entry(
        title="Document with a password",
        message="The document is protected by a password and cannot be read.",
        hint="Open it in Word or WPS, take the password off, save it as .docx.",
        why="What is encrypted cannot be read, so nothing in it could be checked.",
        example="年报.docx asks for a password. Mend: File, Info, Protect Document, no password.",
    ),
    "S303": Entry(
        title="Old Word format",
        message="The document is in the old .doc (or .wps) format, which is not read.",
        hint="Open it in Word or WPS and save it as .docx.",
        why="Only the open formats .docx, .html and .txt are read; the old one hides deleted text and macros.",
        example="2015年度报告.doc. Mend: File, Save as, Word document (.docx).",
    ),
    "S304": Entry(
        title="No text document",
        message="The file is no text document but of the kind {kind}.",
        hint="Audit reads .docx, .html and .txt. A filled workbook is for `reportgen check`; of a PDF or a scan, "
        "take the Word file it was made from.",
        why="Pictures and PDF hold no table that could be read with certainty.",
        example="年报.pdf. Mend: audit 年报.docx, from which the PDF was made.",
    ),
    "S305": Entry(
        title="Damaged document",
        message="The document is damaged or incomplete and cannot be read ({reason}).",
        hint="Open it in Word or WPS, save it again under another name, and audit that.",
        why="A document that was cut off on its way could be read in part only, and silently.",
        example="A download that broke off. Mend: download it again.",
    ),
    "S306": Entry(
        title="Unknown encoding",
        message="The text is written in no encoding that is known here (UTF-8, GBK, GB18030).",
        hint="Save it again as UTF-8.",
        why="With the wrong encoding every Chinese character would be read as another one.",
        example="A text saved as Big5. Mend: in the editor, Save as, encoding UTF-8.",
    ),
    "S307": Entry(
        title="No annual report",
        message="This is no annual report on government information disclosure. Looked for: a title with "
        "政府信息公开 and 年度报告, and the parts every such report has: 主动公开, 依申请公开, 行政复议, 存在的问题.",
        hint="Give the report itself, not a notice about it, a guide or a catalogue.",
        why="Checks on a document of another kind would only give false alarms.",
        example="The notice that asks for the reports, in place of a report. Mend: give the report's own file.",
    ),
    "S308": Entry(
        title="No report year",
        message="The report says nowhere which year it is for: not in its title, nor in its period, nor in its table.",
        hint="Write the year in the title, or name it on the command line.",
        why="The year decides the form, the deadline and what last year's figures are.",
        example="政府信息公开工作年度报告 without a year. Mend: ×局2016年政府信息公开工作年度报告.",
    ),
    "S309": Entry(
        title="File cannot be opened",
        message="The file cannot be opened: {reason}.",
        hint="Check its name, that it exists, and that no other program holds it.",
    ),
    "S310": Entry(
        title="Empty file",
        message="The file is empty.",
        hint="Save the report again.",
    ),
    "S311": Entry(
        title="Level supposed",
        message="The report does not plainly say at which level the unit stands; it was read as {name} ({pack}).",
        hint="If that is wrong, name the level and the body on the command line.",
        why="The level decides the outline, the rows that are closed and the deadline.",
        example="A title that says 科技局 only, without its county.",
    ),
    "S312": Entry(
        title="Printed on the form of other years",
        message="The report for {year} prints the form “{printed}”; the form of that year is “{expected}” ({pack}). "
        "Its figures were read by the form it prints.",
        hint="Enter the figures in a new workbook of the right form: reportgen new --year {year}.",
        why="Each form is for its years only: of 40 published reports, 8 used the wrong or an outdated form.",
        example="A report for 2021 with the table of 2019 (本年新制作数量). Mend: the table of 2021 (本年制发件数).",
    ),
    "S313": Entry(
        title="Statistics table missing",
        message="The report has no statistics table that could be read ({table}, {count} figures). "
        "Its text could not be held against any figures.",
        hint="Add the table. If it is there as a picture or in a file of its own, put it into the report as a table.",
        why="The statistics are part of the official form; a report without them is incomplete.",
        example="A web page that shows the text and leaves the attached table out. Mend: publish both together.",
    ),
    "S314": Entry(
        title="Rows missing",
        message="In the table {table} {count} rows of the official form were not found: {rows}.",
        hint="Add the rows with the official wording; where nothing occurred, write 0.",
        why="The form is filled in as a whole; a row left out is a figure withheld.",
        example="Row 5.3 deleted because it was 0. Mend: keep the row and write 0.",
    ),
    "S315": Entry(
        title="Label unlike the official one",
        message="The row reads “{found}”; the official form prints “{expected}”.",
        hint="Print the label as the official form does.",
        why="Labels are part of the form; readers and programs find figures by them.",
        example="“其它类信息数”. Mend: “⑸其他类信息数”.",
    ),
    "S316": Entry(
        title="Cells cannot be told apart",
        message="The row {row} has {count} cells ({found}) where the form has {expected} columns: which figure "
        "belongs to which column cannot be told. None was read.",
        hint="Give every column its figure; where nothing occurred, write 0.",
        why="Guessing the column of a figure would be worse than not reading it.",
        example="One number under 累计数 and 2012年发生数 together. Mend: one number in each.",
    ),
    "S317": Entry(
        title="Row the form does not have",
        message="The table has a row “{found}” with figures, which the official form does not have. It was not read.",
        hint="Check whether it is an official row in other words; otherwise take it out of the official table.",
        why="Additions to the official table make its totals doubtful.",
        example="“6.微信公开信息数” in the table of 2012.",
    ),
    "S318": Entry(
        title="Column missing",
        message="The column {column} of the table {table} was not found; its figures could not be read.",
        hint="Add the column with its official heading.",
        why="The form is filled in as a whole; without the column its relations cannot be checked.",
        example="A table with 2012年发生数 only. Mend: 累计数 beside it.",
    ),
    "S319": Entry(
        title="Columns cannot be told apart",
        message="In the table {table} {count} rows have more or fewer cells than the form has columns ({rows}): which "
        "figure belongs to which column cannot be told. None of them was read.",
        hint="Audit the Word file or the web page itself, where the columns are kept, in place of its bare text.",
        why="Guessing the column of a figure would be worse than not reading it.",
        example="A text with a column of codes beside the figures, one cell a line. Mend: audit the .docx.",
    ),
    "S321": Entry(
        title="No sections",
        message="No numbered sections were found. The official outline has: {expected}.",
        hint="Give the sections their official headings: 一、…, 二、….",
        why="The outline is part of the official form.",
        example="A report in one piece, without headings.",
    ),
    "S322": Entry(
        title="Section of no official heading",
        message="“{found}” is no section of the official outline: {known}.",
        hint="Use the official heading, or make it part of the section it belongs to.",
        why="The official outline is fixed; readers compare reports section by section.",
        example="八、其他 in the outline of 2012. Its text was read with the section before it.",
    ),
    "S323": Entry(
        title="Section missing",
        message="The section “{expected}” of the official outline was not found.",
        hint="Add the section, or give it its official heading; where nothing occurred, say so in it.",
        why="The outline is part of the official form; a section left out is a question left open.",
        example="No 收费和减免情况 because no fees were taken. Mend: the section, with that sentence.",
    ),
    "S326": Entry(
        title="Heading unlike the official one",
        message="The heading reads “{found}”; the official outline prints “{expected}”.",
        hint="Print the heading as the official outline does.",
        why="The outline is part of the official form.",
        example="存在的问题及工作打算. Mend: 存在的主要问题及工作打算.",
    ),
}
