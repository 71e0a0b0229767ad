"""How the entry workbook looks: fonts, colours, borders, protection. One place, so that every sheet looks the same.

Takes a style's name; gives XlsxWriter's format, made once. What stands in a cell is left to the sheets.
"""

from typing import Any

FONT = "微软雅黑"
_INK = "#1F2933"
_FAINT = "#7B8794"
_LINE = "#BCC5CE"
_INPUT = "#FFFBE6"
_HEAD = "#DCE6F0"
_BAND = "#EEF3F8"
_CLOSED = "#ECEEF0"
GREEN = "#1A7F37"
RED = "#C62828"

_BOX = {"border": 1, "border_color": _LINE}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15},
    "subtitle": {"font_size": 9, "font_color": _FAINT},
    "corner": {"font_size": 9, "italic": True, "font_color": _FAINT},
    "heading": {**_BOX, "bold": True, "bg_color": _HEAD, "align": "center", "text_wrap": True},
    "band": {**_BOX, "bold": True, "bg_color": _BAND},
    "band_text": {**_BOX, "bold": True, "bg_color": _BAND, "text_wrap": True},
    "code": {**_BOX, "font_size": 8, "font_color": _FAINT, "align": "center", "num_format": "@", "shrink": True},
    "label": {**_BOX, "text_wrap": True},
    "strong": {**_BOX, "text_wrap": True, "bold": True},
    "note": {**_BOX, "text_wrap": True, "font_size": 9, "font_color": _FAINT},
    "center": {**_BOX, "align": "center", "font_color": _FAINT},
    "closed": {**_BOX, "bg_color": _CLOSED, "align": "center", "font_color": _FAINT},
    "number": {**_BOX, "bg_color": _INPUT, "align": "right", "locked": False},
    "words": {**_BOX, "bg_color": _INPUT, "text_wrap": True, "locked": False, "num_format": "@"},
    "text": {**_BOX, "bg_color": _INPUT, "text_wrap": True, "locked": False, "num_format": "@"},
    "prose": {**_BOX, "bg_color": _INPUT, "text_wrap": True, "locked": False, "num_format": "@", "valign": "top"},
    "date": {**_BOX, "bg_color": _INPUT, "align": "left", "locked": False, "num_format": 'yyyy"年"m"月"d"日"'},
    "choice": {**_BOX, "bg_color": _INPUT, "align": "left", "locked": False},
    "fixed": {**_BOX, "bg_color": _CLOSED, "num_format": "@"},
    "sum": {**_BOX, "align": "right", "italic": True, "font_color": _FAINT},
    "mark": {**_BOX, "align": "center", "text_wrap": True},
    "before": {**_BOX, "bg_color": _CLOSED, "align": "right", "font_color": _FAINT},
    "remark": {"font_size": 9, "font_color": _FAINT, "text_wrap": True, "valign": "top"},
    "guide_head": {"bold": True, "font_size": 12, "font_color": "#1D4E79"},
    "guide": {"text_wrap": True, "valign": "top"},
    "guide_code": {"font_name": "Consolas", "bg_color": _BAND},
    "good": {"font_color": GREEN},
    "bad": {"font_color": RED, "bold": True},
    "doubt": {"font_color": "#B26A00"},
}
_CONDITIONAL = frozenset({"good", "bad", "doubt"})


class Styles:
    """The formats of one workbook, by name; `indent` is for labels."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, int], Any] = {}

    def __call__(self, name: str, indent: int = 0) -> Any:
        """The format of that name."""
        key = (name, indent)
        if key not in self._made:
            basis = {} if name in _CONDITIONAL else {"font_name": FONT, "font_size": 10, "font_color": _INK}
            basis |= {} if name in _CONDITIONAL else {"valign": "vcenter"}
            more = {"indent": indent, "align": "left"} if indent else {}
            self._made[key] = self._book.add_format({**basis, **_STYLES[name], **more})
        return self._made[key]
