"""The tags of a template: where they begin and end, what they ask for, and what a tag may not be.

Takes the lines of a story, gives its tags, and a finding for each that is none: look-alike braces, half a tag, signs
that Word or an input method put in place of plain ones, and anything outside the white list. A tag may print a name
(`{{ r5_1.annual }}`), ask a condition (`{%p if proactive %}`) or go through a list of paragraphs (`{%p for p in
preface %}`), and what `render.grammar` takes of docxtpl's language beside them. Whether the name exists is left to
`references.py`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reportgen.packcheck.template.fault import Fault, fault
from reportgen.packcheck.template.places import Line
from reportgen.render.fill.expressions import Path, RefusedError, joined, shown
from reportgen.render.fill.grammar import LONGEST, TAG, Meaning, Word, meaning
from reportgen.wording.signs import half_width

_FILTER = re.compile(r"\|\s*([A-Za-z_]\w*)")
# {%p if overview %}, {% for p in preface %}: the word, and what the items are called
_BEGINS = re.compile(r"\{%(?:(?:tr|tc|p|r)\s)?\s*(if|elif|else|endif|for|endfor)\b(?:\s+(\w+)\s+in\b)?")
_FILTERS = ("upper", "lower", "trim", "length", "count", "join", "items")
_WORDS: tuple[Word, ...] = ("if", "elif", "else", "endif", "for", "endfor")
_ORNAMENTS = str.maketrans("❴❵", "{}")  # ornaments that are no full-width forms
# {{, {%, }}, %} with blanks between their signs
_LOOK_ALIKE = re.compile(r"\{\s*[{%]|[}%]\s*\}")
# { title } in single braces; ${title} and {{ title }} are others.
_SINGLE = re.compile(r"(?<![{$])\{\s*([A-Za-z_][\w.]*)\s*\}(?!\})")
# 【【title】】, ${title}, <<title>>: what other programs, or an input method, make of it
_OTHER_BRACKETS = re.compile(
    r"(?:\[\[|【【|〔〔|<<|《《|\$\{|\{\[|\[\{|\(\(|（（|［［|「「)\s*([A-Za-z_]\w*(?:\.\w+)?)\s*"
    r"(?:\]\]|】】|〕〕|>>|》》|\}|\]\}|\}\]|\)\)|））|］］|」」)"
)
# Signs that Word's correction or an input method puts in a tag, and the plain ones.
_PLAIN = {
    "“": '"', "”": '"', "＂": '"', "‘": "'", "’": "'", "＇": "'", "．": ".", "。": ".", "＝": "=", "＿": "_",
    "，": ",", "（": "(", "）": ")", "｜": "|", "！": "!", "＜": "<", "＞": ">", "：": ":",
    "–": "-", "—": "-", "…": "...",
    "\u00a0": " ", "\u3000": " ", "\u2003": " ", "\u2002": " ", "\u200b": "", "\u200c": "", "\u200d": "",
    "\ufeff": "", "\u00ad": "", "\u2060": "",
}  # fmt: skip
_QUOTED = re.compile(r"""('[^']*'|"[^"]*")""")
_INVISIBLE = {"\u00a0", "\u3000", "\u2003", "\u2002", "\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad", "\u2060"}
_CHANGED = _INVISIBLE | set("“”＂‘’＇")


@dataclass(frozen=True, slots=True)
class KnownTag:
    """A tag that is on the white list. `names` are the names it asks for, `target` what a for calls its items.

    `level` p, tc or tr: the whole paragraph, cell or row makes way for it. With a `key`, for goes through the figures
    of a row; what set calls something is a `target` too. `is_plain`: prints a name as it is, without filter or choice;
    of other prints, `shown` are the names whose text may come out, `joined` the lists whose paragraphs do.
    """

    line: Line
    start: int
    source: str
    verb: Word
    level: str = ""
    names: tuple[str, ...] = ()
    target: str = ""
    key: str = ""
    is_plain: bool = True
    shown: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()


def read(lines: Iterable[Line]) -> tuple[list[KnownTag], list[Fault]]:
    """Every tag of the lines, in reading order, and what is wrong with the others."""
    tags: list[KnownTag] = []
    faults: list[Fault] = []
    for line in lines:
        if not any(sign in line.text for sign in "{}｛｝﹛﹜❴❵[【〔<《（「［("):  # most lines hold no bracket at all
            continue
        found = list(TAG.finditer(line.text))
        for match in found:
            tag, wrong = _read(line, match)
            tags += [tag or _stand_in(line, match)]
            faults += wrong
        faults += _look_alikes(line, found)
    return tags, _once(faults)


def _stand_in(line: Line, match: re.Match[str]) -> KnownTag:
    """What a tag that is refused was to begin or to end, so that one mistake does not unbalance the blocks."""
    found = _BEGINS.match(match.group())
    word: Word = next((word for word in _WORDS if found and found[1] == word), "comment")
    level = next((level for level in ("p", "tr", "tc", "r") if match.group()[2:].startswith(f"{level} ")), "")
    return KnownTag(line, match.start(), match.group(), word, level, (), found[2] or "" if found else "")


def _once(faults: list[Fault]) -> list[Fault]:
    """A tag broken by Enter has one half in this paragraph and one in the next: one mistake."""
    kept: list[Fault] = []
    for item in faults:
        before = kept[-1].finding if kept else None
        is_closing = item.finding.code == "P216" and str(item.finding.facts["tag"])[:1] != "{"
        if not (is_closing and before is not None and before.code == "P216"):
            kept.append(item)
    return kept


def _read(line: Line, match: re.Match[str]) -> tuple[KnownTag | None, list[Fault]]:
    source = match.group()
    signs = [sign for sign in _QUOTED.sub(_quotes, source) if sign in _PLAIN]
    if signs:
        plain = "".join(_PLAIN.get(sign, sign) for sign in source)
        shown = "、".join(dict.fromkeys(f"U+{ord(sign):04X}" if sign in _INVISIBLE else sign for sign in signs))
        return None, [_fault("P217", line, match.start(), source, signs=shown, expected=plain)]
    if len(source) > LONGEST:
        return None, [_fault("P219", line, match.start(), source[:60] + "…", construct=f"> {LONGEST}")]
    try:
        means = meaning(source)
    except RefusedError as refused:
        return None, [_refused(refused, line, match.start(), source)]
    tag = _tag(line, match.start(), source, means)
    return tag, _company(tag)


def _tag(line: Line, start: int, source: str, means: Meaning) -> KnownTag:
    found = KnownTag(line, start, source, means.word, means.level, _names(means.names()), means.variable, means.key)
    if means.word != "print" or means.path is not None:
        return found
    return replace(found, is_plain=False, shown=_names(shown(means.test)), joined=_names(joined(means.test)))


def _names(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(str(path) for path in paths if path.root != "loop")


def _quotes(quoted: re.Match[str]) -> str:
    """Of a text in plain quotes only the signs that would not come out as typed: other quotes, invisible ones."""
    return "".join(sign for sign in quoted[1] if sign in _CHANGED)


def _refused(refused: RefusedError, line: Line, start: int, source: str) -> Fault:
    """The finding for a tag that the language of tags does not have."""
    filter_ = _FILTER.search(source)
    if refused.code == "R102":
        return _fault("P220", line, start, source, reason=refused.facts.get("reason", ""))
    if filter_ and filter_[1] not in _FILTERS:
        return _fault("P218", line, start, source, filter=filter_[1])
    if refused.code == "R120":
        return _fault("P251", line, start, source, **refused.facts)
    return _fault("P219", line, start, source, construct=refused.facts.get("construct", ""))


def _company(tag: KnownTag) -> list[Fault]:
    """A {%p %} tag takes its whole paragraph away, {%tc %} its cell, {%tr %} its row: nothing else may stand there."""
    alone = tag.line.text.strip() == tag.source
    in_table = tag.line.cell is not None
    if (tag.level in ("p", "tc") and not alone) or (tag.level in ("tc", "tr") and not in_table):
        return [_fault("P234", tag.line, tag.start, tag.source, text=tag.line.text.strip()[:40])]
    return []


def _look_alikes(line: Line, found: list[re.Match[str]]) -> Iterator[Fault]:
    """Signs outside the tags that were meant to be one."""
    rest = list(line.text)
    for match in found:
        rest[match.start() : match.end()] = " " * (match.end() - match.start())
    text = "".join(rest)
    seen = False
    for match in _LOOK_ALIKE.finditer(_half(text)):
        if seen:
            break  # one mistake a line: the closing end of a look-alike is the same mistake as its opening
        seen = True
        start, end = _around(text, match)
        shown = text[start:end].strip()
        yield _fault(_kind(text, match), line, start, shown, expected=_mended(shown))
    if seen:
        return
    for single in _SINGLE.finditer(text):
        yield _fault("P215", line, single.start(), single.group(), expected=f"{{{{ {single[1]} }}}}")
    for other in _OTHER_BRACKETS.finditer(text):
        yield _fault("P215", line, other.start(), other.group(), expected=f"{{{{ {other[1]} }}}}")


def _kind(text: str, match: re.Match[str]) -> str:
    """P216 for half a tag in plain signs, P215 for signs that only look like them."""
    return "P216" if text[match.start() : match.end()] in ("{{", "{%", "}}", "%}") and not _is_mixed(text) else "P215"


def _is_mixed(text: str) -> bool:
    return any(sign in text for sign in "｛｝﹛﹜❴❵％") or re.search(r"\{\s+[{%]|[}%]\s+\}", text) is not None


def _around(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The look-alike with what it encloses, as far as a closing sign or the end of the words."""
    half = _half(text)
    if match.group()[0] == "{":
        closing = re.compile(r"[}%]\s*\}|[}\])）]+").search(half, match.end())
        return match.start(), closing.end() if closing else min(len(text), match.end() + 40)
    opening = half.rfind("{", 0, match.start())
    return (opening if opening >= 0 else max(0, match.start() - 40)), match.end()


def _half(text: str) -> str:
    return half_width(text).translate(_ORNAMENTS)


def _mended(shown: str) -> str:
    """The tag as it should be typed."""
    half = "".join(_PLAIN.get(sign, sign) for sign in _half(shown))
    words = re.sub(r"^[{%\s\[(]+|[}%\s\])]+$", "", half)
    return f"{{% {words} %}}" if "%" in half else f"{{{{ {words} }}}}"


def _fault(code: str, line: Line, start: int, tag: str, **facts: str) -> Fault:
    return fault(code, line, start=start, tag=tag, **facts)
