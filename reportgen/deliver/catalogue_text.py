"""The catalogue of findings as text: one page a code, and the list of all."""

import re
from collections.abc import Iterator

from reportgen.findings.catalogue import CATALOGUE
from reportgen.language import Language, translate

_FACT = re.compile(r"\{\w+\}")


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
            yield from (f"    {line}" for line in _general(text, language).splitlines())


def listing(language: Language) -> Iterator[str]:
    """Every code with its title, in order."""
    for code in sorted(CATALOGUE):
        yield f"{code}  {translate(CATALOGUE[code].title, language)}"


def markdown(language: Language) -> Iterator[str]:
    """The page that lists every code, with its meaning, reason, example and mend."""
    yield f"# {translate('All codes', language)}\n"
    yield translate("This page is made from the catalogue; `reportgen explain CODE` prints one entry.", language)
    for code in sorted(CATALOGUE):
        entry = CATALOGUE[code]
        yield f"\n## {code} {translate(entry.title, language)}\n"
        yield _general(entry.message, language)
        for name, text in (("What to do", entry.hint), ("Why", entry.why), ("Example", entry.example)):
            if text:
                yield f"\n**{translate(name, language)}**: {_general(text, language)}"


def _general(text: str, language: Language) -> str:
    """The text without a finding's facts: … stands where one of them would."""
    return _FACT.sub("…", translate(text, language))
