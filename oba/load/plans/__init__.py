"""The plan workbook: recognised, and read row by row."""
