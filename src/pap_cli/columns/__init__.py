"""The columns of lists: which fields an item has, how rows are chosen, sorted and limited."""
