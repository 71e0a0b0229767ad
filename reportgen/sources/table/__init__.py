"""Tables with a row a unit, in a workbook or as CSV."""
