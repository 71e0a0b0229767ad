"""The page of all codes says what the catalogue says. `python tests/house/test_codes_page.py` writes it anew."""

from pathlib import Path

import pytest

import reportgen
from reportgen.deliver.listings.catalogue_text import markdown
from reportgen.language import Language

FOLDER = Path(reportgen.__file__).parent / "findings"
PAGES: dict[Language, Path] = {"en": FOLDER / "CODES.md", "zh": FOLDER / "CODES.zh-CN.md"}


def content(language: Language) -> str:
    """The page as it should stand."""
    return "\n".join(markdown(language)) + "\n"


@pytest.mark.parametrize("language", list(PAGES))
def test_the_page_of_all_codes_is_that_of_the_catalogue(language: Language) -> None:
    assert PAGES[language].read_text(encoding="utf-8") == content(language)


if __name__ == "__main__":
    for name, path in PAGES.items():
        path.write_text(content(name), encoding="utf-8", newline="\n")
