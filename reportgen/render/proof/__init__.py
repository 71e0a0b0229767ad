"""Proving a finished document: read back by code that shares nothing with the writer."""
