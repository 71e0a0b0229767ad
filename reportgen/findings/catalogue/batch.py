"""Codes B…: many units in one go.

B1 the run itself; B2 the units beside each other and against the roster; B3 sums of units; B4 next year's workbooks; B5
last year's reports.
"""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

ENTRIES: Mapping[str, Entry] = {
    "B101": Entry(
        title="Process ended",
        message="The process that worked on this unit ended without a word.",
        hint=(
            "Check whether the file is damaged, or too large for this machine's memory; the other units are "
            "not affected."
        ),
        why="A unit is worked on in a process of its own kind, so that a crash stops that unit only.",
        example=(
            "A workbook with a broken picture makes a library crash: save it again in Excel or WPS, then run "
            "with --resume."
        ),
    ),
    "B103": Entry(
        title="Name already taken",
        message="Another unit of this run is also called {unit}; this report was written to {file}.",
        hint="Check whether one unit was sent twice; otherwise give the units names or codes that tell them apart.",
        why="Reports are named after their unit, and no report ever takes the place of another.",
        example=(
            "Two files are both filled in for 松岭县教育局: the second report gets the unit's code, or （2）, behind "
            "its name."
        ),
    ),
    "B104": Entry(
        title="Document of no unit",
        message="This document belongs to no unit of this run; it was left as it is.",
        hint="Move it elsewhere if it is out of date.",
    ),
    "B105": Entry(
        title="Damaged journal",
        message="{count} lines of the journal could not be read; their units were done again.",
        hint="Nothing needs doing. Check the disk if it happens again.",
    ),
    "B110": Entry(
        title="Folder in use",
        message="Another run is at work in this folder: process {pid} on {host}, since {since}.",
        hint="Wait until it has ended. If that run is known to be gone, delete this file and call again.",
        why="Two runs in one folder would write over each other.",
        example=(
            "A colleague started the same batch on the shared folder an hour ago: wait for it, or choose "
            "another output folder."
        ),
    ),
    "B111": Entry(
        title="Earlier run in this folder",
        message="This folder holds the results of an earlier run.",
        hint="Add --resume to go on with it, which also redoes whatever has changed; or name another folder.",
        why="A new run would otherwise mix its reports with the old ones.",
        example="The batch was stopped at noon: the same command with --resume does the rest.",
    ),
    "B112": Entry(
        title="Output folder cannot be written",
        message="The folder or file cannot be written: {reason}.",
        hint="Check that the disk is not full, that you may write here, and that no program has the file open.",
        words=("reason",),
    ),
    "B113": Entry(
        title="Journal of a newer program",
        message="The journal was written in format {found}; this program knows formats up to {known}.",
        hint="Update the program, or name another folder.",
    ),
    "B114": Entry(
        title="No units",
        message="There is no filled workbook, JSON file or table row here.",
        hint="Name the folder that holds the workbooks, or the table itself.",
        why="Hidden files, files that Excel has open (~$…) and the results of a batch are passed over.",
        example="The folder holds Word files only: name the folder with the filled workbooks.",
    ),
    "B116": Entry(
        title="Not a source of units",
        message="A file of this kind ({kind}) holds no units.",
        hint="Name a folder, an .xlsx, .xls, .ods, .csv, .json or .jsonl file.",
    ),
    "B117": Entry(
        title="Source where copies go",
        message="Workbooks to be read lie in the folder that the annotated copies go to.",
        hint="Move them out of this folder, or name another output folder.",
        why="A copy might take the place of a workbook; what somebody has filled in is never changed.",
        example="The filled workbooks lie in 结果/批注, and the output folder is 结果. Mend: -o 结果2.",
    ),
    "B120": Entry(
        title="Dask is not installed",
        message="The cluster {address} needs the library distributed, which is not installed.",
        hint="Install it: pip install reportgen[cluster]. One machine needs nothing of the kind: leave --cluster out.",
    ),
    "B121": Entry(
        title="Cluster cannot be reached",
        message="The scheduler {address} cannot be reached: {reason}.",
        hint="Check the address, that the scheduler is running, and that the network lets you through.",
    ),
    "B122": Entry(
        title="Workers of another version",
        message="Workers of {address} run version {found}; this program is version {expected}.",
        hint="Install the same version everywhere: other versions may make other documents.",
    ),
    "B201": Entry(
        title="Not sent",
        message="{unit} has sent no report. Contact: {contact}",
        hint="Remind the unit; then run again with --resume.",
        why="Every unit of the roster must report.",
        example="松岭县水利局 stands in the roster and no file names it: call the contact.",
    ),
    "B202": Entry(
        title="Sent twice",
        message="{unit} has sent more than one report; the first is {first}.",
        hint="Ask which one counts, and take the other away.",
        why="In the sums the first one is counted, and only that.",
        example="年报.xlsx and 年报-改.xlsx are of the same office: keep the corrected one.",
    ),
    "B203": Entry(
        title="Not in the roster",
        message="{unit} does not stand in the roster.",
        hint="Correct the unit's name or code, or add it to the roster.",
        why="A unit is found by its code, or by its full name.",
        example="The report says 松岭县教育和体育局, the roster still 松岭县教育局.",
    ),
    "B204": Entry(
        title="Wrong form",
        message="{unit} used {found}; expected: {expected}.",
        hint="Send the unit the right workbook: reportgen new.",
        why="Levels and bodies have forms of their own, and forms change: 2014, 2019 and 2021 brought new ones.",
        example="A county government filled in the workbook of a county department.",
    ),
    "B205": Entry(
        title="Wrong year",
        message="{unit} reports for {found}, the others for {expected}.",
        hint="Ask for the report of the right year.",
        example="The workbook of last year was sent again.",
    ),
    "B206": Entry(
        title="Not sent, no contact",
        message="{unit} has sent no report.",
        hint="Remind the unit; then run again with --resume. The roster names no contact: add one.",
        why="Every unit of the roster must report.",
        example="松岭县水利局 stands in the roster without a contact, and no file names it.",
    ),
    "B210": Entry(
        title="Roster without headings",
        message="No line of this table has a heading for the unit's name.",
        hint="Give the columns headings: 代码, 名称, 级别, 性质, 上级, 联系人 "
        "(code, name, level, body, parent, contact).",
    ),
    "B211": Entry(
        title="Unit without name",
        message="This line names no unit: name and code are both blank.",
        hint="Fill in the name, or delete the line.",
    ),
    "B212": Entry(
        title="Unit stands twice",
        message="{unit} stands in the roster a second time.",
        hint="Delete one of the lines, or correct its code.",
    ),
    "B213": Entry(
        title="Parent unknown",
        message="The parent of {unit}, {parent}, does not stand in the roster.",
        hint="Correct it, or add a line for the parent.",
    ),
    "B214": Entry(
        title="Circle of parents",
        message="{unit} stands below itself: following the parents from {parent} leads back to it.",
        hint="Correct the parents, so that one unit is at the top.",
    ),
    "B215": Entry(
        title="Unknown word in the roster",
        message="{found} is no level and no kind of body.",
        hint="Levels are 省, 市, 县, 乡; bodies are 部门 and 政府.",
    ),
    "B221": Entry(
        title="All zero",
        message="Every figure of {unit} is zero.",
        hint="Ask whether nothing happened indeed, or whether nobody counted.",
        why="Small units may have nothing to report; most have at least something.",
        example="A township's workbook was returned with zeros everywhere.",
    ),
    "B222": Entry(
        title="Same as another unit",
        message="All figures of {unit} are those of another report: {first}.",
        hint="Ask both units for their own figures. Where one unit sent it twice, take one away.",
        why="Two offices never have all figures in common; one was copied from the other.",
        example="Two bureaus were given the same filled workbook as an example, and one sent it back as it was.",
    ),
    "B301": Entry(
        title="Sent twice, alike",
        message="{unit} was sent twice with the same figures; {first} counts, this one does not.",
        hint="Nothing needs doing.",
    ),
    "B302": Entry(
        title="Sent twice, different",
        message="{unit} was sent twice with different figures; {first} counts, this one does not.",
        hint="Ask which one counts, and take the other away.",
        example="年报.xlsx and 年报-改.xlsx differ in two figures: keep the corrected one.",
    ),
    "B303": Entry(
        title="Missing in the sum",
        message="{unit} has not reported; the sums lack it. Contact: {contact}",
        hint="Remind the unit, then consolidate again.",
    ),
    "B314": Entry(
        title="Missing in the sum, no contact",
        message="{unit} has not reported; the sums lack it.",
        hint="Remind the unit, then consolidate again. The roster names no contact: add one.",
    ),
    "B304": Entry(
        title="Unknown, not counted",
        message="{unit} does not stand in the roster; it was not counted.",
        hint="Correct its name or code, or add it to the roster.",
        why="What is not known to belong here is not added.",
    ),
    "B305": Entry(
        title="Held in a report above",
        message="{unit} is held in the report of {government} and was not counted again.",
        hint="Nothing needs doing.",
        why="A government's report holds its departments and the governments below it; adding both would count twice.",
        example="松岭县人民政府 and its 教育局 have both reported: the county's report counts.",
    ),
    "B306": Entry(
        title="Made up by its units",
        message="{unit} has not reported; its units were counted one by one.",
        hint="Check that every unit below it has reported.",
    ),
    "B307": Entry(
        title="Other form or year, not counted",
        message="{unit} reported on {found}; the others on {expected}. It was not counted.",
        hint="Ask for the report on the right form.",
        why="Cells of different forms and years cannot be added.",
    ),
    "B308": Entry(
        title="Counted twice?",
        message=(
            "{unit} is a government, and {count} other units are added to it. Without a roster nobody knows "
            "whether its report holds theirs."
        ),
        hint="Add --roster with the parents, or leave out what is held already.",
        why="A government's report holds its departments and the governments below it.",
    ),
    "B309": Entry(
        title="The report that is being made",
        message="{unit} has reported itself; its report was left out of its own sum.",
        hint="Compare both, if it was made by hand.",
    ),
    "B310": Entry(
        title="Belongs elsewhere",
        message="{unit} stands elsewhere in the roster and was not counted.",
        hint="Nothing needs doing.",
    ),
    "B311": Entry(
        title="Counted with open findings",
        message="{unit} was counted although {count} findings block its report.",
        hint="Have the unit settle them (reportgen check), then consolidate again.",
        why="Wrong figures below make wrong sums above.",
    ),
    "B312": Entry(
        title="Blank in some units",
        message="{field} is blank in {count} of {units} units; the sum holds the others only.",
        hint="Ask these units to fill it in.",
        why="A blank is not zero.",
    ),
    "B313": Entry(
        title="No such unit in the roster",
        message="{unit} does not stand in the roster.",
        hint="Give the code or the full name as it stands there.",
    ),
    "B401": Entry(
        title="Rows without successor",
        message="{count} rows of {old} do not go on in {new}: {rows}",
        hint="Keep last year's report at hand: these figures are not brought forward.",
        why="The forms of 2014, 2019 and 2021 count other things than those before them.",
        example="From 2020 to 2021 the rows 其他对外管理服务事项 and 政府集中采购 fell away.",
    ),
    "B402": Entry(
        title="Not everything could be read",
        message="{count} cells of last year's report could not be read; they are blank in grey.",
        hint="Correct last year's workbook (reportgen check), and roll over again.",
    ),
    "B403": Entry(
        title="One file for several units",
        message="{count} units cannot be written to one workbook.",
        hint="Name a folder.",
    ),
    "B501": Entry(
        title="No report of last year",
        message="Among last year's reports there is none of {unit} for {year}.",
        hint="Check that it lies there, is for that year, and gives the unit's code or exactly its name.",
        why="What must go on from year to year is checked only where last year's figures are known.",
        example=(
            "Last year's file says 松岭县教委, this year's 松岭县教育局, and neither has a code: "
            "give both the same code."
        ),
    ),
    "B502": Entry(
        title="Not taken as last year's",
        message="This file was not taken as a report of last year: {reason}",
        hint="Nothing needs doing if it is no report. Otherwise mend it, and call again with --resume.",
        why="Among last year's reports every file of a known kind is looked at; what is no report is passed over.",
        example="A letter lies in the folder beside the reports: it is named and passed over.",
    ),
    "B503": Entry(
        title="Several reports of last year",
        message="Last year's reports hold more than one of {unit} for {year}: {first} and {second}. None was taken.",
        hint="Take away the one that does not count, and call again with --resume.",
        why="Which of them was published nobody but the office knows.",
        example="年报.docx and 年报-改.docx of the same office both lie in the folder.",
    ),
    "B505": Entry(
        title="Last year's report has no figures",
        message="{file}, last year's report of {unit}, holds no figures.",
        hint="Put the report that was published there, or fill it in, and call again with --resume.",
        why="What must go on from year to year is checked only where last year's figures are known.",
        example="Among last year's workbooks lies one that was made and never filled in.",
    ),
    "B504": Entry(
        title="Last year's figures cannot be used",
        message="The figures of {file}, last year's report of {unit}, cannot be read: {reason}",
        hint="Check that file with reportgen check or reportgen audit, mend it, and call again with --resume.",
        why="The report was made without last year's figures; what must go on from them was not checked.",
        example="Last year's workbook names a pack that is not installed here.",
    ),
}
