"""Every rule of a pack, held against one unit's data."""

from reportgen.checks.run import run

__all__ = ["run"]
