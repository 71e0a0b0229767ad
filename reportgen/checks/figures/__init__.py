"""Checks of figures: the kinds of relations between cells, each a function that speaks for the rules of its kind."""
