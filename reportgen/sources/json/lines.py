"""One line of a JSONL file as a report: what it says is told by the line and the pointer within it."""

from dataclasses import dataclass, replace

from reportgen.errors import SourceError
from reportgen.findings import Location
from reportgen.sources.json import file as json_file
from reportgen.sources.json.file import JsonReport


@dataclass(frozen=True, eq=False)
class LineReport(JsonReport):
    """A report that stands in one line of a file. Lines count from 1."""

    line: int = 1

    def location(self, pointer: str) -> Location:
        """The line, and the pointer within it."""
        return Location(file=self.file, pointer=pointer, line=self.line)


def read(data: bytes, file: str, line: int) -> LineReport:
    """The report of that line's bytes. Raises SourceError where it is no JSON object, at its place in the file."""
    try:
        report = json_file.read(data, file)
    except SourceError as error:
        raise SourceError(
            *(replace(item, location=replace(item.location, line=line)) for item in error.findings)
        ) from error
    findings = tuple(replace(item, location=replace(item.location, line=line)) for item in report.findings)
    return LineReport(file, report.data, findings, line)
