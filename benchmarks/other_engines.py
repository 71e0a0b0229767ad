"""Other engines on an equal document: each in a warm process of its own, taking turns in rounds.

The document is a pack's report as filled, with one tag for each of its texts, written in each engine's own syntax; the
values are those of generated units. carbone, docxtemplater and easy-template-x come from npm, docx-mailmerge2 from
PyPI, into a temporary folder, by their ordinary clients; what cannot be installed is named and left out. Each engine's
first document is read back: an engine that leaves out a value is not measured.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import unescape
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks.measure import Goal, Section, Spread, Times, ratios
from benchmarks.rendering import Material, material
from reportgen.render import compile_template, fill

PACK = "county-2014"
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NPM = ("carbone", "docxtemplater", "pizzip", "easy-template-x")
PYPI = "docx-mailmerge2"
_DOCUMENT = "word/document.xml"
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]+)</w:t>")
_RUN = re.compile(r"<w:r>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t(?: [^>]*)?>([^<]+)</w:t></w:r>")
_UNITS = 40
_TURN_MS = 300
_INSTALL_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Flat:
    """The equal document: its bytes with the first unit's texts, and each unit's values by tag name."""

    docx: bytes
    values: tuple[dict[str, str], ...]

    def written(self, path: Path, tag: Callable[[str], str], *, whole_run: bool = False) -> Path:
        """The template in an engine's own syntax; `whole_run`: the tag takes the place of its run."""
        names = iter(self.values[0])

        def one(match: re.Match[str]) -> str:
            if whole_run:
                return tag(next(names)).replace("LOOK", match[1])
            start, _, rest = match[0].partition(match[1])
            return f"{start}{tag(next(names))}{rest}"

        with ZipFile(BytesIO(self.docx)) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
            for item in source.namelist():
                content = source.read(item)
                if item == _DOCUMENT:
                    content = (_RUN if whole_run else _TEXT).sub(one, content.decode()).encode()
                target.writestr(item, content)
        return path


def flat(given: Material) -> Flat:
    """Every text of the filled document, paragraphs and cells alike, becomes a tag."""
    template = compile_template(given.pack.template_path.read_bytes(), given.pack.id)
    documents = [fill(template, page) for page in given.pages]
    texts = [_texts(document) for document in documents]
    longest = max(range(len(texts)), key=lambda index: len(texts[index]))
    names = [f"k{number}" for number in range(len(texts[longest]))]
    values = [dict(zip(names, (*found, *texts[longest][len(found) :]), strict=True)) for found in texts]
    values.insert(0, values.pop(longest))
    return Flat(documents[longest], tuple(values))


def _texts(document: bytes) -> list[str]:
    with ZipFile(BytesIO(document)) as archive:
        return [unescape(text) for text in _TEXT.findall(archive.read(_DOCUMENT).decode())]


def _merge_field(name: str) -> str:
    return f'<w:fldSimple w:instr=" MERGEFIELD {name} "><w:r>LOOK<w:t>«{name}»</w:t></w:r></w:fldSimple>'


class Engine:
    """A process that makes documents when told."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.name = name
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}
        )
        self.made = 0

    def turn(self, count: int) -> tuple[float, float]:
        """Makes so many documents; milliseconds a document, by the clock and of its processor time."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{self.made} {count}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.name} ended with exit code {self.process.wait()}")
        self.made += count
        told = json.loads(answer)
        return told["wall"] / count, told["cpu"] / count

    def close(self) -> None:
        """Ends the process."""
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait()


def measure(folder: Path, rounds: int) -> Section:
    """All engines that could be installed, side by side."""
    section = Section("Other engines on an equal document, ms a document")
    given = flat(material(PACK, _UNITS))
    section.data["tags"] = len(given.values[0])
    section.data["characters"] = sum(map(len, given.values[0].values()))
    section.remarks.append(
        f"The document: {PACK} as filled, {len(given.values[0])} tags, {section.data['characters']} characters of text."
    )
    engines: list[Engine] = []
    try:
        engines.extend(_started(given, folder, section))
        _measure_in_rounds(engines, section, rounds)
    finally:
        for engine in engines:
            engine.close()
    _judge(section)
    return section


def _started(given: Flat, folder: Path, section: Section) -> Iterator[Engine]:
    values = folder / "values.json"
    values.write_text(json.dumps(given.values, ensure_ascii=False), encoding="utf-8")
    jinja = given.written(folder / "jinja.docx", lambda name: f"{{{{ {name} }}}}")
    braces = given.written(folder / "braces.docx", lambda name: f"{{{name}}}")
    carbone = given.written(folder / "carbone.docx", lambda name: f"{{d.{name}}}")
    fields = given.written(folder / "fields.docx", _merge_field, whole_run=True)
    python = [sys.executable, str(HERE / "engines" / "engine.py")]
    wanted = [(name, [*python, name, str(jinja)]) for name in ("docxtpl", "reportgen", "reportgen + proof")]
    wanted += _from_npm(folder, {"carbone": carbone, "docxtemplater": braces, "easy-template-x": braces}, section)
    wanted += _from_pypi(folder, [*python, PYPI, str(fields)], section)
    for name, command in wanted:
        path = os.pathsep.join((str(ROOT), str(folder / "pypi")))
        engine = Engine(name, [*command, str(values), str(folder)], {"PYTHONPATH": path})
        try:
            engine.turn(2)
            _must_hold(folder / f"{name}-0.docx", given.values[0])
        except (RuntimeError, OSError) as error:
            engine.close()
            section.remarks.append(f"not measured: {name}: {error}")
            continue
        yield engine


def _from_npm(folder: Path, templates: dict[str, Path], section: Section) -> list[tuple[str, list[str]]]:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        section.remarks.append(f"not measured: {', '.join(templates)}: no node and npm on this machine")
        return []
    modules = folder / "npm"
    modules.mkdir(exist_ok=True)
    command = [npm, "install", "--prefix", str(modules), "--no-audit", "--no-fund", "--ignore-scripts", *NPM]
    if failure := _install(command):
        section.remarks.append(f"not measured: {', '.join(templates)}: npm install failed: {failure}")
        return []
    section.data["npm"] = {name: _npm_version(modules, name) for name in NPM}
    script = str(HERE / "engines" / "engine.js")
    return [(name, [node, script, name, str(modules), str(path)]) for name, path in templates.items()]


def _npm_version(modules: Path, name: str) -> str:
    return str(json.loads((modules / "node_modules" / name / "package.json").read_text(encoding="utf-8"))["version"])


def _from_pypi(folder: Path, command: list[str], section: Section) -> list[tuple[str, list[str]]]:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if failure := _install([*pip, "--no-deps", "--target", str(folder / "pypi"), PYPI]):
        section.remarks.append(f"not measured: {PYPI}: pip install failed: {failure}")
        return []
    section.data["pypi"] = {PYPI: next((path.name for path in (folder / "pypi").glob("*.dist-info")), "")}
    return [(PYPI, command)]


def _install(command: list[str]) -> str:
    """Empty when it went well, otherwise the last line of what it said."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = (done.stderr or done.stdout).strip().splitlines()
    return "" if done.returncode == 0 else (said[-1] if said else f"exit code {done.returncode}")


def _must_hold(document: Path, values: dict[str, str]) -> None:
    with ZipFile(document) as archive:
        said = unescape("".join(_TEXT.findall(archive.read(_DOCUMENT).decode())))
    missing = [name for name, text in values.items() if text not in said]
    if missing:
        raise RuntimeError(f"its document leaves out {len(missing)} of {len(values)} values")


def _measure_in_rounds(engines: list[Engine], section: Section, rounds: int) -> None:
    counts = {engine.name: max(1, round(_TURN_MS / engine.turn(3)[0])) for engine in engines}
    found: dict[str, list[tuple[float, float]]] = {engine.name: [] for engine in engines}
    for number in range(rounds):
        for engine in engines if number % 2 == 0 else engines[::-1]:
            found[engine.name].append(engine.turn(counts[engine.name]))
    for name, turns in found.items():
        walls, cpus = zip(*turns, strict=True)
        section.times[name] = Times(Spread(walls), Spread(cpus))


def _judge(section: Section) -> None:
    others = {name: times for name, times in section.times.items() if not name.startswith(("reportgen", "docxtpl"))}
    if not others:
        section.remarks.append("not judged: no other engine could be measured")
        return
    factors = {name: ratios(times, section.times["reportgen"]) for name, times in others.items()}
    best = min(factors, key=lambda name: factors[name].median)
    section.goals.append(
        Goal(f"render and write, against the best other engine ({best})", factors[best], 15, "x", at_least=True)
    )
