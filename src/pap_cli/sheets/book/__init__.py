"""Reading a spreadsheet of any kind, under limits."""
