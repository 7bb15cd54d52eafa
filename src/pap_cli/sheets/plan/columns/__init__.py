"""How the cells in the columns of a table are read: dates in one order, scales, keys."""
