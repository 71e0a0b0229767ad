"""An old workbook (.xls) read in a process of its own: what makes its reader abort or fill the memory ends there.

Takes the bytes of the file; gives the rows of each sheet, or raises ApartError with why the reader gave none. The
binary format tells the extent of a sheet only once it is read, so no preflight can look for cells placed far away as it
does in an .xlsx. The process is given little memory and time, and whatever it says on its console is not shown.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

MEMORY = 700_000_000  # bytes; a filled workbook takes a fortieth
SECONDS = 30
LARGEST_GRID = 2_000_000  # cells, as of an .xlsx
_TYPES: Mapping[str, Any] = {"datetime": datetime, "date": date, "time": time}

Grids = list[tuple[str, list[list[Any]]]]


class ApartError(Exception):
    """Why there are no rows.

    `kind` is "password", "sheets" (with their number), "far" (with the sheet, its last row and column), "damaged", or
    "ended" where the reader's process came to no end of its own.
    """

    def __init__(self, kind: str, *facts: Any) -> None:
        super().__init__(kind, *facts)
        self.kind, self.facts = kind, facts


def grids(data: bytes, most_sheets: int) -> Grids:
    """The rows of each sheet. Raises ApartError."""
    if getattr(sys, "frozen", False):  # one executable of everything has no interpreter to start
        return _decoded(json.loads(json.dumps(_read(data, most_sheets), default=_encoded)))
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", __name__, str(most_sheets)], input=data, capture_output=True, timeout=SECONDS
        )  # fmt: skip
        return _decoded(json.loads(done.stdout) if done.returncode == 0 else ["ended"])
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise ApartError("ended") from error


def _decoded(answer: Any) -> Grids:
    if answer[0] != "rows":
        raise ApartError(*answer)
    return [(name, [[_value(item) for item in row] for row in rows]) for name, rows in answer[1]]


def _value(item: Any) -> Any:
    if not isinstance(item, list):
        return item
    kind, text = item
    return timedelta(seconds=text) if kind == "timedelta" else _TYPES[kind].fromisoformat(text)


def _encoded(item: Any) -> Any:
    """What JSON does not know, with its name."""
    if isinstance(item, timedelta):
        return ["timedelta", item.total_seconds()]
    return [type(item).__name__, item.isoformat()]


def _read(data: bytes, most_sheets: int) -> list[Any]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        names = [item.name for item in book.sheets_metadata if item.typ == python_calamine.SheetTypeEnum.WorkSheet]
        if len(names) > most_sheets:
            return ["sheets", len(names)]
        found = []
        for name in names:
            sheet = book.get_sheet_by_name(name)
            last_row, last_column = sheet.end or (0, 0)
            if (last_row + 1) * (last_column + 1) > LARGEST_GRID:
                return ["far", name, last_row, last_column]
            found.append((name, sheet.to_python(skip_empty_area=False)))
    except python_calamine.PasswordError:
        return ["password"]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        return ["password" if "password" in str(error).lower() else "damaged"]
    return ["rows", found]


def _main() -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answer = _read(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.write(json.dumps(answer, default=_encoded))


if __name__ == "__main__":
    _main()
