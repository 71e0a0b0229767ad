"""What the build does besides packing: it compiles the Chinese texts, so that no checkout holds them twice."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TEXTS = "reportgen/language/locale/zh_CN/LC_MESSAGES/reportgen"


class CompiledTexts(BuildHookInterface):
    """Runs for wheels and for editable installs alike; `reportgen.mo` lies beside its `.po`, unknown to Git."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles the texts and has the wheel hold them, although Git ignores them."""
        source, target = Path(self.root, f"{TEXTS}.po"), Path(self.root, f"{TEXTS}.mo")
        with source.open("rb") as texts, target.open("wb") as compiled:
            write_mo(compiled, read_po(texts))
        build_data["artifacts"].append(f"{TEXTS}.mo")
