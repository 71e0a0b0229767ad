"""Making packs: new ones, from rows in a spreadsheet, with sample data; preview and comparison."""
