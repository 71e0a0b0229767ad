"""Several files, one after the other: the findings of each shown as they come, one summary, one exit code."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from reportgen.cli.console import Console
from reportgen.errors import ReportgenError
from reportgen.findings import Finding


def shown(files: Iterable[Path], look: Callable[[Path], Sequence[Finding]], voice: Console, *, as_json: bool) -> int:
    """Looks at every file and says what is wrong; gives the exit code: the highest of all files.

    A file that cannot be read is told like any other finding and does not stop the rest.
    """
    findings: list[Finding] = []
    exit_code = 0
    for file in files:
        try:
            found = list(look(file))
            code = int(any(finding.is_blocking for finding in found))
        except ReportgenError as error:
            found, code = list(error.findings), error.exit_code
        findings += found
        exit_code = max(exit_code, code)
        if not as_json:
            voice.findings(found)
    if as_json:
        voice.findings(findings, as_json=True)
    else:
        voice.result(findings)
    return exit_code
