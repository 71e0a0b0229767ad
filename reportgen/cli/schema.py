"""`schema`: JSON Schema of what goes in and out, for programs and editors."""

import json
import sys

import typer

from reportgen.cli.console import fitting


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="JSON Schema of the files read and written.")
    for command in (report, pack, form, findings):
        group.command()(command)
    app.add_typer(group, name="schema")


def report() -> None:
    """The schema of a report's JSON input."""
    from reportgen.sources.json.schema import report_json_schema

    _print(report_json_schema())


def pack() -> None:
    """The schema of pack.yaml."""
    from reportgen.packs.json_schema import pack_schema

    _print(pack_schema())


def form() -> None:
    """The schema of a form's YAML file."""
    from reportgen.packs.json_schema import form_schema

    _print(form_schema())


def findings() -> None:
    """The schema of the output of --json."""
    from reportgen.deliver.listings.findings_json import schema

    _print(schema())


def _print(schema: object) -> None:
    print(fitting(json.dumps(schema, ensure_ascii=False, indent=2), sys.stdout))
