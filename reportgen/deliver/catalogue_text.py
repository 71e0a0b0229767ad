"""The catalogue of findings as text: one page a code, and the list of all."""

from collections.abc import Iterator

from reportgen.findings.catalogue import CATALOGUE
from reportgen.language import Language, translate


def page(code: str, language: Language) -> Iterator[str]:
    """What a code means, why, with an example and what to do. Raises KeyError for an unknown one."""
    entry = CATALOGUE[code]
    yield f"{code}  {translate(entry.title, language)}"
    parts = (
        ("Message", entry.message),
        ("What to do", entry.hint),
        ("Why", entry.why),
        ("Example", entry.example),
    )
    for name, text in parts:
        if text:
            yield ""
            yield translate(name, language)
            yield from (f"    {line}" for line in translate(text, language).splitlines())


def listing(language: Language) -> Iterator[str]:
    """Every code with its title, in order."""
    for code in sorted(CATALOGUE):
        yield f"{code}  {translate(CATALOGUE[code].title, language)}"
