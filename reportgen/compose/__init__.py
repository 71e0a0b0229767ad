"""From data to Page: every text and number in its final words."""
