"""What the rows of tables say, before scales are decided."""
