"""Filling a template: compiled once a process, filled a page at a time."""
