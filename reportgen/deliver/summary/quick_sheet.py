"""XlsxWriter's sheet, quicker at what the summary of a batch is made of: numbers that have a format, plain formulas.

Takes the place of `Worksheet` in `add_worksheet`; writes the same bytes, which a test holds against XlsxWriter's own.
Everything else, and all that a reader sees, is left to XlsxWriter. The methods it takes over are XlsxWriter's own
business, so `pyproject.toml` names the first version that was not tried: before it is raised, the test must pass.
"""

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet


class QuickSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter tells no types
    """A sheet of many numbers. Its formulas use no function that came after Excel 2007."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """XlsxWriter gathers the attributes of each cell in a list and looks at each for signs to escape."""
        if cell.__class__.__name__ == "Number" and cell.format:
            place, style = xl_rowcol_to_cell_fast(row, col), cell.format._get_xf_index()
            self.fh.write(f'<c r="{place}" s="{style}"><v>{cell.number:.16G}</v></c>')
        else:
            super()._write_cell(row, col, cell)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """XlsxWriter looks for some thirty newer functions, in the names of linked files too."""
        return formula.removeprefix("=")
