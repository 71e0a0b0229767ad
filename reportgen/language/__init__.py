"""The language of messages: which one to speak, and the words of it.

Takes a language (`zh` or `en`) and an English text, gives the text in that language. English texts stand in the code;
the Chinese ones in `locale/zh_CN/LC_MESSAGES/reportgen.po`, compiled by Babel to the `.mo` beside it when the package
is built or installed. The texts of findings stand in the catalogue, in both languages. Choosing a text by figures, and
what the texts say, is left to the rooms above.
"""

import gettext
import locale
import os
import sys
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal, cast

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
TEXTS = Path(__file__).parent / "locale" / "zh_CN" / "LC_MESSAGES"


@cache
def _translations(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    compiled, written = TEXTS / "reportgen.mo", TEXTS / "reportgen.po"
    with compiled.open("rb") if _is_current(compiled, written) else _compile(written) as file:
        return gettext.GNUTranslations(file)


def _is_current(compiled: Path, written: Path) -> bool:
    """True where the compiled texts are those of the `.po`, which an installed package does not have."""
    try:  # a checkout has no compiled texts, or older ones
        made = compiled.stat().st_mtime_ns
    except FileNotFoundError:
        return False
    return not written.exists() or written.stat().st_mtime_ns <= made


def _compile(written: Path) -> BytesIO:
    """The texts of a checkout that nobody has installed, or that were edited since."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with written.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return compiled


def translate(text: str, language: Language) -> str:
    """The text in that language; the English text itself where no translation stands."""
    return _translations(language).gettext(text) if text else ""


def choose(asked: str | None = None, environ: Mapping[str, str] | None = None) -> Language:
    """The language to speak: what was asked, then `REPORTGEN_LANG`, then the user's locale (Windows: its interface).

    Anything that does not begin with `zh` is English; an unknown wish falls through to the next source.
    """
    environ = os.environ if environ is None else environ
    for wish in (asked, environ.get("REPORTGEN_LANG")):
        if wish and wish.lower()[:2] in LANGUAGES:  # zh-CN and zh_CN.UTF-8 are zh
            return cast("Language", wish.lower()[:2])
    # Windows calls it Chinese_China
    return "zh" if _user_locale(environ).lower().startswith(("zh", "chinese")) else "en"


def _user_locale(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name]
    if sys.platform == "win32":
        return _windows_interface_language()
    return locale.getlocale()[0] or ""


def _windows_interface_language() -> str:  # the locale of numbers and dates may differ from the interface's
    import ctypes

    windll = getattr(ctypes, "windll", None)
    number = windll.kernel32.GetUserDefaultUILanguage() if windll is not None else 0
    return locale.windows_locale.get(number, "")
