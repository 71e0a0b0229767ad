"""Word: filling a template from a Page, and proving the file that came of it."""
