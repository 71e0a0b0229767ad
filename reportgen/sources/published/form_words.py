"""The words of an official form, ready to be compared with printed ones: its rows, its columns, its headings.

Takes a form; tells which row or column a printed text may be, and whether a text is a figure at all. Where the texts
stand is left to `tables.py`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reportgen.packs import Column, Form, Row
from reportgen.packs.words import Grammar, installed_words
from reportgen.sources.published.likeness import bare, brief, label_likeness, normal
from reportgen.wording.signs import half_width, is_dashes

# A number, with its unit or without; or a slash, which stands for nothing.
_VALUE = Grammar(r"[+\-−]?\s*\d+(?:\s*,\s*\d{3})*(?:\.\d+)?\s*(?:<<units-in-cells>>|万)?|[/\\]")  # 1,204; 12件; /
LONGEST_LABEL = 110
_LIKE = 0.72


@dataclass(frozen=True, slots=True)
class Official:
    """A row of the form, its columns, and the ways its label may be printed."""

    row: Row
    columns: tuple[Column, ...]
    strip: bool
    printed: str
    keys: frozenset[str]


@lru_cache(maxsize=4096)
def is_value(text: str) -> bool:
    """True for what stands in a cell of figures: a number, with or without its unit, or a dash."""
    return is_dashes(text.strip()) or _VALUE.of(installed_words()).fullmatch(half_width(text).strip()) is not None


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """True for what a column of units holds: 件; 单位, its heading."""
    return text == "单位" or text in installed_words()["units-in-cells"]


def is_cell(text: str) -> bool:
    """True for a figure, a unit, or nothing."""
    return not text or is_value(text) or is_unit(text)


class Wording:
    """The words of a form, ready to be compared: its rows, its columns, its headings."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.rows = tuple(_officials(form))
        self._by_key: dict[str, dict[int, float]] = {}
        for index, item in enumerate(self.rows):
            for key in item.keys:
                # As the form prints it 1, without its number or stars 0.95, without notes in brackets 0.9; near misses
                # come below.
                self._by_key.setdefault(key, {})[index] = 0.9
            for key in (bare(item.row.printed), bare(item.row.label)):
                self._by_key[key][index] = 0.95
            self._by_key.setdefault(item.printed, {})[index] = 1.0
        self.columns = {
            column_key(column.label): column.code
            for table in form.tables
            for part in table.parts
            for column in part.columns
        }
        self.words = frozenset(_words(form))
        self.notes = tuple(bare(note) for table in form.tables for note in table.notes)
        self._columns_seen: dict[str, str] = {}
        self._likely_seen: dict[str, Mapping[int, float]] = {}

    def column(self, text: str) -> str:
        """The official column heading that the text is, or nearly is; an empty text for none."""
        if text not in self._columns_seen:
            key = column_key(text)
            # headings of three characters are too easily alike
            near = [name for name in self.columns if label_likeness(key, name, 0.85)] if len(key) > 3 else []
            # near two of them: neither
            self._columns_seen[text] = key if key in self.columns else near[0] if len(near) == 1 else ""
        return self._columns_seen[text]

    def is_known(self, text: str) -> bool:
        """True for a label, a heading or a title of the form, as it prints them."""
        return bare(text) in self.words or column_key(text) in self.columns

    def is_worded(self, text: str) -> bool:
        """True for the label of a row whose cells hold words and numbers."""
        rows = self._by_key.get(bare(text), {})
        return any(self.rows[index].row.measure == "text_and_count" for index in rows)

    def rows_like(self, text: str) -> Mapping[int, float]:
        """The rows of the form whose label this may be, with how like they are."""
        if text not in self._likely_seen:
            self._likely_seen[text] = self._rows_like(text)
        return self._likely_seen[text]

    def _rows_like(self, text: str) -> Mapping[int, float]:
        if not text or len(text) > LONGEST_LABEL or is_value(text):
            return {}
        for key in (normal(text), bare(text), brief(text)):
            if key in self._by_key:
                exact = self._by_key[key]
                return exact if key == normal(text) else {index: min(weight, 0.95) for index, weight in exact.items()}
        if len(bare(text)) < 4:  # three characters are too easily alike
            return {}
        # never as good as the words themselves
        near = {index: self._like(text, item) * 0.85 for index, item in enumerate(self.rows)}
        return {index: weight for index, weight in near.items() if weight}

    @staticmethod
    def _like(text: str, item: Official) -> float:
        return max(label_likeness(text, item.row.printed, _LIKE), label_likeness(text, item.row.label, _LIKE))

    def share_printed(self, texts: frozenset[str]) -> float:
        """How much of the form's own words (rows and columns) stand among these bare texts, between 0 and 1."""
        rows = sum(not item.keys.isdisjoint(texts) for item in self.rows)
        columns = sum(key in texts for key in self.columns)
        return (rows + columns) / (len(self.rows) + len(self.columns))


@lru_cache(maxsize=4096)
def column_key(label: str) -> str:
    """A column's heading without its year, notes and punctuation."""
    # 2012年发生数 and {year}年发生数 are one heading
    return re.sub(r"\{year\}|(?:19|20)\d{2}", "", brief(label.replace("{year}", "")))


def _officials(form: Form) -> Iterator[Official]:
    for table in form.tables:
        for part in table.parts:
            for row in part.rows:
                keys = {key(text) for text in (row.printed, row.label) for key in (normal, bare, brief)}
                yield Official(row, part.columns, table.layout == "strip", normal(row.printed), frozenset(keys))


def _words(form: Form) -> Iterator[str]:
    for table in form.tables:
        for text in (
            table.title,
            table.label_header,
            table.unit_header,
            table.corner,
            table.sheet,
            "单位",
            "申请人情况",
        ):
            yield bare(text)
        for part in table.parts:
            yield bare(part.title)
            for column in part.columns:
                yield column_key(column.label)
                yield bare(column.group)
            for row in part.rows:
                yield bare(row.group)
                yield bare(row.printed)
                yield bare(row.label)
