"""Every rule of a pack, held against one unit's data."""
