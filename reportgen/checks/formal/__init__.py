"""Checks of form: sections, names, dates, contact, sign-off, personal data; what needs no figure to be judged."""
