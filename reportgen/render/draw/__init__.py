"""The first Word template of a pack, drawn from its form; from then on it belongs to Word."""
