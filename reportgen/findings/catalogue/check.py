"""Codes C1xx to C4xx: cells, unit and dates (C1), relations and last year's report (C2), explanations (C4).

What is checked in the text has its codes in `narrative.py`.
"""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

_RULE = "Rule {rule} [{expression}]. Compare {compare}; {advice}"
_RELATIONS = "The form's relations (勾稽关系), printed on it or following from how its rows are nested."
_CONTINUITY = "A yearly report goes on from the one before: readers hold the two side by side."
_FOUR_STATES = (
    "The form tells four things apart: a number, 0 (nothing happened), - (the row is not for this body) and a blank "
    "(not yet filled). A blank is never taken for 0."
)
_ARTICLE_2008 = "《中华人民共和国政府信息公开条例》（2007）第三十一条"
_ARTICLE_2019 = "《中华人民共和国政府信息公开条例》（2019修订）第四十九条"

ENTRIES: Mapping[str, Entry] = {
    "C101": Entry(
        title="Blank cell",
        message="{field} is not filled in.",
        hint="Fill in {cells}: the number, or 0 where nothing happened.",
        why=_FOUR_STATES,
        example="Row 20.1, column 累计数, is empty. Nobody has ever applied online: type 0.",
    ),
    "C102": Entry(
        title="- where a number belongs",
        message="{field} holds -, which this form does not have there.",
        hint="Where nothing happened, type 0. {words}",
        why=_FOUR_STATES + " Only ★ rows and cells that the form itself prints as - may hold one.",
        example="Row 20, column 2012年发生数, holds -. No application came in: type 0.",
    ),
    "C103": Entry(
        title="Number where the form prints -",
        message="{field} holds {found}; on this form the cell is printed -.",
        hint="Type - or clear the cell. {words}",
        why="★ rows are counted and published by county governments only; staff have no cumulative number.",
        example="A municipal department fills 15890 in row 7 (★). The number belongs into the text, the cell holds -.",
    ),
    "C104": Entry(
        title="Negative number",
        message="{field} is {found}, less than 0.",
        hint="Correct the number. {rule_text}",
        why="What is counted, and what was charged, cannot be less than nothing; only an increase or decrease can.",
        example="Row 20, column 累计数, is -3. A minus slipped in: type 3.",
    ),
    "C105": Entry(
        title="Fraction in a count",
        message="{field} is {found}; a count is a whole number.",
        hint="Correct the number. {rule_text}",
        why="Items, cases, persons and times are counted in whole numbers; only amounts of money have decimals.",
        example="Row 5.1 is 57.9. The 5 and the 79 of two rows ran together: type both where they belong.",
    ),
    "C106": Entry(
        title="- among numbers",
        message="{field} holds -, the other cells of the same relation hold numbers.",
        hint="Where nothing happened, type 0. Rule {rule} [{expression}] cannot be proven; compare {compare}.",
        why=_RELATIONS + " Either all cells of a relation are not applicable, or none is.",
        example="Row 4 is 120, row 4.1 is 120, row 4.2 holds -. No township published anything: type 0 in row 4.2.",
    ),
    "C107": Entry(
        title="Empty table",
        message="The table {table} is not filled in: all its {count} cells are blank.",
        hint="Fill in the table: numbers, and 0 where nothing happened.",
        why=_FOUR_STATES,
        example="A unit without any review or suit left its fourth table empty. Every cell of it holds 0.",
    ),
    "C108": Entry(
        title="Too many decimals in an amount",
        message="{field} is {found}; the amount has more than {decimals} decimals.",
        hint="Type the amount to the cent: two decimals in 元, six in 万元.",
        why="There is no money smaller than a cent (分); more decimals come from a calculation that was not rounded.",
        example="Row 24 is 133.333. The fee was 133.33 元.",
    ),
    "C111": Entry(
        title="No name of the unit",
        message="The unit's name is not filled in.",
        hint="Type the full official name, as it stands on the unit's seal.",
        why="Title, signature and file name are made from it.",
        example="The cell 单位名称 is empty. Type the name, such as 某市工业和信息化局.",
    ),
    "C112": Entry(
        title="No date of issue",
        message="The date of issue is not filled in.",
        hint="Type the day on which the report is published, as year-month-day.",
        why="The report prints it, and the legal deadline is held against it.",
        example="The cell 发布日期 is empty. Type 2013-02-20.",
    ),
    "C113": Entry(
        title="Form of another year",
        message="The report is for {found}; the form {pack} is for {expected}.",
        hint="Make a new workbook for that year, or correct the year.",
        why="Each form is decreed for certain report years; using an outdated one is among the commonest faults.",
        example="A report for 2021 was filled into the form of 2019. reportgen new --year 2021 gives the right one.",
    ),
    "C114": Entry(
        title="Issued before the year ended",
        message="The date of issue is {found}; the year's figures are complete on {expected} at the earliest.",
        hint="Correct the date of issue or the report year.",
        why="The report counts from 1 January to 31 December of its year.",
        example="The report for 2012 is dated 2012-02-20. It was issued in 2013: last year's date was left standing.",
    ),
    "C115": Entry(
        title="Issued after the legal deadline",
        message="The date of issue, {found}, is {days} days after {expected}.",
        hint="{deadline}: {basis}. Check the date; a late report is published all the same.",
        why=f"{_ARTICLE_2008}; {_ARTICLE_2019}.",
        example="A county department dates its report for 2022 2023-02-20. Departments publish by 31 January.",
    ),
    "C117": Entry(
        title="Nobody named for a step of the sign-off",
        message="The sign-off does not name: {missing}.",
        hint="Fill in who did each step, and when.",
        why="What is published is checked for secrecy and approved first, by persons who answer for it.",
        example="保密审查人 is empty. Type the name of who checked the report for secrecy.",
    ),
    "C118": Entry(
        title="Form of another level or body",
        message="The unit is a {found}; the form {pack} is for a {expected}.",
        hint="Correct the unit's level and kind, or make a workbook from the right form.",
        why="Levels and bodies have rows, sections and deadlines of their own.",
        example="A county government filled the form of a county department, where the ★ rows are closed.",
    ),
    "C201": Entry(
        title="Parts do not add up to their total",
        message="{field} is {found}, its parts add up to {expected}, difference {difference}.",
        hint=_RULE,
        why=_RELATIONS,
        example="Row 5 is 2956, rows 5.1 to 5.5 add up to 2961. One of six numbers is wrong: find which, correct it.",
    ),
    "C202": Entry(
        title="Two sides differ",
        message="{field} is {found}, {other} is {expected}, difference {difference}.",
        hint=_RULE,
        why=_RELATIONS + " 国办公开办函〔2021〕30号 prints this one on its third table.",
        example="12 new and 3 carried over make 15; 13 handled and 1 carried on make 14. One application is missing.",
    ),
    "C203": Entry(
        title="More than there can be",
        message="{field} is {found}, more than {other}, {expected}, difference {difference}.",
        hint=_RULE,
        why=_RELATIONS + " A number that is part of another cannot exceed it.",
        example="Row 8.1 (reading points with computers) is 4, row 8 (reading points) is 3.",
    ),
    "C204": Entry(
        title="Less than there must be",
        message="{field} is {found}, less than {other}, {expected}, difference {difference}.",
        hint=_RULE,
        why=_RELATIONS + " What holds another number cannot be less than it.",
        example="Row 2 holds 6 for the year and 5 since counting began. The year is part of the cumulative number.",
    ),
    "C205": Entry(
        title="Chain out of order",
        message="{field} is {found}, less than what follows from it: {other} {expected}, difference {difference}.",
        hint=_RULE,
        why=_RELATIONS + " Each step of a procedure has at most as many cases as the step before.",
        example="Row 22.1 (accepted) is 3, row 22.1.1 (closed) is 4.",
    ),
    "C206": Entry(
        title="Fits no reading",
        message="{field} is {found} and fits no known reading: {readings}.",
        hint=_RULE,
        why=_RELATIONS + " Where offices count in two ways, both are accepted; a third one needs a reason in writing.",
        example="Rows 16 and 17 add up to 207. 2956 items were published, 311 of them documents: say what was counted.",
    ),
    "C207": Entry(
        title="Must be zero for this body",
        message="{field} is {found}; for this unit it is 0.",
        hint="Rule {rule}: {advice} {basis}",
        why="《中华人民共和国立法法》: only certain governments can make 规章; others fill 0.",
        example="A township fills 2 in row 规章. It meant 规范性文件: the 2 belongs one row below.",
    ),
    "C208": Entry(
        title="Share out of line",
        message="{field} is {found} percent of {other}; expected: {expected} percent.",
        hint=_RULE,
        why=_RELATIONS + " A share is worked out anew from its figures and rounded half up.",
        example="Of 579 items 6 are documents: 1.0%. The form prints 10.0%, a point too far to the right.",
    ),
    "C211": Entry(
        title="Not what last year's report carried over",
        message="{field} is {found}, last year's report carried over {expected}, difference {difference}.",
        hint=_RULE,
        why=_CONTINUITY,
        example="上年结转 is 2, last year's report carried on 3. Correct it, or say why: a merger, a correction.",
    ),
    "C212": Entry(
        title="Does not roll on from last year",
        message="{field} is {found}, from last year's report it follows as {expected}, difference {difference}.",
        hint=_RULE,
        why=_CONTINUITY,
        example="Cumulative 2956; last year 2380 and 579 this year make 2959. Correct it, or say which was corrected.",
    ),
    "C213": Entry(
        title="Previous report of another year",
        message="The previous report is of {found}; needed is the one of {expected}. Nothing was compared with it.",
        hint="Give the report of {expected}, or none.",
        why=_CONTINUITY,
        example="The report for 2022 was given the file of 2020 as last year's.",
    ),
    "C221": Entry(
        title="Jump against last year",
        message="{field} is {found}, last year it was {previous}: a change by {factor} times or more.",
        hint="Check the number. If it is right, say in writing what caused it.",
        why=_CONTINUITY + " Most leaps are a digit too many or too few; the threshold stands in the pack.",
        example="5790 items after 511 last year: the true number was 579.",
    ),
    "C222": Entry(
        title="Same table as last year",
        message="All {count} figures of the table {table} are those of {previous_year}.",
        hint="Check that this year's figures were filled in.",
        why=_CONTINUITY + " A table copied from last year looks complete and proves nothing.",
        example="The table of 2022 is that of 2021, cell by cell.",
    ),
    "C401": Entry(
        title="Explanation says nothing",
        message="The explanation “{found}” gives no reason and does not count.",
        hint="Write what happened: which figure was counted how, corrected when, or changed by what.",
        why="A figure to be verified (核实性) passes with a reason that somebody else can check.",
        example="核实无误 says nothing; 去年漏报三件，今年补计 does.",
    ),
    "C402": Entry(
        title="Explanation of nothing",
        message="Nothing here is called {found}; the nearest is {nearest}.",
        hint="Name the rule, or rule:column or rule:row, as the finding shows it.",
        why="An explanation covers the findings of one row or one rule; this one covers none.",
        example="timely20 was meant for timely-20.",
    ),
}
