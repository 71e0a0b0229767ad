"""Tables as text (.csv): UTF-8 with or without its mark, UTF-16 as spreadsheets save it, or GBK as older ones do.

Takes a file's bytes, gives a Workbook of one sheet, named as a spreadsheet program names it: after the file. Every
value is text; what it means is left to `values.py` and `file.py`. Raises SourceError for what is no such text.
"""

import csv
import io
from pathlib import PurePath

from reportgen.errors import SourceError
from reportgen.findings import Location
from reportgen.sources.encoding import decoded
from reportgen.sources.sheet import Sheet, Workbook

# The comma first: of equally frequent signs it counts, and where a table of one column has none. ，: typed by hand.
_SEPARATORS = ",\t;，"
_LONGEST_CELL = 1_000_000


def read(data: bytes, file: str) -> Workbook:
    """The table of these bytes; `file` is its name in findings."""
    text = decoded(data, Location(file=file))
    csv.field_size_limit(_LONGEST_CELL)  # a text may be long; the module's own limit is 131,072 characters
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        rows = tuple(map(tuple, reader))
    except csv.Error as error:
        raise SourceError.of("S603", Location(file=file, line=reader.line_num), reason=str(error)) from error
    return Workbook(file, (Sheet(file, PurePath(file).stem, rows),))


def _separator(text: str) -> str:
    """The sign that parts the cells of the first line that has any: a comma, unless another stands there more often."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=first.count)
