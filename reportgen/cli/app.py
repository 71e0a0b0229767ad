"""The command line put together: its commands, its exit codes, and the one place where errors become sentences.

Exit codes: 0 clean, 1 blocking findings, 2 usage, 3 input cannot be read, 4 output cannot be written, 5 internal error,
130 interrupted. What each command does is left to the modules beside this one.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Annotated, Any

import typer

from reportgen.cli import audit, batch, check, generate, options, packs, schema
from reportgen.cli.console import ReaderGoneError, console, prepare_streams
from reportgen.errors import DeliveryError, ReportgenError
from reportgen.findings import finding_of
from reportgen.language import Language, choose, translate
from reportgen.version import VERSION

app = typer.Typer(
    name="reportgen",
    no_args_is_help=True,
    add_completion=False,  # its two options would stand in every help
    rich_markup_mode=None,  # plain help: rich is slow to load
    pretty_exceptions_enable=False,  # errors end in `run`
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"reportgen {VERSION}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_print_version)
    ] = False,
    lang: options.Lang = None,
) -> None:
    """Yearly reports on government information disclosure: from a filled workbook to a proven Word document."""
    if lang is not None:
        os.environ["REPORTGEN_LANG"] = lang  # for the command that follows, and the processes it may start


generate.register(app)
check.register(app)
audit.register(app)
batch.register(app)
packs.register(app)
schema.register(app)


def run(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code; everything that can go wrong ends in a sentence here."""
    prepare_streams()  # before anything is printed: a GBK console knows not every sign
    language = choose(_asked_language(arguments))
    command = typer.main.get_command(app)
    _speak(command, language)
    try:
        # errors come here instead of ending the process
        result = command.main(args=list(arguments), prog_name="reportgen", standalone_mode=False)
    except typer.Abort:
        console(language).tell("Interrupted. Nothing half-done was left behind.")
        return 130
    except typer.TyperException as error:
        return _usage(error, language)
    except ReportgenError as error:
        return _failed(error, arguments, language)
    except (BrokenPipeError, ReaderGoneError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read our output has gone
        return 0
    except Exception as error:  # the last place that can turn a mistake of ours into a sentence
        return _unforeseen(error, arguments, language)
    return result if isinstance(result, int) else 0


def _asked_language(arguments: Sequence[str]) -> str | None:
    """The --lang option, looked at before anything is parsed, because the help texts need it."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None


def _speak(command: Any, language: Language) -> None:
    """Puts the help texts of a command and all below it into the language."""
    for item in _tree(command):
        for thing in (item, *item.params):
            if getattr(thing, "help", None):
                thing.help = translate(_one_line(thing.help), language)
        if getattr(item, "short_help", None):
            item.short_help = translate(_one_line(item.short_help), language)


def _tree(command: Any) -> Iterator[Any]:
    yield command
    for child in getattr(command, "commands", {}).values():
        yield from _tree(child)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _usage(error: Exception, language: Language) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":  # by its name: the class is not public
        print(error, file=sys.stderr)
        return 2
    if context is not None:
        print(context.get_usage(), file=sys.stderr)
    command = context.command_path if context is not None else "reportgen"
    text = "The call is not right: {reason} Try: {command} --help"
    console(language).tell(text, reason=_reason(error, language), command=command)
    return 2


def _reason(error: Exception, language: Language) -> str:
    """What is wrong with the call; the command line library itself speaks English only."""
    param = getattr(error, "param", None)
    is_option = getattr(param, "param_type_name", "") == "option"
    name = "/".join(param.opts) if param and is_option else getattr(param, "metavar", None) or ""
    templates = {
        "NoSuchOption": ("There is no option {name}.", getattr(error, "option_name", "")),
        "MissingParameter": ("{name} is missing.", name),
        "BadParameter": ("The value of {name} does not fit.", name),
    }
    # the reason is in the library's words only
    unknown_command = re.fullmatch(r"No such command '(.*)'\.", str(getattr(error, "message", "")))
    if unknown_command:
        return translate("There is no command {name}.", language).format(name=unknown_command[1])
    text, subject = templates.get(type(error).__name__, ("", ""))
    if text and subject:
        return translate(text, language).format(name=subject)
    return str(getattr(error, "format_message", lambda: str(error))())


def _failed(error: ReportgenError, arguments: Sequence[str], language: Language) -> int:
    try:
        if "--json" in arguments:
            console(language).findings(error.findings, as_json=True)
        else:
            console(language).failure(error.findings)
    except DeliveryError as unprinted:  # stdout takes nothing: stderr may
        with suppress(OSError, ValueError):
            console(language).failure((*unprinted.findings, *error.findings))
        return unprinted.exit_code
    return error.exit_code


def _unforeseen(error: Exception, arguments: Sequence[str], language: Language) -> int:
    if os.environ.get("REPORTGEN_DEBUG"):  # for whoever mends the program
        raise error
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:  # the innermost frame is where it happened
        trace = trace.tb_next
    where = f" ({trace.tb_frame.f_code.co_name}:{trace.tb_lineno})" if trace is not None else ""
    finding = finding_of("X001", error=f"{type(error).__name__}: {error}{where}", version=VERSION)
    return _failed(_InternalError(finding), arguments, language)


class _InternalError(ReportgenError):
    exit_code = 5
