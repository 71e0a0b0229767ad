"""The catalogue of findings as text: one page a code, and the list of all."""

from collections.abc import Iterator, Mapping

from reportgen.findings.catalogue import CATALOGUE, Entry
from reportgen.language import Language, translate


def page(code: str, language: Language) -> Iterator[str]:
    """What a code means, why, with an example and what to do. Raises KeyError for an unknown one."""
    entry = CATALOGUE[code]
    yield f"{code}  {entry.title[language]}  ({_called(entry)})"
    for name, text in (("Message", _general(entry.message, language)), *_parts(entry, language)):
        yield ""
        yield translate(name, language)
        yield from (f"    {line}" for line in text.splitlines())


def listing(language: Language) -> Iterator[str]:
    """Every code with its name and title, in order."""
    width = max(len(entry.name) for entry in CATALOGUE.values())
    for code in sorted(CATALOGUE):
        yield f"{code}  {CATALOGUE[code].name:<{width}}  {CATALOGUE[code].title[language]}"


def markdown(language: Language) -> Iterator[str]:
    """The page that lists every code, with its name, severity, meaning, reason, example and mend."""
    yield f"# {translate('All codes', language)}\n"
    yield translate("This page is made from the catalogue; `reportgen explain CODE` prints one entry.", language)
    for code in sorted(CATALOGUE):
        entry = CATALOGUE[code]
        yield f"\n## {code} {entry.title[language]}\n"
        yield f"{_called(entry, '`')}\n"
        yield _general(entry.message, language)
        for name, text in _parts(entry, language):
            yield f"\n**{translate(name, language)}**: {text}"


def _called(entry: Entry, quote: str = "") -> str:
    """The name and how much it weighs, in the words that findings are printed with."""
    return f"{quote}{entry.name}{quote}, {' / '.join(entry.severity)}"


def _parts(entry: Entry, language: Language) -> Iterator[tuple[str, str]]:
    """What stands below the message. Reason and example hold no facts: their braces are what they show."""
    if entry.hint[language]:
        yield "What to do", _general(entry.hint, language)
    for name, text in (("Why", entry.why[language]), ("Example", entry.example[language])):
        if text:
            yield name, text


def _general(text: Mapping[Language, str], language: Language) -> str:
    """The text without a finding's facts: … stands where one of them would."""
    return text[language].format_map(_NoFacts())


class _NoFacts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"
