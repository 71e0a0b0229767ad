"""reportgen: yearly reports on government information disclosure, from a workbook to a proven Word file."""

__version__ = "0.1.0"
