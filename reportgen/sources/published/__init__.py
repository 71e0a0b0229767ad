"""Finished reports read back: Word, web page, plain text."""
