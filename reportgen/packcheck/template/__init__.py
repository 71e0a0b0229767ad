"""Whether a Word template is sound: its tags, tables, loops, looks, and what was left in it."""
