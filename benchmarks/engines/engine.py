"""One engine of Python, warm in one process: reads commands from stdin, a line each, answers each with a line of JSON.

python engine.py NAME TEMPLATE VALUES FOLDER; then "FIRST COUNT" makes so many documents and tells the time.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Make = Callable[[dict[str, Any], Path], object]


def reportgen_engine(template: Path) -> Make:
    from reportgen.deliver import files
    from reportgen.model import Page
    from reportgen.render import compile_template, fill

    compiled = compile_template(template.read_bytes(), str(template))
    return lambda values, target: files.write(target, fill(compiled, Page(fields=values)), sync=False)


def proven_engine(template: Path) -> Make:
    from reportgen.deliver import files
    from reportgen.model import Page
    from reportgen.render import compile_template, fill, outline, prove

    content = template.read_bytes()
    compiled, read = compile_template(content, str(template)), outline(content)

    def make(values: dict[str, Any], target: Path) -> None:
        page = Page(fields=values)
        document = fill(compiled, page)
        if prove(read, page, document):
            raise SystemExit("the proof found a difference")
        files.write(target, document, sync=False)

    return make


def docxtpl_engine(template: Path) -> Make:
    from docxtpl import DocxTemplate

    def make(values: dict[str, Any], target: Path) -> None:
        document = DocxTemplate(template)
        document.render(values, autoescape=True)
        document.save(target)

    return make


def mailmerge_engine(template: Path) -> Make:
    from mailmerge import MailMerge

    def make(values: dict[str, Any], target: Path) -> None:
        with MailMerge(template) as document:
            document.merge(**values)
            document.write(target)

    return make


ENGINES = {
    "reportgen": reportgen_engine,
    "reportgen + proof": proven_engine,
    "docxtpl": docxtpl_engine,
    "docx-mailmerge2": mailmerge_engine,
}


def main() -> None:
    name, template, values_path, folder = sys.argv[1:]
    values = json.loads(Path(values_path).read_text(encoding="utf-8"))
    make = ENGINES[name](Path(template))
    for line in sys.stdin:
        first, count = map(int, line.split())
        wall, cpu = time.perf_counter(), time.process_time()
        for number in range(first, first + count):
            make(values[number % len(values)], Path(folder) / f"{name}-{number}.docx")
        told = {"wall": (time.perf_counter() - wall) * 1000, "cpu": (time.process_time() - cpu) * 1000}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
