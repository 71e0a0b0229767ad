"""Filled entry workbooks: inspected, read into cells, bound by code and header."""
