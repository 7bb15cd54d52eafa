"""The rows of a table: their cells, and what each row is."""
