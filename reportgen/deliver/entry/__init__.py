"""The entry workbook: what a clerk fills in."""
