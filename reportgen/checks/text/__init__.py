"""Checks of what the text says: against the table, against itself, against last year."""
