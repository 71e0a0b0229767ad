"""Writes the example workbooks and the documents on file anew, from data_examples/*/*.json.

Run `python tests/golden/renew.py` when a change is meant to alter them, and look at the documents before committing.
"""

from pathlib import Path

from reportgen import library, pipeline
from reportgen.deliver.entry import workbook as entry_workbook

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "data_examples"
PLANTED = "planted-errors"


def examples() -> list[Path]:
    """The JSON of every example that is meant to build."""
    return sorted(path for path in EXAMPLES.glob("*/*.json") if path.parent.name != PLANTED)


def golden_path(example: Path) -> Path:
    """Where the document of an example is on file."""
    return Path(__file__).parent / f"{example.stem}.docx"


def main() -> None:
    """Writes them all."""
    folders = library(ROOT / "templates")
    for source in sorted(EXAMPLES.glob("*/*.json")):
        reading = pipeline.read(source, folders)
        workbook = entry_workbook.make(reading.pack, reading.data.year, filled=reading.data)
        source.with_suffix(".xlsx").write_bytes(workbook)
        if source.parent.name != PLANTED:
            docx = pipeline.make(reading).docx
            if docx is None:
                raise SystemExit(f"{source} has blocking findings")
            golden_path(source).write_bytes(docx)


if __name__ == "__main__":
    main()
