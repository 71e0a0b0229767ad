"""From data to Page: every text and number in its final words."""

from reportgen.compose.page import page

__all__ = ["page"]
