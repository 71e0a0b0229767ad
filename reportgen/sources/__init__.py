"""Reading inputs: workbooks, JSON, CSV and finished reports, as values that know where they stood."""
