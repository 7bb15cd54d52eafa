"""The pages of an import: what the columns are taken for, what is asked, and what became of the rows."""
