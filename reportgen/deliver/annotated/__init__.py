"""A copy of the filled workbook with every finding at its cell; everything else in it as it was."""
