"""Everything the program writes and says of what stands in the checkout, a line each, to hold before against after.

Run from the project's root: `python -m tests.golden.snapshot > after.txt`, and the same in a checkout of the commit to
compare with; `diff before.txt after.txt` shows what a change altered. Files and folders that are named on the command
line are checked, audited and linted besides. Nothing is written but the lines.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from typer.testing import CliRunner

from reportgen import checks, pipeline
from reportgen.findings import Finding
from reportgen.findings.text import fact_text, hint, message, place
from tests import builders, corpus_reader

ROOT = Path(__file__).parents[2]
TEMPLATES = [ROOT / "templates"]
FINISHED = {".docx", ".html", ".htm", ".txt", ".mhtml", ".odt"}


def main(others: Iterable[Path]) -> None:
    for line in (*_documents(), *_finished(), *_corpus(), *_templates(), *_others(others)):
        sys.stdout.write(f"{line}\n")


def _said(what: str, findings: Iterable[Finding]) -> Iterator[str]:
    for item in findings:
        texts = {language: [message(item, language), hint(item, language)] for language in ("en", "zh")}
        facts = {name: fact_text(value) for name, value in item.facts.items()}
        told = {"rule": item.rule, "scope": item.scope, "facts": facts, "because": item.explanation, **texts}
        where = place(item.location).replace(f"{ROOT}/", "")
        shown = json.dumps(told, ensure_ascii=False, sort_keys=True).replace(f"{ROOT}/", "")
        yield f"{what} {item.code} {item.severity} {where} {shown}"


def _documents() -> Iterator[str]:
    for path in sorted(ROOT.glob("data_examples/*/*.*")):
        reading = pipeline.read(path, TEMPLATES)
        name = str(path.relative_to(ROOT))
        outcome = pipeline.make(reading, draft=True)
        assert outcome.docx is not None
        yield f"{name} draft {hashlib.sha256(outcome.docx).hexdigest()}"
        final = pipeline.make(reading).docx
        yield f"{name} final {hashlib.sha256(final).hexdigest() if final else None}"
        yield from _said(name, outcome.findings)


def _finished() -> Iterator[str]:
    for path in sorted(ROOT.glob("tests/golden/*.docx")):
        yield from _said(f"audit {path.name}", pipeline.audit(pipeline.read_finished(path, TEMPLATES)))


def _corpus() -> Iterator[str]:
    for name in ("passages.yaml", "heldout.yaml"):
        for number, passage in enumerate(corpus_reader.passages(name)):
            data = corpus_reader.report(passage)
            yield from _said(f"{name} {number}", checks.run(data, builders.pack(data.pack_id)))


def _templates() -> Iterator[str]:
    for path in sorted(ROOT.glob("templates/*/pack.yaml")):
        yield from _command("pack", "lint", path.parent)


def _others(paths: Iterable[Path]) -> Iterator[str]:
    for path in sorted(each for each in paths if each.name != "README.md"):
        if path.is_dir():
            if (path / "pack.yaml").exists():
                yield from _command("pack", "lint", path)
            else:
                yield from _others(path.iterdir())
        elif path.suffix in FINISHED:
            yield from _command("audit", path)
        else:
            yield from _command("check", path)


def _command(*words: str | Path) -> Iterator[str]:
    from reportgen.cli.app import app

    result = CliRunner().invoke(app, [*map(str, words), "--lang", "zh"], catch_exceptions=True)
    name = " ".join(str(word) for word in words).replace(f"{ROOT}/", "")
    yield f"{name} exit {result.exit_code}"
    for line in result.output.splitlines():
        yield f"{name} {line}".replace(f"{ROOT}/", "")


if __name__ == "__main__":
    main(Path(argument) for argument in sys.argv[1:])
