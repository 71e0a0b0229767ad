"""Reports as JSON, one a file or one a line."""
