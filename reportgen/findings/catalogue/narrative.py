"""Codes C5xx to C8xx: the text against the table, arithmetic in the text, its form, privacy and secrecy."""

from collections.abc import Mapping

from reportgen.findings.catalogue.entry import Entry

_CONSISTENT = (
    "The text and the statistics of a yearly report are published together and must say the same "
    "(Regulations on Open Government Information, 2019, Article 50; 2007, Article 32)."
)
_FORM = "The issuing office's notice fixes the parts of the report; readers and inspectors hold the text against it."
_SCOPE = (
    "A government from the county up reports for itself, its departments and its lower governments, and says so; any "
    "other body reports for itself (国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号; before 2019, "
    "国办发〔2014〕32号)."
)
_PROTECTED = (
    "State secrets, and other people's personal data, are not published "
    "(Regulations on Open Government Information, 2019, Articles 14 and 15)."
)

ENTRIES: Mapping[str, Entry] = {
    "C501": Entry(
        title="The text contradicts the table",
        message="The text says {words}; by the table: {readings}. “{sentence}”",
        hint="Correct the text or the table. If both are right, say what the number in the text counts.",
        why=_CONSISTENT,
        example="“全年主动公开政府信息597条” while row 5 prints 579: two digits changed places. Write 579.",
    ),
    "C502": Entry(
        title="The text says none, the table prints some",
        message="The text says that there was none; by the table: {readings}. “{sentence}”",
        hint="Correct the sentence, which may be last year's, or the table.",
        why=_CONSISTENT,
        example="“本年度未收到政府信息公开申请” while the table prints 3 applications. Say what became of the three.",
    ),
    "C503": Entry(
        title="The text gives a number where the table prints -",
        message="The text says {words}, the table prints - (not applicable): {readings}. “{sentence}”",
        hint="Take the number out of the text, or, where the row is open to this unit, fill in the table.",
        why=_CONSISTENT,
        example="“网站点击量为15890次” in a department's report; the row with the star is the government's.",
    ),
    "C504": Entry(
        title="“All” against the table",
        message="All were so ({words}), the text says, which makes {found}; by the table: {readings}. “{sentence}”",
        hint="Correct the table, or say in the text how many were so.",
        why=_CONSISTENT,
        example="“全部579条均未超过20个工作日” while row 16 prints 6. Write 579 in row 16, or 6 in the text.",
    ),
    "C505": Entry(
        title="The text contradicts itself",
        message="The text says {words} here and {other} elsewhere. “{sentence}” – “{other_sentence}”",
        hint="Write the same number in both places, or say what each of them counts.",
        why=_CONSISTENT,
        example="“主动公开政府信息217条” in one section and “公开政府信息127条” in another.",
    ),
    "C508": Entry(
        title="A part greater than what the table has for all",
        message="The text says {words} for a part of the bodies; by the table, for all: {readings}. “{sentence}”",
        hint="Correct the text or the table: what some of the bodies have is never more than what all have together.",
        why=_SCOPE,
        example="“县政府办公室收到申请48件” while the county's table prints 41. The table may be last year's.",
    ),
    "C507": Entry(
        title="Two scopes for one number",
        message="The text says {words} for all, and elsewhere speaks of one part; by the table: {readings}. "
        "“{sentence}” – “{other_sentence}”",
        hint="Fill the table for all bodies and say so once; give the part's number as 其中.",
        why=_SCOPE,
        example="“全县共收到申请35件”, “县政府办公室收到申请12件”, and a table that prints 12: it is of the "
        "office alone.",
    ),
    "C506": Entry(
        title="A number that looks mistyped",
        message="The text says {words}; the table prints {expected} for {field}, which is one slip away. “{sentence}”",
        hint="Correct the text or the table. If the number counts something else, say in the text what it counts.",
        why=_CONSISTENT,
        example="“处罚决定241件” while the table prints 214 penalties: two digits changed places. Write 214.",
    ),
    "C601": Entry(
        title="Parts greater than their whole",
        message="The parts make {found} ({parts}), more than the whole of {expected}. “{sentence}”",
        hint="Correct the whole or the parts; where parts may overlap, say so.",
        why="What is counted under 其中 is part of the number before it.",
        example="“收到申请12件，其中网上申请9件、信函申请5件”: 14 of 12.",
    ),
    "C602": Entry(
        title="Parts do not add up",
        message="The parts add up to {found} ({parts}), not {expected}; difference {difference}. “{sentence}”",
        hint="Correct the whole or the parts, or name what is left.",
        why="A breakdown that ends in 其他, or a 共计 after its parts, leaves nothing out.",
        example="“公开信息50条，其中财政类10条、人事类20条、其他类19条”: 49 of 50.",
    ),
    "C603": Entry(
        title="Wrong share",
        message="The text says {words}; {part} of {whole} is {expected}%. “{sentence}”",
        hint="Work the share out again from the two numbers, rounded half up at the digits printed.",
        why="Shares are recomputed by every reader who has the two numbers before him.",
        example="“46条，占8.7%” of 579: it is 7.9%.",
    ),
    "C604": Entry(
        title="Share cut off, not rounded",
        message="The text says {words}; {part} of {whole} rounds to {expected}%. “{sentence}”",
        hint="Round half up at the last digit printed.",
        why="Digits that are left out round the last one; cut off, shares no longer add up to 100%.",
        example="“5条，占0.8%” of 579: 0.863… rounds to 0.9%.",
    ),
    "C605": Entry(
        title="Shares do not add up to 100%",
        message="The shares add up to {found}%. “{sentence}”",
        hint="Work the shares out again; only what rounding leaves (99.9%, 100.1%) may remain.",
        why="Shares of all the parts of one whole add up to 100% but for rounding.",
        example="“占60%…占30%…其他占15%”: 105%.",
    ),
    "C606": Entry(
        title="Growth that last year's figures do not give",
        message="The text says {told} against last year; {part} against {whole} is {shown}. “{sentence}”",
        hint="Work the change out again from both years' figures, or say what it compares.",
        why=_CONSISTENT,
        example="“收到申请36件，同比增长20%” after 31 the year before: it is 16.1%.",
    ),
    "C701": Entry(
        title="Wrong number of sections announced",
        message="The preface announces {found} sections, the report has {expected}. “{sentence}”",
        hint="Correct the number in the preface.",
        why=_FORM,
        example="“共七个部分” before eight numbered sections.",
    ),
    "C702": Entry(
        title="More or fewer sections named than announced",
        message="The preface names {found} sections and announces {expected}; not named: {missing}. “{sentence}”",
        hint="Name all sections, in their order.",
        why=_FORM,
        example="“由基本工作情况、主动公开情况等八个部分组成”, with six names.",
    ),
    "C703": Entry(
        title="Section named in other words",
        message="The preface names “{name}”; the heading is “{nearest}”. “{sentence}”",
        hint="Use the words of the heading.",
        why=_FORM,
        example="“存在的问题及工作打算” for the section 存在的问题及改进情况.",
    ),
    "C704": Entry(
        title="Gap in the numbering",
        message="{found} stands where number {expected} belongs. “{sentence}”",
        hint="Number the points without gaps, or put back the one that was lost.",
        why="A lost number is often a lost paragraph.",
        example="（一）（二）（四）, or 一是…三是….",
    ),
    "C705": Entry(
        title="Left over from a template",
        message="“{words}” looks like a place that nobody filled, or a trace of Word. “{sentence}”",
        hint="Fill it in, or take it out.",
        why="A published report is final.",
        example="“XX局20XX年共公开信息XX条”, “[bookmark: _GoBack]”.",
    ),
    "C706": Entry(
        title="Another year where this year's belongs",
        message="The text speaks of {found}, the report is of {expected}. “{sentence}”",
        hint="Correct the year; the paragraph may be last year's.",
        why="Text taken over from last year's report keeps last year's facts.",
        example="“统计期限自2015年1月1日起至2015年12月31日止” in the report of 2016.",
    ),
    "C707": Entry(
        title="The unit's own name misspelt",
        message="“{name}” is written, the unit is called {nearest}. “{sentence}”",
        hint="Write the full official name.",
        why="The name in the report is the name of the body that answers for it.",
        example="…市工业和信息局 for …市工业和信息化局.",
    ),
    "C708": Entry(
        title="Another unit's name",
        message="The text says “{name}”; the reporting unit is {nearest}. “{sentence}”",
        hint="Write this unit's name; the paragraph may come from another unit's report.",
        why="Reports copied from another unit keep its name.",
        example="“我委” in the report of a 局.",
    ),
    "C709": Entry(
        title="Document number in other brackets",
        message="“{words}”: the year of a document number stands in 〔〕: {mended}.",
        hint="Write the year in 〔〕, the number without zeros in front.",
        why="GB/T 9704-2012, 7.2.5: the year stands in hexagonal brackets 〔〕.",
        example="国办发[2012]26号 is written 国办发〔2012〕26号.",
    ),
    "C710": Entry(
        title="Two dates that differ",
        message="One date is {expected}, another {found}.",
        hint="The date under the title, the one at the end and the date of issue are the same.",
        why=_FORM,
        example="(2017年2月22日) under the title, 2017年2月23日 at the end.",
    ),
    "C711": Entry(
        title="A section does not say what it must",
        message="The section “{section}” leaves out what it must say. {text}",
        hint="Add the sentence. Source: {basis}.",
        why="国办函〔2020〕109号: the fees for processing information are told in the yearly report.",
        example="“本年度发出收费通知0件，收取信息处理费0元。”",
    ),
    "C712": Entry(
        title="No word on whose figures these are",
        message="The text does not say whose figures the table holds. {text}",
        hint="Add a sentence such as “{example}”. Source: {basis}.",
        why=_SCOPE,
        example="A county's report that speaks of applications and decisions, but never of the county, its departments "
        "or its townships. Add “所列数据为汇总数，包括本级、所属部门和所辖乡镇、街道。”",
    ),
    "C713": Entry(
        title="The text names two scopes",
        message="One sentence says that the figures are of one body alone, another that they are of all: “{sentence}” "
        "– “{other_sentence}”",
        hint="{text} Keep the sentence that is true of the table and take the other one out. Source: {basis}.",
        why=_SCOPE,
        example="“所列数据为汇总数，包括各部门、各乡镇” in the preface, “以上数据仅为县政府办公室本级” "
        "below the table.",
    ),
    "C714": Entry(
        title="Another scope than this report's",
        message="By the text, the figures are not those of the bodies that this report is for: “{sentence}” {text}",
        hint="Fill the table for the right bodies, or correct the sentence. Source: {basis}.",
        why=_SCOPE,
        example="A county bureau's “本报告数据汇总了全县各部门”: the county government reports that, not the bureau.",
    ),
    "C715": Entry(
        title="Postcode or telephone number that is none",
        message="“{words}” has not the digits of one. “{sentence}”",
        hint="A postcode has 6 digits, a local telephone number 7 or 8, a mobile one 11. Write all of them.",
        why="The preface tells how readers reach the office that answers for the report.",
        example="“邮编：13200”: a digit is missing.",
    ),
    "C801": Entry(
        title="Classification mark",
        message="The text holds a classification mark: “{words}”.",
        hint="Take the paragraph out and have the whole report reviewed for secrecy.",
        why=_PROTECTED,
        example="秘密★3年, 内部资料 注意保存.",
    ),
    "C802": Entry(
        title="Identity number",
        message="The text holds an identity number: {words}.",
        hint="Take it out.",
        why=_PROTECTED,
        example="A citizen's 18 characters whose check digit fits (GB 11643).",
    ),
    "C803": Entry(
        title="Mobile number",
        message="The text holds a mobile number: {words}.",
        hint="Print the office's telephone, or enter this number as the office's own contact.",
        why=_PROTECTED,
        example="The mobile number of an applicant or a clerk.",
    ),
    "C804": Entry(
        title="Bank card number",
        message="The text holds the number of a bank card: {words}.",
        hint="Take it out.",
        why=_PROTECTED,
        example="16 to 19 digits whose check digit fits (Luhn).",
    ),
    "C805": Entry(
        title="Personal e-mail address",
        message="The text holds an e-mail address that is not the office's contact: {words}.",
        hint="Take it out, or enter it as the office's own contact.",
        why=_PROTECTED,
        example="The address of an applicant.",
    ),
}
