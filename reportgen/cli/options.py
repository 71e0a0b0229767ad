"""The options that several commands share, so that they read and behave the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[
    list[Path], typer.Argument(help="Filled workbooks or JSON files.", metavar="FILE", show_default=False)
]
File = Annotated[Path, typer.Argument(help="A filled workbook or JSON file.", metavar="FILE", show_default=False)]
Previous = Annotated[
    Path | None,
    typer.Option(
        help="Last year's file: its figures are held against this year's.", metavar="FILE", show_default=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the findings as JSON, and nothing else.")]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Replace a file that this program did not make, or that was changed since; a dated copy stays beside.",
    ),
]
Packs = Annotated[
    Path | None,
    typer.Option(
        "--packs", help="A folder of packs, looked up before the installed ones.", metavar="DIR", show_default=False
    ),
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", help="Language of messages: zh or en.", metavar="zh|en", show_default=False),
]
PackId = Annotated[str, typer.Argument(help="The pack's id, such as county-2021.", metavar="PACK")]
