"""What is taken from a spreadsheet into a plan that is there: as changes, as edits and as a page."""
