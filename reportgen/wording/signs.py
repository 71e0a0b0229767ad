"""Signs that mean the same: full-width and half-width, small forms, dashes, quotes; and texts as they are compared.

Takes texts, gives texts. Forms come from Unicode's own table (NFKC), one character for one, so that offsets hold; what
NFKC would take apart or turn into another word (① into 1, ½ into 1⁄2, ² into 2) stays, for a figure is not to change.
Only `folded` goes all the way. Which texts are alike is left to `likeness.py`.

>>> half_width("（ＡＢ）１２％　①"), tight(" 甲 局（本级）")
('(AB)12% ①', '甲局(本级)')
>>> plain("增长５０％，其中：１,２００件"), folded("①政务公开")
('增长50%，其中:1，200件', '1政务公开')
"""

import re
import unicodedata
from functools import lru_cache

_BLOCKS = (range(0xFF01, 0xFF5F), range(0xFE50, 0xFE6C), range(0x3000, 0x3001))  # full-width, small, the wide blank
_FORMS = {
    chr(code): form for block in _BLOCKS for code in block if len(form := unicodedata.normalize("NFKC", chr(code))) == 1
}
_HALF = str.maketrans({sign: form for sign, form in _FORMS.items() if sign != form})
# Prose keeps the Chinese comma, and has the keyboard's written as one: the thousands separator too. The other signs
# stand in patterns as reports print them.
_PROSE_KEEPS = "，＂＇＊＋／＜＝＞＼＾｀｜～＄＆"
_PROSE = {sign: form for sign, form in _FORMS.items() if sign != form and sign not in _PROSE_KEEPS}
_PROSE |= dict.fromkeys("—–−﹘", "-") | dict.fromkeys(",﹐", "，") | dict.fromkeys("\xa0\t", " ")
_TYPED = re.compile(f"[{re.escape(''.join(_PROSE))}]")
_DASHES = re.compile("[-‐‑‒–—―−─]{1,4}")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_YEAR = re.compile(r"(?:19|20)\d\d年|\{year\}年")


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as the keyboard's own, character for character; ① is no 1."""
    return text if text.isascii() else text.translate(_HALF)


def tight(text: str) -> str:
    """A name or heading as such are compared: half-width and without blanks."""
    return "".join(half_width(text).split())


def folded(text: str) -> str:
    """NFKC in full, ① as 1 and ㎡ as m2, the length not kept: for words to be recognised, never for figures."""
    return unicodedata.normalize("NFKC", text)


def plain(text: str) -> str:
    """Prose in plain signs, character for character: digits, letters, brackets, colons and dashes, but 。 and ，.

    >>> plain("（一）收到１２件，占４０％；Ａ类")
    '(一)收到12件，占40%;A类'
    """
    return _TYPED.sub(lambda sign: _PROSE[sign[0]], text)  # most characters are neither: six times as fast as translate


def is_dashes(text: str) -> bool:
    """True for a dash, of whatever make, or a few: how a cell says that there is no figure for it.

    >>> is_dashes("－－"), is_dashes("—"), is_dashes("-3")
    (True, True, False)
    """
    return _DASHES.fullmatch(half_width(text)) is not None


def straight_quotes(text: str) -> str:
    """The quotes of Chinese print as the keyboard's own, character for character.

    >>> straight_quotes("“不予公开”")
    '"不予公开"'
    """
    return text.translate(_STRAIGHT)


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """A heading as it is compared: without blanks, full-width signs and the year in it.

    >>> heading_key("２０１２年 发生数")
    '{year}年发生数'
    """
    return _YEAR.sub("{year}年", tight(text))


def year_of_heading(text: str) -> int | None:
    """The year a heading names, or None.

    >>> year_of_heading("2012年 发生数"), year_of_heading("累计数")
    (2012, None)
    """
    found = _YEAR.search(tight(text))
    return int(found[0][:4]) if found and found[0][0] != "{" else None
