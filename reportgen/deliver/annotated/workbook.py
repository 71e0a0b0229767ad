"""The clerk's workbook again, with its findings: cells coloured, a comment at each, and a sheet 检查结果.

Takes the bytes of an .xlsx or .xlsm and the findings that were made of them; gives the bytes of the copy. The workbook
is edited in place, part by part, so that formulas, computed values, merged cells, validations, hidden sheets and macros
stay as they are, and checking the copy finds the same. A copy that is annotated again loses what we wrote before.
"""

from collections.abc import Mapping, Sequence

from reportgen.deliver.annotated import comments as annotated_comments
from reportgen.deliver.annotated import results_sheet
from reportgen.deliver.annotated.cells import Cells
from reportgen.deliver.annotated.package import WORKBOOK, Package, SheetPart
from reportgen.deliver.annotated.styles import AMBER, BLUE, RED, Styles, colour
from reportgen.deliver.annotated.texts import comment
from reportgen.findings import Finding
from reportgen.language import Language
from reportgen.ooxml.elements import Element, whole
from reportgen.packs.workbook_layout import RESULTS
from reportgen.wording.cell_names import Spot, first_spot

__all__ = ["ending", "make"]

_WEIGHT = {RED: 3, AMBER: 2, BLUE: 1}
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
_ENDINGS = {
    _MAIN: ".xlsx",
    _TEMPLATE: ".xltx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": ".xltm",
}


def make(data: bytes, findings: Sequence[Finding], file: str, language: Language) -> bytes:
    """The annotated copy of the workbook with these bytes, called `file` in the findings' places.

    Raises DeliveryError: D204 when a sheet of the clerk's own is called 检查结果, D205 when the workbook is not built
    as spreadsheet programs build it.
    """
    package = Package(data, file)
    styles = Styles(package, _styles_part(package))
    results_sheet.former(package)  # raises before anything is edited
    here = [finding for finding in findings if finding.location.file == file]
    covered = styles.ours()  # asked before new ones come up: these are of an earlier annotation
    for sheet in package.sheets():
        if sheet.name != RESULTS:
            found = [finding for finding in here if finding.location.sheet == sheet.name]
            _annotate(package, sheet, found, styles, covered, language)
    results_sheet.put(package, styles, findings, file, language)
    return package.packed()


def _annotate(
    package: Package,
    sheet: SheetPart,
    findings: Sequence[Finding],
    styles: Styles,
    covered: frozenset[int],
    language: Language,
) -> None:
    # not a byte of the sheet changes
    if not findings and not covered and package.related(sheet.part, "comments") is None:
        return
    cells = Cells(package.tree(sheet.part), package.needed(sheet.part, "sheetData"))
    for cell in cells.with_style(covered) if covered else ():
        cell.set("s", str(styles.plain(_style(cell))))
    groups = _by_cell(findings, cells)
    for place, group in groups.items():
        cell = cells.at(place)
        worst = max((colour(finding) for finding in group), key=_WEIGHT.__getitem__)
        cell.set("s", str(styles.coloured(_style(cell), worst)))
    texts = {place: comment(group, language) for place, group in groups.items()}
    annotated_comments.annotate(package, sheet.part, texts)


def _by_cell(findings: Sequence[Finding], cells: Cells) -> Mapping[Spot, list[Finding]]:
    """The findings by the cell that shows them, from top to bottom; those without a cell are left out."""
    groups: dict[Spot, list[Finding]] = {}
    for finding in findings:
        place = first_spot(finding.location.cell)
        if place is not None:
            groups.setdefault(cells.shown(place), []).append(finding)
    return dict(sorted(groups.items()))


def _style(cell: Element) -> int:
    return whole(cell.get("s"))


def _styles_part(package: Package) -> str:
    found = package.related(WORKBOOK, "styles")
    if found is None:
        raise package.refused("D205", part="styles.xml")
    return found.target


def ending(data: bytes, file: str) -> str | None:
    """What a file of this kind is called at its end; None for what is no workbook that a copy can be made of."""
    if not data.startswith(b"PK\x03\x04"):
        return None
    package = Package(data, file)
    return _ENDINGS.get(package.type_of(WORKBOOK)) if WORKBOOK in package else None
