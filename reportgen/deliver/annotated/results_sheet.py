"""The sheet 检查结果 of an annotated copy: every finding in a line, with a link to its cell.

Takes the findings and the styles of the workbook; gives the XML of the sheet, and puts it into the workbook: at the
end, or in the place of the one that stands there since the copy was annotated before. Its texts stand in the sheet
itself, so that the shared texts of the workbook stay as they are. Colouring and commenting cells is left to others.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.deliver.annotated.package import WORKBOOK, Package, SheetPart
from reportgen.deliver.annotated.styles import Styles, colour
from reportgen.deliver.annotated.texts import held
from reportgen.deliver.entry.book import height, lines_of
from reportgen.deliver.entry.styles import FONT
from reportgen.deliver.listings.findings_text import closing_line
from reportgen.findings import Finding, Location
from reportgen.findings.severity_words import standing_word
from reportgen.findings.text import hint, message, place
from reportgen.language import Language, translate
from reportgen.ooxml.elements import Element, child, local, name_in, whole
from reportgen.packs.workbook_layout import RESULTS
from reportgen.wording.cell_names import column_letters, first_spot

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_OURS = "_reportgen.findings"  # a hidden name of the sheet, by which it is known again
_COLUMNS = (("No.", 5), ("Place", 28), ("Code", 8), ("Severity", 10), ("Message", 60), ("What to do", 60))
_LAST_COLUMN = ("Explanation", 26)
_HEADER = 4  # the line of headings, counted from 1
_LONGEST = 32_767  # characters that Excel takes in a cell
_TOP = 'vertical="top" wrapText="1"'
_TAB = "FFC62828"


@dataclass(frozen=True, slots=True)
class _Looks:
    """The styles of the sheet's cells; the severity's by its colour."""

    title: int
    remark: int
    heading: int
    text: int
    centred: int
    link: int
    severity: dict[str, int]

    @classmethod
    def of(cls, styles: Styles, colours: Collection[str]) -> "_Looks":
        def font(size: int, ink: str, more: str = "") -> str:
            return f'{more}<sz val="{size}"/><color rgb="{ink}"/><name val="{FONT}"/><family val="2"/>'

        ink, faint, centre = font(10, "FF1F2933"), font(9, "FF7B8794"), 'horizontal="center" vertical="top"'
        return cls(
            title=styles.made(font=font(15, "FF1F2933", "<b/>"), alignment='vertical="center"'),
            remark=styles.made(font=faint, alignment='vertical="center"'),
            heading=styles.made(
                font=font(10, "FF1F2933", "<b/>"),
                fill="FFDCE6F0",
                boxed=True,
                alignment='horizontal="center" vertical="center"',
            ),
            text=styles.made(font=ink, boxed=True, alignment=_TOP),
            centred=styles.made(font=ink, boxed=True, alignment=centre),
            link=styles.made(font=font(10, "FF0563C1", "<u/>"), boxed=True, alignment=_TOP),
            severity={
                value: styles.made(font=ink, fill=value, boxed=True, alignment=centre) for value in sorted(colours)
            },
        )


def former(package: Package) -> SheetPart | None:
    """The sheet of an earlier annotation. Raises DeliveryError (D204) when the clerk has a sheet of that name."""
    found = next((sheet for sheet in package.sheets() if sheet.name == RESULTS), None)
    if found is None:
        return None
    if not any(item.get("name") == _OURS for item in _names_of(package, found.index)):
        raise package.refused("D204", sheet=RESULTS)
    return found


def put(package: Package, styles: Styles, findings: Sequence[Finding], file: str, language: Language) -> None:
    """Puts the sheet into the workbook and opens it there."""
    sheet = former(package)
    content = _content(package, styles, findings, file, language)
    if sheet is None:
        sheet = _added(package, content)
    else:
        _replaced(package, sheet, content)
    _name(package, sheet.index, _HEADER + max(len(findings), 1))
    _open(package, sheet)


# The sheet itself


def _content(package: Package, styles: Styles, findings: Sequence[Finding], file: str, language: Language) -> bytes:
    main = etree.QName(package.tree(WORKBOOK)).namespace
    looks = _Looks.of(styles, {colour(finding) for finding in findings})
    columns = (*_COLUMNS, _LAST_COLUMN)
    table = f"A{_HEADER}:{column_letters(len(columns) - 1)}{_HEADER + max(len(findings), 1)}"
    sheet = etree.fromstring(_frame(str(main), [width for _, width in columns], table, language))
    data, links = (next(sheet.iter(name_in(sheet, name))) for name in ("sheetData", "hyperlinks"))
    _line(data, 1, [translate("Findings of the check", language)], [looks.title], 26)
    _line(data, 2, [closing_line(findings, language)], [looks.remark])
    _line(data, 3, [translate(_LEGEND, language)], [looks.remark])
    headings = [translate(name, language) for name, _ in columns]
    _line(data, _HEADER, headings, [looks.heading] * len(columns), 22)
    names = {item.name for item in package.sheets()} - {RESULTS}  # a link to the list itself leads nowhere new
    for number, finding in enumerate(findings, 1):
        target = _target(finding.location, names, file)
        _finding_line(data, number, finding, looks, file if target else None, language)
        if target:
            etree.SubElement(links, name_in(sheet, "hyperlink"), ref=f"B{_HEADER + number}", location=target)
    if len(links) == 0:
        sheet.remove(links)  # an empty element is no valid sheet
    return etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)


_LEGEND = (
    "Red: must be corrected. Amber: correct it, or write the reason in the column 说明. Blue: for information, or "
    "explained already. Click a place to go there. Correct this copy or the original, then check again."
)


def _frame(main: str, widths: Sequence[int], table: str, language: Language) -> str:
    cols = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    footer = translate("Page &P of &N", language).replace("&", "&amp;")
    return (
        f'<worksheet xmlns="{main}"><sheetPr><tabColor rgb="{_TAB}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{_HEADER}" topLeftCell="A{_HEADER + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="B{_HEADER + 1}" sqref="B{_HEADER + 1}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="16.5"/><cols>{cols}</cols><sheetData/><autoFilter ref="{table}"/>'
        '<hyperlinks/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>&amp;C&amp;9{footer}</oddFooter></headerFooter></worksheet>"
    )


def _finding_line(
    data: Element, number: int, finding: Finding, looks: _Looks, own: str | None, language: Language
) -> None:
    location = replace(finding.location, file=None) if own else finding.location
    texts = (
        str(number),
        place(location, language),
        finding.code,
        standing_word(finding, language),
        message(finding, language),
        hint(finding, language),
        finding.explanation or "",
    )
    middle, mark = looks.centred, looks.severity[colour(finding)]
    styles = (middle, looks.link if own else looks.text, middle, mark, looks.text, looks.text, looks.text)
    widths = [width - 1 for _, width in (*_COLUMNS, _LAST_COLUMN)]  # the margins of a cell cost about a character
    most = max(lines_of(text, width) for text, width in zip(texts, widths, strict=True))
    _line(data, _HEADER + number, texts, styles, height(most))


def _line(data: Element, number: int, texts: Sequence[str], styles: Sequence[int], points: float | None = None) -> None:
    row = etree.SubElement(data, name_in(data, "row"), r=str(number))
    if points is not None:
        row.set("ht", f"{points:g}")
        row.set("customHeight", "1")
    for column, (text, style) in enumerate(zip(texts, styles, strict=True)):
        cell = etree.SubElement(row, name_in(data, "c"), r=f"{column_letters(column)}{number}", s=str(style))
        if column == 0 and text.isdecimal():  # a number, so that the column sorts as one
            etree.SubElement(cell, name_in(data, "v")).text = text
        elif text:
            cell.set("t", "inlineStr")
            inside = etree.SubElement(cell, name_in(data, "is"))
            node = etree.SubElement(inside, name_in(data, "t"))
            node.text = held(text, _LONGEST)
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _target(location: Location, names: Collection[str], file: str) -> str:
    """Where the link leads: the cell, or the sheet's first one; nowhere for what is not in this workbook."""
    if location.file != file or location.sheet not in names:
        return ""
    found = first_spot(location.cell)
    return f"{_quoted(str(location.sheet))}!{found.name if found else 'A1'}"


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


# Its place in the workbook


def _added(package: Package, content: bytes) -> SheetPart:
    part = package.free_name("xl/worksheets/sheet{}.xml")
    package.put(part, content)
    package.declare(part, _TYPE)
    relation = package.relate(WORKBOOK, "worksheet", part)
    sheets = package.needed(WORKBOOK, "sheets")
    number = max((whole(item.get("sheetId")) for item in sheets), default=0) + 1  # ids need not follow each other
    item = etree.SubElement(sheets, name_in(sheets, "sheet"), name=RESULTS, sheetId=str(number))
    item.set(f"{{{package.office}}}id", relation)
    return SheetPart(RESULTS, len(sheets) - 1, part)


def _replaced(package: Package, sheet: SheetPart, content: bytes) -> None:
    """The new content in the old part. What the old one referred to goes, and the list of formulas if it had any."""
    # The list of formulas must not name a cell that has none any more, or Excel repairs the file.
    had_formulas = any(local(item) == "f" for item in package.tree(sheet.part).iter())
    for relation in package.relations(sheet.part):
        package.part_with(sheet.part, relation)
    package.put(sheet.part, content)
    chain = package.related(WORKBOOK, "calcChain") if had_formulas else None
    if chain is not None:
        package.part_with(WORKBOOK, chain)
    item = package.needed(WORKBOOK, "sheets")[sheet.index]
    if "state" in item.attrib:  # it may have been hidden
        del item.attrib["state"]


def _names_of(package: Package, index: int) -> list[Element]:
    names = child(package.tree(WORKBOOK), "definedNames")
    return [item for item in names if item.get("localSheetId") == str(index)] if names is not None else []


def _name(package: Package, index: int, last: int) -> None:
    """The names of the sheet: the one we know it by, the lines printed on every page, the filter."""
    book = package.tree(WORKBOOK)
    names = child(book, "definedNames")
    if names is None:
        names = etree.Element(name_in(book, "definedNames"))
        # the order of a workbook's elements is prescribed
        before = [item for item in book if local(item) in ("sheets", "functionGroups", "externalReferences")]
        before[-1].addnext(names)
    for item in _names_of(package, index):
        names.remove(item)
    filtered = f"$A${_HEADER}:${column_letters(len(_COLUMNS))}${last}"
    for name, area, hidden in (
        (_OURS, "$A$1", True),
        ("_xlnm._FilterDatabase", filtered, True),
        ("_xlnm.Print_Titles", f"${_HEADER}:${_HEADER}", False),
    ):
        item = etree.SubElement(names, name_in(book, "definedName"), name=name, localSheetId=str(index))
        if hidden:
            item.set("hidden", "1")
        item.text = f"{_quoted(RESULTS)}!{area}"


def _open(package: Package, sheet: SheetPart) -> None:
    """Shows this sheet first. Only one sheet may be chosen: what is typed goes to all that are."""
    for other in package.sheets():
        views = child(package.tree(other.part), "sheetViews")
        for view in views if views is not None else ():
            if other.part == sheet.part:
                view.set("tabSelected", "1")
            elif view.get("tabSelected") in ("1", "true"):  # as the different programs write it
                del view.attrib["tabSelected"]
    book = package.tree(WORKBOOK)
    views = child(book, "bookViews")
    if views is None:
        views = etree.Element(name_in(book, "bookViews"))
        package.needed(WORKBOOK, "sheets").addprevious(views)
    view = views[0] if len(views) else etree.SubElement(views, name_in(book, "workbookView"))
    view.set("activeTab", str(sheet.index))
