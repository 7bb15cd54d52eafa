"""The tabs of an exported workbook: for each its columns, and a row for each item."""
